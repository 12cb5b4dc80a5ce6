"""The records that the money path keeps beside balances and payments: which table, and how a row is made.

A command names the records that it touches; they are locked before it decides, and written with what it
posts. A kind of record needs a table with the column `id` for its key, and one line in `RECORDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine

from domain.access_log import Access
from domain.account_checks import AccountChecks
from domain.audit_log import AuditEntry, AuditHead
from domain.broadcast_values import Broadcast
from domain.chargebacks import Chargeback
from domain.identity import AddressProof, IdentityTries, KnownIdentity
from domain.inflows import Inflow
from domain.maker_checker import StaffRequest
from domain.money_books import Record
from domain.price_rules import RuleChange
from domain.promo_codes import PromoCode, PromoUse
from domain.recent_withdrawals import RecentWithdrawals
from domain.reconciliation import Break
from domain.referrals import Referral
from domain.reviews import RiskReview
from domain.rule_acts import RuleCount
from domain.schedules import Schedule, ScheduleRun
from domain.staff import RoleGrant
from domain.staff_entries import StaffRefunds
from domain.staff_pin_acts import StaffPinReset
from domain.tickets import Ticket, TicketMessage
from domain.top_ups import TopUp
from domain.transfers import Transfer
from domain.withdrawals import Withdrawal
from storage import (
    broadcasts as broadcast_rows,
)
from storage import (
    chargeback_rows,
    identity_rows,
    inflow_rows,
    reward_rows,
    risk_rows,
    schedule_rows,
    staff_rows,
    ticket_rows,
    top_up_rows,
    withdrawal_rows,
)
from storage import (
    rule_changes as rule_rows,
)
from storage.columns import UtcTime
from storage.keyring import Keyring
from storage.reconciliation import break_from, break_values
from storage.tables import (
    access_log,
    account_checks,
    address_proofs,
    audit_heads,
    audit_log,
    broadcasts,
    chargebacks,
    identities,
    identity_tries,
    inflows,
    promo_codes,
    promo_uses,
    recent_withdrawals,
    referrals,
    risk_reviews,
    rule_changes,
    rule_counts,
    schedule_runs,
    schedules,
    staff_pin_resets,
    staff_refunds,
    staff_requests,
    staff_roles,
    ticket_messages,
    tickets,
    top_ups,
    withdrawals,
)
from storage.tables_reconciliation import breaks
from storage.tables_transfers import transfers
from storage.transfer_rows import transfer_from
from storage.transfer_rows import values as transfer_values

_AS_POSTGRES_NAMES_IT: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (UtcTime, "timestamptz"),
    (SmallInteger, "smallint"),
    (BigInteger, "bigint"),
    (Integer, "integer"),
    (Boolean, "bool"),
    (Date, "date"),
    (LargeBinary, "bytea"),
    (Text, "text"),
    (String, "text"),
)


@dataclass(frozen=True)
class KeptRecord:
    """How the records of one kind are kept."""

    table: Table
    values: Callable[[Any, Keyring], Mapping[str, Any]]  # a record's row, by the names of the columns
    record_from: Callable[[Mapping[Any, Any], Keyring], Record]  # its moments are aware already

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The table's columns."""
        return tuple(column.name for column in self.table.columns)

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The types of the columns, as PostgreSQL names them."""
        return tuple(_postgres_type(column.type) for column in self.table.columns)

    @cached_property
    def moments(self) -> frozenset[str]:
        """The columns that are moments."""
        return frozenset(column.name for column in self.table.columns if isinstance(column.type, UtcTime))

    def row(self, record: Record, keyring: Keyring) -> tuple[Any, ...]:
        """Return a record's row, in the order of the columns."""
        values = self.values(record, keyring)
        return tuple(values[name] for name in self.columns)


def _postgres_type(column_type: TypeEngine[Any]) -> str:
    return next(name for kind, name in _AS_POSTGRES_NAMES_IT if isinstance(column_type, kind))


RECORDS: dict[type[Any], KeptRecord] = {
    Access: KeptRecord(access_log, staff_rows.access_values, staff_rows.access_from),
    AuditEntry: KeptRecord(audit_log, staff_rows.entry_values, staff_rows.entry_from),
    Break: KeptRecord(breaks, break_values, break_from),
    AuditHead: KeptRecord(audit_heads, staff_rows.head_values, staff_rows.head_from),
    Broadcast: KeptRecord(broadcasts, broadcast_rows.values, broadcast_rows.broadcast_from),
    Chargeback: KeptRecord(chargebacks, chargeback_rows.values, chargeback_rows.chargeback_from),
    KnownIdentity: KeptRecord(identities, identity_rows.identity_values, identity_rows.identity_from),
    IdentityTries: KeptRecord(identity_tries, identity_rows.tries_values, identity_rows.tries_from),
    AddressProof: KeptRecord(address_proofs, identity_rows.proof_values, identity_rows.proof_from),
    Inflow: KeptRecord(inflows, inflow_rows.values, inflow_rows.inflow_from),
    AccountChecks: KeptRecord(account_checks, withdrawal_rows.checks_values, withdrawal_rows.checks_from),
    Withdrawal: KeptRecord(withdrawals, withdrawal_rows.withdrawal_values, withdrawal_rows.withdrawal_from),
    PromoCode: KeptRecord(promo_codes, reward_rows.promo_values, reward_rows.promo_from),
    PromoUse: KeptRecord(promo_uses, reward_rows.use_values, reward_rows.use_from),
    RecentWithdrawals: KeptRecord(
        recent_withdrawals, withdrawal_rows.recent_values, withdrawal_rows.recent_from
    ),
    Referral: KeptRecord(referrals, reward_rows.referral_values, reward_rows.referral_from),
    RuleChange: KeptRecord(rule_changes, rule_rows.change_values, rule_rows.change_from),
    RuleCount: KeptRecord(rule_counts, rule_rows.count_values, rule_rows.count_from),
    RiskReview: KeptRecord(risk_reviews, risk_rows.values, risk_rows.review_from),
    Schedule: KeptRecord(schedules, schedule_rows.schedule_values, schedule_rows.schedule_from),
    ScheduleRun: KeptRecord(schedule_runs, schedule_rows.run_values, schedule_rows.run_from),
    RoleGrant: KeptRecord(staff_roles, staff_rows.grant_values, staff_rows.grant_from),
    StaffPinReset: KeptRecord(staff_pin_resets, staff_rows.reset_values, staff_rows.reset_from),
    StaffRefunds: KeptRecord(staff_refunds, staff_rows.refunds_values, staff_rows.refunds_from),
    StaffRequest: KeptRecord(staff_requests, staff_rows.request_values, staff_rows.request_from),
    Ticket: KeptRecord(tickets, ticket_rows.ticket_values, ticket_rows.ticket_from),
    TicketMessage: KeptRecord(ticket_messages, ticket_rows.message_values, ticket_rows.message_from),
    TopUp: KeptRecord(top_ups, top_up_rows.values, top_up_rows.top_up_from),
    Transfer: KeptRecord(transfers, transfer_values, transfer_from),
}
