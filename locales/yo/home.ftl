# A draft that awaits a native speaker. Everything that is not here is said in English.

home-airtime = Owó ìpè
home-light = Iná
home-data = Dátà
home-tv = Tẹlifíṣọ̀n
home-internet = Íńtánẹ́ẹ̀tì
home-history = Ìtàn
home-settings = Ètò
home-help = Ìrànlọ́wọ́
