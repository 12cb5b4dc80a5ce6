"""Hearing what else a person may want: a balance, an old token, a price, help."""

from __future__ import annotations

from domain.typed_entities import Entities
from domain.typed_lexicon import Role
from domain.typed_talk import Errand

# These stand above an order in the same line; all others are but a word of it.
_ABOVE_ORDERS = frozenset({Errand.CANCEL, Errand.TOKEN, Errand.SCHEDULE, Errand.PRICE, Errand.PIN})
# So many unknown words an errand bears beside it: "start" is a word of many sentences.
_STRANGERS = 3
_MOST_UNKNOWN = {Errand.HELP: 1, Errand.FEES: 1, Errand.REWARDS: 2, Errand.REPEAT: 2}
_SOLD = (Role.PLAIN, Role.EVERYDAY, Role.NETWORK, Role.BILLER, Role.PACKAGE)


def errand(line: Entities) -> Errand | None:
    """Return the errand in a line; None if there is none, or an order beside it is what is meant."""
    said = {Errand(value) for piece in line.pieces if (value := piece.value(Role.ERRAND)) is not None}
    unknown = sum(not piece.meanings for piece in line.pieces)
    is_buying = line.has_verb or line.numbers.any
    is_sold = line.has(*_SOLD) or bool(line.numbers.sizes)
    if line.has(Role.HOW_MUCH):
        if is_sold:
            return Errand.PRICE
        if Errand.FEES not in said and line.has(Role.LEFT, Role.MONEY):
            return Errand.BALANCE
    if Errand.BALANCE in said and is_buying and not is_sold:
        said.add(Errand.FUND)  # "put 5k for my wallet"
    if Errand.TOKEN not in said and any(piece.text.endswith("token") for piece in line.pieces):
        said.update({Errand.TOKEN} if line.has(Role.SHOWN_AGAIN) else ())
    if line.has_verb or line.numbers.amounts:
        said.discard(Errand.TOKEN)
    if Errand.PRICE in said and not is_sold and (line.numbers.any or unknown):
        said.discard(Errand.PRICE)  # of something that we do not sell
    if line.numbers.amounts:
        said.discard(Errand.FEES)
    if is_sold:
        said -= {Errand.REPEAT}
    if is_buying and is_sold:
        said &= _ABOVE_ORDERS
    return next(
        (each for each in Errand if each in said and unknown <= _MOST_UNKNOWN.get(each, _STRANGERS)), None
    )
