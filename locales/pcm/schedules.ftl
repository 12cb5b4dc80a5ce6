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
    [weekly] every week for { $weekday }
    [two-weekly] every 2 weeks for { $weekday }
    [monthly] every month for day { $day }
    [quarterly] every 3 months for day { $day }
    [month-end] for the last day of every month
    [when-low] anytime light wan finish
   *[every-days] every { $days } days
    }
schedule-what = { $amount } · { $biller } · { $number }
schedule-sheet = <b>Wetin dey pay always</b>
schedule-sheet-rhythm = { $mode ->
    [pay] I go pay am { $rhythm }, first one { $first }.
   *[remind] I go remind you { $rhythm }, the day before. First one na for { $first }.
    }
schedule-sheet-last = Till { $last }.
schedule-sheet-total = { $total } each time, fee join.
schedule-sheet-cap = E no go ever pass { $cap }. If the price change pass { $change } %, I go ask you first.
schedule-sheet-out = I go tell you the day before, and one tap fit skip, pause or stop am.
schedule-made = ✅ <b>E don set.</b> { $what }
schedule-next = Next: { $at }
schedule-list = <b>Wetin dey pay always</b>
schedule-paused-line = ⏸ E don pause
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
    [over-staff-limit] the limit for one day wey we set for you no get space for am.
    [over-single-limit] e pass wetin you fit pay at one time for now.
    [over-own-limit] the limit wey you set yourself no get space for am.
    [over-new-account-limit] your account fit spend only small for the first hours.
    [account-frozen] your wallet don freeze.
    [biller-paused] nobody dey deliver for { $biller } now.
    [biller-unreachable] we no fit ask { $biller } for the price.
    [price-changed] the price no be the one wey you agree.
    [over-cap] wetin you owe pass wetin you agree.
    [due-unknown] { $biller } no talk how much you owe.
    [amount-too-small] e small pass wetin { $biller } dey collect.
    [unknown-plan] dem no dey sell wetin you choose again, or the price don change.
    [over-month-cap] the money wey you put for the month no reach am.
    [lasts-longer] your meter show say light still dey.
    [paid-by-hand] you don pay just this one yourself a short while ago.
    [too-late] I no dey there on time, and the next one don reach. Sorry.
   *[other] e no fit pay.
    }
schedule-new = Make one bill dey pay
schedule-which-bill = <b>Which bill go dey pay always?</b>
schedule-type-it = Or type am for one line: <code>every month 27th dstv compact</code>, <code>every Friday 500 airtime</code>.
schedule-none = <b>Nothing dey pay always yet.</b>
schedule-none-how =
    Bill wey dey come every time fit pay by itself. I go tell you the day before, and one tap go stop am.
    Start below, tap { $button } for one receipt, or type am: <code>every month 5k light</code>
schedule-weekday = { $day ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
    }
schedule-which-weekday = Which day of the week?
schedule-which-day = Which day of the month? Tap one, or type number from 1 to 31.
schedule-not-a-day-of-month = That one no be day of month. Type number from 1 to 31.
schedule-short-months = If the month short pass that, e go be the last day.
schedule-how-much = How much each time? Type amount from { $least } to { $most }.
schedule-which-cap =
    E dey cost { $agreed } now. Wetin be the highest wey I fit pay by myself? Type amount.
    If the price change pass { $change } %, I go still ask you first.
schedule-how-much-due = Wetin be the highest wey I fit pay each time, fee join? Now na { $cap }. Type amount.
schedule-usual-cap = The normal one
schedule-which-last = When e go end? Tap, or type the last day, like 31 Dec 2027.
schedule-no-last = Never: till I stop am
schedule-times = { $n } times: { $last }
schedule-card = <b>Wetin make I change?</b>
schedule-card-cap = E no go pass { $cap } each time.
schedule-one = { $mode ->
    [pay] I dey pay am { $rhythm }.
   *[remind] I dey remind you { $rhythm }, the day before.
    }
schedule-change-rhythm = How often
schedule-change-day = Which day
schedule-change-amount = How much
schedule-change-cap = Highest I fit pay
schedule-change-last = When e go end
schedule-pay-due = Pay wetin I owe
schedule-pay-amount = Pay the same each time
schedule-to-pin = Continue to PIN
schedule-due = Wetin you owe
schedule-sheet-due = Each time I go ask { $biller } how much you owe, and pay am with the fee. If you no owe, I no pay.
schedule-sheet-due-cap = E no go ever pass { $cap } each time. If you owe { $biller } pass that, I go ask you first.
schedule-sheet-now = The one of { $day } go pay now now.
schedule-heard = 🔁 E go dey pay { $rhythm }. One question first:
schedule-agree = I agree the new price
schedule-leave = Leave this one
schedule-left-out = <b>We don leave this one.</b> We no charge you.
schedule-ahead-due = You owe { $total } now, fee join.
schedule-ahead-nothing-due = You no owe anything now.
schedule-ahead-unknown = { $biller } no fit talk the price today. The last price na { $total }.
schedule-ahead-asks = You agree { $agreed }. I no go pay pass am without you: agree the new price, or leave am.
schedule-ahead-over = You agree { $cap } as the highest. I no go pay pass am without you.
schedule-nothing-due = ✅ <b>Nothing to pay this time.</b> You no owe { $biller } anything now, or e small pass wetin dem dey collect.
schedule-waits = Next one: when light wan finish.
schedule-sheet-month-cap = No pass { $cap } for one month.
schedule-ahead-asked = 🔔 <b>Abeg decide: time for this one na { $at }</b>
