schedule-repeat = Dey pay am always
schedule-which-rhythm =
    <b>How often?</b>
    { $what }
schedule-mode = { $mode ->
    [pay] I go pay am by myself for { $at }, and I go tell you the day before.
   *[remind] I go remind you the day before. Na you go pay am.
    }
schedule-mode-switch = { $mode ->
    [pay] Just remind me
   *[remind] Pay am by yourself
    }
schedule-how-many-days = Every how many days? Type number from { $fewest } to { $most }.
schedule-not-days = That one no be number of days. Type one from { $fewest } to { $most }.
schedule-choice = { $rhythm ->
    [weekly] Every week
    [two-weekly] Every 2 weeks
    [monthly] Every month
    [quarterly] Every 3 months
    [month-end] Every month end
   *[every-days] Every … days
    }
schedule-rhythm = { $rhythm ->
    [weekly] every week
    [two-weekly] every 2 weeks
    [monthly] every month for day { $day }
    [quarterly] every 3 months for day { $day }
    [month-end] for the last day of every month
   *[every-days] every { $days } days
    }
schedule-what = { $amount } · { $biller } · { $number }
schedule-sheet = <b>Wetin dey pay always</b>
schedule-sheet-rhythm = { $mode ->
    [pay] I go pay am { $rhythm }, first one { $first }.
   *[remind] I go remind you { $rhythm }, the day before. First one na for { $first }.
    }
schedule-sheet-last = The last one na { $last }.
schedule-sheet-total = { $total } each time, fee join.
schedule-sheet-cap = E no go ever pass { $cap }. If the price change pass { $change } %, I go ask you first.
schedule-sheet-out = I go tell you the day before, and one tap fit skip, pause or stop am.
schedule-made = ✅ <b>E don set.</b> { $what }
schedule-next = Next: { $at }
schedule-list = <b>Wetin dey pay always</b>
schedule-none = Nothing dey pay always yet. Open one receipt from your history and tap { $button }.
schedule-paused-line = ⏸ E don pause
schedule-open-history = Open my history
schedule-all = See all
schedule-skip = Skip one
schedule-pause = Pause
schedule-resume = Continue
schedule-change = Change
schedule-stop = Stop am
schedule-stopped = <b>E don stop.</b> { $what } no go pay by itself again. We no charge you.
schedule-paused-now = ⏸ <b>E don pause.</b> Nothing go pay till you say make e continue.
schedule-resumed = ▶️ <b>E dey continue.</b>
schedule-skipped = <b>We don skip one.</b> We no go charge you for am.
schedule-pay-now = Pay now
schedule-pay-once = Pay am once
schedule-add = Add { $amount }
schedule-ahead = { $mode ->
    [pay] 🔔 <b>I go pay this one { $at }</b>
   *[remind] 🔔 <b>Time for this one na { $at }</b>
    }
schedule-ahead-total = { $total } altogether.
schedule-lacks = Your wallet still need { $missing } for am.
schedule-short = ⚠️ <b>E never pay:</b> { $why }
schedule-short-next = I go try again { $at }, or once money enter. We no charge you.
schedule-short-again = I go try again { $at }. We no charge you.
schedule-not-paid = ❌ <b>E no pay this time:</b> { $why } We no charge you.
schedule-was-paused = ⏸ <b>E don pause:</b> { $why } We no charge you. E go continue when you talk am.
schedule-why = { $reason ->
    [insufficient-funds] money wey dey your wallet no reach.
    [over-daily-limit] your limit for the day no get space for am.
    [over-own-limit] the limit wey you set yourself no get space for am.
    [over-new-account-limit] your account fit spend only small for the first hours.
    [account-frozen] your wallet don freeze.
    [biller-paused] nobody dey deliver for { $biller } now.
    [biller-unreachable] we no fit ask { $biller } for the price.
    [price-changed] the price no be the one wey you agree.
    [unknown-plan] dem no dey sell wetin you choose again, or the price don change.
    [paid-by-hand] you don pay just this one yourself a short while ago.
    [too-late] I no dey there on time, and the next one don reach. Sorry.
   *[other] e no fit pay.
    }
