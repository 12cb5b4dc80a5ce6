"""A copy of one's own data, and being forgotten, as they are seen."""

from __future__ import annotations

from datetime import datetime

from bot.buttons import Go, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.deletions import Deletion
from domain.limits import CustomerAccounts
from domain.rules import Rules


def exported(t: Translator) -> Screen:
    """The file is there."""
    return Screen(t("export-done"), keyboard([home_button(t)]))


def deletion(t: Translator, accounts: CustomerAccounts, rules: Rules) -> Screen:
    """What goes, what stays, and what must be done before."""
    return Screen(
        paragraphs(
            t("deletion-title"),
            t("deletion-goes"),
            t("deletion-stays"),
            t("deletion-before", least=rules.transfers.minimum),
            t("deletion-ends", amount=accounts.cashback) if accounts.cashback else None,
            t("deletion-grace", days=rules.deletion_grace.days),
        ),
        keyboard(
            [button(t.plain("deletion-button"), Go(to="delete_now"), style="danger")],
            [button(t.plain("privacy-export-button"), Go(to="export"))],
            [home_button(t)],
        ),
    )


def money_left(t: Translator, accounts: CustomerAccounts) -> Screen:
    """There is money, and where it can go."""
    return Screen(
        paragraphs(
            t("deletion-empty-first"),
            lines(
                t("deletion-wallet", amount=accounts.wallet) if accounts.wallet else None,
                t("deletion-held", amount=accounts.held) if accounts.held else None,
            ),
        ),
        keyboard([home_button(t)]),
    )


def to_be_deleted(t: Translator, asked: Deletion, *, now: datetime) -> Screen:
    """When it will be done, and that she may stay until then."""
    return Screen(
        t("deletion-asked", due=t.when(asked.due_at, now=now)),
        keyboard([button(t.plain("deletion-stay"), Go(to="stay"), style="primary")], [home_button(t)]),
    )


def stopped(t: Translator) -> Screen:
    """It could not be done: she stays."""
    return Screen(t("deletion-stopped"), keyboard([home_button(t)]))
