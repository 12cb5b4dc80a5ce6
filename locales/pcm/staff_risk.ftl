staff-usage-risk =
    /risk [page or REFERENCE]
    Like this: /risk 0193c1d2
staff-about-risk = Orders wey no dey usual wey dey wait for person, and why
staff-usage-clearorder =
    /clearorder REFERENCE
    Like this: /clearorder 0193c1d2
staff-about-clearorder = Let order wey no dey usual pass
staff-usage-refuseorder =
    /refuseorder REFERENCE [reason]
    Like this: /refuseorder 0193c1d2 she say e no be her own
staff-about-refuseorder = No let order wey no dey usual pass
staff-risk-title = <b>{ $count ->
    [one] 1 order dey
   *[other] { $count } orders dey
} wait for person.</b> We no hold any money.
staff-risk-none = No order dey wait for person.
staff-risk-row = { $light } <b>{ $amount }</b> · score { $score } · e don reach { $age } · <code>{ $order }</code>
staff-risk-clear = <b>Let { $amount } pass</b> · <code>{ $order }</code>
    We never remove any money. The customer fit bring the sheet again, and we no go ask about am for one day.
staff-risk-decided = { $state } by { $by }, { $at }
staff-button-clear = Let am pass…
staff-button-refuse = Refuse
staff-button-waiting = All wey dey wait
staff-risk-refuse = <b>No let { $amount } pass</b> · <code>{ $order }</code>
    We never remove any money. We go tell the customer, and e fit ask one time make we check am again.
