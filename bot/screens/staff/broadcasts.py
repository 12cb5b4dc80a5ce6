"""News for many, as staff draft them, send them and watch them go out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from aiogram.types import InlineKeyboardButton

from bot.buttons import Pick, button, home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import run
from bot.text import LANGUAGES, Translator, translator
from domain.broadcast_values import (
    Broadcast,
    BroadcastStatus,
    Segment,
    SegmentKind,
    Told,
    read_segment,
)
from domain.times import LAGOS

_SEGMENTS = ("all", "active=7", "active=30", "active=90")
_MORNING = 9  # the hour that is offered for tomorrow
_STATE = BroadcastStatus


def segments(t: Translator) -> Screen:
    """To whom news may go."""
    offered = [*_SEGMENTS, *(f"language={each}" for each in LANGUAGES)]
    buttons = [run(_segment(t, read_segment(each)), f"broadcast {each}") for each in offered]
    return Screen(t("staff-news-to-whom"), keyboard(*in_rows(buttons, 2), [home_button(t)]))


def listed(t: Translator, broadcasts: Sequence[Broadcast]) -> Screen:
    """The newest."""
    rows = (_title(t, each) for each in broadcasts)
    buttons = [run(_number(each), f"broadcasts {each.number}") for each in broadcasts]
    begin = [run(t.plain("staff-button-news-new"), "broadcast")]
    return Screen(
        lines(*rows) or t("staff-news-none"), keyboard(*in_rows(buttons, 3), [*begin, home_button(t)])
    )


def one(t: Translator, broadcast: Broadcast, told: Told, *, now: datetime, is_live: bool = False) -> Screen:
    """A broadcast: to whom, how far it is, and what can be done with it. `is_live`: it changes by itself."""
    written = ", ".join(translator(each).plain("language-name") for each in sorted(broadcast.texts))
    starts_at = broadcast.starts_at
    waits = broadcast.status is _STATE.ON and starts_at is not None and starts_at > now
    counted = None
    if broadcast.status is not _STATE.DRAFT:
        counted = t(
            "staff-news-told",
            told=told.told,
            waiting=told.waiting,
            blocked=told.blocked,
            failed=told.failed,
            out=told.left_out,
        )
    what = lines(
        _title(t, broadcast),
        t("staff-news-written", languages=written) if written else t("staff-news-nothing-written"),
        t("staff-news-waits", at=starts_at) if waits else None,
        counted,
        t("staff-news-live") if is_live and broadcast.status is _STATE.ON else None,
    )
    return Screen(what, keyboard(*_rows(t, broadcast, now), [home_button(t)]))


def live(t: Translator, broadcast: Broadcast, told: Told, now: datetime) -> Screen:
    """The same, in a message that changes by itself."""
    return one(t, broadcast, told, now=now, is_live=True)


def write(t: Translator, language: str, *, problem: str | None = None) -> Screen:
    """Ask for the text in one language."""
    name = translator(language).plain("language-name")
    return Screen(paragraphs(problem, t("staff-news-write", language=name)), keyboard([home_button(t)]))


def whom(broadcast: Broadcast) -> str:
    """Return what a request to send it is about, in few signs."""
    return f"{_number(broadcast)} · {broadcast.segment} · {broadcast.people}"


def _title(t: Translator, broadcast: Broadcast) -> str:
    return t(
        "staff-news-title",
        number=_number(broadcast),
        state=broadcast.status,
        segment=_segment(t, broadcast.segment),
        people=broadcast.people,
    )


def _rows(t: Translator, broadcast: Broadcast, now: datetime) -> list[list[InlineKeyboardButton]]:
    n, id_ = broadcast.number, broadcast.id
    stop = run(t.plain("staff-button-news-stop"), f"stopbroadcast {n}")
    preview = button(t.plain("staff-button-news-preview"), Pick(what="news-preview", value=id_))
    live = button(t.plain("staff-button-news-live"), Pick(what="news-live", value=id_))
    if broadcast.status is _STATE.DRAFT:
        tomorrow = (now.astimezone(LAGOS) + timedelta(days=1)).date()
        texts = [
            button(
                t.plain("staff-button-news-text", language=translator(each).plain("language-name")),
                Pick(what="news-write", value=f"{id_}.{each}"),
            )
            for each in LANGUAGES
        ]
        send = [
            run(t.plain("staff-button-news-now"), f"sendbroadcast {n}"),
            run(t.plain("staff-button-news-tomorrow"), f"sendbroadcast {n} {tomorrow} {_MORNING:02}.00"),
        ]
        return (
            [*in_rows(texts, 2), [preview], send, [stop]] if broadcast.texts else [*in_rows(texts, 2), [stop]]
        )
    if broadcast.status is _STATE.ON:
        return [[run(t.plain("staff-button-news-pause"), f"pausebroadcast {n}"), stop], [live, preview]]
    if broadcast.status is _STATE.PAUSED:
        return [[run(t.plain("staff-button-news-resume"), f"resumebroadcast {n}"), stop], [live, preview]]
    return [[live, preview]]


def _segment(t: Translator, segment: Segment) -> str:
    value = segment.value
    if segment.kind is SegmentKind.LANGUAGE and value in LANGUAGES:
        value = translator(value).plain("language-name")
    return t.plain("staff-news-segment", kind=segment.kind, value=value)


def _number(broadcast: Broadcast) -> str:
    return f"B-{broadcast.number}"
