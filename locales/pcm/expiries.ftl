expiry-ahead = 🔔 <b>{ $category ->
    [tv] Your TV money go reach
   *[data] This data plan go reach
    } { $days ->
    [0] today.
    [1] tomorrow.
   *[other] { $days } more days.
    }</b>
expiry-renew = Renew am now
expiry-regularly = { $rhythm ->
    [weekly] Make am every week
    [two-weekly] Make am every 2 weeks
    [quarterly] Make am every 3 months
   *[monthly] Make am every month
    }
expiry-silence = No remind me of this one
expiry-remind = Remind me again
expiry-silent = <b>E don set.</b> I no go remind you of this one again.
expiry-reminding = 🔔 <b>E don set.</b> I go remind you of this one the day before.
