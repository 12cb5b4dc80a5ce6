"""What the books say of an order before its sheet is drawn, and what is decided about those that are held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.approvals import Approval
from domain.carts import Carts, CartState
from domain.customers import Customer
from domain.money import Money, naira
from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.payees import Payee
from domain.paying import Payments
from domain.payment_steps import Accept
from domain.quotes import Order, Sheet
from domain.reviews import (
    HeldForReview,
    NoSuchReview,
    OwnReview,
    ReviewDecided,
    ReviewRefused,
    Reviews,
    ReviewStatus,
)
from domain.risk import Concern, Sign
from domain.risk_watch import RiskWatch
from domain.saved_names import SavedName
from domain.sending import Transfers
from domain.staff import NotYourRole, StaffPerson
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock, a_light_order, a_sheet, an_order, approved, new_id
from tests.storage.orders import paid
from tests.transfers import consent

TODAY = NOON + timedelta(days=1)
NIGHT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)  # half past two in Lagos
NEW, OTHER = "08031110001", "08031110002"
CONCERN = Concern(40, (Sign.MUCH_TO_NEW_RECIPIENT, Sign.NEW_RECIPIENT), "0a", "0b")


async def accepted(database: Database, order: Order, now: datetime) -> None:
    """Let an order be accepted at a moment, and its delivery wait."""
    sheet = a_sheet(order, now=now)
    await database.money.apply(Accept(sheet, approved(sheet), RULES, None, now))


async def signs(
    database: Database, ada: Customer, order: Order, now: datetime = TODAY
) -> tuple[Sign, ...] | None:
    """Return why an order wants a code; None if it does not."""
    accounts = await Bank(database).accounts(ada)
    concern = await RiskWatch(database, RULES).bill(order, accounts, now=now)
    return concern.signs if concern is not None else None


def step_up(sheet: Sheet, *, about: str | None = None) -> StepUp:
    """Return what the right code gives."""
    until = NOON + RULES.codes.step_up_lasts
    return StepUp(sheet.order.customer_id, Purpose.UNUSUAL_ORDER, about or sheet.hash, until)


class TestWhatWasDoneBefore:
    @pytest.mark.parametrize(
        ("before", "amount", "to", "strongest"),
        [
            ([], 5_000, NEW, None),
            ([], 5_001, NEW, Sign.MUCH_TO_NEW_RECIPIENT),
            ([(100, NEW, 3), (100, NEW, 6)], 100, NEW, Sign.AGAIN_TO_NEW_RECIPIENT),
            ([(100, NEW, 3), (100, NEW, 11)], 100, NEW, None),
            ([(100, OTHER, 3), (200, OTHER, 6)], 100, NEW, None),
            ([(100 + n, OTHER, n) for n in range(5)], 100, NEW, Sign.MANY_IN_MINUTES),
        ],
    )
    async def test_decides_about_a_number_that_was_never_paid_for(
        self,
        database: Database,
        bank: Bank,
        before: Sequence[tuple[int, str, int]],
        amount: int,
        to: str,
        strongest: Sign | None,
    ) -> None:
        ada = await bank.customer(wallet=naira(20_000))
        for n, (sum_, whom, minutes) in enumerate(before):
            once = naira(sum_) + Money(n)  # two of the same would be one bill twice
            await accepted(database, an_order(ada, once, to=whom), TODAY - timedelta(minutes=minutes))

        found = await signs(database, ada, an_order(ada, naira(amount), to=to))

        assert (found[0] if found else None) is strongest

    async def test_asks_for_no_code_where_she_usually_pays(
        self, database: Database, bank: Bank, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(20_000))
        await paid(payments, an_order(ada, naira(100), to=NEW))
        own = "0" + ada.phone.e164.removeprefix("+234")
        async with database.begin() as books:
            await books.saved_names.put(SavedName(new_id(), ada.id, OTHER, "glo", "Mum", NOON))

        for to in (NEW, own, OTHER):
            assert await signs(database, ada, an_order(ada, naira(9_000), to=to)) is None
        assert await signs(database, ada, a_light_order(ada, naira(40_000))) is None
        assert await signs(database, ada, an_order(ada, naira(9_000), to=NEW), NOON) is not None

    async def test_sees_how_many_others_paid_for_the_same(self, database: Database, bank: Bank) -> None:
        ada = await bank.customer()
        for _ in range(RULES.risk.payers_of_recipient):
            other = await bank.customer(wallet=naira(500))
            await accepted(database, an_order(other, naira(100), to=NEW), TODAY - timedelta(hours=1))

        assert await signs(database, ada, an_order(ada, naira(100), to=NEW)) == (
            Sign.MANY_PAYERS,
            Sign.NEW_RECIPIENT,
        )

    async def test_wants_a_code_of_a_transfer_as_before_and_keeps_why(
        self, database: Database, bank: Bank
    ) -> None:
        ada, bola = await bank.customer(wallet=naira(50_000)), await bank.customer("Bola")
        watched = Transfers(database, RULES, RiskWatch(database, RULES))

        small = await watched.draw(new_id(), ada.id, Payee.of(bola), naira(20_000), now=NOON)
        large = await watched.draw(new_id(), ada.id, Payee.of(bola), naira(20_001), now=NOON)
        with pytest.raises(StepUpNeeded):
            await watched.send(large, consent(large), card=None, now=NOON)

        assert (small.wants_code, small.concern) == (False, None)
        assert large.wants_code
        assert large.concern is not None
        assert large.concern.signs == (Sign.MUCH_TO_NEW_RECIPIENT, Sign.NEW_RECIPIENT)


class TestAnUnusualBill:
    async def test_is_accepted_with_the_code_alone_and_its_reasons_are_kept(
        self, database: Database, bank: Bank, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(20_000))
        sheet = replace(a_sheet(an_order(ada, naira(6_000), to=NEW)), concern=CONCERN)
        other = step_up(sheet, about="another sheet")

        for given in (None, other, replace(step_up(sheet), good_until=NOON)):
            with pytest.raises(StepUpNeeded):
                await payments.accept(sheet, approved(sheet), step_up=given, card=None, now=NOON)
        for _ in range(2):
            await payments.accept(sheet, approved(sheet), step_up=step_up(sheet), card=None, now=NOON)

        async with database.look() as books:
            kept = await books.reviews.get(sheet.order.id)
        assert kept is not None
        assert (kept.status, kept.signs, kept.score) == (ReviewStatus.WITH_CODE, CONCERN.signs, 40)

    async def test_comes_back_to_the_customer_from_a_cart(
        self, database: Database, bank: Bank, payments: Payments, clock: Clock
    ) -> None:
        ada = await bank.customer(wallet=naira(20_000))
        carts = Carts(database, payments, RULES, clock)
        order = an_order(ada, naira(6_000), to=NEW)
        sheet = carts.sheet_for(order, a_sheet(order).quote, concern=CONCERN, now=NOON)
        await carts.keep(sheet, Approval(ada.id, sheet.hash, NOON), card=None)

        assert await carts.take_on(ada.id) is None

        cart = await carts.of(ada.id)
        assert cart is not None
        assert (cart.state, cart.sheet) == (CartState.BACK, sheet)
        assert (await bank.balances(ada))[0] == naira(20_000)

    async def test_is_not_approved_by_the_pin_for_the_same_without_a_code(
        self, bank: Bank, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(20_000))
        plain = a_sheet(an_order(ada, naira(6_000), to=NEW))

        assert replace(plain, concern=CONCERN).hash != plain.hash

    def test_alone_makes_the_books_look_for_more(self) -> None:
        plain = a_sheet(an_order())

        assert Accept(plain, approved(plain), RULES, None, NOON).touches.records == ()


class TestAHeldOrder:
    async def held(
        self, database: Database, bank: Bank, payments: Payments
    ) -> tuple[Customer, Order, HeldForReview]:
        """Somebody empties a wallet at night."""
        ada = await bank.customer(wallet=naira(100_000))
        await paid(payments, an_order(ada, naira(100), to=OTHER))
        for n in range(5):
            await accepted(database, an_order(ada, naira(200 + n), to=OTHER), NIGHT - timedelta(minutes=n))
        order = an_order(ada, naira(40_000), to=NEW)
        with pytest.raises(HeldForReview) as held:
            await signs(database, ada, order, NIGHT)
        return ada, order, held.value

    async def test_waits_for_a_person_who_may_let_it_pass_for_a_day(
        self, database: Database, bank: Bank, payments: Payments
    ) -> None:
        ada, order, held = await self.held(database, bank, payments)
        reviews, before = Reviews(database, RULES.risk, Clock(NIGHT)), await bank.balances(ada)
        again = an_order(ada, naira(40_000), to=NEW)
        with pytest.raises(HeldForReview) as other:
            await signs(database, ada, an_order(ada, naira(41_000), to=NEW), NIGHT)
        assert other.value.review_id == held.review_id == order.id
        with pytest.raises(NotYourRole):
            await reviews.decide(await reviews.referred(order.id), StaffPerson(7), clears=True)
        owner = StaffPerson(1, is_first_owner=True, own_customer_id=ada.id)
        with pytest.raises(OwnReview):
            await reviews.decide(await reviews.referred(order.id), owner, clears=True)
        with pytest.raises(OwnReview):
            await reviews.clear(order.id, by="telegram:1", by_customer_id=ada.id)

        for _ in range(2):
            await reviews.clear(order.id, by="telegram:1", by_customer_id=None)

        assert await signs(database, ada, again, NIGHT) is None
        with pytest.raises(ReviewDecided):
            await reviews.refuse(order.id, by="telegram:2", by_customer_id=None)
        with pytest.raises(HeldForReview):
            await signs(database, ada, an_order(ada, naira(41_000), to=NEW), NIGHT)
        assert await bank.balances(ada) == before

    async def test_that_is_refused_stays_so_unless_it_is_looked_at_once_more(
        self, database: Database, bank: Bank, payments: Payments
    ) -> None:
        ada, order, _ = await self.held(database, bank, payments)
        reviews = Reviews(database, RULES.risk, Clock(NIGHT))
        await reviews.refuse(order.id, by="telegram:1", by_customer_id=None)
        with pytest.raises(ReviewRefused):
            await signs(database, ada, an_order(ada, naira(40_000), to=NEW), NIGHT)

        appealed = await reviews.appeal(ada.id, order.id)
        assert await reviews.waiting(limit=9) == ((appealed,), 1)
        assert await reviews.referred(order.id[:12].upper()) == appealed
        for nothing in ("0193c1d2", "short", "no reference"):
            with pytest.raises(NoSuchReview):
                await reviews.referred(nothing)
        upheld = await reviews.refuse(order.id, by="telegram:1", by_customer_id=None)

        assert appealed.answer_by == NIGHT + RULES.risk.reviewed_within
        assert upheld.status is ReviewStatus.UPHELD
        assert upheld.order == order
        with pytest.raises(ReviewDecided):
            await reviews.appeal(ada.id, order.id)
