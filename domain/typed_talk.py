"""The words of everything that is not an order: complaints, errands, small talk. A table, no rules.

Written as in `domain.typed_words`: small letters, no accents, commas between words and phrases.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ComplaintKind(StrEnum):
    """What is wrong, as far as the words say it. The first that fits is meant."""

    FRAUD = "fraud"
    WRONG_RECIPIENT = "wrong-recipient"
    TWICE = "twice"
    TOKEN = "token"  # noqa: S105  - there is a token, and the meter does not take it
    MONEY_BACK = "money-back"
    MONEY_NOT_IN = "money-not-in"  # what was sent to the wallet
    NOT_DELIVERED = "not-delivered"
    OUTAGE = "outage"  # no light, no network: not of our making
    OTHER = "other"


class Errand(StrEnum):
    """What a person may want besides paying a bill."""

    CANCEL = "cancel"
    TOKEN = "token"  # noqa: S105  - an old one, shown again
    FUND = "fund"
    WITHDRAW = "withdraw"  # to a bank account
    SEND = "send"  # money, to another customer
    SCHEDULE = "schedule"
    PRICE = "price"
    FEES = "fees"
    BALANCE = "balance"
    HISTORY = "history"
    REWARDS = "rewards"
    PIN = "pin"
    LANGUAGE = "language"
    PERSON = "person"  # of our staff
    REPEAT = "repeat"
    HELP = "help"


# --- complaints --------------------------------------------------------------------------------

# These say it all.
COMPLAINTS: Mapping[ComplaintKind, str] = {
    ComplaintKind.FRAUD: (
        "scam, scammer, scammers, scamming, fraud, fraudster, fraudulent, 419, yahoo boys, thief, thieves, "
        "stole, stolen, steal my, rob me, robbed, cheat me, cheated, cheating, chop my, chop am, "
        "eat my money, barawo, barayi, damfara, sata, "
        "ole ni, jibiti, ja mi lole, gbaju e, "
        "onye ohi, ndi ohi, ohi, aghugho"
    ),
    ComplaintKind.WRONG_RECIPIENT: (
        "wrong number, wrong meter, wrong person, wrong line, wrong account, wrong network, wrong card, "
        "wrong iuc, wrong decoder, wrong smartcard, wrong phone, wrong amount, wrong plan, by mistake, "
        "mistakenly, kuskure, lambar kuskure, asise, nomba miran, mmejo, nomba ozo"
    ),
    ComplaintKind.TWICE: (
        "debited twice, debit twice, charged twice, charge twice, deducted twice, double debit, "
        "double charge, removed twice, paid twice, debited two times, debit me two times, debit me twice, "
        "sau biyu, lemeji, ugboro abuo"
    ),
    ComplaintKind.TOKEN: (
        "invalid token, wrong token, used token, token rejected, token invalid, meter reject, "
        "meter rejected, meter dey reject, reject, rejects, rejected, rejecting, token error, token fail, "
        "token failed"
    ),
    ComplaintKind.MONEY_BACK: (
        "refund, refunds, refunded, reverse, reversal, reversed, money back, return my money, "
        "return the money, give me my money, where is my money, where my money, wey my money, wia my money, "
        "my money where, mayar da kudi, mayar min da kudi, a mayar, ina kudina, ina kudi na, kudina fa, "
        "owo mi da, nibo ni owo mi, ibo ni owo mi, da owo mi pada, owo mi pada, "
        "weghachi ego, weghachiri, ego m di, ebee ka ego m, kedu ebe ego m"
    ),
    ComplaintKind.MONEY_NOT_IN: (
        "not in my wallet, not in the wallet, not in wallet, money not in, money is not in, money isnt in, "
        "transfer not in, transfer is not in, top up not in, topup not in, deposit not in, "
        "wallet not credited, wallet is not credited, wallet was not credited, wallet has not been credited, "
        "money never enter, money neva enter, money no enter, "
        "never enter my wallet, no enter my wallet, never enter wallet, no dey my wallet, "
        "money has not entered, money hasnt entered, money did not enter, money not entered, "
        "kudin bai shigo ba, kudi bai shigo ba, owo ko ti wole, owo mi ko wole, ego abatabeghi"
    ),
    ComplaintKind.NOT_DELIVERED: (
        "debited, debit, deducted, deduct, dedeucted, no value, failed, fail, failing, unsuccessful, "
        "pending, stuck, hanging, error, e16, e 16, still processing, still waiting, been waiting, yet to, "
        "not yet, no show, no alert, no token, remove my money, removed my money, collected my money, "
        "collect my money, took my money, take my money, tear my money, comot my money, carry my money, "
        "an cire, an debe, an yanke, sun cire, sun debe, "
        "yo owo, ti yo owo, yowo, gba owo mi, won ti gba, "
        "efuola, furu efu, were ego m, wepuru ego, napuru m, egbutula"
    ),
    ComplaintKind.OTHER: (
        "complain, complaint, complaints, useless, nonsense, rubbish, disappointed, disappointing, "
        "frustrating, frustrated, annoying, sue you, nuisance, overcharged, overcharge, wahala ni, matsala, "
        "nsogbu, iranu, korofo"
    ),
}
# Something did not happen that should have: one of these before one of the arrivals.
NEGATIONS = (
    "no, not, never, neva, nor, nothing, didnt, dont, doesnt, hasnt, havent, wasnt, isnt, aint, cant, "
    "cannot, couldnt, wont, without, yet, none, "
    "ba, bai, bata, ba ta, ba a, basu, babu, banga, ban, "
    "ko, ko ti, ko tii, kii, o ti, koi, "
    "enweghi, adighi"
)
# What only a payment does …
ARRIVALS = (
    "enter, entered, drop, dropped, receive, received, recieve, recieved, deliver, delivered, reflect, "
    "reflected, reflecting, load, loaded, loading, activated, credited, successful, shigo, shiga, wole, "
    "sise"
)
# … and what people do, too: they say so of themselves.
COMINGS = (
    "come, came, coming, reach, reached, show, showing, showed, shown, arrive, arrived, work, working, "
    "worked, see, seen, gotten, got, connect, connecting, active, through, give me, given, give, send, "
    "sent, bring, land, landed, update, updated, dey work, zo, isa, samu, aiki, ganni, gani, karba, ri, de, "
    "jade"
)
THEMSELVES = "i, we, you, he, she, they, una, dem, who, mo, mun"
OUTAGES = (
    "seize, blackout, outage, go off, take light, took light, no light, light don go, no network, network bad"
)
# What was done before. Nobody orders in the past tense.
PAST = (
    "bought, paid, purchased, loaded, recharged, subscribed, renewed, sent, did, transferred, ordered, "
    "made, don buy, don pay, don recharge, don load, don sub, don subscribe, don send, don put, don renew, "
    "done pay, have bought, have paid, was, were, had, "
    "na saya, na siya, na biya, na tura, mun biya, "
    "ti ra, ti mo ra, mo ra, mo ti ra, mo san, mo ti san, ti san, ti mo san, "
    "zuru, m zuru, kwuru, m kwuru, akwuola m, azuola m, akwula m"
)
TURNS = "but, since, still, till now, up till now, until now, yet, however, amma, har yanzu, sugbon, sibe"
WHYS = (
    "why, wetin make, wetin happen, what happened, wats wrong, whats wrong, what is wrong, me ya sa, "
    "meyasa, kilode, kini de, kilo sele, gini mere, maka gini, gini kpatara"
)
WHERES = "where, where is, wheres, where s, wia, ina ne, nibo, ibo, ebee, kedu ebe"
MONEY = "money, moni, cash, kudina, kudin na, kudi na, owo mi, ego m, my naira"

# --- errands -----------------------------------------------------------------------------------

ERRANDS: Mapping[Errand, str] = {
    Errand.CANCEL: (
        "cancel, cancel am, cancel it, stop, stop it, abort, comot, comot am, forget it, forget am, "
        "leave am, leave it, never mind, nevermind, no need again, i no want again, i no do again, "
        "no do again, undo, go back, quit, exit, soke, a soke, bar shi, kyale, fagile, fagi le, fi sile, "
        "kagbuo, kagbuo ya, hapu ya, kwusi"
    ),
    Errand.TOKEN: (
        "my token, last token, old token, previous token, resend token, send token, show token, "
        "show me token, send me token, that token, light token again, retrieve token, the token again, "
        "token i bought, get my token, fi token mi han, token din da, token na, token mi, token m"
    ),
    Errand.FUND: (
        "fund, fund wallet, fund my wallet, funding, add money, add cash, add funds, deposit, "
        "deposit money, put money, put cash, top up wallet, top up my wallet, topup wallet, load wallet, "
        "load my wallet, recharge wallet, credit wallet, credit my wallet, account number to pay, "
        "my account number, make i put money, saka kudi, zuba kudi, kara kudi, fi owo si, fi owo kun, "
        "tinye ego, gbakwunye ego"
    ),
    Errand.SEND: (
        "transfer, send money, send cash, transfer money, tura kudi, tura wa kudi, fi owo ranse, zipu ego, "
        "ziga ego"
    ),
    Errand.WITHDRAW: (
        "withdraw, withdrawal, withdraw money, withdraw my money, withdraw to my bank, cash out, cashout, "
        "send to my bank, send money to my bank, transfer to my bank, transfer money to my bank, "
        "to my bank account, to my own bank"
    ),
    Errand.SCHEDULE: (
        "schedule, schedules, auto pay, autopay, auto renew, remind me, reminder, reminders, recurring, "
        "standing order, standing orders, automatically, pay regularly, paid regularly"
    ),
    Errand.PRICE: (
        "price, prices, pricelist, price list, cost, costs, rate, rates, tariff, farashin, farashi, onu ahia"
    ),
    Errand.FEES: "fee, fees, charges, service charge, commission, vat, extra charge",
    Errand.BALANCE: (
        "balance, bal, my wallet, wallet balance, check wallet, wallet, account balance, money wey dey, "
        "money wey remain, wetin remain, how much remain, "
        "kudin da ya rage, ya rage, saura nawa, owo to ku, lo ku, o ku, ego foduru, foduru"
    ),
    Errand.HISTORY: (
        "history, transaction, transactions, statement, statements, spending, spendings, spent, receipt, "
        "receipts, last payment, last payments, past payments, previous payments, wetin i don buy, "
        "wetin i buy, what i bought, what did i buy, what have i bought, tarihi, itan, owo ti mo san, "
        "ohun ti mo ra, akuko, ndeputa"
    ),
    Errand.REWARDS: (
        "cashback, cash back, bonus, reward, rewards, refer, referral, referral code, invite, invite code, "
        "promo"
    ),
    Errand.PIN: (
        "change pin, change my pin, my pin, reset pin, reset my pin, forgot pin, forgot my pin, "
        "forget my pin, new pin, i don forget my pin, canza pin"
    ),
    Errand.LANGUAGE: (
        "language, change language, speak english, speak pidgin, pidgin, english, hausa, yoruba, igbo, "
        "harshe, ede, asusu"
    ),
    Errand.PERSON: (
        "customer care, customer service, customer support, agent, human, real person, live chat, help desk, "
        "support, how do i call you, how can i call you, contact you, call centre, call center, hotline, "
        "speak to someone, speak with someone, speak to a person, speak to person, speak to somebody, "
        "talk to someone, talk with someone, talk to a person, talk to person, talk to somebody, talk to us, "
        "talk to you people, person call me, somebody call me, "
        "magana da mutum, magana da ma aikaci, "
        "ba eniyan soro, ba eeyan soro, "
        "mu na mmadu kwuo okwu, gwa mmadu okwu"
    ),
    Errand.REPEAT: (
        "repeat, again, same as last time, same as before, last time, same thing, same one, the usual, "
        "my usual, usual, do am again, as before, like yesterday, like last time, yesterday own, sake, "
        "sake yi, tun se, tun ra, lekan si, ozo, mee ozo"
    ),
    Errand.HELP: (
        "help, menu, commands, what can you do, wetin you fit do, wetin you dey do, what do you do, "
        "what do you sell, wetin you dey sell, how does this work, how this thing dey work, how e dey work, "
        "how it works, how to use, what is this, taimako, iranlowo, ran mi lowo, e ran mi lowo, "
        "enyemaka, start, guide"
    ),
}
# How much: of what is sold it asks for the price, of anything else for what is in the wallet.
HOW_MUCH = "how much, hw much, wetin be the price, nawa, nawa ne, elo, elo ni, ego ole, ole, oleenu"
LEFT = "left, remain, remaining, remains, have, get, dey, rage, ku, foduru, wallet, account, available"
# "token" beside one of these is an old one.
SHOWN_AGAIN = (
    "resend, again, last, old, previous, show, retrieve, send, send me, my, that, find, lost, see, nuna, "
    "fi han, han mi, gosi"
)
# "Add 5k" with nothing else: into the wallet.
ADDING = "add, adding"

# --- the rest of a day's talk ------------------------------------------------------------------

SMALL_TALK = (
    "hello, hi, hey, hallo, helo, yo, sup, wassup, whats up, wats up, xup, good morning, good afternoon, "
    "good evening, good night, goodnight, morning, afternoon, evening, gm, gn, how are you, "
    "how are you doing, how you dey, how far, how fa, how body, how now, how work, how family, how una dey, "
    "how was your day, hope you are fine, i dey, i dey fine, im fine, i am fine, thanks, thank, thank you, "
    "thank u, thank you very much, thanks a lot, very much, thx, tnx, tanks, tank you, appreciate, "
    "much appreciated, "
    "god bless, god bless you, well done, weldone, welldone, nice one, good job, great, awesome, perfect, "
    "cool, nice, sweet, correct, you do well, you try, too try, e choke, you too much, too much, ok, okay, "
    "oki, okk, alright, all right, kk, fine, no wahala, no problem, no p, no qualms, no yawa, yes, yeah, "
    "yep, yea, no, nope, nah, bye, bye bye, goodbye, see you, later, lol, lmao, haha, hahaha, hehe, "
    "are you a robot, are you human, are you a bot, are you real, who are you, what is your name, "
    "whats your name, wetin be your name, who made you, who build you, i love you, love you, "
    "happy new year, happy birthday, happy sunday, happy weekend, merry christmas, happy sallah, "
    "eid mubarak, ramadan kareem, welcome, congrats, congratulations, amen, wow, omo, chai, ehen, ehn, "
    "sorry, sorry o, my guy, na you, you sabi, i hail, i hail o, oshey, baba, boss, respect, safe, sannu, "
    "sannu da zuwa, ina kwana, ina wuni, ina yini, ina gajiya, barka, barka da safiya, barka da yamma, "
    "barka da rana, lafiya, lafiya lau, yaya dai, yaya kake, yaya kike, nagode, na gode, mun gode, "
    "sai anjima, sai gobe, madalla, allah ya saka, da kyau, yauwa, "
    "bawo, bawo ni, e ku irole, e ku ojumo, o se, o se o, "
    "e kaaro, ekaaro, e kaasan, ekaasan, e kaale, ekaale, e kuirole, pele, e ku ise, "
    "eku ise, ese, e se, e se gan, ese gan, mo dupe, adupe, o da, o daabo, odabo, se daadaa ni, daadaa, "
    "kedu, kedu ka i mere, i mere, ututu oma, ehihie oma, mgbede oma, ka chi fo, ndewo, daalu, dalu, imela, "
    "nnoo, nno, odi mma, o di mma, ka o di, ka omesia, chukwu gozie gi, jisie ike"
)
# What people say about a thing when they do not want to buy it now.
OPINIONS = (
    "expensive, costly, cheap, cheaper, bad, good, worst, best, hot, cold, love, hate, watch, watching, "
    "fall, falling, too much, slow, fast, think, thinking, if, when, who, which, whose, because, cos, cuz, "
    "about, heard, hear, said, says, tell, told, news, match, football, prayer, pray, church, mosque, "
    "school, meeting, job, next year, tomorrow, yesterday, remember, forget, ago, them, they, he, she, him, "
    "her, people, everybody, everyone, god, jesus, dem, there, here, dey, went, gone, seen, saw, know, "
    "sabi, feel, happy, sad, hungry, food, eat, cook, sleep, drink, pure, hot water, bath, rain, sun, "
    "traffic, light skin, year, government, president"
)
