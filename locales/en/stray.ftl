stray-text = I didn't get that.
stray-long = That is too long for me. Please write one short line.
stray-sticker = Nice one, but I can't read stickers.
stray-voice = I can't hear voice notes yet. Tap or type, please.
stray-photo = I see no Vision receipt in that, and I can't read other pictures yet. Tap or type, please.
stray-file = I can't read files. Tap or type, please.
stray-location = I don't need a place. Tap or type, please.
stray-contact = I don't need a contact here.
stray-forward = That was forwarded from somebody else, so I don't act on it. Type it yourself if you want it.
stray-edited = I read a message once, when it comes. If you changed your mind, send it again as a new message.
stray-other = I can't read that kind of message. Tap or type, please.
stray-resume = Where was I?
stray-group = I keep money matters private. Open our own chat, please.
stray-open-privately = Open privately
stray-old-button = That button is from an older screen. Nothing was charged. /menu brings you home.
stray-typed-pin =
    I deleted that message, because it looked like a PIN. Never type your PIN.
    I ask for it on a keypad, only when you register and when you pay.
stray-typed-pin-stays =
    That looked like a PIN, and I could not delete it. Please delete the message yourself, and never type your PIN.
    I ask for it on a keypad, only when you register and when you pay.

hint-anywhere = You can tap a button, or type an order like <code>500 0803 123 4567</code>. /help shows everything.
hint-airtime-amount = You were choosing an amount of airtime. Tap one or type it, like 500.
hint-airtime-number = You were choosing a number. Type it, like 0803 123 4567, or share a contact.
hint-airtime-network = You were choosing a network. Tap one.
hint-light-meter-choice = You were choosing a meter. Tap one.
hint-light-disco = You were choosing a company. Tap one.
hint-light-number = You were about to type a meter number.
hint-light-house = I asked if the house is right. Tap Yes or No.
hint-light-amount = You were choosing an amount of light. Tap one or type it, like 5,000.
hint-bill-biller = You were choosing a company. Tap one.
hint-bill-reference = You were about to type a card, account or profile number.
hint-bill-found = You were choosing an account. Tap one.
hint-bill-right = I asked if that is the right one. Tap Yes or No.
hint-bill-package = You were choosing a package. Tap Renew or Change.
hint-bill-plan = You were choosing from a list. Tap one, or type a part of its name.
hint-bill-amount = You were choosing an amount. Tap one or type it, like 5,000.
hint-pin-sheet = Enter your PIN with the keys, or tap Cancel.
hint-pay-pin = Your pay sheet is open. Enter your PIN with its keys, or tap Cancel. Nothing was charged.
hint-withdraw-account = Tap the account that the money shall go to. Nothing was charged.
hint-withdraw-bank = Tap your bank or type its name. Nothing was charged.
hint-withdraw-number = Type the 10 digits of your account number. Nothing was charged.
hint-withdraw-right = Tap Yes if it is your account. Nothing was charged.
hint-pay-short = Your wallet is short for the order. Add money, or change the amount. Nothing was charged.
hint-add-amount = You were choosing how much to add. Tap an amount or type it, like 2,000.
hint-add-checkout = Your payment link is open. Pay there, or tap Cancel.
hint-register-language = Tap Continue to begin.
hint-register-contact = Tap <b>Share my number</b> below.
hint-register-pin = Choose your PIN with the keys above.
hint-register-pin-again = Enter your PIN again with the keys above.
hint-code = Type the code of 6 digits that I sent you.
hint-e-mail = Type your e-mail address, like ada@example.com
hint-link-offered = Tap a button above: the wallet moves here, or stays where it is.
hint-identity-name = Type your full name, like Ada Obi.
hint-identity-number = Type the 11 digits of the number. I delete your message at once.
hint-identity-document = Send a photo or a PDF of a paper with your name and address.
hint-safe-word = Type the word that you want to see on your pay sheets.
