"""Amounts inside a typed line: 5k, ₦1,500.50, #500, five hundred, dubu biyu, puku abụọ, ẹgbẹ̀rún méjì."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.amounts import NotAnAmount, read_amount
from domain.money import Money, naira
from domain.typed_text import Line

_AMOUNT = re.compile(
    r"(?<![\w.,*/:%₦+\-])(?:₦|#|ngn\s?|n(?=[0-9]))?\s?"
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,2})?)"
    r"(?:\s?(?P<scale>[km]|thousand|hundred|million|grand)(?![a-z]))?"
    r"(?:\s?(?P<unit>naira|nairas|ngn|bucks)(?![a-z]))?"
    r"(?![\w%/:]|[.,][0-9])"
)
_TIMES = {
    "": 1,
    "k": 1_000,
    "thousand": 1_000,
    "grand": 1_000,
    "hundred": 100,
    "m": 1_000_000,
    "million": 1_000_000,
}
_COUNTS_THINGS = re.compile(r"[0-9](?:\.[0-9]+)?")  # one digit alone: "2 pins"

_UNITS = (
    "one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH = {word: number for number, word in enumerate(_UNITS.split(), 1)} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
# Hausa, Igbo and Yorùbá say the scale first: "dubu biyu", "puku abụọ", "ẹgbẹ̀rún méjì" are two thousand.
_SCALES_FIRST = {"dari": 100, "dubu": 1_000, "nari": 100, "puku": 1_000, "egberun": 1_000}
_AFTER_SCALE = {
    word: number
    for words in (
        "daya biyu uku hudu biyar shida bakwai takwas tara goma",
        "otu abuo ato ano ise isii asaa asato itoolu iri",
        "kan meji meta merin marun mefa meje mejo mesan mewa",
    )
    for number, word in enumerate(words.split(), 1)
}
_WHOLE = {"ogorun": 100, "irinwo": 400, "edegbeta": 500, "eedegbeta": 500, "egbeta": 600, "egberin": 800}
_AND = ("and", "da", "na", "ati")
_IN_WORDS = re.compile(
    r"(?<![\w-])(?:{words})(?:\s(?:(?:{joints})\s)?(?:{words}))*(?:\snaira)?(?![\w-])".format(
        words="|".join(
            sorted({*_ENGLISH, *_SCALES, *_SCALES_FIRST, *_AFTER_SCALE, *_WHOLE}, key=len, reverse=True)
        ),
        joints="|".join(_AND),
    )
)


def take_amounts(line: Line) -> tuple[Money, ...]:
    """Return the amounts in a line, each once, and take them out of it."""
    found: dict[Money, None] = {}
    for match in line.find(_AMOUNT):
        amount = _in_digits(match)
        if amount is not None:
            found[amount] = None
            line.take(match)
    for match in line.find(_IN_WORDS):
        amount = _in_words(match[0].split())
        if amount is not None:
            found[amount] = None
            line.take(match)
    return tuple(found)


def _in_digits(match: re.Match[str]) -> Money | None:
    if _COUNTS_THINGS.fullmatch(match[0].strip()):
        return None
    try:
        amount = read_amount(match["number"])
    except NotAnAmount:
        return None
    return Money(amount.kobo * _TIMES[match["scale"] or ""])


def _in_words(words: Sequence[str]) -> Money | None:
    """Return what a row of number words comes to; None without a hundred, a thousand, … among them."""
    total = section = 0
    has_scale = False
    scale_before = 0  # said, and waiting for how many
    for word in words:
        if scale_before and word in _AFTER_SCALE:
            total += scale_before * _AFTER_SCALE[word]
            scale_before = 0
            continue
        total += scale_before
        scale_before = 0
        if word in _SCALES_FIRST:
            scale_before = _SCALES_FIRST[word]
            has_scale = True
        elif word in _WHOLE:
            total += _WHOLE[word]
            has_scale = True
        elif word == "hundred":
            section = max(section, 1) * _SCALES[word]
            has_scale = True
        elif word in _SCALES:
            total += max(section, 1) * _SCALES[word]
            section = 0
            has_scale = True
        elif word in _ENGLISH:
            section += _ENGLISH[word]
    total += section + scale_before
    return naira(total) if has_scale and total else None
