"""How each rule about what staff do with money is broken, by its name."""

from __future__ import annotations

from domain.customers import Customer
from domain.maker_checker import about, about_approving
from domain.money import naira
from domain.staff import Role, RoleGrant, StaffPerson
from domain.staff_acts import CreditWallet, StaffAct
from domain.staff_people import StaffDesk
from domain.staff_pins import StaffApproval
from storage.database import Database
from tests.builders import NOON, RULES, Granted

_OWNERS = (71, 72)
STAFF_BREAKAGES = {
    "money moved by hand without a request that was done": (
        "UPDATE staff_requests SET status = 'open' WHERE id = '{refunded}'"
    ),
    "money was moved by hand that is not what was asked for": (
        "UPDATE staff_requests SET amount = amount + 1 WHERE id = '{credited}'"
    ),
    "a credit or debit was done and is not in the journal": (
        "DELETE FROM journal_entries WHERE key = 'staff-credit:{credited}'"
    ),
    "one person did alone what takes two": (
        "UPDATE staff_requests SET checker = NULL, needs_second = false WHERE id = '{credited}'"
    ),
    "the refunds of a payment by staff differ from what was asked for": (
        "UPDATE staff_refunds SET total = total + 1 WHERE id = '{delivered}'"
    ),
    "a payment gave more back than it took": (
        "UPDATE postings SET amount = amount + 100000000"
        " WHERE entry_key = 'staff-refund:{refunded}' AND account = 'wallet'"
    ),
    "something was done by staff and the audit log has no row of it": (
        "UPDATE staff_requests SET maker = 'telegram:0' WHERE id = '{refunded}'"
    ),
    "a fee or cashback rule was changed that two people did not agree to": (
        "INSERT INTO rule_changes (id, number, subject, change, holds_from, agreed_by, agreed_at)"
        " VALUES ('x', 1, 'fee:tv', 'null', '2026-11-20 00:00:00', 'nobody', '2026-11-19 00:00:00')"
    ),
    "changes of rules are counted wrongly": "INSERT INTO rule_counts (id, count) VALUES ('rules', 1)",
}


async def staff_of_a_day(database: Database, ada: Customer, delivered_id: str) -> dict[str, str]:
    """Let two people credit a wallet and one refund a part of a bill; return the names of both."""
    desk = StaffDesk(database, RULES, frozenset(_OWNERS))
    for number in _OWNERS:
        await database.money.apply(Granted(RoleGrant(number, Role.FINANCE, NOON, "test")))
    maker, checker = (StaffPerson(number, is_first_owner=True) for number in _OWNERS)
    refund = desk.refund_of(await desk.payment(delivered_id), naira(1))
    ids = {"credited": "c" * 32, "refunded": "d" * 32}
    acts: tuple[StaffAct, ...] = (CreditWallet(ada.id, naira(2)), refund)
    for request_id, what in zip(ids.values(), acts, strict=True):
        word = StaffApproval(maker.name, about(what, "so", request_id), NOON)
        request = await desk.ask(request_id, what, "so", maker, word, now=NOON)
        if request.needs_second:
            yes = StaffApproval(checker.name, about_approving(request.id), NOON)
            await desk.approve(request, checker, yes, now=NOON)
    return ids
