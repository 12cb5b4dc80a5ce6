promo-ask = Type the promo code.
promo-credited = ✅ { $amount } don enter your cashback, with the code { $code }.
promo-use-it = Tap “Use cashback” for the next pay sheet make you take am pay.
promo-button = I get promo code
