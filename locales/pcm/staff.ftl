case-opened = ⚠️ <b>Case: { $case }</b>
    <code>{ $subject }</code>
case-deadline-near = deadline don near, nobody know wetin happen
case-unresolved-at-deadline = deadline reach, answer never come
case-late-delivery = e enter after the money don go back
case-contradiction = vendor dey contradict himself
case-cost-unknown = vendor no talk the price
case-token-missing = token no dey
case-clawback-short = cashback no fit come back complete
case-referral-review = the bill of who dem bring be like the own of who bring am
case-amount-mismatch = na different amount enter
case-above-maximum-balance = e pass wetin wallet fit hold
case-risk-review = one order wey no dey usual, e dey wait you
case-risk-appeal = order wey we refuse, the customer say make una check am again
case-recall-refused = dem no give transfer back
case-unknown-sender = person get money from who im no know
case-unknown-top-up = money enter, nobody know who get am
case-unknown-account = money enter for account number wey nobody get
case-withdrawal-approval = big withdrawal wey dey wait for second person
case-late-payout = money wey reach bank after we don return am
case-payout-needs-code = transfer wey dey wait for code wey the processor send you
case-bank-name-mismatch = bank account wey no carry the customer name
case-chargeback = processor dey take money wey person add back, or e fit take am
case-chargeback-short = dem dey take money wey person add back, and e don spend am
case-chargeback-unclear = one chargeback dey wait for us, or e dey talk two things
case-chargeback-unknown = chargeback of money wey no dey our books
case-freeze-appeal = customer wan make person look freeze
case-address-proof = customer send paper wey show where e dey live
case-money-in-frozen = money enter for wallet wey we freeze finish
case-processor-event = processor talk something wey person need look
case-paid-twice = dem pay one checkout two times
update-put-aside = ⚠️ One message from Telegram no gree understand, so we put am one side (update { $update }). Person wey sabi program make e look the log.
staff-ticket = 🎫 <b>Ticket P-{ NUMBER($number, useGrouping: 0) }</b>
staff-ticket-evidence = • { $line }
staff-request-title = <b>{ $number }</b> · { staff-act } · <code>{ $subject }</code>
staff-act = { $act ->
    [correct-break] correct the books
    [change-fee] change fee
    [change-cashback] change cashback rule
    [change-at-a-loss] change rule wey go lose
    [make-promo] make promo code
    [end-promo] end promo code
    [refund] refund
    [credit] credit
    [debit] debit
    [freeze] freeze
    [change-limit] change limit
    [unfreeze] unfreeze
    [broadcast] send news
    [reset-staff-pin] comot staff PIN
    [give-role] give role
   *[take-role] take role
}
staff-amount = Amount: { $amount }
staff-wallet-change = Wallet: { $before } → { $after }
staff-change = { $before } → { $after }
staff-state-none = nothing
staff-state-open = open
staff-state-frozen-out = money no fit comot
staff-state-frozen-in = money no fit enter
staff-state-frozen-all = money no fit enter or comot
staff-state-draft = draft
staff-state-on = on
staff-state-owner = owner
staff-state-finance = finance
staff-state-operations = operations
staff-state-support = support
staff-state-auditor = auditor
staff-reason = Why: { $reason }
staff-request-by = { $maker } ask for am, e open reach { $until }
staff-button-approve = Approve
staff-button-reject = Reject
staff-no-requests = Nothing dey wait for second person.
staff-request-created = ✍️ { $number } don dey. E need second person, no be you, before { $until }. Nothing don move.
staff-done = ✅ { $number } don finish: { staff-act } <code>{ $subject }</code>
staff-rejected = ✖️ { $number } no pass: { $reason }. Nothing don move.
staff-audit-id = <i>Audit A-{ NUMBER($n, useGrouping: 0) }</i>
wallet-corrected = { $way ->
    [out] We comot { $amount } from your wallet, to correct mistake.
   *[in] We put { $amount } inside your wallet.
} If you get question, give our support this reference: <code>{ $reference }</code>
staff-usage-a =
    /a [section]
    Like this: /a money
staff-about-a = Wetin your role fit do
staff-usage-approvals =
    /approvals
    Like this: /approvals
staff-about-approvals = Wetin dey wait for second person
staff-usage-approve =
    /approve APR-number
    Like this: /approve APR-381
staff-about-approve = Agree to request
staff-usage-reject =
    /reject APR-number reason
    Like this: /reject APR-381 wrong customer
staff-about-reject = Say no to request
staff-usage-tx =
    /tx REFERENCE
    Like this: /tx 0193c1d2
staff-about-tx = Everything wey happen to one payment
staff-usage-refund =
    /refund REFERENCE [amount] reason
    Like this: /refund 0193c1d2 500 wrong meter, biller agreed
staff-about-refund = Return payment money
staff-usage-credit =
    /credit CUSTOMER amount reason
    Like this: /credit 08031234567 2,000 came in without a name
staff-about-credit = Put money for wallet
staff-usage-debit =
    /debit CUSTOMER amount reason
    Like this: /debit 08031234567 2,000 credited twice
staff-about-debit = Comot money from wallet
staff-usage-user =
    /user PHONE, @name, id or REFERENCE
    Like this: /user 08031234567
