receipt-picture = Picture
receipt-pdf = PDF
receipt-utility-bill = Utility bill PDF
receipt-check = <blockquote expandable>To check am, forward this to me: { $code }</blockquote>
receipt-caption = Receipt · { $biller } · { $amount }
receipt-caption-bill = Utility bill · { $biller } · { $amount }
receipt-caption-money = { $category ->
    [withdrawal] Receipt · to bank account · { $amount }
   *[transfer] Receipt · money wey dem send · { $amount }
}

paper-receipt = Receipt
paper-utility-bill = Proof of electricity payment
paper-status = { $status ->
    [delivered] E don enter
    [on-its-way] E dey road
    [returned] E no enter · money don return
   *[refunded] Refunded
}
paper-what = { $category ->
    [airtime] { $biller } card
    [data] { $biller } data
    [electricity] { $biller } light
   *[other] { $biller }
}
paper-sent = Money wey dem send
paper-sent-to = To { $name }
paper-sent-at = Sent
paper-from = From
paper-to = To
paper-given-back = Dem give back
paper-stamp-duty = Stamp duty
paper-paid = Paid
paper-number = { $asks ->
    [line] Phone number
    [meter] Meter
    [smartcard] Smartcard
    [profile] Profile
   *[account] Account
}
paper-name = Name
paper-plan = Plan
paper-amount = Amount
paper-fee = Fee
paper-vat = VAT on the fee
paper-cashback-used = Cashback wey you use
paper-from-wallet = From your wallet
paper-units = Units
paper-note = { $name ->
    [debt] Debt
    [tariff] Tariff
    [vat] VAT wey dey inside
   *[receipt] Company receipt
}
paper-reference = Reference
paper-total = Total paid
paper-owner = Customer and place of supply
paper-meter = Meter or account number
paper-meter-kind = Kind of meter
paper-kind = { $kind ->
    [postpaid] Postpaid
   *[prepaid] Prepaid
}
paper-token = { $numbered ->
    [yes] { $n }. { $kind ->
        [kct1] Key change 1
        [kct2] Key change 2
        [bonus] Bonus token
       *[energy] Token
    }
   *[no] Light token
}
paper-voucher = { $category ->
    [education] PIN
   *[other] Voucher code
}
paper-serial = Serial { $serial }
paper-expires = good till { $day }
paper-check = E original? Send this receipt to @{ $bot } for Telegram, or check am for { $page }
