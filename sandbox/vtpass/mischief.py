"""What may go wrong with a call, as data: magic numbers, scripted faults and seeded chaos."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Fate(StrEnum):
    """What really becomes of a purchase, whatever is said about it."""

    DELIVERED = "delivered"
    PENDING = "pending"
    FAILED = "failed"
    REVERSED = "reversed"
    LOST = "lost"  # never arrived at VTpass


class Reply(StrEnum):
    """How the answer travels."""

    PLAIN = "plain"
    SILENCE = "silence"
    HANG_UP = "hang-up"
    GARBAGE = "garbage"
    EMPTY = "empty"
    ERROR_500 = "500"


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to one call. `code` is said instead of the true one."""

    fate: Fate = Fate.DELIVERED
    reply: Reply = Reply.PLAIN
    code: str | None = None
    status: str | None = None  # the inner status that is said instead of the true one
    delay_s: float = 0.0  # before the answer
    keeps_token_back: bool = False  # until the first requery
    unseen_s: float = 0.0  # requery does not know the id before that
    settles_as: Fate | None = None  # what a pending purchase turns into
    settles_after_s: float = 0.0


KINDS: Mapping[str, Plan] = {
    "deliver": Plan(),
    "late": Plan(delay_s=2.0),
    "never": Plan(Fate.LOST, Reply.SILENCE),
    "drop": Plan(Fate.LOST, Reply.HANG_UP),
    "deliver-then-timeout": Plan(reply=Reply.SILENCE),
    "deliver-then-drop": Plan(reply=Reply.HANG_UP),
    "arrives-late": Plan(reply=Reply.HANG_UP, unseen_s=60.0),
    "garbage": Plan(reply=Reply.GARBAGE),
    "garbage-undelivered": Plan(Fate.FAILED, Reply.GARBAGE),
    "empty": Plan(reply=Reply.EMPTY),
    "500": Plan(reply=Reply.ERROR_500),
    "500-undelivered": Plan(Fate.FAILED, Reply.ERROR_500),
    "pending": Plan(Fate.PENDING, code="099"),
    "pending-status": Plan(Fate.PENDING, code="000"),
    "failed": Plan(Fate.FAILED),
    "reversed": Plan(Fate.REVERSED),
    "duplicate": Plan(code="014"),
    "unlisted": Plan(code="999"),
    "without-token": Plan(keeps_token_back=True),
    "refuse": Plan(Fate.LOST, code="030"),
}

MAGIC: Mapping[str, Plan] = {
    "201000000000": KINDS["pending"],
    "500000000000": KINDS["unlisted"],
    "400000000000": KINDS["never"],
    "300000000000": KINDS["deliver-then-timeout"],
}


@dataclass(slots=True)
class Fault:
    """A plan for the next calls: of one endpoint, for one customer reference if it is given."""

    call: str
    plan: Plan
    times: int = 1
    customer_reference: str | None = None

    def concerns(self, call: str, customer_reference: str) -> bool:
        return self.times > 0 and self.call == call and self.customer_reference in (None, customer_reference)


@dataclass(frozen=True, slots=True)
class Chaos:
    """Every purchase gets a fate by dice; the same seed and request id, the same fate."""

    seed: int
    weights: Mapping[str, float] = field(default_factory=lambda: {"deliver": 1.0})
    requery_weights: Mapping[str, float] = field(default_factory=dict)
    delay_s: float = 0.05
    silence_s: float = 2.0

    def plan(self, request_id: str) -> Plan:
        """Return what happens to this purchase."""
        return self._throw(f"{self.seed}/{request_id}", self.weights)

    def requery_plan(self, request_id: str, nth: int) -> Plan:
        """Return what happens to that requery."""
        if not self.requery_weights:
            return KINDS["deliver"]
        return self._throw(f"{self.seed}/{request_id}/{nth}", self.requery_weights)

    def _throw(self, seed: str, weights: Mapping[str, float]) -> Plan:
        kinds: Sequence[str] = list(weights)
        kind = random.Random(seed).choices(kinds, weights=list(weights.values()))[0]
        plan = KINDS[kind]
        return replace(plan, delay_s=self.delay_s) if plan.delay_s else plan


def plan_of(kind: str, changes: Mapping[str, object]) -> Plan:
    """Return a named plan with some of its fields set otherwise, as the control API asks.

    :raises KeyError: if there is no such kind
    :raises TypeError: if there is no such field
    """
    fates = {
        name: Fate(str(changes[name])) for name in ("fate", "settles_as") if changes.get(name) is not None
    }
    return replace(KINDS[kind], **{**changes, **fates})  # type: ignore[arg-type]
