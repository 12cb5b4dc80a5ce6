"""Documents of address, for staff: the queue, one of them, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.buttons import home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import known_as, pages_of, run
from bot.text import Translator
from domain.address_desk import HandedIn
from domain.identity import AddressFault, AddressProof, AddressStatus


def listed(
    t: Translator, waiting: Sequence[HandedIn], count: int, *, page: int, pages: int, now: datetime
) -> Screen:
    """A page of what waits, the oldest first."""
    if not waiting:
        return Screen(t("staff-kyc-none"), keyboard(pages_of("kyc", page, pages), [home_button(t)]))
    rows = (
        t(
            "staff-kyc-row",
            n=n,
            who=known_as(each.customer),
            late="yes" if each.proof.answer_by <= now else "no",
            by=each.proof.answer_by,
        )
        for n, each in enumerate(waiting, 1)
    )
    buttons = [
        run(t.plain("staff-button-document", n=n), f"kyc {each.customer.id}")
        for n, each in enumerate(waiting, 1)
    ]
    return Screen(
        lines(t("staff-kyc-title", count=count), *rows),
        keyboard(*in_rows(buttons, 2), pages_of("kyc", page, pages), [home_button(t)]),
    )


def one(t: Translator, paper: HandedIn, *, now: datetime) -> Screen:
    """One document: whose, and what can be found. Her name is not masked: it is compared."""
    customer, proof, identity = paper.customer, paper.proof, paper.identity
    whose = [run(t.plain("staff-button-customer"), f"user {customer.id}")]
    text = paragraphs(
        lines(
            t("staff-kyc-one", name=customer.name),
            t("staff-kyc-number", kind=identity.kind.value, ends=identity.ends, at=identity.verified_at)
            if identity is not None
            else t("staff-kyc-no-number"),
            t("staff-kyc-score"),
            t("staff-kyc-in", at=proof.handed_in_at, by=proof.answer_by),
        ),
        _found(t, proof) if proof.status is not AddressStatus.WAITING else None,
    )
    if proof.status is not AddressStatus.WAITING:
        return Screen(text, keyboard(whose))
    faults = [
        run(t.plain("staff-button-fault", fault=fault.value), f"kycreject {customer.id} {fault.value}")
        for fault in AddressFault
    ]
    yes = run(t.plain("staff-button-approve"), f"kycapprove {customer.id}")
    return Screen(text, keyboard([yes], *in_rows(faults, 2), whose))


def deciding(t: Translator, paper: HandedIn, fault: AddressFault | None) -> str:
    """Return what would be found."""
    found = fault.value if fault is not None else "right"
    return t("staff-kyc-deciding", who=known_as(paper.customer), found=found)


def decided(t: Translator, paper: HandedIn, proof: AddressProof) -> Screen:
    """What was found, and that she is told."""
    return Screen(
        lines(known_as(paper.customer), _found(t, proof)),
        keyboard([run(t.plain("staff-button-queue"), "kyc")]),
    )


def _found(t: Translator, proof: AddressProof) -> str:
    return t("staff-kyc-found", found=proof.fault.value if proof.fault is not None else "right")
