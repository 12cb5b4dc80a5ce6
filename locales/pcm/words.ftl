# Words that every conversation uses.

language-name = Pidgin
language-chosen = { $name } ✓

button-back = Go back
button-cancel = Cancel am
button-home = Home
button-receipt = Receipt
button-again = Do am again
button-try-again = Try again
button-token = Show token
button-voucher = Show code

bar-home = Home
bar-repeat = Repeat
bar-help = Help

category-electricity = Light
category-airtime = Card
category-data = Data
category-tv = TV
category-internet = Internet
category-education = School and exam
category-water = Water

nothing-charged = We no remove any money.

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
