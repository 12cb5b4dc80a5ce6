"""How each rule about withdrawals is broken, and the withdrawals that it is broken on."""

from __future__ import annotations

from dataclasses import replace

from domain.customers import Customer
from domain.money import naira
from domain.payouts import NotPaidOut, PaidBack, PaidOut, PayoutOutcome, PayoutUnknown
from domain.withdrawing import Withdrawals
from storage.database import Database
from tests.builders import RULES, Clock
from tests.storage.payouts import FakePayouts, accepted

_NEW_ENTRY = (
    "INSERT INTO journal_entries (key, kind, subject_id, posted_at)"
    " VALUES ('{0}:{{{1}}}', '{0}', '{{{1}}}', '2026-11-18')"
)
_FORGET = "DELETE FROM journal_entries WHERE key = '{}:{{{}}}'"
WITHDRAWAL_BREAKAGES = {
    "a withdrawal was never held": _FORGET.format("hold", "w_open"),
    "an open withdrawal is looked at by nobody": (
        "UPDATE withdrawals SET look_at = NULL WHERE id = '{w_open}'"
    ),
    "an open withdrawal was released": _NEW_ENTRY.format("release", "w_open"),
    "an open withdrawal was paid out": _NEW_ENTRY.format("withdrawal", "w_open"),
    "a withdrawal given back was not released": _FORGET.format("release", "w_released"),
    "a withdrawal given back was paid out": _NEW_ENTRY.format("withdrawal", "w_released"),
    "a paid withdrawal has no payout": _FORGET.format("withdrawal", "w_paid"),
    "a paid withdrawal was released": _NEW_ENTRY.format("release", "w_paid"),
    "a paid withdrawal was refunded": _NEW_ENTRY.format("withdrawal-refund", "w_paid"),
    "a refunded withdrawal has no refund": _FORGET.format("withdrawal-refund", "w_refunded"),
    "a payout belongs to no withdrawal": _NEW_ENTRY.format("withdrawal", "intent"),
    "a withdrawal paid out another amount than it held": (
        "UPDATE withdrawals SET amount = amount + 1 WHERE id = '{w_paid}'"
    ),
}


async def withdrawals_of_a_day(database: Database, customer: Customer) -> dict[str, str]:
    """Let one withdrawal end in each way, and return their names."""
    answers: list[PayoutOutcome] = [PaidOut(), NotPaidOut("failed"), PaidOut(), PayoutUnknown("ReadTimeout")]
    clock, payouts = Clock(), FakePayouts(answers=answers, words=[PaidBack()])
    withdrawals = Withdrawals(database, payouts, RULES, clock, is_on=True)
    ids = {}
    for end in ("refunded", "released", "paid", "open"):
        one = await accepted(withdrawals, replace(customer, name="Ada Obi"), naira(100), clock)
        await withdrawals.advance(one.id)
        ids[f"w_{end}"] = one.id
    await withdrawals.advance(ids["w_refunded"])
    return ids
