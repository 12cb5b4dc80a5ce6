"""What staff commands look at and work with, beside the desk where acts are weighed and done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.background import Background
from bot.export_errands import ExportErrands
from bot.papers.printer import Printer
from bot.system_health import SystemHealth
from domain.address_desk import AddressDesk
from domain.biller_desk import BillerDesk
from domain.broadcasts import Broadcasts
from domain.closings import Closings
from domain.customer_desk import CustomerDesk
from domain.digests import Digests
from domain.float_watch import FloatWatch
from domain.house import House
from domain.incidents import Incidents
from domain.ledger_checks import LedgerChecks
from domain.maintenance import Maintenance
from domain.outages import Outages
from domain.payment_help import PaymentHelp
from domain.problems import Problems
from domain.promo_codes import PromoCodes
from domain.reconciling import Reconciliations
from domain.referral_clusters import ReferralDesk
from domain.requerying import Requeries
from domain.reviews import Reviews
from domain.rule_desk import RuleDesk
from domain.scheduled_bills import ScheduledBills
from domain.statement_fetching import StatementFetching
from domain.stats import Stats
from domain.ticket_desk import TicketDesk


@dataclass(frozen=True, kw_only=True)
class StaffServices:
    """The services of the staff's routines, by name. Another routine adds its own."""

    stats: Stats
    digests: Digests
    system_health: SystemHealth
    float_watch: FloatWatch
    outages: Outages
    requeries: Requeries
    scheduled_bills: ScheduledBills
    incidents: Incidents
    reconciliations: Reconciliations
    closings: Closings
    statement_fetching: StatementFetching
    house: House
    biller_desk: BillerDesk
    printer: Printer
    broadcasts: Broadcasts
    rule_desk: RuleDesk
    promo_codes: PromoCodes
    problems: Problems
    ticket_desk: TicketDesk
    payment_help: PaymentHelp
    reviews: Reviews
    address_desk: AddressDesk
    customer_desk: CustomerDesk
    referral_desk: ReferralDesk
    maintenance: Maintenance
    features: Mapping[str, str]  # what the settings switch on, by name
    ledger_checks: LedgerChecks
    background: Background
    export_errands: ExportErrands
