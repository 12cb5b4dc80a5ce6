"""No path by which one person alone moves money above the limit: random acts of three people of the staff.

They do whatever they can think of: refund by parts, ask and agree for themselves, give each other roles, act
on their own wallets, hand the same thing in twice, wait for the next day. What counts is the journal.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from hypothesis import event, given, settings
from hypothesis import strategies as st

import tests.builders
from domain.controls import StaffLimit
from domain.errors import Refusal
from domain.ledger import EntryKind, JournalEntry
from domain.maker_checker import Approve, Ask, Reject, StaffRequest, about, about_approving
from domain.money import ZERO, Money, naira
from domain.money_books import MoneyCommand
from domain.payments import Payment, PaymentStatus
from domain.staff import MAY, Act, Role, RoleGrant, StaffPerson, grant_id, name_of
from domain.staff_acts import CreditWallet, DebitWallet, RefundPayment, StaffAct
from domain.staff_control_acts import ChangeLimit, FreezeAccount, LimitOf, UnfreezeAccount
from domain.staff_pin_acts import ResetStaffPin, StaffPinReset, may_agree
from domain.staff_pins import StaffApproval
from domain.staff_role_acts import GiveRole, TakeRole
from domain.times import lagos_day
from storage.money_books import Batch, Loaded, Page
from tests.builders import NOON, a_payment, accounts_of, an_order

# A day of little room, so that few refunds fill it.
RULES = replace(
    tests.builders.RULES, staff=replace(tests.builders.RULES.staff, refund_alone_per_day=naira(3_000))
)
ADA, OWN = "ada", "own-wallet-of-1"
PEOPLE = {1: StaffPerson(1, True, OWN), 2: StaffPerson(2, True), 3: StaffPerson(3)}
ROLES_AT_FIRST = {1: (Role.FINANCE,), 2: (), 3: (Role.FINANCE, Role.OPERATIONS)}
BILLS = (naira(1_500), naira(5_000), naira(9_000), naira(48_000))
BY_HAND = {EntryKind.STAFF_REFUND, EntryKind.STAFF_CREDIT, EntryKind.STAFF_DEBIT}


@dataclass
class House:
    """The books in memory, and everything that was done to them."""

    batch: Batch = field(default_factory=lambda: Batch(Loaded(locked=True)))
    payments: list[Payment] = field(default_factory=list)
    asked: list[StaffRequest] = field(default_factory=list)
    done_by: dict[str, tuple[StaffRequest, frozenset[int]]] = field(
        default_factory=dict
    )  # entry → whose word
    now: datetime = NOON

    @classmethod
    def opened(cls) -> House:
        """Some bills are delivered, one is in doubt, and roles are given."""
        house = cls()
        loaded = house.batch.loaded
        for owner in (ADA, OWN):
            accounts = replace(accounts_of(wallet=naira(200_000)), customer_id=owner)
            for amount in BILLS:
                order = replace(an_order(amount=amount), customer_id=owner)
                payment = a_payment(order, PaymentStatus.DELIVERED)
                accounts = replace(accounts, cashback=accounts.cashback + payment.quote.cashback_earned)
                house.payments.append(payment)
            doubtful = a_payment(
                replace(an_order(amount=naira(7_000)), customer_id=owner), PaymentStatus.UNRESOLVED
            )
            house.payments.append(doubtful)
            loaded.add_accounts(replace(accounts, held=doubtful.quote.total), 0)
        for payment in house.payments:
            loaded.add_payment(payment, 0)
        for number, roles in ROLES_AT_FIRST.items():
            for role in roles:
                loaded.records[RoleGrant, grant_id(number, role)] = RoleGrant(number, role, NOON, "test")
        return house

    def roles_of(self, person: StaffPerson) -> frozenset[Role]:
        """Return what somebody may by now."""
        page = Page(self.batch)
        kept = {role: page.record(RoleGrant, grant_id(person.telegram_id, role)) for role in Role}
        grants = {role: grant for role, grant in kept.items() if grant is not None}
        return person.roles(grants, now=self.now)

    def apply(self, command: MoneyCommand[StaffRequest], whose: frozenset[int]) -> StaffRequest | None:
        """Decide a command twice, as after a crash; None if it is refused."""
        before, limits, resets = set(self.batch.entries), self.limits(), self.resets()
        page = Page(self.batch)
        try:
            verdict = command.decide(page)
        except Refusal as refusal:
            event(refusal.code)
            return None
        self.batch.add(page)
        for key in set(self.batch.entries) - before:
            self.done_by[key] = (verdict, whose)
        assert (self.limits(), self.resets()) == (limits, resets) or len(whose) == 2
        again = Page(self.batch)
        assert command.decide(again) == verdict
        assert not again.entries
        return verdict

    def resets(self) -> list[StaffPinReset | None]:
        """Return whose PINs were taken away."""
        return [Page(self.batch).record(StaffPinReset, name_of(each)) for each in PEOPLE]

    def limits(self) -> list[StaffLimit | None]:
        """Return what staff have set for the customers."""
        controls = [Page(self.batch).accounts(each).controls for each in (ADA, OWN)]
        return [limit for each in controls for limit in (each.staff_daily, each.staff_single)]

    def ask(self, person: StaffPerson, what: StaffAct) -> None:
        """Somebody asks, with the right PIN."""
        id_, roles = f"r{len(self.asked)}", self.roles_of(person)
        word = StaffApproval(person.name, about(what, "why", id_), self.now)
        request = self.apply(
            Ask(id_, what, "why", person, word, RULES, self.now), frozenset({person.telegram_id})
        )
        if request is not None:
            assert roles & MAY[what.act]
            assert not self.is_own(person, what)
            self.asked.append(request)

    def decide(self, person: StaffPerson, which: int, *, agrees: bool) -> None:
        """Somebody agrees to one of the requests, or says no."""
        if not self.asked:
            return
        request, roles = self.asked[which % len(self.asked)], self.roles_of(person)
        if not agrees:
            self.apply(Reject(request, person, "no", self.now), frozenset())
            return
        word = StaffApproval(person.name, about_approving(request.id), self.now)
        whose = frozenset({person.telegram_id, request.maker.telegram_id})
        if self.apply(Approve(request, person, word, RULES, self.now), whose) is not None:
            assert len(whose) == 2
            assert roles & may_agree(request.what)
            assert not self.is_own(person, request.what)

    @staticmethod
    def is_own(person: StaffPerson, what: StaffAct) -> bool:
        """Return whether somebody would act on herself."""
        return what.person_id == person.telegram_id or (
            what.customer_id is not None and what.customer_id == person.own_customer_id
        )


def moved(entry: JournalEntry) -> Money:
    """Return what an entry put into customers' hands, or took from them."""
    if entry.kind is EntryKind.RELEASE:
        return sum((each.amount for each in entry.postings if each.amount > ZERO), ZERO)
    theirs = sum((each.amount for each in entry.postings if each.customer_id is not None), ZERO)
    return max(theirs, -theirs)


