stray-text = I no understand that one.
stray-long = That one too long for me. Abeg write one short line.
stray-sticker = E fine, but I no sabi read sticker.
stray-voice = I never fit hear voice note. Abeg tap or type.
stray-photo = I no see any Vision receipt inside, and I never fit read other picture. Abeg tap or type.
stray-file = I no sabi read file. Abeg tap or type.
stray-location = I no need location. Abeg tap or type.
stray-contact = I no need contact for here.
stray-forward = Na another person message you forward, so I no go do anything with am. If you want am, type am yourself.
stray-edited = I dey read message once, when e land. If you don change mind, send am again as new message.
stray-other = I no sabi read that kind message. Abeg tap or type.
stray-resume = Where I dey before?
stray-group = Money matter na for private. Abeg open our own chat.
stray-open-privately = Open for private
stray-old-button = That button na from old screen. We no remove any money. /menu go carry you go home.
stray-typed-pin =
    I don delete that message, because e resemble PIN. No ever type your PIN.
    I dey ask for am with keypad, only when you register and when you wan pay.
stray-typed-pin-stays =
    That one resemble PIN, and I no fit delete am. Abeg delete the message yourself, and no ever type your PIN.
    I dey ask for am with keypad, only when you register and when you wan pay.

hint-anywhere = You fit tap button, or type order like <code>500 0803 123 4567</code>. /help go show everything.
hint-airtime-amount = You dey choose how much card you want. Tap one or type am, like 500.
hint-airtime-number = You dey choose number. Type am, like 0803 123 4567, or share contact.
hint-airtime-network = You dey choose network. Tap one.
hint-light-meter-choice = You dey choose meter. Tap one.
hint-light-disco = You dey choose company. Tap one.
hint-light-number = You wan type meter number.
hint-light-house = I ask whether na the correct house. Tap Yes or No.
hint-light-amount = You dey choose how much light you want. Tap one or type am, like 5,000.
hint-bill-biller = You dey choose company. Tap one.
hint-bill-reference = You wan type card, account or profile number.
hint-bill-found = You dey choose account. Tap one.
hint-bill-right = I ask whether na the correct one. Tap Yes or No.
hint-bill-package = You dey choose package. Tap Renew or Change.
hint-bill-plan = You dey choose from list. Tap one, or type small part of the name.
hint-bill-amount = You dey choose amount. Tap one or type am, like 5,000.
hint-pin-sheet = Use the keys put your PIN, or tap Cancel am.
hint-pay-pin = Your pay sheet dey open. Use the keys put your PIN, or tap Cancel am. We no remove any money.
hint-withdraw-account = Tap the account wey the money go enter. We no remove any money.
hint-withdraw-bank = Tap your bank or type the name. We no remove any money.
hint-withdraw-number = Type the 10 digits of your account number. We no remove any money.
hint-withdraw-right = Tap Yes if na your account. We no remove any money.
hint-pay-short = Money for your wallet no reach for this order. Add money, or change the amount. We no remove any money.
hint-add-amount = You dey choose how much you wan add. Tap one or type am, like 2,000.
hint-add-checkout = Your payment link dey open. Pay for there, or tap Cancel am.
hint-register-language = Tap Continue make we start.
hint-register-contact = Tap <b>Share my number</b> for down.
hint-register-pin = Use the keys wey dey up choose your PIN.
hint-register-pin-again = Use the keys wey dey up put your PIN again.
hint-code = Type the code of 6 digits wey I send you.
hint-e-mail = Type your e-mail address, like ada@example.com
hint-link-offered = Tap button for up: the wallet go move come here, or stay where e dey.
hint-identity-name = Type your full name, like Ada Obi.
hint-identity-number = Type the 11 numbers. I go delete your message sharp sharp.
hint-identity-document = Send photo or PDF of paper wey get your name and address.
hint-safe-word = Type the word wey you want make your pay sheet dey show.
