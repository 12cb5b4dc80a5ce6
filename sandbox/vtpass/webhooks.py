"""What VTpass tells by itself: a purchase was decided after all, a list has changed. Unsigned.

It repeats itself until it is taken.
"""

from __future__ import annotations

import json

from sandbox.courier import Answer, Courier, Parcel
from sandbox.vtpass import answers
from sandbox.vtpass.catalogue import SERVICES
from sandbox.vtpass.world import Transaction, World


def taken(answer: Answer) -> bool:
    """Tell whether the receiver said `{"response": "success"}`, which is all that VTpass accepts."""
    try:
        said = json.loads(answer.body)
    except ValueError:
        return False
    return answer.status == 200 and isinstance(said, dict) and said.get("response") == "success"


class Updates:
    """The webhooks of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._courier = Courier(lambda: world.webhook_pauses_s, taken=taken)

    def announce_later(self, transaction: Transaction, *, after: float) -> None:
        """Decide a pending purchase after that time and tell the bot."""
        request_id = transaction.purchase.request_id
        self._courier.send(lambda: self._due(request_id), after=after)

    def announce(self, transaction: Transaction) -> None:
        """Tell the bot in the background, in five tries."""
        parcel = self.parcel(transaction)
        if parcel is not None:
            self._courier.send(lambda: parcel)

    async def announce_now(self, transaction: Transaction) -> Answer | None:
        """Tell the bot once and return what it said; None where no address is set."""
        parcel = self.parcel(transaction)
        return None if parcel is None else await self._courier.send_once(parcel)

    def parcel(self, transaction: Transaction) -> Parcel | None:
        """Return the webhook as it goes out."""
        if not self._world.webhook_url:
            return None
        update = answers.transaction_update(transaction, friendly=self._world.friendly)
        return Parcel(self._world.webhook_url, json.dumps(update).encode())

    async def announce_list(self, service: str) -> Answer | None:
        """Tell the bot once what happened to a list since it was told last; None without an address."""
        world = self._world
        if not world.webhook_url:
            return None
        changes = world.lists.changes(service)
        update = answers.list_update(SERVICES[service], world.lists.of(service), changes, now=world.now())
        world.lists.told(service)
        return await self._courier.send_once(Parcel(world.webhook_url, json.dumps(update).encode()))

    def _due(self, request_id: str) -> Parcel | None:
        transaction = self._world.look_up(request_id)
        return None if transaction is None else self.parcel(transaction)
