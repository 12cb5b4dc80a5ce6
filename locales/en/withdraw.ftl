withdraw-button = Withdraw to my bank
withdraw-which-account = <b>Withdraw to your bank</b>
    Which account?
withdraw-account = { $bank } · { $ends }
withdraw-other-account = Another account
withdraw-which-bank = <b>Withdraw to your bank</b>
    Which bank? Tap it, or type its name. The account has to be in your own name.
withdraw-which-of-these = Which of these banks?
withdraw-which-number =
    <b>{ $bank }</b>
    Type the 10 digits of your account number there.
withdraw-is-it-right =
    Is this your account?
    <b>{ $name }</b>
    { $bank } · …{ $ends }
withdraw-yes = Yes
withdraw-no = No, another one
withdraw-how-much =
    <b>{ $bank } · …{ $ends }</b>
    How much? Tap an amount or type one, from { $minimum } to { $maximum }.
    Wallet <tg-spoiler>{ $wallet }</tg-spoiler>
withdraw-sheet =
    <b>Withdraw to your bank</b>
    { $bank } · { $number }
    { $name }
withdraw-sheet-amount = To the bank { $amount }
withdraw-sheet-duty = Stamp duty { $duty }
withdraw-sheet-approval =
    { $together ->
    [yes] With what you withdrew in the last { $counted } this is above { $above }, so a person of ours has to agree first, within { $within }.
   *[no] Above { $above } a person of ours has to agree first, within { $within }.
    } If nobody does, it all comes back by itself.
withdraw-sent =
    ⏳ <b>{ $amount } is on its way</b> to { $bank } · …{ $ends }.
    Usually takes { $usually }. You can leave this chat.
withdraw-waits = ⏳ <b>{ $amount } is held.</b> A person of ours has to agree to it, till { $by }. Then it goes to { $bank } · …{ $ends }. If nobody agrees, it comes back by itself.
withdraw-stop = Don't withdraw it
withdraw-checking = ⏳ { $bank } has not confirmed your { $amount } for …{ $ends } yet. Your money is held, and I keep asking. You hear from me by { $by }.
withdraw-still-held = ⏳ { $bank } has still not confirmed your { $amount } for …{ $ends }. Your money is held. A person of ours works on it, and you hear from us by { $by }.
withdraw-paid = ✅ <b>{ $amount } is at { $bank } · …{ $ends }.</b> Wallet now <tg-spoiler>{ $wallet }</tg-spoiler>
withdraw-returned =
    ↩️ { $reason ->
    [cancelled] Stopped. Nothing went to { $bank } · …{ $ends }.
    [refused] Not withdrawn: we could not agree to { $amount } for { $bank } · …{ $ends }.
    [not-approved] Not withdrawn: nobody agreed to your { $amount } in time.
    [frozen] Not withdrawn: your account was frozen before it was sent.
    [sent-back] { $bank } sent your { $amount } back.
   *[other] Not withdrawn: your { $amount } could not be paid to { $bank } · …{ $ends }.
    }
    <b>{ $total } is back in your wallet.</b> Wallet now <tg-spoiler>{ $wallet }</tg-spoiler>
withdraw-refunded =
    ↩️ { $bank } sent your { $amount } for …{ $ends } back.
    <b>{ $total } is in your wallet again,</b> the fee included. Wallet now <tg-spoiler>{ $wallet }</tg-spoiler>
withdraw-what = { $amount } to { $bank } · …{ $ends }
withdraw-in-history = Bank { $amount }
withdraw-total = Together { $total }
withdraw-deadline = An answer, or a word from us, by { $by }.
withdrawal-awaiting-approval = waits for a person of ours
withdrawal-accepted = on its way
withdrawal-submitted = on its way
withdrawal-unresolved = not confirmed yet
withdrawal-paid = paid out
withdrawal-released = back in your wallet
withdrawal-refunded = sent back by the bank, back in your wallet
withdraw-for-staff =
    A large withdrawal waits for a second person. It is large by itself, or with what the same customer withdrew just before.
    { $amount } to { $bank } · …{ $ends }, asked for { $at }
    Customer { $customer }
    Withdrawal { $withdrawal }
withdraw-agree = Agree
withdraw-refuse = Refuse
withdraw-agreed = Agreed: { $amount }, withdrawal { $withdrawal }. It is on its way.
withdraw-refused = Refused: { $amount }, withdrawal { $withdrawal }. The money is back in the wallet.
