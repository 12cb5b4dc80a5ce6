# A draft that awaits a native speaker. Everything that is not here is said in English.

home-airtime = Katin waya
home-light = Wuta
home-data = Data
home-tv = Talabijin
home-internet = Intanet
home-history = Tarihi
home-settings = Saituna
home-help = Taimako
