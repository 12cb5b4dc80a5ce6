# What a code is for, in the midst of a sentence: "your code to …"
code-for-pin-reset = set a new PIN
code-for-new-payee = send money to somebody new
code-for-new-bank-account = withdraw to a new bank account
code-for-unusual-order = finish this payment
code-for-limit-raise = raise your limit
code-for-export = get a copy of your data
code-for-deletion = close your account
code-for-unfreeze = unfreeze your account
code-for-link = move your account to another Telegram
code-for-e-mail = use this e-mail address with Vision

code-sms = { $digits } is your Vision code to { $what }. Good for { $lasts }. Nobody from Vision asks for it. Not you? Tell nobody this code.
code-mail-subject = Your Vision code
code-mail =
    { $digits } is your Vision code to { $what }.

    Type it in your chat with Vision. It is good for { $lasts }.
    Nobody from Vision asks for it in a message or a call. If it was not you, tell nobody this code.

code-sent-sms = I am sending a code of 6 digits to { $phone }. Type it here to { $what }.
code-sent-mail = I am sending a code of 6 digits to { $address }. Type it here to { $what }.
code-type-it = Type the code of 6 digits here to { $what }.
code-tell-nobody = Type it here only. Nobody from Vision asks for it in a message or a call.
code-wrong-length = A code has 6 digits.
code-again-sms = New code by SMS
code-again-e-mail = New code by e-mail
code-not-sent-sms = I could not send the SMS with your code. Nothing was changed.
code-not-sent-e-mail = I could not send the e-mail with your code. Nothing was changed.
code-not-delivered = The SMS with your code did not reach your phone. Ask for a new one, and I send it another way.
code-for-password = set a password for the app and the web
