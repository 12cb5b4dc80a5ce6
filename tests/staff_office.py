"""What staff commands work with, for tests that ask them without Telegram."""

from __future__ import annotations

from aiogram import Bot

from bot.background import Background
from bot.export_errands import ExportErrands
from bot.papers.printer import Printer
from bot.staff_services import StaffServices
from bot.system_health import SystemHealth
from domain.address_desk import AddressDesk
from domain.audit_log import AuditLog
from domain.biller_desk import BillerDesk
from domain.broadcasts import Broadcasts
from domain.catalogue import Billers
from domain.closings import Closings
from domain.customer_desk import CustomerDesk
from domain.digests import Digests
from domain.exports import Exports
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
from domain.rule_book import RuleBook
from domain.rule_desk import RuleDesk
from domain.rule_replay import RuleReplays
from domain.scheduled_bills import ScheduledBills
from domain.statement_fetching import StatementFetching
from domain.stats import Stats
from domain.ticket_desk import TicketDesk
from domain.vendor_floats import VendorFloats
from domain.vendor_health import VendorHealth
from storage.database import Database
from storage.rules_in_turn import rules_in_turn
from tests.builders import NOON, RULES, new_id


def staff_services_of(database: Database) -> StaffServices:
    """Return the services on a database, with nobody outside."""
    floats = VendorFloats({}, RULES.floats)
    outages = Outages(database, (), VendorHealth(RULES.health), floats, lambda: NOON)
    reconciliations = Reconciliations(database, RULES.staff.statement_margin)
    return StaffServices(
        stats=Stats(database),
        rule_desk=RuleDesk(
            RuleBook(RULES, database),
            RuleReplays(database),
            BillerDesk(database, Billers(database, lambda: NOON).forget),
        ),
        promo_codes=PromoCodes(database),
        digests=Digests(database),
        system_health=SystemHealth(lambda: NOON),
        float_watch=FloatWatch(database, floats, ()),
        outages=outages,
        incidents=Incidents(database, outages),
        requeries=Requeries(database),
        scheduled_bills=ScheduledBills(database),
        biller_desk=BillerDesk(database, Billers(database, lambda: NOON).forget),
        reconciliations=reconciliations,
        statement_fetching=StatementFetching(database, {}, reconciliations, RULES.staff, "test"),
        closings=Closings(database, RULES.staff.statement_margin),
        house=House(database),
        printer=Printer(),
        broadcasts=Broadcasts(database, RULES),
        address_desk=AddressDesk(database),
        customer_desk=CustomerDesk(database, RULES),
        problems=Problems(database, RULES),
        ticket_desk=TicketDesk(database, RULES.tickets, new_id),
        maintenance=Maintenance(database, lambda: NOON),
        features={"environment": "demo"},
        payment_help=PaymentHelp(database),
        referral_desk=ReferralDesk(database, RULES, lambda: NOON),
        reviews=Reviews(database, RULES.risk, lambda: NOON),
        ledger_checks=LedgerChecks(database, lambda: rules_in_turn(database), "test", lambda: NOON),
        background=Background(),
        export_errands=ExportErrands(
            Exports(database, RULES.staff.export_longest),
            AuditLog(database),
            Bot("1:nobody"),
            Background(),
            lambda: NOON,
        ),
    )
