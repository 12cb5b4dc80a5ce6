"""Requests that may come again: what is asked for twice under one key happens once and is answered alike.

The key is the sender's (draft-ietf-httpapi-idempotency-key-header). With its first arrival the id of what
the request brings about is minted and kept, so that a repeat after a crash goes on with the same thing: that
one is done once is then held by its id, not by this table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.errors import Refusal
from domain.storage import Storage

LONGEST_KEY = 128


class KeyUsedOtherwise(Refusal):
    """The key was used for another request."""

    code = "key-used-otherwise"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: an HTTP status and a body."""

    status: int
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it is known by its key."""

    customer_id: str
    key: str
    fingerprint: str
    subject_id: str
    asked_at: datetime
    answer: Answer | None = None


class IdempotencyStore(Protocol):
    """Where requests are remembered."""

    async def first(self, asked: Asked) -> Asked:
        """Keep a request, or return the one that was kept under its key before."""
        ...

    async def answered(self, customer_id: str, key: str, answer: Answer) -> None:
        """Keep the answer."""
        ...


class IdempotencyBooks(Protocol):
    """What remembering needs from one transaction."""

    @property
    def idempotency(self) -> IdempotencyStore:
        """The requests."""
        ...


@dataclass(frozen=True)
class Idempotency:
    """Remembering requests and their answers."""

    storage: Storage[IdempotencyBooks]
    new_id: Callable[[], str]

    async def begin(self, customer_id: str, key: str, request: bytes, *, now: datetime) -> Asked:
        """Return what is known of a request: the id for what it brings about, and an earlier answer.

        :param request: all of it that must be the same when it comes again, without secrets
        :raises KeyUsedOtherwise: if the key was used for another one
        """
        fingerprint = hashlib.sha256(request).hexdigest()
        asked = Asked(customer_id, key, fingerprint, self.new_id(), now)
        async with self.storage.begin() as books:
            known = await books.idempotency.first(asked)
        if known.fingerprint != fingerprint:
            raise KeyUsedOtherwise
        return known

    async def end(self, asked: Asked, answer: Answer) -> None:
        """Keep what was answered, for whoever asks again."""
        async with self.storage.begin() as books:
            await books.idempotency.answered(asked.customer_id, asked.key, answer)
