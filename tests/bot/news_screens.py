"""Every screen of news, as customers and staff see them, with the longest of what can stand on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.screen import Screen
from bot.screens import news
from bot.screens.staff import broadcasts
from bot.text import LANGUAGES, Translator
from domain.broadcast_values import LONGEST_TEXT, Broadcast, BroadcastStatus, Segment, SegmentKind, Told
from tests.bot.samples import NOON

BROADCAST = Broadcast("b" * 32, 999_999_999, Segment(), 1_000_000, "telegram:123", NOON)
MANY = Told(*(1_000_000,) * 5)


def news_screens(t: Translator) -> Iterator[tuple[str, Screen]]:
    """Draw them."""
    problem = t("broadcast-text-too-long")
    yield "news", news.told(t, ("x" * 19 + " ") * (LONGEST_TEXT // 20))
    yield "news on", news.choice(t, wanted=True)
    yield "news off", news.choice(t, wanted=False)
    yield "segments", broadcasts.segments(t)
    yield "no broadcasts", broadcasts.listed(t, [])
    yield "broadcasts", broadcasts.listed(t, [BROADCAST] * 9)
    for kind, value in zip(SegmentKind, ("", "3650", "b" * 40, "pcm"), strict=True):
        to = replace(BROADCAST, segment=Segment(kind, value))
        yield f"broadcast to {kind}", broadcasts.one(t, to, Told(), now=NOON)
    for status in BroadcastStatus:
        written = replace(BROADCAST, texts=dict.fromkeys(LANGUAGES, "x"), status=status, starts_at=NOON)
        yield f"broadcast {status}", broadcasts.one(t, written, MANY, now=NOON)
        yield f"counter {status}", broadcasts.live(t, written, MANY, NOON)
    yield "writing news", broadcasts.write(t, "pcm", problem=problem)
