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
statement-empty = You no pay or add anything that month.
statement-line-paid = Bills { $amount }
statement-line-fees = Fees and VAT { $amount }
statement-line-returned = Wetin come back { $amount }
statement-line-cashback = Cashback wey you gain { $amount }
statement-line-added = Money wey you add { $amount }
statement-paid = Bills wey enter
statement-fees = Fees and VAT
statement-returned = E no enter, money come back
statement-cashback = Cashback wey you gain
statement-added = Money wey you add
statement-top-up = Money wey you add
statement-line-flow = { $flow ->
    [received] Wetin people send you
    [sent] Wetin you send people
    [sent-back] Transfer wey go back
    [withdrawn] Wetin you withdraw go bank, plus fees
    [withdrawal-back] Withdraw wey come back
    [set-aside] Money we keep one side, bank dey claim am
    [set-aside-back] Money we keep one side before, na your own again
    [corrected] We correct am
    [debt-paid] Wetin pay the money wey you dey owe
    [apology] For our delay
    [promo] Promo code
   *[referral] Money for people wey you bring
} { $amount }
statement-flow = { $flow ->
    [received] Person send you money
    [sent] You send person money
    [sent-back] Transfer wey go back
    [withdrawn] You withdraw, plus fees
    [withdrawal-back] Withdraw wey come back
    [set-aside] Bank claim am, we keep am
    [set-aside-back] Na your own again
    [corrected] We correct am
    [debt-paid] Wetin pay the money wey you dey owe
    [cashback-back] Cashback of bill wey we refund
    [apology] For our delay
    [promo] Promo code
   *[referral] Money for person wey you bring
}
statement-wallet = Wallet join wetin we hold: { $opening } for start + { $came } enter − { $went } comot = { $closing }
statement-cashback-account = Cashback: { $opening } for start + { $came } enter − { $went } comot = { $closing }
statement-cut = E get more lines wey no fit enter. Ask our support for the rest.
statement-page = Page { $n } of { $of }
statement-kind = { $category ->
    [airtime] Card
    [data] Data
    [electricity] Light
    [tv] TV
    [internet] Internet
    [education] School
   *[water] Water
}
statement-pdf = PDF
statement-csv = CSV
statement-before = Month before am
statement-after = Month after am
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

spending-title = <b>Wetin you spend for { $month }: { $total }</b>
spending-empty = Nothing enter for { $month }.
spending-on-title = <b>Wetin you spend on { $name } for { $month }: { $total }</b>
spending-on-empty = Nothing enter for { $name } for { $month }.
spending-line = { $kind } { $amount } · { $percent } %
spending-bar = <code>{ $bar }</code>
spending-before = The month before: { $before }
spending-flow = { $flow ->
    [sent] You send people join
   *[withdrawn] You withdraw go bank join
}: { $amount }
spending-with-fees = bills wey enter, plus their fees
spending-chart = Chart

search-title = <b>Wetin I see for “{ $said }”</b>
search-nothing = I no see anything for “{ $said }”.
search-how = You fit find name wey you save, company, kind of bill, money wey you send, collect, withdraw or add, month or number: <code>/history mama</code>, <code>/history light june</code>, <code>/history sent today</code>, <code>/history 0803 123 4567</code>
