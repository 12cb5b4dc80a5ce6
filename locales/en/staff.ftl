case-opened = ⚠️ <b>Case: { $case }</b>
    <code>{ $subject }</code>
case-deadline-near = the deadline is near and nobody knows
case-unresolved-at-deadline = no answer at the deadline
case-late-delivery = delivered after the money went back
case-contradiction = the vendor contradicts itself
case-cost-unknown = the vendor did not say its price
case-token-missing = the token is missing
case-clawback-short = cashback could not be taken back
case-referral-review = the bill of an invited friend looks like the inviting one's own
case-amount-mismatch = another amount came in
case-above-maximum-balance = more than the wallet may hold
case-risk-review = an unusual order that waits for you
case-risk-appeal = a refused order that its customer asks you to look at again
case-recall-refused = a transfer was not given back
case-unknown-sender = money came from somebody unknown to who got it
case-unknown-top-up = money came in and nobody knows whose
case-unknown-account = money came in on a number that is nobody's
case-withdrawal-approval = a large withdrawal that waits for a second person
case-late-payout = money at a bank that was given back before
case-payout-needs-code = a transfer that waits for a code which the processor sent to you
case-bank-name-mismatch = bank accounts in other names than the customer's
case-chargeback = a processor takes added money back, or may
case-chargeback-short = added money is taken back, and it was spent
case-chargeback-unclear = a chargeback waits for us, or contradicts itself
case-chargeback-unknown = a chargeback of money that is not in our books
case-freeze-appeal = a customer asks to look at a freeze
case-address-proof = a customer handed in a proof of her address
case-money-in-frozen = money came in for a wallet that we froze altogether
case-processor-event = a processor tells of something that a person has to make out
case-paid-twice = a checkout was paid twice
update-put-aside = ⚠️ A message from Telegram could not be understood and was put aside (update { $update }). Somebody who can program should look at the log.
staff-ticket = 🎫 <b>Ticket P-{ NUMBER($number, useGrouping: 0) }</b>
staff-ticket-evidence = • { $line }
staff-request-title = <b>{ $number }</b> · { staff-act } · <code>{ $subject }</code>
staff-act = { $act ->
    [correct-break] correct the books
    [change-fee] change a fee
    [change-cashback] change a cashback rule
    [change-at-a-loss] change a rule at a loss
    [make-promo] make a promo code
    [end-promo] end a promo code
    [refund] refund
    [credit] credit
    [debit] debit
    [freeze] freeze
    [change-limit] change a limit
    [unfreeze] unfreeze
    [broadcast] send news
    [give-role] give a role
    [reset-staff-pin] take a staff PIN away
   *[take-role] take a role
}
staff-amount = Amount: { $amount }
staff-wallet-change = Wallet: { $before } → { $after }
staff-change = { $before } → { $after }
staff-state-none = nothing
staff-state-open = open
staff-state-frozen-out = no money out
staff-state-frozen-in = no money in
staff-state-frozen-all = no money in or out
staff-state-draft = draft
staff-state-on = on
staff-state-owner = owner
staff-state-finance = finance
staff-state-operations = operations
staff-state-support = support
staff-state-auditor = auditor
staff-reason = Reason: { $reason }
staff-request-by = Asked by { $maker }, open until { $until }
staff-button-approve = Approve
staff-button-reject = Reject
staff-no-requests = Nothing waits for a second person.
staff-request-created = ✍️ { $number } created. It needs a second person, not you, by { $until }. Nothing has moved.
staff-done = ✅ { $number } done: { staff-act } <code>{ $subject }</code>
staff-rejected = ✖️ { $number } rejected: { $reason }. Nothing has moved.
staff-audit-id = <i>Audit A-{ NUMBER($n, useGrouping: 0) }</i>
wallet-corrected = { $way ->
    [out] We took { $amount } out of your wallet, to correct a mistake.
   *[in] We put { $amount } into your wallet.
} If you have a question, tell our support this reference: <code>{ $reference }</code>
staff-usage-a =
    /a [section]
    For example: /a money
staff-about-a = What your roles may do
staff-usage-approvals =
    /approvals
    For example: /approvals
staff-about-approvals = What waits for a second person
staff-usage-approve =
    /approve APR-number
    For example: /approve APR-381
staff-about-approve = Agree to a request
staff-usage-reject =
    /reject APR-number reason
    For example: /reject APR-381 wrong customer
staff-about-reject = Say no to a request
staff-usage-tx =
    /tx REFERENCE
    For example: /tx 0193c1d2
staff-about-tx = All that happened to a payment
staff-usage-refund =
    /refund REFERENCE [amount] reason
    For example: /refund 0193c1d2 500 wrong meter, biller agreed
staff-about-refund = Give a payment's money back
staff-usage-credit =
    /credit CUSTOMER amount reason
    For example: /credit 08031234567 2,000 came in without a name
staff-about-credit = Put money into a wallet
staff-usage-debit =
    /debit CUSTOMER amount reason
    For example: /debit 08031234567 2,000 credited twice
staff-about-debit = Take money out of a wallet
staff-usage-user =
    /user PHONE, @name, id or REFERENCE
    For example: /user 08031234567
staff-about-user = A customer, masked
staff-usage-freeze =
    /freeze CUSTOMER in|out|all reason [until 2026-12-01 18:00]
    For example: /freeze 08031234567 out phone stolen until 2030-12-01 18:00
