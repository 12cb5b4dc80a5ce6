"""Setting one's e-mail address: the PIN says whose wish it is, a code that went there whose address."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from domain.approvals import Approval, WrongApproval
from domain.customers import Customer
from domain.e_mails import EMailAddresses, EMailStore, read_e_mail
from domain.notices import Notice, NoticeKind, NoticeStore
from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.rules import Rules
from domain.storage import Storage

SETTING = "e-mail"  # what the PIN approves: that an address will be set


class EMailBooks(Protocol):
    """What setting an address needs from one transaction."""

    @property
    def e_mails(self) -> EMailStore:
        """The addresses."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages owed to people."""
        ...


@dataclass(frozen=True)
class OwnEMails:
    """The customers' addresses, by which codes may come. A change is always told."""

    storage: Storage[EMailBooks]
    rules: Rules

    async def of(self, customer_id: str) -> EMailAddresses:
        """Return what a customer told us."""
        async with self.storage.look() as books:
            return await books.e_mails.get(customer_id) or EMailAddresses(customer_id)

    async def propose(self, customer: Customer, approval: Approval, typed: str, *, now: datetime) -> str:
        """Keep an address that is still to be confirmed, and return what a code for it is `about`.

        The one before stays good until then.

        :raises NotAnEMail: if it is none
        :raises WrongApproval: if the PIN was not given for it, or too long ago
        """
        is_fresh = now < approval.given_at + self.rules.codes.step_up_lasts
        if not approval.covers(customer.id, SETTING) or not is_fresh:
            raise WrongApproval
        address = read_e_mail(typed)
        async with self.storage.begin() as books:
            known = await books.e_mails.get(customer.id) or EMailAddresses(customer.id)
            await books.e_mails.save(replace(known, pending=address))
        return about(address)

    async def confirm(self, customer: Customer, step_up: StepUp, *, now: datetime) -> str:
        """Make the pending address the customer's, and return it.

        :raises StepUpNeeded: if the code was for another address, or is too old
        """
        async with self.storage.begin() as books:
            known = await books.e_mails.get(customer.id)
            address = known.pending if known is not None else None
            if known is None or address is None:
                if known is not None and known.address is not None and _covers(step_up, known.address, now):
                    return known.address  # The same message came again.
                raise StepUpNeeded(Purpose.E_MAIL)
            if not _covers(step_up, address, now) or step_up.customer_id != customer.id:
                raise StepUpNeeded(Purpose.E_MAIL)
            await books.e_mails.save(known.confirmed(now=now))
            kind = NoticeKind.E_MAIL_CHANGED
            key = f"{kind.value}:{customer.id}:{now.isoformat()}"
            await books.outbox.add(Notice(key, kind, customer.id, customer.id, now))
        return address


def about(address: str) -> str:
    """Return what a code that proves an address is about: a hash, so that nobody reads it there."""
    return hashlib.sha256(address.lower().encode()).hexdigest()[:32]


def _covers(step_up: StepUp, address: str, now: datetime) -> bool:
    return step_up.covers(step_up.customer_id, Purpose.E_MAIL, about(address), now=now)
