staff-usage-fee =
    /fee [page]
    For example: /fee
staff-about-fee = What we charge, now and from a day on
staff-usage-fee-set =
    /fee set BILLER or CATEGORY [flat amount] [share% cap amount] or free [from DAY|now] [because …]
    For example: /fee set ikeja-electric 2% cap 250 from 2027-12-01
staff-about-fee-set = Change a fee
staff-usage-fee-off =
    /fee off BILLER or CATEGORY [from DAY|now] [because …]
    For example: /fee off ikeja-electric from 2027-12-01
staff-about-fee-off = Back to the category's fee, or to the one from before any change
staff-fees-title = <b>What we charge on top of a bill</b>
staff-fee-row = • { $what } <code>{ $id }</code>: { $fee }
staff-fees-vat = VAT of { $share }% on it.
staff-fee-share = { $share }%, at most { $cap }
staff-fee-both = { $flat } and { $share }%, at most { $cap }
staff-rule-planned = 🗓 { $line }
staff-rule-change = { $begins ->
    [at-once] From a minute after it is agreed to
   *[later] From { $day }
}: { $what } { $after } (now { $before })
staff-replay-nothing = Nothing was delivered in the last 30 days to try it on.
staff-replay-title = { $whole ->
    [yes] { $of ->
        [one] The one bill of the last 30 days
       *[other] The { $of } bills of the last 30 days
    }
   *[no] The last 30 days, reckoned from { $looked } of { $of } bills
}: { $payments ->
    [one] { $payments } bill
   *[other] { $payments } bills
} of { $customers ->
    [one] { $customers } customer
   *[other] { $customers } customers
} would have cost or earned something else.
staff-replay-fees = Fees { $change }: { $after } in place of { $before }
staff-replay-cashback = Cashback would have cost { $after } ({ $percent }) in place of { $before }
staff-replay-margin = Left to us: { $change }
staff-replay-losing = Margin { $margin } on { $biller }
staff-rule-loses = ⚠️ The rule { $rule } would cost { $by } more than commission and fee of a bill of { $amount } ({ $where }).
staff-fee-notice = <i>For customers, to be sent with /broadcast:</i>
    { $begins ->
        [at-once] Our fee for { $what } is now { $after }. Until now: { $before }.
       *[later] From { $day } our fee for { $what } is { $after }. Until then: { $before }.
    }
staff-button-fees = Fees
