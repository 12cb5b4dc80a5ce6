staff-usage-billers =
    /billers [page]
    For example: /billers 2
staff-about-billers = How each biller does
staff-usage-biller =
    /biller off NAME "reason" [until HH:MM], on NAME, sync NAME, weight NAME vendor=share …, min or max NAME amount
    For example: /biller off ikeja-electric "vendor upgrade" until 18:00
staff-about-biller = Take a biller off sale, or change it
staff-billers-row = { $light } <b>{ $name }</b> <code>{ $id }</code> { $vendors }
staff-billers-vendor = { $vendor } { $success } p95 { $p95 } of { $calls }{ $held ->
    [yes] { " " }(held back)
   *[no] { "" }
}
staff-billers-idle = { $vendor } –
staff-billers-out = — nobody delivers, tried again by itself
staff-billers-off = — off sale: { $reason }
staff-billers-off-until = — off sale until { $until }: { $reason }
staff-biller-pause = <b>{ $biller } is taken off sale.</b>
staff-biller-until = Until { $until }, then it is sold again by itself.
staff-biller-until-resumed = Until somebody sells it again.
staff-biller-waiting = { $count ->
    [0] Nothing that is scheduled today will wait.
    [one] { $count } payment that is scheduled today will wait.
   *[other] { $count } payments that are scheduled today will wait.
}
staff-biller-accepted = What was paid for already goes on. Customers who ask are told when it is back.
staff-biller-resume = <b>{ $biller } is sold again</b>, and who waits for it is told.
staff-biller-sync = The vendors' lists of <b>{ $biller }</b> are read again within ten minutes. What you hid or named stays so.
staff-biller-bounds = <b>{ $biller }</b> at once: { $least } to { $most } → { $new_least } to { $new_most }
staff-biller-shares = <b>{ $biller }</b> is shared out: { $before } → { $after }
staff-biller-done = ✅ Done:
staff-button-billers = Billers
