staff-ask = <code>{ $line } …</code>
staff-ask-argument = { $argument ->
    [reason] Talk why: your next message na the reason. If question mark dey the end, e go only talk wetin e go do.
    [text] Your next message go show as she go read am, and e go comot when you enter your PIN.
   *[other] Your next message na wetin remain.
}
staff-button-freeze-all = Freeze in and out…
staff-button-limits = Limits
staff-button-kyc = Paper
staff-button-message = Message…
staff-button-unlock = Open her PIN…
