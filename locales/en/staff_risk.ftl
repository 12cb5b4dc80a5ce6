staff-usage-risk =
    /risk [page or REFERENCE]
    For example: /risk 0193c1d2
staff-about-risk = Unusual orders that wait for a person, and why
staff-usage-clearorder =
    /clearorder REFERENCE
    For example: /clearorder 0193c1d2
staff-about-clearorder = Let an unusual order pass
staff-usage-refuseorder =
    /refuseorder REFERENCE [reason]
    For example: /refuseorder 0193c1d2 she says that it is not hers
staff-about-refuseorder = Do not let an unusual order pass
staff-risk-title = <b>{ $count ->
    [one] 1 order waits
   *[other] { $count } orders wait
} for a person.</b> No money is held.
staff-risk-none = No order waits for a person.
staff-risk-row = { $light } <b>{ $amount }</b> · score { $score } · { $age } old · <code>{ $order }</code>
staff-risk-clear = <b>Let { $amount } pass</b> · <code>{ $order }</code>
    Nothing was charged. The customer may draw the sheet again, and is not asked about it for a day.
staff-risk-decided = { $state } by { $by }, { $at }
staff-button-clear = Let it pass…
staff-button-refuse = Refuse
staff-button-waiting = All that wait
staff-risk-refuse = <b>Do not let { $amount } pass</b> · <code>{ $order }</code>
    Nothing was charged. The customer is told, and may ask once to look at it again.
