staff-usage-promo =
    /promo
    For example: /promo
staff-about-promo = Promo codes and what they have cost
staff-usage-promo-list =
    /promo list [page]
    For example: /promo list 2
staff-about-promo-list = Promo codes, page by page
staff-usage-promo-new =
    /promo new CODE amount n=TIMES until=DAY [per=TIMES] [min=AMOUNT] [newcomers] [because …]
    For example: /promo new DETTY25 200 n=500 per=1 until=2027-12-31 min=1000 newcomers
staff-about-promo-new = A new promo code
staff-usage-promo-end =
    /promo end CODE [reason]
    For example: /promo end DETTY25 the month is over
staff-about-promo-end = Let nobody use a promo code any more
staff-promo-title = <b>Promo codes</b>
staff-promo-none = There is no promo code.
staff-promo-row = <b>{ $code }</b> { $reward } { $state ->
    [on] until { $until }
    [used-up] all given away
   *[over] over since { $until }
}
staff-promo-used = Used { $used } of { $most } times: { $spent } of { $budget }
staff-promo-terms = { $reward }, { $times } times, so { $budget } at the most, until { $until }
staff-promo-whom = { $per ->
    [one] Once a customer
   *[other] { $per } times a customer
}{ $newcomers ->
    [yes] , new ones only
   *[no] { "" }
}{ $bill ->
    [none] { "" }
   *[other] , after a bill of { $bill } or more
}
staff-state-promo-on = can be used
staff-state-promo-ended = ended
