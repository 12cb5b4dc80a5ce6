"""A vendor that lies in every way that vendors do, and remembers what it really did."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from benchmarks.bank import PromptVendor
from domain.vendors import (
    Delivered,
    Delivery,
    NotFound,
    Rejected,
    RequeryOutcome,
    Reversed,
    Token,
    TokenKind,
    Unresolved,
    VendOutcome,
    VendRequest,
)


class Way(StrEnum):
    """How it treats one order."""

    PROMPT = "prompt"
    LATE = "late"  # no answer; delivered, as a later question finds out
    LATE_NO = "late-no"  # no answer; rejected, as a later question finds out
    NEVER = "never"  # no answer, whenever it is asked, and nothing delivered
    AFTER_ALL = "after-all"  # no answer for more than a day, then it says "delivered"
    LOST = "lost"  # the order never arrived there
    TWICE = "twice"  # delivered, and says so again and again
    TAKES_IT_BACK = "takes-it-back"  # delivered, then reversed
    DELIVERS_A_NO = "delivers-a-no"  # rejected, then says "delivered"
    DENIES = "denies"  # delivered, then says "rejected"
    TOKEN_LATER = "token-later"  # delivered, the token only when asked
    HINT_FIRST = "hint-first"  # its webhook comes before its answer


WEIGHTS = {
    Way.PROMPT: 50, Way.LATE: 12, Way.LATE_NO: 6, Way.NEVER: 5, Way.AFTER_ALL: 2, Way.LOST: 4, Way.TWICE: 4,
    Way.TAKES_IT_BACK: 3, Way.DELIVERS_A_NO: 2, Way.DENIES: 2, Way.TOKEN_LATER: 6, Way.HINT_FIRST: 4,
}  # fmt: skip
_KEEPS_SILENT_FOR_GOOD = frozenset({Way.NEVER, Way.AFTER_ALL})
_SPEAKS_AGAIN = frozenset({Way.TWICE, Way.TAKES_IT_BACK, Way.DELIVERS_A_NO, Way.DENIES})
_DELIVERS = frozenset(Way) - {Way.LATE_NO, Way.NEVER, Way.LOST, Way.TAKES_IT_BACK}
_SILENT_HOURS = 30


@dataclass
class _Dealt:
    way: Way
    at: datetime
    silent_for: int  # questions without an answer
    asked: int = 0


@dataclass
class LyingVendor(PromptVendor):
    """`domain.vendors.VendorGateway`, with its own idea of the truth."""

    dice: random.Random
    clock: Callable[[], datetime]
    hint: Callable[[str], Awaitable[object]]  # its webhook: speaks of a request id
    hints: list[str] = field(default_factory=list)  # webhooks that are still on their way
    _dealt: dict[str, _Dealt] = field(default_factory=dict)

    def really_delivered(self, request_id: str) -> bool:
        """Return whether the customer has the value, whatever was said of it."""
        dealt = self._dealt.get(request_id)
        return dealt is not None and dealt.way in _DELIVERS

    async def vend(self, request: VendRequest) -> VendOutcome:
        """Take an order, and say something."""
        assert request.request_id not in self._dealt, "the same request was sent twice"
        way = self.dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        self._dealt[request.request_id] = _Dealt(way, self.clock(), self.dice.randint(0, 6))
        if way in _SPEAKS_AGAIN:
            self.hints.append(request.request_id)
        match way:
            case Way.HINT_FIRST:
                await self.hint(request.request_id)
                return _delivered(request)
            case Way.PROMPT | Way.TWICE | Way.TAKES_IT_BACK | Way.DENIES:
                return _delivered(request)
            case Way.TOKEN_LATER:
                return _delivered(request, with_token=False)
            case Way.DELIVERS_A_NO:
                return Rejected("failed")
            case _:
                return Unresolved("ReadTimeout")

    async def requery(self, request: VendRequest) -> RequeryOutcome:
        """Answer what became of an order, or not."""
        dealt = self._dealt.get(request.request_id)
        if dealt is None or dealt.way is Way.LOST:
            return NotFound()
        dealt.asked += 1
        if self._is_silent(dealt):
            return Unresolved("pending")
        match dealt.way:
            case Way.LATE_NO | Way.DENIES:
                return Rejected("failed")
            case Way.TAKES_IT_BACK:
                return Reversed()
            case _:
                return _delivered(request)

    def _is_silent(self, dealt: _Dealt) -> bool:
        if dealt.way is Way.NEVER:
            return True
        if dealt.way is Way.AFTER_ALL:
            return (self.clock() - dealt.at).total_seconds() < _SILENT_HOURS * 3_600
        return dealt.way not in _SPEAKS_AGAIN and dealt.asked <= dealt.silent_for


def _delivered(request: VendRequest, *, with_token: bool = True) -> Delivered:
    tokens = (Token(TokenKind.ENERGY, "12345678901234567890"),) if request.meter_kind and with_token else ()
    return Delivered(request.amount - request.amount.share(300), Delivery(tokens=tokens))
