"""What a recurring payment whose money came back says beside that: it is left at that, and what is next."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aiogram.types import InlineKeyboardMarkup

from bot.buttons import ScheduleOf, button
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.text import Translator
from domain.payments import Payment, PaymentStatus
from domain.rules import Rules
from domain.schedules import Schedule, ScheduleRun, ScheduleStatus, runs_at


def given_back(
    t: Translator,
    screen: Screen,
    payment: Payment,
    schedule: Schedule,
    run: ScheduleRun,
    rules: Rules,
    *,
    now: datetime,
) -> Screen:
    """Add it to the message of the payment, which offers to pay once more where value never came."""
    acts = [("schedule-pay-once", "once")] if payment.status is PaymentStatus.REFUNDED else []
    if _is_paused(schedule, rules):
        said = t("schedule-result-paused", times=rules.schedules.most_failures)
        acts.append(("schedule-resume", "resume"))
    elif schedule.status is ScheduleStatus.ACTIVE and schedule.occurrence is not None:
        said = t("schedule-result-next", at=t.when(runs_at(schedule.occurrence, rules.schedules), now=now))
        acts.append(("schedule-pause", "pause"))
    else:
        said = t("schedule-result-left")
    day = run.occurrence.isoformat()
    keys = [
        button(t.plain(key), ScheduleOf(act=act, schedule_id=run.schedule_id, day=day)) for key, act in acts
    ]
    rows = screen.keyboard.inline_keyboard if isinstance(screen.keyboard, InlineKeyboardMarkup) else []
    below = [*rows[:-1], *([keys] if keys else []), *rows[-1:]]
    return replace(
        screen,
        text=paragraphs(screen.text, said),
        keyboard=InlineKeyboardMarkup(inline_keyboard=below) if below else screen.keyboard,
    )


def _is_paused(schedule: Schedule, rules: Rules) -> bool:
    """Return whether too many failed. The clock may not have ticked since the last of them."""
    return schedule.status is not ScheduleStatus.ENDED and schedule.has_failed_too_often(rules.schedules)
