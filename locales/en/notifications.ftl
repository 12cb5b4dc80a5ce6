notifications-button = Notifications
notifications-title =
    <b>Notifications</b>
    Everything is told in this chat. Tap what you want by SMS or e-mail too.
notifications-quiet = From { $quiet } to { $until } your phone rings for tokens and for the safety of your wallet alone. The rest waits for the morning.
notifications-no-address = For e-mail, set your address first.
notifications-switch = { $state ->
    [always] 🔒
    [on] ✅
   *[off] ◻️
} { $channel ->
    [sms] SMS
   *[e-mail] Mail
}: { $event ->
    [airtime] airtime
    [data] data
    [electricity] light
    [schedule] regular bills
    [money-in] money in
    [security] safety
   *[reminder] reminders
}
