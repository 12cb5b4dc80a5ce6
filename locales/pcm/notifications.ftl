notifications-button = Notifications
notifications-title =
    <b>Notifications</b>
    I dey tell you everything for this chat. Tap wetin you want by SMS or e-mail join.
notifications-quiet = From { $quiet } reach { $until } your phone go ring for token and your wallet safety only. The rest go wait till morning.
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
