case-opened = ⚠️ <b>Case: { $case }</b>
    <code>{ $subject }</code>
case-deadline-near = deadline don near, nobody know wetin happen
case-unresolved-at-deadline = deadline reach, answer never come
case-late-delivery = e enter after the money don go back
case-contradiction = vendor dey contradict himself
case-cost-unknown = vendor no talk the price
case-token-missing = token no dey
case-clawback-short = cashback no fit come back complete
case-referral-review = the bill of who dem bring be like the own of who bring am
case-amount-mismatch = na different amount enter
case-above-maximum-balance = e pass wetin wallet fit hold
case-risk-review = one order wey no dey usual, e dey wait you
case-risk-appeal = order wey we refuse, the customer say make una check am again
case-recall-refused = dem no give transfer back
case-unknown-sender = person get money from who im no know
case-unknown-top-up = money enter, nobody know who get am
case-unknown-account = money enter for account number wey nobody get
case-withdrawal-approval = big withdrawal wey dey wait for second person
case-late-payout = money wey reach bank after we don return am
case-payout-needs-code = transfer wey dey wait for code wey the processor send you
case-bank-name-mismatch = bank account wey no carry the customer name
case-chargeback = processor dey take money wey person add back, or e fit take am
case-chargeback-short = dem dey take money wey person add back, and e don spend am
case-chargeback-unclear = one chargeback dey wait for us, or e dey talk two things
case-chargeback-unknown = chargeback of money wey no dey our books
case-freeze-appeal = customer wan make person look freeze
case-address-proof = customer send paper wey show where e dey live
case-money-in-frozen = money enter for wallet wey we freeze finish
case-processor-event = processor talk something wey person need look
case-paid-twice = dem pay one checkout two times
update-put-aside = ⚠️ One message from Telegram no gree understand, so we put am one side (update { $update }). Person wey sabi program make e look the log.
staff-ticket = 🎫 <b>Ticket P-{ NUMBER($number, useGrouping: 0) }</b>
staff-ticket-about = { $kind } · answer before { $by } · payment <code>{ $payment }</code>
staff-ticket-evidence = • { $line }
staff-request-title = <b>{ $number }</b> · { staff-act } · <code>{ $subject }</code>
staff-act = { $act ->
    [refund] refund
    [credit] credit
    [debit] debit
    [freeze] freeze
    [unfreeze] unfreeze
    [give-role] give role
   *[take-role] take role
}
staff-amount = Amount: { $amount }
staff-wallet-change = Wallet: { $before } → { $after }
staff-change = { $before } → { $after }
staff-state-none = nothing
staff-state-open = open
staff-state-frozen-out = money no fit comot
staff-state-frozen-all = money no fit enter or comot
staff-state-owner = owner
staff-state-finance = finance
staff-state-operations = operations
staff-state-support = support
staff-state-auditor = auditor
staff-reason = Why: { $reason }
staff-request-by = { $maker } ask for am, e open reach { $until }
staff-button-approve = Approve
staff-button-reject = Reject
staff-no-requests = Nothing dey wait for second person.
staff-request-created = ✍️ { $number } don dey. E need second person, no be you, before { $until }. Nothing don move.
staff-done = ✅ { $number } don finish: { staff-act } <code>{ $subject }</code>
staff-rejected = ✖️ { $number } no pass: { $reason }. Nothing don move.
staff-audit-id = <i>Audit A-{ NUMBER($n, useGrouping: 0) }</i>
wallet-corrected = { $way ->
    [out] We comot { $amount } from your wallet, to correct mistake.
   *[in] We put { $amount } inside your wallet.
} If you get question, give our support this reference: <code>{ $reference }</code>
