# By SMS, each of these na one page: 160 letters.
echo-what = { $category ->
    [electricity] { $biller }, meter { $number }, { $amount }
    [data] { $biller } data { $plan ->
        [none] { $amount }
       *[other] { $plan }
    } for { $number }
    [bill] { $biller } for { $number }, { $amount }
   *[airtime] { $amount } { $biller } airtime for { $number }
}
echo-delivered = Vision: { $what } don enter, { $at }. You pay { $total }.
echo-token = Vision: { $what }. Token { $token }{ $units ->
    [none] .
   *[other] , { $units } units.
}
echo-returned = Vision: { $what } no enter. Your { $total } don come back to your wallet.
echo-refunded = Vision: dem cancel { $what }. Your { $total } don come back to your wallet.
echo-schedule = Vision: { $biller } for { $number } { $what ->
    [schedule-paused] don pause
   *[schedule-not-paid] no pay this time
}, we no charge you. { $reason ->
    [insufficient-funds] Money no reach for your wallet.
   *[other] See why for your chat with the bot.
}
echo-money-in = Vision: { $amount } don enter your wallet, { $at }.
echo-biller-back = Vision: { $biller } dey work again. You fit pay now.
echo-reminder = Vision: { $what ->
    [light-low] light for one of your meter wan finish
    [expiry-ahead] something wey you pay for go soon finish
   *[schedule-ahead] one of your bill go pay by itself tomorrow
}. Check your chat with the bot to pay now, skip or change am.
echo-security = Vision: { $what ->
    [pin-changed] your PIN don change
    [pin-unlocked] our support don open your PIN
    [pin-reset] your PIN don reset
    [wallet-frozen] your wallet don freeze
    [wallet-unfrozen] your wallet don open again
    [password-changed] your password don set
    [e-mail-changed] your e-mail address don change
    [limit-by-staff] we don change your limits
    [limit-raised] your own limit for one day don go up
   *[account-moved] your account don move go another Telegram
}, { $at }. No be you? Send /panic to the bot sharp sharp. Nobody from Vision go ask for your PIN.
echo-mail-subject = { $event ->
    [airtime] Vision: your airtime
    [data] Vision: your data
    [electricity] Vision: your electricity
    [schedule] Vision: a bill wey dey pay itself
    [money-in] Vision: money don enter
    [security] Vision: something don change for your account
   *[reminder] Vision: a reminder
}
echo-mail =
    { $line }

    You fit choose wetin go come by e-mail and SMS for the bot: Settings, Notifications.
    Nobody from Vision go ask for your PIN for message or call.
