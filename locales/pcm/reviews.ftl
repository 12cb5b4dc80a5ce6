review-meanwhile = You fit pay any other thing for now. When our person say yes, I go write you, and one tap go bring am again.
review-not-me = No be me
review-draw = Bring am again
review-cleared = ✅ We don check your order of { $amount }, e dey okay. We never remove any money: bring am again and put your PIN.
review-was-refused = ❌ We check your order of { $amount } and we no let am pass. We no remove any money.
review-upheld = ❌ We check your order of { $amount } again. The answer still be the same: e no fit pass. We no remove any money.
review-late = ⏳ I promise say you go get answer about your order of { $amount } by now, but nobody don decide yet. Sorry. We never remove any money. I don remind our people, and I go write you when one of them decide.
review-appeal-how = If na you, tell us make we check am again.
review-appeal = Check am again
review-appealed = Person go check am again. Answer go come before { $by }. We no remove any money.
review-for-staff = ⚠️ <b>Order wey no dey usual</b>: { $amount }, score { $score }
    Customer { $customer }
    Order { $review }
    Answer before { $until }. We no hold any money.
review-looked-at-before = We don refuse am before. The customer say make una check am again.
review-clear = Let am pass
review-refuse = Refuse
review-was-cleared-by-you = You don let { $amount } pass. We don tell the customer.
    Order { $review }
review-was-refused-by-you = You don refuse { $amount }. We don tell the customer.
    Order { $review }
review-sign-many-in-minutes = • plenty orders inside ten minutes
review-sign-many-in-an-hour = • plenty orders inside one hour
review-sign-much-in-an-hour = • plenty money inside one hour
review-sign-new-recipient = • never pay for am before today
review-sign-much-to-new-recipient = • plenty money for new person
review-sign-again-to-new-recipient = • again and again for new person
review-sign-unusual-amount = • far pass wetin dey usual
review-sign-unusual-hour = • for middle of the night
review-sign-many-payers = • plenty other wallet pay for the same one
review-sign-just-changed-hands = • new PIN or new Telegram since yesterday
