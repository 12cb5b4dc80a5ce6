withdraw-button = Withdraw go my bank
withdraw-which-account = <b>Withdraw go your bank</b>
    Which account?
withdraw-account = { $bank } · { $ends }
withdraw-other-account = Another account
withdraw-which-bank = <b>Withdraw go your bank</b>
    Which bank? Tap am, or type the name. The account must carry your own name.
withdraw-which-of-these = Which one for inside these banks?
withdraw-which-number =
    <b>{ $bank }</b>
    Type the 10 digits of your account number for there.
withdraw-is-it-right =
    Na your account be this?
    <b>{ $name }</b>
    { $bank } · …{ $ends }
withdraw-yes = Yes
withdraw-no = No, another one
withdraw-how-much =
    <b>{ $bank } · …{ $ends }</b>
    How much? Tap the amount or type am, from { $minimum } to { $maximum }.
    Wallet <tg-spoiler>{ $wallet }</tg-spoiler>
withdraw-sheet =
    <b>Withdraw go your bank</b>
    { $bank } · { $number }
    { $name }
withdraw-sheet-amount = To the bank { $amount }
withdraw-sheet-duty = Stamp duty { $duty }
withdraw-sheet-approval =
    { $together ->
    [yes] Join with wetin you withdraw for the last { $counted }, e don pass { $above }. So our person must agree first, inside { $within }.
   *[no] If e pass { $above }, our person must agree first, inside { $within }.
    } If nobody agree, everything go come back by itself.
withdraw-sent =
    ⏳ <b>{ $amount } dey go</b> { $bank } · …{ $ends }.
    E dey take { $usually } most times. You fit leave this chat.
withdraw-waits = ⏳ <b>We dey hold { $amount }.</b> Our person must agree, till { $by }. After that e go { $bank } · …{ $ends }. If nobody agree, e go come back by itself.
withdraw-stop = No withdraw am again
withdraw-checking = ⏳ { $bank } never confirm your { $amount } for …{ $ends }. Your money dey safe, I still dey ask. You go hear from me before { $by }.
withdraw-still-held = ⏳ { $bank } still never confirm your { $amount } for …{ $ends }. Your money dey safe. Our person dey work on am, you go hear from us before { $by }.
withdraw-paid = ✅ <b>{ $amount } don reach { $bank } · …{ $ends }.</b> Wallet now <tg-spoiler>{ $wallet }</tg-spoiler>
withdraw-returned =
    ↩️ { $reason ->
    [cancelled] We don stop am. Nothing go { $bank } · …{ $ends }.
    [refused] We no withdraw am: we no fit agree to { $amount } for { $bank } · …{ $ends }.
    [not-approved] We no withdraw am: nobody agree to your { $amount } on time.
    [frozen] We no withdraw am: your account freeze before e go.
    [sent-back] { $bank } send your { $amount } back.
   *[other] We no withdraw am: your { $amount } no fit enter { $bank } · …{ $ends }.
    }
    <b>{ $total } don come back to your wallet.</b> Wallet now <tg-spoiler>{ $wallet }</tg-spoiler>
withdraw-refunded =
    ↩️ { $bank } send your { $amount } for …{ $ends } back.
    <b>{ $total } don enter your wallet again,</b> with the charges. Wallet now <tg-spoiler>{ $wallet }</tg-spoiler>
withdraw-what = { $amount } to { $bank } · …{ $ends }
withdraw-in-history = Bank { $amount }
withdraw-total = Everything { $total }
withdraw-deadline = Answer, or word from us, before { $by }.
withdrawal-awaiting-approval = dey wait for our person
withdrawal-accepted = dey go
withdrawal-submitted = dey go
withdrawal-unresolved = never confirm
withdrawal-paid = don reach bank
withdrawal-released = don come back to your wallet
withdrawal-refunded = the bank send am back, e dey your wallet
withdraw-for-staff =
    One big withdrawal dey wait for second person. E big by itself, or join with wetin the same customer withdraw just before.
    { $amount } to { $bank } · …{ $ends }, dem ask am { $at }
    Customer { $customer }
    Withdrawal { $withdrawal }
withdraw-agree = Agree
withdraw-refuse = No agree
withdraw-agreed = We agree: { $amount }, withdrawal { $withdrawal }. E dey go.
withdraw-refused = We no agree: { $amount }, withdrawal { $withdrawal }. The money don go back to the wallet.
