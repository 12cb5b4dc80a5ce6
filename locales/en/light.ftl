meter-low = { $days ->
    [0] ⚠️ <b>The light on { $meter } is nearly finished.</b>
    [one] 💡 <b>About one day of light is left on { $meter }.</b>
   *[other] 💡 <b>About { $days } days of light are left on { $meter }.</b>
}
meter-perhaps-low =
    💡 <b>The light on { $meter } may be low soon.</b>
    Tell me what the meter shows, and I can say how long it lasts.
meter-at = { $biller }
meter-buy = Buy { $amount } of light
meter-read = Type meter reading
meter-silence = Stop reminding me
meter-remind = Remind me
meter-title = <b>Days of light left</b>
meter-none = You have bought no light for a prepaid meter yet.
meter-chip = Meter { $meter }
meter-left = { $days ->
    [0] { $meter }: nearly finished
    [one] { $meter }: about one day
   *[other] { $meter }: about { $days } days
}
meter-unknown = { $meter }: I can say it after some more purchases
meter-far-ahead = { $meter }: more than I can say for sure. Type what it shows.
meter-a-day = About { $units } units a day
meter-was-read = It showed { $units } units, { $at }
meter-reminds = I remind you about { $days } days before it is finished.
meter-silent = I don't remind you of this meter.
meter-ask-reading = How many units does { $meter } show now? For example 44.1
meter-thanks = ✅ Thank you. I reckon with that now.
meter-button = Days of light left
meter-buy-itself = Let it buy itself
meter-buying = How it buys itself
meter-buys = { $paused ->
    [yes] ⏸ It bought { $amount } by itself. That is paused.
   *[no] I buy { $amount } of light for it before it is finished, and tell you the day before.
}
meter-a-day-compared = About { $units } units a day lately, { $percent } % { $than ->
    [more] more
   *[less] less
    } than in { $month }.
meter-short = Your last purchase gave { $units } units fewer than usual: about { $paid } of it went into a debt on the meter or a new price.
meter-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
    }
