"""How far companies' days agree with our books, and where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.buttons import in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import run, short
from bot.text import Translator, calendar_day
from domain.company_statements import Side
from domain.reconciliation import Break, BreakStatus
from domain.reconciling import ReconciledDay


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
            lines(*(_row(t, each) for each in found)) or t("staff-recon-no-breaks"),
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
        side=_side(found),
        theirs=found.theirs,
        ours=found.ours,
    )


def _side(found: Break) -> str:
    return "vendor" if found.side is Side.VENDOR else "processor"


def one(t: Translator, found: Break) -> Screen:
    """A break, with what can be done about it."""
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
