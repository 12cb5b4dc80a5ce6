"""Requests for a second person: the list, one of them, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff import promo
from bot.screens.staff.pieces import change, number, run, short
from bot.screens.staff.rule_words import consequences
from bot.text import Translator
from domain.maker_checker import RequestStatus, StaffRequest
from domain.promo_acts import MakePromo
from domain.rule_acts import ChangeAtALoss, ChangeCashback, ChangeFee
from domain.staff import Act
from domain.staff_acts import Effect, StaffAct
from domain.staff_control_acts import ChangeLimit, FreezeAccount


def described(t: Translator, request: StaffRequest) -> str:
    """Return what a request is about, for whoever decides."""
    what = request.what
    return lines(
        t("staff-request-title", number=number(request), act=what.act, subject=short(what.subject_id)),
        t("staff-amount", amount=request.effect.moved) if request.effect.moved else None,
        change(t, what, request.effect),
        detail(t, what),
        t("staff-reason", reason=request.reason),
        t("staff-request-by", maker=request.maker.name, until=request.expires_at),
    )


def preview(t: Translator, what: StaffAct, whom: str, reason: str, effect: Effect, *, alone: bool) -> str:
    """Return what an act would change, before anybody says yes to it."""
    return lines(
        t("staff-preview", act=what.act, whom=whom),
        t("staff-amount", amount=effect.moved) if effect.moved else None,
        change(t, what, effect),
        detail(t, what),
        t("staff-reason", reason=reason),
        t("staff-alone") if alone else t("staff-takes-two"),
    )


def detail(t: Translator, what: StaffAct) -> str | None:
    """Return what of an act its change does not say: what it bounds, and when it ends by itself."""
    match what:
        case ChangeLimit(of=of, until=until) if of is not None:
            return t("staff-limit-detail", of=of.value, until=until)
        case ChangeLimit():
            return t("staff-limits-off")
        case FreezeAccount(until=until) if until is not None:
            return t("staff-freeze-until", until=until)
        case ChangeFee() | ChangeCashback() | ChangeAtALoss():
            return consequences(t, what)
        case MakePromo():
            return promo.terms(t, what)
        case _:
            return None


def waiting(t: Translator, request: StaffRequest) -> Screen:
    """A request that waits for a second person."""
    n = request.number
    yes, no = t.plain("staff-button-approve"), t.plain("staff-button-reject")
    return Screen(described(t, request), keyboard([run(yes, f"approve {n}"), run(no, f"reject {n}")]))


def listed(t: Translator, requests: Sequence[StaffRequest]) -> Screen:
    """All that wait."""
    if not requests:
        return Screen(t("staff-no-requests"))
    rows = [[run(number(each), f"approve {each.number}")] for each in requests]
    return Screen(paragraphs(*(described(t, each) for each in requests)), keyboard(*rows))


def asked(t: Translator, request: StaffRequest) -> Screen:
    """What came of an act: it is done, or it waits for a second person."""
    if request.status is RequestStatus.DONE:
        return decided(t, request)
    said = t("staff-request-created", number=number(request), until=request.expires_at)
    return Screen(paragraphs(said, described(t, request)))


def decided(t: Translator, request: StaffRequest) -> Screen:
    """A request that is decided."""
    what = request.what
    said = (
        t("staff-rejected", number=number(request), reason=request.word)
        if request.status is RequestStatus.REJECTED
        else lines(
            t("staff-done", number=number(request), act=what.act, subject=short(what.subject_id)),
            change(t, what, request.effect),
        )
    )
    return Screen(lines(said, t("staff-audit-id", n=request.number)))


def corrected(t: Translator, request: StaffRequest) -> Screen:
    """Tell a customer what a person of ours did with her wallet."""
    way = "out" if request.what.act is Act.DEBIT else "in"
    return Screen(
        t("wallet-corrected", way=way, amount=request.effect.moved, reference=short(request.id)),
        keyboard([home_button(t)]),
    )
