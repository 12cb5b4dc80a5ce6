staff-usage-books =
    /books [date or month]
    Example: /books 2026-11
staff-about-books = The books of one day or month, as file
staff-books-title = <b>Books of { $days }</b>
staff-books-earned = Fees { $fees } + commission { $commission } − cashback { $cashback } − referrals { $referrals } − apologies { $apologies }
staff-books-net = Net revenue: <b>{ $net }</b>
staff-books-trial = { $well ->
    [true] ✅
   *[false] ⚠️ The books no balance.
} Trial balance now: debits { $debits }, credits { $credits }
staff-books-digest = SHA-256 of the file <code>{ $digest }</code>
