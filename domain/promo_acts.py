"""Promo codes as staff make and end them: what gives money away takes two people, ending it one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.money import ZERO, Money
from domain.money_books import MoneyBooks, Touches
from domain.promo_codes import EndPromoCode, PromoCode, PromoCodeTaken, PromoExpired, UnknownPromoCode
from domain.rules import Rules
from domain.staff import Act
from domain.staff_acts import Effect, NothingToChange

_ON, _ENDED = "promo-on", "promo-ended"


@dataclass(frozen=True, slots=True)
class _OfPromo:
    """What both have in common: a code, as `read_code` returns it."""

    code: str

    @property
    def subject_id(self) -> str:
        """The code."""
        return self.code

    @property
    def customer_id(self) -> str | None:
        """Nobody's account."""
        return None

    @property
    def person_id(self) -> int | None:
        """Nobody's roles."""
        return None

    @property
    def touches(self) -> Touches:
        """The code."""
        return Touches(records=((PromoCode, self.code),))


@dataclass(frozen=True, slots=True)
class MakePromo(_OfPromo):
    """Bring a code into the world that gives away a budget at the most."""

    act: ClassVar[Act] = Act.MAKE_PROMO
    reward: Money
    times: int  # so often, by all customers together
    per_customer: int
    expires_at: datetime
    least_bill: Money = ZERO
    for_newcomers: bool = False

    @property
    def budget(self) -> Money:
        """What it may cost in all."""
        return Money(self.reward.kobo * self.times)

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return what it may cost.

        :raises PromoCodeTaken, PromoExpired: instead
        """
        if books.record(PromoCode, self.code) is not None:
            raise PromoCodeTaken
        if self.expires_at <= now:
            raise PromoExpired(at=self.expires_at)
        return Effect("", _ON, self.budget)

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """From now on it can be used."""
        books.save_record(
            PromoCode(
                id=self.code,
                reward=self.reward,
                budget=self.budget,
                per_customer=self.per_customer,
                made_at=now,
                expires_at=self.expires_at,
                least_bill=self.least_bill,
                for_newcomers=self.for_newcomers,
            )
        )


@dataclass(frozen=True, slots=True)
class EndPromo(_OfPromo):
    """Let nobody use a code from now on. What was given stays."""

    act: ClassVar[Act] = Act.END_PROMO

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return its state before and after.

        :raises UnknownPromoCode, NothingToChange: instead
        """
        known = books.record(PromoCode, self.code)
        if known is None:
            raise UnknownPromoCode
        if known.expires_at <= now:
            raise NothingToChange
        return Effect(_ON, _ENDED)

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """End it."""
        EndPromoCode(self.code, now).decide(books)
