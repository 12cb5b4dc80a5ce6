meter-low = { $days ->
    [0] ⚠️ <b>Light for { $meter } don nearly finish.</b>
    [one] 💡 <b>Light for { $meter } remain like one day.</b>
   *[other] 💡 <b>Light for { $meter } remain like { $days } days.</b>
}
meter-perhaps-low =
    💡 <b>Light for { $meter } fit soon low.</b>
    Tell me wetin the meter dey show, I go tell you how long e go last.
meter-at = { $biller }
meter-buy = Buy { $amount } light
meter-read = Type wetin e show
meter-silence = No remind me again
meter-remind = Dey remind me
meter-title = <b>How many days light remain</b>
meter-none = You never buy light for any prepaid meter.
meter-chip = Meter { $meter }
meter-left = { $days ->
    [0] { $meter }: e don nearly finish
    [one] { $meter }: like one day
   *[other] { $meter }: like { $days } days
}
meter-unknown = { $meter }: I go sabi am after you buy small more
meter-far-ahead = { $meter }: e far, I no fit talk am sure. Type wetin e dey show.
meter-a-day = Like { $units } units for one day
meter-was-read = E show { $units } units, { $at }
meter-reminds = I go remind you like { $days } days before e finish.
meter-silent = I no dey remind you for this meter.
meter-ask-reading = How many units { $meter } dey show now? Like 44.1
meter-thanks = ✅ Thank you. I don put am for my count.
meter-button = How many days light?
meter-buy-itself = Make e dey buy by itself
meter-buying = How e dey buy by itself
meter-buys = { $paused ->
    [yes] ⏸ E dey buy { $amount } by itself. You don pause am.
   *[no] I go buy { $amount } light for am before e finish, I go tell you one day before.
}
meter-a-day-compared = Like { $units } units for one day now, { $percent } % { $than ->
    [more] pass
   *[less] less than
    } { $month } own.
meter-short = Wetin you buy last give { $units } units less than normal: like { $paid } of am go pay debt wey dey the meter, or price don change.
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
