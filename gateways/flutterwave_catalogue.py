"""What Flutterwave sells, as it says itself: billers are found by name, because their codes change.

A biller that is named in two categories is told apart by the category in front: "MOBILEDATA/MTN NIGERIA".
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import quote

from domain.money import Money
from domain.vendors import (
    Category,
    Commission,
    MeterKind,
    VendorPlan,
    VendorService,
    VendorUnavailable,
    VendRequest,
)
from gateways.flutterwave_commissions import read_commission
from gateways.flutterwave_names import human_name
from gateways.http import Answered, Json, NeverSent, Reply, Unclear, words

KEPT_FOR = timedelta(minutes=15)
_MOST_LISTS = 256
_NO_SUM_OF_MONEY = 10**15  # kobo
_COUNTRY = {"country": "NG"}

CATEGORY_CODES: Mapping[Category, str] = {
    Category.AIRTIME: "AIRTIME",
    Category.DATA: "MOBILEDATA",
    Category.TV: "CABLEBILLS",
    Category.INTERNET: "INTSERVICE",
    Category.ELECTRICITY: "UTILITYBILLS",
    Category.WATER: "UTILITYBILLS",
}
_KIND_WORDS: Mapping[MeterKind, re.Pattern[str]] = {
    MeterKind.PREPAID: re.compile(r"\bPRE ?PAID\b"),
    MeterKind.POSTPAID: re.compile(r"\bPOST ?PAID\b"),
}


class NotSold(Exception):
    """Flutterwave has no such biller, or not this of it. Its argument says which."""


@dataclass(frozen=True, slots=True)
class FlutterwaveBiller:
    """One biller with the code that it has today."""

    code: str
    name: str  # as `plain_name` writes it


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a biller sells."""

    biller_code: str
    code: str
    name: str
    amount: Money | None  # None: the customer chooses
    is_airtime: bool
    commission: Commission | None = None


Asked = Callable[[str, str, Mapping[str, str]], Awaitable[Reply]]


class FlutterwaveCatalogue:
    """The categories, billers and items of one account, remembered for a while."""

    def __init__(self, ask: Asked, clock: Callable[[], datetime], *, kept_for: timedelta = KEPT_FOR) -> None:
        self._ask = ask
        self._clock = clock
        self._kept_for = kept_for
        self._lists: dict[str, tuple[datetime, tuple[Json, ...]]] = {}
        self._reading = asyncio.Lock()  # Many may want the same list at once; one reads it.

    async def services(self, category: Category) -> tuple[VendorService, ...]:
        """Return the billers of a category. Flutterwave states no limits for them.

        :raises VendorUnavailable: if they can't be read
        """
        code = CATEGORY_CODES.get(category)
        if code is None or code not in await self._category_codes():
            return ()
        return tuple(
            VendorService(f"{code}/{plain_name(biller.name)}", biller.name, None, None)
            for biller in await self._billers(code)
        )

    async def plans(self, service: str) -> tuple[VendorPlan, ...]:
        """Return what a biller sells as it is at this moment.

        :raises VendorUnavailable: if it can't be read, or nobody has that name
        """
        try:
            items = await self.items(service, fresh=True)
        except NotSold as error:
            raise VendorUnavailable(str(error)) from error
        codes = [item.code for item in items]
        return tuple(
            VendorPlan(item.code, human_name(item.name), item.amount, item.commission)
            for item in items
            if codes.count(item.code) == 1
        )

    async def commission(self, service: str) -> Commission | None:
        """Return what is stated alike for all items whose amounts customers choose; None if nothing is.

        :raises VendorUnavailable: if it can't be read
        """
        try:
            items = await self.items(service)
        except NotSold:
            return None
        stated = {item.commission for item in items if item.amount is None}
        return stated.pop() if len(stated) == 1 else None

    async def items(self, service: str, *, fresh: bool = False) -> tuple[Item, ...]:
        """Return the items of the biller with that name.

        :raises NotSold: if nobody has that name, or several have
        :raises VendorUnavailable: if they can't be read
        """
        biller = await self._biller(service)
        path = f"billers/{quote(biller.code, safe='')}/items"
        return tuple(_items(biller.code, await self._rows("items", path, {}, fresh=fresh)))

    def forget(self) -> None:
        """Read everything anew next time: something that was read has turned out to be wrong."""
        self._lists.clear()

    async def _biller(self, service: str) -> FlutterwaveBiller:
        category, _, name = service.rpartition("/")
        wanted = plain_name(name)
        codes = await self._category_codes()
        found = {
            biller
            for code in codes
            if category in ("", code)
            for biller in await self._billers(code)
            if plain_name(biller.name) == wanted
        }
        if len(found) != 1:
            raise NotSold("unknown-service")
        return found.pop()

    async def _category_codes(self) -> tuple[str, ...]:
        rows = await self._rows("categories", "top-bill-categories", _COUNTRY)
        there = {words(row.get("code")) for row in rows}
        return tuple(code for code in dict.fromkeys(CATEGORY_CODES.values()) if code in there)

    async def _billers(self, category: str) -> tuple[FlutterwaveBiller, ...]:
        rows = await self._rows("billers", f"bills/{category}/billers", _COUNTRY)
        return tuple(
            FlutterwaveBiller(code, name)
            for row in rows
            if (code := words(row.get("biller_code"))) and (name := words(row.get("name")))
        )

    async def _rows(
        self, call: str, path: str, params: Mapping[str, str], *, fresh: bool = False
    ) -> tuple[Json, ...]:
        if not fresh and (rows := self._remembered(path)) is not None:
            return rows
        async with self._reading:
            if not fresh and (rows := self._remembered(path)) is not None:
                return rows
            rows = _read(await self._ask(call, path, params))
            self._lists.pop(path, None)
            while len(self._lists) >= _MOST_LISTS:
                del self._lists[next(iter(self._lists))]  # the one that was read first
            self._lists[path] = self._clock(), rows
            return rows

    def _remembered(self, path: str) -> tuple[Json, ...] | None:
        read_at, rows = self._lists.get(path, (None, ()))
        return rows if read_at is not None and self._clock() - read_at < self._kept_for else None


