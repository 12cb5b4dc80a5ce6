"""Africa's Talking sends text messages. It answers 201 in any case; the recipient's own code counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import parse_qs

import httpx

from domain.text_messages import (
    Refused,
    Reported,
    ReportStatus,
    SendOutcome,
    Sent,
    TextMessage,
    Unclear,
)
from gateways.http import Answered, Company, NeverSent, part, words
from gateways.http import Unclear as NotUnderstood

NAME = "africastalking"
PATIENCE = timedelta(seconds=15)

_TAKEN = frozenset({100, 101, 102})
# Not sent, and not to be: a sender or number that it refuses, no money left, do-not-disturb, no route.
_REFUSED = frozenset({402, 403, 404, 405, 406, 407, 409, 502})
# A wrong key is answered in plain text.
_REFUSED_IN_WORDS = frozenset({"http-400-not-json", "http-401-not-json", "http-403-not-json"})

_REPORTS: Mapping[str, ReportStatus] = {
    "Success": ReportStatus.DELIVERED,
    "Failed": ReportStatus.FAILED,
    "Rejected": ReportStatus.FAILED,
}


class AfricasTalking:
    """One account of Africa's Talking. `sender` None: its shared short code."""

    name = NAME

    def __init__(
        self,
        base_url: str,
        username: str,
        api_key: str,
        sender: str | None,
        *,
        patience: timedelta = PATIENCE,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._company = Company(self.name, base_url, transport=transport)
        self._username = username
        self._api_key = api_key
        self._sender = sender
        self._patience = patience

    async def send(self, message: TextMessage) -> SendOutcome:
        """Hand a message over, once."""
        form = {
            "username": self._username,
            "to": message.to.e164,
            "message": message.text,
            "bulkSMSMode": "1",
        }
        if self._sender is not None:
            form["from"] = self._sender
        match await self._company.ask(
            "send",
            "POST",
            "version1/messaging",
            headers={"apiKey": self._api_key},
            form=form,
            patience=self._patience,
        ):
            case Answered() as answer:
                return _outcome(answer)
            case NeverSent():
                return Refused("vendor-unreachable")
            case NotUnderstood(reason):
                return Refused(reason) if reason in _REFUSED_IN_WORDS else Unclear(reason)

    async def close(self) -> None:
        """Close the connections."""
        await self._company.close()


def _outcome(answer: Answered) -> SendOutcome:
    recipients = part(answer.said, "SMSMessageData", "Recipients")
    if not isinstance(recipients, list):
        refused = 400 <= answer.status < 500
        return Refused(f"http-{answer.status}") if refused else Unclear(f"http-{answer.status}")
    if not recipients:  # It says why in words: a sender that is not registered, for example.
        return Refused("no-recipient-taken")
    code, message_id = part(recipients[0], "statusCode"), words(part(recipients[0], "messageId"), most=64)
    if code in _TAKEN and message_id and message_id != "None":
        return Sent(message_id)
    return Refused(f"code-{code}") if code in _REFUSED else Unclear(f"code-{code}")


def read_report(body: bytes) -> Reported | None:
    """Return what a delivery report says, which is a form; None if it is none, or says nothing final."""
    try:
        form = parse_qs(body.decode(), max_num_fields=20)
    except ValueError:
        return None
    message_id, status = form.get("id", [""])[0], form.get("status", [""])[0]
    if not message_id or status not in _REPORTS:
        return None
    return Reported(NAME, message_id[:64], _REPORTS[status], form.get("failureReason", [status])[0])
