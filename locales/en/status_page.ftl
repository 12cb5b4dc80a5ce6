status-page-title = Vision status
status-page-well = Everything works.
status-page-not-well = { $n ->
    [one] 1 company is not well. Everything else works.
   *[other] { $n } companies are not well. Everything else works.
}
status-page-at = As of { $at }, Lagos time. This page asks again every minute.
status-page-up = Works
status-page-slow = Slow: a result may take longer than usual
status-page-paused = Not delivering since { $since }. I take no money for it{ $ends ->
    [yes] { " " }until { $until }
   *[no] { " " }until it is over
}
