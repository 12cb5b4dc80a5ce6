pin-page =
    <b>Your PIN</b>
    Change am any time. If you forget am, or e lock, reset am with code wey I go send to your phone.
pin-change = Change my PIN
pin-forgotten = I forget am
pin-reset-now = Reset PIN now
pin-old-first = <b>Change your PIN.</b> First, the one wey you get now.
pin-share-number = To reset your PIN, share your number. Then I go send you code.
pin-other-number = No be the number wey you register with be that, so I no fit use am reset your PIN.
pin-number-is-right = Your number correct.
pin-is-changed = Your PIN don change. Na the new one dey work from now.
pin-is-reset = We don reset your PIN. Na the new one dey work from now.
pin-took-too-long = E don tey, so your PIN still dey as e be. Abeg start again.
account-limited = To keep you safe, you fit spend { $limit } till { $until }. After that your normal limit go come back.

alert-pin-changed = 🔐 Your PIN don change: { $at }.
alert-pin-reset = 🔐 Dem reset your PIN with code wey go your phone: { $at }.
alert-pin-unlocked = 🔐 Our support don allow you try your PIN again: { $at }. For 24 hours na small money you fit spend. Nobody for here go ever ask your PIN.
alert-e-mail-changed = 🔐 Your e-mail address don change: { $at }.
alert-password-changed = 🔐 Your password for app and web don set: { $at }. You don sign out for every other place.
alert-account-moved = 🔐 Your account don move come this Telegram: { $at }. The old one don sign out.
alert-limit-raised = 🔐 Your own limit for one day don go up: { $at }.
alert-not-you = If no be you, send /panic here sharp sharp: e go stop all money.
