link-offer = This number already has a wallet under another Telegram account. Shall it move here?
link-what-it-needs = It takes a code to your phone, and your PIN. The other account is signed out.
link-move = Move it here
link-enter-pin = <b>Enter the PIN of that wallet.</b>
link-moved-here = Your wallet is here now.
link-signed-out = 🔐 Your Vision wallet moved to another Telegram account. You are signed out here.
link-signed-out-not-you = If that was not you: send /start here, share your number and move it back. It takes a code to your phone and your PIN. Nobody can spend much till tomorrow.
link-is-here = Your wallet is here. To move it to another Telegram account, open Vision there, share your number, and choose “Move it here”.
