"""What every wallet should hold, in a hundred lines that know no ledger: the product is compared with this.

Amounts are kobo. The figures are those of the business rules, written down here a second time on purpose.
Every act returns the code of its refusal, or "ok".
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

LIMITS = {1: (5_000_000, 30_000_000), 2: (20_000_000, 50_000_000)}  # a day's outflow, what a wallet may hold
# name, priority, basis points, from, at most a payment, at most a month, which billers
CASHBACK = (
    ("base", 0, 100, 10_000, 50_000, 500_000, {"glo", "mtn", "ikeja-electric"}),
    ("light", 10, 150, 100_000, 75_000, 750_000, {"ikeja-electric"}),
    ("large", 20, 200, 1_000_000, 100_000, 1_000_000, {"glo", "mtn", "ikeja-electric"}),
    ("mtn", 30, 50, 0, 50_000, 500_000, {"mtn"}),
)
REWARD, COUNTS_FROM, REWARD_AFTER = 50_000, 100_000, timedelta(days=7)


@dataclass
class Person:
    wallet: int = 0
    cashback: int = 0
    held: int = 0
    owes: int = 0
    tier: int = 2
    frozen: bool = False
    own: int | None = None
    out: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    earned: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))


@dataclass
class Funding:
    who: Person
    amount: int
    owed: int = 0
    state: str = "in"


@dataclass
class Bill:
    payer: Person
    amount: int
    total: int
    used: int
    earned: int
    rule: str
    at: datetime
    state: str = "accepted"
    ended: datetime | None = None


@dataclass
class Sent:
    sender: Person
    receiver: Person | None
    amount: int
    at: datetime
    state: str
    due: datetime | None = None
    arrived: datetime | None = None
    recalled: int = 0


def day(now: datetime) -> date:
    return (now + timedelta(hours=1)).date()


def month(now: datetime) -> str:
    return f"{now + timedelta(hours=1):%Y-%m}"


def half_up(amount: int, basis_points: int) -> int:
    return (amount * basis_points + 5_000) // 10_000


def spend(who: Person, amount: int, now: datetime, most: int) -> str:
    if who.frozen:
        return "account-frozen"
    if who.own is not None and who.out[day(now)] + amount > who.own:
        return "over-own-limit"
    if who.out[day(now)] + amount > LIMITS[who.tier][0]:
        return "over-daily-limit"
    return "ok" if amount <= most else "insufficient-funds"


def has_room(who: Person, amount: int) -> bool:
    return who.wallet + who.held + amount <= LIMITS[who.tier][1]


def credit(who: Person, amount: int) -> None:
    paid = min(who.owes, amount)
    who.owes -= paid
    who.wallet += amount - paid


def fund(who: Person, amount: int) -> str:
    credit(who, amount if has_room(who, amount) else 0)
    return "ok"


def contest(funding: Funding, word: str) -> str:
    who, before = funding.who, funding.state
    if before == "in" and word != "won":
        taken = min(who.wallet, funding.amount)
        funding.owed = funding.amount - taken
        who.wallet -= taken
        who.owes += funding.owed
    if before == "open" and word == "won":
        still = min(funding.owed, who.owes)
        who.owes -= still
        credit(who, funding.amount - still)
    if before in ("in", "open") and (before == "in" or word != "open"):
        funding.state = word
    return "ok"


def _fits(rule: tuple[str, int, int, int, int, int, set[str]], biller: str, amount: int) -> bool:
    return biller in rule[6] and amount >= rule[3]


def quote(who: Person, biller: str, amount: int, use_cashback: bool, now: datetime) -> Bill:
    fee = min(half_up(amount, 150), 20_000) if biller == "ikeja-electric" else 0
    total = amount + fee + half_up(fee, 750)
    fits = [rule for rule in (("none", -1, 0, 0, 0, 0, {biller}), *CASHBACK) if _fits(rule, biller, amount)]
    name, _, points, _, cap, in_month, _ = max(fits, key=lambda r: (r[1], min(amount * r[2] // 10_000, r[4])))
    earned = max(0, min(amount * points // 10_000, cap, in_month - who.earned[month(now), name]))
    return Bill(who, amount, total, min(who.cashback, total) if use_cashback else 0, earned, name, now)


def accept(bill: Bill, now: datetime) -> str:
    who = bill.payer
    said = spend(who, bill.total, now, who.wallet + bill.used)
    if said == "ok":
        who.wallet -= bill.total - bill.used
        who.cashback -= bill.used
        who.held += bill.total
        who.out[day(now)] += bill.total
        who.earned[month(now), bill.rule] += bill.earned
    return said


def undo_bill(bill: Bill, state: str) -> None:
    who = bill.payer
    if bill.state in ("accepted", "submitted"):
        who.held -= bill.total
    who.cashback += bill.used
    if bill.state == "delivered":
        credit(who, bill.total - bill.used)
        taken = min(who.cashback, bill.earned)
        who.cashback -= taken
        who.owes += bill.earned - taken
    else:
        who.wallet += bill.total - bill.used
    who.out[day(bill.at)] = max(0, who.out[day(bill.at)] - bill.total)
    who.earned[month(bill.at), bill.rule] = max(0, who.earned[month(bill.at), bill.rule] - bill.earned)
    bill.state = state


def vendor_says(bill: Bill, word: str, now: datetime) -> str:
    if bill.state in ("accepted", "submitted"):
        bill.state = "submitted"
        if word == "delivered":
            bill.payer.held -= bill.total
            bill.payer.cashback += bill.earned
            bill.state, bill.ended = "delivered", now
        elif word in ("rejected", "reversed"):
            undo_bill(bill, "released")
    elif bill.state == "delivered" and word == "reversed":
        undo_bill(bill, "refunded")
    return "ok"


def cancel(bill: Bill) -> str:
    if bill.state == "accepted":
        undo_bill(bill, "cancelled")
    return "ok" if bill.state == "cancelled" else "too-late-to-cancel"


def send(sent: Sent, cools: bool, now: datetime) -> str:
    who, to, amount = sent.sender, sent.receiver, sent.amount
    if to is who:
        return "own-wallet"
    said = spend(who, amount, now, 10**18)
    if said == "ok" and to is not None and (to.frozen or not has_room(to, amount)):
        return "cannot-receive"
    said = "insufficient-funds" if said == "ok" and amount > who.wallet else said
    if said != "ok":
        return said
    who.wallet -= amount
    who.out[day(now)] += amount
    if to is None:
        sent.state, sent.due = "waiting", now + timedelta(hours=72)
    elif cools:
        who.held += amount
        sent.state, sent.due = "cooling", now + timedelta(seconds=60)
    else:
        arrive(sent, to, now)
    return "ok"


def arrive(sent: Sent, to: Person, now: datetime) -> None:
    credit(to, sent.amount)
    sent.receiver, sent.state, sent.arrived, sent.due = to, "delivered", now, None


def take_back(sent: Sent, state: str) -> None:
    sent.sender.held -= sent.amount if sent.state == "cooling" else 0
    sent.sender.wallet += sent.amount
    sent.sender.out[day(sent.at)] = max(0, sent.sender.out[day(sent.at)] - sent.amount)
    sent.state, sent.due = state, None


def undo(sent: Sent) -> str:
    before = {"cooling": "undone", "waiting": "cancelled"}.get(sent.state)
    if before is not None:
        take_back(sent, before)
    return "ok" if sent.state in ("undone", "cancelled") else "too-late-to-undo"


def fall_due(sent: Sent, now: datetime) -> str:
    if sent.due is None or now < sent.due:
        return "ok"
    to = sent.receiver
    if sent.state == "recalling":
        return answer(sent, agrees=False)
    if (
        sent.state == "cooling"
        and to is not None
        and not (sent.sender.frozen or to.frozen)
        and has_room(to, sent.amount)
    ):
        sent.sender.held -= sent.amount
        arrive(sent, to, now)
    else:
        take_back(sent, "returned")
    return "ok"


def claim(sent: Sent, by: Person, now: datetime) -> str:
    if sent.receiver is by:
        return "ok"
    if sent.state != "waiting" or sent.due is None or now >= sent.due:
        return "no-such-claim"
    if by is sent.sender:
        return "own-wallet"
    if sent.sender.frozen:
        return "claim-stands-still"
    if by.frozen:
        return "cannot-receive"
    if not has_room(by, sent.amount):
        return "no-room-to-claim"
    arrive(sent, by, now)
    return "ok"


def ask_back(sent: Sent, now: datetime) -> str:
    to = sent.receiver
    if sent.state == "recalling":
        return "ok"
    if (
        sent.state != "delivered"
        or to is None
        or sent.arrived is None
        or now >= sent.arrived + timedelta(hours=24)
    ):
        return "too-late-to-recall"
    sent.recalled = min(sent.amount, to.wallet)
    to.wallet -= sent.recalled
    to.held += sent.recalled
    sent.state, sent.due = "recalling", now + timedelta(hours=48)
    return "ok"


def answer(sent: Sent, *, agrees: bool) -> str:
    to = sent.receiver
    if sent.state != "recalling" or to is None:
        return "ok"
    if agrees and sent.recalled and to.frozen:
        return "account-frozen"
    to.held -= sent.recalled
    (sent.sender if agrees else to).wallet += sent.recalled
    sent.state, sent.due = "given-back" if agrees and sent.recalled else "kept", None
    return "ok"
