not-an-amount = I can't read an amount there. Write it like 500, 1,500.50 or 2k.
not-a-phone-number = { $digits ->
    [0] That is not a phone number. Write it like 0803 123 4567.
   *[other] That number has { $digits } digits, and I don't know one like it. Nigerian mobile numbers have 11, like 0803 123 4567.
}
not-a-meter-number = That can't be a meter or account number. Most have 11 or 13 digits. Check it on the meter or on a bill.
not-a-reference = { $asks ->
    [smartcard] That can't be a card number. It has 10 or 11 digits and stands on the card or below the decoder.
    [profile] That can't be a profile code. It has 10 digits.
   *[other] That can't be an account number. Check it on a bill or in your account with the company.
}
amount-too-small = The least you can pay here is { $minimum }.
amount-too-large = The most you can pay here is { $maximum }.
unknown-to-biller = { $biller } doesn't know that { $asks ->
    [smartcard] card
    [account] account
    [profile] profile for this exam
   *[other] number
}. Check each digit and type it again. Nothing was charged.
biller-unreachable = I couldn't reach { $biller }. Nothing was charged. Try again in a few minutes.
too-many-name-checks = You have looked up { $limit } numbers today without paying. For the privacy of others I stop here until tomorrow. Those that you have paid for before still work.
biller-paused = { $reason ->
    [float-short] I can't get this amount through to { $biller } at the moment.
   *[down] { $biller } is not delivering at the moment, so I take no money for it.
} Nothing was charged.
unknown-biller = That company is not available at the moment. Nothing was charged.
unknown-plan = That is not on the list any more, or its price changed. Nothing was charged. Please choose again.
order-incomplete = { $lacks ->
    [reference] Which one is it for? This company needs a number of yours.
    [plan] Choose a plan from the company's list.
   *[amount] How much is it?
} Nothing was charged.
insufficient-funds = You need { $short_by } more. Nothing was charged.
over-daily-limit = That is over your limit of { $limit } a day. You can still spend { $left } today. Nothing was charged.
over-new-account-limit = For your safety you can spend { $limit } until { $until }: your account, phone or PIN is new. { $left } of that is left. Nothing was charged.
over-staff-limit = That is over the limit of { $limit } a day that we set for you until { $until }. You can still spend { $left } today. Nothing was charged.
over-single-limit = Until { $until } you can pay, send or withdraw { $limit } at once. Nothing was charged.
own-limit-too-high = Your level allows { $daily } a day. Choose less.
over-own-limit = That is over the limit of { $limit } a day that you set. You can still spend { $left } today. Nothing was charged.
too-many-freeze-tries = You tried too many codes today. Try again tomorrow.
not-hers-to-unfreeze = We stopped this wallet, so a person has to look first.
money-in-frozen = Your wallet is frozen: no money can be added. Nothing was charged. Send /unfreeze to see why and what to do.
account-frozen = Your wallet is frozen: no money leaves it. Nothing was charged. Send /unfreeze to see why and what to do.
transfers-off = You switched sending to people off. Nothing was charged.
already-in-flight = Just this bill is being paid at the moment. Wait for its result. Nothing more was charged.
too-late-to-cancel = It is too late to stop this. It has been sent.
quote-changed = The price has changed. Nothing was charged. Please check it and enter your PIN again.
sheet-expired = This expired. Nothing was charged.
transfer-too-small = The least you can send is { $minimum }. Nothing was charged.
transfer-too-large = The most you can send at once is { $maximum }. Nothing was charged.
cannot-receive = This person can't receive that now. Nothing was charged.
own-wallet = That is your own wallet. Nothing was charged.
too-late-to-undo = It is too late to take this back. It has arrived.
no-such-claim = This link is not open any more. The money was claimed, or went back to who sent it.
claim-for-somebody-else = This money was sent to another phone number or Telegram account, so I can't give it to you. Ask who sent it for a link of your own.
claim-stands-still = This money can't be claimed right now. It waits here, or goes back to who sent it.
no-room-to-claim = Your wallet may hold { $maximum } at most. Make room and open the link again; the money waits for you.
too-late-to-recall = This can't be asked back any more.
nobody-found = I found nobody by that. Check it, or send a link that they can open.
wrong-approval = This pay sheet has changed. Nothing was charged. Please open it again.
weak-pin = Too easy to guess. Choose another, without repeats, rows, years or the end of your phone number.
not-a-saved-name = Please choose a name of at most { $longest } letters.
saved-name-taken = You gave that name already. Please choose another one.
too-many-saved-names = You have { $most } names. Forget one first.
wrong-pin = { $left ->
    [one] Wrong PIN. 1 try left. Nothing was charged.
   *[other] Wrong PIN. { $left } tries left. Nothing was charged.
}
pin-locked = { $reset_needed ->
    [yes] Your PIN is locked for your safety. Reset it with a code to your phone. Nothing was charged.
   *[no] Too many wrong PINs. Locked till { $until }, or until you reset it. Nothing was charged.
}
phone-taken = This number already has a wallet. Open Vision from the Telegram account that has it, or send /link here.
not-registered = You are not registered yet. /start takes a minute.
not-allowed = I can't show that. It is not yours, or it isn't there any more.
withdrawals-off = Withdrawing to a bank is not possible here at the moment. Your money stays in your wallet.
withdrawal-too-small = The least you can withdraw is { $minimum }.
withdrawal-too-large = The most you can withdraw at once is { $maximum }.
not-an-account-number = A bank account number has 10 digits. Type it like 0123456789.
unknown-bank = I don't know a bank of that name. Check it, or type another part of it.
no-such-bank-account = { $bank } has no account with that number. Check each digit and type it again. Nothing was charged.
not-your-bank-account = That account is in another name. You can only withdraw to an account in your own name, { $name }. Nothing was charged.
banks-unreachable = I can't ask the banks at the moment. Nothing was charged. Try again in a few minutes.
too-many-account-checks = You have looked up { $limit } account numbers today. For the privacy of others I stop here until tomorrow. Nothing was charged.
held-for-review = This looks unusual for your wallet, so a person looks at it before any money moves. You will have an answer by { $until }. Nothing was charged.
review-refused = A person of ours looked at this and did not let it pass. Nothing was charged, and everything else still works.
review-decided = This order does not wait any more.
no-such-review = No order that waits for a person, or that one looked at, has that reference.
under-maintenance = 🛠 { $text } Nothing new can begin that takes money{ $ends ->
    [yes] { " " }until { $until }
   *[no] { "" }
}. Nothing was charged, and what you paid for already goes on.
not-under-maintenance = Nothing is stopped.
maintenance-text-too-long = Customers read that in one sentence: { $most } letters at most.
no-such-referral = Nobody who was brought by a friend has that reference.
nothing-to-send-again = It was not delivered, so there is nothing to send again.
own-review = It is your own order. Somebody else has to decide.
own-withdrawal = It is your own withdrawal. Somebody else has to agree to it.
withdrawal-decided = This withdrawal does not wait any more.
checkout-down = I couldn't open a payment page just now. Nothing was charged. Try again in a few minutes.
accounts-not-offered = I have no account number for you at the moment. You can add money by card or link.
accounts-down = I couldn't reach anybody who opens account numbers. Nothing was opened, and nothing is kept of what you told me. Try again in a few minutes.
not-an-identity-number = That number does not have 11 digits. Type it again.
not-a-bank-account = A bank account number has 10 digits. Type it again.
not-a-full-name = I need a first name and a surname, in letters, like Ada Obi.
top-up-too-small = The least you can add is { $minimum }.
top-up-too-large = The most you can add at once is { $maximum }.
balance-would-be-too-high = Your wallet may hold { $maximum } at most, so you can add { $room } now.
printer-busy = I am making too many pictures and papers at the moment. Ask me again in a minute.
promo-unknown = I don't know that code. Check each letter and type it again.
promo-taken = There is a code of that name already, and it says something else.
promo-expired = That code ended { $at }.
promo-used-up = All that this code had to give is given away.
promo-used-before = You have used this code already.
promo-needs-bill = This code is for who has paid a bill of at least { $least }. Pay one, then type the code again.
promo-for-newcomers = This code is for new customers.
referral-not-in-review = There is nothing to decide about this invitation.
not-a-month = I can't read a month there. Write it like June, or June 2026.
unknown-search = I don't know what “{ $word }” is. You can look for a name you saved, a company, a kind of bill, “sent”, “received”, “withdrawn” or “added”, a month or a number, like /history light june
step-up-needed = This needs a one-time code first. Nothing was changed.
code-not-needed = Your PIN is enough for this. No code was sent.
no-such-channel = I can't send the code that way. Choose another way.
code-asked-too-soon = { $seconds ->
    [one] I sent you a code a moment ago. You can have another one in 1 second.
   *[other] I sent you a code a moment ago. You can have another one in { $seconds } seconds.
}
too-many-codes = That was the last code for this today. You can have new ones tomorrow.
wrong-code = { $left ->
    [one] Wrong code. 1 try left. Nothing was changed.
   *[other] Wrong code. { $left } tries left. Nothing was changed.
}
code-expired = This code is not good any more. Ask for a new one. Nothing was changed.
code-void = Too many wrong codes, so this one opens nothing any more. Ask for a new one. Nothing was changed.
message-not-sent = I could not send it just now. Try again in a few minutes.
not-an-e-mail = I can't read an e-mail address there. Write it like ada@example.com.
same-pin = That is your PIN already. Choose another one.
telegram-taken = This Telegram account has a wallet of its own, so no other one can move here.
identity-checks-off = Levels can't be raised here at the moment. Your limits stay as they are.
identity-checks-down = The people who check it don't answer at the moment. This try was not counted. Send the number again in a few minutes.
too-many-identity-tries = You have tried { $limit } times today. To protect people's numbers I stop here until tomorrow.
unknown-identity = { $kind ->
    [bvn] There is no such BVN. Check each digit and send it again.
   *[nin] There is no such NIN. Check each digit and send it again.
}
another-identity = { $kind ->
    [bvn] That BVN is not in the name { $name }. Check the number, or tap Back and type the name as your BVN has it.
   *[nin] That NIN is not in the name { $name }. Check the number, or tap Back and type the name as your NIN has it.
}
identity-number-first = Your BVN or NIN comes first. Send /limits and tap Get level 2.
address-waits = A person is looking at your paper already. You need not send another one.
address-decided = That is decided already.
own-address = Nobody decides about her own paper.
not-a-safe-word = A safe word has 3 to 20 letters and no digits, like mango-drum. Type another one.
deletion-money-left = There is still money of yours here. Spend it, send it or withdraw it first. Nothing was deleted.
deletion-debt-left = You still owe { $owes }: money that your bank or card took back from us. Add it first, or write to us from Help. Nothing was deleted.
deletion-matters-open = Something of yours is not finished yet: a transfer, a report or a question that a person looks at. Come back when it is. Nothing was deleted.
deletion-done = That account is deleted already.
always-told = What happens to the safety of your wallet is always told by SMS. That stays on.
too-many-schedules = You have { $limit } recurring payments. Stop one of them first.
schedule-over = That recurring payment is over, or its first day has begun. Nothing was charged.
schedule-follows-meter = That one buys light when it runs low, so it has no calendar. Change it in the chat.
occurrence-over = That one was paid, skipped or given up already. Nothing was charged now.
bad-rhythm = Choose from { $fewest } to { $most } days.
not-a-meter-reading = Type what the meter shows, in units, for example 44.1
nothing-due = Nothing is due at { $biller }, or less than they take at once.
due-unknown = { $biller } did not say what is due.
cap-too-small = It costs { $least } already. Type at least that.
not-a-day = That is no day to come. Type it like 31 Dec 2027.
not-your-role = None of your roles may do that. It was noted.
own-account = You can't act on your own account or your own roles. Ask a colleague.
no-staff-pin = This takes a staff PIN, and you have none. Set it with /staffpin.
staff-pin-is-set = You have a staff PIN already.
nothing-to-refund = There is nothing to give back: the money is back already, or the payment is on its way at this moment.
over-refund = Of this payment { $left } is left to refund.
whole-refund-only = Nobody knows yet whether it is delivered. Give all of it back, or nothing.
no-room-in-wallet = The customer's level or a freeze does not allow so much in the wallet.
ends-in-the-past = That moment is over already. Name a later one.
pin-needs-reset = So many PINs were wrong that only a new one opens it. She sets it herself: /pin, I forgot it.
staff-message-too-long = That is too long. A message to a customer may have { NUMBER($most) } characters.
too-many-staff-messages = We wrote to her { NUMBER($most) } times today. That is enough for one day.
nothing-to-change = It is so already.
own-request = You made this request.
request-over = This request is done, rejected or out of time.
maker-left = Who made this request may not ask for it any more.
wrong-staff-approval = The PIN was for something else. Nothing was done.
no-reason = Say why, in a few words.
nobody-like-that = I know no customer by that. Take a phone number, an @username, a Telegram id or a reference.
no-such-payment = No payment has that reference. Take all of it, or its first 8 digits at least.
period-too-long = There are too many days between those, or none.
no-such-biller = There is no biller with that name.
nothing-to-ask = There is no doubt about that payment.
not-paused = That biller is on sale.
not-its-vendor = Those are not all vendors of that biller.
bounds-cross = The least would be more than the most.
no-such-incident = There is no such incident.
incident-is-open = There is an incident of that biller already. You can update it.
word-too-long = That is too long for a message.
no-such-request = There is no request with that number.
unreadable-statement = I can't read line { NUMBER($line, useGrouping: 0) } of this file { $column ->
    [reference] (the reference)
    [amount] (the amount)
    [fee] (the fee)
    [date] (the date)
    [status] (the status)
   *[other] (it is no statement)
}. Nothing was taken in.
no-such-break = There is no break with that number.
break-settled = Nothing is left to decide about this break.
no-such-broadcast = There is no broadcast with that number.
broadcast-without-text = Write the English text first: it is told where a language has none.
broadcast-text-too-long = That is too long for one message: 3,000 characters at most.
broadcast-changed = It was changed, sent or stopped meanwhile. Look at it and ask again.
broadcast-not-possible = That can't be done from where it is now.
no-such-ticket = No ticket has that number.
ticket-not-so = That can't be done with a ticket that is { $state }.
ticket-taken = { $by } has this ticket. Ask for it, or let operations take it over.
ticket-closed = This ticket is closed. If it is not over, open it with /tickets and tap Not solved.
too-late-to-reopen = This ticket was closed too long ago. Report the problem anew from the receipt.
reported-anew = The same problem is open as ticket P-{ NUMBER($number, useGrouping: 0) }.
too-many-notes = You added { $most } notes today. A person reads them all; add more tomorrow.
ticket-message-too-long = That is too long. A message may have { $most } characters.
ledger-being-checked = A check of the ledger is under way. Its message will say what came of it.
too-many-days = That is too long a time for one file: { NUMBER($most) } days at most.
export-under-way = A file is being made already. Try again when it is there.
rule-begins-in-past = That moment is over. Begin tomorrow, or on a later day.
rules-moved = Somebody changed a rule a moment ago. Try again.
rule-loses = By this, the cashback rule { $rule } would cost { $by } more than commission and fee of a bill of { $amount } ({ $of }). To want it all the same, add loss-ok: then only an owner can agree.
no-such-rule = No cashback rule has that name.
rule-name-taken = There is a cashback rule of that name: change it with /cashback edit.

weak-password = Too easy to guess. Take { $shortest } signs or more, and not what others would try first.
password-locked = Too many wrong passwords. Try again after { $until }, or set a new password with a code to your phone.
wrong-login = That name and password don't fit. After too many wrong tries none fits for a while: set a new password with a code to your phone.
not-signed-in = Please sign in again.
too-many-requests = That was too often. Ask again in { $seconds } seconds.
key-used-otherwise = This Idempotency-Key was used for another request. Choose a new one.