staff-about-user = One customer, masked
staff-usage-freeze =
    /freeze CUSTOMER in|out|all reason [until 2026-12-01 18:00]
    Like this: /freeze 08031234567 out phone stolen until 2030-12-01 18:00
staff-about-freeze = Make money no comot or enter wallet
staff-usage-unfreeze =
    /unfreeze CUSTOMER reason
    Like this: /unfreeze 08031234567 seen her papers
staff-about-unfreeze = Make wallet work again
staff-usage-audit =
    /audit [Telegram id, customer or reference] [rows]
    Like this: /audit 08031234567 20
staff-about-audit = Who do wetin
staff-usage-whoami =
    /whoami
    Like this: /whoami
staff-about-whoami = Who you be for here
staff-usage-role =
    /role add|rm PERSON role [reason]
    Like this: /role add @bola finance
staff-about-role = Give or take role
staff-usage =
    { $about }:
    <code>{ $line }</code>
staff-bad-argument = { $argument ->
    [customer] I no understand who you mean.
    [person] I no understand who you mean.
    [amount] I no understand the amount.
    [until] Talk till when, like this: until 2026-12-01 18:00 (Lagos time).
    [terms] Talk daily or single, how much, and till when; or off.
    [reason] Talk why.
    [number] I no understand the request number.
    [role] The roles na owner, finance, operations, support and auditor.
    [reference] I no understand the reference.
    [of] I no understand wetin e concern: one biller or category, like electricity.
    [rule] I no understand that one.
    [begins] From when? Day wey dey come like 2027-12-01, tomorrow, or now.
    [flat] I no understand the amount.
    [cap] Share need cap: wetin e no go pass.
    [rate] Talk how much, and wetin e no go pass: rate=1.5% cap=200
    [monthly] Talk how much for one month, e no go small pass one bill: monthly=2000
    [max] The biggest bill no fit small pass the smallest.
    [biller] I no understand which billers; if dem plenty, make dem be one category.
    [category] I no understand the category.
    [priority] Talk which one dey first: priority=10
    [days] The days na mon, tue, wed, thu, fri, sat and sun.
    [end] Talk the last day: until=2027-12-31
    [n] Talk how many times: n=500
    [per] Talk how many times for one customer: per=1
    [name] Name get small letters, numbers and dash.
    [code] Code get 3 to 20 letters and numbers.
   *[other] Something no dey.
}
staff-too-much = That one pass wetin this command dey take.
staff-changes-nothing = E no dey change anything: just send am without question mark.
staff-would-do = <code>{ $line }</code> go happen sharp sharp, no PIN: { $about }.
staff-dry-run = 🔎 We just look: nothing happen.
staff-enter-pin = Put your staff PIN make we continue.
staff-new-pin = Choose staff PIN of 4 digits, no use the one for your wallet.
staff-new-pin-again = Put am one more time.
staff-pins-differ = Dem no be the same. Start again.
staff-pin-set = ✅ Your staff PIN don set. Nobody for here go ever ask you for am.
staff-cancelled = Nothing happen.
staff-private-only = Abeg send me that one for our own chat.
staff-preview = <b>{ staff-act }</b> · { $whom }
staff-alone = You fit do this one alone.
staff-takes-two = This one need second person. Your PIN go make the request; nothing go move before another person agree.
staff-user-title =
    <b>{ $who }</b>
    <code>{ $id }</code>
staff-user-since = Level { $tier } · customer since { $day }
staff-user-money = Wallet { $wallet } · cashback { $cashback } · held { $held }
staff-user-limits = E don use today: { $used } of { $limit }
staff-user-owes = E dey owe us { $amount }
staff-user-restricted = Small money fit comot till { $until }
staff-user-frozen = 🧊 E freeze ({ $reason }) since { $since }
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
staff-tx-quote = { $amount } + fee { $fee } + VAT { $vat }, { $cashback } of am na cashback = { $total }
staff-tx-reason = Because: { $reason }
staff-tx-attempt = { $n }. { $vendor } <code>{ $request }</code> { $at }: { $outcome }, { $requeries } requeries
staff-tx-posting = { $at } { $kind }: { $account } { $amount }
staff-tx-told = ✉️ { $at } { $kind } { $failure }
staff-audit-row = <b>A-{ NUMBER($n, useGrouping: 0) }</b> { $at } · { $actor } · { $act } · <code>{ $subject }</code> { $details }
staff-audit-nothing = Nothing.
staff-audit-head = <i>The log end for A-{ NUMBER($n, useGrouping: 0) }, <code>{ $hash }</code></i>
staff-whoami = You be <code>{ $name }</code>: { $roles }.
staff-menu =
    <b>Wetin your role fit do</b>
    Put question mark for the end, the command go just talk wetin e for do. Tap one make you see how e dey work.
staff-menu-section =
    <b>{ $section }</b>
    { $commands }
staff-section = <b>{ $section }</b>
staff-sections = ‹ Sections
staff-section-today = 📊 Today
staff-section-queues = 📥 Queue
staff-section-billers = 🏭 Billers
staff-section-money = 💰 Money
staff-section-people = 👥 People
staff-section-growth = 🌱 Growth
staff-section-system = ⚙️ System
staff-menu-line = { $pin ->
    [yes] 🔐
   *[no] •
} <code>{ $line }</code> { $about }
