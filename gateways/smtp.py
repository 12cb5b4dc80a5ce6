"""A mail server that carries our e-mails: one connection for each, encrypted but on this machine alone.

Nothing of what is sent, and no address, is logged.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from email.utils import localtime, make_msgid

import aiosmtplib
import structlog

from domain.e_mails import EMail
from domain.text_messages import Refused, SendOutcome, Sent, Unclear

log = structlog.get_logger()

PATIENCE = timedelta(seconds=20)
_IMPLICIT_TLS = 465  # on any other port encryption is asked for in the conversation


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where it is, and who we are there. `user` None: it knows us by our address."""

    host: str
    port: int
    sender: str  # "Vision <no-reply@vision.example>"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    encrypted: bool = True  # False for a stand-in on this machine


class Smtp:
    """One mail server."""

    name = "smtp"

    def __init__(self, server: MailServer, *, patience: timedelta = PATIENCE) -> None:
        self._server = server
        self._patience = patience.total_seconds()

    async def send(self, mail: EMail) -> SendOutcome:
        """Hand an e-mail over, once. What was said after its text went out decides; silence is a doubt."""
        began = time.monotonic()
        outcome = await self._send(_written(mail, self._server.sender))
        took = round((time.monotonic() - began) * 1_000)
        reason = None if isinstance(outcome, Sent) else outcome.reason
        log.info("outside call ended", company=self.name, call="send", reason=reason, ms=took)
        return outcome

    async def _send(self, message: EmailMessage) -> SendOutcome:
        server = self._server
        implicit = server.encrypted and server.port == _IMPLICIT_TLS
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            timeout=self._patience,
            use_tls=implicit,
            start_tls=server.encrypted and not implicit,
        )
        handed_over = False
        try:
            async with asyncio.timeout(self._patience):
                await client.connect()
                if server.user is not None and server.password is not None:
                    await client.login(server.user, server.password)
                handed_over = True
                await client.send_message(message)
        except aiosmtplib.SMTPRecipientsRefused:
            return Refused("recipient-refused")
        except aiosmtplib.SMTPResponseException as error:
            return Refused(f"smtp-{error.code}")  # It said no, in the middle or at the end.
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            reason = type(error).__name__
            return Unclear(reason) if handed_over else Refused(reason)
        finally:
            client.close()
        return Sent(str(message["Message-ID"]))


def _written(mail: EMail, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].rstrip(">") or None)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message
