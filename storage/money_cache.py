"""What the committer remembers of customers it has just written, so that it need not read them again.

Memory is never trusted: every row has a version, a write names the version that it was decided on, and
a write that finds another one is thrown away and decided again on rows that are read and locked.
Payments live here only while they may still move.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from domain.limits import CustomerAccounts
from domain.payments import OVER, Payment
from storage.money_books import Batch, Loaded, Wanted

CUSTOMERS_MAXIMUM = 20_000


@dataclass(slots=True)
class _Known:
    accounts: CustomerAccounts
    version: int
    payments: dict[str, tuple[Payment, int]] = field(default_factory=dict)
    all_open_ones: bool = False  # whether `payments` has every payment that holds money


@dataclass
class MoneyCache:
    """The customers that were busy lately."""

    _known: OrderedDict[str, _Known] = field(default_factory=OrderedDict)

    def recall(self, wanted: Wanted, loaded: Loaded) -> Wanted:
        """Put what is remembered into `loaded`, and return what has to be read."""
        unknown_customers, unknown_payers = [], []
        for customer_id in wanted.customer_ids:
            known = self._known.get(customer_id)
            if known is None:
                unknown_customers.append(customer_id)
                continue
            self._known.move_to_end(customer_id)
            loaded.add_accounts(known.accounts, known.version)
            for payment, version in known.payments.values():
                loaded.add_payment(payment, version)
        for customer_id in wanted.open_payments_of:
            known = self._known.get(customer_id)
            if known is None or not known.all_open_ones:
                unknown_payers.append(customer_id)
        return Wanted(
            customer_ids=unknown_customers,
            # An order that is new should not be there; should it be, adding it says so.
            payment_ids=[id_ for id_ in wanted.payment_ids if id_ not in loaded.payments],
            new_payment_ids=wanted.new_payment_ids,
            open_payments_of=unknown_payers,
            records=wanted.records,
            entry_keys=wanted.entry_keys,
            budgets=wanted.budgets,
        )

    def remember(self, wanted: Wanted, batch: Batch) -> None:
        """Keep what a batch has come to, once it is committed."""
        loaded = batch.loaded
        for customer_id, accounts in loaded.accounts.items():
            changed = batch.accounts.get(customer_id)
            version = loaded.versions[customer_id] + (changed is not None)
            known = self._known.get(customer_id)
            if known is None:
                known = self._known[customer_id] = _Known(accounts, version)
            known.accounts, known.version = changed or accounts, version
        for customer_id in wanted.open_payments_of:
            self._known[customer_id].all_open_ones = True
        for payment_id, payment in (loaded.payments | batch.payments).items():
            known = self._known.get(payment.customer_id)
            if known is None:
                continue
            if payment.status in OVER:
                known.payments.pop(payment_id, None)
                continue
            version = loaded.versions.get(payment_id, -1) + (payment_id in batch.payments)
            known.payments[payment_id] = (payment, version)
        while len(self._known) > CUSTOMERS_MAXIMUM:
            self._known.popitem(last=False)

    def forget(self, wanted: Wanted) -> None:
        """Forget customers whose rows are not as remembered."""
        for customer_id in wanted.customer_ids:
            self._known.pop(customer_id, None)
