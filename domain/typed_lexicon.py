"""Looks up typed words: the longest phrase that is known, a plural, or what is one slip of a finger away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain import typed_talk, typed_words
from domain.typed_text import HOLE
from domain.vendors import Category


class Role(StrEnum):
    """What a word does in a line. Many have more than one."""

    NETWORK = "network"
    BILLER = "biller"
    COMMON_NAME = "common-name"  # beside BILLER: it may mean something else
    PLAIN = "plain"
    EVERYDAY = "everyday"
    VAGUE = "vague"
    PACKAGE = "package"
    SHARED_PACKAGE = "shared-package"
    VERB = "verb"
    WISH = "wish"
    BILLS = "bills"
    RELATION = "relation"
    TOWARDS = "towards"
    VALIDITY = "validity"
    OTHER_NUMBER = "other-number"
    FILLER = "filler"
    COMPLAINT = "complaint"
    NEGATION = "negation"
    ARRIVAL = "arrival"
    COMING = "coming"
    THEMSELVES = "themselves"
    OUTAGE = "outage"
    PAST = "past"
    TURN = "turn"
    WHY = "why"
    WHERE = "where"
    MONEY = "money"
    ERRAND = "errand"
    ADDING = "adding"
    HOW_MUCH = "how-much"
    LEFT = "left"
    SHOWN_AGAIN = "shown-again"
    SMALL_TALK = "small-talk"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One role of a word and what it stands for in it: a category, a biller, a kind of complaint."""

    role: Role
    value: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or phrase of a line with its meanings; none if nobody knows it."""

    text: str  # in its right spelling
    meanings: tuple[Meaning, ...] = ()

    def value(self, role: Role) -> str | None:
        """Return what it stands for in a role; None if it has not that role."""
        return next((meaning.value for meaning in self.meanings if meaning.role is role), None)

    def has(self, *roles: Role) -> bool:
        """Return whether it has one of these roles."""
        return any(meaning.role in roles for meaning in self.meanings)


A_HOLE = Piece(HOLE)

# Roles whose words are recognised with a slip in them, and from which length on.
_SLIPS_FROM = {
    Role.NETWORK: 4,
    Role.BILLER: 4,
    Role.PLAIN: 4,
    Role.PACKAGE: 5,
    Role.VERB: 6,
    Role.VAGUE: 6,
    Role.COMPLAINT: 6,
    Role.ERRAND: 6,
}
_SWAPS_ONLY_BELOW = 5  # so short a word is another word with any other slip
_IGBO_NEGATION = "ghi"
_ALREADY_PLURAL = "ss"


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


_Table = (
    Mapping[str, str]
    | Mapping[Category, str]
    | Mapping[typed_talk.ComplaintKind, str]
    | Mapping[typed_talk.Errand, str]
)
# Words that stand for something …
_VALUED: tuple[tuple[Role, _Table], ...] = (
    (Role.NETWORK, typed_words.NETWORKS),
    *((Role.BILLER, billers) for billers in typed_words.BILLERS.values()),
    (Role.PLAIN, typed_words.PLAIN),
    (Role.EVERYDAY, typed_words.EVERYDAY),
    (Role.VAGUE, typed_words.VAGUE),
    (Role.PACKAGE, typed_words.PACKAGES),
    (Role.SHARED_PACKAGE, typed_words.SHARED_PACKAGES),
    (Role.VALIDITY, typed_words.VALIDITIES),
    (Role.COMPLAINT, typed_talk.COMPLAINTS),
    (Role.ERRAND, typed_talk.ERRANDS),
)
# … and words that only have their role.
_OTHERS: tuple[tuple[Role, str], ...] = (
    (Role.COMMON_NAME, typed_words.COMMON_NAMES),
    (Role.VERB, typed_words.VERBS),
    (Role.WISH, typed_words.WISHES),
    (Role.BILLS, typed_words.BILLS),
    (Role.RELATION, typed_words.RELATIONS),
    (Role.TOWARDS, typed_words.TOWARDS),
    (Role.OTHER_NUMBER, typed_words.OTHER_NUMBERS),
    (Role.FILLER, typed_words.FILLERS),
    (Role.NEGATION, typed_talk.NEGATIONS),
    (Role.ARRIVAL, typed_talk.ARRIVALS),
    (Role.COMING, typed_talk.COMINGS),
    (Role.THEMSELVES, typed_talk.THEMSELVES),
    (Role.OUTAGE, typed_talk.OUTAGES),
    (Role.PAST, typed_talk.PAST),
    (Role.TURN, typed_talk.TURNS),
    (Role.WHY, typed_talk.WHYS),
    (Role.WHERE, typed_talk.WHERES),
    (Role.MONEY, typed_talk.MONEY),
    (Role.ADDING, typed_talk.ADDING),
    (Role.HOW_MUCH, typed_talk.HOW_MUCH),
    (Role.LEFT, typed_talk.LEFT),
    (Role.SHOWN_AGAIN, typed_talk.SHOWN_AGAIN),
    (Role.SMALL_TALK, typed_talk.SMALL_TALK),
    (Role.OPINION, typed_talk.OPINIONS),
)


def _compiled() -> dict[str, tuple[Meaning, ...]]:
    meanings: dict[str, dict[Meaning, None]] = defaultdict(dict)
    for role, table in _VALUED:
        for value, phrases in table.items():
            for phrase in _split(phrases):
                meanings[phrase][Meaning(role, value)] = None
    for role, phrases in _OTHERS:
        for phrase in _split(phrases):
            meanings[phrase][Meaning(role)] = None
    return {phrase: tuple(known) for phrase, known in meanings.items()}


def _longest_by_first_word(phrases: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for words in map(str.split, phrases):
        longest[words[0]] = max(longest.get(words[0], 1), len(words))
    return longest


def _open_to_slips() -> dict[str, tuple[str, ...]]:
    by_letter: dict[str, list[str]] = defaultdict(list)
    for phrase, meanings in _PHRASES.items():
        if " " not in phrase and any(
            len(phrase) >= _SLIPS_FROM.get(meaning.role, len(phrase) + 1) for meaning in meanings
        ):
            by_letter[phrase[0]].append(phrase)
    return {letter: tuple(words) for letter, words in by_letter.items()}


_PHRASES = _compiled()
_LONGEST = _longest_by_first_word(_PHRASES)
_SLIPS = _open_to_slips()
_NOT_MISSPELT = frozenset(_split(typed_words.NOT_MISSPELT))


def known_words() -> tuple[str, ...]:
    """Return every word and phrase that means something here."""
    return tuple(_PHRASES)


def pieces(words: Sequence[str]) -> list[Piece]:
    """Return the pieces that words make, the longest known phrase first."""
    found: list[Piece] = []
    place = 0
    while place < len(words):
        piece, length = _piece_at(words, place)
        found.append(piece)
        place += length
    return found


def _piece_at(words: Sequence[str], place: int) -> tuple[Piece, int]:
    first = words[place]
    if first == HOLE:
        return A_HOLE, 1
    for length in range(_LONGEST.get(first, 0), 0, -1):
        phrase = " ".join(words[place : place + length])
        if phrase in _PHRASES and place + length <= len(words):
            return Piece(phrase, _PHRASES[phrase]), length
    return _guess(first), 1


def _guess(word: str) -> Piece:
    """Return what an unknown word may be, under its right spelling."""
    if word.endswith("s") and not word.endswith(_ALREADY_PLURAL) and word[:-1] in _PHRASES:
        return Piece(word[:-1], _PHRASES[word[:-1]])
    if word.endswith(_IGBO_NEGATION) and len(word) > len(_IGBO_NEGATION):
        return Piece(word, (Meaning(Role.NEGATION), Meaning(Role.ARRIVAL)))  # "abiaghi": it did not come
    if word in _NOT_MISSPELT or not word.isalpha():
        return Piece(word)
    meant = next((known for known in _SLIPS.get(word[0], ()) if is_a_slip(word, known)), None)
    return Piece(meant, _PHRASES[meant]) if meant else Piece(word)


def is_a_slip(word: str, known: str) -> bool:
    """Return whether one letter was left out, added, changed, or swapped with the next."""
    if abs(len(word) - len(known)) > 1:
        return False
    start = 0
    while start < min(len(word), len(known)) and word[start] == known[start]:
        start += 1
    end = 0
    while end < min(len(word), len(known)) - start and word[-1 - end] == known[-1 - end]:
        end += 1
    typed, meant = word[start : len(word) - end], known[start : len(known) - end]
    if len(typed) == 2 and typed == meant[::-1]:
        return True
    return len(typed) <= 1 and len(meant) <= 1 and len(known) >= _SWAPS_ONLY_BELOW
