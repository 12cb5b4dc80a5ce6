"""Everything that handlers may ask for by name. Built once, in `bot.building`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.broadcast_ticks import BroadcastCounters
from bot.checkout_cards import CheckoutCards
from bot.code_sender import CodeSender
from bot.glances import Glances
from bot.papers.printer import Printer
from bot.staff_services import StaffServices
from domain.access_log import AccessLog
from domain.audit_log import AuditLog
from domain.bank_accounts import BankAccounts
from domain.broadcasts import Broadcasts
from domain.carts import Carts
from domain.catalogue import Billers
from domain.catalogue_sync import CatalogueSync
from domain.deletions import Deletions
from domain.echoes import Echoes
from domain.expiries import Expiries
from domain.freezing import Freezing
from domain.funding import TopUps
from domain.inflows import Inflows
from domain.light import Lights
from domain.maintenance import Maintenance
from domain.moving import Moving
from domain.new_pins import NewPins
from domain.one_time_codes import OneTimeCodes
from domain.outages import Outages
from domain.own_e_mails import OwnEMails
from domain.own_limits import OwnLimits
from domain.payees import Payees
from domain.paying import Payments
from domain.payments import Payment
from domain.personal_accounts import PersonalAccounts
from domain.pins import Pins
from domain.privacy import Privacy
from domain.problems import Problems
from domain.promo_codes import PromoCodes
from domain.receipts import Receipts
from domain.referrals import Referrals
from domain.registration import Customers
from domain.reviews import Reviews
from domain.rule_book import RuleBook
from domain.rules import Rules
from domain.safe_words import SafeWords
from domain.saved_names import SavedNames
from domain.scheduling import Schedules
from domain.sending import Transfers
from domain.staff_people import StaffDesk
from domain.staff_pins import StaffPins
from domain.statements import Statements
from domain.validating import Validations
from domain.verifying import Identities
from domain.wallets import Wallets
from domain.withdrawing import Withdrawals


@dataclass(frozen=True, kw_only=True)
class Services:
    """The business, as the faces use it."""

    customers: Customers
    pins: Pins
    one_time_codes: OneTimeCodes
    new_pins: NewPins
    own_e_mails: OwnEMails
    moving: Moving
    code_sender: CodeSender
    wallets: Wallets
    glances: Glances
    billers: Billers
    catalogue_sync: CatalogueSync
    outages: Outages
    maintenance: Maintenance
    own_limits: OwnLimits
    identities: Identities
    safe_words: SafeWords
    echoes: Echoes
    broadcasts: Broadcasts
    broadcast_counters: BroadcastCounters
    freezing: Freezing
    privacy: Privacy
    deletions: Deletions
    access_log: AccessLog
    audit_log: AuditLog
    staff_desk: StaffDesk
    staff_pins: StaffPins
    staff_services: StaffServices
    staff_groups: frozenset[int]  # chats in which staff commands are answered
    validations: Validations
    payees: Payees
    transfers: Transfers
    payments: Payments
    problems: Problems
    reviews: Reviews
    carts: Carts
    saved_names: SavedNames
    lights: Lights
    expiries: Expiries
    promo_codes: PromoCodes
    referrals: Referrals
    schedules: Schedules
    top_ups: TopUps
    personal_accounts: PersonalAccounts
    inflows: Inflows
    bank_accounts: BankAccounts
    withdrawals: Withdrawals
    pay_out: Callable[[str], None]  # hand an accepted withdrawal to the worker
    receipts: Receipts
    statements: Statements
    printer: Printer
    verify_address: str  # the page that checks receipts
    rules: Rules  # of the file; as staff changed them, handlers get those that hold now
    rule_book: RuleBook
    clock: Callable[[], datetime]  # aware UTC
    new_id: Callable[[], str]  # time-ordered, 32 lowercase hexadecimal digits
    pay: Callable[[Payment], None]  # hand an accepted payment to the worker
    checkout_cards: CheckoutCards = field(default_factory=CheckoutCards)
