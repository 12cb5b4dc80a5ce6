"""The webhooks about dedicated accounts: who got a number, and what came in on it."""

from __future__ import annotations

import json

from sandbox.courier import Answer, Courier, Parcel
from sandbox.paystack.account_book import Account, Inflow
from sandbox.paystack.account_words import as_told, told_of
from sandbox.paystack.webhooks import Json, sign
from sandbox.paystack.world import World


class AccountNews:
    """The webhooks about accounts and transfers of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._courier = Courier(lambda: world.webhook_pauses_s)

    def assigned(self, account: Account, *, after: float = 0.0) -> None:
        """Decide who gets a number, then tell the bot in the background until it is taken."""

        def pack() -> Parcel | None:
            self._world.account_book.decide(account)
            return None if account.fate == "undecided" else self.parcel(told_of(account)[-1])

        self._courier.send(pack, after=after, when_taken=lambda: self._taken(account))

    def came_in(self, inflow: Inflow, *, after: float = 0.0) -> None:
        """Tell the bot of a transfer in the background, until it is taken."""
        body = self.body(inflow)
        self._courier.send(lambda: self.parcel(body), after=after, when_taken=lambda: self._taken(inflow))

    async def now(self, body: Json | bytes, *, signature: str | None = None) -> Answer:
        """Send one webhook now and return the answer."""
        parcel = self.parcel(body, signature=signature)
        return Answer(0) if parcel is None else await self._courier.send_once(parcel)

    def body(self, inflow: Inflow, **changes: object) -> Json:
        """Return the event of a transfer, with some of its data changed."""
        account = self._world.account_book.by_number(inflow.number)
        return {"event": "charge.success", "data": as_told(inflow, account) | changes}

    def parcel(self, body: Json | bytes, *, signature: str | None = None) -> Parcel | None:
        """Return a webhook as it goes out, signed rightly unless it brings a signature of its own."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        if not self._world.webhook_url:
            return None
        given = sign(raw, self._world.secret_key) if signature is None else signature
        return Parcel(self._world.webhook_url, raw, {"x-paystack-signature": given})

    def resume(self) -> None:
        """Send again what the bot had not taken when this world was left."""
        book = self._world.account_book
        for account in book.accounts.values():
            if account.owed:
                self.assigned(account, after=1.0)
        for inflow in book.inflows.values():
            if inflow.owed:
                self.came_in(inflow, after=1.0)

    def _taken(self, told: Account | Inflow) -> None:
        told.owed = False
        self._world.account_book.note(told)
