# The way to a higher level.

identity-title = <b>Get level { $tier }</b>
identity-why = For that I must know who you are. I ask for your full name and your BVN or NIN, and let it be checked whether the number is in your name. Nobody can take money with it.
identity-kept = I delete your message with the number. I keep only the result, whether it was a BVN or a NIN, and its last 4 digits. Choose one, and you agree.
identity-use = Use my { $identity }
identity-ask-name = What is your full name, as your { $identity } has it? First name and surname, like Ada Obi.
identity-ask-number = What is the { $identity } of { $name }? 11 digits. I delete your message at once.
identity-raised = ✅ <b>You have level { $tier } now.</b>
identity-highest = You have the highest level.
identity-limits = My limits

address-ask = For that I must know where you live. Send a photo or a PDF of a paper with your name and address that is not older than 3 months: a light or water bill, a bank statement, a tenancy paper.
address-kept = A person of ours looks at it. I keep it sealed for as long as the law asks. Send it, and you agree.
address-under-way = ⏳ <b>A person looks at your paper.</b> You hear from us by { $by }. You don't have to wait here.
address-not-readable = I can't use that. Send a photo, or a PDF.
address-approved = ✅ <b>You have level { $tier } now.</b> Your paper was right.
address-refused = { $fault ->
    [unreadable] Your paper can't be read. Send a sharp photo of the whole page.
    [other-name] Your paper is in another name. It has to show your own.
    [too-old] Your paper is older than 3 months. Send a newer one.
   *[no-address] Your paper does not show your name and address. Send another one.
}
address-again = Send another paper
