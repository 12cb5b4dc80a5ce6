# A draft that awaits a native speaker. Everything that is not here is said in English.

language-name = Igbo

button-back = Laghachi
button-cancel = Kagbuo
button-home = Ụlọ
button-receipt = Risiiti
button-again = Ọzọ
button-try-again = Nwaa ọzọ

bar-home = Ụlọ
bar-repeat = Ọzọ
bar-help = Enyemaka

category-electricity = Ọkụ
category-airtime = Ego ekwentị
category-data = Data
category-tv = TV
category-internet = Ịntanetị
category-education = Agụmakwụkwọ
category-water = Mmiri

nothing-charged = Anaghị ewepụ ego ọ bụla.
