month-and-year = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }

statement-title = <b>Statement for { $month }</b>
statement-title-plain = Statement for { $month }
statement-empty = Nothing was paid or added in that month.
statement-line-paid = Bills { $amount }
statement-line-fees = Fees and VAT { $amount }
statement-line-returned = Given back { $amount }
statement-line-cashback = Cashback earned { $amount }
statement-line-added = Money added { $amount }
statement-paid = Bills delivered
statement-fees = Fees and VAT
statement-returned = Not delivered, given back
statement-cashback = Cashback earned
statement-added = Money added
statement-top-up = Money added
statement-line-flow = { $flow ->
    [received] Received from people
    [sent] Sent to people
    [sent-back] Transfers sent back
    [withdrawn] Withdrawn to your bank, with fees
    [withdrawal-back] Withdrawals that came back
    [set-aside] Set aside, claimed back by a bank
    [set-aside-back] Set aside before, yours again
    [corrected] Corrected by us
    [debt-paid] Paid of what was owed
    [apology] For our delays
    [promo] Promo codes
   *[referral] Referral rewards
} { $amount }
statement-flow = { $flow ->
    [received] Received from a person
    [sent] Sent to a person
    [sent-back] Transfer sent back
    [withdrawn] Withdrawn, with fees
    [withdrawal-back] Withdrawal that came back
    [set-aside] Claimed back, set aside
    [set-aside-back] Set aside before, yours again
    [corrected] Correction by us
    [debt-paid] Paid of what was owed
    [cashback-back] Cashback of a refunded bill
    [apology] For a delay of ours
    [promo] Promo code
   *[referral] Referral reward
}
statement-wallet = Wallet with what is held: { $opening } at the start + { $came } in − { $went } out = { $closing }
statement-cashback-account = Cashback: { $opening } at the start + { $came } in − { $went } out = { $closing }
statement-cut = There are more lines than fit. Ask our support for the rest.
statement-page = Page { $n } of { $of }
statement-kind = { $category ->
    [airtime] Airtime
    [data] Data
    [electricity] Light
    [tv] TV
    [internet] Internet
    [education] Education
   *[water] Water
}
statement-pdf = PDF
statement-csv = CSV
statement-before = Month before
statement-after = Month after
statement-spending = Spending

column-date = Date
column-time = Time (Lagos)
column-kind = Kind
column-company = Company
column-plan = Plan
column-number = Number
column-amount = Amount (NGN)
column-fee = Fee
column-vat = VAT on the fee
column-total = Total
column-cashback-used = Cashback used
column-cashback-earned = Cashback earned
column-status = Status
column-reference = Reference

spending-title = <b>Spending in { $month }: { $total }</b>
spending-empty = Nothing was delivered in { $month }.
spending-on-title = <b>Spent on { $name } in { $month }: { $total }</b>
spending-on-empty = Nothing was delivered to { $name } in { $month }.
spending-line = { $kind } { $amount } · { $percent } %
spending-bar = <code>{ $bar }</code>
spending-before = The month before: { $before }
spending-flow = { $flow ->
    [sent] Sent to people besides
   *[withdrawn] Withdrawn to your bank besides
}: { $amount }
spending-with-fees = bills that were delivered, with their fees
spending-chart = Chart

search-title = <b>What I found for “{ $said }”</b>
search-nothing = I found nothing for “{ $said }”.
search-how = You can look for a name that you saved, a company, a kind of bill, money sent, received, withdrawn or added, a month or a number: <code>/history mama</code>, <code>/history light june</code>, <code>/history sent today</code>, <code>/history 0803 123 4567</code>
