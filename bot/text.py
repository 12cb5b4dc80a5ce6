"""Words for people: messages in their language, and amounts, times, numbers and names as they read them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle

from bot.lazy_messages import LazyMessages
from bot.moments import Moment
from domain.money import KOBO_PER_NAIRA, Money
from domain.phones import Phone
from domain.times import LAGOS

ENGLISH = "en"
LANGUAGES = (ENGLISH, "pcm")
DRAFTS = ("ha", "yo", "ig")  # not read by natives yet: chosen on purpose only, and incomplete
_LITE = "-x-lite"  # after a language: spoken in lite mode
_LOCALES = Path(__file__).resolve().parent.parent / "locales"
_MINUS = "\N{MINUS SIGN}"
_JOINER = "\N{WORD JOINER}"
_SHORT = ((1_000_000, "m"), (1_000, "k"))


class Translator:
    """Says a message in one language: `t("pay-sent", biller=name)`.

    The result is HTML, with every value escaped; `plain` is for buttons and toasts, which know no HTML.
    """

    def __init__(self, language: str, bundles: tuple[FluentBundle, ...], *, is_lite: bool = False) -> None:
        self.language = language
        self.is_lite = is_lite
        self._bundles = bundles

    def __call__(self, key: str, /, **values: object) -> str:
        return self._say(key, {name: _html(value) for name, value in self._words(values).items()})

    def plain(self, key: str, /, **values: object) -> str:
        """Say a message where no HTML is understood."""
        return self._say(key, self._words(values))

    def when(self, moment: datetime, *, now: datetime) -> str:
        """Say a time as people do: "today, 2:14 pm", "tomorrow, 2:14 pm", "Tue 3 Jun, 2:14 pm"."""
        days = (moment.astimezone(LAGOS).date() - now.astimezone(LAGOS).date()).days
        if days == 0:
            return Moment(self.plain("time-today", clock=clock(moment)), moment)
        if days == 1:
            return Moment(self.plain("time-tomorrow", clock=clock(moment)), moment)
        return Moment(date_and_clock(moment), moment)

    def _words(self, values: Mapping[str, object]) -> dict[str, Any]:
        return {name: self._word(value) for name, value in values.items()}

    def _word(self, value: object) -> object:
        match value:
            case Money():
                return naira_text(value)
            case Phone():
                return phone_text(value)
            case datetime():
                return Moment(date_and_clock(value), value)
            case timedelta():
                return self._span(value)
            case Enum():
                return str(value.value)
            case int() | str():
                return value
            case None:
                return ""
            case _:
                raise TypeError(f"no words for {type(value).__name__}")

    def _span(self, span: timedelta) -> str:
        seconds = int(span.total_seconds())
        if seconds < 60:
            return self.plain("time-seconds", n=seconds)
        if seconds < 3_600:
            return self.plain("time-minutes", n=seconds // 60)
        return self.plain("time-hours", n=seconds // 3_600)

    def _say(self, key: str, values: dict[str, Any]) -> str:
        for bundle in self._bundles:
            if bundle.has_message(key):
                pattern = bundle.get_message(key).value
                if pattern is not None:
                    said, errors = bundle.format_pattern(pattern, values)
                    if errors:
                        raise ValueError(f"{key} can't be said: {errors[0]}")
                    return str(said)
        raise LookupError(f"no message {key}")


@lru_cache
def translator(language: str) -> Translator:
    """Return the translator for a language, as `tag` writes it; English for one that we don't speak."""
    said = language.removesuffix(_LITE)
    spoken = said if said in (*LANGUAGES, *DRAFTS) else ENGLISH
    bundles = (_bundle(spoken),) if spoken == ENGLISH else (_bundle(spoken), _bundle(ENGLISH))
    return Translator(spoken, bundles, is_lite=said != language)


def tag(language: str, *, is_lite: bool) -> str:
    """Return how we keep in which language somebody is spoken to, and whether in lite mode: "pcm-x-lite"."""
    return f"{language}{_LITE}" if is_lite else language


@lru_cache
def _bundle(language: str) -> FluentBundle:
    # Numbers are written the English way in every language.
    paths = sorted((_LOCALES / language).glob("*.ftl"))
    return LazyMessages(ENGLISH, (path.read_text(encoding="utf-8") for path in paths))


def _html(value: object) -> object:
    if isinstance(value, Moment):
        return value.html
    return html.escape(value, quote=False) if isinstance(value, str) else value


# --- amounts -----------------------------------------------------------------------------------


def naira_text(amount: Money) -> str:
    """Write ₦1,250 or ₦1,250.50, and −₦500."""
    naira, kobo = divmod(abs(amount.kobo), KOBO_PER_NAIRA)
    sign = _MINUS if amount.kobo < 0 else ""
    return f"{sign}₦{naira:,}" + (f".{kobo:02d}" if kobo else "")


def short_naira(amount: Money) -> str:
    """Write ₦10k or ₦1.5k where a button has little room; exactly, or not shortened at all."""
    for size, letter in _SHORT:
        tenths, rest = divmod(amount.kobo * 10, size * KOBO_PER_NAIRA)
        if tenths >= 10 and not rest:
            return f"₦{tenths // 10}" + (f".{tenths % 10}" if tenths % 10 else "") + letter
    return naira_text(amount)


# --- times, always Lagos time --------------------------------------------------------------------


def clock(moment: datetime) -> str:
    """Write 2:14 pm."""
    local = moment.astimezone(LAGOS)
    return f"{local.hour % 12 or 12}:{local:%M}\N{NO-BREAK SPACE}{'am' if local.hour < 12 else 'pm'}"


def date_and_clock(moment: datetime) -> str:
    """Write Tue 3 Jun, 2:14 pm."""
    local = moment.astimezone(LAGOS)
    return f"{local:%a} {local.day} {local:%b}, {clock(moment)}"


def short_date(moment: datetime) -> str:
    """Write 3 Jun."""
    local = moment.astimezone(LAGOS)
    return f"{local.day} {local:%b}"


def calendar_day(day: date) -> str:
    """Write 3 Jun 2026: a day that is no moment, such as the end of a voucher."""
    return f"{day.day} {day:%b %Y}"


# --- numbers and names ---------------------------------------------------------------------------


def phone_text(phone: Phone) -> str:
    """Write 0803 123 4567."""
    return reference_text(phone.national)


def reference_text(reference: str) -> str:
    """Write a phone or meter number in groups: 4-3-4 where it has eleven digits, else by fours."""
    if not reference.isdigit():
        return reference
    if len(reference) == 11:
        return f"{reference[:4]} {reference[4:7]} {reference[7:]}"
    return token_text(reference)


def token_text(digits: str) -> str:
    """Write the digits of a token by fours, as meters show them."""
    return " ".join(re.findall(r".{1,4}", digits))


def masked_reference(reference: str) -> str:
    """Write …5678, in one line wherever it stands."""
    return f"…{_JOINER}{reference[-4:]}"
