"""Reading a whole order from one typed line, words in any order. It proposes; the PIN disposes.

No model and no guessing: numbers and names first, then what the other words say for and against an order.
The words are in `domain.typed_words` and `domain.typed_talk`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from domain.money import Money
from domain.typed_complaints import complaint
from domain.typed_entities import Entities, SavedAs, entities
from domain.typed_errands import errand
from domain.typed_lexicon import Role
from domain.typed_orders import TypedOrder, offered_orders, possible_orders
from domain.typed_rhythms import TypedRhythm, take_rhythm
from domain.typed_talk import ComplaintKind, Errand
from domain.vendors import Category

_LONGEST = 120  # an order; what is longer tells a story
_LONGEST_HEARD = 400
_LONGEST_PASTED = 1_000
_MOST_CHOICES = 6
_POINTS_FOR_A_DOUBT = 2
_TERSE = 2  # words
_MOST_DOUBTS = 2  # after a greeting or thanks
_NOBODY: Mapping[str, SavedAs] = MappingProxyType({})
_THINGS = (Role.PLAIN, Role.EVERYDAY, Role.NETWORK, Role.BILLER, Role.PACKAGE)


@dataclass(frozen=True, slots=True)
class Understood:
    """One order is meant. What it leaves out is asked for."""

    order: TypedOrder


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Some orders may be meant, at least two and few enough for buttons. The customer chooses."""

    choices: tuple[TypedOrder, ...]


@dataclass(frozen=True, slots=True)
class Regularly:
    """Something is to be paid again and again: one of some orders, at least one, and few enough."""

    choices: tuple[TypedOrder, ...]
    rhythm: TypedRhythm


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something went wrong. `order` is what it seems to be about, where the line names it."""

    kind: ComplaintKind
    order: TypedOrder | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Something else than paying is wanted, for example a balance or a price."""

    errand: Errand
    amount: Money | None = None  # to add, to send
    order: TypedOrder | None = None  # what it is about: the plan of a price, the phone of a transfer


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """A greeting, thanks, a kind word."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Nothing that we can serve, or nothing that we are sure of."""


Reading = Understood | Ambiguous | Regularly | Complaint | Asked | SmallTalk | NotUnderstood


def read(text: str, saved: Mapping[str, SavedAs] = _NOBODY) -> Reading:
    """Return what a line means. `saved` holds the customer's nicknames.

    Complaints come before errands, errands before orders. Only `Understood`, `Ambiguous` and `Regularly` may
    open a sheet, and no line does more than that.
    """
    is_short, heard = len(text) <= _LONGEST, text[:_LONGEST_HEARD]
    line = entities(heard, saved)
    rhythm = take_rhythm(heard) if is_short else None
    if rhythm is None or (not rhythm.is_sure and _is_how_long(line)):
        return _meaning(line, is_short=is_short)
    if (kind := complaint(line)) is not None:
        return Complaint(kind, next(iter(possible_orders(line)), None))
    return _regularly(entities(rhythm.rest, saved), rhythm)


def read_order(text: str, saved: Mapping[str, SavedAs] = _NOBODY) -> TypedOrder | None:
    """Return the order in a line; None if it is none, or not one only.

    A bare number or name is none: it may answer a question.
    """
    if len(text) > _LONGEST:
        return None
    match read(text, saved):
        case Understood(order) if not entities(text, saved).is_bare:
            return order
        case _:
            return None


def offers(text: str) -> tuple[TypedOrder, ...]:
    """Return what can be done with the numbers in a pasted or forwarded text; none if it holds none.

    Unlike `read`, it asks nothing of the other words: somebody else wrote them.
    """
    return offered_orders(entities(text[:_LONGEST_PASTED], _NOBODY))[:_MOST_CHOICES]


def _meaning(line: Entities, *, is_short: bool) -> Reading:
    orders = possible_orders(line)
    about = orders[0] if orders else None
    if (kind := complaint(line)) is not None:
        return Complaint(kind, about)
    if not is_short:
        return NotUnderstood()
    if (wanted := errand(line)) is not None:
        amounts = line.numbers.amounts
        return Asked(wanted, amounts[0] if len(amounts) == 1 else None, about)
    if orders and _is_order(line):
        return Understood(orders[0]) if len(orders) == 1 else Ambiguous(orders[:_MOST_CHOICES])
    return SmallTalk() if _is_small_talk(line) else NotUnderstood()


