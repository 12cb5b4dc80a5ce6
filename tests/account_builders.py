"""Personal account numbers and transfers to them, with defaults for all that does not matter."""

from __future__ import annotations

import itertools
from dataclasses import replace

from domain.account_processors import Identity, IdentityKind, Transfer
from domain.customers import Customer
from domain.money import ZERO, Money
from domain.personal_accounts import PersonalAccount, PersonalAccounts
from storage.database import Database
from tests.builders import NOON, RULES, new_id
from tests.vendors import FakeAccountGateway

BVN = "22345678901"
_transactions = itertools.count(4_100_000_000)


def an_identity(number: str = BVN, **changes: object) -> Identity:
    """Return what somebody tells of herself, with a bank account."""
    identity = Identity(IdentityKind.BVN, number, "Ada", "Obi", bank_code="058", bank_account="0123456789")
    return replace(identity, **changes)  # type: ignore[arg-type]


async def an_account_of(
    customer: Customer, database: Database, gateway: FakeAccountGateway
) -> PersonalAccount:
    """Return an open account number of a customer."""
    accounts = PersonalAccounts(database, {gateway.name: gateway}, RULES)
    return await accounts.ask(new_id(), customer, gateway.name, an_identity(), now=NOON)


def a_transfer(
    account: PersonalAccount,
    amount: Money,
    *,
    transaction: str | None = None,
    fee: Money = ZERO,
    sender: str = "CHIDI OKAFOR",
    bank: str = "GTBank",
) -> Transfer:
    """Return a processor's word that a transfer came in at noon."""
    assert account.details is not None
    return Transfer(
        transaction_id=transaction or str(next(_transactions)),
        account_number=account.details.number,
        reference=None,
        amount=amount,
        fee=fee,
        currency="NGN",
        sender=sender,
        sender_bank=bank,
        paid_at=NOON,
    )
