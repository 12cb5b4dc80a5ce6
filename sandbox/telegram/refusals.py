"""Telegram's refusals, word for word: what a method answers when it does not do what it was asked."""

from __future__ import annotations

PARSE = "can't parse entities: "
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
SET_WEBHOOK = "terminated by setWebhook request"


class ApiRefusal(Exception):
    """A method's `{"ok": false}` answer."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(reason: str) -> ApiRefusal:
    """Refuse with 400; like the server, the reason starts in lower case unless it is a CONSTANT."""
    keeps_case = len(reason) > 1 and (reason[1].isupper() or reason[1] == "_")
    return ApiRefusal(400, f"Bad Request: {reason if keeps_case else reason[:1].lower() + reason[1:]}")


def forbidden(reason: str) -> ApiRefusal:
    """Refuse with 403: the person or the chat does not want this bot."""
    return ApiRefusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiRefusal:
    """Refuse with 409: two receivers want the same updates."""
    return ApiRefusal(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> ApiRefusal:
    """Refuse with 429 and say how long to wait."""
    return ApiRefusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def unauthorized(reason: str = "") -> ApiRefusal:
    """Refuse with 401: no such bot."""
    return ApiRefusal(401, f"Unauthorized: {reason}" if reason else "Unauthorized")


def not_found(reason: str = "") -> ApiRefusal:
    """Refuse with 404: no such method or path."""
    return ApiRefusal(404, f"Not Found: {reason}" if reason else "Not Found")
