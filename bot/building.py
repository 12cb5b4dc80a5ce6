"""What is built of what: the services, on the database and on the companies that the settings name."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime

import uuid_utils
from aiogram import Bot

from bot.background import Background
from bot.broadcast_ticks import BroadcastCounters
from bot.code_sender import CodeSender, SendingScreens
from bot.companies import (
    mail_of,
    open_account_gateways,
    open_identity_checks,
    open_payouts,
    open_processors,
    open_statements,
    open_text_messages,
    open_vendors,
)
from bot.export_errands import ExportErrands
from bot.features import features_of
from bot.glances import Glances
from bot.keys import pin_hasher_of
from bot.papers.printer import Printer
from bot.screens import step_up
from bot.screens.staff import broadcasts as broadcast_screens
from bot.services import Services
from bot.settings import Settings
from bot.staff_services import StaffServices
from bot.system_health import SystemHealth
from domain import freezing
from domain.access_log import AccessLog
from domain.address_desk import AddressDesk
from domain.audit_log import AuditLog
from domain.bank_accounts import BankAccounts
from domain.biller_desk import BillerDesk
from domain.broadcasts import Broadcasts
from domain.carts import Carts
from domain.catalogue import Billers
from domain.catalogue_sync import CatalogueSync
from domain.closings import Closings
from domain.customer_desk import CustomerDesk
from domain.deletions import Deletions
from domain.digests import Digests
from domain.echoes import Echoes
from domain.expiries import Expiries
from domain.exports import Exports
from domain.float_watch import FloatWatch
from domain.funding import TopUps
from domain.house import House
from domain.incidents import Incidents
from domain.inflows import Inflows
from domain.ledger_checks import LedgerChecks
from domain.light import Lights
from domain.maintenance import Maintenance
from domain.moving import Moving
from domain.new_pins import NewPins
from domain.one_time_codes import CODE_LENGTH, OneTimeCodes
from domain.outages import Outages
from domain.own_e_mails import OwnEMails
from domain.own_limits import OwnLimits
from domain.payees import Payees
from domain.paying import Payments
from domain.payment_help import PaymentHelp
from domain.payments import Payment
from domain.personal_accounts import PersonalAccounts
from domain.pins import Pins
from domain.privacy import Privacy
from domain.problems import Problems
from domain.promo_codes import PromoCodes
from domain.receipts import ReceiptKeys, Receipts
from domain.reconciling import Reconciliations
from domain.referral_clusters import ReferralDesk
from domain.referrals import Referrals
from domain.registration import Customers
from domain.requerying import Requeries
from domain.reviews import Reviews
from domain.risk_watch import RiskWatch
from domain.rule_book import RuleBook
from domain.rule_desk import RuleDesk
from domain.rule_replay import RuleReplays
from domain.rules import Rules
from domain.safe_words import SafeWords
from domain.saved_names import SavedNames
from domain.scheduled_bills import ScheduledBills
from domain.scheduling import Schedules
from domain.sending import Transfers
from domain.staff_people import StaffDesk
from domain.staff_pins import StaffPins
from domain.statement_fetching import StatementFetching
from domain.statements import Statements
from domain.stats import Stats
from domain.text_messages import TextMessages
from domain.ticket_desk import TicketDesk
from domain.validating import Validations
from domain.vendor_floats import VendorFloats
from domain.vendor_health import VendorHealth
from domain.verifying import Identities
from domain.wallets import Wallets
from domain.withdrawing import Withdrawals
from storage.catalogue_cache import RedisLists
from storage.database import Database
from storage.rules_in_turn import rules_in_turn


def build_services(
    settings: Settings,
    database: Database,
    *,
    rules: Rules,
    receipt_keys: ReceiptKeys,
    clock: Callable[[], datetime],
    background: Background,
    bot: Bot,
    lists: RedisLists | None,
    pay: Callable[[Payment], None],
    pay_out: Callable[[str], None],
    stack: AsyncExitStack,
) -> Services:
    """Return all services. What they open is closed with the stack."""
    vendors = open_vendors(settings, clock, stack)
    processors = open_processors(settings, stack)
    account_gateways = open_account_gateways(settings, stack)
    payouts = open_payouts(settings, stack)
    hasher = pin_hasher_of(settings)
    stack.callback(hasher.close)
    printer = Printer()
    stack.callback(printer.close)

    billers = Billers(database, clock, lists)
    floats = VendorFloats(vendors, rules.floats)
    outages = Outages(database, vendors, VendorHealth(rules.health), floats, clock)
    watch = RiskWatch(database, rules)
    maintenance = Maintenance(database, clock)
    book = RuleBook(rules, database)
    payments = Payments(database, vendors, rules, clock, outages, billers, watch, book, maintenance.check)
    customers = Customers(database, hasher, rules)
    stats, biller_desk = Stats(database), BillerDesk(database, billers.forget)
    promo_codes = PromoCodes(database)
    validations = Validations(database, vendors, rules)
    broadcasts = Broadcasts(database, rules)
    reconciliations = Reconciliations(database, rules.staff.statement_margin)
    problems = Problems(database, rules)
    reviews = Reviews(database, rules.risk, clock)
    codes = OneTimeCodes(database, hasher, rules.codes, draw_code, new_id)
    text_messages = TextMessages(database, open_text_messages(settings, stack), rules.messages)
    return Services(
        customers=customers,
        pins=Pins(database, hasher, rules.pin_locks, maintenance.check),
        one_time_codes=codes,
        new_pins=NewPins(database, hasher, rules),
        own_e_mails=OwnEMails(database, rules),
        moving=Moving(database, rules),
        code_sender=CodeSender(
            codes,
            text_messages,
            mail_of(settings),
            background,
            clock,
            bot,
            customers,
            SendingScreens(step_up.not_sent, step_up.not_delivered),
        ),
        wallets=Wallets(database),
        glances=Glances(database.talk, background),
        billers=billers,
        catalogue_sync=CatalogueSync(database, vendors, rules.lists_read_every, billers.forget, clock),
        outages=outages,
        maintenance=maintenance,
        own_limits=OwnLimits(database, rules),
        identities=Identities(database, open_identity_checks(settings, stack), rules),
        safe_words=SafeWords(database),
        echoes=Echoes(database, rules.messages),
        broadcasts=broadcasts,
        broadcast_counters=BroadcastCounters(database, broadcast_screens.live),
        validations=validations,
        payees=Payees(database, rules),
        transfers=Transfers(database, rules, watch),
        payments=payments,
        problems=problems,
        reviews=reviews,
        carts=Carts(database, payments, rules, clock),
        saved_names=SavedNames(database),
        lights=Lights(database, rules, clock),
        expiries=Expiries(database, validations, rules.expiries, clock),
        promo_codes=promo_codes,
        referrals=Referrals(database, rules, clock),
        schedules=Schedules(database, payments, validations, rules, clock, new_id),
        top_ups=TopUps(
            database, processors, rules, f"{settings.public_url}/paid", may_begin=maintenance.check
        ),
        personal_accounts=PersonalAccounts(database, account_gateways, rules),
        inflows=Inflows(database, account_gateways, rules, new_id),
        bank_accounts=BankAccounts(database, payouts, rules, settings.withdrawals),
        withdrawals=Withdrawals(database, payouts, rules, clock, settings.withdrawals),
        pay_out=pay_out,
        receipts=Receipts(database, receipt_keys),
        statements=Statements(database),
        printer=printer,
        verify_address=f"{settings.public_url}/verify",
        rules=rules,
        rule_book=book,
        clock=clock,
        freezing=freezing.Freezing(database, rules, draw_freeze_code),
        privacy=Privacy(database),
        deletions=Deletions(database, rules, clock),
        access_log=AccessLog(database, new_id, clock),
        audit_log=AuditLog(database),
        staff_desk=StaffDesk(database, rules, settings.admin_telegram_ids, book),
        staff_pins=StaffPins(database, hasher, rules.pin_locks),
        staff_services=StaffServices(
            stats=stats,
            digests=Digests(database),
            system_health=SystemHealth(clock),
            float_watch=FloatWatch(database, floats, vendors),
            outages=outages,
            requeries=Requeries(database),
            scheduled_bills=ScheduledBills(database),
            incidents=Incidents(database, outages),
            reconciliations=reconciliations,
            statement_fetching=StatementFetching(
                database, open_statements(settings, stack), reconciliations, rules.staff, new_id()
            ),
            closings=Closings(database, rules.staff.statement_margin),
            house=House(database),
            biller_desk=biller_desk,
            rule_desk=RuleDesk(book, RuleReplays(database), biller_desk),
            promo_codes=promo_codes,
            printer=printer,
            broadcasts=broadcasts,
            address_desk=AddressDesk(database),
            customer_desk=CustomerDesk(database, rules),
            problems=problems,
            ticket_desk=TicketDesk(database, rules.tickets, new_id),
            reviews=reviews,
            payment_help=PaymentHelp(database),
            referral_desk=ReferralDesk(database, rules, clock),
            maintenance=maintenance,
            features=features_of(settings),
            ledger_checks=LedgerChecks(database, lambda: rules_in_turn(database), new_id(), clock),
            background=background,
            export_errands=ExportErrands(
                Exports(database, rules.staff.export_longest), AuditLog(database), bot, background, clock
            ),
        ),
        staff_groups=settings.staff_group_ids,
        new_id=new_id,
        pay=pay,
    )


def new_id() -> str:
    """Return a new id: 32 hexadecimal digits, later ones after earlier ones."""
    return uuid_utils.uuid7().hex


def draw_freeze_code() -> str:
    """Return the letters of a freeze code."""
    return "".join(secrets.choice(freezing.LETTERS) for _ in range(freezing.CODE_LENGTH))


def draw_code() -> str:
    """Return the digits of a one-time code."""
    return f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}}"
