buying-how-much =
    <b>Light that buys itself</b>
    I buy light for { $meter } when about { $days } days of it are left. I tell you a day before, and you can skip it.
buying-type-it = How much each time? Tap it, or type an amount.
buying-amount = { $amount } each time
buying-how-much-a-month = <b>At most how much in a month?</b>
buying-total = { $total } each time, with the fee.
buying-cap = { $cap } a month
buying-sheet = <b>Light that buys itself</b>
buying-when = When about { $days } days are left. First { $first }.
