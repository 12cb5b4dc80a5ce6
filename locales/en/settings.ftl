settings-title = <b>Settings</b>
settings-phone = Number { $phone }
settings-tier = Level { $tier }: you can spend { $limit } a day
settings-language = Language { $language }
settings-change-language = Language
settings-limits = Limits
settings-safety = Safety
settings-privacy = Privacy
settings-lite-on = Lite mode
settings-lite-off = Leave lite mode
settings-lite-is-on = ✅ Lite mode is on: no pictures, one button in a row, plain words.
settings-lite-is-off = ✅ Lite mode is off.
settings-drafts = More languages (drafts)
settings-drafts-are =
    <b>Drafts</b>
    Hausa, Yorùbá and Igbo are drafts that native speakers have not read yet. They have some words only: all the rest, and everything about money, is said in English.
settings-which-language = Which language shall I speak?
settings-language-changed = I speak English with you now.

help-how =
    <b>How to pay</b>
    Tap what you want to pay and follow the buttons. At every step you can also type the answer.
    Quicker still, in one message: <code>500 0803 123 4567</code>, <code>light 5k</code>, <code>1gb weekly</code>
help-commands =
    /menu brings you home from anywhere
    /airtime buys airtime
    /data buys data, /light buys light, /tv pays for TV
    /bill shows every bill that there is
    /repeat pays your last bill again
    /fund adds money
    /balance shows what you have
    /history shows what you paid; /history light june looks for it
    /send sends money to somebody, /myqr shows your own code to be sent money
    /notin looks for money that you sent and that is not in
    /cashback shows what you earned, <code>/whatif 15000 light</code> what a bill would earn
    /invite rewards you for bringing a friend, /promo takes a promo code
    /fees shows what we charge
    /statement gives a month as PDF or CSV
    /spending shows what a month cost
    /panic freezes your wallet at once, /unfreeze lets it go on
    /pin changes or resets your PIN, /link brings your account to this Telegram
    /limits shows what you can still spend, and sets a lower limit
    /verify tells if a receipt is genuine
    /token shows your last token or code again, /token with a name or number an older one
    /problem is for a payment that went wrong, /tickets shows what you reported
    /meters shows how many days of light are left
    /people shows the names you gave to numbers and meters
    /privacy says what is kept, /export brings a copy of it, /delete closes your account
    /lite makes everything plainer: no pictures, one button in a row
    /language changes the language
    /cancel stops what you are doing
help-safety = Nobody from Vision asks for your PIN in a message or a call. If a payment is not delivered, your money comes back.

privacy-notice =
    <b>What we keep of you, and why</b>
    Your Telegram number and name, your phone number, and the meters and numbers that you pay for, because we need them to pay and to show you receipts. They are encrypted where we keep them.
    Your PIN is kept only as a fingerprint from which nobody can read it.
    What you write to me is deleted as soon as I have answered.
    The records of payments are kept for 7 years, as the law asks.
    We share with a company only what it needs to deliver to you. We sell nothing to anybody.
