status-page-title = How Vision dey
status-page-well = Everything dey work.
status-page-not-well = { $n ->
    [one] 1 company no dey okay. Every other thing dey work.
   *[other] { $n } companies no dey okay. Every other thing dey work.
}
status-page-at = As e be { $at }, Lagos time. This page dey check again every minute.
status-page-up = E dey work
status-page-slow = E slow: result fit take time pass before
status-page-paused = E no dey deliver since { $since }. I no go collect money for am{ $ends ->
    [yes] { " " }until { $until }
   *[no] { " " }until e don finish
}
