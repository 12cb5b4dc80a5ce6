staff-usage-recon =
    /recon [date]
    Example: /recon 2026-11-22
staff-about-recon = How our books and the companies' statements take agree
staff-usage-break =
    /break B-number [take]
    Example: /break B-12
staff-about-break = One break wey no balance
staff-usage-correct =
    /correct B-number reason
    Example: /correct B-12 they charged the new price
staff-about-correct = Put wetin the company talk for book
staff-usage-explain =
    /explain B-number note
    Example: /explain B-12 a test of our own account
staff-about-explain = Close break with small note
staff-usage-statement =
    /statement vtpass|flutterwave-bills|paystack|flutterwave
    Example: /statement vtpass
staff-about-statement = Collect company statement
staff-company = { $company ->
    [vtpass] VTpass
    [paystack] Paystack
    [flutterwave] Flutterwave
   *[other] { $company }
}
staff-recon-nothing = Statement of { $day } never come.
staff-recon-no-breaks = ✅ No break dey open.
staff-recon-day = <b>{ staff-company } { $side ->
    [processor] (money wey enter)
    [payout] (money wey go bank)
    [chargeback] (money wey dem take back)
    [settlement] (wetin dem pay our bank)
   *[vendor] (bills)
} { $day }</b>: { NUMBER($matched) } match · { NUMBER($undecided) } never decide{ $kinds ->
    [0] {""}
   *[other] {" "}· { $breaks }
}
staff-recon-count = { NUMBER($count) } { staff-break-kind }
staff-break-kind = { $kind ->
    [ours-alone] { $side ->
        [processor] we-credited-they-not
        [payout] we-paid-out-they-not
        [chargeback] we-gave-back-they-not
        [settlement] we-booked-they-not
       *[vendor] we-delivered-they-not
    }
    [given-back] { $side ->
        [processor] they-took-in-we-not
        [payout] they-paid-out-we-not
        [chargeback] they-took-back-we-not
        [settlement] they-settled-we-not
       *[vendor] they-charged-we-refunded
    }
    [amount-differs] amount-differs
    [twice] twice
   *[theirs-alone] unknown-to-us
}
staff-recon-more = More
staff-break-row = <b>{ $number }</b> { staff-company } · { staff-break-kind } · dem { $theirs }, we { $ours }
staff-break-about = <code>{ $reference }</code> of { $day }, open since { $at }
staff-break-state = { $state ->
    [open] E still open.
    [corrected] ✅ Dem don correct am with { $corrected }, { $by } gree.
    [explained] 📝 { $by }: { $word }
   *[gone] ✅ E don go: new statement agree.
}
staff-button-payment = Payment
staff-button-correct = Correct…
staff-button-explain = Explain…
staff-button-breaks = Breaks
staff-state-break-open = open
staff-state-break-corrected = corrected
staff-statement-how = Send me the file (CSV with head, 15 MB at most), and put dis one as caption: <code>/statement { $company }</code>
staff-statement-day = { staff-company } { $day }: { NUMBER($lines) } lines, { NUMBER($matched) } match
staff-statement-empty = The file no get line. Nothing enter.
staff-statement-digest = SHA-256 <code>{ $digest }</code>
staff-break-aged = { $light ->
    [red] 🔴
   *[white] ⚪
} <i>{ $age }, { $taken ->
    [yes] { $owner }
   *[no] nobody
}</i>
staff-break-owner = { $owner } dey handle am
staff-breaks-found = ⚠️ <b>New breaks</b> · { staff-company } { $side ->
    [processor] (money in)
    [payout] (payouts)
    [chargeback] (taken back)
    [settlement] (paid to our bank)
   *[vendor] (bills)
} { $day }: { $breaks }
staff-breaks-overdue = 🔴 <b>{ NUMBER($n) }</b> breaks between our books and statement don open tey: /recon
staff-button-take-break = I go handle am
