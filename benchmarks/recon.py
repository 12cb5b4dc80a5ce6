"""Breaks planted in a vendor's statement: all of them must be found, and nothing else."""

from __future__ import annotations

import asyncio
import csv
import io
import random
import time
from dataclasses import replace
from datetime import timedelta

from benchmarks.bank import RULES, Bank, PromptVendor, clock, open_bank
from benchmarks.databases import new_database
from benchmarks.figures import Figures, note
from domain.company_statements import Side, read_statement
from domain.money import Money, naira
from domain.paying import Payments
from domain.payments import Payment, PaymentStatus
from domain.reconciliation import BreakKind
from domain.reconciling import Reconciliations
from domain.vendors import Rejected, VendorGateway, VendOutcome, VendRequest
from storage.checks import problems
from tests.data_servers import start_postgres

_PAYMENTS = 5_000
_OF_EACH_KIND = 60
_AT_ONCE = 32
_CUSTOMERS = 64
_BALANCE = naira(4_900_000)
_REFUSED = 7  # of a number of naira that this divides, nothing is delivered

Planted = dict[str, BreakKind]


class PickyVendor(PromptVendor):
    """A vendor that refuses some orders."""

    async def vend(self, request: VendRequest) -> VendOutcome:
        """Deliver, or not, by the amount."""
        if request.amount.kobo // 100 % _REFUSED == 0:
            return Rejected("biller-refused")
        return await super().vend(request)


def breaks(figures: Figures, wanted: frozenset[str]) -> None:
    """Pay, plant breaks in what the vendor says of it, and count what is found."""
    with start_postgres(durable=False) as server:
        asyncio.run(_breaks(figures, new_database(server, "recon")))


async def _breaks(figures: Figures, url: str) -> None:
    async with open_bank(url) as bank:
        vendor: VendorGateway = PickyVendor()
        picky = replace(bank, payments=Payments(bank.database, {vendor.name: vendor}, RULES, clock))
        paid = await _pay(picky)
        text, planted = _statement(paid)
        began = time.perf_counter()
        statements = await asyncio.to_thread(read_statement, "vtpass", Side.VENDOR, text)
        reconciliations = Reconciliations(bank.database, timedelta())
        days = await reconciliations.take_in(statements, "bench", now=clock())
        seconds = time.perf_counter() - began
        listed = await reconciliations.open_breaks(limit=_PAYMENTS)
        found = {each.reference: each.kind for each in listed}
        if wrong := await problems(bank.database):
            raise AssertionError(f"the books are wrong: {wrong}")
    right = sum(found.get(reference) is kind for reference, kind in planted.items())
    invented = sum(planted.get(reference) is not kind for reference, kind in found.items())
    note(f"{sum(day.matched for day in days):,} of {sum(day.lines for day in days):,} lines agree")
    figures.add(
        "recon.breaks",
        planted=len(planted),
        found=right,
        invented=invented,
        transactions=len(paid),
        seconds=round(seconds, 2),
    )


async def _pay(bank: Bank) -> list[Payment]:
    customers = await bank.customers(range(1, _CUSTOMERS + 1), balance=_BALANCE)
    numbers = iter(range(_PAYMENTS))
    paid: list[Payment] = []

    async def pay() -> None:
        for number in numbers:
            customer_id = customers[number % _CUSTOMERS]
            accepted = await bank.accept(customer_id, naira(50 + number % 400), line=number)
            await bank.payments.take_on(accepted)
            paid.append(await bank.payments.get(customer_id, accepted.id))

    await asyncio.gather(*(pay() for _ in range(_AT_ONCE)))
    return paid


def _statement(paid: list[Payment]) -> tuple[str, Planted]:
    """Return what the vendor says of all that, and where it lies."""
    chance = random.Random(7)
    delivered = [each for each in paid if each.status is PaymentStatus.DELIVERED]
    refused = [each for each in paid if each.status is PaymentStatus.RELEASED]
    chance.shuffle(delivered)
    planted: Planted = {}
    kept = io.StringIO()
    table = csv.writer(kept)
    table.writerow(["request_id", "transactionId", "total_amount", "status", "transaction_date"])
    ids = iter(range(1, 10 * len(paid)))

    def say(reference: str, amount: Money, status: str = "delivered") -> None:
        naira_, kobo = divmod(amount.kobo, 100)
        table.writerow([reference, next(ids), f"{naira_}.{kobo:02}", status, clock().isoformat()])

    for number, payment in enumerate(delivered):
        reference, cost = _request(payment), payment.cost or Money(0)
        match number // _OF_EACH_KIND:
            case 0:  # said to have failed, or not said at all
                planted[reference] = BreakKind.OURS_ALONE
                if number % 2:
                    say(reference, cost, "reversed")
            case 1:
                planted[reference] = BreakKind.AMOUNT
                say(reference, cost + Money(chance.choice((-100, -1, 1, 250))))
            case 2:
                planted[reference] = BreakKind.TWICE
                say(reference, cost)
                say(reference, cost)
            case _:
                say(reference, cost)
    for number, payment in enumerate(refused):
        if number < _OF_EACH_KIND:
            planted[_request(payment)] = BreakKind.GIVEN_BACK
        say(_request(payment), payment.quote.amount, "delivered" if number < _OF_EACH_KIND else "failed")
    for number in range(_OF_EACH_KIND):
        reference = f"{clock():%Y%m%d%H%M}unknown{number}"
        planted[reference] = BreakKind.THEIRS_ALONE
        say(reference, naira(100 + number))
    return kept.getvalue(), planted


def _request(payment: Payment) -> str:
    if payment.attempt is None:
        raise AssertionError(f"payment {payment.id} was never sent")
    return payment.attempt.request_id
