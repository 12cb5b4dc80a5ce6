"""Flutterwave's word that a bill was decided: with the shared secret in a header, again until it is taken."""

from __future__ import annotations

import json

from sandbox.courier import Answer, Courier, Parcel, taken_with_200
from sandbox.flutterwave import answers
from sandbox.flutterwave.mischief import Fate
from sandbox.flutterwave.world import Bill, World


class Updates:
    """The bill webhooks of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._courier = Courier(lambda: world.webhook_pauses_s)

    def announce(self, bill: Bill, *, after: float = 0.0) -> None:
        """Tell the bot in the background what is decided now, or then, until it is taken."""
        if after:
            self._courier.send(
                lambda: self._due(bill.reference), after=after, when_taken=lambda: _taken(bill)
            )
        elif parcel := self._due(bill.reference):
            self._courier.send(lambda: parcel, when_taken=lambda: _taken(bill))

    async def announce_now(
        self, bill: Bill, *, webhook_hash: str | None = None, anonymous: bool = False
    ) -> Answer | None:
        """Tell the bot once and return what it said; None where no address is set."""
        parcel = self.parcel(bill, webhook_hash=webhook_hash, anonymous=anonymous)
        answer = None if parcel is None else await self._courier.send_once(parcel)
        if answer is not None and taken_with_200(answer):
            _taken(bill)
        return answer

    def resume(self) -> None:
        """Send again what the bot had not taken when this world was left."""
        for bill in self._world.bills.values():
            if bill.webhook_owed:
                self.announce(bill, after=1.0)

    def parcel(
        self, bill: Bill, *, webhook_hash: str | None = None, anonymous: bool = False
    ) -> Parcel | None:
        """Return the webhook as it goes out."""
        if not self._world.webhook_url:
            return None
        body = json.dumps(answers.update(bill, anonymous=anonymous)).encode()
        secret = self._world.webhook_hash if webhook_hash is None else webhook_hash
        return Parcel(self._world.webhook_url, body, {"verif-hash": secret})

    def _due(self, reference: str) -> Parcel | None:
        bill = self._world.look_up(reference) or self._world.bills.get(reference)
        return None if bill is None or bill.fate is Fate.PENDING else self.parcel(bill)


def _taken(bill: Bill) -> None:
    bill.webhook_owed = False
