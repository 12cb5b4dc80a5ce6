pin-page =
    <b>Your PIN</b>
    Change it whenever you like. If you forgot it, or it is locked, reset it with a code to your phone.
pin-change = Change my PIN
pin-forgotten = I forgot it
pin-reset-now = Reset PIN now
pin-old-first = <b>Change your PIN.</b> First the one that you have now.
pin-share-number = To reset your PIN, share your number. Then I send you a code.
pin-other-number = That is not the number that you registered with, so I can't reset your PIN by it.
pin-number-is-right = Your number is right.
pin-is-changed = Your PIN is changed. The new one holds from now.
pin-is-reset = Your PIN is reset. The new one holds from now.
pin-took-too-long = That took too long, so your PIN is as it was. Please begin anew.
account-limited = For your safety you can spend { $limit } till { $until }. Then your usual limit holds again.

alert-pin-changed = 🔐 Your PIN was changed: { $at }.
alert-pin-reset = 🔐 Your PIN was reset with a code to your phone: { $at }.
alert-pin-unlocked = 🔐 Our support let you try your PIN again: { $at }. For 24 hours you can spend little. Nobody of us ever asks for your PIN.
alert-e-mail-changed = 🔐 Your e-mail address was changed: { $at }.
alert-password-changed = 🔐 Your password for the app and the web was set: { $at }. You are signed out everywhere else.
alert-account-moved = 🔐 Your account moved to this Telegram: { $at }. You are signed out of the old one.
alert-limit-raised = 🔐 Your own daily limit was raised: { $at }.
alert-not-you = If that was not you, send /panic here at once: it stops all money.