def _regularly(line: Entities, rhythm: TypedRhythm) -> Reading:
    """Return what is to be paid again and again, of a line from which the rhythm was taken.

    Whoever tells of a habit, says no, or asks for something else, begins nothing.
    """
    orders, wanted = possible_orders(line), errand(line)
    is_named = line.has(*_THINGS) or line.numbers.names_a_recipient or line.numbers.sizes or line.saved
    is_refused = rhythm.is_told or rhythm.is_ending or line.has(Role.NEGATION)
    if wanted is None and not is_refused and _is_wanted_again(line, is_named=bool(is_named)):
        return Regularly(orders[:_MOST_CHOICES], rhythm)
    if wanted not in (None, Errand.CANCEL, Errand.REPEAT, Errand.SCHEDULE):
        return _meaning(line, is_short=True)
    is_nothing_else = all(piece.has(Role.FILLER, Role.TOWARDS) for piece in line.pieces)
    is_about_one = is_named and (line.has_verb or line.doubts <= 0 or rhythm.is_ending)
    if wanted is not None or is_nothing_else or is_about_one:
        amounts = line.numbers.amounts
        amount = amounts[0] if len(amounts) == 1 else None
        return Asked(Errand.SCHEDULE, amount, orders[0] if orders else None)
    return SmallTalk() if _is_small_talk(line) else NotUnderstood()


def _is_wanted_again(line: Entities, *, is_named: bool) -> bool:
    """Return whether the line is an order, and more than the bare name of what everybody talks about."""
    if not possible_orders(line) or not _is_order(line):
        return False
    if not is_named:
        return line.doubts <= 0  # "every month 5k"
    is_bare_company = bool(line.billers) and len(line.pieces) <= _TERSE
    return line.is_wanted or line.has(Role.WISH, Role.PACKAGE) or is_bare_company


def _is_how_long(line: Entities) -> bool:
    """Return whether "monthly" says in a line how long a plan lasts: of data, it mostly does."""
    return any(order.category is Category.DATA for order in possible_orders(line))


def _is_order(line: Entities) -> bool:
    """Return whether the line says enough for an order, beside all that it says of other things."""
    if line.has(Role.PAST) or _is_refused(line):
        return False
    is_named = bool(line.numbers.sizes) or any(
        piece.has(*_THINGS) and not piece.has(Role.COMMON_NAME) for piece in line.pieces
    )
    if line.doubts <= 0:
        # "Light", "my light", "airtel data", "I need light"; but "the light is on" wants nothing.
        is_terse = len(line.pieces) <= _TERSE or line.names > 1 or line.has(Role.WISH)
        return line.is_wanted or (is_named and is_terse)
    # A sum beside a name is talk of prices as soon as there are other words: "MTN shares are at 300".
    is_called_for = line.has_verb or line.numbers.names_a_recipient or bool(line.numbers.sizes or line.saved)
    is_about = is_named or bool(line.vague) or line.numbers.any
    return is_called_for and is_about and line.points >= _POINTS_FOR_A_DOUBT * line.doubts


def _is_small_talk(line: Entities) -> bool:
    """Return whether a line is kind words and little else."""
    if line.has(*_THINGS) or line.numbers.any:
        return False
    said = [piece for piece in line.pieces if not piece.has(Role.FILLER) or piece.has(Role.SMALL_TALK)]
    begins = bool(said) and said[0].has(Role.SMALL_TALK)
    return line.has(Role.SMALL_TALK) and line.doubts <= (_MOST_DOUBTS if begins else 0)


def _is_refused(line: Entities) -> bool:
    """Return whether a "not" stands right before the verb: "no buy light"."""
    said = [piece for piece in line.pieces if not piece.has(Role.FILLER) or piece.has(Role.NEGATION)]
    return any(first.has(Role.NEGATION) and second.has(Role.VERB) for first, second in pairwise(said))
