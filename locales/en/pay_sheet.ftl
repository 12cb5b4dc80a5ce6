sheet-airtime =
    <b>{ $biller } airtime</b>
    { $number }
sheet-light = <b>{ $biller }</b> · { $kind ->
    [postpaid] postpaid
   *[prepaid] prepaid
}
sheet-owner = { $name }
sheet-owner-at = { $name } · { $address }
sheet-meter = { $kind ->
    [postpaid] Account { $meter }
   *[prepaid] Meter { $meter }
}
sheet-bill = { $category ->
    [electricity] Light { $amount }
    [data] Data { $amount }
    [tv] TV { $amount }
    [internet] Internet { $amount }
    [education] Exam { $amount }
    [water] Water { $amount }
   *[airtime] Airtime { $amount }
}
sheet-no-fee = Fee none
sheet-fee = Fee { $fee }
sheet-vat = VAT on the fee { $vat }
sheet-cashback-used = Cashback used { $used }
sheet-you-pay = <b>You pay { $total }</b>
sheet-you-earn = You earn { $earned } cashback
sheet-wallet-after = Wallet after <tg-spoiler>{ $after }</tg-spoiler>
sheet-wants-code = { $sign ->
    [much-to-new-recipient] You have not paid for this number before, and it is much.
    [again-to-new-recipient] That is a lot in a few minutes for a number that you have not paid for before.
    [many-payers] Many other wallets paid for this one today.
   *[other] This is unusual for your wallet.
} So that it is surely you, I send you a code after the PIN.
sheet-enter-pin = Enter your PIN to pay. This sheet is open till { $until }.
sheet-left = This sheet is closed. Nothing was charged.
sheet-use-cashback = Use cashback { $cashback }
sheet-keep-cashback = Don't use cashback
sheet-need-more = You need <b>{ $missing }</b> more.
sheet-least-to-add = The least you can add is { $add }.
sheet-add-and-finish = Add { $add } and finish
sheet-add = Add { $add }
sheet-change-amount = Change amount
sheet-paid-before = ⚠️ You paid { $amount } for just this { $at }. Enter your PIN only if you want it twice.
sheet-on-the-way = ⚠️ { $amount } for just this is on its way since { $at }.
sheet-earlier-code = { $kind ->
    [voucher] Show the earlier code
   *[token] Show the earlier token
}
sheet-in-flight = { $amount } to { $biller } for just this is on its way since { $at }. Wait for its result before you pay again.
sheet-closed = This pay sheet is not open any more. Nothing was charged.
sheet-sent-already = Your PIN was taken. The payment is on its way.
sheet-one-moment = One moment. Look at the newest keypad.
sheet-other-screen = Opened on your other screen. Nothing was charged.
sheet-open-again = Open again
sheet-locked-order-kept = Your order is kept. Open it again then, and enter your PIN.
sheet-locked-order-gone = You can pay again then.
sheet-pin-typed = Next time use the keys: safer, because nothing of it stays in the chat.
sheet-pin-not-deleted = I could not delete your message, so I did not take that PIN. Nothing was charged. Please delete the message yourself, then enter your PIN with the keys above. If anybody may have seen it, write to our support to set a new one.
sheet-use-the-keys = Enter your PIN with the keys above, or tap Cancel. Nothing was charged.
sheet-biller = <b>{ $biller }</b>
sheet-plan = { $plan }
sheet-renewal = { $plan }, once more
sheet-to = { $asks ->
    [smartcard] Card { $reference }
    [account] Account { $reference }
    [profile] Profile { $reference }
    [nothing] The code comes here, for whoever uses it.
   *[line] For { $reference }
}
sheet-price-moved = ⚠️ The price changed from { $before } to { $price }. Please check it before you enter your PIN.
sheet-change-plan = Choose another
