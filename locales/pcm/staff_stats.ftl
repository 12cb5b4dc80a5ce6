staff-usage-stats =
    /stats [today|7d|30d|from..to] [billers|hours|chart|csv] [biller]
    Like this: /stats 7d billers mtn
staff-about-stats = How business dey go
staff-stats-title = <b>{ $days }</b> · { $biller ->
    [all] all billers
   *[other] { $biller }
} · for { $at }
staff-stats-sold = { $payments ->
    [one] { $payments } payment
   *[other] { $payments } payments
} · { $volume } · { $success } don reach
staff-stats-undecided = { $count } we still dey check{ $count ->
    [0] { "" }
   *[other] { " " }(oldest { $oldest })
}
staff-stats-returned = { $count } we give back{ $count ->
    [0] { "" }
   *[other] { " " }({ $amount }, median { $after })
}
staff-stats-left = { $new } new people · cashback { $cashback } · margin { $margin }
staff-stats-row = • <b>{ $name }</b> { $payments } · { $volume } · { $success } · margin { $margin }
staff-stats-chart = { $payments } payments, by volume
staff-button-by-biller = By biller
staff-button-by-hour = By hour
staff-button-chart = Chart
staff-button-csv = CSV
staff-usage-digest =
    /digest HH:MM or off
    Like this: /digest 8:00
staff-about-digest = When we go tell you how the day go
staff-digest-on = ☀️ We go tell you every day for { $hour } how e go.
staff-digest-off = We no go tell you again unless you ask.
staff-digest-title = ☀️ <b>How e go</b>
