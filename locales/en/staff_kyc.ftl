staff-usage-kyc =
    /kyc [page or CUSTOMER]
    For example: /kyc 2
staff-about-kyc = Documents of address that wait
staff-usage-kycapprove =
    /kycapprove CUSTOMER
    For example: /kycapprove 08031234567
staff-about-kycapprove = Find a document of address right
staff-usage-kycreject =
    /kycreject CUSTOMER unreadable|other-name|too-old|no-address
    For example: /kycreject 08031234567 too-old
staff-about-kycreject = Find that a document proves nothing
staff-kyc-none = No document waits.
staff-kyc-title = <b>Documents that wait: { NUMBER($count) }</b>
staff-kyc-row = { NUMBER($n) }. { $who } · { $late ->
    [yes] 🔴 late since { $by }
   *[no] answer by { $by }
}
staff-kyc-one = <b>Document of { $name }</b>
staff-kyc-number = { $kind ->
    [nin] NIN
   *[bvn] BVN
} ending in { $ends }, found to be in that name on { $at }
staff-kyc-no-number = No BVN or NIN was checked.
staff-kyc-score = The name in the register, and how well it matched: not kept
staff-kyc-in = Handed in { $at }, answer by { $by }
staff-kyc-found = { $found ->
    [right] ✅ The document was right: she has the highest level.
    [unreadable] ✖️ The document can't be read.
    [other-name] ✖️ The document is in another name.
    [too-old] ✖️ The document is too old.
   *[no-address] ✖️ The document shows no name and address.
}
staff-kyc-deciding = <b>Document</b> · { $who }: { $found ->
    [right] it is right. She gets the highest level, and is told.
    [unreadable] it can't be read. She is told, and may send another one.
    [other-name] it is in another name. She is told, and may send another one.
    [too-old] it is too old. She is told, and may send another one.
   *[no-address] it shows no name and address. She is told, and may send another one.
}
staff-button-fault = { $fault ->
    [unreadable] Can't be read
    [other-name] Another name
    [too-old] Too old
   *[no-address] No address
}
staff-button-document = Document { NUMBER($n) }
staff-button-queue = What waits
