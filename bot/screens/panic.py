"""A frozen wallet: how to freeze it, why it is, what still works, and the way out, as they are seen."""

from __future__ import annotations

from datetime import datetime

from aiogram.types import CopyTextButton, InlineKeyboardButton

from bot.buttons import Go, back_and_cancel, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.controls import HERS, Freeze
from domain.errors import Refusal


def ask(t: Translator) -> Screen:
    """Whether everything shall stop: one tap, and it does."""
    return Screen(
        t("panic-ask"),
        keyboard(
            [button(t.plain("panic-freeze"), Go(to="freeze_now"), style="danger")],
            [button(t.plain("button-cancel"), Go(to="cancel"))],
        ),
    )


def frozen(t: Translator, freeze: Freeze, *, now: datetime) -> Screen:
    """Why money stands still, what still works, and what to do."""
    is_hers = freeze.reason in HERS
    way_out = (
        button(t.plain("panic-unfreeze"), Go(to="unfreeze"), style="primary")
        if is_hers
        else button(t.plain("panic-appeal"), Go(to="freeze_appeal"), style="primary")
    )
    return Screen(
        paragraphs(
            t("frozen-why", reason=freeze.reason.value, since=t.when(freeze.since, now=now)),
            t("frozen-still-works", how=_how(freeze)),
            t("frozen-until", until=t.when(freeze.until, now=now)) if freeze.until is not None else None,
            t("frozen-way-out-hers" if is_hers else "frozen-way-out-ours"),
        ),
        keyboard([way_out], [button(t.plain("home-add-money"), Go(to="add_money")), home_button(t)]),
    )


def not_frozen(t: Translator) -> Screen:
    """There is nothing to let go on."""
    return Screen(t("frozen-not"), keyboard([home_button(t)]))


def appealed(t: Translator, answer_by: datetime, *, now: datetime) -> Screen:
    """A person looks at it, and until when."""
    return Screen(t("frozen-appealed", by=t.when(answer_by, now=now)), keyboard([home_button(t)]))


def safety(t: Translator, *, code_made_at: datetime | None, now: datetime) -> Screen:
    """All that keeps a wallet safe."""
    return Screen(
        paragraphs(
            t("safety-title"),
            t("safety-code-made", at=t.when(code_made_at, now=now)) if code_made_at else t("safety-no-code"),
        ),
        keyboard(
            [button(t.plain("panic-freeze"), Go(to="panic"), style="danger")],
            [button(t.plain("safety-new-code"), Go(to="freeze_code"))],
            [button(t.plain("safe-word-button"), Go(to="safe_word"))],
            [button(t.plain("safety-pin"), Go(to="pin"))],
            back_and_cancel(t, back="settings"),
        ),
    )


def new_code(t: Translator, code: str) -> Screen:
    """The freeze code, this once."""
    copy = InlineKeyboardButton(
        text=t.plain("safety-copy-code"), copy_text=CopyTextButton(text=f"/freeze {code}")
    )
    return Screen(t("safety-code", code=code), keyboard([copy], [home_button(t)]))


def by_code(t: Translator) -> Screen:
    """What is said to whoever typed a code, right or wrong."""
    return Screen(t("freeze-by-code"))


def refused(t: Translator, refusal: Refusal) -> Screen:
    """Why no code is tried now."""
    return Screen(t(refusal.code, **refusal.values))


def how_by_code(t: Translator) -> Screen:
    """How a code is given."""
    return Screen(t("freeze-how"))


def token_kept(t: Translator) -> Screen:
    """There is a token, and it is not shown now."""
    return Screen(
        t("frozen-token-kept"),
        keyboard([button(t.plain("panic-unfreeze"), Go(to="unfreeze"))], [home_button(t)]),
    )


def was_frozen(t: Translator, at: datetime, freeze: Freeze | None, *, now: datetime) -> Screen:
    """The alert to the owner that nothing leaves any more, or comes in. None: it moves again by now."""
    until = freeze.until if freeze is not None else None
    return Screen(
        lines(
            t("alert-wallet-frozen", at=t.when(at, now=now), how=_how(freeze) if freeze else "out"),
            t("frozen-until", until=t.when(until, now=now)) if until is not None else None,
        ),
        keyboard([button(t.plain("panic-what-now"), Go(to="frozen"))], [home_button(t)]),
    )


def was_unfrozen(t: Translator, at: datetime, *, now: datetime) -> Screen:
    """The alert to the owner that money can leave again."""
    return Screen(t("alert-wallet-unfrozen", at=t.when(at, now=now)), keyboard([home_button(t)]))


def was_thawed(t: Translator) -> Screen:
    """What is told when a freeze has ended by itself."""
    return Screen(t("wallet-thawed"), keyboard([home_button(t)]))


def _how(freeze: Freeze) -> str:
    if freeze.money_in:
        return "all" if freeze.money_out else "in"
    return "out"
