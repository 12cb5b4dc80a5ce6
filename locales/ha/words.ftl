# A draft that awaits a native speaker. Everything that is not here is said in English.

language-name = Hausa

button-back = Baya
button-cancel = Soke
button-home = Gida
button-receipt = Rasit
button-again = Sake
button-try-again = Sake gwadawa

bar-home = Gida
bar-repeat = Sake
bar-help = Taimako

category-electricity = Wuta
category-airtime = Katin waya
category-data = Data
category-tv = Talabijin
category-internet = Intanet
category-education = Ilimi
category-water = Ruwa

nothing-charged = Ba a cire komai ba.
