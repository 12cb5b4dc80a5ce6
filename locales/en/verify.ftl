verify-how =
    <b>Is a receipt genuine?</b>
    Send me the receipt: forward it, paste the text that begins with VSN1, or send a picture with its QR code. I tell you if Vision made it, and what became of the payment.
verify-genuine = { $status ->
    [delivered] Genuine receipt. It was delivered.
    [on-its-way] Genuine receipt, but it is not delivered yet.
    [returned] Genuine receipt, but it was not delivered. The money went back.
   *[refunded] Genuine receipt, but refunded. The money went back.
}
verify-genuine-but = { $now ->
    [delivered] Genuine receipt. It was on its way then, and was delivered on { $since }.
    [returned] Genuine, but not delivered. The money went back on { $since }.
    [on-its-way] Genuine, but it is on its way again since { $since }.
   *[refunded] Genuine, but refunded on { $since }. The money went back.
}
verify-on-books = { $status ->
    [delivered] This payment is in our books. It was delivered.
    [on-its-way] This payment is in our books, but it is not delivered yet.
    [returned] This payment is in our books, but it was not delivered. The money went back.
   *[refunded] This payment is in our books, but it was refunded. The money went back.
}
verify-not-genuine = Not genuine
verify-unknown-key = I can't tell. It was signed with key { $key }, which I don't know.
verify-no-reference = I know no payment with that reference.
verify-compare = Compare this with the receipt that you were shown. Only what stands here is certain.
verify-do-not-trust = Vision did not make this receipt, or somebody changed it. Give nothing away for it.
verify-cannot-tell = Ask whoever showed it for the newest one, and give nothing away for it yet.
verify-bill = { $category ->
    [transfer] Money sent
    [withdrawal] Money to a bank account
    [airtime] Airtime
    [data] Data
    [electricity] Light
    [tv] TV
    [internet] Internet
    [education] Education
   *[water] Water
} { $amount }
verify-fee = Fee and VAT { $fee }
verify-recipient = For the number that ends in { $digits }
verify-paid = Paid { $at }
verify-reference = Reference { $reference }
verify-file-too-large = That file is too large for me. Send a screenshot of the receipt.

verify-page-title = Check a Vision receipt
verify-page-how = Paste the receipt's text, or what your camera reads from its QR code. It begins with VSN1.
verify-page-check = Check
verify-page-picture = Read a picture
verify-page-no-code = There is no receipt's code in it.
verify-page-checking = Checking…
verify-page-alone = Checked in this browser with Vision's public keys. I could not reach Vision to ask if the money went back later.
verify-page-asked = Checked in this browser with Vision's public keys, and with Vision's books.
verify-page-server = This browser can't check signatures by itself, so Vision's own server checked it.
verify-page-cannot = This browser can't check signatures by itself, and Vision could not be reached. Send the code to the bot.
verify-page-script = This page needs JavaScript. Send the code to the bot instead.
