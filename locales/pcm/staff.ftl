case-opened = ⚠️ <b>Case: { $case }</b>
    <code>{ $subject }</code>
case-deadline-near = deadline don near, nobody know wetin happen
case-unresolved-at-deadline = deadline reach, answer never come
case-late-delivery = e enter after the money don go back
case-contradiction = vendor dey contradict himself
case-cost-unknown = vendor no talk the price
case-token-missing = token no dey
case-clawback-short = cashback no fit come back complete
case-amount-mismatch = na different amount enter
case-above-maximum-balance = e pass wetin wallet fit hold
case-unknown-top-up = money enter, nobody know who get am
case-unknown-account = money enter for account number wey nobody get
case-paid-twice = dem pay one checkout two times
update-put-aside = ⚠️ One message from Telegram no gree understand, so we put am one side (update { $update }). Person wey sabi program make e look the log.
staff-ticket = 🎫 <b>Ticket P-{ NUMBER($number, useGrouping: 0) }</b>
staff-ticket-about = { $kind } · answer before { $by } · payment <code>{ $payment }</code>
staff-ticket-evidence = • { $line }
