"""What the API is given by whoever starts it, and what its routes ask for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Protocol, cast

from fastapi import Depends, Header, Request

from domain.access_log import AccessLog
from domain.audit_log import AuditLog
from domain.billers import Biller
from domain.catalogue import Billers
from domain.customers import Customer
from domain.errors import Refusal, Unavailable
from domain.funding import TopUps
from domain.idempotency import Idempotency
from domain.incidents import Incidents
from domain.joining import Joinings
from domain.maintenance import Maintenance
from domain.new_pins import NewPins
from domain.one_time_codes import Channel, FreshCode, OneTimeCodes, Purpose
from domain.open_sheets import OpenSheets
from domain.ordering import Ordering
from domain.outages import Outages
from domain.own_e_mails import OwnEMails
from domain.payees import Payees
from domain.paying import Payments
from domain.payments import Payment
from domain.personal_accounts import PersonalAccounts
from domain.pins import Pins
from domain.problems import Problems
from domain.promo_codes import PromoCodes
from domain.rate_limits import RateLimiter
from domain.receipts import Receipts
from domain.referrals import Referrals
from domain.registration import Customers
from domain.requerying import Requeries
from domain.rule_book import RuleBook
from domain.rules import ApiRules, Rules
from domain.scheduling import Schedules
from domain.sending import Transfers
from domain.sign_ins import SignIns
from domain.staff_people import StaffDesk
from domain.staff_pins import StaffPins
from domain.statements import Statements
from domain.stats import Stats
from domain.ticket_desk import TicketDesk
from domain.validating import Validations
from domain.wallets import Wallets


class SendsCodes(Protocol):
    """Sends one-time codes."""

    async def __call__(
        self, customer: Customer, purpose: Purpose, *, about: str, channel: Channel | None, language: str
    ) -> FreshCode:
        """Draw a code and begin to send it.

        :raises CodeAskedTooSoon, TooManyCodes, NoSuchChannel: if there is none to be had
        """
        ...


class OfStaff(Protocol):
    """The services of the staff's routines."""

    @property
    def incidents(self) -> Incidents: ...
    @property
    def requeries(self) -> Requeries: ...
    @property
    def stats(self) -> Stats: ...
    @property
    def ticket_desk(self) -> TicketDesk: ...


class Business(Protocol):
    """The services that the chat uses too."""

    @property
    def customers(self) -> Customers: ...
    @property
    def pins(self) -> Pins: ...
    @property
    def new_pins(self) -> NewPins: ...
    @property
    def one_time_codes(self) -> OneTimeCodes: ...
    @property
    def own_e_mails(self) -> OwnEMails: ...
    @property
    def wallets(self) -> Wallets: ...
    @property
    def billers(self) -> Billers: ...
    @property
    def outages(self) -> Outages: ...
    @property
    def maintenance(self) -> Maintenance: ...
    @property
    def staff_services(self) -> OfStaff: ...
    @property
    def staff_desk(self) -> StaffDesk: ...
    @property
    def staff_pins(self) -> StaffPins: ...
    @property
    def access_log(self) -> AccessLog: ...
    @property
    def audit_log(self) -> AuditLog: ...
    @property
    def validations(self) -> Validations: ...
    @property
    def payments(self) -> Payments: ...
    @property
    def payees(self) -> Payees: ...
    @property
    def transfers(self) -> Transfers: ...
    @property
    def top_ups(self) -> TopUps: ...
    @property
    def personal_accounts(self) -> PersonalAccounts: ...
    @property
    def schedules(self) -> Schedules: ...
    @property
    def referrals(self) -> Referrals: ...
    @property
    def problems(self) -> Problems: ...
    @property
    def promo_codes(self) -> PromoCodes: ...
    @property
    def receipts(self) -> Receipts: ...
    @property
    def verify_address(self) -> str: ...
    @property
    def statements(self) -> Statements: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def rule_book(self) -> RuleBook: ...
    @property
    def pay(self) -> Callable[[Payment], None]: ...


@dataclass(frozen=True, slots=True)
class Api:
    """All that the routes stand on."""

    business: Business
    sign_ins: SignIns
    joinings: Joinings
    idempotency: Idempotency
    open_sheets: OpenSheets
    ordering: Ordering
    send_code: SendsCodes
    print_receipt: Callable[[Payment, Biller, str], Awaitable[bytes]]  # as a PDF, in a language
    invitation: Callable[[Customer], str | None]  # the address that brings friends to the chat
    limiter: RateLimiter
    rules: ApiRules
    explain: Callable[[Refusal | Unavailable, str], str]  # in one sentence, in a language
    languages: Sequence[str]  # that we speak, the usual one first
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    origins: Sequence[str]  # of pages that may ask from a browser


def _api(request: Request) -> Api:
    return cast(Api, request.app.state.api)


def language_of(request: Request) -> str:
    """Return in which of our languages to speak: the first that is asked for."""
    api: Api = request.app.state.api
    for wish in request.headers.get("accept-language", "").split(","):
        said = wish.partition(";")[0].strip().lower()
        if said in api.languages:
            return said
        if said.partition("-")[0] in api.languages:
            return said.partition("-")[0]
    return api.languages[0]


def _idempotency_key(
    key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            min_length=8,
            max_length=128,
            pattern=r"^[A-Za-z0-9_-]+$",
            description="Chosen by you, anew for every thing that you want done. The same key and body again "
            "do nothing new and are answered alike.",
            examples=["01J9ZK3V6R-rent-november"],
        ),
    ],
) -> str:
    return key


Given = Annotated[Api, Depends(_api)]
Language = Annotated[str, Depends(language_of)]
IdempotencyKey = Annotated[str, Depends(_idempotency_key)]
