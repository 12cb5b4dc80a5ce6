"""Knowing who of the staff somebody is, whom she means, and what came of her acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.customers import Customer
from domain.errors import Refusal
from domain.limits import CustomerAccounts
from domain.maker_checker import Approve, Ask, Reject, RequestStatus, StaffRequest, Weigh
from domain.money import Money
from domain.notices import Notice, NoticeKind
from domain.payments import Attempt, Payment
from domain.phones import NotAPhoneNumber, Phone, read_phone
from domain.rule_book import RuleBook
from domain.rules import Rules
from domain.schedule_results import PaidRun
from domain.staff import MAY, Act, Role, RoleGrant, StaffPerson
from domain.staff_acts import Effect, RefundPayment, StaffAct
from domain.staff_pin_acts import ResetStaffPin, may_agree
from domain.staff_pins import StaffApproval
from domain.staff_story import Line, Said, StoryStore
from domain.storage import Storage
from domain.tickets import Ticket
from domain.wallets import AccountStore

_ID_LENGTH = 32
_FEWEST_DIGITS = 8  # of a reference that was cut short
_HEXADECIMAL = frozenset("0123456789abcdef")
_NEWEST = 5


class NobodyLikeThat(Refusal):
    """No customer is known by that."""

    code = "nobody-like-that"


class NoSuchPayment(Refusal):
    """No payment has that reference, or more than one begins with it."""

    code = "no-such-payment"


class NoSuchRequest(Refusal):
    """No request has that number."""

    code = "no-such-request"


class RoleStore(Protocol):
    """Who has which role."""

    async def of(self, telegram_id: int) -> Mapping[Role, RoleGrant]:
        """Return what somebody has or had."""
        ...

    async def held(self, *, now: datetime) -> tuple[RoleGrant, ...]:
        """Return who has which role now."""
        ...


class RequestStore(Protocol):
    """Where requests are read."""

    async def get(self, request_id: str) -> StaffRequest | None:
        """Return a request."""
        ...

    async def by_number(self, number: int) -> StaffRequest | None:
        """Return a request by what people call it."""
        ...

    async def open_ones(self, *, now: datetime, limit: int) -> tuple[StaffRequest, ...]:
        """Return the requests that wait for a second person, the oldest first."""
        ...

    async def about(self, subject_id: str, *, limit: int) -> tuple[StaffRequest, ...]:
        """Return the newest requests about a payment, a customer or a role."""
        ...


class PeopleStore(Protocol):
    """The customers, by what staff know of them."""

    async def by_id(self, customer_id: str) -> Customer | None:
        """Return a customer."""
        ...

    async def by_telegram(self, telegram_id: int) -> Customer | None:
        """Return the customer behind a Telegram account."""
        ...

    async def by_phone(self, phone: Phone) -> Customer | None:
        """Return the customer with a number."""
        ...


class NameStore(Protocol):
    """Their @usernames."""

    async def owner(self, username: str) -> str | None:
        """Return the customer who was last seen with a name, if she may be found by it."""
        ...


class PaymentStore(Protocol):
    """The payments."""

    async def get(self, payment_id: str) -> Payment | None:
        """Return a payment."""
        ...

    async def by_reference(self, reference: str) -> Payment | None:
        """Return the one payment whose id begins so."""
        ...

    async def newest(self, customer_id: str, *, limit: int, before: str | None = None) -> tuple[Payment, ...]:
        """Return a customer's payments, newest first."""
        ...

    async def attempts(self, payment_id: str) -> tuple[Attempt, ...]:
        """Return all attempts of a payment, oldest first."""
        ...


