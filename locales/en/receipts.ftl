receipt-picture = Picture
receipt-pdf = PDF
receipt-utility-bill = Utility bill PDF
receipt-check = <blockquote expandable>To have it checked, forward this to me: { $code }</blockquote>
receipt-caption = Receipt · { $biller } · { $amount }
receipt-caption-bill = Utility bill · { $biller } · { $amount }
receipt-caption-money = { $category ->
    [withdrawal] Receipt · to a bank account · { $amount }
   *[transfer] Receipt · money sent · { $amount }
}

paper-receipt = Receipt
paper-utility-bill = Proof of electricity payment
paper-status = { $status ->
    [delivered] Delivered
    [on-its-way] On its way
    [returned] Not delivered · money returned
   *[refunded] Refunded
}
paper-what = { $category ->
    [airtime] { $biller } airtime
    [data] { $biller } data
    [electricity] { $biller } light
   *[other] { $biller }
}
paper-sent = Money sent
paper-sent-to = To { $name }
paper-sent-at = Sent
paper-from = From
paper-to = To
paper-given-back = Given back
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
paper-cashback-used = Cashback used
paper-from-wallet = From the wallet
paper-units = Units
paper-note = { $name ->
    [debt] Debt
    [tariff] Tariff
    [vat] VAT in the price
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
paper-expires = valid until { $day }
paper-check = Is it genuine? Send this receipt to @{ $bot } on Telegram, or check it at { $page }
