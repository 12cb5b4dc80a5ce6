case-opened = ⚠️ <b>Case: { $case }</b>
    <code>{ $subject }</code>
case-deadline-near = the deadline is near and nobody knows
case-unresolved-at-deadline = no answer at the deadline
case-late-delivery = delivered after the money went back
case-contradiction = the vendor contradicts itself
case-cost-unknown = the vendor did not say its price
case-token-missing = the token is missing
case-clawback-short = cashback could not be taken back
case-amount-mismatch = another amount came in
case-above-maximum-balance = more than the wallet may hold
case-unknown-top-up = money came in and nobody knows whose
case-unknown-account = money came in on a number that is nobody's
case-paid-twice = a checkout was paid twice
update-put-aside = ⚠️ A message from Telegram could not be understood and was put aside (update { $update }). Somebody who can program should look at the log.
staff-ticket = 🎫 <b>Ticket P-{ NUMBER($number, useGrouping: 0) }</b>
staff-ticket-about = { $kind } · answer by { $by } · payment <code>{ $payment }</code>
staff-ticket-evidence = • { $line }
