"""Termii sends text messages. Its key goes in the body; what it says of a message decides, not the status."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

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
from gateways.http import Answered, Company, NeverSent, part, read_json, words
from gateways.http import Unclear as NotUnderstood

NAME = "termii"
PATIENCE = timedelta(seconds=15)
_REFUSING = range(400, 500)

# How a report begins, in small letters. Everything else is no news.
_REPORTS: Mapping[str, ReportStatus] = {
    "delivered": ReportStatus.DELIVERED,
    "dnd active": ReportStatus.FAILED,
    "message failed": ReportStatus.FAILED,
    "failed": ReportStatus.FAILED,
    "rejected": ReportStatus.FAILED,
    "expired": ReportStatus.FAILED,
}


class Termii:
    """One Termii account with its registered sender."""

    name = NAME

    def __init__(
        self,
        base_url: str,
        api_key: str,
        sender: str,
        *,
        patience: timedelta = PATIENCE,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._company = Company(self.name, base_url, transport=transport)
        self._api_key = api_key
        self._sender = sender
        self._patience = patience

    async def send(self, message: TextMessage) -> SendOutcome:
        """Hand a message over, once. The channel is the one that also reaches numbers with do-not-disturb."""
        order = {
            "api_key": self._api_key,
            "to": message.to.e164.removeprefix("+"),
            "from": self._sender,
            "sms": message.text,
            "type": "plain",
            "channel": "dnd",
        }
        match await self._company.ask(
            "send", "POST", "api/sms/send", headers={}, body=order, patience=self._patience
        ):
            case Answered(status=status, said=said):
                message_id = _id(part(said, "message_id_str")) or _id(part(said, "message_id"))
                if words(part(said, "code")).lower() == "ok" and message_id:
                    return Sent(message_id)
                return Refused(f"http-{status}") if status in _REFUSING else Unclear(f"http-{status}")
            case NeverSent():
                return Refused("vendor-unreachable")
            case NotUnderstood(reason):
                return Unclear(reason)

    async def close(self) -> None:
        """Close the connections."""
        await self._company.close()


def read_report(body: bytes) -> Reported | None:
    """Return what a delivery report says; None if it is none, or says nothing final."""
    said = read_json(body)
    message_id, status = _id(part(said, "message_id")), words(part(said, "status"))
    meant = next((_REPORTS[mark] for mark in _REPORTS if status.lower().startswith(mark)), None)
    if not message_id or meant is None:
        return None
    return Reported(NAME, message_id, meant, status)


def _id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return words(value, most=64)
