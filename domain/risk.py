"""Signs of somebody else's hand on a wallet: facts about an outgoing order become a score with its reasons.

Pure: `domain.risk_watch` gathers the facts when a sheet is drawn, and the thresholds are rules. The score
decides between three verdicts: go on, ask for a one-time code as well, or let a person look before any money
is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.money import ZERO, Money
from domain.rules import RiskRules


class Sign(StrEnum):
    """Why an order looks unusual."""

    MANY_IN_MINUTES = "many-in-minutes"
    MANY_IN_AN_HOUR = "many-in-an-hour"
    MUCH_IN_AN_HOUR = "much-in-an-hour"
    NEW_RECIPIENT = "new-recipient"
    MUCH_TO_NEW_RECIPIENT = "much-to-new-recipient"
    AGAIN_TO_NEW_RECIPIENT = "again-to-new-recipient"
    UNUSUAL_AMOUNT = "unusual-amount"
    UNUSUAL_HOUR = "unusual-hour"
    MANY_PAYERS = "many-payers"
    JUST_CHANGED_HANDS = "just-changed-hands"


class Verdict(StrEnum):
    """What is done about an order."""

    PASS = "pass"  # noqa: S105 - a verdict, no secret
    STEP_UP = "step-up"  # a one-time code first
    REVIEW = "review"  # a person looks first; no money is taken yet


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What is known of an order and of what was done before it. Counts are without the order itself."""

    amount: Money
    hour: int  # of the Lagos day, 0 to 23
    orders_in_minutes: int  # accepted in the last ten
    orders_in_hour: int
    sum_in_hour: Money = ZERO
    is_new_recipient: bool = False  # never delivered to before today
    to_recipient_in_minutes: int = 0  # orders to the same one in the last ten
    usual_most: Money | None = None  # the most that she paid at once lately; None: there is no history
    payers_of_recipient: int = 0  # other accounts that paid the same meter or phone within a day
    just_changed_hands: bool = False  # a new PIN or another Telegram in the last day
    is_usual: bool = False  # her own line, a saved one, or one that she has paid before: no code is asked for
    much_above: Money | None = None  # to somebody new; None: as the rules of risk have it for bills


@dataclass(frozen=True, slots=True)
class Assessment:
    """How unusual an order is, why, and what is done about it. The strongest sign comes first."""

    score: int
    signs: tuple[Sign, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Concern:
    """Why a sheet wants a one-time code beside the PIN, and what it is about, by keyed hashes."""

    score: int
    signs: tuple[Sign, ...]
    order_key: str  # for what, for whom and how much
    recipient_key: str


def assess(facts: OrderFacts, rules: RiskRules) -> Assessment:
    """Return the verdict about an order."""
    signs = sorted(_signs(facts, rules), key=lambda sign: (-rules.points[sign.value], sign.value))
    score = sum(rules.points[sign.value] for sign in signs)
    return Assessment(score, tuple(signs), _verdict(score, facts, rules))


def _verdict(score: int, facts: OrderFacts, rules: RiskRules) -> Verdict:
    if score >= rules.review_from:
        return Verdict.REVIEW
    wants_code = score >= rules.step_up_from and not facts.is_usual
    return Verdict.STEP_UP if wants_code else Verdict.PASS


def _signs(facts: OrderFacts, rules: RiskRules) -> set[Sign]:
    much_above = facts.much_above or rules.new_recipient_above
    holds = {
        Sign.MANY_IN_MINUTES: facts.orders_in_minutes >= rules.orders_in_minutes,
        Sign.MANY_IN_AN_HOUR: facts.orders_in_hour >= rules.orders_in_hour,
        Sign.MUCH_IN_AN_HOUR: facts.sum_in_hour + facts.amount > rules.sum_in_hour,
        Sign.NEW_RECIPIENT: facts.is_new_recipient,
        Sign.MUCH_TO_NEW_RECIPIENT: facts.is_new_recipient and facts.amount > much_above,
        Sign.AGAIN_TO_NEW_RECIPIENT: facts.is_new_recipient
        and facts.to_recipient_in_minutes + 1 >= rules.again_to_new_recipient,
        Sign.UNUSUAL_AMOUNT: facts.amount >= rules.unusual_amount_from
        and facts.usual_most is not None
        and facts.amount.kobo > facts.usual_most.kobo * rules.unusual_times,
        Sign.UNUSUAL_HOUR: rules.night_from <= facts.hour < rules.night_until,
        Sign.MANY_PAYERS: facts.payers_of_recipient >= rules.payers_of_recipient,
        Sign.JUST_CHANGED_HANDS: facts.just_changed_hands,
    }
    return {sign for sign, it_holds in holds.items() if it_holds}
