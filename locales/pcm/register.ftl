register-welcome =
    <b>You welcome to Vision.</b>
    Pay for card, data, light, TV and plenty more, inside this chat.

    If you continue, e mean say you gree with our terms and how we dey keep your matter: /privacy
register-money-waits = 🎁 <b>{ $amount } dey wait for inside your link.</b> Share your number and choose PIN make you get am.
register-continue = Continue
register-share-number =
    Share your number make we fit protect your wallet. We go check say na this Telegram account get am.
register-share = Share my number
register-not-yours = That contact no be your own. Tap <b>Share my number</b> for down.
register-forwarded = Na forward you forward that contact, so I no fit know who get am. Tap <b>Share my number</b> for down.
register-foreign = That one no be Naija mobile number. Vision dey work with Naija number only, like +234 803 123 4567.
register-not-typed = I no fit check number wey you type. Tap <b>Share my number</b> for down, Telegram go tell me say na your own.
register-thanks = Thank you, { $name }. Your number na { $phone }.
register-choose-pin =
    <b>Choose PIN of 4 numbers.</b>
    You go put am anytime you wan pay.

    Na your Vision PIN be this. We no dey ask for Telegram code, and nobody from Vision go ask your PIN for message or call.
register-repeat-pin = <b>Put the same PIN again.</b>
register-do-not-match = The two no match. Start again.
register-pin-not-deleted = I no fit delete your message, so I no use that PIN. Abeg delete the message yourself, then use the keys choose another PIN.
register-newer-keypad = That keypad don close. Look the new one.
register-keypad-over = Na to choose your PIN that keypad dey for, and you don get one. Nothing change.
register-order-kept = I don keep your order. First you need wallet, e no go pass one minute; after that we go continue am.
register-ready = Your wallet don ready. Add money, then you fit pay your first bill.
