review-meanwhile = You can pay anything else meanwhile. When a person has said yes, I write to you, and one tap draws this again.
review-not-me = It wasn't me
review-draw = Draw it again
review-cleared = ✅ We looked at your order of { $amount }, and it is fine. Nothing was charged yet: draw it again and enter your PIN.
review-was-refused = ❌ We looked at your order of { $amount } and did not let it pass. Nothing was charged.
review-upheld = ❌ We looked once more at your order of { $amount }. The answer is the same: it can't pass. Nothing was charged.
review-late = ⏳ I promised you an answer about your order of { $amount } by now, and nobody has decided yet. Sorry. Nothing was charged. I have reminded our people, and write to you when one of them has decided.
review-appeal-how = If it was you, ask us to look once more.
review-appeal = Look once more
review-appealed = A person looks at it once more. You will have an answer by { $by }. Nothing was charged.
review-for-staff = ⚠️ <b>Unusual order</b>: { $amount }, score { $score }
    Customer { $customer }
    Order { $review }
    Answer by { $until }. No money is held.
review-looked-at-before = It was refused before. The customer asks you to look once more.
review-clear = Let it pass
review-refuse = Refuse
review-was-cleared-by-you = You let { $amount } pass. The customer is told.
    Order { $review }
review-was-refused-by-you = You refused { $amount }. The customer is told.
    Order { $review }
review-sign-many-in-minutes = • many orders in ten minutes
review-sign-many-in-an-hour = • many orders in an hour
review-sign-much-in-an-hour = • much money in an hour
review-sign-new-recipient = • never paid before today
review-sign-much-to-new-recipient = • much for somebody new
review-sign-again-to-new-recipient = • again and again for somebody new
review-sign-unusual-amount = • far more than usual
review-sign-unusual-hour = • in the middle of the night
review-sign-many-payers = • many other wallets paid for the same
review-sign-just-changed-hands = • new PIN or new Telegram in the last day