def choose(items: tuple[Item, ...], request: VendRequest) -> Item:
    """Return the one item that the request means, at the price that the customer agreed to.

    :raises NotSold: if there is none, or if it is not certain which
    """
    if request.renews:
        raise NotSold("unknown-plan")  # Flutterwave does not say what a decoder has now.
    item = _meant(items, request.category, request.meter_kind, request.plan)
    if item is None or item.amount not in (None, request.amount):
        raise NotSold("unknown-plan")
    return item


def choose_to_validate(items: tuple[Item, ...], meter_kind: MeterKind | None, plan: str | None) -> Item:
    """Return an item by which the biller can be asked for a customer: where no choice was made, any.

    :raises NotSold: if there is none
    """
    if meter_kind is not None or plan is not None:
        item = _meant(items, None, meter_kind, plan)
    else:
        item = next(iter(items), None)
    if item is None:
        raise NotSold("unknown-plan")
    return item


def _meant(
    items: tuple[Item, ...], category: Category | None, meter_kind: MeterKind | None, plan: str | None
) -> Item | None:
    if plan is not None:
        possible = [item for item in items if item.code == plan]
    elif meter_kind is not None:
        possible = [item for item in items if _KIND_WORDS[meter_kind].search(plain_name(item.name))]
    else:
        possible = [item for item in items if item.amount is None]
        if category is Category.AIRTIME:
            possible = [item for item in possible if item.is_airtime]
    return possible[0] if len(possible) == 1 else None


def plain_name(name: str) -> str:
    """Return a name without regard to case, spaces and punctuation: "Lagos  Water." is "LAGOS WATER"."""
    return " ".join(re.findall(r"[^\W_]+", name.upper()))


def amount(value: object, *, rounding: str = ROUND_HALF_UP) -> Money | None:
    """Return naira as money: numbers and texts like "1800.00"; None for what is no amount."""
    if isinstance(value, str):
        value = value.replace(",", "").strip()
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    try:
        kobo = (Decimal(value) * 100).to_integral_value(rounding)
    except ArithmeticError:
        return None
    return Money(int(kobo)) if kobo.is_finite() and 0 <= kobo < _NO_SUM_OF_MONEY else None


def _items(biller_code: str, rows: tuple[Json, ...]) -> list[Item]:
    items = []
    for row in rows:
        code, price = words(row.get("item_code")), amount(row.get("amount"))
        if code and price is not None:
            name, is_airtime = words(row.get("name")), row.get("is_airtime") is True
            items.append(Item(biller_code, code, name, price or None, is_airtime, read_commission(row)))
    return items


def _read(reply: Reply) -> tuple[Json, ...]:
    match reply:
        case Answered(status=200, said={"status": "success", "data": list(rows)}):
            return tuple(row for row in rows if isinstance(row, dict))
        case Answered():
            raise VendorUnavailable("catalogue-unreadable")
        case NeverSent():
            raise VendorUnavailable("vendor-unreachable")
        case Unclear(reason):
            raise VendorUnavailable(reason)
