"""The order of the questions: what of an order is missing, whatever is being paid."""

from __future__ import annotations

from enum import Enum, auto

from bot.conversations.memory import Draft
from domain.billers import Asks, Kind


class Question(Enum):
    """What is to be asked, of the customer or of the biller."""

    BILLER = auto()
    REFERENCE = auto()  # which meter, card, account or profile
    VALIDATION = auto()  # whose it is: asked of the biller
    WHICH_FOUND = auto()  # the biller knows several by what was typed
    IS_IT_RIGHT = auto()
    PACKAGE = auto()  # the one that a decoder has once more, or another
    PLAN = auto()
    AMOUNT = auto()


def missing(draft: Draft, kind: Kind | None, *, is_fresh: bool) -> Question | None:
    """Return the next question; None: all is known that a pay sheet needs.

    :param kind: the biller's; None while there is no biller
    :param is_fresh: whether what the biller said of the reference still holds
    """
    if kind is None:
        return Question.BILLER
    if kind.plan_first and draft.plan is None:
        return Question.PLAN
    if kind.asks not in (Asks.LINE, Asks.NOTHING) and draft.reference is None:
        return Question.REFERENCE
    if kind.is_validated:
        if not is_fresh:
            return Question.VALIDATION
        if draft.found and draft.reference not in {each.reference for each in draft.found}:
            return Question.WHICH_FOUND
        if not draft.is_right:
            return Question.IS_IT_RIGHT
    if kind.has_plans and draft.plan is None:
        can_renew = kind.is_renewed and draft.renewal is not None and draft.renewal.amount is not None
        return Question.PACKAGE if can_renew else Question.PLAN
    return Question.AMOUNT if draft.amount is None else None
