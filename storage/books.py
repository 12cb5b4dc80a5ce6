"""What one transaction offers: the stores of every subject, on one connection."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.accesses import SqlAccesses
from storage.accounts import SqlAccounts
from storage.billers import SqlBillers
from storage.broadcast_counters import SqlBroadcastCounters
from storage.broadcasts import SqlBroadcasts
from storage.carts import SqlCarts
from storage.cases import SqlCases
from storage.chargeback_rows import SqlChargebacks
from storage.closings import SqlClosings
from storage.conversations import SqlConversations
from storage.customers import SqlCustomers
from storage.deletions import SqlDeletions
from storage.digests import SqlDigests
from storage.e_mails import SqlEMails
from storage.echoes import SqlEchoes
from storage.expiries import SqlExpiries
from storage.exports import SqlExports
from storage.freeze_codes import SqlFreezeCodes
from storage.heartbeats import SqlHeartbeats
from storage.house_balances import SqlHouseBalances
from storage.idempotency import SqlIdempotency
from storage.identities import SqlIdentities
from storage.inbox import SqlInbox
from storage.incidents import SqlIncidents
from storage.inflows import SqlInflows
from storage.joinings import SqlJoinings
from storage.journal import SqlJournal
from storage.keyring import Keyring
from storage.leases import SqlLeases
from storage.maintenance import SqlMaintenance
from storage.meters import SqlMeters
from storage.movements import SqlMovements
from storage.name_checks import SqlNameChecks
from storage.one_time_codes import SqlOneTimeCodes
from storage.open_sheets import SqlOpenSheets
from storage.order_facts import SqlOrderFacts
from storage.outages import SqlOutages
from storage.outbox import SqlOutbox
from storage.own_data import SqlOwnData
from storage.payments import SqlPayments
from storage.personal_accounts import SqlPersonalAccounts
from storage.pins import SqlPins
from storage.plans import SqlPlans
from storage.promo_codes import SqlPromoCodes
from storage.reconciliation import SqlReconciliation
from storage.referral_clusters import SqlReferralClusters
from storage.referrals import SqlReferrals
from storage.retention import SqlRetention
from storage.risk import SqlReviews, SqlRisk
from storage.rule_changes import SqlPastPayments, SqlRuleChanges
from storage.safe_words import SqlSafeWords
from storage.saved_names import SqlSavedNames
from storage.schedules import SqlSchedules
from storage.sign_ins import SqlPasswords, SqlSessions
from storage.staff import SqlAuditLog, SqlStaffRequests, SqlStaffRoles
from storage.staff_messages import SqlStaffMessages
from storage.staff_pins import SqlStaffPins
from storage.staff_story import SqlStories
from storage.stats import SqlStats
from storage.telegram_names import SqlTelegramNames
from storage.text_messages import SqlTextMessages
from storage.tickets import SqlTickets
from storage.top_ups import SqlTopUps
from storage.transfers import SqlTransfers
from storage.withdrawals import SqlBankAccounts, SqlWithdrawals


class Books:
    """What one transaction offers: every store, on the same connection."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        """Open the stores as they are asked for."""
        self.connection = connection
        self.keyring = keyring

    @cached_property
    def customers(self) -> SqlCustomers:
        """The customers."""
        return SqlCustomers(self.connection, self.keyring)

    @cached_property
    def pins(self) -> SqlPins:
        """The PINs."""
        return SqlPins(self.connection)

    @cached_property
    def passwords(self) -> SqlPasswords:
        """The passwords, for faces other than the chat."""
        return SqlPasswords(self.connection)

    @cached_property
    def sessions(self) -> SqlSessions:
        """Who is signed in elsewhere than in the chat."""
        return SqlSessions(self.connection)

    @cached_property
    def joinings(self) -> SqlJoinings:
        """Who wants to join elsewhere than in the chat."""
        return SqlJoinings(self.connection, self.keyring)

    @cached_property
    def idempotency(self) -> SqlIdempotency:
        """The requests that may come again."""
        return SqlIdempotency(self.connection, self.keyring)

    @cached_property
    def open_sheets(self) -> SqlOpenSheets:
        """The sheets that wait for a PIN outside of the chat."""
        return SqlOpenSheets(self.connection, self.keyring)

    @cached_property
    def one_time_codes(self) -> SqlOneTimeCodes:
        """The one-time codes."""
        return SqlOneTimeCodes(self.connection, self.keyring)

    @cached_property
    def e_mails(self) -> SqlEMails:
        """The e-mail addresses."""
        return SqlEMails(self.connection, self.keyring)

    @cached_property
    def text_messages(self) -> SqlTextMessages:
        """What became of text messages."""
        return SqlTextMessages(self.connection)

    @cached_property
    def freeze_codes(self) -> SqlFreezeCodes:
        """The codes that freeze wallets from anywhere."""
        return SqlFreezeCodes(self.connection, self.keyring)

    @cached_property
    def identities(self) -> SqlIdentities:
        """What is known of who customers are."""
        return SqlIdentities(self.connection, self.keyring)

    @cached_property
    def safe_words(self) -> SqlSafeWords:
        """The words by which customers know our sheets."""
        return SqlSafeWords(self.connection, self.keyring)

    @cached_property
    def own_data(self) -> SqlOwnData:
        """Everything about one customer."""
        return SqlOwnData(self.connection, self.keyring)

    @cached_property
    def deletions(self) -> SqlDeletions:
        """Who is to be forgotten."""
        return SqlDeletions(self.connection, self.keyring)

    @cached_property
    def accesses(self) -> SqlAccesses:
        """Who looked at whose data."""
        return SqlAccesses(self.connection)

    @cached_property
    def retention(self) -> SqlRetention:
        """What was only kept for a while."""
        return SqlRetention(self.connection)

    @cached_property
    def accounts(self) -> SqlAccounts:
        """The balances."""
        return SqlAccounts(self.connection)

    @cached_property
    def house(self) -> SqlHouseBalances:
        """The balances of the house."""
        return SqlHouseBalances(self.connection)

    @cached_property
    def billers(self) -> SqlBillers:
        """The billers."""
        return SqlBillers(self.connection)

    @cached_property
    def plans(self) -> SqlPlans:
        """What they have to choose from."""
        return SqlPlans(self.connection)

    @cached_property
    def order_facts(self) -> SqlOrderFacts:
        """What is known around orders."""
        return SqlOrderFacts(self.connection, self.keyring)

    @cached_property
    def payments(self) -> SqlPayments:
        """The payments."""
        return SqlPayments(self.connection, self.keyring)

    @cached_property
    def chargebacks(self) -> SqlChargebacks:
        """What processors take back."""
        return SqlChargebacks(self.connection)

    @cached_property
    def top_ups(self) -> SqlTopUps:
        """The top-ups."""
        return SqlTopUps(self.connection)

    @cached_property
    def personal_accounts(self) -> SqlPersonalAccounts:
        """The personal account numbers."""
        return SqlPersonalAccounts(self.connection, self.keyring)

    @cached_property
    def movements(self) -> SqlMovements:
        """What moved on one customer's accounts."""
        return SqlMovements(self.connection)

    @cached_property
    def inflows(self) -> SqlInflows:
        """What came in on them."""
        return SqlInflows(self.connection, self.keyring)

    @cached_property
    def transfers(self) -> SqlTransfers:
        """The transfers between customers."""
        return SqlTransfers(self.connection, self.keyring)

    @cached_property
    def telegram_names(self) -> SqlTelegramNames:
        """The @usernames of customers."""
        return SqlTelegramNames(self.connection, self.keyring)

    @cached_property
    def withdrawals(self) -> SqlWithdrawals:
        """The withdrawals."""
        return SqlWithdrawals(self.connection, self.keyring)

    @cached_property
    def bank_accounts(self) -> SqlBankAccounts:
        """The bank accounts that customers have withdrawn to."""
        return SqlBankAccounts(self.connection, self.keyring)

    @cached_property
    def schedules(self) -> SqlSchedules:
        """The recurring payments."""
        return SqlSchedules(self.connection, self.keyring)

    @cached_property
    def promo_codes(self) -> SqlPromoCodes:
        """What promo codes look up."""
        return SqlPromoCodes(self.connection)

    @cached_property
    def rule_changes(self) -> SqlRuleChanges:
        """What staff changed of fees and cashback."""
        return SqlRuleChanges(self.connection)

    @cached_property
    def past_payments(self) -> SqlPastPayments:
        """The payments that such a change is tried on."""
        return SqlPastPayments(self.connection)

    @cached_property
    def referrals(self) -> SqlReferrals:
        """Who brought whom."""
        return SqlReferrals(self.connection, self.keyring)

    @cached_property
    def risk(self) -> SqlRisk:
        """What was done before an order."""
        return SqlRisk(self.connection, self.keyring)

    @cached_property
    def reviews(self) -> SqlReviews:
        """The reviews of unusual orders."""
        return SqlReviews(self.connection, self.keyring)

    @cached_property
    def name_checks(self) -> SqlNameChecks:
        """The name checks."""
        return SqlNameChecks(self.connection, self.keyring)

    @cached_property
    def referral_clusters(self) -> SqlReferralClusters:
        """Referrals as staff look at them."""
        return SqlReferralClusters(self.connection, self.keyring)

    @cached_property
    def broadcast_counters(self) -> SqlBroadcastCounters:
        """The messages of staff that show how far a broadcast is."""
        return SqlBroadcastCounters(self.connection)

    @cached_property
    def maintenance(self) -> SqlMaintenance:
        """Whether it is under maintenance."""
        return SqlMaintenance(self.connection)

    @cached_property
    def audit(self) -> SqlAuditLog:
        """The audit log."""
        return SqlAuditLog(self.connection, self.keyring)

    @cached_property
    def staff_roles(self) -> SqlStaffRoles:
        """Who of the staff has which role."""
        return SqlStaffRoles(self.connection)

    @cached_property
    def staff_pins(self) -> SqlStaffPins:
        """The staff's PINs."""
        return SqlStaffPins(self.connection)

    @cached_property
    def staff_messages(self) -> SqlStaffMessages:
        """What staff wrote to customers."""
        return SqlStaffMessages(self.connection, self.keyring)

    @cached_property
    def staff_requests(self) -> SqlStaffRequests:
        """What staff asked for."""
        return SqlStaffRequests(self.connection, self.keyring)

    @cached_property
    def stories(self) -> SqlStories:
        """What the journal and the outbox have about a payment."""
        return SqlStories(self.connection)

    @cached_property
    def exports(self) -> SqlExports:
        """Rows to be exported."""
        return SqlExports(self.connection, self.keyring)

    @cached_property
    def journal(self) -> SqlJournal:
        """The journal as a whole."""
        return SqlJournal(self.connection)

    @cached_property
    def closings(self) -> SqlClosings:
        """The books of days that are over."""
        return SqlClosings(self.connection)

    @cached_property
    def stats(self) -> SqlStats:
        """What was sold."""
        return SqlStats(self.connection)

    @cached_property
    def reconciliation(self) -> SqlReconciliation:
        """What companies say, and where it disagrees with the books."""
        return SqlReconciliation(self.connection)

    @cached_property
    def cases(self) -> SqlCases:
        """The cases."""
        return SqlCases(self.connection)

    @cached_property
    def broadcasts(self) -> SqlBroadcasts:
        """The news for many."""
        return SqlBroadcasts(self.connection)

    @cached_property
    def saved_names(self) -> SqlSavedNames:
        """What customers call their lines and meters."""
        return SqlSavedNames(self.connection, self.keyring)

    @cached_property
    def meters(self) -> SqlMeters:
        """The meters that Meter Brain looks after."""
        return SqlMeters(self.connection, self.keyring)

    @cached_property
    def expiries(self) -> SqlExpiries:
        """What runs out on a day."""
        return SqlExpiries(self.connection, self.keyring)

    @cached_property
    def carts(self) -> SqlCarts:
        """The orders that wait for money."""
        return SqlCarts(self.connection, self.keyring)

    @cached_property
    def tickets(self) -> SqlTickets:
        """The reported problems."""
        return SqlTickets(self.connection, self.keyring)

    @cached_property
    def inbox(self) -> SqlInbox:
        """The updates from Telegram."""
        return SqlInbox(self.connection)

    @cached_property
    def outages(self) -> SqlOutages:
        """The outages of billers."""
        return SqlOutages(self.connection)

    @cached_property
    def incidents(self) -> SqlIncidents:
        """What went wrong with billers."""
        return SqlIncidents(self.connection)

    @cached_property
    def digests(self) -> SqlDigests:
        """Who of the staff is told of the day."""
        return SqlDigests(self.connection)

    @cached_property
    def outbox(self) -> SqlOutbox:
        """The messages owed to people."""
        return SqlOutbox(self.connection)

    @cached_property
    def leases(self) -> SqlLeases:
        """What only one process does at a time."""
        return SqlLeases(self.connection)

    @cached_property
    def heartbeats(self) -> SqlHeartbeats:
        """When something was last done."""
        return SqlHeartbeats(self.connection)

    @cached_property
    def echoes(self) -> SqlEchoes:
        """What is told by SMS and e-mail too."""
        return SqlEchoes(self.connection)

    @cached_property
    def conversations(self) -> SqlConversations:
        """Where each person is in a conversation."""
        return SqlConversations(self.connection)
