promo-ask = Type the promo code.
promo-credited = ✅ { $amount } is in your cashback, by the code { $code }.
promo-use-it = Tap “Use cashback” on the next pay sheet to pay with it.
promo-button = I have a promo code
