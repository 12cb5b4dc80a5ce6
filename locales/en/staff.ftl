case-opened = ⚠️ <b>Case: { $case }</b>
    <code>{ $subject }</code>
case-deadline-near = the deadline is near and nobody knows
case-unresolved-at-deadline = no answer at the deadline
case-late-delivery = delivered after the money went back
case-contradiction = the vendor contradicts itself
case-cost-unknown = the vendor did not say its price
case-token-missing = the token is missing
case-clawback-short = cashback could not be taken back
case-referral-review = the bill of an invited friend looks like the inviting one's own
case-amount-mismatch = another amount came in
case-above-maximum-balance = more than the wallet may hold
case-risk-review = an unusual order that waits for you
case-risk-appeal = a refused order that its customer asks you to look at again
case-recall-refused = a transfer was not given back
case-unknown-sender = money came from somebody unknown to who got it
case-unknown-top-up = money came in and nobody knows whose
case-unknown-account = money came in on a number that is nobody's
case-withdrawal-approval = a large withdrawal that waits for a second person
case-late-payout = money at a bank that was given back before
case-payout-needs-code = a transfer that waits for a code which the processor sent to you
case-bank-name-mismatch = bank accounts in other names than the customer's
case-chargeback = a processor takes added money back, or may
case-chargeback-short = added money is taken back, and it was spent
case-chargeback-unclear = a chargeback waits for us, or contradicts itself
case-chargeback-unknown = a chargeback of money that is not in our books
case-freeze-appeal = a customer asks to look at a freeze
case-address-proof = a customer handed in a proof of her address
case-money-in-frozen = money came in for a wallet that we froze altogether
case-processor-event = a processor tells of something that a person has to make out
case-paid-twice = a checkout was paid twice
update-put-aside = ⚠️ A message from Telegram could not be understood and was put aside (update { $update }). Somebody who can program should look at the log.
staff-ticket = 🎫 <b>Ticket P-{ NUMBER($number, useGrouping: 0) }</b>
staff-ticket-about = { $kind } · answer by { $by } · payment <code>{ $payment }</code>
staff-ticket-evidence = • { $line }
staff-request-title = <b>{ $number }</b> · { staff-act } · <code>{ $subject }</code>
staff-act = { $act ->
    [refund] refund
    [credit] credit
    [debit] debit
    [freeze] freeze
    [unfreeze] unfreeze
    [give-role] give a role
   *[take-role] take a role
}
staff-amount = Amount: { $amount }
staff-wallet-change = Wallet: { $before } → { $after }
staff-change = { $before } → { $after }
staff-state-none = nothing
staff-state-open = open
staff-state-frozen-out = no money out
staff-state-frozen-all = no money in or out
staff-state-owner = owner
staff-state-finance = finance
staff-state-operations = operations
staff-state-support = support
staff-state-auditor = auditor
staff-reason = Reason: { $reason }
staff-request-by = Asked by { $maker }, open until { $until }
staff-button-approve = Approve
staff-button-reject = Reject
staff-no-requests = Nothing waits for a second person.
staff-request-created = ✍️ { $number } created. It needs a second person, not you, by { $until }. Nothing has moved.
staff-done = ✅ { $number } done: { staff-act } <code>{ $subject }</code>
staff-rejected = ✖️ { $number } rejected: { $reason }. Nothing has moved.
staff-audit-id = <i>Audit A-{ NUMBER($n, useGrouping: 0) }</i>
wallet-corrected = { $way ->
    [out] We took { $amount } out of your wallet, to correct a mistake.
   *[in] We put { $amount } into your wallet.
} If you have a question, tell our support this reference: <code>{ $reference }</code>
