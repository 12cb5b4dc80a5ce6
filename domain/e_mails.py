"""A customer's e-mail address: set with the PIN, hers once a code that went there came back.

How an e-mail is sent is a gateway's business: `MailGateway` says what is needed of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from domain.errors import Refusal
from domain.text_messages import SendOutcome

_LONGEST = 254
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


class NotAnEMail(Refusal):
    """No e-mail address can be read there."""

    code = "not-an-e-mail"


@dataclass(frozen=True, slots=True)
class EMailAddresses:
    """What a customer told us. A new address takes the place of the old one when it is confirmed."""

    customer_id: str
    address: str | None = field(default=None, repr=False)  # confirmed
    confirmed_at: datetime | None = None
    pending: str | None = field(default=None, repr=False)

    def confirmed(self, *, now: datetime) -> EMailAddresses:
        """Return them after the code that went to the pending address came back."""
        return replace(self, address=self.pending, confirmed_at=now, pending=None)


class EMailStore(Protocol):
    """Where addresses are kept."""

    async def get(self, customer_id: str) -> EMailAddresses | None:
        """Return a customer's addresses."""
        ...

    async def save(self, addresses: EMailAddresses) -> None:
        """Keep new or changed addresses."""
        ...


@dataclass(frozen=True, slots=True)
class EMail:
    """One e-mail in plain text."""

    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)


class MailGateway(Protocol):
    """Whoever carries our e-mails."""

    @property
    def name(self) -> str:
        """What it is called in logs."""
        ...

    async def send(self, mail: EMail) -> SendOutcome:
        """Hand an e-mail over, once. A doubt is an `Unclear`, never an exception."""
        ...


def read_e_mail(text: str) -> str:
    """Return the address in that text, its host in small letters.

    :raises NotAnEMail: if there is none, or more than that
    """
    typed = text.strip().removeprefix("mailto:")
    if len(typed) > _LONGEST or not _ADDRESS.fullmatch(typed) or len(typed.partition("@")[0]) > 64:
        raise NotAnEMail
    name, _, host = typed.partition("@")
    return f"{name}@{host.lower()}"
