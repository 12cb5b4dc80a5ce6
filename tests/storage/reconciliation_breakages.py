"""How each rule about breaks and what is booked for them is broken, by its name."""

from __future__ import annotations

from datetime import timedelta

from domain.break_acts import CorrectBreak
from domain.company_statements import Side, Statement, StatementLine
from domain.maker_checker import about, about_approving
from domain.money import naira
from domain.reconciling import Reconciliations
from domain.staff import Role, RoleGrant, StaffPerson
from domain.staff_people import StaffDesk
from domain.staff_pins import StaffApproval
from domain.times import lagos_day
from storage.database import Database
from tests.builders import NOON, RULES, Granted

_FINANCE = (81, 82)
_CORRECTION = "e" * 32
RECONCILIATION_BREAKAGES = {
    "what was booked for a break differs from its corrections": (
        "UPDATE breaks SET corrected = corrected + 1 WHERE id = '{break}'"
    ),
    "the books were corrected without a request that was done": (
        "UPDATE staff_requests SET act = 'credit' WHERE id = '{correction}'"
    ),
    "a settlement is booked that no statement names": "DELETE FROM statement_lines WHERE side = 'settlement'",
    "a settlement moves more than what a processor owed us to our bank": (
        "UPDATE postings SET account = 'suspense' WHERE entry_key = 'settlement:paystack:9' AND amount < 0"
    ),
}


async def breaks_of_a_day(database: Database) -> dict[str, str]:
    """Let a vendor charge what we never ordered, and two people correct it; return both names."""
    service, day = Reconciliations(database, timedelta(minutes=15)), lagos_day(NOON) - timedelta(days=30)
    line = StatementLine("v-1", "202610190000x", naira(50), True, NOON - timedelta(days=30))
    await service.take_in([Statement("vtpass", Side.VENDOR, day, (line,), "x")], "telegram:81", now=NOON)
    paid = StatementLine("9", "9", naira(100), True, NOON)
    await service.take_in([Statement("paystack", Side.SETTLEMENT, day, (paid,))], "fetched", now=NOON)
    (found,) = await service.open_breaks(limit=2)
    for number in _FINANCE:
        await database.money.apply(Granted(RoleGrant(number, Role.FINANCE, NOON, "test")))
    maker, checker = (StaffPerson(number) for number in _FINANCE)
    desk, what = StaffDesk(database, RULES, frozenset()), CorrectBreak(found.id, found.amount)
    word = StaffApproval(maker.name, about(what, "so", _CORRECTION), NOON)
    request = await desk.ask(_CORRECTION, what, "so", maker, word, now=NOON)
    yes = StaffApproval(checker.name, about_approving(request.id), NOON)
    await desk.approve(request, checker, yes, now=NOON)
    return {"break": found.id, "correction": _CORRECTION}
