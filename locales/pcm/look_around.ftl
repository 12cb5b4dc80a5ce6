look-around = Make I look first
look-title = <b>Wetin you fit pay for here</b>
look-who = { $category }: { $billers }
look-fees = <b>Wetin we dey charge</b>
look-no-fee = { $categories }: nothing
look-fee = { $category }: { $fee }
look-vat = VAT of { $share }% dey on top our own charges alone, and you go see am before you pay.
look-prices = Tap for down make you see the prices.
look-category = <b>{ $category }</b>
look-biller = <b>{ $biller }</b>
look-amounts = From { $minimum } reach { $maximum }
look-plan = { $plan } · { $amount }
look-more-plans = { $n ->
    [one] and 1 more
   *[other] and { $n } more
}
look-no-plans = The list no dey for now.
