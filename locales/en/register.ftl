register-welcome =
    <b>Welcome to Vision.</b>
    Pay airtime, data, light, TV and more, right here in this chat.

    By continuing you accept our terms and the privacy notice: /privacy
register-money-waits = 🎁 <b>{ $amount } waits behind your link.</b> Share your number and choose a PIN to have it.
register-continue = Continue
register-share-number =
    Share your number so that we can protect your wallet. We check that it belongs to this Telegram account.
register-share = Share my number
register-not-yours = That contact is not yours. Tap <b>Share my number</b> below.
register-forwarded = That contact was forwarded, so I can't tell whose it is. Tap <b>Share my number</b> below.
register-foreign = That is not a Nigerian mobile number. Vision works with Nigerian numbers only, like +234 803 123 4567.
register-not-typed = I can't check a number that is typed. Tap <b>Share my number</b> below, and Telegram tells me that it is yours.
register-thanks = Thank you, { $name }. Your number is { $phone }.
register-choose-pin =
    <b>Choose a PIN of 4 digits.</b>
    You enter it for every payment.

    This is your Vision PIN. We never ask for a Telegram code, and nobody from Vision asks for your PIN in a message or a call.
register-repeat-pin = <b>Enter the same PIN again.</b>
register-do-not-match = They don't match. Start again.
register-pin-not-deleted = I could not delete your message, so that PIN is not used. Please delete the message yourself, and choose another PIN with the keys.
register-newer-keypad = That keypad is not used any more. Look at the newest one.
register-keypad-over = That keypad was for choosing your PIN, and you have one now. Nothing was changed.
register-order-kept = I keep your order. First you need a wallet, which takes a minute; then we go on with it.
register-ready = Your wallet is ready. Add money, and you can pay your first bill.
