staff-ask = <code>{ $line } …</code>
staff-ask-argument = { $argument ->
    [reason] Say why: your next message is the reason. With a question mark at its end it only says what it would do.
    [text] Your next message is shown as she will read it, and sent when you enter your PIN.
   *[other] Your next message is what it lacks.
}
staff-button-freeze-all = Freeze in and out…
staff-button-limits = Limits
staff-button-kyc = Document
staff-button-message = Message…
staff-button-unlock = Open her PIN…
