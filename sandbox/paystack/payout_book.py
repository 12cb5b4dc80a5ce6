"""What this Paystack remembers of payouts: who can be paid, what was asked for, and what became of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path

from sandbox.journal import Journal

FIRST_RECIPIENT = 28_500_001
# The last four digits of an account number decide what becomes of a transfer to it.
NOBODYS, ANOTHERS = "0000", "0001"
FATES = {
    "0002": "pending",  # for ever
    "0003": "failed",
    "0004": "reversed",  # after success
    "0005": "otp",
    "0006": "at-once",  # success without a pause
    "0007": "blocked",
    "0008": "rejected",
    "0009": "received",  # for ever
}
CONCLUSIVE = frozenset({"success", "failed", "reversed", "abandoned", "blocked", "rejected"})
ANOTHERS_NAME = "CHUKWUEMEKA DANJUMA"


@dataclass(slots=True)
class Payout:
    """One transfer to a bank account. Amount in kobo."""

    id: int
    reference: str
    recipient: str
    number: str
    bank_code: str
    name: str
    amount: int
    fee: int
    reason: str
    created_at: str
    fate: str
    status: str = "pending"
    times: int = 1  # that money left for it
    owed: bool = False  # the bot has not taken its newest webhook yet


@dataclass
class PayoutBook:
    """The payouts of one world."""

    holder: str = "ADA OBI"  # in whose name an account is, where nothing else is said
    holders: dict[str, str] = field(default_factory=dict)  # by account number
    balance_kobo: int = 50_000_000_00
    decides_after_s: float = 0.2
    recipients: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # code → number, bank, name
    payouts: dict[str, Payout] = field(default_factory=dict)  # by reference
    _journal: Journal | None = field(default=None, init=False, repr=False)

    def name_of(self, number: str) -> str | None:
        """Return in whose name an account is; None if there is none."""
        if number in self.holders:
            return self.holders[number]
        if number.endswith(NOBODYS):
            return None
        return ANOTHERS_NAME if number.endswith(ANOTHERS) else self.holder

    def recipient(self, number: str, bank_code: str, name: str) -> str:
        """Keep whom to pay. The same account again has the same code."""
        for code, known in self.recipients.items():
            if known[:2] == (number, bank_code):
                return code
        code = f"RCP_{FIRST_RECIPIENT + len(self.recipients):x}"
        self.recipients[code] = (number, bank_code, name)
        return code

    def pay(self, reference: str, recipient: str, amount: int, reason: str, *, at: str) -> Payout:
        """Begin a transfer."""
        number, bank_code, name = self.recipients[recipient]
        fate = FATES.get(number[-4:], "success")
        payout = Payout(
            id=FIRST_RECIPIENT + len(self.payouts),
            reference=reference,
            recipient=recipient,
            number=number,
            bank_code=bank_code,
            name=name,
            amount=amount,
            fee=fee_of(amount),
            reason=reason,
            created_at=at,
            fate=fate,
            status={"otp": "otp", "received": "received", "at-once": "success"}.get(fate, "pending"),
        )
        self.payouts[reference] = payout
        self.balance_kobo -= amount + payout.fee
        self.note(payout)
        return payout

    def decide(self, payout: Payout, status: str) -> None:
        """Let something become of a transfer. Its money comes back unless it got there."""
        before, payout.status = payout.status, status
        came_back = status in CONCLUSIVE - {"success"}
        if came_back and (before == "success" or before not in CONCLUSIVE):
            self.balance_kobo += payout.amount
        payout.owed = status in ("success", "failed", "reversed")
        self.note(payout)

    def keep_in(self, path: Path) -> None:
        """Remember what that file tells, and write every change to it from now on."""
        journal = Journal(path)
        for record in journal.read():
            payout = Payout(**record)  # type: ignore[arg-type]
            self.payouts[payout.reference] = payout
            self.recipients[payout.recipient] = (payout.number, payout.bank_code, payout.name)
        self._journal = journal

    def note(self, payout: Payout) -> None:
        """Write down how a transfer stands, before anybody is told."""
        if self._journal is not None:
            self._journal.add(asdict(payout))

    def reset(self) -> None:
        """Forget everything."""
        self.holder, self.balance_kobo, self.decides_after_s = "ADA OBI", 50_000_000_00, 0.2
        for each in (self.holders, self.recipients, self.payouts):
            each.clear()
        if self._journal is not None:
            self._journal.clear()


def fee_of(amount: int) -> int:
    """Return what Paystack keeps for a transfer, in kobo."""
    return 10_00 if amount <= 5_000_00 else 25_00 if amount <= 50_000_00 else 50_00
