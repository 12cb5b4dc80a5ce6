staff-usage-requery =
    /requery REFERENCE, pending, or biller NAME
    Like this: /requery biller ikeja-electric
staff-about-requery = Ask the vendors again
staff-requeries = { $count ->
    [0] Nothing dey in doubt.
    [one] We dey ask about { $count } payment.
   *[other] We dey ask about { $count } payments.
}
staff-requeries-next = Wetin vendors talk, we settle am sharp sharp and tell customers.
staff-button-figures = Figures
