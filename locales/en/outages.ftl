outage-slow = 🟡 { $billers } { $count ->
    [one] is
   *[other] are
} slow today. A result may take longer than usual.
outage-paused = 🔴 { $billers } { $count ->
    [one] is
   *[other] are
} not delivering now. I take no money for { $count ->
    [one] it
   *[other] them
} until it is over.
outage-button-slow = 🟡 { $biller } · slow
outage-button-paused = 🔴 { $biller } · paused
outage-order-kept = Your order is kept for a day.
outage-tell-me = Tell me when it's back
outage-will-tell = I'll write as soon as it works again.
outage-back = ✅ <b>{ $biller } works again.</b>
    If you still want to pay, your order is here.
outage-go-on = Continue my order
outage-for-staff-began = 🔴 <b>Sales paused:</b> <code>{ $biller }</code>. None of its vendors has delivered for a while. It is tried again by itself.
outage-for-staff-ended = ✅ <b>Sales resumed:</b> <code>{ $biller }</code>.
