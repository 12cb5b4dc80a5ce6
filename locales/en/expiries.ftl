expiry-ahead = 🔔 <b>{ $category ->
    [tv] Your TV is paid
   *[data] This data plan is good
    } { $days ->
    [0] until today.
    [1] until tomorrow.
   *[other] for { $days } more days.
    }</b>
expiry-renew = Renew it now
expiry-regularly = { $rhythm ->
    [weekly] Make it weekly
    [two-weekly] Make it every 2 weeks
    [quarterly] Make it every 3 months
   *[monthly] Make it monthly
    }
expiry-silence = Don't remind me of this
expiry-remind = Remind me again
expiry-silent = <b>Done.</b> I don't remind you of this any more.
expiry-reminding = 🔔 <b>Done.</b> I remind you of this the day before.
