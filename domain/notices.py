"""Messages that we owe to people: written down with what they tell, sent from the outbox.

What is owed is told in Telegram. Some of it is told by SMS and e-mail too: `domain.echoes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol


class Urgency(IntEnum):
    """What goes first when much is owed. The smaller, the sooner."""

    MONEY = 0  # and security, and what staff must see
    REMINDER = 1  # what nobody waits for: held back at night
    BROADCAST = 2


class NoticeKind(StrEnum):
    """What happened. The face that sends it finds the words and the newest figures."""

    PAYMENT_SENT = "payment-sent"
    PAYMENT_SLOW = "payment-slow"  # these two are told from memory, and never owed
    PAYMENT_SENT_AT_LAST = "payment-sent-at-last"
    PAYMENT_CHECKING = "payment-checking"
    PAYMENT_STILL_CHECKING = "payment-still-checking"  # the first update that was promised
    PAYMENT_DELIVERED = "payment-delivered"
    PAYMENT_TOKEN = "payment-token"  # noqa: S105 - a kind of message, no secret
    PAYMENT_RETURNED = "payment-returned"
    PAYMENT_STILL_HELD = "payment-still-held"
    PAYMENT_REFUNDED = "payment-refunded"
    PAYMENT_APOLOGY = "payment-apology"
    REFERRAL_HELD = "referral-held"
    REFERRAL_REWARDED = "referral-rewarded"
    CART_BACK = "cart-back"
    TOP_UP_CREDITED = "top-up-credited"
    TOP_UP_IN_REVIEW = "top-up-in-review"
    TOP_UP_FAILED = "top-up-failed"
    TOP_UP_SENT_BACK = "top-up-sent-back"
    CHARGEBACK_OPENED = "chargeback-opened"
    CHARGEBACK_LOST = "chargeback-lost"
    CHARGEBACK_WON = "chargeback-won"
    INFLOW_CREDITED = "inflow-credited"
    INFLOW_IN_REVIEW = "inflow-in-review"
    ACCOUNT_OPENED = "account-opened"
    ACCOUNT_FAILED = "account-failed"
    TRANSFER_DELIVERED = "transfer-delivered"  # to the sender, after waiting or a claim
    TRANSFER_RETURNED = "transfer-returned"
    TRANSFER_RECEIVED = "transfer-received"
    TRANSFER_THANKS = "transfer-thanks"
    RECALL_ASKED = "recall-asked"
    RECALL_ANSWERED = "recall-answered"
    RECALL_OVER = "recall-over"  # to the receiver, who did not answer
    WITHDRAWAL_SENT = "withdrawal-sent"
    WITHDRAWAL_WAITS = "withdrawal-waits"  # for a second person
    WITHDRAWAL_CHECKING = "withdrawal-checking"
    WITHDRAWAL_PAID = "withdrawal-paid"
    WITHDRAWAL_RETURNED = "withdrawal-returned"
    WITHDRAWAL_REFUNDED = "withdrawal-refunded"
    WITHDRAWAL_STILL_HELD = "withdrawal-still-held"
    SCHEDULE_AHEAD = "schedule-ahead"
    SCHEDULE_SHORT = "schedule-short"
    SCHEDULE_NOT_PAID = "schedule-not-paid"
    SCHEDULE_PAUSED = "schedule-paused"
    REVIEW_CLEARED = "review-cleared"
    REVIEW_REFUSED = "review-refused"
    REVIEW_LATE = "review-late"  # nobody has decided by the time that was said
    LIGHT_LOW = "light-low"
    EXPIRY_AHEAD = "expiry-ahead"
    BILLER_BACK = "biller-back"
    INCIDENT = "incident"  # what staff say of a biller that is out
    BROADCAST = "broadcast"  # news, to who asked for them
    PIN_CHANGED = "pin-changed"
    PIN_RESET = "pin-reset"
    PIN_UNLOCKED = "pin-unlocked"  # by a person of ours
    SUPPORT_MESSAGE = "support-message"  # what a person of ours wrote
    WALLET_FROZEN = "wallet-frozen"
    WALLET_UNFROZEN = "wallet-unfrozen"
    WALLET_THAWED = "wallet-thawed"  # a freeze ended by itself
    E_MAIL_CHANGED = "e-mail-changed"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 - a kind of message
    ACCOUNT_MOVED = "account-moved"
    LIMIT_RAISED = "limit-raised"
    LIMIT_BY_STAFF = "limit-by-staff"
    ADDRESS_DECIDED = "address-decided"
    TICKET_CARD = "ticket-card"  # how a ticket stands, in the message that shows it
    TICKET_REPLY = "ticket-reply"
    TICKET_DECIDED = "ticket-decided"
    DELETION_STOPPED = "deletion-stopped"
    WALLET_CORRECTED = "wallet-corrected"  # by a person of ours
    STAFF_CASE = "staff-case"
    STAFF_REQUEST = "staff-request"  # waits for a second person
    STAFF_OUTAGE = "staff-outage"
    STAFF_TICKET = "staff-ticket"
    STAFF_TICKET_NOTE = "staff-ticket-note"  # to who has it: its customer answered, or it waits again
    STAFF_TICKET_LATE = "staff-ticket-late"  # to operations and owners
    STAFF_BREAKS = "staff-breaks"  # our books and a company's statement disagree
    STAFF_FLOAT = "staff-float"  # what we prepaid a vendor runs out
    UPDATE_PUT_ASIDE = "update-put-aside"

    @property
    def urgency(self) -> Urgency:
        """Which of what is owed goes first."""
        if self is NoticeKind.BROADCAST:
            return Urgency.BROADCAST
        return Urgency.REMINDER if self in REMINDERS else Urgency.MONEY

    @property
    def rings_at_night(self) -> bool:
        """Whether a phone rings for it in quiet hours: for tokens, and when the wallet may be in danger."""
        return self in SECURITY or self is NoticeKind.PAYMENT_TOKEN


SECURITY = frozenset(
    {
        NoticeKind.PIN_CHANGED,
        NoticeKind.PIN_RESET,
        NoticeKind.PIN_UNLOCKED,
        NoticeKind.WALLET_FROZEN,
        NoticeKind.WALLET_UNFROZEN,
        NoticeKind.E_MAIL_CHANGED,
        NoticeKind.PASSWORD_CHANGED,
        NoticeKind.ACCOUNT_MOVED,
        NoticeKind.LIMIT_RAISED,
        NoticeKind.LIMIT_BY_STAFF,
    }
)
# Of our staff, only those whom it concerns are told.
FOR_SOME_STAFF = frozenset({NoticeKind.STAFF_TICKET_NOTE, NoticeKind.STAFF_TICKET_LATE})
REMINDERS = frozenset(
    {
        NoticeKind.BILLER_BACK,
        NoticeKind.INCIDENT,
        NoticeKind.LIGHT_LOW,
        NoticeKind.EXPIRY_AHEAD,
        NoticeKind.SCHEDULE_AHEAD,
    }
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One message. The same `key` is told once; `customer_id` None: to staff."""

    key: str
    kind: NoticeKind
    subject_id: str  # the payment, top-up, biller or case it is about
    customer_id: str | None
    due_at: datetime


class NoticeStore(Protocol):
    """Where messages are owed."""

    async def add(self, notice: Notice) -> None:
        """Owe a message. The same key again changes nothing."""
        ...
