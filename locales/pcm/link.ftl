link-offer = This number get wallet already for another Telegram account. Make e move come here?
link-what-it-needs = E need code wey go your phone, and your PIN. The other account go sign out.
link-move = Move am come here
link-enter-pin = <b>Put the PIN of that wallet.</b>
link-moved-here = Your wallet don dey here now.
link-signed-out = 🔐 Your Vision wallet don move go another Telegram account. You don sign out for here.
link-signed-out-not-you = If no be you: send /start here, share your number and move am back. E need code wey go your phone and your PIN. Nobody fit spend plenty till tomorrow.
link-is-here = Your wallet dey here. To move am go another Telegram account, open Vision there, share your number, and choose “Move am come here”.
