# What a code is for, in the midst of a sentence: "your code to …"
code-for-pin-reset = set new PIN
code-for-new-payee = send money give new person
code-for-new-bank-account = withdraw go new bank account
code-for-unusual-order = finish this payment
code-for-limit-raise = raise your limit
code-for-export = collect copy of your data
code-for-deletion = close your account
code-for-unfreeze = open your account wey freeze
code-for-link = carry your account go another Telegram
code-for-e-mail = use this e-mail with Vision

code-sms = { $digits } na your Vision code to { $what }. E good for { $lasts }. Nobody from Vision go ask for am. No be you? No tell anybody.
code-mail-subject = Your Vision code
code-mail =
    { $digits } na your Vision code to { $what }.

    Type am for your chat with Vision. E good for { $lasts }.
    Nobody from Vision go ask for am for message or call. If no be you, no tell anybody this code.

code-sent-sms = I dey send code of 6 digits to { $phone }. Type am here to { $what }.
code-sent-mail = I dey send code of 6 digits to { $address }. Type am here to { $what }.
code-type-it = Type the code of 6 digits here to { $what }.
code-tell-nobody = Type am here only. Nobody from Vision go ask for am for message or call.
code-wrong-length = Code get 6 digits.
code-again-sms = New code by SMS
code-again-e-mail = New code by e-mail
code-not-sent-sms = I no fit send the SMS wey carry your code. Nothing change.
code-not-sent-e-mail = I no fit send the e-mail wey carry your code. Nothing change.
code-not-delivered = The SMS wey carry your code no reach your phone. Ask for new one, I go send am another way.
code-for-password = set password for app and web
