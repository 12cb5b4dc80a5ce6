staff-ask = <code>{ $line } …</code>
staff-ask-argument = { $argument ->
    [customer] Who? Phone number, @username, Telegram id or one reference wey she get.
    [person] Which colleague? The @username, or the Telegram id.
    [amount] How much, for naira?
    [reference] Which one? The reference, or the first 8 letters and numbers.
    [number] Which number?
    [biller] Which biller? Use the short name wey /billers dey show.
    [until] Talk till when: until 2026-12-01 18:00 (Lagos time).
    [role] Which role? Owner, finance, operations, support or auditor.
    [reason] Talk why: your next message na the reason. If question mark dey the end, e go only talk wetin e go do.
    [text] Your next message go show as she go read am, and e go comot when you enter your PIN.
   *[other] Your next message na wetin remain.
}
staff-button-freeze-all = Freeze in and out…
staff-button-limits = Limits
staff-button-kyc = Paper
staff-button-message = Message…
staff-button-unlock = Open her PIN…
