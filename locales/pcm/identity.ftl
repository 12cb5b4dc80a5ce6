# The way to a higher level.

identity-title = <b>Get level { $tier }</b>
identity-why = For that one, I must know who you be. I go ask your full name and your BVN or NIN, then dem go check if the number carry your name. Nobody fit take money with am.
identity-kept = I go delete your message wey get the number. Na only the result, if e be BVN or NIN, and the last 4 digits I go keep. If you pick one, you don agree.
identity-use = Use my { $identity }
identity-ask-name = Wetin be your full name, as e dey for your { $identity }? First name and surname, like Ada Obi.
identity-ask-number = Wetin be the { $identity } of { $name }? E get 11 digits. I go delete your message sharp sharp.
identity-raised = ✅ <b>You don reach level { $tier }.</b>
identity-highest = You don already get the highest level.
identity-limits = My limits

address-ask = For that one, I must know where you dey live. Send photo or PDF of paper wey get your name and address, wey never pass 3 months: light or water bill, bank statement, house rent paper.
address-kept = Our person go look am. I go keep am sealed for as long as law talk. If you send am, you don agree.
address-under-way = ⏳ <b>Person dey look your paper.</b> You go hear from us before { $by }. No need to wait here.
address-not-readable = I no fit use that one. Send photo, or PDF.
address-approved = ✅ <b>You don reach level { $tier }.</b> Your paper correct.
address-refused = { $fault ->
    [unreadable] We no fit read your paper. Send clear photo of the whole page.
    [other-name] Another person name dey your paper. E must carry your own name.
    [too-old] Your paper don pass 3 months. Send newer one.
   *[no-address] Your name and address no dey the paper. Send another one.
}
address-again = Send another paper
