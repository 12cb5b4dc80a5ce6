staff-usage-fee =
    /fee [page]
    Like this: /fee
staff-about-fee = Wetin we dey charge, now and from one day
staff-usage-fee-set =
    /fee set BILLER or CATEGORY [flat amount] [share% cap amount] or free [from DAY|now] [because …]
    Like this: /fee set ikeja-electric 2% cap 250 from 2027-12-01
staff-about-fee-set = Change one fee
staff-usage-fee-off =
    /fee off BILLER or CATEGORY [from DAY|now] [because …]
    Like this: /fee off ikeja-electric from 2027-12-01
staff-about-fee-off = Go back to the fee of the category, or the one before any change
staff-fees-title = <b>Wetin we dey charge on top bill</b>
staff-fee-row = • { $what } <code>{ $id }</code>: { $fee }
staff-fees-vat = VAT of { $share }% dey on top am.
staff-fee-share = { $share }%, e no pass { $cap }
staff-fee-both = { $flat } and { $share }%, e no pass { $cap }
staff-rule-planned = 🗓 { $line }
staff-rule-change = { $begins ->
    [at-once] From one minute after dem agree
   *[later] From { $day }
}: { $what } { $after } (now { $before })
staff-replay-nothing = Nothing deliver for the last 30 days wey we fit try am on.
staff-replay-title = { $whole ->
    [yes] { $of ->
        [one] The one bill of the last 30 days
       *[other] The { $of } bills of the last 30 days
    }
   *[no] The last 30 days, we count am from { $looked } out of { $of } bills
}: { $payments ->
    [one] { $payments } bill
   *[other] { $payments } bills
} of { $customers ->
    [one] { $customers } customer
   *[other] { $customers } customers
} for cost or earn another thing.
staff-replay-fees = Fees { $change }: { $after } instead of { $before }
staff-replay-cashback = Cashback for cost { $after } ({ $percent }) instead of { $before }
staff-replay-margin = Wetin remain for us: { $change }
staff-replay-losing = Margin { $margin } for { $biller }
staff-rule-loses = ⚠️ The rule { $rule } go cost { $by } pass the commission and fee of bill of { $amount } ({ $where }).
staff-fee-notice = <i>For customers, send am with /broadcast:</i>
    { $begins ->
        [at-once] Our fee for { $what } na { $after } now. Before: { $before }.
       *[later] From { $day } our fee for { $what } na { $after }. Before that: { $before }.
    }
staff-button-fees = Fees
