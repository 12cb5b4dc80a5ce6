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
    [weekly] every week on { $weekday }
    [two-weekly] every 2 weeks on { $weekday }
    [monthly] every month on day { $day }
    [quarterly] every 3 months on day { $day }
    [month-end] on the last day of every month
    [when-low] each time the light is nearly finished
   *[every-days] every { $days } days
    }
schedule-what = { $amount } · { $biller } · { $number }
schedule-sheet = <b>Paid regularly</b>
schedule-sheet-rhythm = { $mode ->
    [pay] I pay it { $rhythm }, first { $first }.
   *[remind] I remind you of it { $rhythm }, the day before. First for { $first }.
    }
schedule-sheet-last = Until { $last }.
schedule-sheet-total = { $total } each time, with the fee.
schedule-sheet-cap = Never more than { $cap }. If the price changes by more than { $change } %, I ask you first.
schedule-sheet-out = You hear from me the day before, and can skip, pause or stop it with one tap.
schedule-made = ✅ <b>Set.</b> { $what }
schedule-next = Next: { $at }
schedule-list = <b>What is paid regularly</b>
schedule-paused-line = ⏸ Paused
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
    [over-staff-limit] the limit of a day that we set for you has no room for it.
    [over-single-limit] it is more than you can pay at once for now.
    [over-own-limit] the limit that you set yourself has no room for it.
    [over-new-account-limit] your account may spend only a little in its first hours.
    [account-frozen] your wallet is frozen.
    [biller-paused] nobody delivers for { $biller } at the moment.
    [biller-unreachable] { $biller } could not be asked for the price.
    [price-changed] the price is not the one that you agreed to.
    [over-cap] more is due than you agreed to.
    [due-unknown] { $biller } did not say what is due.
    [amount-too-small] it is less than { $biller } takes at once.
    [unknown-plan] what you chose is not sold any more, or costs something else.
    [over-month-cap] the month has no room for it: you said how much it may take.
    [lasts-longer] your meter shows that there is light for longer.
    [paid-by-hand] you paid just this yourself a short while before.
    [too-late] I was not there in time, and the next one is due already. Sorry.
   *[other] it could not be paid.
    }
schedule-new = Pay something regularly
schedule-which-bill = <b>What shall be paid regularly?</b>
schedule-type-it = Or type it in one line: <code>every month 27th dstv compact</code>, <code>every Friday 500 airtime</code>.
schedule-none = <b>Nothing is paid regularly yet.</b>
schedule-none-how =
    A bill that comes again and again can pay itself. You hear from me the day before, and one tap stops it.
    Begin below, tap { $button } on a receipt, or type it: <code>every month 5k light</code>
schedule-weekday = { $day ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
    }
schedule-which-weekday = On which day of the week?
schedule-which-day = On which day of the month? Tap one, or type a number from 1 to 31.
schedule-not-a-day-of-month = That is no day of a month. Type a number from 1 to 31.
schedule-short-months = In a month that is too short, it is the last day.
schedule-how-much = How much each time? Type an amount from { $least } to { $most }.
schedule-which-cap =
    It costs { $agreed } now. What is the most that I may pay by myself? Type an amount.
    If the price changes by more than { $change } %, I ask you in any case.
schedule-how-much-due = What is the most that I may pay at a time, with the fee? Now it is { $cap }. Type an amount.
schedule-usual-cap = The usual
schedule-which-last = When shall it end? Tap, or type the last day, like 31 Dec 2027.
schedule-no-last = Never: until I stop it
schedule-times = { $n } times: { $last }
schedule-card = <b>What shall I change?</b>
schedule-card-cap = At most { $cap } at a time.
schedule-one = { $mode ->
    [pay] I pay it { $rhythm }.
   *[remind] I remind you of it { $rhythm }, the day before.
    }
schedule-change-rhythm = How often
schedule-change-day = Which day
schedule-change-amount = How much
schedule-change-cap = Most I may pay
schedule-change-last = When it ends
schedule-pay-due = Pay what is due
schedule-pay-amount = Pay the same each time
schedule-to-pin = Go on to the PIN
schedule-due = What is due
schedule-sheet-due = Each time I ask { $biller } what is due, and pay that with the fee. Nothing due, nothing paid.
schedule-sheet-due-cap = Never more than { $cap } at a time. If more is due at { $biller }, I ask you first.
schedule-sheet-now = The one of { $day } is paid at once.
schedule-heard = 🔁 To be paid { $rhythm }. First a question:
schedule-agree = Agree to the new price
schedule-leave = Leave this one out
schedule-left-out = <b>This one is left out.</b> Nothing was charged.
schedule-ahead-due = { $total } is due now, with the fee.
schedule-ahead-nothing-due = Nothing is due at the moment.
schedule-ahead-unknown = { $biller } could not say today what it will cost. The last price was { $total }.
schedule-ahead-asks = You agreed to { $agreed }. I don't pay more without you: agree to the new price, or leave it.
schedule-ahead-over = You agreed to { $cap } at most. I don't pay more without you.
schedule-nothing-due = ✅ <b>Nothing to pay this time.</b> Nothing is due at { $biller }, or less than they take at once.
schedule-waits = Next: when its light is nearly finished.
schedule-sheet-month-cap = At most { $cap } a month.
schedule-ahead-asked = 🔔 <b>Please decide: this is due { $at }</b>
