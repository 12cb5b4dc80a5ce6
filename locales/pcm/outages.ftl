outage-slow = 🟡 { $billers } { $count ->
    [one] dey
   *[other] dey
} slow today. Result fit take longer than before.
outage-paused = 🔴 { $billers } { $count ->
    [one] no dey
   *[other] no dey
} deliver now. I no go collect money for { $count ->
    [one] am
   *[other] dem
} till e don finish.
outage-button-slow = 🟡 { $biller } · slow
outage-button-paused = 🔴 { $biller } · no dey work
outage-order-kept = I go keep your order for one day.
outage-tell-me = Tell me when e don back
outage-will-tell = I go write you once e don dey work again.
outage-back = ✅ <b>{ $biller } don dey work again.</b>
    If you still wan pay, your order dey here.
outage-go-on = Continue my order
outage-for-staff-began = 🔴 <b>We don pause sales:</b> <code>{ $biller }</code>. None of the vendors don deliver since. E go try again by itself.
outage-for-staff-ended = ✅ <b>Sales don resume:</b> <code>{ $biller }</code>.
