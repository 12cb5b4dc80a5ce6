staff-usage-promo =
    /promo
    Like this: /promo
staff-about-promo = Promo codes and wetin dem don cost
staff-usage-promo-list =
    /promo list [page]
    Like this: /promo list 2
staff-about-promo-list = Promo codes, page by page
staff-usage-promo-new =
    /promo new CODE amount n=TIMES until=DAY [per=TIMES] [min=AMOUNT] [newcomers] [because …]
    Like this: /promo new DETTY25 200 n=500 per=1 until=2027-12-31 min=1000 newcomers
staff-about-promo-new = New promo code
staff-usage-promo-end =
    /promo end CODE [reason]
    Like this: /promo end DETTY25 the month don end
staff-about-promo-end = Make nobody use one promo code again
staff-promo-title = <b>Promo codes</b>
staff-promo-none = No promo code dey.
staff-promo-row = <b>{ $code }</b> { $reward } { $state ->
    [on] till { $until }
    [used-up] all don finish
   *[over] don end since { $until }
}
staff-promo-used = Dem use am { $used } out of { $most } times: { $spent } out of { $budget }
staff-promo-terms = { $reward }, { $times } times, so e no go pass { $budget }, till { $until }
staff-promo-whom = { $per ->
    [one] One time for one customer
   *[other] { $per } times for one customer
}{ $newcomers ->
    [yes] , new ones only
   *[no] { "" }
}{ $bill ->
    [none] { "" }
   *[other] , after bill of { $bill } or more
}
staff-state-promo-on = people fit use am
staff-state-promo-ended = don end
