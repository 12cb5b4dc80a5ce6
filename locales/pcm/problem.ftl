button-problem = Problem?
problem-title = <b>Wetin happen?</b>
problem-not-received = E no enter
problem-token-refused = Token no dey work
problem-no-signal = Decoder dey show E16
problem-wrong-recipient = Wrong number or meter
problem-money-not-back = My money never come back
problem-money-not-in = Money wey I send never enter
problem-not-me = No be me do am
problem-other = Another thing
problem-still = E still no work
problem-nothing = I no see any payment wey I fit check. Open History, touch the one wey you mean.
problem-show-token = Show the token again
problem-token-title = <b>Wetin the meter dey show?</b>
problem-token-rejected = Reject or Error
problem-token-old = Old or Used
problem-token-order = I get plenty tokens
problem-token-key = E dey ask for key change
problem-token-rejected-help =
    <b>Rejected.</b> Check the number for the meter body, e suppose be this one: <code>{ $meter }</code>.

    If na the same, type the 20 numbers again small small, then press Enter (⏎). If you miss am five times, plenty meters dey lock for half hour.
problem-token-old-help =
    <b>Old or used.</b> The meter don take this token before, or e don take newer one first. Check the units before and after.

    Tokens dey enter as you take buy them. Load the old ones first.
problem-token-order-help =
    <b>Plenty tokens.</b> Load them as the message arrange am: key change 1, then key change 2, then the token. Press Enter (⏎) after each one.

    Tokens of different days: the oldest first.
problem-token-key-help =
    <b>Key change.</b> Your light company dey give two extra numbers of 20 digits, one time, when dem change their keys. If dem come with this payment, dem dey on top the token: load the two first.

    If none come, report am here. We go ask the company.
problem-signal-help =
    <b>You don pay, and e still show E16?</b> { $biller } dey send signal only to decoder wey dey on.

    1. On the decoder, choose one channel wey dey your package, leave am on for 15 minutes.
    2. Check say the card number for the receipt na the one for your decoder.
    3. Ask for fresh signal inside { $biller } app, for the errors wey e fit clear.
ticket-name = P-{ NUMBER($number, useGrouping: 0) }
ticket-title = 🎫 <b>Ticket P-{ NUMBER($number, useGrouping: 0) }</b>
ticket-about = { $kind } · { $status }
ticket-frozen = 🧊 I don freeze your wallet sharp sharp, so money no go comot. /unfreeze go tell you how e dey and wetin to do.
tickets-title = <b>Your tickets</b>
tickets-none = You no get ticket. To report problem, open the receipt, touch Problem?
way-paid = you pay { $at }
way-sent = we send am to { $biller } { $at }
way-sent-elsewhere = we send am to { $biller } another way { $at }
way-checking = we dey check
way-delivered = e enter { $at }
way-token-owed = token dey come
way-token = token { $at }
way-returned = money come back { $at }
way-refunded = refund { $at }
