staff-usage-kyc =
    /kyc [page or CUSTOMER]
    Like this: /kyc 2
staff-about-kyc = Address papers wey dey wait
staff-usage-kycapprove =
    /kycapprove CUSTOMER
    Like this: /kycapprove 08031234567
staff-about-kycapprove = Talk say address paper correct
staff-usage-kycreject =
    /kycreject CUSTOMER unreadable|other-name|too-old|no-address
    Like this: /kycreject 08031234567 too-old
staff-about-kycreject = Talk say paper no prove anything
staff-kyc-none = No paper dey wait.
staff-kyc-title = <b>Papers wey dey wait: { NUMBER($count) }</b>
staff-kyc-row = { NUMBER($n) }. { $who } · { $late ->
    [yes] 🔴 late since { $by }
   *[no] answer before { $by }
}
staff-kyc-one = <b>Paper of { $name }</b>
staff-kyc-number = { $kind ->
    [nin] NIN
   *[bvn] BVN
} wey end with { $ends }, e dey that name for { $at }
staff-kyc-no-number = We never check any BVN or NIN.
staff-kyc-score = The name for register, and how e match: we no keep am
staff-kyc-in = E enter { $at }, answer before { $by }
staff-kyc-found = { $found ->
    [right] ✅ The paper correct: she don get the highest level.
    [unreadable] ✖️ Person no fit read the paper.
    [other-name] ✖️ The paper dey another name.
    [too-old] ✖️ The paper don too old.
   *[no-address] ✖️ The paper no show name and address.
}
staff-kyc-deciding = <b>Paper</b> · { $who }: { $found ->
    [right] e correct. She go get the highest level, and we go tell her.
    [unreadable] person no fit read am. We go tell her, and she fit send another one.
    [other-name] e dey another name. We go tell her, and she fit send another one.
    [too-old] e don too old. We go tell her, and she fit send another one.
   *[no-address] e no show name and address. We go tell her, and she fit send another one.
}
staff-button-fault = { $fault ->
    [unreadable] No fit read am
    [other-name] Another name
    [too-old] Too old
   *[no-address] No address
}
staff-button-document = Paper { NUMBER($n) }
staff-button-queue = Wetin dey wait
