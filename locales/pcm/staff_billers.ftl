staff-usage-billers =
    /billers [page]
    Like this: /billers 2
staff-about-billers = How each biller dey do
staff-usage-biller =
    /biller off NAME "reason" [until HH:MM], on NAME, sync NAME, weight NAME vendor=share …, min or max NAME amount
    Like this: /biller off ikeja-electric "vendor upgrade" until 18:00
staff-about-biller = Comot biller from market, or change am
staff-billers-row = { $light } <b>{ $name }</b> <code>{ $id }</code> { $vendors }
staff-billers-vendor = { $vendor } { $success } p95 { $p95 } of { $calls }{ $held ->
    [yes] { " " }(we hold am)
   *[no] { "" }
}
staff-billers-idle = { $vendor } –
staff-billers-out = — nobody dey deliver, we dey try am again
staff-billers-off = — we no dey sell am: { $reason }
staff-billers-off-until = — we no dey sell am until { $until }: { $reason }
staff-biller-pause = <b>We go stop to sell { $biller }.</b>
staff-biller-until = Until { $until }, then e go start again by itself.
staff-biller-until-resumed = Until person start am again.
staff-biller-waiting = { $count ->
    [0] Nothing wey dem schedule for today go wait.
    [one] { $count } payment wey dem schedule for today go wait.
   *[other] { $count } payments wey dem schedule for today go wait.
}
staff-biller-accepted = Wetin people don pay for go continue. Customers wey ask, we go tell them when e come back.
staff-biller-resume = <b>We go sell { $biller } again</b>, and tell who dey wait.
staff-biller-sync = We go read the vendors' lists of <b>{ $biller }</b> again within ten minutes. Wetin you hide or name go stay.
staff-biller-bounds = <b>{ $biller }</b> one time: { $least } to { $most } → { $new_least } to { $new_most }
staff-biller-shares = <b>{ $biller }</b> we share am: { $before } → { $after }
staff-biller-done = ✅ E don do:
staff-button-billers = Billers
