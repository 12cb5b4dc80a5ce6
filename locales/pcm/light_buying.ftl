buying-how-much =
    <b>Light wey dey buy by itself</b>
    I go buy light for { $meter } when like { $days } days remain. I go tell you one day before, you fit skip am.
buying-type-it = How much each time? Tap am, or type amount.
buying-amount = { $amount } each time
buying-how-much-a-month = <b>How much e no suppose pass for one month?</b>
buying-total = { $total } each time, with the fee.
buying-cap = { $cap } one month
buying-sheet = <b>Light wey dey buy by itself</b>
buying-when = When like { $days } days remain. First one { $first }.
