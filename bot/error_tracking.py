"""Sends errors to a Sentry, or whatever speaks its protocol: where each came from, never with which values.

Whatever is logged as an error is sent. There are no local variables, no requests, no breadcrumbs and nothing
of who is concerned but the trace; every text has been through the same net as the log (`bot.logs.hidden`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, cast

from sentry_sdk import Client
from sentry_sdk.types import Event, Hint
from sentry_sdk.utils import event_from_exception

from bot.logs import error_in, hidden, told_of

_FLUSH_WITHIN = 2.0  # seconds
_TAGS = ("trace", "subject", "worker", "job", "kind", "route", "code")


class ErrorTracking:
    """The way to one server. Sending is a thread's work: nobody who logs an error waits for it."""

    def __init__(self, dsn: str, *, environment: str, release: str) -> None:
        """Nothing is sent yet.

        :raises ValueError: if the DSN is not one
        """
        try:
            self._client = Client(
                dsn=dsn,
                environment=environment,
                release=release,
                server_name="",
                default_integrations=False,
                auto_enabling_integrations=False,
                include_local_variables=False,
                include_source_context=False,
                max_request_body_size="never",
                max_breadcrumbs=0,
                auto_session_tracking=False,
                send_client_reports=False,
                shutdown_timeout=0,
                before_send=_scrubbed,
            )
        except Exception as error:  # its own, which says the DSN
            raise ValueError("it has to be a DSN, as Sentry shows it") from error

    def __call__(self, line: Mapping[str, Any]) -> None:
        """Take note of a line that was logged as an error."""
        error = error_in(line.get("exc_info"))
        event: Event = {"level": "error"}
        if error is not None:
            found = (type(error), error, error.__traceback__)
            event, _ = event_from_exception(found, client_options=self._client.options)
        event["message"] = str(line.get("event", ""))
        event["tags"] = {name: str(line[name]) for name in _TAGS if line.get(name) is not None}
        self._client.capture_event(event)

    async def close(self) -> None:
        """Send what waits, as far as there is time."""
        await asyncio.to_thread(self._client.close, _FLUSH_WITHIN)


def _scrubbed(event: Event, _: Hint) -> Event:
    """Return the event without what nobody may read, and without what an installation is made of."""
    for name in ("modules", "extra", "user", "request", "breadcrumbs", "server_name"):
        event.pop(name, None)  # type: ignore[misc]
    for each in event.get("exception", {}).get("values", ()):
        each["value"] = told_of(str(each.get("value", "")))
        for frame in (each.get("stacktrace") or {}).get("frames", ()):
            for name in ("vars", "pre_context", "context_line", "post_context", "abs_path"):
                frame.pop(name, None)
    return cast(Event, _deep(event))


def _deep(value: Any) -> Any:
    match value:
        case str():
            return hidden(value)
        case dict():
            return {name: _deep(each) for name, each in value.items()}
        case list() | tuple():
            return [_deep(each) for each in value]
        case _:
            return value
