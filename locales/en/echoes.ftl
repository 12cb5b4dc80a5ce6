# By SMS, each of these is one page: 160 letters. No letter that cuts a page short: no ' " ; [ ] { } ~ ^ | and no emoji.
echo-what = { $category ->
    [electricity] { $biller }, meter { $number }, { $amount }
    [data] { $biller } data { $plan ->
        [none] { $amount }
       *[other] { $plan }
    } for { $number }
    [bill] { $biller } for { $number }, { $amount }
   *[airtime] { $amount } { $biller } airtime for { $number }
}
echo-delivered = Vision: { $what } is delivered, { $at }. You paid { $total }.
echo-token = Vision: { $what }. Token { $token }{ $units ->
    [none] .
   *[other] , { $units } units.
}
echo-returned = Vision: { $what } was not delivered. Your { $total } is back in your wallet.
echo-refunded = Vision: { $what } was undone. Your { $total } is back in your wallet.
echo-schedule = Vision: { $biller } for { $number } { $what ->
    [schedule-paused] is paused
   *[schedule-not-paid] was not paid this time
}, nothing was charged. { $reason ->
    [insufficient-funds] Your wallet had too little.
   *[other] The reason is in your chat with the bot.
}
echo-money-in = Vision: { $amount } came into your wallet on { $at }.
echo-biller-back = Vision: { $biller } works again. You can pay now.
echo-reminder = Vision: { $what ->
    [light-low] the light on a meter of yours runs out soon
    [expiry-ahead] something that you paid for ends soon
   *[schedule-ahead] a bill of yours is paid by itself tomorrow
}. See your chat with the bot to pay now, skip or change it.
echo-security = Vision: { $what ->
    [pin-changed] your PIN was changed
    [pin-unlocked] our support let you try your PIN again
    [pin-reset] your PIN was reset
    [wallet-frozen] your wallet was frozen
    [wallet-unfrozen] your wallet is open again
    [password-changed] your password was set
    [e-mail-changed] your e-mail address was changed
    [limit-by-staff] your limits were changed by us
    [limit-raised] your own daily limit was raised
   *[account-moved] your account moved to another Telegram
} on { $at }. Not you? Send /panic to the bot at once. Nobody from Vision asks for your PIN.
echo-mail-subject = { $event ->
    [airtime] Vision: your airtime
    [data] Vision: your data
    [electricity] Vision: your electricity
    [schedule] Vision: a bill that pays itself
    [money-in] Vision: money came in
    [security] Vision: something about your account changed
   *[reminder] Vision: a reminder
}
echo-mail =
    { $line }

    You choose what comes by e-mail and SMS in the bot: Settings, Notifications.
    Nobody from Vision asks for your PIN in a message or a call.
