staff-usage-cashback-rules =
    /cashback rules [page]
    For example: /cashback rules
staff-about-cashback-rules = The cashback rules, now and from a day on
staff-usage-cashback-sim =
    /cashback sim NAME and what /cashback add or edit takes
    For example: /cashback sim electricity rate=1.8% from=2027-12-01
staff-about-cashback-sim = What a rule would have cost in the last 30 days
staff-usage-cashback-add =
    /cashback add NAME rate=… cap=… monthly=… [min=…] [max=…] [biller=…|category=…] [weekend] [priority=…] [from=DAY|now] [because …]
    For example: /cashback add december rate=0.5% cap=50 monthly=500 min=1000 category=electricity from=2027-12-01
staff-about-cashback-add = A new cashback rule
staff-usage-cashback-edit =
    /cashback edit NAME and what changes [on|off] [from=DAY|now] [because …]
    For example: /cashback edit electricity rate=1.8% from=2027-12-01
staff-about-cashback-edit = Change a cashback rule
staff-usage-cashback-off =
    /cashback off NAME [from DAY|now] [because …]
    For example: /cashback off weekend from 2027-12-01
staff-about-cashback-off = End a cashback rule
staff-cashback-title = <b>Cashback rules</b>, the first that fits a bill
staff-cashback-row = • <b>{ $name }</b>: { $rule }{ $loses ->
    [yes] { " " }(may lose)
   *[no] { "" }
}
staff-cashback-rule = { $rule }; at most { $cap } a bill, { $month } a month; priority { $priority }
staff-cashback-off = off
staff-cashback-named = cashback { $name }:
staff-button-cashback-rules = Cashback rules
