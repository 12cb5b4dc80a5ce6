# An account number of one's own, and what comes in on it.

identity-bvn = BVN
identity-nin = NIN

account-title = <b>Your account number</b>
account-details = <code>{ $number }</code>
    { $bank }
    { $holder }
account-how = Send any amount to it from any bank. It is in your wallet in seconds, and I write when it is.
account-no-fee = I take no fee.
account-fee = { $bank }: { $share } % of each transfer, { $cap } at most, goes off.
account-stamp-duty = From { $least } your own bank takes { $duty } stamp duty from you.
account-stamp-duty-taken = From { $least } a stamp duty of { $duty } goes off.
account-copy = Copy number
account-copy-of = Copy { $bank }
account-second = Get a second number
account-by-link = Pay by card or link
account-give-up = Give this number up
account-give-up-of = Give up { $bank }
account-give-up-sure =
    <b>Give up { $number }?</b>
    I show it no more. What is still sent to it comes to your wallet all the same. You can ask for a new one.
account-give-up-yes = Yes, give it up
account-given-up = Done. I show { $number } no more. What is still sent to it comes to your wallet all the same.
account-new = Get a new number
account-get = Get my account number
account-mine = My account number
account-or = {" "}or{" "}

account-offer = <b>An account number of your own</b>
    Send money to it from any bank, and it is in your wallet in seconds.
account-consent = { $processors } opens it and must know whose it is. So I ask for your name{ $bank ->
    [yes] , your bank account
   *[no] {""}
} and your { $identity }, and hand them to { $processors } right away. They can't take money with it.
account-kept = I delete your message with the number and keep only the result and its last 4 digits.
account-agree = I agree, go on
account-ask-name = What is your name, as your bank has it? First name and surname, like Ada Obi.
account-ask-bank = Where do you have a bank account in this name? Tap the bank or type its name.
account-ask-bank-account = What is your account number at { $bank }? 10 digits.
account-ask-identity = Last, your { $identity }: 11 digits. I delete your message at once.
account-use-instead = Use my { $identity }
account-unknown-bank = I don't know a bank called “{ $said }”. Type a part of its name.
account-not-deleted = I couldn't delete your message, so I did not use it. Please delete it yourself, then send the number again.
account-under-way = ⏳ <b>Asked.</b> { $processor } is checking. It usually takes a minute, a day at most. I send you the number as soon as it is there. You don't have to wait here.
account-failed = { $reason ->
    [identity] { $processor } says that the { $identity } ending in { $ends }, the name and the bank account are not of the same person. Check all of them and try again.
    [unreachable] I couldn't reach { $processor }. Nothing was opened. Try again in a few minutes.
    [no-answer] { $processor } did not answer in time. Please try again.
   *[refused] { $processor } did not open an account number. Try again, or pay by card or link.
}

inflow-credited = ✅ <b>{ $amount } came in</b> from { $sender }.
inflow-unnamed = a bank transfer
inflow-sent = Sent: { $amount }
inflow-fee = Fee: −{ $amount }
inflow-stamp-duty = Stamp duty: −{ $amount }
inflow-took = It took { $time }.
inflow-seconds = { $n } s
inflow-wallet = Wallet now <tg-spoiler>{ $wallet }</tg-spoiler>
inflow-amount = { $amount }
inflow-in-review = ⏳ <b>{ $amount } came in and is safe.</b> A person looks at it first. You hear from us within 12 hours.
inflow-too-much = Your wallet may hold { $maximum } at most.

add-by-transfer = <b>Add money by transfer</b>
account-ready = ✅ <b>Your account number is there.</b>
add-or-by-page = <b>Or by card, USSD or a link</b>
    How much? Tap an amount or type one, from { $minimum } to { $maximum }.
inflow-line = { $amount } from { $sender }

hint-account-name = Type your first name and surname as your bank has them.
hint-account-bank = Tap your bank or type its name.
hint-account-bank-account = Type the 10 digits of your bank account.
hint-account-identity = Type the 11 digits of your BVN or NIN.
