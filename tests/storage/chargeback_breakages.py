"""How each rule about chargebacks is broken, by its name. "intent" is the id of a credited top-up."""

from __future__ import annotations

from tests.storage.inflow_breakages import INFLOW_BREAKAGES

_A_CHARGEBACK = (
    "INSERT INTO chargebacks"
    " (id, processor, kind, status, subject_id, customer_id, amount, taken, owed, opened_at)"
    " VALUES ('broken', 'paystack', 'dispute', '{}', '{{intent}}', '{{ada}}', 100, 0, {}, '2026-11-18')"
)
CHARGEBACK_BREAKAGES = {
    "an open chargeback is not set aside, or over already": _A_CHARGEBACK.format("open", 100),
    "a lost chargeback did not reach the processor's account": _A_CHARGEBACK.format("lost", 0),
    "a chargeback that was won is not given back": _A_CHARGEBACK.format("won", 100),
    "what is taken back of a top-up differs from its chargebacks": (
        "UPDATE top_ups SET taken_back = 1 WHERE id = '{intent}'"
    ),
    "what is taken back of an inflow differs from its chargebacks": INFLOW_BREAKAGES[
        "a credited inflow is not in the wallet of its customer"
    ]
    .replace("questions)", "questions, taken_back)")
    .replace("'', 0)", "'', 0, 1)"),
    "what a customer owes differs from the receivable's postings": (
        "UPDATE customer_accounts SET owes = 1 WHERE customer_id = '{ada}'"
    ),
    "the customer receivable is posted to by another event": (
        "UPDATE postings SET account = 'customer-receivable'"
        " WHERE entry_key = 'settle:{delivered}' AND account LIKE 'float%'"
    ),
    "a debt was taken of what did not come in": (
        "UPDATE journal_entries SET kind = 'recovery' WHERE key = 'hold:{open}'"
    ),
}