staff-about-freeze = Let no money leave or enter a wallet
staff-usage-unfreeze =
    /unfreeze CUSTOMER reason
    For example: /unfreeze 08031234567 seen her papers
staff-about-unfreeze = Let a wallet go on
staff-usage-audit =
    /audit [Telegram id, customer or reference] [rows]
    For example: /audit 08031234567 20
staff-about-audit = Who did what
staff-usage-whoami =
    /whoami
    For example: /whoami
staff-about-whoami = Who you are here
staff-usage-role =
    /role add|rm PERSON role [reason]
    For example: /role add @bola finance
staff-about-role = Give or take a role
staff-usage =
    { $about }:
    <code>{ $line }</code>
staff-bad-argument = { $argument ->
    [customer] I can't read whom you mean.
    [person] I can't read whom you mean.
    [amount] I can't read the amount.
    [reason] Say why.
    [until] Say until when, like this: until 2026-12-01 18:00 (Lagos time).
    [terms] Say daily or single, how much, and until when; or off.
    [number] I can't read the number of the request.
    [role] The roles are owner, finance, operations, support and auditor.
    [reference] I can't read the reference.
    [of] I can't read what it is about: a biller or a category, like electricity.
    [rule] I can't read that.
    [begins] From when? A day to come like 2027-12-01, tomorrow, or now.
    [flat] I can't read the amount.
    [cap] A share takes a cap: the most that it may come to.
    [rate] Say how much, and at most how much: rate=1.5% cap=200
    [monthly] Say at most how much a month, not less than a bill: monthly=2000
    [max] The largest bill is not below the smallest.
    [biller] I can't read which billers; several have to be of one category.
    [category] I can't read the category.
    [priority] Say which goes first: priority=10
    [days] The days are mon, tue, wed, thu, fri, sat and sun.
    [end] Say the last day: until=2027-12-31
    [n] Say how often in all: n=500
    [per] Say how often a customer: per=1
    [name] A name has small letters, digits and dashes.
    [code] A code has 3 to 20 letters and digits.
   *[other] Something is missing.
}
staff-too-much = That is more than this command takes.
staff-changes-nothing = It changes nothing: just send it without the question mark.
staff-would-do = <code>{ $line }</code> is done at once, without a PIN: { $about }.
staff-dry-run = 🔎 Only looked at: nothing was done.
staff-enter-pin = Enter your staff PIN to go on.
staff-new-pin = Choose a staff PIN of 4 digits, another one than your wallet's.
staff-new-pin-again = Enter it once more.
staff-pins-differ = They differ. Start again.
staff-pin-set = ✅ Your staff PIN is set. Nobody of us will ever ask you for it.
staff-cancelled = Nothing was done.
staff-private-only = Send me that in our own chat, please.
staff-preview = <b>{ staff-act }</b> · { $whom }
staff-alone = You may do this alone.
staff-takes-two = This takes a second person. Your PIN makes the request; nothing moves before somebody else agrees.
staff-user-title =
    <b>{ $who }</b>
    <code>{ $id }</code>
staff-user-since = Level { $tier } · customer since { $day }
staff-user-money = Wallet { $wallet } · cashback { $cashback } · held { $held }
staff-user-limits = Used today: { $used } of { $limit }
staff-user-owes = Owes us { $amount }
staff-user-restricted = Little may leave until { $until }
staff-user-frozen = 🧊 Frozen ({ $reason }) since { $since }
staff-user-payment = • <code>{ $id }</code> { $amount } { $state }
staff-user-ticket = • 🎫 P-{ NUMBER($number, useGrouping: 0) } { $state }
staff-user-request = • { $number } { staff-act }: { $state }
staff-button-freeze = Freeze…
staff-button-unfreeze = Unfreeze…
staff-button-refund = Refund…
staff-button-customer = Customer
staff-tx-title =
    <b>{ $state }</b>
    <code>{ $id }</code>
staff-tx-order = { $biller } { $reference } · PIN { $at }
staff-tx-quote = { $amount } + fee { $fee } + VAT { $vat }, { $cashback } of it cashback = { $total }
staff-tx-reason = Because: { $reason }
staff-tx-attempt = { $n }. { $vendor } <code>{ $request }</code> { $at }: { $outcome }, { $requeries } requeries
staff-tx-posting = { $at } { $kind }: { $account } { $amount }
staff-tx-told = ✉️ { $at } { $kind } { $failure }
staff-audit-row = <b>A-{ NUMBER($n, useGrouping: 0) }</b> { $at } · { $actor } · { $act } · <code>{ $subject }</code> { $details }
staff-audit-nothing = Nothing.
staff-audit-head = <i>The log ends at A-{ NUMBER($n, useGrouping: 0) }, <code>{ $hash }</code></i>
staff-whoami = You are <code>{ $name }</code>: { $roles }.
staff-menu =
    <b>What your roles may do</b>
    With a question mark at the end a command only says what it would do. A tap shows how each is used.
staff-menu-section =
    <b>{ $section }</b>
    { $commands }
staff-section = <b>{ $section }</b>
staff-sections = ‹ Sections
staff-section-today = 📊 Today
staff-section-queues = 📥 Queues
staff-section-billers = 🏭 Billers
staff-section-money = 💰 Money
staff-section-people = 👥 People
staff-section-growth = 🌱 Growth
staff-section-system = ⚙️ System
staff-menu-line = { $pin ->
    [yes] 🔐
   *[no] •
} <code>{ $line }</code> { $about }
