"""What a typed line names: companies, things, packages, people. Which order they make is not decided here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from domain.typed_lexicon import Piece, Role, is_a_slip, pieces
from domain.typed_numbers import Numbers, Validity, take_numbers
from domain.typed_text import HOLE, Line
from domain.typed_words import BILLERS
from domain.vendors import Category

# How much a piece says that something is to be bought …
_POINTS = {
    Role.NETWORK: 2,
    Role.BILLER: 2,
    Role.PLAIN: 2,
    Role.VERB: 2,
    Role.EVERYDAY: 1,
    Role.VAGUE: 1,
    Role.PACKAGE: 1,
    Role.VALIDITY: 1,
    Role.BILLS: 1,
}
_NUMBER_POINTS = 2
_NAMING = frozenset(_POINTS) - {Role.VERB, Role.BILLS}
# … and how much that something else is being talked about. An unknown word counts one.
_DOUBTS = {
    Role.OPINION: 2,
    Role.NEGATION: 2,
    Role.PAST: 2,
    Role.WHY: 2,
    Role.WHERE: 2,
    Role.COMPLAINT: 2,
    Role.HOW_MUCH: 2,
}
_WITHOUT_DOUBT = frozenset(
    {
        *_POINTS,
        Role.WISH,
        Role.FILLER,
        Role.TOWARDS,
        Role.RELATION,
        Role.SHARED_PACKAGE,
        Role.SMALL_TALK,
        Role.MONEY,
    }
)
_SHORTEST_MISTYPED_NAME = 5
_SHORTEST_NUMBER = 3  # that may have been meant for a phone's
_SOLD_BY = {biller: category for category, billers in BILLERS.items() for biller in billers}
_SOLD = (Role.NETWORK, Role.BILLER, Role.PLAIN, Role.EVERYDAY)


@dataclass(frozen=True, slots=True)
class SavedAs:
    """What a nickname stands for. `category` is None if it is not known which bills it is for."""

    id: str
    category: Category | None = None


@dataclass(slots=True)
class Entities:
    """Everything that a line names."""

    numbers: Numbers
    pieces: Sequence[Piece] = ()
    networks: dict[str, None] = field(default_factory=dict)
    billers: dict[str, Category] = field(default_factory=dict)  # others than networks
    plain: set[Category] = field(default_factory=set)
    everyday: set[Category] = field(default_factory=set)
    vague: set[Category] = field(default_factory=set)
    packages: list[tuple[str, str]] = field(default_factory=list)  # (biller, words)
    shared_packages: list[tuple[str, str]] = field(default_factory=list)
    validity: Validity | None = None
    saved: list[tuple[str, SavedAs]] = field(default_factory=list)  # (nickname, …)
    someone: str | None = None  # a person who is named and not saved, or a number that is none of ours
    has_verb: bool = False
    has_bills: bool = False
    names: int = 0  # pieces that name something to buy, whatever else they may mean
    points: int = 0
    doubts: int = 0

    def has(self, *roles: Role) -> bool:
        """Return whether a piece of the line has one of these roles."""
        return any(piece.has(*roles) for piece in self.pieces)

    @property
    def is_wanted(self) -> bool:
        """Whether something beyond a mere name says that a thing is to be bought."""
        return self.has_verb or self.numbers.any or bool(self.saved)

    @property
    def is_bare(self) -> bool:
        """Whether the line is one number or one name: as likely the answer to a question."""
        said = [piece for piece in self.pieces if not piece.has(Role.FILLER, Role.TOWARDS)]
        names = (Role.NETWORK, Role.BILLER, Role.PACKAGE, Role.SHARED_PACKAGE)
        return len(said) <= 1 and all(piece.text == HOLE or piece.has(*names) for piece in said)


def entities(text: str, saved: Mapping[str, SavedAs]) -> Entities:
    """Return what a line names. `saved` holds nicknames as their owner wrote them."""
    line = Line(text)
    numbers = take_numbers(line)
    words = line.words()
    found = Entities(numbers, validity=numbers.validity)
    _find_saved(found, words, saved)
    found.pieces = pieces(words)
    for piece in found.pieces:
        _note(found, piece)
    _find_someone(found)
    if found.has(Role.OTHER_NUMBER):
        found.someone = next(iter(numbers.references), found.someone)
        numbers = found.numbers = replace(numbers, references=())
    lists = (numbers.phones, numbers.references, numbers.amounts, numbers.sizes)
    found.points += _NUMBER_POINTS * sum(map(bool, lists)) + len(found.saved[:1])
    return found


def _note(found: Entities, piece: Piece) -> None:
    """Note what one piece names, and what it says for and against an order."""
    for meaning in piece.meanings:
        match meaning.role:
            case Role.NETWORK:
                found.networks[meaning.value] = None
            case Role.BILLER:
                found.billers[meaning.value] = _SOLD_BY[meaning.value]
            case Role.PLAIN:
                found.plain.add(Category(meaning.value))
            case Role.EVERYDAY:
                found.everyday.add(Category(meaning.value))
            case Role.VAGUE:
                found.vague.add(Category(meaning.value))
            case Role.PACKAGE:
                found.packages.append((meaning.value, piece.text))
            case Role.SHARED_PACKAGE:
                found.shared_packages.append((meaning.value, piece.text))
            case Role.VALIDITY:
                found.validity = found.validity or Validity(meaning.value)
            case Role.VERB:
                found.has_verb = True
            case Role.BILLS:
                found.has_bills = True
            case _:
                pass
    roles = {meaning.role for meaning in piece.meanings}
    found.names += not roles.isdisjoint(_NAMING)
    points = max((_POINTS.get(role, 0) for role in roles), default=0)
    found.points += min(points, 1) if Role.COMMON_NAME in roles else points
    if Role.NEGATION in roles:
        roles.discard(Role.SMALL_TALK)  # "no"
    if piece.text != HOLE and not roles & _WITHOUT_DOUBT:
        found.doubts += max((_DOUBTS.get(role, 1) for role in roles), default=1)


def _find_saved(found: Entities, words: list[str], saved: Mapping[str, SavedAs]) -> None:
    """Find nicknames, the longest first, and take them out of the words but for those that we sell, too."""
    for name in sorted(saved, key=len, reverse=True):
        wanted = _words_of(name)
        place = _place_of(wanted, words) if wanted else None
        if place is None:
            continue
        found.saved.append((name, saved[name]))
        if not any(piece.has(*_SOLD) for piece in pieces(wanted)):
            words[place : place + len(wanted)] = [HOLE]


@lru_cache(maxsize=4_096)
def _words_of(name: str) -> Sequence[str]:
    return tuple(Line(name).words())


def _place_of(wanted: Sequence[str], words: Sequence[str]) -> int | None:
    for place in range(len(words) - len(wanted) + 1):
        if all(map(_is_name, words[place:], wanted)):
            return place
    return None


def _is_name(word: str, name: str) -> bool:
    if word == name:
        return True
    if len(name) < _SHORTEST_MISTYPED_NAME or len(word) < _SHORTEST_MISTYPED_NAME or word[0] != name[0]:
        return False
    return is_a_slip(word, name) and not pieces([word])[0].meanings


def _find_someone(found: Entities) -> None:
    """Find who is named and not saved: a relation, an unknown word after "for" or "to", a number unread."""
    is_towards = False
    for piece in found.pieces:
        if len(piece.text) >= _SHORTEST_NUMBER and piece.text.isdecimal():
            found.someone = piece.text
            return
        if piece.has(Role.RELATION):
            found.someone = piece.text
            return
        if is_towards and not piece.meanings and piece.text != HOLE and piece.text.isalpha():
            found.someone = piece.text
            found.doubts -= found.is_wanted  # a name is no riddle
            return
        is_towards = piece.has(Role.TOWARDS) or (is_towards and piece.has(Role.FILLER))
