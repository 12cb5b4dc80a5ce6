staff-usage-cashback-rules =
    /cashback rules [page]
    Like this: /cashback rules
staff-about-cashback-rules = The cashback rules, now and from one day
staff-usage-cashback-sim =
    /cashback sim NAME and wetin /cashback add or edit dey take
    Like this: /cashback sim electricity rate=1.8% from=2027-12-01
staff-about-cashback-sim = Wetin one rule for cost for the last 30 days
staff-usage-cashback-add =
    /cashback add NAME rate=… cap=… monthly=… [min=…] [max=…] [biller=…|category=…] [weekend] [priority=…] [from=DAY|now] [because …]
    Like this: /cashback add december rate=0.5% cap=50 monthly=500 min=1000 category=electricity from=2027-12-01
staff-about-cashback-add = New cashback rule
staff-usage-cashback-edit =
    /cashback edit NAME and wetin change [on|off] [from=DAY|now] [because …]
    Like this: /cashback edit electricity rate=1.8% from=2027-12-01
staff-about-cashback-edit = Change one cashback rule
staff-usage-cashback-off =
    /cashback off NAME [from DAY|now] [because …]
    Like this: /cashback off weekend from 2027-12-01
staff-about-cashback-off = End one cashback rule
staff-cashback-title = <b>Cashback rules</b>, the first wey fit the bill
staff-cashback-row = • <b>{ $name }</b>: { $rule }{ $loses ->
    [yes] { " " }(e fit lose)
   *[no] { "" }
}
staff-cashback-rule = { $rule }; e no pass { $cap } for one bill, { $month } for one month; priority { $priority }
staff-cashback-off = off
staff-cashback-named = cashback { $name }:
staff-button-cashback-rules = Cashback rules
