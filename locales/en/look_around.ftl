look-around = Look around first
look-title = <b>What you can pay here</b>
look-who = { $category }: { $billers }
look-fees = <b>What we charge</b>
look-no-fee = { $categories }: nothing
look-fee = { $category }: { $fee }
look-vat = VAT of { $share }% on our fee alone, shown before you pay.
look-prices = Tap below to see prices.
look-category = <b>{ $category }</b>
look-biller = <b>{ $biller }</b>
look-amounts = From { $minimum } to { $maximum }
look-plan = { $plan } · { $amount }
look-more-plans = { $n ->
    [one] and 1 more
   *[other] and { $n } more
}
look-no-plans = The list is not here at the moment.
