"""Hearing what else a person may want: a balance, an old token, a price, help."""

from __future__ import annotations

from domain.typed_entities import Entities
from domain.typed_lexicon import Role
from domain.typed_talk import Errand
from domain.typed_text import HOLE

# These stand above an order in the same line; all others are but a word of it.
_ABOVE_ORDERS = frozenset({Errand.CANCEL, Errand.TOKEN, Errand.SCHEDULE, Errand.PRICE, Errand.PIN})
# So many unknown words an errand bears beside it: "start" is a word of many sentences.
_MOST_UNKNOWN = {Errand.HELP: 1, Errand.FEES: 1, Errand.REWARDS: 2, Errand.REPEAT: 2}
_MOST_UNKNOWN_ELSE = 3
_SOLD = (Role.PLAIN, Role.EVERYDAY, Role.NETWORK, Role.BILLER, Role.PACKAGE)


def errand(line: Entities) -> Errand | None:
    """Return the errand in a line; None if there is none, or an order beside it is what is meant."""
    is_buying = line.has_verb or line.numbers.any
    is_sold = line.has(*_SOLD) or bool(line.numbers.sizes)
    unknown = sum(not piece.meanings for piece in line.pieces)
    said = {Errand(value) for piece in line.pieces if (value := piece.value(Role.ERRAND)) is not None}

    if line.has(Role.HOW_MUCH) and is_sold:
        return Errand.PRICE
    if line.has(Role.HOW_MUCH) and line.has(Role.LEFT, Role.MONEY) and Errand.FEES not in said:
        return Errand.BALANCE
    if Errand.BALANCE in said and is_buying and not is_sold:
        said.add(Errand.FUND)  # "put 5k for my wallet"
    if line.has(Role.ADDING) and line.numbers.amounts and not (is_sold or _is_about_more(line)):
        said.add(Errand.FUND)
    if line.has(Role.SHOWN_AGAIN) and any(piece.text.endswith("token") for piece in line.pieces):
        said.add(Errand.TOKEN)  # "show my last light token"

    if line.has_verb or line.numbers.amounts:
        said.discard(Errand.TOKEN)  # a new one is bought
    if line.numbers.amounts:
        said.discard(Errand.FEES)  # "school fees is 200k"
    if not is_sold and (line.numbers.any or unknown):
        said.discard(Errand.PRICE)  # of something that we do not sell
    if is_sold:
        said.discard(Errand.REPEAT)  # "light don go again"
    if is_sold and is_buying:
        said &= _ABOVE_ORDERS
    likely = (each for each in Errand if each in said)
    return next((each for each in likely if unknown <= _MOST_UNKNOWN.get(each, _MOST_UNKNOWN_ELSE)), None)


def _is_about_more(line: Entities) -> bool:
    """Return whether a line says for whom, or anything that is no order, beside its sum."""
    strange = any(not piece.meanings and piece.text != HOLE for piece in line.pieces)
    return (
        strange
        or line.has(Role.PAST, Role.OPINION)
        or line.numbers.names_a_recipient
        or bool(line.saved)
        or line.someone is not None
    )
