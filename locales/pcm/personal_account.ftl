# An account number of one's own, and what comes in on it.

identity-bvn = BVN
identity-nin = NIN

account-title = <b>Your account number</b>
account-details = <code>{ $number }</code>
    { $bank }
    { $holder }
account-how = Send any amount enter am from any bank. E go reach your wallet sharp sharp, and I go tell you.
account-no-fee = I no dey charge anything.
account-fee = { $bank }: { $share } % of each transfer go comot, { $cap } at most.
account-stamp-duty = From { $least } your own bank go collect { $duty } stamp duty from you.
account-stamp-duty-taken = From { $least } stamp duty of { $duty } go comot.
account-copy = Copy number
account-copy-of = Copy { $bank }
account-second = Get second number
account-by-link = Pay with card or link
account-give-up = I no want this number again
account-give-up-of = Drop { $bank }
account-give-up-sure =
    <b>You wan drop { $number }?</b>
    I no go show am again. Money wey people still send there go enter your wallet. You fit ask for new one.
account-give-up-yes = Yes, drop am
account-given-up = Done. I no go show { $number } again. Money wey people still send there go enter your wallet.
account-new = Get new number
account-get = Get my account number
account-mine = My account number
account-or = {" "}or{" "}

account-offer = <b>Account number wey be your own</b>
    Send money enter am from any bank, e go reach your wallet sharp sharp.
account-consent = Na { $processors } go open am and dem must know who get am. So I go ask your name{ $bank ->
    [yes] , your bank account
   *[no] {""}
} and your { $identity }, then give { $processors } straight. Dem no fit use am take money.
account-kept = I go delete your message wey carry the number, and keep only the result and the last 4 digits.
account-agree = I gree, go on
account-ask-name = Wetin be your name, as your bank get am? First name and surname, like Ada Obi.
account-ask-bank = Which bank you get account for this name? Tap the bank or type the name.
account-ask-bank-account = Wetin be your account number for { $bank }? 10 digits.
account-ask-identity = Last one, your { $identity }: 11 digits. I go delete your message at once.
account-use-instead = Use my { $identity }
account-unknown-bank = I no know bank wey be “{ $said }”. Type part of the name.
account-not-deleted = I no fit delete your message, so I no use am. Abeg delete am yourself, then send the number again.
account-under-way = ⏳ <b>I don ask.</b> { $processor } dey check am. E dey take like one minute, one day at most. Once the number ready, I go send am. You no need wait here.
account-failed = { $reason ->
    [identity] { $processor } talk say the { $identity } wey end with { $ends }, the name and the bank account no be for the same person. Check all of dem, try again.
    [unreachable] I no fit reach { $processor }. Dem no open anything. Try again in few minutes.
    [no-answer] { $processor } no answer in time. Abeg try again.
   *[refused] { $processor } no open account number. Try again, or pay with card or link.
}

inflow-credited = ✅ <b>{ $amount } don enter</b> from { $sender }.
inflow-unnamed = bank transfer
inflow-sent = Wetin dem send: { $amount }
inflow-fee = Fee: −{ $amount }
inflow-stamp-duty = Stamp duty: −{ $amount }
inflow-took = E take { $time } enter.
inflow-seconds = { $n } s
inflow-wallet = Wallet now na <tg-spoiler>{ $wallet }</tg-spoiler>
inflow-amount = { $amount }
inflow-in-review = ⏳ <b>{ $amount } don reach us and e dey safe.</b> Our own person go look am first. You go hear from us inside 12 hours.
inflow-too-much = Your wallet fit hold { $maximum } at most.

add-by-transfer = <b>Add money with transfer</b>
account-ready = ✅ <b>Your account number don ready.</b>
add-or-by-page = <b>Or with card, USSD or link</b>
    How much? Tap the amount or type am, from { $minimum } reach { $maximum }.
inflow-line = { $amount } from { $sender }

hint-account-name = Type your first name and surname as your bank get am.
hint-account-bank = Tap your bank or type the name.
hint-account-bank-account = Type the 10 digits of your bank account.
hint-account-identity = Type the 11 digits of your BVN or NIN.
