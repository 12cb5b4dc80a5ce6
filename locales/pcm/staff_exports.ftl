staff-usage-export =
    /export tx|users|audit|ledger from..to csv [reason]
    For example: /export tx 2026-11-01..2026-11-23 csv
staff-about-export = Payments, customers, audit log or ledger as file
staff-export-title = 📄 <b>{ $what ->
    [tx] Payments
    [users] Customers wey come
    [audit] The audit log
   *[ledger] The ledger
}</b>, { $days }
staff-export-masked = Names, phone numbers and who dem pay for dey covered. (Owner wey give reason go see everything.)
staff-export-open = ⚠️ Names, phone numbers and who dem pay for dey open: { $reason }
staff-export-begun = ⏳ { $what ->
    [tx] Payments
    [users] Customers
    [audit] The audit log
   *[ledger] The ledger
}, { $days }: I dey write am. The file go come here when e ready; one million rows dey take some minutes.
staff-export-rows = { NUMBER($rows) } rows
staff-export-part = Part { $n } of { $of }
