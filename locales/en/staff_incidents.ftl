staff-usage-incidents =
    /incidents [number]
    For example: /incidents INC-7
staff-about-incidents = What went wrong, with a report to be finished
staff-usage-incident =
    /incident open|update|close BILLER what customers are told
    For example: /incident open ikeja-electric Their system is down. We watch every payment.
staff-about-incident = Pause a biller and tell whom it touches
staff-incident-open = <b>Open an incident of { $biller }.</b> It is off sale until the incident is closed.
staff-incident-update = <b>Say how it is going with { $biller }.</b>
staff-incident-close = <b>Close the incident of { $biller }.</b> It is sold again, and who waits for it is told.
staff-incident-word = “{ $text }”
staff-incident-touched = { $count ->
    [0] It touches no payment so far.
    [one] { $count } customer with an open payment is told so.
   *[other] { $count } customers with open payments are told so.
}
staff-incident-done = ✅ { $number } is { $state ->
    [open] open
   *[closed] closed
}.
staff-incident-row = { $state ->
    [open] 🔴
   *[closed] ✅
} <b>{ $number }</b> <code>{ $biller }</code> { $at }: { $text }
staff-incident-none = There was none.
staff-incident-title = { $state ->
    [open] 🔴
   *[closed] ✅
} <b>{ $number }</b> <code>{ $biller }</code> · { $count ->
    [one] { $count } customer
   *[other] { $count } customers
}
staff-incident-said = • { $at } { $by }: { $text }
staff-incident-report =
    # { $number }: { $biller }

    Lasted { $lasted }, touched { $count } customers.

    ## What happened

    { $timeline }

    ## Why

    ## What went well, what did not

    ## What we change, who does it, until when
incident-told = ⚠️ <b>{ $biller }</b>: { $text }
incident-over = ✅ <b>{ $biller }</b>: { $text }
