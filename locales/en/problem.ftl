button-problem = Problem?
problem-title = <b>What is wrong?</b>
problem-not-received = It did not arrive
problem-token-refused = Token not working
problem-no-signal = Decoder shows E16
problem-wrong-recipient = Wrong number or meter
problem-money-not-back = My money is not back
problem-money-not-in = Money I sent is not in
problem-not-me = I didn't do this
problem-other = Something else
problem-still = Still not working
problem-nothing = There is no payment here that I could look into. Open History and tap the one you mean.
problem-show-token = Show the token again
problem-token-title = <b>What does the meter show?</b>
problem-token-rejected = Reject or Error
problem-token-old = Old or Used
problem-token-order = I have several tokens
problem-token-key = It asks for a key change
problem-token-rejected-help =
    <b>Rejected.</b> Compare the number on the meter itself with this one: <code>{ $meter }</code>.

    If it is the same, type the 20 digits again slowly, two or four at a time, and press Enter (⏎). After five wrong tries many meters lock for half an hour.
problem-token-old-help =
    <b>Old or used.</b> The meter took this token already, or it took a newer one first. Look at the units before and after.

    Tokens go in the order in which you bought them. Load the older ones first.
problem-token-order-help =
    <b>Several tokens.</b> Load them in the order of the message: key change 1, then key change 2, then the token. Press Enter (⏎) after each one.

    Tokens of different days go in oldest first.
problem-token-key-help =
    <b>Key change.</b> Your electricity company gives two extra numbers of 20 digits, once, when it changes its keys. If they came with this payment, they stand above the token: load both first.

    If none came, report it here. We ask the company for them.
problem-signal-help =
    <b>Paid, and still E16?</b> { $biller } sends the signal only to a decoder that is on.

    1. Turn the decoder on, choose a channel of your package, and leave it on for 15 minutes.
    2. Check that the card number on the receipt is the one on your decoder.
    3. Ask for a fresh signal in the app of { $biller }, under the errors it can clear.
ticket-name = P-{ NUMBER($number, useGrouping: 0) }
ticket-title = 🎫 <b>Ticket P-{ NUMBER($number, useGrouping: 0) }</b>
ticket-about = { $kind } · { $status }
ticket-frozen = 🧊 I froze your wallet at once, so that no money leaves it. /unfreeze says how it stands and what to do.
tickets-title = <b>Your tickets</b>
tickets-none = You have no tickets. To report a problem, open the receipt and tap Problem?
way-paid = paid { $at }
way-sent = sent to { $biller } { $at }
way-sent-elsewhere = sent to { $biller } another way { $at }
way-checking = checking
way-delivered = delivered { $at }
way-token-owed = token on its way
way-token = token { $at }
way-returned = money back { $at }
way-refunded = refunded { $at }
