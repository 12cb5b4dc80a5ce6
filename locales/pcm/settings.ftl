settings-title = <b>Settings</b>
settings-phone = Number { $phone }
settings-tier = Level { $tier }: you fit spend { $limit } for one day
settings-language = Language { $language }
settings-change-language = Language
settings-limits = Limits
settings-safety = Safety
settings-privacy = Privacy
settings-lite-on = Lite mode
settings-lite-off = Comot from lite mode
settings-lite-is-on = ✅ Lite mode don on: no picture, one button for one line, simple words.
settings-lite-is-off = ✅ Lite mode don off.
settings-drafts = More language (draft)
settings-drafts-are =
    <b>Drafts</b>
    Hausa, Yorùbá and Igbo na draft wey native speakers never read. Na small words dey inside: the rest, and everything wey concern money, go dey for English.
settings-which-language = Which language make I dey speak?
settings-language-changed = From now I go dey speak Pidgin with you.

help-how =
    <b>How to pay</b>
    Tap the one wey you wan pay, then follow the buttons. Anywhere you reach, you fit still type the answer.
    The one wey fast pass, for one message: <code>500 0803 123 4567</code>, <code>light 5k</code>, <code>1gb weekly</code>
help-commands =
    /menu go carry you go home from anywhere
    /airtime go buy card
    /data go buy data, /light go buy light, /tv go pay for TV
    /bill go show all the bills wey dey
    /repeat go pay your last bill again
    /fund go add money
    /balance go show wetin you get
    /history dey show wetin you pay; /history light june go find am
    /send go send money to person, /myqr go show your own code wey people go use send you money
    /notin go find money wey you send wey never enter
    /cashback dey show wetin you gain, <code>/whatif 15000 light</code> wetin one bill go gain
    /invite dey pay you if you bring your person, /promo dey collect promo code
    /fees dey show wetin we dey charge
    /statement one month as PDF or CSV
    /spending wetin one month cost
    /panic go freeze your wallet sharp sharp, /unfreeze go open am back
    /pin go change or reset your PIN, /link go bring your account come this Telegram
    /limits dey show wetin you fit still spend, and you fit set your own
    /verify go tell you if receipt na original
    /token go show your last token or code again, /token with name or number go show the old one
    /problem na for payment wey no go well, /tickets go show wetin you report
    /meters dey show how many days light remain
    /people go show the names wey you give numbers and meters
    /privacy dey tell wetin we dey keep, /export dey bring copy of am, /delete dey close your account
    /lite dey make everything simple: no picture, one button for one line
    /language go change the language
    /cancel go stop wetin you dey do
help-safety = Nobody from Vision go ask your PIN for message or call. If payment no enter, your money go come back.

privacy-notice =
    <b>Wetin we dey keep about you, and why</b>
    Your Telegram number and name, your phone number, and the meters and numbers wey you dey pay for, because we need am to pay and to show you receipt. We lock all of dem with encryption for where we keep dem.
    We dey keep your PIN only as fingerprint wey nobody fit read.
    Anything wey you write give me, I go delete am once I don answer.
    We dey keep payment records for 7 years, as law talk.
    Any company wey dey deliver give you, we go show am only wetin e need. We no dey sell anything give anybody.
