staff-usage-message =
    /message CUSTOMER text
    For example: /message 08031234567 Your meter number has a digit too many. Please look at the meter.
staff-about-message = Write to a customer
staff-usage-unlockpin =
    /unlockpin CUSTOMER reason
    For example: /unlockpin 08031234567 told us her last three payments on the phone
staff-about-unlockpin = Let a customer try her locked PIN again
support-message =
    💬 <b>From Vision support</b>
    { $text }
staff-message-to = To { $who }, as she will read it:
staff-message-sent = ✅ On its way to { $who }.
staff-unlock-plan = <b>Open the locked PIN</b> · { $who }. She may try it again, and nobody tells us or her what it is. For 24 hours only { $limit } can leave. She is told.
staff-unlocked = ✅ { $who } may try her PIN again. Little may leave until { $until }.
