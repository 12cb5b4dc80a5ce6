cart-offer = Finish by itself
cart-promise =
    Enter your PIN now, and this is paid by itself as soon as the money is in.
    Exactly this and nothing else, until { $until }.
cart-kept = ✅ Kept for you. When the money is in, I pay { $biller } by myself, until { $until }.
cart-stop = Don't wait for it
cart-stopped = <b>Your order does not wait any more.</b> It is not paid by itself. Nothing was charged.
cart-back = <b>Your order could not be finished by itself.</b> Its time is over, or its price, your limits or your PIN changed. Nothing was charged for it.
cart-go-on = Go on with it
cart-gone = That order does not wait any more. If it was paid by itself, it is in your history.
cart-takes-place = This takes the place of your order of { $total } that waits for money. That one will not be paid by itself any more.
