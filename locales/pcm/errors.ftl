not-an-amount = I no see any amount there. Write am like 500, 1,500.50 or 2k.
not-a-phone-number = { $digits ->
    [0] That one no be phone number. Write am like 0803 123 4567.
   *[other] That number get { $digits } digits, and I no know any one like am. Naija mobile number get 11, like 0803 123 4567.
}
not-a-meter-number = That one no fit be meter or account number. Most of dem get 11 or 13 digits. Check am for the meter or for your bill.
not-a-reference = { $asks ->
    [smartcard] That one no fit be card number. E get 10 or 11 digits, e dey for the card or under the decoder.
    [profile] That one no fit be profile code. E get 10 digits.
   *[other] That one no fit be account number. Check am for your bill or for your account with the company.
}
amount-too-small = The smallest wey you fit pay here na { $minimum }.
amount-too-large = The highest wey you fit pay here na { $maximum }.
unknown-to-biller = { $biller } no know that { $asks ->
    [smartcard] card
    [account] account
    [profile] profile for this exam
   *[other] number
}. Check the digits one by one, then type am again. We no remove any money.
biller-unreachable = I no fit reach { $biller }. We no remove any money. Try again after small time.
too-many-name-checks = You don check { $limit } numbers today without paying. Because of other people privacy, I go stop here till tomorrow. The ones wey you don pay for before still dey work.
biller-paused = { $reason ->
    [float-short] I no fit send this amount reach { $biller } now.
   *[down] { $biller } no dey deliver now, so I no go collect money for am.
} We no remove any money.
unknown-biller = That company no dey available now. We no remove any money.
unknown-plan = That one no dey the list again, or the price don change. We no remove any money. Abeg choose again.
order-incomplete = { $lacks ->
    [reference] Which one e be for? This company need your number with them.
    [plan] Choose plan from the company list.
   *[amount] How much e be?
} We no remove any money.
insufficient-funds = E remain { $short_by } to complete am. We no remove any money.
over-daily-limit = That one pass your limit of { $limit } for one day. You fit still spend { $left } today. We no remove any money.
over-new-account-limit = For your safety you fit spend { $limit } till { $until }: your account, phone or PIN still new. E remain { $left } inside. We no remove any money.
over-staff-limit = That one pass the limit of { $limit } for one day wey we set for you till { $until }. You fit still spend { $left } today. We no remove any money.
over-single-limit = Till { $until }, na { $limit } you fit pay, send or withdraw at one time. We no remove any money.
own-limit-too-high = Your level allow { $daily } for one day. Pick smaller one.
over-own-limit = That one pass the limit of { $limit } for one day wey you set. You fit still spend { $left } today. We no remove any money.
too-many-freeze-tries = You don try too many codes today. Try again tomorrow.
not-hers-to-unfreeze = Na we stop this wallet, so person must look am first.
money-in-frozen = Your wallet dey frozen: you no fit add money. We no remove any money. Send /unfreeze to see why and wetin to do.
account-frozen = Your wallet dey frozen: money no fit comot. We no remove any money. Send /unfreeze make you see why and wetin to do.
transfers-off = You don off sending money to people. We no remove any money.
already-in-flight = This same bill dey road now. Wait make e land. We no remove any extra money.
too-late-to-cancel = E don late to stop am. We don send am.
quote-changed = The price don change. We no remove any money. Abeg check am, then put your PIN again.
sheet-expired = This one don expire. We no remove any money.
transfer-too-small = The smallest wey you fit send na { $minimum }. We no remove any money.
transfer-too-large = The most wey you fit send at once na { $maximum }. We no remove any money.
cannot-receive = This person no fit collect that one now. We no remove any money.
own-wallet = Na your own wallet be that. We no remove any money.
too-late-to-undo = E don late to take am back. E don reach.
no-such-claim = This link don close. Person don claim the money, or e don go back to who send am.
claim-for-somebody-else = Dem send this money to another phone number or Telegram account, so I no fit give you. Ask who send am for your own link.
claim-stands-still = Nobody fit collect dis money now now. E dey wait here, or e go go back to who send am.
no-room-to-claim = Your wallet fit hold { $maximum } at most. Make space, then open the link again; the money dey wait for you.
too-late-to-recall = You no fit ask for this one back again.
nobody-found = I no see anybody with that. Check am, or send link wey dem fit open.
wrong-approval = This pay sheet don change. We no remove any money. Abeg open am again.
weak-pin = E too easy to guess. Choose another one. No repeat numbers, no follow-follow numbers, no year, no last part of your phone number.
not-a-saved-name = Abeg choose name wey no pass { $longest } letters.
saved-name-taken = You don use that name before. Choose another one.
too-many-saved-names = You don get { $most } names. Comot one first.
wrong-pin = { $left ->
    [one] Wrong PIN. E remain 1 try. We no remove any money.
   *[other] Wrong PIN. E remain { $left } tries. We no remove any money.
}
pin-locked = { $reset_needed ->
    [yes] We don lock your PIN to keep you safe. Reset am with code wey we go send to your phone. We no remove any money.
   *[no] Wrong PIN too many. E lock till { $until }, or till you reset am. We no remove any money.
}
phone-taken = This number get wallet already. Open Vision from the Telegram account wey get am, or send /link for here.
not-registered = You never register. /start no dey reach one minute.
not-allowed = I no fit show that one. E no be your own, or e no dey again.
withdrawals-off = You no fit withdraw go bank from here now. Your money still dey your wallet.
withdrawal-too-small = The smallest wey you fit withdraw na { $minimum }.
withdrawal-too-large = The highest wey you fit withdraw one time na { $maximum }.
not-an-account-number = Bank account number get 10 digits. Type am like 0123456789.
unknown-bank = I no know any bank with that name. Check am, or type another part of the name.
no-such-bank-account = { $bank } no get account with that number. Check the digits one by one, then type am again. We no remove any money.
not-your-bank-account = That account carry another name. You fit withdraw only go account wey carry your own name, { $name }. We no remove any money.
banks-unreachable = I no fit ask the banks now. We no remove any money. Try again after small time.
too-many-account-checks = You don check { $limit } account numbers today. Because of other people privacy, I go stop here till tomorrow. We no remove any money.
held-for-review = This one no dey usual for your wallet, so person go look am before any money move. Answer go come before { $until }. We no remove any money.
review-refused = Our person don look this one and e no gree make e pass. We no remove any money, and every other thing still dey work.
review-decided = This order no dey wait again.
no-such-review = No order wey dey wait for person, or wey person don check, get that reference.
under-maintenance = 🛠 We dey work on top Vision small: “{ $text }” Nothing wey dey take money fit start{ $ends ->
    [yes] { " " }until { $until }
   *[no] { "" }
}. We no remove any money, and wetin you don pay for dey continue.
not-under-maintenance = Nothing don stop.
maintenance-text-too-long = Customers go read am as one sentence: { $most } letters na the highest.
no-such-referral = Nobody wey friend bring get that reference.
nothing-to-send-again = E never deliver, so nothing dey to send again.
own-review = Na your own order. Another person must decide.
own-withdrawal = Na your own withdrawal. Another person must agree.
withdrawal-decided = This withdrawal no dey wait again.
checkout-down = I no fit open payment page now. We no remove any money. Try again after small time.
accounts-not-offered = I no get account number for you now. You fit add money with card or link.
accounts-down = I no fit reach anybody wey dey open account number. Dem no open anything, and I no keep anything wey you tell me. Try again in few minutes.
not-an-identity-number = That number no be 11 digits. Type am again.
not-a-bank-account = Bank account number na 10 digits. Type am again.
not-a-full-name = I need first name and surname, with letters, like Ada Obi.
top-up-too-small = The smallest wey you fit add na { $minimum }.
top-up-too-large = The highest wey you fit add at once na { $maximum }.
balance-would-be-too-high = Your wallet no fit hold pass { $maximum }, so you fit add { $room } now.
printer-busy = I dey make too many picture and paper now. Ask me again after one minute.
promo-unknown = I no know that code. Check the letters one by one, then type am again.
promo-taken = One code get that name already, and e dey talk another thing.
promo-expired = That code don end { $at }.
promo-used-up = Everything wey this code carry don finish.
promo-used-before = You don use this code before.
promo-needs-bill = This code na for person wey don pay bill of { $least } or more. Pay one, then type the code again.
promo-for-newcomers = This code na for new customers.
referral-not-in-review = Nothing dey to decide for this invitation.
not-a-month = I no see any month inside. Write am like June, or June 2026.
unknown-search = I no know wetin “{ $word }” be. You fit find name wey you save, company, kind of bill, “sent”, “received”, “withdrawn” or “added”, month or number, like /history light june
step-up-needed = This one need one-time code first. Nothing change.
code-not-needed = Your PIN don do for this one. We no send any code.
no-such-channel = I no fit send the code that way. Choose another way.
code-asked-too-soon = { $seconds ->
    [one] I just send you code now now. You fit get another one in 1 second.
   *[other] I just send you code now now. You fit get another one in { $seconds } seconds.
}
too-many-codes = Na the last code for this today be that. You fit get new ones tomorrow.
wrong-code = { $left ->
    [one] Code no correct. 1 try remain. Nothing change.
   *[other] Code no correct. { $left } tries remain. Nothing change.
}
code-expired = This code no dey work again. Ask for new one. Nothing change.
code-void = Wrong code don too much, so this one no fit open anything again. Ask for new one. Nothing change.
message-not-sent = I no fit send am now. Try again in a few minutes.
not-an-e-mail = I no see e-mail address there. Write am like ada@example.com.
same-pin = Na your PIN already be that. Choose another one.
telegram-taken = This Telegram account get im own wallet, so another one no fit move come here.
identity-checks-off = We no fit raise level here for now. Your limits still dey as dem be.
identity-checks-down = People wey dey check am no dey answer now. We no count this try. Send the number again after some minutes.
too-many-identity-tries = You don try { $limit } times today. To guard people numbers, I stop here till tomorrow.
unknown-identity = { $kind ->
    [bvn] That BVN no dey. Check every number, then send am again.
   *[nin] That NIN no dey. Check every number, then send am again.
}
another-identity = { $kind ->
    [bvn] That BVN no carry the name { $name }. Check the number, or tap Go back and type the name as your BVN get am.
   *[nin] That NIN no carry the name { $name }. Check the number, or tap Go back and type the name as your NIN get am.
}
identity-number-first = Na your BVN or NIN dey come first. Send /limits and tap Get level 2.
address-waits = Person dey look your paper already. No need to send another one.
address-decided = Dem don already decide that one.
own-address = Nobody fit decide e own paper.
not-a-safe-word = Safe word get 3 to 20 letters and no number, like mango-drum. Type another one.
deletion-money-left = Your money still dey here. Spend am, send am or withdraw am first. We no delete anything.
deletion-debt-left = You still dey owe { $owes }: money wey your bank or card collect back from us. Add am first, or write us from Help. We no delete anything.
deletion-matters-open = Something of yours never settle: one transfer, one report or one question wey person dey check. Come back when e don settle. We no delete anything.
deletion-done = We don already delete that account.
always-told = Wetin concern your wallet safety, I go always tell you by SMS. E no fit off.
too-many-schedules = You get { $limit } recurring payments. Stop one first.
schedule-over = That recurring payment don end, or e first day don start. We no charge you.
schedule-follows-meter = That one dey buy light when e wan finish, so e no get calendar. Change am for the chat.
occurrence-over = That one don pay, skip or give up before. We no charge you now.
bad-rhythm = Choose from { $fewest } to { $most } days.
not-a-meter-reading = Type wetin the meter dey show, for units, like 44.1
nothing-due = You no owe { $biller } anything now, or e small pass wetin dem dey collect.
due-unknown = { $biller } no talk how much you owe.
cap-too-small = E dey cost { $least } already. Type that one or more.
not-a-day = That one no be day wey dey come. Type am like 31 Dec 2027.
not-your-role = None of your role fit do that one. We don write am down.
own-account = You no fit touch your own account or your own role. Tell your colleague.
no-staff-pin = This one need staff PIN, and you never get. Set am with /staffpin.
staff-pin-is-set = You don get staff PIN before.
nothing-to-refund = Nothing dey to return: the money don go back, or the payment dey road now now.
over-refund = For this payment, na { $left } remain to refund.
whole-refund-only = Nobody know whether e don deliver. Return everything, or nothing.
no-room-in-wallet = The customer level or freeze no allow that kind money for the wallet.
ends-in-the-past = That time don pass already. Choose another one wey never reach.
pin-needs-reset = Wrong PIN don too many, so na only new one go open am. She go set am by herself: /pin, I forgot it.
staff-message-too-long = That one too long. Message to customer fit get { NUMBER($most) } characters.
too-many-staff-messages = We don write to am { NUMBER($most) } times today. E don do for one day.
nothing-to-change = E don already dey so.
own-request = Na you make this request.
request-over = This request don finish: dem do am, reject am, or the time don pass.
maker-left = Person wey make this request no fit ask for am again.
wrong-staff-approval = The PIN na for another thing. Nothing happen.
no-reason = Talk why, small words.
nobody-like-that = I no know customer wey dey bear that one. Use phone number, @username, Telegram id or reference.
no-such-payment = No payment get that reference. Put everything, or the first 8 at least.
period-too-long = The days too many, or dem no dey at all.
no-such-biller = No biller get that name.
nothing-to-ask = No doubt dey about that payment.
not-paused = We dey sell that biller.
not-its-vendor = No be all of dem be vendor of that biller.
bounds-cross = The smallest go pass the biggest.
no-such-incident = No incident like that dey.
incident-is-open = That biller get incident already. You fit update am.
word-too-long = That one too long for message.
no-such-request = No request get that number.
unreadable-statement = I no fit read line { NUMBER($line, useGrouping: 0) } of dis file { $column ->
    [reference] (the reference)
    [amount] (the amount)
    [fee] (the fee)
    [date] (the date)
    [status] (the status)
   *[other] (e no be statement)
}. Nothing enter.
no-such-break = No break get dat number.
break-settled = Nothing dey again to decide for dis break.
no-such-broadcast = No broadcast get dat number.
broadcast-without-text = Write the English text first: na am people go see if their language no get text.
broadcast-text-too-long = E too long for one message: 3,000 characters na the most.
broadcast-changed = E don change, go out or stop since. Look am, then ask again.
broadcast-not-possible = E no fit do dat one from where e dey now.
no-such-ticket = No ticket get dat number.
ticket-not-so = You no fit do dat one with ticket wey dey { $state }.
ticket-taken = { $by } get this ticket. Ask am, or make operations collect am.
ticket-closed = This ticket don close. If e never finish, open am with /tickets and touch E never settle.
too-late-to-reopen = This ticket don close tey. Report the problem again from the receipt.
reported-anew = The same problem dey open as ticket P-{ NUMBER($number, useGrouping: 0) }.
too-many-notes = You don add { $most } notes today. Our own person go read all; add more tomorrow.
ticket-message-too-long = E too long. One message fit carry { $most } characters.
ledger-being-checked = Somebody dey check the ledger already. Their message go talk wetin happen.
too-many-days = That time too long for one file: { NUMBER($most) } days na the highest.
export-under-way = Another file still dey cook. Try again when e ready.
rule-begins-in-past = That time don pass. Start am tomorrow, or another day wey never reach.
rules-moved = Person change one rule just now. Try again.
rule-loses = With this one, cashback rule { $rule } go cost { $by } pass the commission and fee of bill of { $amount } ({ $of }). If you still want am, add loss-ok: then na only owner fit agree.
no-such-rule = No cashback rule get that name.
rule-name-taken = One cashback rule get that name already: change am with /cashback edit.

weak-password = E too easy to guess. Use { $shortest } signs or more, and no be wetin other people go try first.
password-locked = Wrong password too many. Try again after { $until }, or set new password with code wey go your phone.
wrong-login = That name and password no match. If e don wrong too many times, none go match for some time: set new password with code wey go your phone.
not-signed-in = Abeg sign in again.
too-many-requests = E don too much. Ask again for { $seconds } seconds time.
key-used-otherwise = You don use dis Idempotency-Key for another request. Choose new one.
