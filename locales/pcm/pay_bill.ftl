bill-which-category = <b>Bills</b>: which one you wan pay?
bill-which-biller = { $category ->
    [tv] <b>TV</b> from which company?
    [internet] <b>Internet</b> from which company?
    [education] <b>School and exam</b>: which one you need?
    [water] <b>Water</b> from which company?
   *[other] Which company?
}
bill-none-on-sale = Nobody dey sell that one here now. We no remove any money.
bill-which-network = Which network { $phone } dey use?
bill-which-line = Which number? Type am, paste am, or share contact.
bill-network = { $biller } ▾
bill-other-number = Another number
bill-type-reference =
    <b>{ $biller }</b>
    { $asks ->
        [smartcard] Type the card number (IUC). E dey for the card or under the decoder.
        [profile] Type the profile code: na 10 digits.
       *[account] { $kind ->
            [internet-plan] Type the account number, or the e-mail or phone number wey you use open the account.
           *[other] Type the account number.
        }
    }
bill-which-found = <b>{ $biller }</b> see pass one account there. Which one?
bill-right = { $asks ->
    [smartcard] <b>Na the correct card be this?</b>
    [profile] <b>Na the correct candidate be this?</b>
   *[account] <b>Na the correct account be this?</b>
}
bill-owner = <b>{ $name }</b>
bill-reference = { $asks ->
    [smartcard] Card { $reference } · { $biller }
    [profile] Profile { $reference } · { $biller }
   *[account] Account { $reference } · { $biller }
}
bill-minimum = The smallest wey you fit pay na { $minimum }.
bill-arrears = { $arrears } dey on top am as debt.
bill-yes = Yes, na this one
bill-no = No, change number
bill-has-package = E dey on { $package } now
bill-package-due = E go finish { $day }
bill-renew-or-change = You want the same one again, or another package?
bill-decoder-on = Make the decoder dey on, so the channels go show sharp sharp.
bill-renew = Renew { $package }
bill-change-package = Change package
bill-how-much = How much? Tap the amount or type am, from { $minimum } reach { $maximum }.
bill-plans = <b>{ $biller }</b>
bill-own-line = Your own line { $phone }
bill-other-line = For { $phone }
bill-plan = { $n }. { $name }: <b>{ $price }</b>
bill-plan-by-size = { $n }. { $name }: <b>{ $price }</b> ({ $gigabyte } for 1 GB)
bill-any-amount = any amount
bill-page = Page { $page } of { $pages }
bill-which-plan = Which one you want?
bill-tap-or-type-plan = Tap one, or type small part of the name.
bill-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
bill-previous = ‹ Before
bill-next = More ›
bill-show-today = Today
bill-show-week = Week
bill-show-month = Month
bill-best-order = The ones wey last pass two days dey first, then the short ones, then the ones for router.
bill-show-best = Best ₦/GB
bill-shown = { $name } ✓
bill-no-plans = I no fit get { $biller } list now. We no remove any money. Try again after one minute.
bill-no-such-plan = Nothing like that dey the list. See all of am.
