"""What is bought where airtime is not enough: light, and things that are a code."""

from __future__ import annotations

from collections.abc import Callable

from domain.customers import Customer
from domain.money import Money, naira
from domain.price_lists import ListedPlan
from domain.quotes import Order, PlanChoice, Recipient
from domain.vendors import Category, MeterKind
from storage.database import Database
from tests.builders import NOON, a_light_order, new_id

METER = "45012345678"
# biller: what is on its list, what the vendors call it
ON_SALE = {
    "waec": ListedPlan("result", "Result checker", naira(900), {"vtpass": "waecdirect"}, 0),
    "waec-registration": ListedPlan("entry", "Registration", naira(9_450), {"vtpass": "waec-registraion"}, 0),
    "jamb": ListedPlan("utme", "UTME", naira(7_700), {"vtpass": "utme-mock"}, 0),
    "showmax": ListedPlan("full", "Full", naira(8_400), {"vtpass": "full"}, 0),
    "spectranet": ListedPlan("card", "Card", naira(1_000), {"vtpass": "vt-1000"}, 0),
    "dstv": ListedPlan("padi", "DStv Padi", naira(4_400), {"vtpass": "dstv-padi", "flutterwave": "CB140"}, 0),
}
_CATEGORIES = {"dstv": Category.TV, "showmax": Category.TV, "spectranet": Category.INTERNET}
_VOUCHERS = ("waec", "waec-registration", "jamb", "showmax", "spectranet")


async def list_plans(database: Database) -> None:
    """Put the plans on sale."""
    async with database.begin() as books:
        await books.billers.add_missing()
        for biller_id, plan in ON_SALE.items():
            await books.plans.save(biller_id, [plan], asked_at=NOON)


def light(customer: Customer) -> Order:
    """Return an order of ₦5,000 of light for a prepaid meter."""
    return a_light_order(customer, meter=METER)


def postpaid_light(customer: Customer) -> Order:
    """Return an order of ₦5,000 of light for a postpaid account."""
    return a_light_order(customer, meter=METER, kind=MeterKind.POSTPAID)


def from_the_list_of(biller_id: str, reference: str = "1212121212") -> Callable[[Customer], Order]:
    """Return how to order what a biller has on its list."""
    plan = ON_SALE[biller_id]

    def order(customer: Customer) -> Order:
        return Order(
            id=new_id(),
            customer_id=customer.id,
            biller_id=biller_id,
            category=_CATEGORIES.get(biller_id, Category.EDUCATION),
            recipient=Recipient(reference, customer.phone),
            amount=price_at(biller_id),
            plan=PlanChoice(plan.id, plan.name, gives_voucher=biller_id in _VOUCHERS),
        )

    return order


def price_at(biller_id: str) -> Money:
    """Return what it costs the customer, without our fee."""
    amount = ON_SALE[biller_id].amount
    assert amount is not None
    return amount
