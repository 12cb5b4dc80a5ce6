sheet-airtime =
    <b>{ $biller } card</b>
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
   *[airtime] Card { $amount }
}
sheet-no-fee = No charges
sheet-fee = Charges { $fee }
sheet-vat = VAT for the charges { $vat }
sheet-cashback-used = Cashback wey you use { $used }
sheet-you-pay = <b>You go pay { $total }</b>
sheet-you-earn = You go gain { $earned } cashback
sheet-wallet-after = Wetin go remain for wallet <tg-spoiler>{ $after }</tg-spoiler>
sheet-wants-code = { $sign ->
    [much-to-new-recipient] You never pay for this number before, and the money plenty.
    [again-to-new-recipient] E don reach many times inside small time, for number wey you never pay for before.
    [many-payers] Plenty other wallet don pay for this one today.
   *[other] This one no dey usual for your wallet.
} Make we sure say na you, I go send you code after the PIN.
sheet-enter-pin = Put your PIN make we pay. This sheet open till { $until }.
sheet-left = This sheet don close. We no remove any money.
sheet-use-cashback = Use cashback { $cashback }
sheet-keep-cashback = No use cashback
sheet-need-more = E remain <b>{ $missing }</b> to complete am.
sheet-least-to-add = The smallest wey you fit add na { $add }.
sheet-add-and-finish = Add { $add } finish am
sheet-add = Add { $add }
sheet-change-amount = Change amount
sheet-paid-before = ⚠️ You don pay { $amount } for this same thing { $at }. Put your PIN only if you want am two times.
sheet-on-the-way = ⚠️ { $amount } for this same thing dey road since { $at }.
sheet-earlier-code = { $kind ->
    [voucher] Show the first code
   *[token] Show the first token
}
sheet-in-flight = { $amount } to { $biller } for this same thing dey road since { $at }. Wait make e land before you pay again.
sheet-closed = This pay sheet don close. We no remove any money.
sheet-sent-already = I don collect your PIN. The payment dey go.
sheet-one-moment = Small time. Look the new keypad.
sheet-other-screen = E don open for your other screen. We no remove any money.
sheet-open-again = Open am again
sheet-locked-order-kept = Your order still dey. Open am again that time, then put your PIN.
sheet-locked-order-gone = That time you fit pay again.
sheet-pin-typed = Next time use the keys: e safe pass, because nothing go remain for chat.
sheet-pin-not-deleted = I no fit delete your message, so I no use that PIN. We no remove any money. Abeg delete the message yourself, then use the keys wey dey up put your PIN. If anybody fit don see am, write our support make dem set new one for you.
sheet-use-the-keys = Use the keys wey dey up put your PIN, or tap Cancel am. We no remove any money.
sheet-biller = <b>{ $biller }</b>
sheet-plan = { $plan }
sheet-renewal = { $plan }, the same one again
sheet-to = { $asks ->
    [smartcard] Card { $reference }
    [account] Account { $reference }
    [profile] Profile { $reference }
    [nothing] The code go come here, anybody fit use am.
   *[line] For { $reference }
}
sheet-price-moved = ⚠️ The price don change from { $before } to { $price }. Abeg check am before you put your PIN.
sheet-change-plan = Choose another one
