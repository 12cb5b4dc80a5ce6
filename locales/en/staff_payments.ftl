staff-usage-resend =
    /resend REFERENCE
    For example: /resend 0193c1d2
staff-about-resend = Send a customer her token or receipt once more
staff-usage-openticket =
    /openticket REFERENCE
    For example: /openticket 0193c1d2
staff-about-openticket = Open a ticket about a payment, or show the open one
staff-resent = ✉️ The customer of <code>{ $payment }</code> gets her token or receipt once more.
staff-ticket-of = 🎫 P-{ NUMBER($number, useGrouping: 0) } is open about <code>{ $payment }</code>.
staff-button-requery = Ask the vendor
staff-button-resend = Send again
staff-button-open-ticket = Ticket
staff-resend = The customer of <code>{ $payment }</code> would get her token or receipt once more.
staff-openticket = A ticket would be opened about <code>{ $payment }</code>: { $kind }. If one is open, it would be shown.
