"""What may go wrong with a call, as data: magic numbers, scripted faults and seeded chaos."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Fate(StrEnum):
    """What really becomes of a bill, whatever is said about it."""

    DELIVERED = "delivered"
    PENDING = "pending"
    FAILED = "failed"
    LOST = "lost"  # never arrived at Flutterwave


class Reply(StrEnum):
    """How the answer travels."""

    PLAIN = "plain"
    SILENCE = "silence"
    HANG_UP = "hang-up"
    GARBAGE = "garbage"
    EMPTY = "empty"
    GAVE_UP = "503"  # Flutterwave stopped waiting for the biller


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to one call. `message` is said as an error instead of the true answer."""

    fate: Fate = Fate.DELIVERED
    reply: Reply = Reply.PLAIN
    message: str | None = None
    status: int = 400  # of that error
    delay_s: float = 0.0  # before the answer
    keeps_token_back: bool = False  # until the first question for the bill
    unseen_s: float = 0.0  # nobody finds the bill before that
    settles_as: Fate | None = None  # what a pending bill turns into
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
    "503": Plan(reply=Reply.GAVE_UP),
    "503-undelivered": Plan(Fate.FAILED, Reply.GAVE_UP),
    "pending": Plan(Fate.PENDING, Reply.GAVE_UP),
    "failed": Plan(Fate.FAILED),
    "duplicate": Plan(message="Duplicate reference: this reference has been used before"),
    "unlisted": Plan(message="Something that nobody has ever read"),
    "throttled": Plan(Fate.LOST, message="Too many requests", status=429),
    "without-token": Plan(keeps_token_back=True),
    "refuse": Plan(Fate.LOST, message="Insufficient funds in your wallet"),
    "account-refused": Plan(
        Fate.LOST, message="Please contact your account administrator to enable this feature"
    ),
}

# The same numbers as VTpass's, to the same effect.
MAGIC: Mapping[str, Plan] = {
    "201000000000": KINDS["pending"],
    "500000000000": KINDS["unlisted"],
    "400000000000": KINDS["never"],
    "300000000000": KINDS["deliver-then-timeout"],
}


@dataclass(slots=True)
class Fault:
    """A plan for the next calls: of one kind, for one customer if it is given."""

    call: str
    plan: Plan
    times: int = 1
    customer_reference: str | None = None

    def concerns(self, call: str, customer_reference: str) -> bool:
        return self.times > 0 and self.call == call and self.customer_reference in (None, customer_reference)


@dataclass(frozen=True, slots=True)
class Chaos:
    """Every payment gets a fate by dice; the same seed and reference, the same fate."""

    seed: int
    weights: Mapping[str, float] = field(default_factory=lambda: {"deliver": 1.0})
    status_weights: Mapping[str, float] = field(default_factory=dict)
    delay_s: float = 0.05
    silence_s: float = 2.0

    def plan(self, reference: str) -> Plan:
        """Return what happens to this payment."""
        return self._throw(f"{self.seed}/{reference}", self.weights)

    def status_plan(self, reference: str, nth: int) -> Plan | None:
        """Return what happens to that question for a bill."""
        return (
            self._throw(f"{self.seed}/{reference}/{nth}", self.status_weights)
            if self.status_weights
            else None
        )

    def _throw(self, seed: str, weights: Mapping[str, float]) -> Plan:
        kind = random.Random(seed).choices(list(weights), weights=list(weights.values()))[0]
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
