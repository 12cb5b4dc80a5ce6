"""A vendor and a processor for tests: told what will happen, and honest about what was asked of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.account_processors import (
    AccountDetails,
    AccountEvent,
    AccountFinding,
    AccountOpened,
    AccountOutcome,
    AccountRequest,
    AccountUnderWay,
    Bank,
    IdentityKind,
    Listed,
    Transfer,
    TransferFinding,
    TransferList,
    TransferUnknown,
)
from domain.money import Money, naira
from domain.processors import (
    CheckoutOpened,
    CheckoutOutcome,
    CheckoutRequest,
    NotPaid,
    OtherEvent,
    PaymentHinted,
    ProcessorEvent,
    VerifyOutcome,
)
from domain.vendors import (
    Category,
    Commission,
    Delivered,
    MeterKind,
    RequeryOutcome,
    Validated,
    ValidationOutcome,
    VendorPlan,
    VendorService,
    VendorUnavailable,
    VendOutcome,
    VendRequest,
)


@dataclass
class FakeVendor:
    """`domain.vendors.VendorGateway`. Delivers with 3 % commission if it is told nothing else."""

    name: str = "vtpass"
    patience: timedelta = timedelta(seconds=75)
    renews: bool = True
    vended: list[VendRequest] = field(default_factory=list)
    requeried: list[VendRequest] = field(default_factory=list)
    validated: list[tuple[str, MeterKind | None]] = field(default_factory=list)
    while_minting: Callable[[], object] | None = None
    while_vending: Callable[[VendRequest], Awaitable[None]] | None = None
    while_requerying: Callable[[VendRequest], Awaitable[None]] | None = None
    while_listing: Callable[[], Awaitable[None]] | None = None
    _answers: deque[VendOutcome | Exception] = field(default_factory=deque)
    _words: deque[RequeryOutcome | Exception] = field(default_factory=deque)
    _owners: dict[MeterKind | None, ValidationOutcome] = field(default_factory=dict)
    _plans: dict[str, tuple[VendorPlan, ...]] = field(default_factory=dict)
    _services: dict[Category, tuple[VendorService, ...]] = field(default_factory=dict)
    _commissions: dict[str, Commission | None] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)  # services and categories whose lists can't be read
    float_left: Money | None = field(default_factory=lambda: naira(100_000_000))  # None: it can't be read

    def will_answer(self, *outcomes: VendOutcome | Exception) -> None:
        """Answer the next vends like this, one after the other."""
        self._answers.extend(outcomes)

    def will_say(self, *outcomes: RequeryOutcome | Exception) -> None:
        """Answer the next requeries like this, one after the other; the last one for ever."""
        self._words.extend(outcomes)

    def says_from_now_on(self, outcome: RequeryOutcome) -> None:
        """Answer every requery like this."""
        self._words.clear()
        self._words.append(outcome)

    def will_know(self, kind: MeterKind | None, outcome: ValidationOutcome) -> None:
        """Answer like this whose meter of that kind it is."""
        self._owners[kind] = outcome

    def will_list(self, service: str, *plans: VendorPlan) -> None:
        """Have this to choose from."""
        self._plans[service] = plans

    def will_leave(self, service: str, commission: Commission | None) -> None:
        """State that we are left this of every sale."""
        self._commissions[service] = commission

    def will_sell(self, category: Category, *services: VendorService) -> None:
        """Have this in a category."""
        self._services[category] = services

    def can_renew(self, service: str) -> bool:
        """Do so unless it was told not to."""
        return self.renews

    def mint_request_id(self, order_id: str, attempt: int, *, now: datetime) -> str:
        """Return an id that names the minute, the order and the attempt."""
        if self.while_minting is not None:
            self.while_minting()
        return f"{now:%Y%m%d%H%M}{order_id}{attempt}"

    async def vend(self, request: VendRequest) -> VendOutcome:
        """Note that it was asked, and answer as told."""
        self.vended.append(request)
        if self.while_vending is not None:
            await self.while_vending(request)
        answer = self._answers.popleft() if self._answers else _delivered(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def requery(self, request: VendRequest) -> RequeryOutcome:
        """Note that it was asked, and answer as told."""
        self.requeried.append(request)
        if self.while_requerying is not None:
            await self.while_requerying(request)
        word: RequeryOutcome | Exception = _delivered(request)
        if self._words:
            word = self._words.popleft() if len(self._words) > 1 else self._words[0]
        if isinstance(word, Exception):
            raise word
        return word

    async def validate(
        self,
        service: str,
        customer_reference: str,
        meter_kind: MeterKind | None = None,
        *,
        plan: str | None = None,
    ) -> ValidationOutcome:
        """Note that it was asked, and answer as told."""
        self.validated.append((customer_reference, meter_kind))
        return self._owners.get(meter_kind, Validated("ADA OBI"))

    async def services(self, category: Category) -> tuple[VendorService, ...]:
        """List what it was told to."""
        if category in self.unreadable:
            raise VendorUnavailable("catalogue-unreadable")
        return self._services.get(category, ())

    async def plans(self, service: str) -> tuple[VendorPlan, ...]:
        """List what it was told to."""
        if service in self.unreadable:
            raise VendorUnavailable("catalogue-unreadable")
        plans = self._plans.get(service, ())
        if self.while_listing is not None:
            await self.while_listing()
        return plans

    async def commission(self, service: str) -> Commission | None:
        """State what it was told to."""
        if service in self.unreadable:
            raise VendorUnavailable("catalogue-unreadable")
        return self._commissions.get(service)

    async def float_balance(self) -> Money:
        """Be rich if it was told nothing else."""
        if self.float_left is None:
            raise VendorUnavailable("vendor-unreachable")
        return self.float_left


def _delivered(request: VendRequest) -> Delivered:
    return Delivered(request.amount - request.amount.share(300))


@dataclass
class FakeProcessor:
    """`domain.processors.ProcessorGateway`. Opens every page; nobody pays until it is told so."""

    name: str = "paystack"
    address: str = "https://pay.example"
    opened: list[CheckoutRequest] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    _opening: CheckoutOutcome | None = None
    _word: VerifyOutcome = field(default_factory=lambda: NotPaid("ongoing", final=False))

    def will_open(self, outcome: CheckoutOutcome) -> None:
        """Answer like this when a page is to be opened."""
        self._opening = outcome

    def will_verify(self, outcome: VerifyOutcome) -> None:
        """Say this of every page from now on."""
        self._word = outcome

    async def open_checkout(self, request: CheckoutRequest) -> CheckoutOutcome:
        """Note that it was asked, and answer as told."""
        self.opened.append(request)
        return self._opening or CheckoutOpened(f"{self.address}/{request.reference}")

    async def verify(self, reference: str) -> VerifyOutcome:
        """Note that it was asked, and answer as told."""
        self.asked.append(reference)
        return self._word

    async def confirm(self, hint: PaymentHinted) -> VerifyOutcome:
        """Note that it was asked, and answer as told."""
        self.asked.append(hint.reference)
        return self._word

    def read_event(self, body: bytes, signature: str) -> ProcessorEvent:
        """Understand nothing: tests hand events in as they are."""
        return OtherEvent("unread")


@dataclass
class FakeAccountGateway:
    """`domain.account_processors.AccountGateway`. Gives every request a number of its own at once."""

    name: str = "paystack"
    identities: tuple[IdentityKind, ...] = (IdentityKind.BVN, IdentityKind.NIN)
    compares_bank_account: bool = False
    can_be_asked: bool = True
    asked: list[AccountRequest] = field(default_factory=list)
    looked_for: list[str] = field(default_factory=list)
    lists_nothing: bool = False  # it can't say
    while_finding: Callable[[], Awaitable[None]] | None = None
    _outcome: AccountOutcome | None = None
    _finding: AccountFinding = field(default_factory=AccountUnderWay)
    _transfers: dict[str, TransferFinding] = field(default_factory=dict)

    def will_answer(self, outcome: AccountOutcome) -> None:
        """Answer like this when an account is asked for."""
        self._outcome = outcome

    def will_find(self, finding: AccountFinding) -> None:
        """Say this of every request from now on."""
        self._finding = finding

    def will_say_of(self, transaction_id: str, finding: TransferFinding) -> None:
        """Say this of a transaction from now on."""
        self._transfers[transaction_id] = finding

    async def banks(self) -> tuple[Bank, ...]:
        """Know one."""
        return (Bank("058", "Guaranty Trust Bank"),)

    async def open_account(self, request: AccountRequest) -> AccountOutcome:
        """Note that it was asked, and answer as told."""
        self.asked.append(request)
        number = f"{7_000_000_000 + len(self.asked) + 1_000_000 * len(self.name):010d}"
        return self._outcome or AccountOpened(AccountDetails(number, "Wema Bank", "VISION / ADA OBI"))

    async def find_account(self, email: str) -> AccountFinding:
        """Say what it was told to."""
        if self.while_finding is not None:
            await self.while_finding()
        return self._finding

    async def find_transfer(self, transaction_id: str) -> TransferFinding:
        """Note that it was asked, and answer as told."""
        self.looked_for.append(transaction_id)
        return self._transfers.get(transaction_id, TransferUnknown("unread"))

    async def list_transfers(
        self, *, reference: str, email: str, number: str, since: datetime
    ) -> TransferList:
        """List what it was told to say of transactions."""
        if self.lists_nothing:
            return TransferUnknown("asked-in-vain")
        known = [each for each in self._transfers.values() if isinstance(each, Transfer)]
        return Listed(tuple(each for each in known if number == each.account_number))

    async def find_by_reference(self, reference: str) -> TransferFinding:
        """Know a transaction by its reference too."""
        return await self.find_transfer(reference)

    def read_account_event(self, body: bytes) -> AccountEvent | None:
        """Understand nothing: tests hand events in as they are."""
        return None
