staff-usage-ledger =
    /ledger head|verify
    For example: /ledger head
staff-about-ledger = How far the ledger don reach, and whether e correct
staff-ledger-entries = 📒 { $exact ->
    [true] {""}
   *[false] {"about "}
}<b>{ NUMBER($n) }</b> journal entries
staff-ledger-newest = Newest one: <code>{ $key }</code>, { $at }
staff-ledger-audit = Audit log: row A-{ NUMBER($n, useGrouping: 0) }, head <code>{ $hash }…</code>
staff-ledger-checking = ⏳ I dey check the whole ledger. This message go talk wetin I find. If entries plenty pass one million, e fit take some minutes; nothing dey wait for am.
staff-ledger-checked = { $well ->
    [true] ✅ ok
   *[false] ⚠️ <b>The ledger no correct</b>
}, { NUMBER($n) } entries, trial balance { $off }
staff-ledger-problem = • { $problem }
staff-ledger-more = … and { NUMBER($n) } more. The log get all of them.
staff-button-verify = Check everything
staff-button-verify-again = Check again
