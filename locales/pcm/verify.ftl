verify-how =
    <b>This receipt na original?</b>
    Send me the receipt: forward am, paste the text wey start with VSN1, or send picture of the QR code. I go tell you if na Vision make am, and wetin happen to the payment.
verify-genuine = { $status ->
    [delivered] Original receipt. E don enter.
    [on-its-way] Original receipt, but e never enter.
    [returned] Original receipt, but e no enter. The money don go back.
   *[refunded] Original receipt, but we don refund am. The money don go back.
}
verify-genuine-but = { $now ->
    [delivered] Original receipt. E dey road that time, and e enter { $since }.
    [returned] Original, but e no enter. The money go back { $since }.
    [on-its-way] Original, but e dey road again since { $since }.
   *[refunded] Original, but we refund am { $since }. The money don go back.
}
verify-on-books = { $status ->
    [delivered] This payment dey our book. E don enter.
    [on-its-way] This payment dey our book, but e never enter.
    [returned] This payment dey our book, but e no enter. The money don go back.
   *[refunded] This payment dey our book, but we don refund am. The money don go back.
}
verify-not-genuine = Na fake
verify-unknown-key = I no fit talk. Dem sign am with key { $key }, and I no know am.
verify-no-reference = I no know any payment with that reference.
verify-compare = Check am well well with the receipt wey dem show you. Na only wetin dey here sure.
verify-do-not-trust = Vision no make this receipt, or somebody don change am. No release anything because of am.
verify-cannot-tell = Tell the person make e send the new one, and no release anything yet.
verify-bill = { $category ->
    [transfer] Money wey dem send
    [withdrawal] Money wey go bank account
    [airtime] Card
    [data] Data
    [electricity] Light
    [tv] TV
    [internet] Internet
    [education] School
   *[water] Water
} { $amount }
verify-fee = Fee and VAT { $fee }
verify-recipient = For the number wey end with { $digits }
verify-paid = Dem pay { $at }
verify-reference = Reference { $reference }
verify-file-too-large = That file too big for me. Send screenshot of the receipt.

verify-page-title = Check Vision receipt
verify-page-how = Paste the text of the receipt, or wetin your camera read from the QR code. E start with VSN1.
verify-page-check = Check am
verify-page-picture = Read picture
verify-page-no-code = No receipt code dey inside.
verify-page-checking = I dey check…
verify-page-alone = This browser check am with the public keys of Vision. I no fit reach Vision to ask if the money don go back.
verify-page-asked = This browser check am with the public keys of Vision, and with the book of Vision.
verify-page-server = This browser no fit check signature by itself, so na the server of Vision check am.
verify-page-cannot = This browser no fit check signature by itself, and we no fit reach Vision. Send the code to the bot.
verify-page-script = This page need JavaScript. Send the code to the bot.
