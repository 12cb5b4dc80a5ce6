"""Documents of address that wait: the queue, one with its picture, finding it right or not."""

from __future__ import annotations

from bot.conversations.staff.arguments import Argument
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand, StaffPaper
from bot.screen import Screen
from bot.screens.staff import kyc as screens
from bot.screens.staff.desk import with_audit_id
from domain.access_log import Shown
from domain.identity import AddressFault
from domain.staff import Act
from domain.staff_pins import StaffApproval

_SHOWN = 8
_PAGE_DIGITS = 3  # a phone number is longer


def which(word: str) -> str | int:
    """Read "queue", the number of a page, or whom somebody means."""
    if word.lower() == "queue":
        return 1
    if word.isascii() and word.isdecimal() and len(word) <= _PAGE_DIGITS:
        return max(1, int(word))
    return word


async def kyc(call: Call) -> Answer:
    """Show what waits, or one document."""
    wanted, desk = call.values.get("customer", 1), call.services.address_desk
    if isinstance(wanted, int):
        waiting, count = await desk.waiting(limit=_SHOWN, offset=(wanted - 1) * _SHOWN)
        pages = max(1, -(-count // _SHOWN))
        screen = screens.listed(call.t, waiting, count, page=wanted, pages=pages, now=call.now)
        return Answer(screen, "address-proofs")
    customer = await call.desk.customer(wanted)
    paper = await desk.of(customer.id)
    document = paper.proof.document
    name = "document.png" if document.is_photo else "document.pdf"
    return Answer(
        screens.one(call.t, paper, now=call.now),
        customer.id,
        customer.id,
        Shown.ADDRESS_PROOF,
        paper=StaffPaper(name, file_id=document.file_id),
    )


async def approve(call: Call) -> Plan:
    """Plan to find a document right."""
    return await _planned(call, None)


async def refuse(call: Call) -> Plan:
    """Plan to find that a document proves nothing."""
    return await _planned(call, call.values["fault"])


async def _planned(call: Call, fault: AddressFault | None) -> Plan:
    desk = call.services.address_desk
    customer = await call.desk.customer(call.values["customer"])
    paper = await desk.of(customer.id)
    desk.check_may_decide(paper, call.person)

    async def do(_: StaffApproval) -> Screen:
        decided, row = await desk.decide(paper, fault, call.person, now=call.now)
        return with_audit_id(call.t, screens.decided(call.t, paper, decided), row.sequence)

    said = f"{fault.value if fault is not None else 'right'} {customer.id}"
    about = f"{said} {paper.proof.handed_in_at.isoformat()} {call.request_id}"
    return Plan(screens.deciding(call.t, paper, fault), about, do)


_CUSTOMER = Argument("customer")
COMMANDS = (
    StaffCommand(
        name="kyc",
        act=Act.LOOK_AT_DOCUMENTS,
        arguments=(Argument("customer", which, optional=True, rest=True),),
        looks=kyc,
    ),
    StaffCommand(name="kycapprove", act=Act.DECIDE_ADDRESS, arguments=(_CUSTOMER,), plans=approve),
    StaffCommand(
        name="kycreject",
        act=Act.DECIDE_ADDRESS,
        arguments=(_CUSTOMER, Argument("fault", AddressFault)),
        plans=refuse,
    ),
)
