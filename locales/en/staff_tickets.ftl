staff-usage-ticket =
    /ticket [next, mine, stats, list and a state, or P-number and what to do: take, reply, macro, biller, solve, reject, escalate, reopen, takeover]
    For example: /ticket next
staff-about-ticket = What customers reported, what is due first; answering it
staff-ticket-row = { $late ->
    [yes] 🔴
   *[no] •
} <b>P-{ NUMBER($number, useGrouping: 0) }</b> { $kind } · { $state } · answer by { $by }
staff-tickets-none = Nothing waits.
staff-ticket-about = { $kind } · <b>{ $state }</b> · payment <code>{ $payment }</code>
staff-ticket-clock = 🕓 answer by { $by }, { $left } left
staff-ticket-late = 🔴 late: answer was due { $by }, { $left } ago
staff-ticket-waits = ⏸ waits for the { $whom ->
    [biller] company
   *[customer] customer
} until { $by }
staff-ticket-closed = closed { $at }
staff-ticket-has = Has it: { $who }
staff-ticket-free = Nobody has it.
staff-ticket-customer = customer
staff-ticket-said = { $picture ->
    [yes] 📎
   *[no] 💬
} <b>{ $who }</b>, { $at }:
staff-ticket-done = ✔️ P-{ NUMBER($number, useGrouping: 0) } is now: { $state } <i>(A-{ NUMBER($n, useGrouping: 0) })</i>
staff-ticket-escalated = ⏰ <b>This ticket needs you.</b>
staff-ticket-macros = <b>P-{ NUMBER($number, useGrouping: 0) }: ready sentences</b>, as the customer reads them. A tap on the name sends it.
staff-ticket-macro = <b>{ $name }</b>
    { $text }
staff-ticket-preview = <b>P-{ NUMBER($number, useGrouping: 0) }</b>: the customer would read
staff-ticket-write = <b>P-{ NUMBER($number, useGrouping: 0) }</b>: write what the customer is to read. You see it before it is sent.
staff-ticket-until = <b>P-{ NUMBER($number, useGrouping: 0) }</b>: by when do you look for the company's answer? Or type /ticket { NUMBER($number, useGrouping: 0) } biller 18:00 and a note.
staff-ticket-reason = Say why: /ticket { NUMBER($number, useGrouping: 0) } { $verb } and the reason.
staff-ticket-would = 🔎 P-{ NUMBER($number, useGrouping: 0) }: { $step }. The customer's card would say so.
staff-ticket-gone = This was sent already, or is forgotten. Write it again.
staff-ticket-figures = <b>Tickets</b>
    open { $open } · late { $late }
staff-ticket-medians = { $days } days: { $opened } opened · first answer { $answered } · solved { $closed } (median)
staff-ticket-span = { $span }
staff-button-ticket-list = All that wait
staff-button-ticket-payment = Payment
staff-button-ticket-next = Next
staff-button-ticket-mine = Mine
staff-button-ticket-stats = Figures
staff-button-newer = ‹ Newer
staff-button-older = Older ›
staff-button-ticket-take = Take
staff-button-ticket-take-over = Take over
staff-button-ticket-reply = Reply
staff-button-ticket-macro = Ready sentences
staff-button-ticket-biller = With company
staff-button-ticket-solve = Solve
staff-button-ticket-reject = Not upheld
staff-button-ticket-escalate = Escalate
staff-button-ticket-reopen = Re-open
staff-button-ticket-photos = Photos
staff-button-ticket-send = Send
staff-button-ticket-again = Write anew
