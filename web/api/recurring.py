"""What pays itself: agreed to by the PIN once, then looked after."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, status
from pydantic import TypeAdapter
from starlette.responses import Response

from domain.errors import NotAllowed
from domain.money import Money
from domain.open_sheets import PAYMENT, SCHEDULE, OpenSheet
from domain.payments import SheetExpired
from domain.quotes import Order, Sheet
from domain.recurrence import Recurrence, Rhythm
from domain.rhythm_wishes import RhythmWish
from domain.schedules import BadRhythm, FollowsTheMeter, Mode, OccurrenceOver, Terms, run_id
from domain.times import lagos_day
from web.api.access import Me, SignedIn
from web.api.given import Api, Given, IdempotencyKey
from web.api.once import once
from web.api.problems import SIGNED_IN
from web.api.recurring_shapes import (
    Agreement,
    Changed,
    Every,
    RecurringList,
    RecurringQuote,
    RecurringSaid,
    RecurringWithRuns,
    RunSaid,
    Wanted,
    Which,
    run_said,
    said,
    terms_said,
)
from web.api.shapes import Id

router = APIRouter(prefix="/recurring", tags=["recurring"], responses=SIGNED_IN)

_RUNS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class _Kept:
    """What waits for the PIN."""

    terms: Terms
    replaces: str | None = None
    catch_up: date | None = None


_KEPT: TypeAdapter[_Kept] = TypeAdapter(_Kept)
_SHEET: TypeAdapter[Sheet] = TypeAdapter(Sheet)


@router.post("/quote", summary="What it would be to pay something regularly")
async def quote(body: Wanted, me: Me, api: Given) -> RecurringQuote:
    """Return the terms at what it costs today. Nothing begins: `POST /recurring` with the PIN does that."""
    recurrence = _recurrence(api, body.rhythm, body.weekday, body.day, body.days, body.last)
    like = await _like(api, me, body)
    return await _draw(api, me, like, recurrence, body.mode, cap=_money(body.cap), pays_due=body.pays_due)


@router.post("", status_code=status.HTTP_201_CREATED, response_model=RecurringSaid, summary="Begin")
async def begin(body: Agreement, me: Me, api: Given, key: IdempotencyKey) -> Response:
    """Begin what a quote says. The PIN is consent to every run within its terms."""
    return await once(api, me, key, "recurring", body, lambda _: _begun(api, me, body))


@router.get("", summary="All that is paid regularly")
async def every(me: Me, api: Given) -> RecurringList:
    """Return the recurring payments that are not over."""
    return RecurringList(items=[said(each) for each in await api.business.schedules.of(me.id)])


@router.get("/{recurring_id}", summary="One recurring payment")
async def one(recurring_id: Id, me: Me, api: Given) -> RecurringWithRuns:
    """Return it with its latest occurrences."""
    schedule = await api.business.schedules.get(me.id, recurring_id)
    runs = await api.business.schedules.runs(schedule, limit=_RUNS_SHOWN)
    return RecurringWithRuns(recurring=said(schedule), runs=[run_said(each) for each in runs])


@router.post("/{recurring_id}/quote", summary="What it would be if changed")
async def quote_of_change(recurring_id: Id, body: Changed, me: Me, api: Given) -> RecurringQuote:
    """Return new terms. Nothing changes: `PATCH /recurring/{id}` with the PIN does that."""
    schedule = await api.business.schedules.get(me.id, recurring_id)
    if schedule.is_foreseen:
        raise FollowsTheMeter
    terms = schedule.terms
    recurrence = terms.recurrence
    if body.rhythm is not None:
        last = body.last or recurrence.last
        recurrence = _recurrence(api, body.rhythm, body.weekday, body.day, body.days, last)
    elif body.last is not None:
        recurrence = Recurrence(recurrence.rhythm, recurrence.anchor, recurrence.every_days, body.last)
    catch_up = None
    if body.catch_up is not None:
        run = (await api.business.schedules.run(me.id, run_id(schedule.id, body.catch_up)))[1]
        if not run.may_be_caught_up(lagos_day(api.clock())):
            raise OccurrenceOver
        catch_up = run.occurrence
    return await _draw(
        api,
        me,
        terms.order(schedule.id, _money(body.amount) or terms.amount),
        recurrence,
        body.mode or terms.mode,
        cap=_money(body.cap) or (None if catch_up is not None else terms.own_cap),
        pays_due=terms.pays_due,
        replaces=schedule.id,
        catch_up=catch_up,
    )


@router.patch("/{recurring_id}", response_model=RecurringSaid, summary="Change")
async def change(recurring_id: Id, body: Agreement, me: Me, api: Given, key: IdempotencyKey) -> Response:
    """Let a quote of a change take the place of this one. The answer has an id of its own."""
    what = f"recurring {recurring_id}"
    return await once(
        api, me, key, what, body, lambda _: _begun(api, me, body, replaces=recurring_id), status=200
    )


@router.post("/{recurring_id}/skip", summary="Leave one occurrence out")
async def skip(recurring_id: Id, body: Which, me: Me, api: Given) -> RecurringSaid:
    """Leave out the next occurrence, and no other when it is asked again."""
    known_as = run_id(recurring_id, body.occurrence)
    return said(await api.business.schedules.skip(me.id, known_as, now=api.clock()))


@router.post("/{recurring_id}/pause", summary="Pause")
async def pause(recurring_id: Id, me: Me, api: Given) -> RecurringSaid:
    """Let nothing happen until it is resumed."""
    return said(await api.business.schedules.pause(me.id, recurring_id, now=api.clock()))


@router.post("/{recurring_id}/resume", summary="Go on after a pause")
async def resume(recurring_id: Id, me: Me, api: Given) -> RecurringSaid:
    """Let it go on, by the consent that it has."""
    return said(await api.business.schedules.resume(me.id, recurring_id, now=api.clock()))


@router.post("/{recurring_id}/cancel", summary="End")
async def cancel(recurring_id: Id, me: Me, api: Given) -> RecurringSaid:
    """Let nothing happen ever again."""
    return said(await api.business.schedules.end(me.id, recurring_id, now=api.clock()))


@router.post("/{recurring_id}/pay-now", response_model=RunSaid, summary="Pay before the day")
async def pay_now(recurring_id: Id, body: Which, me: Me, api: Given, key: IdempotencyKey) -> Response:
    """Pay an announced occurrence at once, by the PIN that was given for all of them."""
    known_as = run_id(recurring_id, body.occurrence)
    what = f"pay-now {recurring_id}"
    return await once(api, me, key, what, body, lambda _: _paid(api, me, known_as), status=200)


async def _paid(api: Api, me: SignedIn, known_as: str) -> RunSaid:
    schedules = api.business.schedules
    try:
        payment = await schedules.pay_now(me.id, known_as, now=api.clock())
    except OccurrenceOver:
        run = (await schedules.run(me.id, known_as))[1]
        if run.payment_id is None:
            raise
        return run_said(run)  # An earlier try paid it, and its answer was lost.
    api.business.pay(payment)
    return run_said((await schedules.run(me.id, known_as))[1])


async def _like(api: Api, me: SignedIn, body: Wanted) -> Order:
    """Return the order that is to come again."""
    if body.quote_id is not None:
        sheet = await api.open_sheets.get(me.id, body.quote_id, PAYMENT)
        return _SHEET.validate_json(sheet.content).order
    payment = await api.business.payments.get(me.id, body.payment_id or "")
    return payment.order


def _recurrence(
    api: Api, rhythm: Every, weekday: int | None, day: int | None, days: int | None, last: date | None
) -> Recurrence:
    """Return the days that are meant.

    :raises BadRhythm: if it is not said how many are between two
    """
    wish = RhythmWish(Rhythm(rhythm), day, weekday, days)
    found = wish.recurrence(today=lagos_day(api.clock()))
    if found is None:
        rules = api.business.rules.schedules
        raise BadRhythm(fewest=rules.fewest_days, most=rules.most_days)
    return Recurrence(found.rhythm, found.anchor, found.every_days, last)


async def _draw(
    api: Api,
    me: SignedIn,
    like: Order,
    recurrence: Recurrence,
    mode: Mode,
    *,
    cap: Money | None,
    pays_due: bool,
    replaces: str | None = None,
    catch_up: date | None = None,
) -> RecurringQuote:
    """Draw the terms and keep them for the PIN."""
    now = api.clock()
    terms = await api.business.schedules.prices.draw(
        like,
        recurrence,
        mode,
        schedule_id=api.new_id(),
        cap=cap,
        pays_due=pays_due,
        catch_up=catch_up,
        now=now,
    )
    kept = _KEPT.dump_json(_Kept(terms, replaces, catch_up))
    expires_at = now + api.business.rules.sheet_open_for
    sheet = OpenSheet(terms.schedule_id, me.id, SCHEDULE, terms.hash, kept, expires_at)
    await api.open_sheets.keep(sheet)
    return RecurringQuote(
        quote_id=sheet.id, terms=terms_said(terms), replaces=replaces, expires_at=sheet.expires_at
    )


async def _begun(api: Api, me: SignedIn, body: Agreement, *, replaces: str | None = None) -> RecurringSaid:
    """Begin what a sheet says, once: under the sheet's own id."""
    schedules, now = api.business.schedules, api.clock()
    sheet = await api.open_sheets.get(me.id, body.quote_id, SCHEDULE)
    kept = _KEPT.validate_json(sheet.content)
    if kept.replaces != replaces:
        raise NotAllowed
    with suppress(NotAllowed):
        return said(await schedules.get(me.id, sheet.id))  # An earlier try began it; its answer was lost.
    if sheet.expires_at <= now:
        raise SheetExpired
    approval = await api.business.pins.approve(
        me.id, body.pin, for_sheet=sheet.hash, try_key=api.new_id(), now=now
    )
    schedule = await schedules.make(kept.terms, approval, replaces=kept.replaces, now=now)
    if kept.catch_up is not None and (payment := await schedules.take_on(schedule.id)) is not None:
        api.business.pay(payment)
    return said(schedule)


def _money(kobo: int | None) -> Money | None:
    return Money(kobo) if kobo is not None else None
