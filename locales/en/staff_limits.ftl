staff-usage-limit =
    /limit CUSTOMER [daily|single amount until 2026-12-01 reason, or off reason]
    For example: /limit 08031234567 daily 500,000 until 2030-12-01 pays for her church
staff-about-limit = A customer's limits, and one of ours for a while
staff-limit-change = { $before ->
    [none] Limit: none
   *[other] Limit: { $before }
} → { $after ->
    [none] none
   *[other] { $after }
}
staff-limit-detail = { $of ->
    [single] For each payment, transfer or withdrawal
   *[daily] For what leaves in a day
}, until { $until }
staff-limits-off = All limits that we set for her end.
staff-freeze-until = It ends by itself: { $until }
staff-limits-title = <b>Limits</b> of { $who } · level { $tier }
staff-limits-left = Left today: { $left }
staff-limits-own = Her own limit: { $own } a day
staff-limits-daily = Set by us: { $amount } a day until { $until }
staff-limits-single = Set by us: { $amount } at once until { $until }
