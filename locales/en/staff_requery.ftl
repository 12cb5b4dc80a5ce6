staff-usage-requery =
    /requery REFERENCE, pending, or biller NAME
    For example: /requery biller ikeja-electric
staff-about-requery = Ask the vendors again
staff-requeries = { $count ->
    [0] Nothing is in doubt.
    [one] { $count } payment is being asked about.
   *[other] { $count } payments are being asked about.
}
staff-requeries-next = What the vendors say is settled at once, and customers are told.
staff-button-figures = Figures
