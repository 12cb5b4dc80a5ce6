# A draft that awaits a native speaker. Everything that is not here is said in English.

pay-checking = ⏳ <b>À ń ṣàyẹ̀wò pẹ̀lú { $biller }</b>
