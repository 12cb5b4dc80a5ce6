cart-offer = Finish am by itself
cart-promise =
    Put your PIN now, and this one go pay by itself once the money enter.
    Only this one, nothing else, till { $until }.
cart-kept = ✅ I don keep am for you. Once the money enter, I go pay { $biller } by myself, till { $until }.
cart-stop = No wait for am again
cart-stopped = <b>Your order no dey wait again.</b> E no go pay by itself. We no remove any money.
cart-back = <b>Your order no fit finish by itself.</b> The time don pass, or the price, your limit or your PIN don change. We no remove any money for am.
cart-go-on = Continue with am
cart-gone = That order no dey wait again. If e don pay by itself, you go see am for your history.
cart-takes-place = This one go take the place of your { $total } order wey dey wait for money. That one no go pay by itself again.
