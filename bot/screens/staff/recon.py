"""How far companies' days agree with our books, and where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.buttons import in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import run, short
from bot.text import Translator, calendar_day
from domain.company_statements import Side
from domain.reconciliation import Break, BreakStatus, is_overdue
from domain.reconciling import ReconciledDay

MOST_TOLD = 8  # new breaks with a button of their own


def name(found: Break) -> str:
    """Return by what people call a break."""
    return f"B-{found.number}"


def day(
    t: Translator,
    wanted: date,
    days: Sequence[tuple[ReconciledDay, Mapping[str, int]]],
    found: Sequence[Break],
    *,
    named: bool,
    more: bool,
    overdue_after: timedelta,
    now: datetime,
) -> Screen:
    """What there is of a day, and open breaks: of that day if one was named, else all."""
    told = lines(*(_company(t, each, counts) for each, counts in days)) or t(
        "staff-recon-nothing", day=calendar_day(wanted)
    )
    rows = in_rows([run(name(each), f"break {each.number}") for each in found], 4)
    if more:
        which = f"{wanted.isoformat()} " if named else ""
        rows.append([run(t.plain("staff-recon-more"), f"recon {which}{found[-1].number}")])
    return Screen(
        paragraphs(
            told,
            lines(*(_aged(t, each, overdue_after, now) for each in found)) or t("staff-recon-no-breaks"),
        ),
        keyboard(*rows) if rows else None,
    )


def _company(t: Translator, of: ReconciledDay, counts: Mapping[str, int]) -> str:
    kinds = " · ".join(
        t.plain("staff-recon-count", count=n, kind=kind, side=of.side.name.lower())
        for kind, n in sorted(counts.items())
    )
    return t(
        "staff-recon-day",
        company=of.company,
        side=of.side.name.lower(),
        day=calendar_day(of.day),
        matched=of.matched,
        undecided=of.undecided,
        breaks=kinds,
        kinds=len(counts),
    )


def _row(t: Translator, found: Break) -> str:
    return t(
        "staff-break-row",
        number=name(found),
        company=found.company,
        kind=found.kind,
        side=found.side.name.lower(),
        theirs=found.theirs,
        ours=found.ours,
    )


def _aged(t: Translator, found: Break, overdue_after: timedelta, now: datetime) -> str:
    """Return a row with how old it is and whose; red where it is open for too long."""
    about = t(
        "staff-break-aged",
        light="red" if is_overdue(found, overdue_after, now=now) else "white",
        age=now - found.opened_at,
        owner=found.owner or "",
        taken="yes" if found.owner else "no",
    )
    return f"{about} {_row(t, found)}"


def new_breaks(
    t: Translator, company: str, side: Side, day: date, counts: Mapping[str, int], found: Sequence[Break]
) -> Screen:
    """What a comparison found, told without being asked for."""
    kinds = " · ".join(
        t.plain("staff-recon-count", count=n, kind=kind, side=side.name.lower())
        for kind, n in sorted(counts.items())
    )
    rows = in_rows([run(name(each), f"break {each.number}") for each in reversed(found)], 4)
    return Screen(
        t(
            "staff-breaks-found",
            company=company,
            side=side.name.lower(),
            day=calendar_day(day),
            breaks=kinds,
        ),
        keyboard(*rows, [run(t.plain("staff-button-breaks"), f"recon {day.isoformat()}")]),
    )


def overdue(t: Translator, count: int) -> str | None:
    """Say how many breaks are open for too long; None if none is."""
    return t("staff-breaks-overdue", n=count) if count else None


def one(t: Translator, found: Break) -> Screen:
    """A break, with what can be done about it."""
    owner = t("staff-break-owner", owner=found.owner) if found.owner is not None else None
    text = lines(
        _row(t, found),
        t("staff-break-about", reference=found.reference, day=calendar_day(found.day), at=found.opened_at),
        t(
            "staff-break-state",
            state=found.status,
            by=found.decided_by or "",
            word=found.word or "",
            corrected=found.corrected,
        ),
        owner,
    )
    rows = []
    if found.side is Side.VENDOR and found.subject_id:
        rows.append([run(t.plain("staff-button-payment"), f"tx {short(found.subject_id)}")])
    if found.status is BreakStatus.OPEN:
        n = found.number
        rows.append(
            [
                run(t.plain("staff-button-correct"), f"correct {n}"),
                run(t.plain("staff-button-explain"), f"explain {n}"),
                run(t.plain("staff-button-take-break"), f"break {n} take"),
            ]
        )
    return Screen(text, keyboard(*rows) if rows else None)


def how_to_hand_in(t: Translator, company: str) -> Screen:
    """How a statement is handed in."""
    return Screen(t("staff-statement-how", company=company))


def taken_in(t: Translator, days: Sequence[ReconciledDay], digest: str, audit_id: int) -> Screen:
    """What came of a statement."""
    told = (
        t(
            "staff-statement-day",
            company=each.company,
            day=calendar_day(each.day),
            lines=each.lines,
            matched=each.matched,
        )
        for each in days
    )
    rows = [[run(t.plain("staff-button-breaks"), f"recon {each.day.isoformat()}")] for each in days[:7]]
    return Screen(
        paragraphs(
            lines(*told) or t("staff-statement-empty"),
            lines(t("staff-statement-digest", digest=digest), t("staff-audit-id", n=audit_id)),
        ),
        keyboard(*rows) if rows else None,
    )
