"""News for many: to whom, the text in each language, a preview, sending, and stopping at once."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.broadcast_ticks import BroadcastCounters
from bot.buttons import Pick
from bot.conversations.chat import Chat
from bot.conversations.said_again import TOLD_NEWS, says_again
from bot.conversations.staff.arguments import Argument, BadArgument
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand, planned
from bot.conversations.staff_draft import NewsText
from bot.screen import Screen
from bot.screens import news
from bot.screens.staff import broadcasts as screens
from bot.screens.staff import desk as desk_screens
from bot.text import LANGUAGES, translator
from domain.broadcast_values import Broadcast, BroadcastStatus, read_segment
from domain.broadcasts import Broadcasts
from domain.errors import Refusal
from domain.staff import MAY, Act
from domain.staff_people import OnDuty, StaffDesk
from domain.times import LAGOS

_SHOWN = 9
_NUMBER = re.compile(r"(?:B-)?(\d{1,12})", re.IGNORECASE)
_WHEN = re.compile(r"(?:(\d{4}-\d{2}-\d{2}) )?(\d{1,2})[:.](\d{2})")

wizard = Router(name="staff_broadcasts")


class WriteNews(StatesGroup):
    """The step at which a text is typed."""

    text = State()


def number(word: str) -> int:
    """Read B-1204 or 1204."""
    found = _NUMBER.fullmatch(word)
    if found is None:
        raise ValueError(word)
    return int(found[1])


def when(words: str) -> tuple[date | None, time]:
    """Read "2026-11-24 09:00", or "09:00" of today. It is Lagos time."""
    found = _WHEN.fullmatch(words)
    if found is None:
        raise ValueError(words)
    return date.fromisoformat(found[1]) if found[1] else None, time(int(found[2]), int(found[3]))


_WHICH = Argument("broadcast", number)


async def listed(call: Call) -> Answer:
    """Show the newest broadcasts, or one of them."""
    if (n := call.values.get("broadcast")) is None:
        newest = await call.services.broadcasts.newest(limit=_SHOWN)
        return Answer(screens.listed(call.t, newest), "broadcasts")
    broadcast = await call.services.broadcasts.numbered(n)
    return Answer(await _one(call, broadcast), broadcast.id)


async def begun(call: Call) -> Screen:
    """Draft news for a segment; without one, show which there are."""
    segment = call.values.get("segment")
    if segment is None:
        return screens.segments(call.t)
    draft = await call.services.broadcasts.draft(call.request_id, segment, call.person, now=call.now)
    return await _one(call, draft)


async def sent(call: Call) -> Plan:
    """Plan to let a draft begin."""
    service = call.services.broadcasts
    broadcast = await service.numbered(call.values["broadcast"])
    starts_at = _moment(call)
    reason = screens.whom(broadcast)
    if starts_at is not None:
        reason = f"{reason} · {starts_at:%Y-%m-%d %H:%M}"
    return await planned(call, service.sending(broadcast, starts_at), reason, screens.whom(broadcast))


def _moment(call: Call) -> datetime | None:
    if "when" not in call.values:
        return None
    day, clock = call.values["when"]
    local = call.now.astimezone(LAGOS)
    starts_at = datetime.combine(day or local.date(), clock, LAGOS)
    if starts_at <= call.now:
        raise BadArgument("when")
    return starts_at


async def paused(call: Call) -> Screen:
    """Tell nobody more for now."""
    return await _moved(call, BroadcastStatus.PAUSED)


async def resumed(call: Call) -> Screen:
    """Let it go on."""
    return await _moved(call, BroadcastStatus.ON)


async def stopped(call: Call) -> Screen:
    """End it for good."""
    return await _moved(call, BroadcastStatus.STOPPED)


async def _moved(call: Call, to: BroadcastStatus) -> Screen:
    service = call.services.broadcasts
    broadcast = await service.numbered(call.values["broadcast"])
    return await _one(call, await service.move(broadcast, to, call.person, now=call.now))


async def _one(call: Call, broadcast: Broadcast) -> Screen:
    return screens.one(call.t, broadcast, await call.services.broadcasts.told(broadcast), now=call.now)


COMMANDS = (
    StaffCommand(
        name="broadcasts",
        act=Act.LOOK_AT_BROADCASTS,
        arguments=(Argument("broadcast", number, optional=True),),
        looks=listed,
    ),
    StaffCommand(
        name="broadcast",
        act=Act.BROADCAST,
        arguments=(Argument("segment", read_segment, optional=True),),
        does=begun,
    ),
    StaffCommand(
        name="sendbroadcast",
        act=Act.BROADCAST,
        arguments=(_WHICH, Argument("when", when, optional=True, rest=True)),
        plans=sent,
    ),
    StaffCommand(name="pausebroadcast", act=Act.BROADCAST, arguments=(_WHICH,), does=paused),
    StaffCommand(name="resumebroadcast", act=Act.BROADCAST, arguments=(_WHICH,), does=resumed),
    StaffCommand(name="stopbroadcast", act=Act.BROADCAST, arguments=(_WHICH,), does=stopped),
)


# --- the taps of its wizard


async def on_duty(
    event: CallbackQuery | Message, staff_desk: StaffDesk, now: datetime
) -> dict[str, OnDuty] | bool:
    """Let pass who of the staff may look at broadcasts."""
    duty = await staff_desk.on_duty(event.from_user.id, now=now) if event.from_user else None
    return {"duty": duty} if duty is not None and duty.roles & MAY[Act.LOOK_AT_BROADCASTS] else False


@wizard.callback_query(Pick.filter(F.what == "news-write"), on_duty)
async def text_asked_for(_: CallbackQuery, callback_data: Pick, chat: Chat) -> None:
    """Ask for a text."""
    broadcast_id, _dot, language = callback_data.value.partition(".")
    if language not in LANGUAGES:
        return
    chat.memory.close_sheet()
    chat.memory.news_text = NewsText(broadcast_id, language)
    await chat.at(WriteNews.text)
    await chat.tell(screens.write(chat.t, language))


@says_again(WriteNews.text, of=TOLD_NEWS)
async def text_again(chat: Chat, draft: NewsText) -> None:
    """Ask once more for the text."""
    await chat.tell(screens.write(chat.t, draft.language))


@wizard.message(WriteNews.text, F.text, ~F.text.startswith("/"), on_duty)
async def text_typed(
    message: Message, duty: OnDuty, chat: Chat, broadcasts: Broadcasts, now: datetime
) -> None:
    """Keep a text with its bold words and links, and show it as it will be read."""
    writing = chat.memory.news_text
    if writing is None:
        await chat.at(None)
        return
    try:
        written = await broadcasts.write(
            writing.broadcast_id, writing.language, message.html_text, duty.person, now=now
        )
    except Refusal as refusal:
        await chat.tell(desk_screens.refused(chat.t, refusal))
        return
    chat.memory.news_text = None
    await chat.at(None)
    await chat.tell(news.told(translator(writing.language), written.texts[writing.language]))
    await chat.tell(screens.one(chat.t, written, await broadcasts.told(written), now=now))


@wizard.callback_query(Pick.filter(F.what == "news-preview"), on_duty)
async def preview_asked_for(
    _: CallbackQuery, callback_data: Pick, chat: Chat, broadcasts: Broadcasts
) -> None:
    """Send every text to whoever asks, as customers read it."""
    broadcast = await broadcasts.get(callback_data.value)
    for language, text in sorted(broadcast.texts.items() if broadcast is not None else ()):
        await chat.tell(news.told(translator(language), text))


@wizard.callback_query(Pick.filter(F.what == "news-live"), on_duty)
async def counter_asked_for(
    _: CallbackQuery,
    callback_data: Pick,
    chat: Chat,
    broadcasts: Broadcasts,
    broadcast_counters: BroadcastCounters,
    now: datetime,
) -> None:
    """Show how far it is, in this message, and from now on by itself."""
    broadcast = await broadcasts.get(callback_data.value)
    if broadcast is None or chat.tapped is None:
        return
    screen = screens.live(chat.t, broadcast, await broadcasts.told(broadcast), now)
    await broadcast_counters.watch(chat.id, chat.tapped, broadcast.id, chat.t, screen)
    await chat.put(screen, in_place_of=chat.tapped)
