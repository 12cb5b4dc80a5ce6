"""How each rule about inflows in `storage.checks` is broken, by its name, as `test_checks` has it."""

_INFLOW = (
    "INSERT INTO inflows (id, processor, transaction_id, status, place, heard_at, customer_id, amount, fee,"
    " stamp_duty, sender_bank, questions)"
    " VALUES ('paystack-1', 'paystack', '1', '{{status}}', 'p', '2026-11-18', '{ada}', 500, 0, 0, '', 0)"
)

INFLOW_BREAKAGES = {
    "a credited inflow is not in the wallet of its customer": _INFLOW.replace("{{status}}", "credited"),
    "an inflow that is not credited is in a wallet": (
        "UPDATE journal_entries SET kind = 'inflow' WHERE subject_id = '{intent}'"
    ),
    "an inflow was taken in twice": (
        "UPDATE journal_entries SET kind = 'inflow', subject_id = '{intent}'"
        " WHERE subject_id IN ('{intent}', '{released}')"
    ),
}
