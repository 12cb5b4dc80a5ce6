"""What the API shows to staff: customers masked, as in the chat."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from domain.audit_log import AuditEntry
from domain.limits import CustomerAccounts
from domain.maker_checker import RequestStatus, StaffRequest
from domain.masking import masked_name, masked_phone
from domain.money import Money
from domain.payments import Payment, PaymentStatus
from domain.staff import Act, Role
from domain.staff_people import PaymentStory, Profile
from domain.stats import Report
from domain.ticket_states import TicketStatus
from domain.tickets import Ticket
from web.api.shapes import Id, Said


class StaffSaid(Said):
    """Who one is for the business."""

    name: str = Field(description="As the audit log calls one.", examples=["telegram:100000001"])
    roles: list[Role]
    acts: list[Act] = Field(description="What they permit.")
    has_pin: bool = Field(description="Without a staff PIN, one can only look.")


class StaffPayment(Said):
    """A payment, in one line."""

    id: Id
    biller_id: str = Field(examples=["mtn"])
    total: int = Field(description="In kobo.", examples=[50_000])
    status: PaymentStatus
    accepted_at: datetime


class RequestSaid(Said):
    """What somebody of the staff asked for, and what became of it."""

    number: int = Field(description="APR-381 is 381.", examples=[381])
    act: Act
    about: str = Field(description="Which payment, customer or role.", examples=["telegram:100000001"])
    reason: str = Field(examples=["Charged twice."])
    before: str | int = Field(description="A balance in kobo, or a state.", examples=[0])
    after: str | int = Field(description="The same, after it.", examples=[50_000])
    maker: str = Field(examples=["telegram:100000001"])
    status: RequestStatus
    asked_at: datetime
    expires_at: datetime


class RequestList(Said):
    """The requests that wait for a second person, the oldest first."""

    items: list[RequestSaid]


class TicketSaid(Said):
    """What a customer reported, in one line."""

    number: int = Field(examples=[4821])
    payment_id: str = Field(description="What it is about.", examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"])
    kind: str = Field(examples=["not-received"])
    status: TicketStatus
    opened_at: datetime
    answer_by: datetime
    taken_by: int | None = Field(description="Who has it, by Telegram id.", examples=[100_000_001])


class TicketList(Said):
    """Tickets that wait, the one whose answer is due first first."""

    items: list[TicketSaid]


class CustomerSaid(Said):
    """A customer, masked."""

    id: Id
    name: str = Field(examples=["ADEB*** O."])
    phone: str = Field(examples=["0803•••4567"])
    level: int = Field(examples=[1])
    registered_at: datetime
    wallet: int = Field(description="In kobo.", examples=[450_000])
    cashback: int = Field(description="In kobo.", examples=[250])
    held: int = Field(description="In kobo.", examples=[0])
    owes: int = Field(description="In kobo.", examples=[0])
    used_today: int = Field(description="Of what may leave in a day, in kobo.", examples=[50_000])
    restricted_until: datetime | None
    frozen: str | None = Field(description="Why, if she is.", examples=["staff"])
    payments: list[StaffPayment]
    tickets: list[TicketSaid]
    requests: list[RequestSaid]


class AttemptSaid(Said):
    """One request to a vendor."""

    n: int = Field(examples=[1])
    vendor: str = Field(examples=["vtpass"])
    request_id: str = Field(examples=["202611240930YUs83meikd"])
    marked_at: datetime
    requeries: int = Field(examples=[0])
    outcome: str | None = Field(description="Null: in doubt.", examples=["delivered"])


class LineSaid(Said):
    """One posting."""

    kind: str = Field(examples=["hold"])
    at: datetime
    account: str = Field(examples=["customer"])
    amount: int = Field(description="In kobo.", examples=[-50_000])


class StorySaid(Said):
    """All that happened to a payment."""

    payment: StaffPayment
    customer_id: Id
    attempts: list[AttemptSaid]
    postings: list[LineSaid]
    requests: list[RequestSaid]


class FiguresSaid(Said):
    """How the business went."""

    first: date
    last: date
    payments: int = Field(examples=[1_204])
    volume: int = Field(description="In kobo.", examples=[310_400_000])
    delivered: int = Field(examples=[1_190])
    success: int | None = Field(
        description="Of what is decided, in hundredths of a percent.", examples=[9_915]
    )
    returned: int = Field(description="In kobo.", examples=[120_000])
    cashback: int = Field(description="In kobo.", examples=[1_500_000])
    margin: int = Field(description="In kobo.", examples=[4_100_000])
    undecided: int = Field(description="Now, whenever they were accepted.", examples=[2])
    newcomers: int = Field(examples=[37])


class AuditRow(Said):
    """One row of the audit log."""

    number: int = Field(examples=[90_211])
    at: datetime
    actor: str = Field(examples=["telegram:100000001"])
    act: str = Field(examples=["look-at-customer"])
    about: str = Field(examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"])
    details: str = Field(description="JSON.", examples=['{"channel": "api"}'])


class AuditRows(Said):
    """The newest rows first."""

    items: list[AuditRow]


class Noted(Said):
    """It is done, and the audit log says so."""

    row: int = Field(description="The number of the row.", examples=[90_211])


def payment_said(payment: Payment) -> StaffPayment:
    """Say a payment in one line."""
    return StaffPayment(
        id=payment.id,
        biller_id=payment.order.biller_id,
        total=payment.quote.total.kobo,
        status=payment.status,
        accepted_at=payment.accepted_at,
    )


def request_said(request: StaffRequest) -> RequestSaid:
    """Say a request."""
    return RequestSaid(
        number=request.number,
        act=request.what.act,
        about=request.what.subject_id,
        reason=request.reason,
        before=_plain(request.effect.before),
        after=_plain(request.effect.after),
        maker=request.maker.name,
        status=request.status,
        asked_at=request.asked_at,
        expires_at=request.expires_at,
    )


def ticket_said(ticket: Ticket) -> TicketSaid:
    """Say a ticket in one line."""
    return TicketSaid(
        number=ticket.number,
        payment_id=ticket.payment_id,
        kind=ticket.kind.value,
        status=ticket.status,
        opened_at=ticket.opened_at,
        answer_by=ticket.answer_by,
        taken_by=ticket.taken_by,
    )


def customer_said(profile: Profile, now: datetime) -> CustomerSaid:
    """Say a customer, masked."""
    customer, accounts = profile.customer, profile.accounts
    return CustomerSaid(
        id=customer.id,
        name=masked_name(customer.name),
        phone=masked_phone(customer.phone),
        level=accounts.tier,
        registered_at=customer.registered_at,
        wallet=accounts.wallet.kobo,
        cashback=accounts.cashback.kobo,
        held=accounts.held.kobo,
        owes=accounts.owes.kobo,
        used_today=accounts.usage.on(now).outflow.kobo,
        restricted_until=accounts.restricted_until,
        frozen=_frozen(accounts, now),
        payments=[payment_said(each) for each in profile.payments],
        tickets=[ticket_said(each) for each in profile.tickets],
        requests=[request_said(each) for each in profile.requests],
    )


def story_said(story: PaymentStory) -> StorySaid:
    """Say all that is known of a payment."""
    return StorySaid(
        payment=payment_said(story.payment),
        customer_id=story.payment.customer_id,
        attempts=[
            AttemptSaid(
                n=each.n,
                vendor=each.vendor,
                request_id=each.request_id,
                marked_at=each.marked_at,
                requeries=each.requeries,
                outcome=each.outcome,
            )
            for each in story.attempts
        ],
        postings=[
            LineSaid(kind=each.kind, at=each.posted_at, account=each.account, amount=each.amount.kobo)
            for each in story.lines
        ],
        requests=[request_said(each) for each in story.requests],
    )


def figures_said(report: Report) -> FiguresSaid:
    """Say the sums of a period."""
    figures = report.figures
    return FiguresSaid(
        first=report.period.first,
        last=report.period.last,
        payments=figures.payments,
        volume=figures.volume.kobo,
        delivered=figures.delivered,
        success=figures.success,
        returned=figures.returned.kobo,
        cashback=figures.cashback.kobo,
        margin=figures.margin.kobo,
        undecided=report.undecided.count,
        newcomers=report.newcomers,
    )


def row_said(entry: AuditEntry) -> AuditRow:
    """Say a row of the audit log."""
    return AuditRow(
        number=entry.sequence,
        at=entry.at,
        actor=entry.actor,
        act=entry.act,
        about=entry.subject_id,
        details=entry.details,
    )


def _frozen(accounts: CustomerAccounts, now: datetime) -> str | None:
    freeze = accounts.controls.standing(now)
    return freeze.reason if freeze is not None else None


def _plain(value: Money | str) -> str | int:
    return value.kobo if isinstance(value, Money) else value
