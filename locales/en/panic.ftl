panic-ask =
    <b>Freeze your wallet?</b>
    At once no money leaves it, and no token is shown. Money still comes in. To unfreeze it you need a code to your phone and a new PIN.
panic-freeze = Freeze my wallet now
panic-unfreeze = Unfreeze my wallet
panic-appeal = Ask for a person
panic-what-now = What now?

frozen-why = 🧊 <b>Your wallet is frozen</b> since { $since }. { $reason ->
    [panic] You froze it here.
    [freeze-code] Somebody gave your freeze code.
    [not-me] You said that a payment was not yours.
    [risk] We saw signs that somebody else may be using it, and stopped it to protect your money.
    [deletion] You asked us to delete your account.
   *[staff] A person of ours stopped it.
 }
frozen-still-works = { $how ->
    [in] No money can be added, sent to you or claimed. Paying, your history, reports and help still work.
    [all] No money leaves it or comes in, and no token is shown. Your history, reports and help still work.
   *[out] No money leaves it and no token is shown. Adding money, your history, reports and help still work.
} What was not delivered still comes back to you.
frozen-until = It ends by itself: { $until }.
frozen-way-out-hers = When you are safe, unfreeze it: I send a code to your phone, and you choose a new PIN. For 24 hours after it you can spend little.
frozen-way-out-ours = If you think that this is wrong, ask for a person to look at it.
frozen-not = Your wallet is not frozen.
frozen-home = 🧊 Your wallet is frozen. /unfreeze says why and what to do.
frozen-appealed = A person looks at it. You hear from us by { $by }.
frozen-token-kept = 🧊 Your token is kept. It is shown again when your wallet is not frozen any more.

safety-title = <b>Safety</b>
safety-no-code = With a freeze code you, or somebody you trust, can freeze your wallet from any Telegram account, should your phone be gone. You have none yet.
safety-code-made = Your freeze code is from { $at }. From any Telegram account, /freeze with the code stops all money.
safety-new-code = New freeze code
safety-pin = My PIN
safety-copy-code = Copy
safety-code =
    <b>Your freeze code</b>
    <code>{ $code }</code>
    Write it down where you find it without this phone. I don't show it again, and an older one opens nothing any more.
    From any Telegram account: <code>/freeze { $code }</code>
freeze-by-code = If that code is right, the wallet is frozen now. Its owner is told.
freeze-how = To freeze a wallet whose freeze code you know, send <code>/freeze</code> and the code.

alert-wallet-frozen = 🧊 Your wallet was frozen: { $at }. { $how ->
    [in] No money comes in.
    [all] No money leaves it or comes in.
   *[out] No money leaves it.
}
alert-wallet-unfrozen = 🔐 Your wallet is not frozen any more: { $at }. If that was not you, send /panic here at once.
wallet-thawed = ✅ Your wallet is not frozen any more: the time that we had set is over.
