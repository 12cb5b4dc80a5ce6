staff-usage-export =
    /export tx|users|audit|ledger from..to csv [reason]
    For example: /export tx 2026-11-01..2026-11-23 csv
staff-about-export = Payments, customers, the audit log or the ledger as a file
staff-export-title = 📄 <b>{ $what ->
    [tx] Payments
    [users] Customers who came
    [audit] The audit log
   *[ledger] The ledger
}</b>, { $days }
staff-export-masked = Names, phone numbers and recipients are masked. (An owner who gives a reason gets them in full.)
staff-export-open = ⚠️ Names, phone numbers and recipients stand there in full: { $reason }
staff-export-begun = ⏳ { $what ->
    [tx] Payments
    [users] Customers
    [audit] The audit log
   *[ledger] The ledger
}, { $days }: being written. The file comes here when it is there; a million rows take some minutes.
staff-export-rows = { NUMBER($rows) } rows
staff-export-part = Part { $n } of { $of }
