"""How long a customer waits for her history, among a million orders: with fifty of them, with thousands."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from benchmarks.figures import Figures, note, percentile_ms, quick
from benchmarks.million_people import phone_of, telegram_id
from bot.services import Services
from domain.customers import Customer
from domain.history_entries import Entry, place_of
from domain.history_search import read_search
from tests.chat import Person, Vision, running_vision

_PAGE = 5
_PAGES = 20
_ORDINARY = 20  # customers of whom each view is looked at
_SEARCHES = ("light", "airtime last month", "dstv this month", "september", "0123", "sent", "waec")

View = Callable[[Services, str], Awaitable[object]]


def page(figures: Figures, url: str, *, people: int) -> None:
    """Measure the first page, a late one, and searches, by the services and through the chat."""
    asyncio.run(_page(figures, url, people))


async def _page(figures: Figures, url: str, people: int) -> None:
    times = 10 if quick() else 60
    views: dict[str, View] = {"first": _first, f"page_{_PAGES}": _late}
    views |= {f"search_{text.replace(' ', '_')}": _search(text) for text in _SEARCHES}
    async with running_vision(url, rate_limits=False) as vision:
        services = vision.app.services
        heavy = await _known(services, 0)
        ordinary = [await _known(services, 1 + n * (people - 1) // _ORDINARY) for n in range(_ORDINARY)]
        fields: dict[str, float] = {}
        for kind, customers in (("of_50", ordinary), ("of_thousands", [heavy])):
            for name, look in views.items():
                for (
                    customer
                ) in customers:  # once, unmeasured: where the late page is, and statements prepared
                    await look(services, customer.id)
                taken = [await _timed(look(services, customers[n % len(customers)].id)) for n in range(times)]
                fields[f"{name}_{kind}_ms"] = percentile_ms(taken, 95)
        chat = await _through_the_chat(vision, times)
    worst = max(fields, key=lambda name: fields[name])
    note(f"the slowest view of the history is {worst}: {fields[worst]} ms")
    figures.add(
        "history.page", p95_ms=fields[worst], chat_p95_ms=percentile_ms(chat, 95), customers=people, **fields
    )


async def _known(services: Services, n: int) -> Customer:
    customer = await services.customers.known(telegram_id(n))
    if customer is None:
        raise AssertionError(f"there is no customer {n}")
    return customer


async def _timed(look: Awaitable[object]) -> float:
    began = time.perf_counter()
    await look
    return time.perf_counter() - began


async def _shown(services: Services, who: str, before: str | None) -> list[Entry]:
    """Return what one page shows, as the conversation asks for it."""
    more = _PAGE + 1
    found: list[Entry] = [*await services.payments.history(who, limit=more, before=before)]
    found += await services.top_ups.history(who, limit=more, before=before)
    found += await services.withdrawals.history(who, limit=more, before=before)
    found += await services.transfers.history(who, limit=more, before=before)
    found += await services.inflows.history(who, limit=more, before=before)
    return sorted(found, key=place_of, reverse=True)[:_PAGE]


async def _first(services: Services, who: str) -> object:
    return await _shown(services, who, None)


_places: dict[str, str] = {}  # of whom → where the late page begins


async def _late(services: Services, who: str) -> object:
    if who not in _places:
        before = None
        for _ in range(_PAGES - 1):
            shown = await _shown(services, who, before)
            before = place_of(shown[-1]) if shown else before
        _places[who] = before or ""
    return await _shown(services, who, _places[who])


def _search(text: str) -> View:
    async def look(services: Services, who: str) -> object:
        billers = [each for each in await services.staff_services.biller_desk.all() if each.on_sale]
        search = read_search(text, billers, now=services.clock())
        return await services.statements.search(who, search, limit=_PAGE + 1)

    return look


async def _through_the_chat(vision: Vision, times: int) -> list[float]:
    """Let the customer with the most orders type /history; seconds until she sees it come back."""
    phone = phone_of(0).e164
    person = await vision.telegram.add_person("Ada", phone=phone, id=telegram_id(0))
    ada = Person(vision, person, "Ada", phone)
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        await ada.says("/history")
        await ada.sees_button("Older")
        taken.append(time.perf_counter() - began)
    return taken
