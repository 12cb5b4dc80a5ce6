pay-what = { $category ->
    [electricity] { $amount } { $biller } light for meter { $number }
    [data] { $amount } { $biller } data for { $number }
    [tv] { $amount } { $biller } for { $number }
    [internet] { $amount } { $biller } internet for { $number }
    [education] { $amount } { $biller }
    [water] { $amount } { $biller } for account { $number }
   *[airtime] { $amount } { $biller } card for { $number }
}
pay-sent = ⏳ <b>We don send am to { $biller }</b> { $at }
pay-usually = E dey take like { $usually }. You fit comot from this chat.
pay-waiting = ⏳ <b>We never send am to { $biller }</b>
pay-waiting-turn = E dey wait for e turn, e go go by itself. Before then you fit stop am.
pay-stop = Stop am
pay-stopped = <b>We don stop am.</b> E no reach { $biller }.
pay-slow = ⏳ <b>{ $biller } dey take long pass before</b>
pay-slow-update = Dem never answer. You fit comot from this chat: before { $update } you go hear from me.
pay-checking = ⏳ <b>We dey check with { $biller }</b>
pay-checking-update = Dem never answer. I still dey ask, and before { $update } you go hear from me.
pay-held-until = We hold your { $total }, e dey safe. If e never enter before { $deadline }, your money go come back, or our own person go tell you wetin go happen.
pay-still-checking = ⏳ <b>We still dey check with { $biller }</b>
pay-delivered = ✅ <b>E don enter</b>
pay-token-comes = { $owed ->
    [voucher] The code never show. I dey ask { $biller } for am, and I go send am sharp sharp, latest { $deadline }.
   *[token] The token never show. I dey ask { $biller } for am, and I go send am sharp sharp, latest { $deadline }.
}
pay-paid = You pay { $total }. Wallet now na <tg-spoiler>{ $wallet }</tg-spoiler>
pay-earned = You gain { $earned } cashback.
pay-returned = ↩️ <b>E no enter. We don return your money.</b>
returned-rejected = { $biller } no gree take the payment.
returned-deadline = { $biller } no answer on time.
returned-never-sent = E no reach { $biller } on time.
returned-never-received = { $biller } no ever see am.
returned-reversed = { $biller } don give am back.
returned-twin-purchase = { $biller } no dey take two orders for one number inside half minute. Try again after one minute.
returned-cancelled = E cancel before e reach { $biller }.
pay-back-in-wallet = { $total } come back { $at }. Wallet now na <tg-spoiler>{ $wallet }</tg-spoiler>
pay-refunded = ↩️ <b>{ $biller } collect the thing back, so we don return your money too.</b>
pay-still-held =
    ⏳ <b>{ $biller } never still talk wetin happen to your payment.</b>
    We hold your { $total } and e dey safe. Our own person dey look am, and before { $deadline } you go hear from us. Sorry say e take long like this.
pay-token-late =
    ⏳ <b>{ $biller } never give us your { $owed ->
        [voucher] code
       *[token] token
    }.</b>
    Our own person dey ask for am, and before { $deadline } you go hear from us. Sorry say e take long like this.
token-title = 💡 <b>Light token</b> for meter { $meter }
token-in-this-order = Put these { $n } numbers one by one as dem follow. Press Enter (⏎) after each one.
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
token-not-working = E no work?
token-none = No token or code dey yet. Token for meter, exam PIN and voucher go dey here, e no go ever lost.
token-none-like = I no see any token or code for “{ $words }”. /token alone go show the newest one.
receipt-title = <b>Receipt</b>
receipt-accepted = You confirm am { $at }
receipt-total = <b>Total { $total }</b>
receipt-reference = Reference <code>{ $reference }</code>
status-accepted = E dey road. E go enter or your money go come back before { $deadline }.
status-submitted = E dey road. E go enter or your money go come back before { $deadline }.
status-unresolved = We dey check with the company. Before { $deadline } you go hear from us.
status-awaiting-token = E don enter. The { $owed ->
    [voucher] code
   *[token] token
} go come before { $deadline }.
status-delivered = E don enter
status-released = E no enter. The money don come back.
status-cancelled = E don cancel. The money don come back.
status-refunded = We don refund am. The money don come back.
note-debt = Debt { $value }
note-tariff = Tariff { $value }
note-vat = VAT wey dey inside { $value }
note-receipt = Company receipt { $value }

pay-apology =
    🙏 <b>We promise you answer before now, we no keep am.</b>
    { $apology } don enter your cashback balance, use am for any bill.
pay-decoder-on = Channels never show? Leave the decoder on for small time.
voucher-title = 🎫 <b>{ $biller }</b>
voucher-numbered = <b>{ $n }.</b>
voucher-serial = Serial number <code>{ $serial }</code>
voucher-code = { $category ->
    [tv] Voucher
   *[other] PIN
} <code>{ $code }</code>
voucher-expires = Use am before { $day } pass.
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
