"""The words that people type for what we sell, in English, Pidgin, Hausa, Yorùbá and Igbo. A table, no rules.

Words are written as they are looked up: small letters, no accents, no hyphens. A comma ends a word or phrase.
Where a table has several lines, they are English with Pidgin, Hausa, Yorùbá, Igbo as far as that can be told.
To add a biller's words, add a line; the names in front are the catalogue's ids.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.vendors import Category

# --- who is paid -------------------------------------------------------------------------------

# A network sells airtime and data; these are its names, and its catalogue id for data beside it.
NETWORKS: Mapping[str, str] = {
    "mtn": "mtn, emtn, mtn nigeria",
    "airtel": "airtel, zain",
    "glo": "glo, globacom",
    "9mobile": "9mobile, 9 mobile, nine mobile, etisalat, t2, t2mobile",
}
DATA_BILLERS: Mapping[str, str] = {
    "mtn": "mtn-data",
    "airtel": "airtel-data",
    "glo": "glo-data",
    "9mobile": "9mobile-data",
}
BILLERS: Mapping[Category, Mapping[str, str]] = {
    Category.ELECTRICITY: {
        "ikeja-electric": "ikeja, ikedc, ie, ikeja electric, ikeja disco",
        "eko-electric": "eko, ekedc, ekedp, eko electric, eko electricity, eko disco",
        "abuja-electric": "abuja, aedc, abuja electric, abuja electricity, abuja disco",
        "kano-electric": "kano, kedco, kano electric, kano electricity, kano disco",
        "portharcourt-electric": "portharcourt, port harcourt, ph, phc, phed, phedc, ph disco",
        "jos-electric": "jos, jed, jedc, jedplc, jos electric, jos electricity, jos disco",
        "ibadan-electric": "ibadan, ibedc, ibadan electric, ibadan electricity, ibadan disco",
        "kaduna-electric": "kaduna, kaedco, kaduna electric, kaduna electricity, kaduna disco",
        "enugu-electric": "enugu, eedc, enugu electric, enugu electricity, enugu disco, mainpower",
        "benin-electric": "benin, bedc, benin electric, benin electricity, benin disco",
        "aba-electric": "aba, aba power, aba electric, aba electricity, aba disco, geometric",
        "yola-electric": "yola, yedc, yola electric, yola electricity, yola disco",
    },
    Category.TV: {
        "dstv": "dstv, d s t v, multichoice",
        "gotv": "gotv, go tv",
        "startimes": "startimes, startime, star times, star time, star tv",
        "showmax": "showmax, show max",
    },
    Category.INTERNET: {
        "smile": "smile, smile 4g, smile voice, smile network",
        "spectranet": "spectranet, spectra net, spectra",
    },
    Category.EDUCATION: {
        "waec": "waec, wassce, waec result, waec result checker, waec checker, waec scratch card",
        "waec-registration": (
            "waec registration, waec reg, waec registration pin, waec form, waec gce, register waec, "
            "register for waec, wassce registration"
        ),
        "jamb": "jamb, utme, jamb de, jamb direct entry, jamb form",
    },
    Category.WATER: {
        "lagos-water": "lagos water, lagos water bill, lagos water corporation, lwc, lswc",
    },
}
# Names that mean as much outside of a bill: they count once something else says that it is one.
COMMON_NAMES = (
    "ikeja, eko, abuja, kano, ph, portharcourt, port harcourt, jos, ibadan, kaduna, enugu, benin, aba, "
    "yola, smile, ie, geometric, spectra, mainpower"
)

# --- what is bought ----------------------------------------------------------------------------

# Words that hardly mean anything else.
PLAIN: Mapping[Category, str] = {
    Category.AIRTIME: (
        "airtime, air time, airtym, vtu, recharge card, recharge pin, call credit, call card, phone credit, "
        "katin waya, kudin waya, katin kira, "
        "owo ipe, kaadi ipe, owo foonu, "
        "ego ekwenti, kaadi ekwenti, kaadi fon, ugwo ekwenti"
    ),
    Category.DATA: (
        "data, deta, dater, data bundle, data plan, internet bundle, data subscription, browsing, megabyte, "
        "datar waya, deta waya, data bandul"
    ),
    Category.ELECTRICITY: (
        "nepa, nepa bill, phcn, electricity, electric, disco, prepaid, postpaid, meter, metre, light bill, "
        "light token, electric bill, electricity bill, electricity token, light unit, current bill, "
        "lantarki, wutar lantarki, wutan lantarki, kudin wuta, kudin wutar lantarki, kudin lantarki, mita, "
        "owo ina, ina monamona, ina ijoba, ina mita, "
        "ugwo oku, oku eletrik, oku latrik, ego oku, oku nepa, latrik, eletrik, ugwo latrik"
    ),
    Category.TV: (
        "tv, cable, cable tv, decoder, iuc, iuc number, smartcard, smart card, bouquet, tv subscription, "
        "talabijin, kudin talabijin, dikoda, "
        "telifisan, owo tv, "
        "onyonyo, ihe onyonyo, ugwo tv"
    ),
    Category.INTERNET: (
        "internet, wifi, wi fi, router, broadband, mifi, modem, internet subscription, home internet, "
        "intanet, intaneti, yanar gizo, ayelujara"
    ),
    Category.EDUCATION: (
        "result checker, scratch card, exam pin, neco, nabteb, epin, e pin, exam card, checker pin, "
        "katin jarrabawa, pin jarrabawa, kaadi idanwo, pin idanwo, kaadi ule, pin ule"
    ),
    Category.WATER: (
        "water bill, water rate, water board, water corporation, water money, water levy, kudin ruwa, "
        "biyan ruwa, owo omi, ugwo mmiri, ego mmiri"
    ),
}
# Precise, but of everyday talk too: alone they are an order, in a sentence they need a verb or a number.
EVERYDAY: Mapping[Category, str] = {
    Category.ELECTRICITY: "light, lights, ligth, lite, lyt, power, current, wuta, wutar, wutan, ina, oku",
    Category.WATER: "water, wota, ruwa, omi, mmiri",
}
# Hints only: whatever is more precise outweighs them.
VAGUE: Mapping[Category, str] = {
    Category.AIRTIME: (
        "card, kard, credit, kredit, line, recharge, top up, topup, load line, kati, katin, kaadi, kadi, "
        "cika, cajin, reload"
    ),
    Category.DATA: "bundle, mb, gig, gb, gbs, sub, subscribe, subscription, renew, renewal, subscribing",
    Category.ELECTRICITY: "token, units, unit, load meter, kwh, tokin, bill token",
    Category.TV: "sub, subscribe, subscription, package, renew, subscribing, channels, tv card",
    Category.EDUCATION: "exam, exams, result, results, jarrabawa, idanwo, ule, pin, pins, voucher, code",
}

# --- what there is to choose from --------------------------------------------------------------

# Packages by the names that only they have …
PACKAGES: Mapping[str, str] = {
    "dstv": "compact, compact plus, yanga, confam, padi, xtraview, extraview, asian bouquet",
    "gotv": "jolli, jinja, smallie, supa, supa plus",
    "startimes": "nova, star nova",
}
# … and by those that mean them only beside the company's own name, or a word for TV.
SHARED_PACKAGES: Mapping[str, str] = {
    "dstv": "premium, family, access, great wall, french touch, asia, box office, hd",
    "gotv": "max, lite, value, plus, super",
    "startimes": "basic, classic, smart, super, unique, special, chinese",
    "showmax": "mobile, premier league, entertainment, sport, sports",
}

# --- doing -------------------------------------------------------------------------------------

VERBS = (
    "buy, buying, purchase, order, load, loading, recharge, recharging, top up, topup, reload, refill, "
    "drop, put, pay, paying, settle, renew, sub, subscribe, activate, upgrade, sell, vend, reactivate, "
    "run me, give me, borrow me, dash me, "
    "saya, sayi, sayo, sayan, sayen, saye, siya, siyan, siyo, saka, sako, sanya, tura, turo, biya, biyan, "
    "cika, caja, loda, ra, rira, san, sanwo, fi, fi ranse, fi sowo, ko sori, "
    "zuta, zutara, zuo, zuoro, zutere, izuta, izu, zite, zitere, ziga, kwuo, kwuoro, kwunyere, ikwu, tinye, "
    "tinyere, kwuru m, nye m"
)
# Bills of any kind: they say that something is to be paid, and not what.
BILLS = "bill, bills, kudin, ugwo, owo, ego, dues"

# Who gets it, when the line does not say a number. Nicknames that were saved come before these.
RELATIONS = (
    "mum, mummy, mumsy, mom, mama, mother, dad, daddy, papa, father, popsy, popsie, bro, brother, broda, "
    "sis, sister, sista, wife, wifey, husband, hubby, son, daughter, pikin, baby, babe, friend, padi mi, "
    "guy, uncle, aunty, auntie, cousin, boss, landlord, landlady, neighbour, neighbor, madam mi, driver, "
    "mechanic, tailor, grandma, grandpa, in law, fiance, girlfriend, boyfriend, pastor, "
    "uwa, mahaifiya, mahaifi, baba, babana, mamana, kanwa, kanina, yayana, abokina, matata, mijina, iya mi, "
    "baba mi, ore mi, egbon, aburo, iyawo, oko mi, "
    "nne, nna, nwanne, enyi m, nwunye, di m, nwa m"
)
# What the next word belongs to.
TOWARDS = "for, fr, 4, to, give, onto, into, zuwa, fun, si, sori, maka, nye, ga"

VALIDITIES: Mapping[str, str] = {
    "day": "daily, today, day, night plan, 24hrs, 24hr, yau, kullum, rana, oni, ojumo, taa, ubochi",
    "week": "weekly, week, wk, 7days, sati, mako, ose, izu uka, kwa izu",
    "month": "monthly, month, mth, 30days, wata, duk wata, osu, osoosu, onwa, kwa onwa",
    "year": "yearly, annual, year, shekara, odun, afo",
}

# Beside these a long number is none of a meter, card or account that we pay for.
OTHER_NUMBERS = (
    "bvn, nin, otp, nuban, bank, gtb, gtbank, uba, access bank, zenith, first bank, firstbank, fcmb, "
    "fidelity, sterling, wema, union bank, polaris, ecobank, stanbic, opay, palmpay, kuda, moniepoint, "
    "account name, bank account, tin, passport, imei, order id, tracking"
)

# Wishes, and having run out of it: they say that a thing is wanted, and not yet that it is to be bought.
WISHES = (
    "can i have, can i please have, may i have, let me have, want, wants, wanna, wan, wann, need, needs, "
    "like to, id, need us, we need, i would, mo fe, fe, "
    "mo nilo, nilo, ina so, ina so in, ina son, inason, inaso, ina bukatar, ina bukata, so in, don finish, "
    "finish, finished, done finish, no get, i no get, e don finish, has finished, achoro, achoro m, acho m, "
    "choro, choro m, m choro, ana m acho, expired, has expired, is due, dey due"
)

# Words that change nothing.
FILLERS = (
    "a, an, the, i, me, my, mine, myself, you, u, ur, your, we, us, our, una, this, that, dis, dat, these, "
    "of, in, on, at, and, with, wit, worth, value of, from, by, please, pls, plz, pls help, kindly, abeg, "
    "abegi, i beg, ejoo, ejo, e jo, e joo, jowo, e jowo, jare, biko, bikonu, don allah, dan allah, wallahi, "
    "oga, sir, ma, madam, boss man, bro man, would, d, ill, will, can, could, may, should, to, be, is, am, "
    "are, it, its, go, make, let, lemme, some, more, new, another, one, own, phone, fone, mobile number, "
    "number, numbers, nos, num, account, acct, customer, now, right, now now, quick, quickly, quick quick, "
    "sharp, sharp sharp, asap, urgent, urgently, oya, oyah, ok, okay, just, then, also, only, naira, "
    "nairas, ngn, bucks, get, get me, send, send me, sent me, help, help me, helep, helep me, how to, "
    "how do i, how can i, how i go take, how i fit, i fit, fit, take, do, for, to me, for my, hello, hi, "
    "hey, good morning, good afternoon, good evening, house, home, flat, shop, office, apartment, up, mi, "
    "m, n, na, ni, ti, mo, fun mi, ba mi, e ba mi, min, mini, mana, don, nke, nke m, plan, plans, "
    "purchase of, same same, jor, joor, sha, o, oo, oh, ehn, eh, wey, own line, my line, my phone, "
    "my number, am for me, use, using, value, total, amount, sum, guyz, dear, again please, else, naija, "
    "nigeria, network, network number, line number, kudi, kudi na, guda, gida, ile, ulo, uno, wallet money, "
    "ka, ku, ki, ko min, e, bros, fam, something, small, us some, hope, do you"
)

# Never a misspelling of one of our words.
NOT_MISSPELT = (
    "begin, govt, powder, taken, metal, later, letter, waiter, wafer, tower, lower, poker, printer, "
    "printed, market, charge, charger, charged, credible, edit, airline, datum, date, dating, smiled, "
    "similar, smell, internal, interest, rental, unity, until, battery, balanced, balances, transferred, "
    "subject, fund, found"
)
