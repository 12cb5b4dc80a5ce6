status-all-well = ✅ Everything dey work.
status-rest = ✅ Every other thing dey work.
status-paused = 🔴 <b>{ $biller }</b> no dey deliver since { $since }. I no go collect money for am{ $ends ->
    [yes] { " " }until { $until }
   *[no] { " " }until e don finish
}.
status-slow = 🟡 <b>{ $biller }</b> dey slow. Result fit take time pass before.
status-works = 🟢 <b>{ $biller }</b> don come back.
status-said = { $at }: “{ $text }”
status-more = { $n ->
    [one] And 1 more.
   *[other] And { $n } more.
}
status-again = Check again
