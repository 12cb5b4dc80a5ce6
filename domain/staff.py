"""The people who run the business: which roles they have, and which acts each role may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from domain.errors import Refusal
from domain.money_books import MoneyBooks


class Role(StrEnum):
    """What somebody of the staff is there for. One person may have several."""

    OWNER = "owner"
    FINANCE = "finance"
    OPERATIONS = "operations"
    SUPPORT = "support"
    AUDITOR = "auditor"


class Act(StrEnum):
    """What staff do. The audit log calls it so."""

    WHO_AM_I = "who-am-i"
    MENU = "menu"
    SET_PIN = "set-pin"
    LOOK_AT_PAYMENT = "look-at-payment"
    LOOK_AT_CUSTOMER = "look-at-customer"
    LOOK_AT_AUDIT_LOG = "look-at-audit-log"
    LOOK_AT_TICKETS = "look-at-tickets"
    WORK_ON_TICKET = "work-on-ticket"
    LOOK_AT_REQUESTS = "look-at-requests"
    LOOK_AT_FIGURES = "look-at-figures"
    CHOOSE_DIGEST = "choose-digest"
    LOOK_AT_SYSTEM = "look-at-system"
    LOOK_AT_FLOATS = "look-at-floats"
    LOOK_AT_BILLERS = "look-at-billers"
    CHANGE_BILLER = "change-biller"
    LOOK_AT_INCIDENTS = "look-at-incidents"
    RUN_INCIDENT = "run-incident"
    REQUERY = "requery"
    REFUND = "refund"
    CREDIT = "credit"
    DEBIT = "debit"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"
    CHANGE_LIMIT = "change-limit"
    UNLOCK_PIN = "unlock-pin"
    MESSAGE_CUSTOMER = "message-customer"
    GIVE_ROLE = "give-role"
    TAKE_ROLE = "take-role"
    RESET_STAFF_PIN = "reset-staff-pin"
    LOOK_AT_BOOKS = "look-at-books"
    TAKE_STATEMENT_IN = "take-statement-in"
    EXPLAIN_BREAK = "explain-break"
    EXPORT = "export"
    CORRECT_BREAK = "correct-break"
    LOOK_AT_RULES = "look-at-rules"
    CHANGE_FEE = "change-fee"
    CHANGE_CASHBACK = "change-cashback"
    CHANGE_AT_A_LOSS = "change-at-a-loss"  # a fee or cashback rule that costs us more than it brings
    LOOK_AT_PROMOS = "look-at-promos"
    MAKE_PROMO = "make-promo"
    END_PROMO = "end-promo"
    DECIDE_WITHDRAWAL = "decide-withdrawal"
    LOOK_AT_REVIEWS = "look-at-reviews"
    DECIDE_REVIEW = "decide-review"
    LOOK_AT_DOCUMENTS = "look-at-documents"
    DECIDE_ADDRESS = "decide-address"
    LOOK_AT_REFERRALS = "look-at-referrals"
    DECIDE_REFERRAL = "decide-referral"
    STOP_FOR_MAINTENANCE = "stop-for-maintenance"
    SEND_AGAIN = "send-again"
    OPEN_TICKET = "open-ticket"
    LOOK_AT_BROADCASTS = "look-at-broadcasts"
    BROADCAST = "broadcast"  # draft, send, pause and stop news for many
    APPROVE = "approve"
    REJECT = "reject"


EVERYBODY = frozenset(Role)
_R = Role

# Who may do it, or ask for it where it takes two.
MAY: Mapping[Act, frozenset[Role]] = MappingProxyType(
    {
        Act.WHO_AM_I: EVERYBODY,
        Act.MENU: EVERYBODY,
        Act.SET_PIN: EVERYBODY,
        Act.LOOK_AT_PAYMENT: EVERYBODY,
        Act.LOOK_AT_CUSTOMER: EVERYBODY,
        Act.LOOK_AT_TICKETS: EVERYBODY,
        Act.WORK_ON_TICKET: frozenset({_R.OWNER, _R.OPERATIONS, _R.SUPPORT}),
        Act.LOOK_AT_AUDIT_LOG: frozenset({_R.OWNER, _R.AUDITOR}),
        Act.LOOK_AT_REQUESTS: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS, _R.AUDITOR}),
        Act.LOOK_AT_FIGURES: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS, _R.AUDITOR}),
        Act.CHOOSE_DIGEST: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS}),
        Act.LOOK_AT_SYSTEM: EVERYBODY,
        Act.LOOK_AT_BILLERS: EVERYBODY,
        Act.CHANGE_BILLER: frozenset({_R.OWNER, _R.OPERATIONS}),
        Act.LOOK_AT_INCIDENTS: EVERYBODY,
        Act.RUN_INCIDENT: frozenset({_R.OWNER, _R.OPERATIONS}),
        Act.LOOK_AT_FLOATS: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS, _R.AUDITOR}),
        Act.REQUERY: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS, _R.SUPPORT}),
        Act.REFUND: frozenset({_R.FINANCE, _R.OPERATIONS, _R.SUPPORT}),
        Act.CREDIT: frozenset({_R.FINANCE, _R.OPERATIONS}),
        Act.DEBIT: frozenset({_R.FINANCE, _R.OPERATIONS}),
        Act.FREEZE: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS, _R.SUPPORT}),
        Act.UNFREEZE: frozenset({_R.FINANCE, _R.OPERATIONS, _R.SUPPORT}),
        Act.CHANGE_LIMIT: frozenset({_R.FINANCE, _R.OPERATIONS, _R.SUPPORT}),
        Act.UNLOCK_PIN: frozenset({_R.OWNER, _R.OPERATIONS, _R.SUPPORT}),
        Act.MESSAGE_CUSTOMER: frozenset({_R.OWNER, _R.OPERATIONS, _R.SUPPORT}),
        Act.GIVE_ROLE: frozenset({_R.OWNER}),
        Act.TAKE_ROLE: frozenset({_R.OWNER}),
        Act.RESET_STAFF_PIN: frozenset({_R.OWNER}),
        Act.LOOK_AT_BOOKS: frozenset({_R.OWNER, _R.FINANCE, _R.AUDITOR}),
        Act.EXPORT: frozenset({_R.OWNER, _R.FINANCE, _R.AUDITOR}),
        Act.TAKE_STATEMENT_IN: frozenset({_R.FINANCE}),
        Act.EXPLAIN_BREAK: frozenset({_R.FINANCE}),
        Act.CORRECT_BREAK: frozenset({_R.FINANCE}),
        Act.LOOK_AT_RULES: EVERYBODY,
        Act.CHANGE_FEE: frozenset({_R.FINANCE, _R.OPERATIONS}),
        Act.CHANGE_CASHBACK: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS}),
        Act.CHANGE_AT_A_LOSS: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS}),
        Act.LOOK_AT_PROMOS: EVERYBODY,
        Act.MAKE_PROMO: frozenset({_R.OWNER, _R.FINANCE}),
        Act.END_PROMO: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS}),
        Act.DECIDE_WITHDRAWAL: frozenset({_R.OWNER, _R.FINANCE}),
        Act.LOOK_AT_REVIEWS: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS, _R.AUDITOR}),
        Act.DECIDE_REVIEW: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS}),
        Act.LOOK_AT_REFERRALS: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS, _R.AUDITOR}),
        Act.DECIDE_REFERRAL: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS}),
        Act.STOP_FOR_MAINTENANCE: frozenset({_R.OWNER, _R.OPERATIONS}),
        Act.SEND_AGAIN: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS, _R.SUPPORT}),
        Act.OPEN_TICKET: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS, _R.SUPPORT}),
        Act.LOOK_AT_DOCUMENTS: frozenset({_R.OWNER, _R.OPERATIONS, _R.SUPPORT}),
        Act.DECIDE_ADDRESS: frozenset({_R.OWNER, _R.OPERATIONS, _R.SUPPORT}),
        Act.LOOK_AT_BROADCASTS: EVERYBODY,
        Act.BROADCAST: frozenset({_R.OWNER, _R.OPERATIONS, _R.SUPPORT}),
        Act.APPROVE: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS}),
        Act.REJECT: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS}),
    }
)

# Who may agree to it as the second person. What is not here takes one.
MAY_APPROVE: Mapping[Act, frozenset[Role]] = MappingProxyType(
    {
        Act.REFUND: frozenset({_R.OWNER, _R.FINANCE}),
        Act.CREDIT: frozenset({_R.OWNER, _R.FINANCE}),
        Act.DEBIT: frozenset({_R.OWNER, _R.FINANCE}),
        Act.CORRECT_BREAK: frozenset({_R.OWNER, _R.FINANCE}),
        Act.CHANGE_FEE: frozenset({_R.OWNER, _R.FINANCE}),
        Act.CHANGE_CASHBACK: frozenset({_R.OWNER, _R.FINANCE}),
        Act.CHANGE_AT_A_LOSS: frozenset({_R.OWNER}),
        Act.MAKE_PROMO: frozenset({_R.OWNER, _R.FINANCE}),
        Act.UNFREEZE: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS}),
        Act.CHANGE_LIMIT: frozenset({_R.OWNER, _R.FINANCE, _R.OPERATIONS}),
        Act.GIVE_ROLE: frozenset({_R.OWNER}),
        Act.TAKE_ROLE: frozenset({_R.OWNER}),
        Act.RESET_STAFF_PIN: frozenset({_R.OWNER, _R.FINANCE}),  # `staff_pin_acts.may_agree` says when
        Act.BROADCAST: frozenset({_R.OWNER, _R.OPERATIONS}),
    }
)


class NotYourRole(Refusal):
    """None of this person's roles may do that."""

    code = "not-your-role"