class TicketStore(Protocol):
    """The tickets."""

    async def newest(self, customer_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return a customer's tickets, newest first."""
        ...


class StaffBooks(Protocol):
    """What the staff's desk needs from one transaction."""

    @property
    def staff_roles(self) -> RoleStore:
        """The roles."""
        ...

    @property
    def staff_requests(self) -> RequestStore:
        """The requests."""
        ...

    @property
    def customers(self) -> PeopleStore:
        """The customers."""
        ...

    @property
    def telegram_names(self) -> NameStore:
        """Their @usernames."""
        ...

    @property
    def accounts(self) -> AccountStore:
        """The balances."""
        ...

    @property
    def payments(self) -> PaymentStore:
        """The payments."""
        ...

    @property
    def tickets(self) -> TicketStore:
        """The tickets."""
        ...

    @property
    def stories(self) -> StoryStore:
        """What the journal and the outbox have about a payment."""
        ...


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody of the staff, with the roles that count now."""

    person: StaffPerson
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class PaymentStory:
    """A payment's whole life."""

    payment: Payment
    attempts: tuple[Attempt, ...]
    lines: tuple[Line, ...]
    said: tuple[Said, ...]
    requests: tuple[StaffRequest, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A customer, as staff see her: to be masked by whoever shows it."""

    customer: Customer
    accounts: CustomerAccounts
    payments: tuple[Payment, ...]
    tickets: tuple[Ticket, ...]
    requests: tuple[StaffRequest, ...]


@dataclass(frozen=True)
class StaffDesk:
    """Where staff ask, look and decide."""

    storage: Storage[StaffBooks]
    rules: Rules
    first_owners: frozenset[int]  # Telegram ids, from the settings
    book: RuleBook | None = None  # None: nobody changes rules

    async def on_duty(self, telegram_id: int, *, now: datetime) -> OnDuty | None:
        """Return somebody with the roles that count now; None if she is nobody of ours."""
        is_first = telegram_id in self.first_owners
        async with self.storage.look() as books:
            grants = await books.staff_roles.of(telegram_id)
            person = StaffPerson(telegram_id, is_first)
            roles = person.roles(grants, now=now)
            if not roles:
                return None
            own = await books.customers.by_telegram(telegram_id)
        return OnDuty(StaffPerson(telegram_id, is_first, own.id if own is not None else None), roles)

    async def everybody(self, *, now: datetime) -> frozenset[int]:
        """Return the Telegram ids of all who have a role."""
        async with self.storage.look() as books:
            held = await books.staff_roles.held(now=now)
            owners = {each for each in self.first_owners if await self._is_owner_still(books, each, now)}
        return frozenset({grant.telegram_id for grant in held} | owners)

    async def _is_owner_still(self, books: StaffBooks, telegram_id: int, now: datetime) -> bool:
        grants = await books.staff_roles.of(telegram_id)
        return bool(StaffPerson(telegram_id, is_first_owner=True).roles(grants, now=now))

    async def concerned_by(self, notice: Notice, *, now: datetime) -> frozenset[int]:
        """Return who is to be told of a request: whoever could be the second person for it."""
        if notice.kind is NoticeKind.STAFF_BREAKS:
            async with self.storage.look() as books:
                held = await books.staff_roles.held(now=now)
            return frozenset(each.telegram_id for each in held if each.role in MAY[Act.EXPLAIN_BREAK])
        if notice.kind is not NoticeKind.STAFF_REQUEST:
            return frozenset()
        async with self.storage.look() as books:
            request = await books.staff_requests.get(notice.subject_id)
            held = await books.staff_roles.held(now=now)
        may = may_agree(request.what) if request is not None else frozenset()
        able = {grant.telegram_id for grant in held if grant.role in may}
        return frozenset(able - {request.maker.telegram_id} if request is not None else able)

    async def concerned(self, request_id: str, words: str, *, now: datetime) -> frozenset[int]:
        """Return whose roles a request changed, as far as it is done. `words` may hold its number."""
        async with self.storage.look() as books:
            request = await books.staff_requests.get(request_id)
            number = words.upper().removeprefix("APR-")
            if request is None and number.isascii() and number.isdecimal():
                request = await books.staff_requests.by_number(int(number))
        if request is None or request.status is not RequestStatus.DONE or request.what.person_id is None:
            return frozenset()
        return frozenset({request.what.person_id})

    # --- acting

    async def _rules_at(self, now: datetime) -> Rules:
        """Return the rules as they hold, and are known to become others, with what was agreed to just now."""
        if self.book is None:
            return self.rules
        await self.book.learn()
        return self.book.at(now)

    async def weigh(self, what: StaffAct, by: StaffPerson, *, now: datetime) -> tuple[Effect, bool]:
        """Return what an act would change, and whether one person may do it. Nothing changes.

        :raises Refusal: why it can't be done
        """
        rules = await self._rules_at(now)
        return await self.storage.money.apply(Weigh(what, by, rules, now))

    async def ask(
        self,
        request_id: str,
        what: StaffAct,
        reason: str,
        by: StaffPerson,
        approval: StaffApproval,
        *,
        now: datetime,
        channel: str | None = None,
    ) -> StaffRequest:
        """Do what one person may do, or ask for a second one. Handed in twice, it is done once.

        :raises Refusal: whatever `Ask` refuses
        """
        rules = await self._rules_at(now)
        return await self.storage.money.apply(
            Ask(request_id, what, reason, by, approval, rules, now, channel)
        )

    async def approve(
        self,
        request: StaffRequest,
        by: StaffPerson,
        approval: StaffApproval,
        *,
        now: datetime,
        channel: str | None = None,
    ) -> StaffRequest:
        """Agree to a request: it is done.

        :raises Refusal: whatever `Approve` refuses
        """
        rules = await self._rules_at(now)
        return await self.storage.money.apply(Approve(request, by, approval, rules, now, channel))

    async def reject(
        self,
        request: StaffRequest,
        by: StaffPerson,
        word: str,
        *,
        now: datetime,
        channel: str | None = None,
    ) -> StaffRequest:
        """Say no to a request.

        :raises Refusal: whatever `Reject` refuses
        """
        return await self.storage.money.apply(Reject(request, by, word, now, channel))

    def refund_of(self, payment: Payment, amount: Money | None) -> RefundPayment:
        """Return the refund of a payment; `amount` None: of all that is left of it."""
        return RefundPayment(payment.id, payment.customer_id, amount, PaidRun.of(payment, self.rules))

    async def pin_reset_of(self, telegram_id: int, *, now: datetime) -> ResetStaffPin:
        """Return the act that takes a colleague's PIN away.

        :raises NobodyLikeThat: if she is none
        """
        if await self.on_duty(telegram_id, now=now) is None:
            raise NobodyLikeThat
        async with self.storage.look() as books:
            held = await books.staff_roles.held(now=now)
            first = {each for each in self.first_owners if await self._is_owner_still(books, each, now)}
        owners = {grant.telegram_id for grant in held if grant.role is Role.OWNER} | first
        return ResetStaffPin(telegram_id, sole_owner=len(owners) == 1)

    # --- looking

    async def request(self, request_id: str) -> StaffRequest | None:
        """Return a request by its id."""
        async with self.storage.look() as books:
            return await books.staff_requests.get(request_id)

    async def numbered(self, number: int) -> StaffRequest:
        """Return a request by what people call it.

        :raises NoSuchRequest: if there is none
        """
        async with self.storage.look() as books:
            request = await books.staff_requests.by_number(number)
        if request is None:
            raise NoSuchRequest
        return request

    async def open_requests(self, *, now: datetime, limit: int) -> tuple[StaffRequest, ...]:
        """Return the requests that wait for a second person, the oldest first."""
        async with self.storage.look() as books:
            return await books.staff_requests.open_ones(now=now, limit=limit)

    async def customer(self, text: str) -> Customer:
        """Return whom staff mean: by phone, @username, Telegram id, or a reference of hers.

        :raises NobodyLikeThat: if nobody
        """
        async with self.storage.look() as books:
            found = await self._customer(books, text.strip())
        if found is None:
            raise NobodyLikeThat
        return found

    async def _customer(self, books: StaffBooks, text: str) -> Customer | None:
        if text.startswith("@"):
            owner = await books.telegram_names.owner(text[1:])
            return await books.customers.by_id(owner) if owner is not None else None
        try:
            return await books.customers.by_phone(read_phone(text))
        except NotAPhoneNumber:
            pass
        if len(text) == _ID_LENGTH and (customer := await books.customers.by_id(text.lower())) is not None:
            return customer
        if text.isascii() and text.isdecimal() and len(text) <= 15:
            customer = await books.customers.by_telegram(int(text))
            if customer is not None:
                return customer
        payment = await self._payment(books, text)
        return await books.customers.by_id(payment.customer_id) if payment is not None else None

    async def payment(self, reference: str) -> Payment:
        """Return a payment by its reference, or by how that begins.

        :raises NoSuchPayment: if there is none, or more than one
        """
        async with self.storage.look() as books:
            payment = await self._payment(books, reference.strip())
        if payment is None:
            raise NoSuchPayment
        return payment

    async def _payment(self, books: StaffBooks, reference: str) -> Payment | None:
        wanted = reference.lower()
        if not set(wanted) <= _HEXADECIMAL or not _FEWEST_DIGITS <= len(wanted) <= _ID_LENGTH:
            return None
        if len(wanted) == _ID_LENGTH:
            return await books.payments.get(wanted)
        return await books.payments.by_reference(wanted)

    async def story(self, payment: Payment) -> PaymentStory:
        """Return all that is known of a payment."""
        async with self.storage.look() as books:
            requests = await books.staff_requests.about(payment.id, limit=_NEWEST)
            subjects = (payment.id, *(each.id for each in requests))
            return PaymentStory(
                payment,
                await books.payments.attempts(payment.id),
                await books.stories.lines(subjects),
                await books.stories.said(payment.id),
                requests,
            )

    async def profile(self, customer: Customer) -> Profile:
        """Return what staff see of a customer."""
        async with self.storage.look() as books:
            return Profile(
                customer,
                await books.accounts.of(customer.id),
                await books.payments.newest(customer.id, limit=_NEWEST),
                await books.tickets.newest(customer.id, limit=_NEWEST),
                await books.staff_requests.about(customer.id, limit=_NEWEST),
            )
