staff-usage-resend =
    /resend REFERENCE
    Like this: /resend 0193c1d2
staff-about-resend = Send customer the token or receipt again
staff-usage-openticket =
    /openticket REFERENCE
    Like this: /openticket 0193c1d2
staff-about-openticket = Open ticket about payment, or show the one wey dey open
staff-resent = ✉️ The customer of <code>{ $payment }</code> go get the token or receipt again.
staff-ticket-of = 🎫 P-{ NUMBER($number, useGrouping: 0) } dey open about <code>{ $payment }</code>.
staff-button-requery = Ask the vendor
staff-button-resend = Send again
staff-button-open-ticket = Ticket
staff-resend = The customer of <code>{ $payment }</code> go get the token or receipt again.
staff-openticket = Ticket go open about <code>{ $payment }</code>: { $kind }. If one dey open, we go show am.
