"""Money that came in at this Flutterwave, whatever the way: asked back by its id, told by a shared secret."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sandbox.courier import Answer, Courier, Parcel
from sandbox.journal import Journal

Json = dict[str, object]

FIRST_ID = 6_100_000_001  # beyond 32 bits


@dataclass(slots=True)
class Charge:
    """One payment to the merchant."""

    id: int
    tx_ref: str
    amount_kobo: int
    payment_type: str  # bank_transfer, card, …
    email: str
    name: str
    created_at: str
    status: str = "successful"
    currency: str = "NGN"
    fee_kobo: int = 0
    originator: str = ""
    originator_bank: str = ""
    owed: bool = True  # the bot has not taken its webhook yet


@dataclass
class ChargeBook:
    """The payments of one world."""

    charges: dict[int, Charge] = field(default_factory=dict)
    _journal: Journal | None = field(default=None, init=False, repr=False)

    def take(self, tx_ref: str, amount_kobo: int, payment_type: str, **known: str) -> Charge:
        """Take a payment in. The fee is 1.4 %, at most 2,000 naira."""
        charge = Charge(
            id=FIRST_ID + len(self.charges),
            tx_ref=tx_ref,
            amount_kobo=amount_kobo,
            payment_type=payment_type,
            email=known.get("email", ""),
            name=known.get("name", ""),
            created_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
            status=known.get("status", "successful"),
            currency=known.get("currency", "NGN"),
            fee_kobo=min((amount_kobo * 14 + 500) // 1_000, 2_000_00),
            originator=known.get("originator", ""),
            originator_bank=known.get("originator_bank", ""),
        )
        self.charges[charge.id] = charge
        self.note(charge)
        return charge

    def keep_in(self, path: Path) -> None:
        """Remember what that file tells, and write every change to it from now on."""
        journal = Journal(path)
        for record in journal.read():
            charge = Charge(**record)  # type: ignore[arg-type]
            self.charges[charge.id] = charge
        self._journal = journal

    def note(self, charge: Charge) -> None:
        """Write down how a payment stands, before anybody is told."""
        if self._journal is not None:
            self._journal.add(asdict(charge))

    def reset(self) -> None:
        """Forget everything."""
        self.charges.clear()
        if self._journal is not None:
            self._journal.clear()


def as_told(charge: Charge) -> Json:
    """Return a payment as the question for it is answered: amounts in naira."""
    return {
        "id": charge.id,
        "tx_ref": charge.tx_ref,
        "flw_ref": f"100004{charge.id}",
        "amount": _naira(charge.amount_kobo),
        "currency": charge.currency,
        "charged_amount": _naira(charge.amount_kobo),
        "app_fee": _naira(charge.fee_kobo),
        "merchant_fee": 0,
        "amount_settled": _naira(charge.amount_kobo - charge.fee_kobo),
        "processor_response": "success" if charge.status == "successful" else "Declined",
        "payment_type": charge.payment_type,
        "status": charge.status,
        "created_at": charge.created_at,
        "narration": charge.name,
        "meta": {
            "originatoraccountnumber": "123*******90",
            "originatorname": charge.originator,
            "bankname": charge.originator_bank,
        },
        "customer": {"id": charge.id % 1_000_000, "name": charge.name, "email": charge.email},
    }


class ChargeNews:
    """The webhooks about payments."""

    def __init__(self, book: ChargeBook, url: str, secret: str, pauses: tuple[float, ...]) -> None:
        self._book = book
        self._url = url
        self._secret = secret
        self._courier = Courier(lambda: pauses)

    def tell(self, charge: Charge, *, after: float = 0.0) -> None:
        """Tell the bot in the background, until it is taken."""
        self._courier.send(
            lambda: self._parcel(charge, {}, None), after=after, when_taken=lambda: self._taken(charge)
        )

    async def tell_now(
        self, charge: Charge, *, changes: Json | None = None, webhook_hash: str | None = None
    ) -> Answer:
        """Tell the bot once, with some of the data changed or another secret, and return what it said."""
        parcel = self._parcel(charge, changes or {}, webhook_hash)
        return Answer(0) if parcel is None else await self._courier.send_once(parcel)

    def _parcel(self, charge: Charge, changes: Json, webhook_hash: str | None) -> Parcel | None:
        if not self._url:
            return None
        told = as_told(charge)
        event = {
            "event": "charge.completed",
            "data": told | changes,
            "meta_data": told["meta"],
            "event.type": f"{charge.payment_type.upper()}_TRANSACTION",
        }
        secret = self._secret if webhook_hash is None else webhook_hash
        return Parcel(self._url, json.dumps(event).encode(), {"verif-hash": secret})

    def _taken(self, charge: Charge) -> None:
        charge.owed = False
        self._book.note(charge)


def _naira(kobo: int) -> int | float:
    return kobo // 100 if kobo % 100 == 0 else kobo / 100
