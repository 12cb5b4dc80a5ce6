bill-which-category = <b>Bills</b>: what do you want to pay?
bill-which-biller = { $category ->
    [tv] <b>TV</b> from which company?
    [internet] <b>Internet</b> from which company?
    [education] <b>Education</b>: which one do you need?
    [water] <b>Water</b> from which company?
   *[other] Which company?
}
bill-none-on-sale = Nobody sells that here at the moment. Nothing was charged.
bill-which-network = Which network is { $phone } on?
bill-which-line = For which number? Type it, paste it, or share a contact.
bill-network = { $biller } ▾
bill-other-number = Another number
bill-type-reference =
    <b>{ $biller }</b>
    { $asks ->
        [smartcard] Type the card number (IUC). It stands on the card or below the decoder.
        [profile] Type the profile code: 10 digits.
       *[account] { $kind ->
            [internet-plan] Type the account number, or the e-mail address or the phone number that the account goes by.
           *[other] Type the account number.
        }
    }
bill-which-found = <b>{ $biller }</b> knows more than one account there. Which one?
bill-right = { $asks ->
    [smartcard] <b>Is this the right card?</b>
    [profile] <b>Is this the right candidate?</b>
   *[account] <b>Is this the right account?</b>
}
bill-owner = <b>{ $name }</b>
bill-reference = { $asks ->
    [smartcard] Card { $reference } · { $biller }
    [profile] Profile { $reference } · { $biller }
   *[account] Account { $reference } · { $biller }
}
bill-minimum = The least you can pay is { $minimum }.
bill-arrears = { $arrears } is owed on it.
bill-yes = Yes, this one
bill-no = No, change number
bill-has-package = Now on { $package }
bill-package-due = Due { $day }
bill-renew-or-change = The same once more, or another package?
bill-decoder-on = Keep the decoder on, so that the channels come at once.
bill-renew = Renew { $package }
bill-change-package = Change package
bill-how-much = How much? Tap an amount or type one, from { $minimum } to { $maximum }.
bill-plans = <b>{ $biller }</b>
bill-own-line = Your line { $phone }
bill-other-line = For { $phone }
bill-plan = { $n }. { $name }: <b>{ $price }</b>
bill-plan-by-size = { $n }. { $name }: <b>{ $price }</b> ({ $gigabyte } a GB)
bill-any-amount = any amount
bill-page = Page { $page } of { $pages }
bill-which-plan = Which one?
bill-tap-or-type-plan = Tap one, or type a part of its name.
bill-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
bill-previous = ‹ Before
bill-next = More ›
bill-show-today = Today
bill-show-week = Week
bill-show-month = Month
bill-best-order = First those that last some days, then shorter ones, then those for routers.
bill-show-best = Best ₦/GB
bill-shown = { $name } ✓
bill-no-plans = I can't get the list of { $biller } just now. Nothing was charged. Try again in a minute.
bill-no-such-plan = There is nothing like that on the list. Here is all of it.
