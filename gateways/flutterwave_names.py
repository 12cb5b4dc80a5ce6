"""Flutterwave's names as people write them: it shouts most of what it sells ("DSTV COMPACT PLUS").

What it writes in small letters anywhere is left as it is: somebody thought of it.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_VOWEL = re.compile(r"[AEIOUY]")
# Digits and what they count, without a space: "5GB", "30DAYS".
_COUNTED = re.compile(r"(\d+)([A-Z]+)")
_AMONG_DIGITS = re.compile(r"\d+[A-Z]+\d+")  # "2IN1"
_PRICE = re.compile(r"(?:N|NGN)\d+")

_BRANDS = {
    name.upper(): name
    for name in (
        *("9mobile", "Glo", "DStv", "GOtv", "StarTimes", "Showmax", "ipNX", "eWallet"),
        *("XtraView", "WhatsApp", "YouTube", "TikTok", "JioTV"),
    )
}
# With vowels, and yet said letter by letter, or known so.
_ABBREVIATIONS = frozenset({"SME", "UTME", "VOD", "ID", "WAEC", "NECO", "USSD", "VTU", "LTE"})
_SMALL = frozenset(
    {"a", "and", "at", "by", "for", "from", "in", "of", "on", "or", "per", "the", "to", "with"}
)
_TIMES = re.compile(r"(?:hour|hr|day|night|week|wk|month|mth|year|yr)s?", re.IGNORECASE)


def human_name(name: str) -> str:
    """Return a name that shouts with small letters, brands and abbreviations as they are written."""
    if any(letter.islower() for letter in name):
        return name
    return _WORD.sub(lambda found: _human(found[0], follows=name[: found.start()].rstrip()), name)


def _human(word: str, *, follows: str) -> str:
    if word in _BRANDS:
        return _BRANDS[word]
    if _AMONG_DIGITS.fullmatch(word):
        return word.lower()
    if counted := _COUNTED.fullmatch(word):
        number, unit = counted.groups()
        return number + (unit.lower() if _TIMES.fullmatch(unit) else unit)
    if (_TIMES.fullmatch(word) and follows[-1:].isdigit()) or (follows and word.lower() in _SMALL):
        return word.lower()
    if word in _ABBREVIATIONS or _PRICE.fullmatch(word) or not _VOWEL.search(word):
        return word
    return word[0] + word[1:].lower()
