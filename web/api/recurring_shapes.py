"""What the API says of recurring payments, and what it is told of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.recurrence import Rhythm
from domain.schedules import Mode, RunState, Schedule, ScheduleRun, ScheduleStatus, Terms
from domain.vendors import Category
from web.api.shapes import Body, Id, Kobo, PinText, Said

Every = Literal["weekly", "two-weekly", "monthly", "quarterly", "month-end", "every-days"]
Weekday = Annotated[int, Field(ge=0, le=6, description="0 is Monday. Weekly, two-weekly.", examples=[4])]
DayOfMonth = Annotated[
    int,
    Field(ge=1, le=31, description="Monthly, quarterly. A short month has its last day.", examples=[27]),
]
Days = Annotated[int, Field(ge=1, le=366, description="With `every-days` alone.", examples=[10])]
Last = Annotated[date, Field(description="Nothing is paid after that day.", examples=["2027-06-30"])]
Cap = Annotated[Kobo, Field(description="The most that a run may take in all, in kobo.", examples=[260_000])]
Occurrence = Annotated[
    date, Field(description="The day of an occurrence, in Lagos.", examples=["2026-12-27"])
]


class Wanted(Body):
    """What is to be paid, how often, and how much at the most."""

    quote_id: Id | None = Field(None, description="What this quote of a payment is for, or")
    payment_id: Id | None = Field(None, description="what this payment of yours was for.")
    rhythm: Every = Field(examples=["monthly"])
    weekday: Weekday | None = None
    day: DayOfMonth | None = None
    days: Days | None = None
    last: Last | None = None
    cap: Cap | None = None
    mode: Mode = Field(Mode.PAY, description="`pay`, or only `remind`.", examples=["pay"])
    pays_due: bool = Field(False, description="Pay what the biller says is due, not always the same.")

    @model_validator(mode="after")
    def _is_like_one_thing(self) -> Wanted:
        if (self.quote_id is None) == (self.payment_id is None):
            raise ValueError("say one of quote_id and payment_id")
        return self


class Changed(Body):
    """What is to be different. What is left out stays."""

    rhythm: Every | None = Field(None, examples=["weekly"])
    weekday: Weekday | None = None
    day: DayOfMonth | None = None
    days: Days | None = None
    last: Last | None = None
    amount: Kobo | None = None
    cap: Cap | None = None
    mode: Mode | None = Field(None, examples=["remind"])
    catch_up: Occurrence | None = Field(
        None,
        description="An occurrence that was not paid because its price had changed: it is paid at once.",
        examples=["2026-11-27"],
    )


class Agreement(Body):
    """Consent to what a quote says, for all its occurrences."""

    quote_id: Id
    pin: PinText


class Which(Body):
    """One occurrence."""

    occurrence: Occurrence


class TermsSaid(Said):
    """What is agreed on."""

    biller_id: str = Field(examples=["ikeja-electric"])
    category: Category
    reference: str = Field(description="As the biller knows it.", examples=["45012345678"])
    plan: str | None = Field(description="Its name, if one is bought.", examples=["1GB - 30 days"])
    amount: int = Field(description="Of the bill, in kobo.", examples=[250_000])
    total: int = Field(description="What it costs in all today, in kobo.", examples=[252_688])
    cap: int = Field(description="The most that a run takes in all, in kobo.", examples=[277_956])
    month_cap: int | None = Field(description="The most in a month for this reference.", examples=[1_000_000])
    mode: Mode
    pays_due: bool
    rhythm: Rhythm
    days: int | None = Field(description="Between two, with `every-days`.", examples=[10])
    last: date | None
    starts_on: date


class RecurringQuote(Said):
    """Terms to agree on with the PIN, until they expire."""

    quote_id: Id
    terms: TermsSaid
    replaces: Id | None = Field(description="The recurring payment whose place it will take.")
    expires_at: datetime


class RecurringSaid(Said):
    """A recurring payment."""

    id: Id
    status: ScheduleStatus
    reason: str | None = Field(description="Why it is paused or has ended.", examples=["by-owner"])
    terms: TermsSaid
    next: date | None = Field(description="The next occurrence, or the one under way.")
    made_at: datetime


class RecurringList(Said):
    """All that are not over, the oldest first."""

    items: list[RecurringSaid]


class RunSaid(Said):
    """One occurrence."""

    occurrence: date
    state: RunState
    due_at: datetime
    expected: int | None = Field(description="In all, when it was announced, in kobo.", examples=[252_688])
    payment_id: Id | None
    reason: str | None = Field(description="Why it was not paid.", examples=["insufficient-funds"])


class RecurringWithRuns(Said):
    """A recurring payment and its latest occurrences, the newest first."""

    recurring: RecurringSaid
    runs: list[RunSaid]


def terms_said(terms: Terms) -> TermsSaid:
    return TermsSaid(
        biller_id=terms.biller_id,
        category=terms.category,
        reference=terms.recipient.reference,
        plan=terms.plan.name if terms.plan is not None else None,
        amount=terms.amount.kobo,
        total=terms.agreed.kobo,
        cap=terms.cap.kobo,
        month_cap=terms.a_month.kobo if terms.a_month is not None else None,
        mode=terms.mode,
        pays_due=terms.pays_due,
        rhythm=terms.recurrence.rhythm,
        days=terms.recurrence.every_days,
        last=terms.recurrence.last,
        starts_on=terms.starts_on,
    )


def said(schedule: Schedule) -> RecurringSaid:
    return RecurringSaid(
        id=schedule.id,
        status=schedule.status,
        reason=schedule.reason,
        terms=terms_said(schedule.terms),
        next=schedule.occurrence,
        made_at=schedule.made_at,
    )


def run_said(run: ScheduleRun) -> RunSaid:
    return RunSaid(
        occurrence=run.occurrence,
        state=run.state,
        due_at=run.due_at,
        expected=run.expected.kobo if run.expected is not None else None,
        payment_id=run.payment_id,
        reason=run.reason,
    )
