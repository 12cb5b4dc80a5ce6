staff-usage-incidents =
    /incidents [number]
    Like this: /incidents INC-7
staff-about-incidents = Wetin spoil, with report wey person go finish
staff-usage-incident =
    /incident open|update|close BILLER wetin customers go hear
    Like this: /incident open ikeja-electric Their system is down. We watch every payment.
staff-about-incident = Stop one biller and tell who e touch
staff-incident-open = <b>Open incident for { $biller }.</b> We no go sell am until we close the incident.
staff-incident-update = <b>Talk how e dey go with { $biller }.</b>
staff-incident-close = <b>Close the incident of { $biller }.</b> We go sell am again, and tell who dey wait.
staff-incident-word = “{ $text }”
staff-incident-touched = { $count ->
    [0] E never touch any payment.
    [one] { $count } customer wey get open payment go hear am.
   *[other] { $count } customers wey get open payment go hear am.
}
staff-incident-done = ✅ { $number } don { $state ->
    [open] open
   *[closed] close
}.
staff-incident-row = { $state ->
    [open] 🔴
   *[closed] ✅
} <b>{ $number }</b> <code>{ $biller }</code> { $at }: { $text }
staff-incident-none = Nothing dey.
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

    E last { $lasted }, e touch { $count } customers.

    ## Wetin happen

    { $timeline }

    ## Why

    ## Wetin go well, wetin no go well

    ## Wetin we go change, who go do am, when
incident-told = ⚠️ <b>{ $biller }</b>: { $text }
incident-over = ✅ <b>{ $biller }</b>: { $text }
