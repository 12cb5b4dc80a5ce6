"""What staff do about one payment besides money: its receipt or token is sent to the customer once more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.audit_log import HEAD, AuditEntry, Doing, append
from domain.errors import Refusal
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.payments import SETTLED, Payment
from domain.staff import MAY, Act, OwnAccount, StaffPerson
from domain.storage import Storage

AGAIN = "again"  # in the keys of what is sent once more: a message of its own, in no other's place


class NothingToSendAgain(Refusal):
    """It was not delivered, so there is no receipt and no token."""

    code = "nothing-to-send-again"


def is_again(notice: Notice) -> bool:
    """Return whether staff had a message sent once more."""
    return f":{AGAIN}:" in notice.key


@dataclass(frozen=True, slots=True)
class SendAgain:
    """Owe the customer her token, or else her receipt, once more."""

    payment: Payment
    person: StaffPerson
    now: datetime

    @property
    def touches(self) -> Touches:
        """The payment, the roles of who sends it, and the end of the audit log."""
        payment = self.payment
        return Touches(
            customer_id=payment.customer_id,
            payment_id=payment.id,
            records=(*self.person.records, HEAD),
        )

    def decide(self, books: MoneyBooks) -> AuditEntry:
        """Return the row of the audit log.

        :raises NotYourRole, OwnAccount: if she may not
        :raises NothingToSendAgain: if it was not delivered
        """
        self.person.check(books, MAY[Act.SEND_AGAIN], now=self.now)
        payment = books.payment(self.payment.id)
        if payment is None:
            raise NothingToSendAgain
        _check(payment, self.person)
        has_codes = payment.delivery.tokens or payment.delivery.vouchers
        kind = NoticeKind.PAYMENT_TOKEN if has_codes else NoticeKind.PAYMENT_DELIVERED
        doing = Doing(
            self.person.name, Act.SEND_AGAIN.value, payment.id, self.now, payment.customer_id,
            {"message": kind.value},
        )  # fmt: skip
        entry = append(books, doing)
        key = f"{kind.value}:{payment.id}:{AGAIN}:{entry.sequence}"
        books.tell(Notice(key, kind, payment.id, payment.customer_id, self.now))
        return entry


def _check(payment: Payment, person: StaffPerson) -> None:
    if payment.status not in SETTLED:
        raise NothingToSendAgain
    if payment.customer_id == person.own_customer_id:
        raise OwnAccount


@dataclass(frozen=True)
class PaymentHelp:
    """Doing it."""

    storage: Storage[object]

    def check(self, payment: Payment, person: StaffPerson) -> None:
        """Refuse what sending would refuse by now.

        :raises NothingToSendAgain, OwnAccount: instead
        """
        _check(payment, person)

    async def send_again(self, payment: Payment, person: StaffPerson, *, now: datetime) -> AuditEntry:
        """Send a customer her token, or else her receipt, once more.

        :raises Refusal: as `SendAgain` says, and nothing is sent
        """
        return await self.storage.money.apply(SendAgain(payment, person, now))
