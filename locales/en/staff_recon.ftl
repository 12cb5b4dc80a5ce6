staff-usage-recon =
    /recon [date]
    For example: /recon 2026-11-22
staff-about-recon = How far our books and the companies' statements agree
staff-usage-break =
    /break B-number [take]
    For example: /break B-12
staff-about-break = One break
staff-usage-correct =
    /correct B-number reason
    For example: /correct B-12 they charged the new price
staff-about-correct = Book what the company says
staff-usage-explain =
    /explain B-number note
    For example: /explain B-12 a test of our own account
staff-about-explain = Close a break with a note
staff-usage-statement =
    /statement vtpass|flutterwave-bills|paystack|flutterwave
    For example: /statement vtpass
staff-about-statement = Take a company's statement in
staff-company = { $company ->
    [vtpass] VTpass
    [paystack] Paystack
    [flutterwave] Flutterwave
   *[other] { $company }
}
staff-recon-nothing = No statement of { $day } is there yet.
staff-recon-no-breaks = ✅ No open break.
staff-recon-day = <b>{ staff-company } { $side ->
    [processor] (money in)
    [payout] (payouts)
    [chargeback] (taken back)
    [settlement] (paid to our bank)
   *[vendor] (bills)
} { $day }</b>: { NUMBER($matched) } matched · { NUMBER($undecided) } undecided{ $kinds ->
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
staff-break-row = <b>{ $number }</b> { staff-company } · { staff-break-kind } · they { $theirs }, we { $ours }
staff-break-about = <code>{ $reference }</code> of { $day }, open since { $at }
staff-break-state = { $state ->
    [open] Open.
    [corrected] ✅ Corrected by { $corrected }, agreed to by { $by }.
    [explained] 📝 { $by }: { $word }
   *[gone] ✅ Gone: a later statement agrees.
}
staff-button-payment = Payment
staff-button-correct = Correct…
staff-button-explain = Explain…
staff-button-breaks = Breaks
staff-state-break-open = open
staff-state-break-corrected = corrected
staff-statement-how = Send me the file (CSV with a head, at most 15 MB) with this as its caption: <code>/statement { $company }</code>
staff-statement-day = { staff-company } { $day }: { NUMBER($lines) } lines, { NUMBER($matched) } matched
staff-statement-empty = The file has no lines. Nothing was taken in.
staff-statement-digest = SHA-256 <code>{ $digest }</code>
staff-break-aged = { $light ->
    [red] 🔴
   *[white] ⚪
} <i>{ $age }, { $taken ->
    [yes] { $owner }
   *[no] nobody
}</i>
staff-break-owner = Seen to by { $owner }
staff-breaks-found = ⚠️ <b>New breaks</b> · { staff-company } { $side ->
    [processor] (money in)
    [payout] (payouts)
    [chargeback] (taken back)
    [settlement] (paid to our bank)
   *[vendor] (bills)
} { $day }: { $breaks }
staff-breaks-overdue = 🔴 <b>{ NUMBER($n) }</b> breaks between our books and statements are open for too long: /recon
staff-button-take-break = I see to it
