"""What is known around many orders, in one question for each table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.limits import CustomerAccounts
from domain.money import Money
from domain.order_facts import OrderFacts, PaidBefore
from domain.quotes import Order
from storage import payment_rows
from storage.account_rows import accounts_from
from storage.billers import SqlBillers
from storage.keyring import Keyring
from storage.payments import GIVEN_BACK
from storage.plans import SqlPlans
from storage.tables import customer_accounts, payment_states, payments

_ACCOUNTS = select(customer_accounts).where(
    customer_accounts.c.customer_id.in_(bindparam("customer_ids", expanding=True))
)
_PAID = (
    select(*(payments.c[name] for name in ("customer_id", "recipient_index", "amount", "plan", "run_id")))
    .join(payment_states, payment_states.c.payment_id == payments.c.id)
    .where(
        payments.c.recipient_index.in_(bindparam("indexes", expanding=True)),
        payments.c.accepted_at >= bindparam("since"),
        payments.c.customer_id.in_(bindparam("customer_ids", expanding=True)),
        payment_states.c.status.not_in([status.value for status in GIVEN_BACK]),
    )
)


@dataclass(frozen=True)
class SqlOrderFacts:
    """`domain.order_facts.OrderFactStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def of(self, orders: Sequence[Order], *, since: datetime) -> OrderFacts:
        """Return what is known around these orders; of what was paid, only what was since then."""
        if not orders:
            return OrderFacts({}, {}, {}, {})
        billers, plans = SqlBillers(self.connection), SqlPlans(self.connection)
        known = [await billers.get(each) for each in sorted({order.biller_id for order in orders})]
        chosen = {(each.biller_id, each.plan.id) for each in orders if each.plan and each.plan.id}
        listed = [await plans.get(*each) for each in sorted(chosen)]
        return OrderFacts(
            billers={biller.id: biller for biller in known if biller is not None},
            plans={(plan.biller_id, plan.id): plan for plan in listed if plan is not None},
            accounts=await self._accounts(orders),
            paid=await self._paid(orders, since),
        )

    async def _accounts(self, orders: Sequence[Order]) -> dict[str, CustomerAccounts]:
        rows = await self.connection.execute(_ACCOUNTS, {"customer_ids": _payers(orders)})
        return {row["customer_id"]: accounts_from(row) for row in rows.mappings()}

    async def _paid(self, orders: Sequence[Order], since: datetime) -> dict[str, list[PaidBefore]]:
        """Return what was paid as orders of its own; found by whom it was for, so that nothing is opened."""
        asked = {
            payment_rows.recipient_index(self.keyring, each.biller_id, each.recipient.reference): each
            for each in orders
        }
        values = {"indexes": list(asked), "since": since, "customer_ids": _payers(orders)}
        paid: dict[str, list[PaidBefore]] = {}
        for row in (await self.connection.execute(_PAID, values)).mappings():
            earlier = replace(
                asked[row["recipient_index"]],
                customer_id=row["customer_id"],
                amount=Money(row["amount"]),
                plan=payment_rows.plan_from(row["plan"]) if row["plan"] is not None else None,
            )
            paid.setdefault(earlier.customer_id, []).append(PaidBefore(earlier, row["run_id"]))
        return paid


def _payers(orders: Sequence[Order]) -> list[str]:
    return sorted({order.customer_id for order in orders})