people = st.sampled_from(sorted(PEOPLE))
amounts = st.sampled_from(
    [None, naira(1), naira(900), naira(2_500), naira(5_000), naira(5_001), naira(30_000)]
)
roles = st.sampled_from(list(Role))
customers = st.sampled_from([ADA, OWN])
sole = st.booleans()
ON_A_WALLET = ("in", "out", "freeze", "unfreeze", "limit", "limits off")
steps = st.one_of(
    st.tuples(st.just("refund"), people, st.integers(0, 9), amounts),
    st.tuples(st.just("refund"), people, st.integers(0, 9), amounts),
    st.tuples(
        st.just("wallet"),
        people,
        customers,
        st.sampled_from(ON_A_WALLET),
    ),
    st.tuples(st.just("role"), people, people, roles, st.booleans()),
    st.tuples(st.just("pin"), people, people, sole),
    st.tuples(st.just("decide"), people, st.integers(0, 30), st.sampled_from([True, True, True, False])),
    st.tuples(st.just("wait"), st.sampled_from([1, 5, 13])),
)


@given(st.lists(steps, min_size=20, max_size=50))
@settings(max_examples=40, deadline=None)
def test_nobody_alone_moves_money_above_the_limit(walk: list[tuple[object, ...]]) -> None:
    house = House.opened()

    for step in walk:
        match step:
            case ("refund", int(who), int(which), amount):
                payment = house.payments[which]
                asked_for = amount if isinstance(amount, Money) else None
                house.ask(PEOPLE[who], RefundPayment(payment.id, payment.customer_id, asked_for))
            case ("wallet", int(who), str(whose), "in"):
                house.ask(PEOPLE[who], CreditWallet(whose, naira(700)))
            case ("wallet", int(who), str(whose), "out"):
                house.ask(PEOPLE[who], DebitWallet(whose, naira(700)))
            case ("wallet", int(who), str(whose), "freeze"):
                house.ask(PEOPLE[who], FreezeAccount(whose))
            case ("wallet", int(who), str(whose), "limit"):
                until = house.now + timedelta(days=2)
                house.ask(PEOPLE[who], ChangeLimit(whose, LimitOf.DAILY, naira(900_000), until))
            case ("wallet", int(who), str(whose), "limits off"):
                house.ask(PEOPLE[who], ChangeLimit(whose))
            case ("wallet", int(who), str(whose), _):
                house.ask(PEOPLE[who], UnfreezeAccount(whose))
            case ("role", int(who), int(whom), Role() as role, gives):
                is_first = PEOPLE[whom].is_first_owner
                house.ask(PEOPLE[who], GiveRole(whom, role) if gives else TakeRole(whom, role, is_first))
            case ("pin", int(who), int(whom), sole_owner):
                house.ask(PEOPLE[who], ResetStaffPin(whom, sole_owner=bool(sole_owner)))
            case ("decide", int(who), int(which), agrees):
                house.decide(PEOPLE[who], which, agrees=bool(agrees))
            case ("wait", int(hours)):
                house.now += timedelta(hours=hours)

    check_nobody_alone(house)


def check_nobody_alone(house: House) -> None:
    """Hold the journal against whose word each entry had."""
    alone_of: dict[str, Money] = defaultdict(lambda: ZERO)
    alone_on: dict[tuple[int, date], Money] = defaultdict(lambda: ZERO)
    back: dict[str, Money] = defaultdict(lambda: ZERO)
    totals = {payment.id: payment.quote.total for payment in house.payments}
    for key, entry in house.batch.entries.items():
        request, whose = house.done_by[key]
        if entry.kind in (EntryKind.CLAWBACK, EntryKind.RECOVERY):
            continue  # What follows of a refund by itself.
        amount = moved(entry)
        if isinstance(request.what, RefundPayment):
            back[request.what.payment_id] += amount
        if len(whose) == 2:
            continue
        assert request.what.act is Act.REFUND
        (one,) = whose
        alone_of[request.what.subject_id] += amount
        alone_on[one, lagos_day(entry.posted_at)] += amount
    event(f"alone: {sum(each.kobo > 0 for each in alone_of.values())}")
    assert all(amount <= RULES.staff.refund_alone for amount in alone_of.values())
    assert all(amount <= RULES.staff.refund_alone_per_day for amount in alone_on.values())
    assert all(amount <= totals[payment_id] for payment_id, amount in back.items())
    assert BY_HAND.isdisjoint(
        entry.kind for entry in house.batch.entries.values() if not house.done_by[entry.key][1]
    )
