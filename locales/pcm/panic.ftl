panic-ask =
    <b>Make we freeze your wallet?</b>
    Sharp sharp, no money go comot, and we no go show any token. Money fit still enter. To open am back, you go need code for your phone and new PIN.
panic-freeze = Freeze my wallet now
panic-unfreeze = Unfreeze my wallet
panic-appeal = Call person for me
panic-what-now = Wetin I go do?

frozen-why = 🧊 <b>Your wallet dey frozen</b> since { $since }. { $reason ->
    [panic] Na you freeze am for here.
    [freeze-code] Person give your freeze code.
    [not-me] You talk say one payment no be you.
    [risk] We see sign say another person fit dey use am, so we stop am to guard your money.
    [deletion] You tell us make we delete your account.
   *[staff] Our person stop am.
 }
frozen-still-works = { $how ->
    [in] Nobody fit add money, send you money, and you no fit claim. To pay, your history, report and help still dey work.
    [all] Money no fit comot or enter, and we no go show token. Your history, report and help still dey work.
   *[out] Money no fit comot and we no go show token. To add money, your history, report and help still dey work.
} Wetin no deliver go still come back to you.
frozen-until = E go end by itself: { $until }.
frozen-way-out-hers = When you safe, unfreeze am: I go send code to your phone, and you go choose new PIN. For 24 hours after am, na small money you fit spend.
frozen-way-out-ours = If you feel say e no correct, ask make person look am.
frozen-not = Your wallet no dey frozen.
frozen-home = 🧊 Your wallet dey frozen. /unfreeze go tell you why and wetin to do.
frozen-appealed = Person dey look am. You go hear from us before { $by }.
frozen-token-kept = 🧊 We keep your token. You go see am when your wallet no dey frozen again.

safety-title = <b>Safety</b>
safety-no-code = With freeze code, you or person wey you trust fit freeze your wallet from any Telegram account, if your phone loss. You never get one.
safety-code-made = Your freeze code na from { $at }. From any Telegram account, /freeze with the code go stop all money.
safety-new-code = New freeze code
safety-pin = My PIN
safety-copy-code = Copy
safety-code =
    <b>Your freeze code</b>
    <code>{ $code }</code>
    Write am for where you go see am without this phone. I no go show am again, and the old one no go work again.
    From any Telegram account: <code>/freeze { $code }</code>
freeze-by-code = If that code correct, the wallet don freeze now. We don tell the owner.
freeze-how = To freeze wallet wey you know the freeze code, send <code>/freeze</code> and the code.

alert-wallet-frozen = 🧊 Your wallet don freeze: { $at }. { $how ->
    [in] Money no fit enter.
    [all] Money no fit comot or enter.
   *[out] Money no fit comot.
}
alert-wallet-unfrozen = 🔐 Your wallet no dey frozen again: { $at }. If no be you, send /panic here now now.
wallet-thawed = ✅ Your wallet no dey frozen again: the time wey we set don finish.
