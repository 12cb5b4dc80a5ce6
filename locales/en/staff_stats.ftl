staff-usage-stats =
    /stats [today|7d|30d|from..to] [billers|hours|chart|csv] [biller]
    For example: /stats 7d billers mtn
staff-about-stats = How the business goes
staff-stats-title = <b>{ $days }</b> · { $biller ->
    [all] all billers
   *[other] { $biller }
} · at { $at }
staff-stats-sold = { $payments ->
    [one] { $payments } payment
   *[other] { $payments } payments
} · { $volume } · { $success } delivered
staff-stats-undecided = { $count } checking{ $count ->
    [0] { "" }
   *[other] { " " }(oldest { $oldest })
}
staff-stats-returned = { $count } given back{ $count ->
    [0] { "" }
   *[other] { " " }({ $amount }, median { $after })
}
staff-stats-left = { $new } new · cashback { $cashback } · margin { $margin }
staff-stats-row = • <b>{ $name }</b> { $payments } · { $volume } · { $success } · margin { $margin }
staff-stats-chart = { $payments } payments, by volume
staff-button-by-biller = By biller
staff-button-by-hour = By hour
staff-button-chart = Chart
staff-button-csv = CSV
staff-usage-digest =
    /digest HH:MM or off
    For example: /digest 8:00
staff-about-digest = When you are told how the day went
staff-digest-on = ☀️ You are told each day at { $hour } how it went.
staff-digest-off = You are told nothing by yourself any more.
staff-digest-title = ☀️ <b>How it went</b>
