schedule-repeat = Pay it regularly
schedule-which-rhythm =
    <b>How often?</b>
    { $what }
schedule-mode = { $mode ->
    [pay] I pay it by myself at { $at }, and tell you the day before.
   *[remind] I remind you the day before. You pay it yourself.
    }
schedule-mode-switch = { $mode ->
    [pay] Only remind me
   *[remind] Pay it by yourself
    }
schedule-how-many-days = Every how many days? Type a number from { $fewest } to { $most }.
schedule-not-days = That is no number of days. Type one from { $fewest } to { $most }.
schedule-choice = { $rhythm ->
    [weekly] Every week
    [two-weekly] Every 2 weeks
    [monthly] Every month
    [quarterly] Every 3 months
    [month-end] End of every month
   *[every-days] Every … days
    }
schedule-rhythm = { $rhythm ->
    [weekly] every week
    [two-weekly] every 2 weeks
    [monthly] every month on day { $day }
    [quarterly] every 3 months on day { $day }
    [month-end] on the last day of every month
   *[every-days] every { $days } days
    }
schedule-what = { $amount } · { $biller } · { $number }
schedule-sheet = <b>Paid regularly</b>
schedule-sheet-rhythm = { $mode ->
    [pay] I pay it { $rhythm }, first { $first }.
   *[remind] I remind you of it { $rhythm }, the day before. First for { $first }.
    }
schedule-sheet-last = The last one is { $last }.
schedule-sheet-total = { $total } each time, with the fee.
schedule-sheet-cap = Never more than { $cap }. If the price changes by more than { $change } %, I ask you first.
schedule-sheet-out = You hear from me the day before, and can skip, pause or stop it with one tap.
schedule-made = ✅ <b>Set.</b> { $what }
schedule-next = Next: { $at }
schedule-list = <b>What is paid regularly</b>
schedule-none = Nothing is paid regularly yet. Open a receipt from your history and tap { $button }.
schedule-paused-line = ⏸ Paused
schedule-open-history = Open my history
schedule-all = All of them
schedule-skip = Skip once
schedule-pause = Pause
schedule-resume = Go on
schedule-change = Change
schedule-stop = Stop it
schedule-stopped = <b>Stopped.</b> { $what } is not paid by itself any more. Nothing was charged.
schedule-paused-now = ⏸ <b>Paused.</b> Nothing is paid until you let it go on.
schedule-resumed = ▶️ <b>It goes on.</b>
schedule-skipped = <b>Skipped once.</b> Nothing is charged for it.
schedule-pay-now = Pay now
schedule-pay-once = Pay it once
schedule-add = Add { $amount }
schedule-ahead = { $mode ->
    [pay] 🔔 <b>I pay this { $at }</b>
   *[remind] 🔔 <b>This is due { $at }</b>
    }
schedule-ahead-total = { $total } in all.
schedule-lacks = Your wallet lacks { $missing } for it.
schedule-short = ⚠️ <b>Not paid yet:</b> { $why }
schedule-short-next = I try again { $at }, and at once when money comes in. Nothing was charged.
schedule-short-again = I try again { $at }. Nothing was charged.
schedule-not-paid = ❌ <b>Not paid this time:</b> { $why } Nothing was charged.
schedule-was-paused = ⏸ <b>Paused:</b> { $why } Nothing was charged. It goes on when you say so.
schedule-why = { $reason ->
    [insufficient-funds] your wallet had too little.
    [over-daily-limit] your limit of the day has no room for it.
    [over-own-limit] the limit that you set yourself has no room for it.
    [over-new-account-limit] your account may spend only a little in its first hours.
    [account-frozen] your wallet is frozen.
    [biller-paused] nobody delivers for { $biller } at the moment.
    [biller-unreachable] { $biller } could not be asked for the price.
    [price-changed] the price is not the one that you agreed to.
    [unknown-plan] what you chose is not sold any more, or costs something else.
    [paid-by-hand] you paid just this yourself a short while before.
    [too-late] I was not there in time, and the next one is due already. Sorry.
   *[other] it could not be paid.
    }
