# A draft that awaits a native speaker. Everything that is not here is said in English.

language-name = Yorùbá

button-back = Padà
button-cancel = Fagilé
button-home = Ilé
button-receipt = Rìsíìtì
button-again = Lẹ́ẹ̀kan sí i
button-try-again = Gbìyànjú sí i

bar-home = Ilé
bar-repeat = Lẹ́ẹ̀kan sí i
bar-help = Ìrànlọ́wọ́

category-electricity = Iná
category-airtime = Owó ìpè
category-data = Dátà
category-tv = Tẹlifíṣọ̀n
category-internet = Íńtánẹ́ẹ̀tì
category-education = Ẹ̀kọ́
category-water = Omi

nothing-charged = A kò yọ owó kankan.
