"""Paystack's word that a page was paid: signed over the raw bytes, repeated until it is taken."""

from __future__ import annotations

import hashlib
import hmac
import json

from sandbox.courier import Answer, Courier, Parcel, taken_with_200
from sandbox.paystack.world import Choices, Transaction, WebhookTime, World

Json = dict[str, object]


def as_told(transaction: Transaction) -> Json:
    """Return a transaction as verify and the webhook tell it."""
    paid = transaction.status == "success"
    return {
        "id": transaction.id,
        "domain": "test",
        "status": transaction.status,
        "reference": transaction.reference,
        "receipt_number": None,
        "amount": transaction.amount if paid else transaction.requested,
        "message": None,
        "gateway_response": {"success": "Successful", "failed": "Declined"}.get(
            transaction.status, "The transaction was not completed"
        ),
        "paid_at": transaction.paid_at,
        "created_at": transaction.created_at,
        "channel": "card",
        "currency": transaction.currency,
        "ip_address": "127.0.0.1",
        "metadata": transaction.metadata,
        "fees": transaction.fees,
        "authorization": {"bin": "408408", "last4": "4081", "channel": "card", "brand": "visa"}
        if paid
        else {},
        "customer": {"id": 181_873_746, "email": transaction.email, "customer_code": "CUS_sandbox"},
        "requested_amount": transaction.requested,
    }


def sign(body: bytes, secret_key: str) -> str:
    """Return the signature that belongs to exactly these bytes."""
    return hmac.new(secret_key.encode(), body, hashlib.sha512).hexdigest()


class Webhooks:
    """The webhooks of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._courier = Courier(lambda: world.webhook_pauses_s)

    async def tell(self, transaction: Transaction, choices: Choices) -> None:
        """Send the webhook when it was chosen to go. The first try of a `first` one is waited for."""
        match choices.webhook:
            case WebhookTime.NEVER:
                return
            case WebhookTime.LATE:
                for _ in range(choices.webhook_copies):
                    self._send(transaction, after=choices.webhook_delay_s)
            case WebhookTime.FIRST:
                taken = [
                    taken_with_200(await self.tell_once(transaction)) for _ in range(choices.webhook_copies)
                ]
                if not all(taken):
                    self._send(transaction, after=min(self._world.webhook_pauses_s, default=0.0))

    async def tell_once(self, transaction: Transaction, **changes: object) -> Answer:
        """Send one webhook now, with some of its data changed, and return the answer."""
        answer = await self.post(self.body(transaction, **changes))
        if taken_with_200(answer):
            self._taken(transaction)
        return answer

    async def post(self, body: bytes, *, signature: str | None = None) -> Answer:
        """Send these bytes now. Without a signature of its own it is signed rightly."""
        parcel = self._parcel(body, sign(body, self._world.secret_key) if signature is None else signature)
        return Answer(0) if parcel is None else await self._courier.send_once(parcel)

    def resume(self) -> None:
        """Send again what the bot had not taken when this world was left."""
        for transaction in self._world.transactions.values():
            if transaction.webhook_owed:
                self._send(transaction, after=1.0)

    def body(self, transaction: Transaction, **changes: object) -> bytes:
        """Return the bytes of a charge.success."""
        event = {"event": "charge.success", "data": as_told(transaction) | changes}
        return json.dumps(event).encode()

    def _send(self, transaction: Transaction, *, after: float) -> None:
        body = self.body(transaction)
        parcel = self._parcel(body, sign(body, self._world.secret_key))
        self._courier.send(lambda: parcel, after=after, when_taken=lambda: self._taken(transaction))

    def _parcel(self, body: bytes, signature: str) -> Parcel | None:
        if not self._world.webhook_url:
            return None
        return Parcel(self._world.webhook_url, body, {"x-paystack-signature": signature})

    def _taken(self, transaction: Transaction) -> None:
        transaction.webhook_owed = False
        self._world.note(transaction)
