staff-usage-limit =
    /limit CUSTOMER [daily|single amount until 2026-12-01 reason, or off reason]
    Like this: /limit 08031234567 daily 500,000 until 2030-12-01 pays for her church
staff-about-limit = Customer limits, and one wey we set for some time
staff-limit-change = { $before ->
    [none] Limit: nothing
   *[other] Limit: { $before }
} → { $after ->
    [none] nothing
   *[other] { $after }
}
staff-limit-detail = { $of ->
    [single] For each payment, transfer or withdrawal
   *[daily] For wetin comot for one day
}, till { $until }
staff-limits-off = All limits wey we set for am go end.
staff-freeze-until = E go end by itself: { $until }
staff-limits-title = <b>Limits</b> of { $who } · level { $tier }
staff-limits-left = Wetin remain today: { $left }
staff-limits-own = Limit wey she set: { $own } for one day
staff-limits-daily = We set am: { $amount } for one day till { $until }
staff-limits-single = We set am: { $amount } at one time till { $until }
