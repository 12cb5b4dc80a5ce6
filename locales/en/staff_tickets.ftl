staff-usage-ticket =
    /ticket [next, list or P-number]
    For example: /ticket next
staff-about-ticket = What customers reported, what is due first
staff-ticket-row = { $late ->
    [yes] 🔴
   *[no] •
} <b>P-{ NUMBER($number, useGrouping: 0) }</b> { $kind } · answer by { $by }
staff-tickets-none = Nothing waits.
staff-button-ticket-list = All that wait
staff-button-ticket-payment = Payment
