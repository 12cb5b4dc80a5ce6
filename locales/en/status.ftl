status-all-well = ✅ Everything works.
status-rest = ✅ Everything else works.
status-paused = 🔴 <b>{ $biller }</b> is not delivering, since { $since }. I take no money for it{ $ends ->
    [yes] { " " }until { $until }
   *[no] { " " }until it is over
}.
status-slow = 🟡 <b>{ $biller }</b> is slow. A result may take longer than usual.
status-works = 🟢 <b>{ $biller }</b> is sold again.
status-said = { $at }: “{ $text }”
status-more = { $n ->
    [one] And 1 more.
   *[other] And { $n } more.
}
status-again = Look again
