"""The words of the few pages that people see outside the chat, and what the edge answers to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from aiogram.types import User

from bot.papers.words import finding
from bot.settings import Settings
from bot.text import Translator
from domain.receipt_contents import (
    Moved,
    ReceiptStatus,
)
from domain.receipts import (
    Genuine,
    GenuineBut,
    NotGenuine,
    Receipts,
    UnknownKey,
    Verdict,
)
from domain.vendors import Category
from web.pages import page
from web.verify_page import VerifyPage


def paid_page(t: Translator, settings: Settings, me: User | None) -> str:
    """Return the page after a payment, which leads back to the chat."""
    link = (t.plain("paid-back"), f"https://t.me/{me.username}") if me is not None else None
    if settings.telegram_is_here:  # t.me knows nothing of the stand-in, which shows its chats itself.
        link = (t.plain("paid-back"), settings.telegram_api_base)
    return page(t.plain("paid-title"), t.plain("paid-text"), link=link)


def verify_page(t: Translator, keys: Mapping[str, str]) -> VerifyPage:
    """Return the page that checks receipts."""
    words = {
        "title": t.plain("verify-page-title"),
        "how": t.plain("verify-page-how"),
        "check": t.plain("verify-page-check"),
        "picture": t.plain("verify-page-picture"),
        "no_code": t.plain("verify-page-no-code"),
        "checking": t.plain("verify-page-checking"),
        "alone": t.plain("verify-page-alone"),
        "asked": t.plain("verify-page-asked"),
        "server": t.plain("verify-page-server"),
        "cannot": t.plain("verify-page-cannot"),
        "script": t.plain("verify-page-script"),
        "not_genuine": t.plain("verify-not-genuine"),
        "do_not_trust": t.plain("verify-do-not-trust"),
        "unknown_key": t.plain("verify-unknown-key", key="{key}"),
        "cannot_tell": t.plain("verify-cannot-tell"),
        "compare": t.plain("verify-compare"),
        "genuine": {each.value: t.plain("verify-genuine", status=each) for each in ReceiptStatus},
        "bill": {
            each.value: t.plain("verify-bill", category=each, amount="{amount}")
            for each in (*Category, *Moved)
        },
        "fee": t.plain("verify-fee", fee="{fee}"),
        "recipient": t.plain("verify-recipient", digits="{digits}"),
        "paid": t.plain("verify-paid", at="{at}"),
        "reference": t.plain("verify-reference", reference="{reference}"),
    }
    return VerifyPage(words, keys)


@dataclass(frozen=True, slots=True)
class CheckReceipt:
    """Answers the page that asks what became of a receipt's payment."""

    receipts: Receipts
    t: Translator

    async def __call__(self, code: str) -> Mapping[str, object]:
        """Check a code; return what was found as JSON values."""
        verdict = await self.receipts.check(code)
        found = finding(self.t, verdict)
        return {
            "verdict": verdict_name(verdict),
            "mark": found.mark,
            "title": found.title,
            "facts": list(found.facts),
            "advice": found.advice,
        }


def verdict_name(verdict: Verdict) -> str:
    """Return the verdict's name for programs."""
    match verdict:
        case Genuine():
            return "genuine"
        case GenuineBut():
            return "genuine-but"
        case NotGenuine():
            return "not-genuine"
        case UnknownKey():
            return "unknown-key"
        case _:
            assert_never(verdict)
