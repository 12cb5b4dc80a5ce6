staff-ask = <code>{ $line } …</code>
staff-ask-argument = { $argument ->
    [customer] Whom? A phone number, an @username, a Telegram id or one of her references.
    [person] Which colleague? Her @username, or her Telegram id.
    [amount] How much, in naira?
    [reference] Which one? The reference, or its first 8 letters and digits.
    [number] Which number?
    [biller] Which biller? By the short name that /billers shows.
    [until] Say until when: until 2026-12-01 18:00 (Lagos time).
    [role] Which role? Owner, finance, operations, support or auditor.
    [reason] Say why: your next message is the reason. With a question mark at its end it only says what it would do.
    [text] Your next message is shown as she will read it, and sent when you enter your PIN.
   *[other] Your next message is what it lacks.
}
staff-button-freeze-all = Freeze in and out…
staff-button-limits = Limits
staff-button-kyc = Document
staff-button-message = Message…
staff-button-unlock = Open her PIN…
