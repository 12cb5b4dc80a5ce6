staff-usage-message =
    /message CUSTOMER text
    Like this: /message 08031234567 Your meter number get one digit wey too many. Abeg check the meter.
staff-about-message = Write to customer
staff-usage-unlockpin =
    /unlockpin CUSTOMER reason
    Like this: /unlockpin 08031234567 told us her last three payments on the phone
staff-about-unlockpin = Make customer try her locked PIN again
support-message =
    💬 <b>From Vision support</b>
    { $text }
staff-message-to = To { $who }, as she go read am:
staff-message-sent = ✅ E dey go to { $who }.
staff-unlock-plan = <b>Open the locked PIN</b> · { $who }. She fit try am again, and nobody go tell us or her wetin e be. For 24 hours na only { $limit } fit comot. We go tell her.
staff-unlocked = ✅ { $who } fit try her PIN again. Na small money fit comot till { $until }.
