add-how-much = <b>Add money</b>
    How much? Tap the amount or type am, from { $minimum } reach { $maximum }.
add-checkout =
    <b>Add { $amount }</b>
    Pay for { $processor } page with card, transfer or USSD. The link go work for { $open_for }. Once the money enter, I go tell you.
add-pay = Pay { $amount }
add-i-have-paid = I don pay
add-not-in-yet = { $amount } never enter. If you don pay, I go tell you once { $processor } confirm am. You no need wait here.
add-already-in = { $amount } don already dey your wallet.
add-credited = ✅ <b>{ $amount } don enter.</b> Wallet now na <tg-spoiler>{ $wallet }</tg-spoiler>
add-page-credited = { $amount } don enter.
add-page-over = The link to add { $amount } don close.
add-finish-order = Finish your payment
add-in-review = ⏳ <b>Your money don reach us and e dey safe.</b> E no be the { $amount } wey we ask for, or e come two times, or e pass wetin your wallet fit hold, so our own person go look am first. You go hear from us inside 12 hours.
add-sent-back = ↩️ <b>Your transfer dey go back to your bank.</b> E no be exactly { $amount }, so { $processor } no take am and nothing enter. You fit send am again with the correct amount.
processor-paystack = Paystack
processor-flutterwave = Flutterwave
add-failed = The payment of { $amount } no complete. Nothing enter your wallet.
