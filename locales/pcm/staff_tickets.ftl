staff-usage-ticket =
    /ticket [next, mine, stats, list and state, or P-number and wetin to do: take, reply, macro, biller, solve, reject, escalate, reopen, takeover]
    For example: /ticket next
staff-about-ticket = Wetin customers report, the one wey time reach first; answer am
staff-ticket-row = { $late ->
    [yes] 🔴
   *[no] •
} <b>P-{ NUMBER($number, useGrouping: 0) }</b> { $kind } · { $state } · answer by { $by }
staff-tickets-none = Nothing dey wait.
staff-ticket-about = { $kind } · <b>{ $state }</b> · payment <code>{ $payment }</code>
staff-ticket-clock = 🕓 answer before { $by }, e remain { $left }
staff-ticket-late = 🔴 e don late: answer suppose come { $by }, { $left } don pass
staff-ticket-waits = ⏸ e dey wait for { $whom ->
    [biller] company
   *[customer] customer
} till { $by }
staff-ticket-closed = e close { $at }
staff-ticket-has = Who get am: { $who }
staff-ticket-free = Nobody don take am.
staff-ticket-customer = customer
staff-ticket-said = { $picture ->
    [yes] 📎
   *[no] 💬
} <b>{ $who }</b>, { $at }:
staff-ticket-done = ✔️ P-{ NUMBER($number, useGrouping: 0) } now be: { $state } <i>(A-{ NUMBER($n, useGrouping: 0) })</i>
staff-ticket-escalated = ⏰ <b>This ticket need you.</b>
staff-ticket-macros = <b>P-{ NUMBER($number, useGrouping: 0) }: words wey dey ready</b>, as customer go read am. Touch the name to send am.
staff-ticket-macro = <b>{ $name }</b>
    { $text }
staff-ticket-preview = <b>P-{ NUMBER($number, useGrouping: 0) }</b>: customer go read
staff-ticket-write = <b>P-{ NUMBER($number, useGrouping: 0) }</b>: write wetin customer go read. You go see am before e go.
staff-ticket-until = <b>P-{ NUMBER($number, useGrouping: 0) }</b>: when you go look for the company answer? Or type /ticket { NUMBER($number, useGrouping: 0) } biller 18:00 and note.
staff-ticket-reason = Talk why: /ticket { NUMBER($number, useGrouping: 0) } { $verb } and the reason.
staff-ticket-would = 🔎 P-{ NUMBER($number, useGrouping: 0) }: { $step }. Customer card go talk am.
staff-ticket-gone = E don go before, or e don lost. Write am again.
staff-ticket-figures = <b>Tickets</b>
    open { $open } · late { $late }
staff-ticket-medians = { $days } days: { $opened } open · first answer { $answered } · settle { $closed } (median)
staff-ticket-span = { $span }
staff-button-ticket-list = All wey dey wait
staff-button-ticket-payment = Payment
staff-button-ticket-next = Next
staff-button-ticket-mine = My own
staff-button-ticket-stats = Figures
staff-button-newer = ‹ New ones
staff-button-older = Old ones ›
staff-button-ticket-take = Take am
staff-button-ticket-take-over = Collect am
staff-button-ticket-reply = Reply
staff-button-ticket-macro = Ready words
staff-button-ticket-biller = With company
staff-button-ticket-solve = Settle am
staff-button-ticket-reject = Not upheld
staff-button-ticket-escalate = Escalate
staff-button-ticket-reopen = Open am again
staff-button-ticket-photos = Photos
staff-button-ticket-send = Send
staff-button-ticket-again = Write again
