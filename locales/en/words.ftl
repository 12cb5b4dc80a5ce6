# Words that every conversation uses.

language-name = English
language-chosen = { $name } ✓

button-back = Back
button-cancel = Cancel
button-home = Home
button-receipt = Receipt
button-again = Again
button-try-again = Try again
button-token = Show token
button-voucher = Show code

bar-home = Home
bar-repeat = Repeat
bar-help = Help

category-electricity = Light
category-airtime = Airtime
category-data = Data
category-tv = TV
category-internet = Internet
category-education = Education
category-water = Water

nothing-charged = Nothing was charged.

time-today = today, { $clock }
time-tomorrow = tomorrow, { $clock }
time-seconds = { $n } seconds
time-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
time-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