class OwnAccount(Refusal):
    """Nobody of the staff acts on her own account, or on her own roles."""

    code = "own-account"


def name_of(telegram_id: int) -> str:
    """Return how records and logs call somebody of the staff."""
    return f"telegram:{telegram_id}"


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """That somebody has a role, or had it: from when until when, by whose word."""

    telegram_id: int
    role: Role
    from_at: datetime
    granted_by: str
    until_at: datetime | None = None  # None: until it is taken
    ended_by: str | None = None

    @property
    def id(self) -> str:
        """One for each person and role."""
        return grant_id(self.telegram_id, self.role)

    def holds(self, now: datetime) -> bool:
        """Return whether it counts at that moment."""
        return self.until_at is None or now < self.until_at


def grant_id(telegram_id: int, role: Role) -> str:
    """Return what names somebody's having a role."""
    return f"{telegram_id}:{role.value}"


@dataclass(frozen=True, slots=True)
class StaffPerson:
    """Somebody of the staff, as she is known before an act: checked once more while it is decided.

    `is_first_owner`: the settings name her. That counts until another owner takes the role from her.
    """

    telegram_id: int
    is_first_owner: bool = False
    own_customer_id: str | None = None  # the wallet behind the same Telegram account

    @property
    def name(self) -> str:
        """How records and logs call her."""
        return name_of(self.telegram_id)

    @property
    def records(self) -> tuple[tuple[type[Any], str], ...]:
        """What a command touches to know her roles."""
        return tuple((RoleGrant, grant_id(self.telegram_id, role)) for role in Role)

    def roles(self, grants: Mapping[Role, RoleGrant], *, now: datetime) -> frozenset[Role]:
        """Return the roles that count at that moment, by what was granted."""
        held = {role for role, grant in grants.items() if grant.holds(now)}
        if self.is_first_owner and Role.OWNER not in grants:
            held.add(Role.OWNER)
        return frozenset(held)

    def check(self, books: MoneyBooks, may: frozenset[Role], *, now: datetime) -> frozenset[Role]:
        """Return her roles as the books have them.

        :raises NotYourRole: if none of them is among those that may
        """
        grants = {
            role: grant
            for role in Role
            if (grant := books.record(RoleGrant, grant_id(self.telegram_id, role))) is not None
        }
        roles = self.roles(grants, now=now)
        if not roles & may:
            raise NotYourRole
        return roles
