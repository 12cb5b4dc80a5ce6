home-send = Send
send-who = <b>Send money</b>
    Who e be for?
send-who-amount = <b>Send { $amount }</b>
    Who e be for?
send-who-how = Tap person, or type phone number or @username. Picture of their QR code go work too.
send-choose = Pick from Telegram
send-choose-key = Pick person
send-choose-how = Tap the key wey dey down to pick person from your Telegram.
send-chosen = Small time.
send-that-person = the person wey you pick
send-link = Send with link
send-my-qr = My QR code
send-somebody-else = Another person
send-other-amount = Another amount
send-unknown-name = I no know who “{ $name }” be. Type phone number or @username.
send-nobody = I no see wallet for <b>{ $who }</b>.
send-link-how = You fit send the money with link. Dem go open am, share their own number, and e don enter. If nobody open am inside { $open_for }, e go come back to you by itself.
send-right-amount = You dey send { $amount }.
send-right = Na this person?
    <b>{ $name }</b> · { $phone }
send-yes = Yes, na the person
send-no = No
send-to = To <b>{ $name }</b> · { $phone }
send-to-link = To who open the link
send-only-for = Only { $phone } fit open am.
send-how-much = How much? From { $minimum } to { $maximum }, no fee.
send-sheet-amount = You dey send <b>{ $amount }</b>, no fee
send-sheet-after = Wallet after <tg-spoiler>{ $balance }</tg-spoiler>
send-sheet-link = You go get link wey you go pass on. You fit take the money back until person claim am; after { $open_for } e go come back by itself.
send-sheet-cools = You never send money to this person before, so e go wait { $undo_for }. Before then you fit undo am.
send-too-little = Your wallet remain <b>{ $missing }</b> to reach. We no remove any money.
send-my-code = Anybody wey scan this or open the link fit send you money. Dem go see part of your name.
send-found-by-name = People fit find you with @{ $username } too.
send-not-found-by-name = Nobody fit find you with @{ $username }.
send-hide-name = Hide my @username
send-show-name = Show my @username
send-code-caption = Send me money: { $link }
