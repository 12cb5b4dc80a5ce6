# A draft that awaits a native speaker. Everything that is not here is said in English.

home-airtime = Ego ekwentị
home-light = Ọkụ
home-data = Data
home-tv = TV
home-internet = Ịntanetị
home-history = Akụkọ
home-settings = Ntọala
home-help = Enyemaka
