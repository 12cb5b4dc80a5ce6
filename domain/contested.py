"""What a chargeback is about: money that came in by a payment page, or on a personal account number."""

from __future__ import annotations

from dataclasses import replace

from domain.crediting import incoming_key
from domain.inflows import Inflow, InflowStatus
from domain.money import ZERO, Money
from domain.money_books import MoneyBooks
from domain.processors import FundingContested
from domain.top_ups import TopUp, TopUpStatus, transaction_name

Funding = TopUp | Inflow

_CAME_IN = (TopUpStatus.CREDITED, TopUpStatus.IN_REVIEW, InflowStatus.CREDITED, InflowStatus.IN_REVIEW)


def came_in(books: MoneyBooks, funding: Funding, processor: str) -> bool:
    """Return whether that processor's money for it is in our books."""
    if funding.status not in _CAME_IN:
        return False
    if isinstance(funding, TopUp):
        return processor in funding.processors
    # Foreign money is in review, and nowhere in the books.
    return books.has_entry(incoming_key(processor, funding.transaction_id))


def was_credited(funding: Funding, processor: str, event: FundingContested) -> bool:
    """Return whether it is about what went into the wallet, and not about what waits in suspense."""
    if isinstance(funding, Inflow):
        return funding.status is InflowStatus.CREDITED
    if funding.status is not TopUpStatus.CREDITED:
        return False
    by, transaction_id = funding.credited_by, event.transaction_id
    if by is None:  # credited before that was kept
        return funding.processor == processor
    if transaction_id is None:
        return by.startswith(transaction_name(processor, ""))
    return by == transaction_name(processor, transaction_id)


def left(funding: Funding) -> Money:
    """Return what of it came in for the customer and was not taken back yet."""
    total = funding.credited if isinstance(funding, Inflow) else funding.amount
    return max(ZERO, total - funding.taken_back)


def in_suspense(funding: Funding, amount: Money) -> Money:
    """Return how much of that amount lies in suspense, of a funding that was not credited."""
    return min(amount, left(funding)) if isinstance(funding, Inflow) else amount


def take_back(books: MoneyBooks, funding: Funding, amount: Money) -> Funding:
    """Count what is taken back of it (or given back, if negative), and return it as it is then."""
    changed = replace(funding, taken_back=funding.taken_back + amount)
    books.save_record(changed)
    return changed
