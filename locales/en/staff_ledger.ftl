staff-usage-ledger =
    /ledger head|verify
    For example: /ledger head
staff-about-ledger = How far the ledger goes, and whether it holds
staff-ledger-entries = 📒 { $exact ->
    [true] {""}
   *[false] {"about "}
}<b>{ NUMBER($n) }</b> journal entries
staff-ledger-newest = Newest: <code>{ $key }</code>, { $at }
staff-ledger-audit = Audit log: row A-{ NUMBER($n, useGrouping: 0) }, head <code>{ $hash }…</code>
staff-ledger-checking = ⏳ Checking the whole ledger. This message will say what came of it. With millions of entries that takes some minutes, and nothing waits for it.
staff-ledger-checked = { $well ->
    [true] ✅ ok
   *[false] ⚠️ <b>The ledger does not hold</b>
}, { NUMBER($n) } entries, trial balance { $off }
staff-ledger-problem = • { $problem }
staff-ledger-more = … and { NUMBER($n) } more. The log has all of them.
staff-button-verify = Check all of it
staff-button-verify-again = Check again
