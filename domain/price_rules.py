"""What a bill costs on top and what it earns: fees, cashback rules, and changes of them from a moment on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.money import ZERO, Money
from domain.vendors import Category


@dataclass(frozen=True, slots=True)
class FeeRule:
    """So much, and a share of the bill; together at most the cap. The VAT on it is a line of its own."""

    basis_points: int
    cap: Money
    flat: Money = ZERO

    def of(self, amount: Money) -> Money:
        """Return the fee on a bill, rounded half up."""
        return min(self.flat + amount.share_half_up(self.basis_points), self.cap)


FREE = FeeRule(0, ZERO)


@dataclass(frozen=True, slots=True)
class CashbackRule:
    """One way to earn cashback. `billers`, `category` or `weekdays` None: all of them."""

    name: str
    priority: int
    basis_points: int
    minimum: Money
    cap_per_payment: Money
    cap_per_month: Money
    billers: frozenset[str] | None = None
    category: Category | None = None
    maximum: Money | None = None
    weekdays: frozenset[int] | None = None  # Monday is 0, by Lagos time
    is_on: bool = True
    may_lose: bool = False  # the owner has it although it may cost more than a bill brings in

    @property
    def kind(self) -> str:
        """How particular it is: a rule for some days, billers or a category goes before those for all."""
        if self.weekdays is not None:
            return "days"
        if self.billers is not None:
            return "billers"
        return "category" if self.category is not None else "all"


@dataclass(frozen=True, slots=True)
class FeeChange:
    """The fee of a category, or of one biller, which goes before that of its category.

    `fee` None: what would hold if it had never been changed: of a category the fee in the file, of a biller
    that of its category.
    """

    category: Category
    fee: FeeRule | None
    biller_id: str | None = None
    biller: str = ""  # its name, for people

    @property
    def subject(self) -> str:
        """What is changed. Of two changes of the same, the newer one holds."""
        return f"fee:{self.biller_id or self.category.value}"


@dataclass(frozen=True, slots=True)
class CashbackChange:
    """A cashback rule as it is from then on: a new one, another one under its name, or one that is off."""

    rule: CashbackRule
    names: Mapping[str, str] = field(default_factory=dict, compare=False)  # of its billers, for people

    @property
    def subject(self) -> str:
        """What is changed."""
        return f"cashback:{self.rule.name}"


Change = FeeChange | CashbackChange


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A change that two people agreed to, and the moment from which it holds. Only added, never altered."""

    id: str  # of the request
    number: int  # the how manieth of all; where two begin at once, the later one holds
    change: Change
    holds_from: datetime
    agreed_by: str
    agreed_at: datetime
