home-send = Send
send-who = <b>Send money</b>
    Who is it for?
send-who-amount = <b>Send { $amount }</b>
    Who is it for?
send-who-how = Tap somebody, or type a phone number or an @username. A picture of their QR code works too.
send-choose = Choose from Telegram
send-choose-key = Choose a person
send-choose-how = Tap the key below to choose somebody from your Telegram.
send-chosen = One moment.
send-that-person = the person you chose
send-link = Send by link
send-my-qr = My QR code
send-somebody-else = Somebody else
send-other-amount = Another amount
send-unknown-name = I don't know who “{ $name }” is. Type a phone number or an @username.
send-nobody = I found no wallet for <b>{ $who }</b>.
send-link-how = You can send the money by a link. They open it, share their own number, and have it. If nobody opens it within { $open_for }, it comes back to you by itself.
send-right-amount = You send { $amount }.
send-right = Is this the right person?
    <b>{ $name }</b> · { $phone }
send-yes = Yes, that's right
send-no = No
send-to = To <b>{ $name }</b> · { $phone }
send-to-link = To whoever opens the link
send-only-for = Only { $phone } can open it.
send-how-much = How much? From { $minimum } to { $maximum }, no fee.
send-sheet-amount = You send <b>{ $amount }</b>, no fee
send-sheet-after = Wallet after <tg-spoiler>{ $balance }</tg-spoiler>
send-sheet-link = You get the link to pass on. You can take the money back until it is claimed; after { $open_for } it comes back by itself.
send-sheet-cools = You have not sent to this person before, so it waits { $undo_for }. Until then you can undo it.
send-too-little = Your wallet is short by <b>{ $missing }</b>. Nothing was charged.
send-my-code = Whoever scans this or opens the link can send you money. They see your name in part.
send-found-by-name = People can also find you by @{ $username }.
send-not-found-by-name = Nobody can find you by @{ $username }.
send-hide-name = Hide my @username
send-show-name = Show my @username
send-code-caption = Send me money: { $link }
