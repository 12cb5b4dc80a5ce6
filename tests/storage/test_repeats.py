"""What Home offers again, from the books."""

from __future__ import annotations

from domain.money import naira
from domain.paying import Payments
from domain.vendors import Rejected
from tests.builders import Bank, Clock, an_order
from tests.storage.orders import paid
from tests.vendors import FakeVendor


async def test_the_likeliest_bill_comes_first_and_what_came_back_never(
    bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
) -> None:
    ada = await bank.customer(wallet=naira(10_000))
    once = await paid(payments, an_order(ada, naira(700), to="08031110001"))
    first = await paid(payments, an_order(ada, naira(500), to="08031110002"))
    again = await paid(payments, an_order(ada, naira(500), to="08031110002"))
    vendor.will_answer(Rejected("no"))
    await paid(payments, an_order(ada, naira(900), to="08031110003"))

    offered = await payments.likely(ada.id, limit=5, now=clock.later(days=1))

    assert [each.id for each in offered] == [max(first.id, again.id), once.id]
    assert offered[0].order.recipient.reference == "08031110002"
    assert await payments.likely("somebody else", limit=5, now=clock()) == ()
