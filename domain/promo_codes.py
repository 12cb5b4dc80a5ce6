"""Promo codes: money into the cashback of whoever may use a code, once, within its budget.

A code and a customer's use of it are records of the money path, locked while a command decides: neither the
budget nor the number of uses is passed by a kobo, however many try at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from domain import reward_entries
from domain.errors import Refusal
from domain.money import ZERO, Money
from domain.money_books import MoneyBooks, Touches
from domain.storage import Storage

_CODE = re.compile(r"[A-Z0-9]{3,20}")


class UnknownPromoCode(Refusal):
    """There is no such code."""

    code = "promo-unknown"


class PromoCodeTaken(Refusal):
    """There is such a code already, and it says something else."""

    code = "promo-taken"


class PromoExpired(Refusal):
    """Its time is over."""

    code = "promo-expired"

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        self.at = at


class PromoUsedUp(Refusal):
    """Its budget is given away."""

    code = "promo-used-up"


class PromoUsedBefore(Refusal):
    """This customer has used it as often as one may."""

    code = "promo-used-before"

    def __init__(self, *, times: int) -> None:
        super().__init__(times=times)
        self.times = times


class PromoNeedsBill(Refusal):
    """It is for customers who have paid a bill of some size."""

    code = "promo-needs-bill"

    def __init__(self, *, least: Money) -> None:
        super().__init__(least=least)
        self.least = least


class PromoForNewcomers(Refusal):
    """It is for new customers."""

    code = "promo-for-newcomers"


@dataclass(frozen=True, slots=True)
class PromoCode:
    """A code and its bounds."""

    id: str  # the code, as `read_code` returns it
    reward: Money
    budget: Money
    per_customer: int
    made_at: datetime
    expires_at: datetime
    least_bill: Money = ZERO  # a delivered bill of at least so much is needed before
    for_newcomers: bool = False  # no delivered bill before; beside `least_bill`, not more than that one
    spent: Money = ZERO

    @property
    def times(self) -> tuple[int, int]:
        """How often it was used, and how often it may be."""
        return self.spent.kobo // self.reward.kobo, self.budget.kobo // self.reward.kobo

    def is_on(self, now: datetime) -> bool:
        """Return whether somebody may still use it."""
        return now < self.expires_at and self.spent + self.reward <= self.budget


@dataclass(frozen=True, slots=True)
class PromoUse:
    """How often a customer has used a code. `last_try`: the last message that asked for it."""

    code: str
    customer_id: str
    times: int
    last_try: str
    used_at: datetime

    @property
    def id(self) -> str:
        """Its key."""
        return use_id(self.code, self.customer_id)


@dataclass(frozen=True, slots=True)
class PastBills:
    """What a customer had delivered before: how many bills, and the largest."""

    count: int
    largest: Money


@dataclass(frozen=True, slots=True)
class MakePromoCode:
    """Bring a code into the world. Made twice, it is made once."""

    promo: PromoCode

    @property
    def touches(self) -> Touches:
        """The code."""
        return Touches(records=((PromoCode, self.promo.id),))

    def decide(self, books: MoneyBooks) -> PromoCode:
        """Return the code as it is kept.

        :raises PromoCodeTaken: if there is another one of that name
        """
        known = books.record(PromoCode, self.promo.id)
        if known is None:
            books.save_record(self.promo)
            return self.promo
        if replace(known, spent=ZERO, made_at=self.promo.made_at) != self.promo:
            raise PromoCodeTaken
        return known


@dataclass(frozen=True, slots=True)
class EndPromoCode:
    """Let nobody use a code from now on."""

    code: str
    now: datetime

    @property
    def touches(self) -> Touches:
        """The code."""
        return Touches(records=((PromoCode, self.code),))

    def decide(self, books: MoneyBooks) -> PromoCode:
        """Return the ended code.

        :raises UnknownPromoCode: if there is none
        """
        known = books.record(PromoCode, self.code)
        if known is None:
            raise UnknownPromoCode
        ended = replace(known, expires_at=min(known.expires_at, self.now))
        books.save_record(ended)
        return ended


@dataclass(frozen=True, slots=True)
class UsePromoCode:
    """Give a customer what a code gives. The same try again gives nothing more, and says the same."""

    code: str
    customer_id: str
    past: PastBills
    try_key: str  # of the message that asked for it
    now: datetime

    @property
    def touches(self) -> Touches:
        """The customer, the code, and what the customer has had of it."""
        use = use_id(self.code, self.customer_id)
        return Touches(customer_id=self.customer_id, records=((PromoCode, self.code), (PromoUse, use)))

    def decide(self, books: MoneyBooks) -> Money:
        """Return what was credited.

        :raises UnknownPromoCode, PromoExpired, PromoUsedBefore, PromoForNewcomers, PromoNeedsBill,
            PromoUsedUp: and nothing was credited
        """
        promo = books.record(PromoCode, self.code)
        if promo is None:
            raise UnknownPromoCode
        use = books.record(PromoUse, use_id(self.code, self.customer_id))
        if use is not None and use.last_try == self.try_key:
            return promo.reward
        times = use.times if use is not None else 0
        self._check(promo, times)
        books.post(
            reward_entries.promo(
                self.customer_id,
                f"{use_id(promo.id, self.customer_id)}:{times + 1}",
                promo.reward,
                now=self.now,
            )
        )
        books.save_record(replace(promo, spent=promo.spent + promo.reward))
        books.save_record(PromoUse(promo.id, self.customer_id, times + 1, self.try_key, self.now))
        return promo.reward

    def _check(self, promo: PromoCode, times: int) -> None:
        if times >= promo.per_customer:
            raise PromoUsedBefore(times=times)
        if self.now >= promo.expires_at:
            raise PromoExpired(at=promo.expires_at)
        if promo.spent + promo.reward > promo.budget:
            raise PromoUsedUp
        if promo.for_newcomers and self.past.count > (1 if promo.least_bill else 0):
            raise PromoForNewcomers
        if self.past.largest < promo.least_bill:
            raise PromoNeedsBill(least=promo.least_bill)


class PromoStore(Protocol):
    """What promo codes look up beside the money path."""

    async def past_bills(self, customer_id: str) -> PastBills:
        """Return what a customer had delivered."""
        ...

    async def count(self) -> int:
        """Return how many codes there are, ended ones included."""
        ...

    async def newest(self, *, limit: int, after: int = 0) -> tuple[PromoCode, ...]:
        """Return codes, the newest first, without so many of them."""
        ...


class PromoBooks(Protocol):
    """What promo codes need from one transaction."""

    @property
    def promo_codes(self) -> PromoStore:
        """The look-ups."""
        ...


@dataclass(frozen=True)
class PromoCodes:
    """Making promo codes and using them."""

    storage: Storage[PromoBooks]

    async def make(self, promo: PromoCode) -> PromoCode:
        """Bring a code into the world.

        :raises UnknownPromoCode: if its name can't be typed as a code
        :raises PromoCodeTaken: if there is another one of that name
        """
        read_code(promo.id)
        return await self.storage.money.apply(MakePromoCode(promo))

    async def page(self, page: int, *, size: int) -> tuple[tuple[PromoCode, ...], int]:
        """Return a page of all codes, the newest first, and how many pages there are."""
        async with self.storage.look() as books:
            pages = max(1, -(-await books.promo_codes.count() // size))
            found = await books.promo_codes.newest(limit=size, after=(min(page, pages) - 1) * size)
        return found, pages

    async def end(self, code: str, *, now: datetime) -> PromoCode:
        """Let nobody use a code from now on.

        :raises UnknownPromoCode: if there is none
        """
        return await self.storage.money.apply(EndPromoCode(read_code(code), now))

    async def use(self, customer_id: str, typed: str, *, try_key: str, now: datetime) -> Money:
        """Credit what a code gives and return it. The same try again credits nothing more.

        :raises Refusal: as `UsePromoCode` says; then nothing was credited
        """
        code = read_code(typed)
        async with self.storage.look() as books:
            past = await books.promo_codes.past_bills(customer_id)
        return await self.storage.money.apply(UsePromoCode(code, customer_id, past, try_key, now))


def read_code(typed: str) -> str:
    """Return a typed code as it is kept: in capitals, without spaces and dashes.

    :raises UnknownPromoCode: if it can't be one
    """
    code = re.sub(r"[\s\-_]", "", typed).upper()
    if _CODE.fullmatch(code) is None:
        raise UnknownPromoCode
    return code


def use_id(code: str, customer_id: str) -> str:
    """Return the key of a customer's use of a code."""
    return f"{code}:{customer_id}"
