staff-usage-ticket =
    /ticket [next, list or P-number]
    For example: /ticket next
staff-about-ticket = Wetin customers report, the one wey time reach first
staff-ticket-row = { $late ->
    [yes] 🔴
   *[no] •
} <b>P-{ NUMBER($number, useGrouping: 0) }</b> { $kind } · answer by { $by }
staff-tickets-none = Nothing dey wait.
staff-button-ticket-list = All wey dey wait
staff-button-ticket-payment = Payment
