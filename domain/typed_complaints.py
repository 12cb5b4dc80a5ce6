"""Hearing a complaint before anything else: who asks "why my light never come" buys no light."""

from __future__ import annotations

from collections.abc import Sequence

from domain.typed_entities import Entities
from domain.typed_lexicon import Piece, Role
from domain.typed_talk import ComplaintKind

_NEAR = 3  # so many pieces after a "not" stands what did not happen
_THINGS = (Role.PLAIN, Role.EVERYDAY, Role.VAGUE, Role.NETWORK, Role.BILLER, Role.MONEY)
_WORKING = frozenset({"work", "working", "worked", "dey work", "load", "loaded", "loading", "sise", "aiki"})


def complaint(line: Entities) -> ComplaintKind | None:
    """Return what a line complains of; None if it does not."""
    said = {
        ComplaintKind(value) for piece in line.pieces if (value := piece.value(Role.COMPLAINT)) is not None
    }
    if _is_about_a_payment(line):
        said.update(_implied(line))
    return next((kind for kind in ComplaintKind if kind in said), None)


def _implied(line: Entities) -> set[ComplaintKind]:
    """Return what a line complains of without a word that says it all."""
    implied: set[ComplaintKind] = set()
    missing = _did_not_happen(line.pieces)
    if missing is not None and (
        missing.has(Role.ARRIVAL) or line.has(*_THINGS) or not line.has(Role.THEMSELVES)
    ):
        is_token = missing.text in _WORKING and any(piece.text.endswith("token") for piece in line.pieces)
        implied.add(ComplaintKind.TOKEN if is_token else ComplaintKind.NOT_DELIVERED)
    is_turned = line.has(Role.PAST) and line.has(Role.NEGATION, Role.TURN)
    is_asked = line.has(Role.WHY) or (line.has(Role.WHERE) and not line.has_verb)
    if is_turned or is_asked:
        implied.add(ComplaintKind.NOT_DELIVERED)
    if line.has(Role.OUTAGE):
        implied.add(ComplaintKind.OUTAGE)
    return implied


def _is_about_a_payment(line: Entities) -> bool:
    """Whether something that we sell is named, or nothing else: "e never enter" needs no name."""
    if line.has(*_THINGS) or line.numbers.any:
        return True
    return all(piece.meanings for piece in line.pieces)


def _did_not_happen(pieces: Sequence[Piece]) -> Piece | None:
    """Return what did not happen: an arrival shortly after a "not"."""
    for place, piece in enumerate(pieces):
        if not piece.has(Role.NEGATION):
            continue
        if piece.has(Role.ARRIVAL):
            return piece
        for later in pieces[place + 1 : place + 1 + _NEAR]:
            # "No, load 500 for me" takes up what was said before.
            if later.has(Role.ARRIVAL, Role.COMING) and not (
                place == 0 and later.has(Role.VERB, Role.FILLER)
            ):
                return later
    return None
