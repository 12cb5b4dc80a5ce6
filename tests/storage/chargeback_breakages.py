"""How each rule about chargebacks is broken, by its name. "intent" is the id of a credited top-up."""

from __future__ import annotations

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
}
