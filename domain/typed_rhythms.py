"""How often, in a typed line: "every month 27th dstv", "light 5k every friday", "dey pay my light monthly".

It is taken out of the line before anything else is read, so that what is left reads as one order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.recurrence import Rhythm
from domain.rhythm_wishes import RhythmWish
from domain.typed_text import folded

_EVERY = r"(?:every\s?single|every|evry|evri|everi|each|per)"
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "other": 2}
_N = rf"(?P<n>[0-9]{{1,3}}|{'|'.join(_COUNTS)})"
_WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "monday mon litinin",
            "tuesday tues tue talata",
            "wednesday wed laraba",
            "thursday thurs thur thu alhamis",
            "friday fri jumaa jummaa",
            "saturday sat asabar",
            "sunday sun lahadi",
        )
    )
    for word in words.split()
}
_WEEKDAY = rf"(?P<weekday>{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})"
_MONTH = r"(?:month|mth|munth|mont)"
_DAY = r"(?P<day>[12][0-9]|3[01]|0?[1-9])"
_END = rf"(?:end|last\sday)\sof\s(?:the\s|{_EVERY}\s)?{_MONTH}s?"
_NTH = rf"{_DAY}\s?(?:st|nd|rd|th)"
_NO_SUM = r"(?![0-9,.:]|\s?(?:k|gb|mb|naira|thousand|m)\b)"  # behind a bare number that is a day
_ON = r"(?:on\s|for\s|by\s)?(?:the\s|day\s|date\s|every\s)*"

# Each says by itself that it is to happen again and again. The first that fits counts.
_SURE: tuple[tuple[Rhythm | None, str], ...] = (
    (
        Rhythm.MONTH_END,
        rf"(?:{_EVERY}\s)?(?:{_END}|{_MONTH}\s?end)(?!\s(?:salary|alert|don))(?:\s{_EVERY}\s{_MONTH})?",
    ),
    (Rhythm.QUARTERLY, rf"(?:{_EVERY}\s(?:3|three)\s{_MONTH}s?|{_EVERY}\squarter|quarterly)"),
    (Rhythm.TWO_WEEKLY, rf"{_EVERY}\s(?:2|two|other|second)\s(?:weeks?|{_WEEKDAY}s?)"),
    (Rhythm.TWO_WEEKLY, rf"fortnightly|{_EVERY}\sfortnight|bi\s?weekly"),
    (None, rf"{_EVERY}\s{_N}\s{_MONTH}s|{_EVERY}\syear|yearly|annually"),  # not offered: it is asked for
    (Rhythm.EVERY_DAYS, rf"{_EVERY}\s{_N}\sdays?"),
    (Rhythm.EVERY_DAYS, rf"{_EVERY}\sday|everyday|kullum|kowace\srana|lojoojumo|kwa\subochi"),
    (Rhythm.MONTHLY, rf"{_ON}{_NTH}\s(?:of\s|for\s)?(?:{_EVERY}\s{_MONTH}|the\s{_MONTH}|monthly)"),
    (Rhythm.MONTHLY, rf"(?:{_EVERY}\s{_MONTH}|monthly),?\s{_ON}{_NTH}"),
    (Rhythm.MONTHLY, rf"(?:{_EVERY}\s{_MONTH}|monthly),?\s{_ON}{_DAY}{_NO_SUM}"),
    (Rhythm.MONTHLY, rf"{_EVERY}\s{_NTH}"),
    (Rhythm.WEEKLY, rf"(?:{_EVERY}\sweek|weekly)\s(?:on\s)?{_WEEKDAY}s?"),
    (Rhythm.WEEKLY, rf"{_EVERY}\s{_WEEKDAY}s?"),
    (
        Rhythm.WEEKLY,
        rf"{_EVERY}\s(?:week|wk|sati|mako)|kowane\s(?:mako|sati)|losoose|loosoose|kwa\sizu\sobula",
    ),
    (Rhythm.MONTHLY, rf"{_EVERY}\s{_MONTH}|kowane\swata|kowace\swata|losoosu|loosoosu|kwa\sonwa\sobula"),
)
# Words that as often say for how long a plan lasts: they count at either end of a line that orders no plan.
_MAYBE: tuple[tuple[Rhythm, str], ...] = (
    (Rhythm.MONTHLY, r"monthly|duk\swata|osoosu|kwa\sonwa"),
    (Rhythm.WEEKLY, rf"weekly|{_WEEKDAY}s|kwa\sizu"),
)
# It is to happen, and nobody says when.
_BY_ITSELF = r"auto\s?pay|auto\s?renew|automatically|by\sitself|by\syourself|standing\sorder|recurring"
_ONLY_TOLD = r"remind\s(?:me|us)(?:\s(?:to|of|about|make\si))?|set\s(?:a\s)?reminder(?:\s(?:to|for))?"
_PLAIN_HABIT = r"(?:make\s(?:you|una)\s+|abeg\s+)?\bdey\s+(?=pay|buy|load|recharge|renew|sub|send|put|do)"
# "I pay my light every month", "data is 500 every week" tell; they ask for nothing.
_TOLD_OF_ONESELF = re.compile(
    r"\b(?:i|we|they|dem|he|she|people|everybody|everyone|my\s\w+|(?:m|n)o)\s"
    r"(?:dey\s|always\s|usually\s|used\sto\s|do\s)*"
    r"(?:pay|pays|buy|buys|load|loads|recharge|recharges|renew|renews|sub|subscribe|spend|use|get)\b"
    r"|\b(?:is|was|are|costs?)\s(?:now\s)?(?:₦|#|n)?[0-9]"
)
_PLAN = re.compile(r"\b(?:plan|plans|bundle|sub|subs|subscription|package|bouquet)\b")
# What is to be changed or ended is there already.
_ENDING = re.compile(
    r"\b(?:stop|cancel|end|pause|skip|remove|delete|change|edit|turn off|off|no dey|do not|dont|don't|never|"
    r"comot|no need|no want|show|list|which|what|wetin|how)\b"
)


def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w])(?:{words})(?![\w])")


_SURE_WORDS = tuple((rhythm, _compiled(words)) for rhythm, words in _SURE)
_MAYBE_WORDS = tuple((rhythm, _compiled(words)) for rhythm, words in _MAYBE)
_BY_ITSELF_WORDS, _ONLY_TOLD_WORDS = _compiled(_BY_ITSELF), _compiled(_ONLY_TOLD)
_HABIT = re.compile(_PLAIN_HABIT)
_EDGE = 2  # characters that an end of a line may be away


@dataclass(frozen=True, slots=True)
class TypedRhythm:
    """What a line says of how often, and what else it says."""

    wish: RhythmWish
    rest: str  # the line without it, folded
    only_reminds: bool = False  # nothing is to be paid by itself
    is_sure: bool = True  # False: it may say as well for how long a plan lasts
    is_told: bool = False  # somebody tells of a habit
    is_ending: bool = False  # what is there already is to end, or to change, or is asked about


def take_rhythm(text: str) -> TypedRhythm | None:
    """Return how often something is to happen; None if a line does not say that it shall happen again."""
    line = folded(text)
    wish, rest, is_sure = _often(line)
    reminder = _ONLY_TOLD_WORDS.search(rest)
    rest = _without(rest, reminder)
    by_itself = _BY_ITSELF_WORDS.search(rest)
    rest = _without(rest, by_itself)
    if wish is None and reminder is None and by_itself is None:
        return None
    is_ending = _ENDING.search(rest) is not None
    is_told = reminder is None and _TOLD_OF_ONESELF.search(rest) is not None
    is_sure = is_sure or reminder is not None or by_itself is not None
    only_reminds = reminder is not None
    return TypedRhythm(wish or RhythmWish(), _HABIT.sub("", rest), only_reminds, is_sure, is_told, is_ending)


def _often(line: str) -> tuple[RhythmWish | None, str, bool]:
    """Return how often, the line without that, and whether it can't mean anything else."""
    for rhythm, words in _SURE_WORDS:
        if (match := words.search(line)) is not None:
            return _wish(rhythm, match), _without(line, match), True
    for maybe, words in _MAYBE_WORDS:
        for match in words.finditer(line):
            at_an_end = match.start() <= _EDGE or match.end() >= len(line) - _EDGE
            if (at_an_end or _ENDING.match(line)) and not _PLAN.search(line):
                return _wish(maybe, match), _without(line, match), False
    return None, line, False


def _without(line: str, match: re.Match[str] | None) -> str:
    if match is None:
        return line
    return f"{line[: match.start()]} {line[match.end() :]}".strip()


def _wish(rhythm: Rhythm | None, match: re.Match[str]) -> RhythmWish:
    said = match.groupdict()
    day, weekday, n = said.get("day"), said.get("weekday"), said.get("n")
    every_days = None
    if rhythm is Rhythm.EVERY_DAYS:
        every_days = 1 if n is None else _COUNTS.get(n) or int(n)
    return RhythmWish(
        rhythm,
        day=int(day) if day else None,
        weekday=_WEEKDAYS[weekday] if weekday else None,
        every_days=every_days,
    )
