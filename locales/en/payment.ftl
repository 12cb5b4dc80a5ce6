pay-what = { $category ->
    [electricity] { $amount } { $biller } light for meter { $number }
    [data] { $amount } { $biller } data for { $number }
    [tv] { $amount } { $biller } for { $number }
    [internet] { $amount } { $biller } internet for { $number }
    [education] { $amount } { $biller }
    [water] { $amount } { $biller } for account { $number }
   *[airtime] { $amount } { $biller } airtime for { $number }
}
pay-sent = ⏳ <b>Sent to { $biller }</b> { $at }
pay-usually = Usually takes { $usually }. You can leave this chat.
pay-waiting = ⏳ <b>Not sent to { $biller } yet</b>
pay-waiting-turn = It waits for its turn and goes out by itself. Until then you can stop it.
pay-stop = Stop it
pay-stopped = <b>Stopped.</b> It was not sent to { $biller }.
pay-slow = ⏳ <b>{ $biller } takes longer than usual</b>
pay-slow-update = They have not answered yet. You can leave this chat: you hear from me by { $update }.
pay-checking = ⏳ <b>Checking with { $biller }</b>
pay-checking-update = They have not answered yet. I keep asking, and you hear from me by { $update }.
pay-held-until = Your { $total } is held and safe. If it is not delivered by { $deadline }, your money comes back, or a person on our staff tells you what happens to it.
pay-still-checking = ⏳ <b>Still checking with { $biller }</b>
pay-delivered = ✅ <b>Delivered</b>
pay-token-comes = { $owed ->
    [voucher] The code is not here yet. I am asking { $biller } for it and send it at once, by { $deadline } at the latest.
   *[token] The token is not here yet. I am asking { $biller } for it and send it at once, by { $deadline } at the latest.
}
pay-paid = You paid { $total }. Wallet now <tg-spoiler>{ $wallet }</tg-spoiler>
pay-earned = You earned { $earned } cashback.
pay-returned = ↩️ <b>Not delivered. Your money is back.</b>
returned-rejected = { $biller } did not take the payment.
returned-deadline = { $biller } did not answer in time.
returned-never-sent = It was not sent to { $biller } in time.
returned-never-received = { $biller } never received it.
returned-reversed = { $biller } gave it back.
returned-twin-purchase = { $biller } takes one order for a number in half a minute. Try again in a minute.
returned-cancelled = It was cancelled before it was sent to { $biller }.
pay-back-in-wallet = { $total } came back { $at }. Wallet now <tg-spoiler>{ $wallet }</tg-spoiler>
pay-refunded = ↩️ <b>{ $biller } took the delivery back, so your money is back too.</b>
pay-still-held =
    ⏳ <b>{ $biller } has still not said what became of your payment.</b>
    Your { $total } is held and safe. A person on our staff is looking into it, and you hear from us by { $deadline }. I am sorry that this takes so long.
pay-token-late =
    ⏳ <b>{ $biller } still owes us your { $owed ->
        [voucher] code
       *[token] token
    }.</b>
    A person on our staff is asking for it, and you hear from us by { $deadline }. I am sorry that this takes so long.
token-title = 💡 <b>Light token</b> for meter { $meter }
token-in-this-order = Enter these { $n } numbers in this order. Press Enter (⏎) after each.
token-numbered = { $n }. { $kind ->
    [kct1] Key change 1
    [kct2] Key change 2
    [bonus] Bonus token
   *[energy] Token
}
token-digits = <code>{ $digits }</code>
token-units = { $units }
token-bill = { $amount } · { $biller } · { $at }
token-copy = Copy token
token-copy-one = Copy { $n }
token-not-working = Not working?
token-none = There is no token or code yet. Tokens for meters, exam PINs and vouchers come here, and stay for ever.
token-none-like = I find no token or code for “{ $words }”. /token alone shows the newest.
receipt-title = <b>Receipt</b>
receipt-accepted = Confirmed { $at }
receipt-total = <b>Total { $total }</b>
receipt-reference = Reference <code>{ $reference }</code>
status-accepted = On its way. Value or money by { $deadline }.
status-submitted = On its way. Value or money by { $deadline }.
status-unresolved = Checking with the company. You hear from us by { $deadline }.
status-awaiting-token = Delivered. The { $owed ->
    [voucher] code
   *[token] token
} comes by { $deadline }.
status-delivered = Delivered
status-released = Not delivered. The money is back.
status-cancelled = Cancelled. The money is back.
status-refunded = Refunded. The money is back.
note-debt = Debt { $value }
note-tariff = Tariff { $value }
note-vat = VAT in the price { $value }
note-receipt = Company receipt { $value }

pay-apology =
    🙏 <b>We promised an answer by now and did not keep it.</b>
    { $apology } is in your cashback balance, to use on any bill.
pay-decoder-on = No channels yet? Keep the decoder on for some minutes.
voucher-title = 🎫 <b>{ $biller }</b>
voucher-numbered = <b>{ $n }.</b>
voucher-serial = Serial number <code>{ $serial }</code>
voucher-code = { $category ->
    [tv] Voucher
   *[other] PIN
} <code>{ $code }</code>
voucher-expires = Use it by { $day }.
voucher-copy-code = { $category ->
    [tv] Copy voucher
   *[other] Copy PIN
}{ $several ->
    [yes] { " " }{ $n }
   *[no] { "" }
}
voucher-copy-serial = Copy serial{ $several ->
    [yes] { " " }{ $n }
   *[no] { "" }
}
