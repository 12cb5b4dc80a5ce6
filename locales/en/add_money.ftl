add-how-much = <b>Add money</b>
    How much? Tap an amount or type one, from { $minimum } to { $maximum }.
add-checkout =
    <b>Add { $amount }</b>
    Pay on { $processor }'s page with a card, a transfer or USSD. The link is good for { $open_for }. I write as soon as the money is in.
add-pay = Pay { $amount }
add-i-have-paid = I have paid
add-not-in-yet = { $amount } is not in yet. If you have paid, I write as soon as { $processor } confirms it. You don't have to wait here.
add-already-in = { $amount } is in your wallet already.
add-credited = ✅ <b>{ $amount } received.</b> Wallet now <tg-spoiler>{ $wallet }</tg-spoiler>
add-page-credited = { $amount } added.
add-page-over = The link to add { $amount } is closed.
add-finish-order = Finish your payment
add-in-review = ⏳ <b>Your money came in and is safe.</b> It was not the { $amount } that was asked for, or it came a second time, or it is more than your wallet may hold, so a person looks at it first. You hear from us within 12 hours.
add-sent-back = ↩️ <b>Your transfer goes back to your bank.</b> It was not for exactly { $amount }, so { $processor } did not take it and nothing was added. You can send it again with the exact amount.
processor-paystack = Paystack
processor-flutterwave = Flutterwave
add-failed = The payment of { $amount } was not completed. Nothing was added to your wallet.
