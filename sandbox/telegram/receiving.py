"""How a bot gets its updates: who it is, getUpdates, and its webhook's settings."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.telegram import refusals
from sandbox.telegram.parameters import Call
from sandbox.telegram.refusals import bad_request, too_many_requests
from sandbox.telegram.state import Json
from sandbox.telegram.updates import LONGEST_POLL_S, Pending
from sandbox.telegram.webhooks import Webhook

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PORTS = (443, 80, 88, 8443)


class Said(str):
    """The result `true` with a sentence beside it, as webhook methods answer."""


def get_me(call: Call) -> Json:
    return {
        **call.bot.as_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": call.bot.sees_whole_groups,
        "supports_guest_queries": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }


def _remember_allowed(call: Call) -> None:
    """Keep the wanted kinds of updates where the call names them; an empty list means the default again."""
    if "allowed_updates" not in call.params:
        return
    given = call.json("allowed_updates")
    if given is None:
        return
    if not isinstance(given, list):
        raise bad_request("can't parse allowed_updates: Expected an Array of String")
    call.bot.updates.allowed = [str(kind) for kind in given] or None


async def get_updates(call: Call) -> list[Pending]:
    queue = call.bot.updates
    if call.bot.webhook is not None:
        raise await queue.conflict(refusals.WEBHOOK_ACTIVE)
    _remember_allowed(call)
    return await queue.get(
        call.integer("offset", 0, low=-(2**31), high=2**31),
        call.integer("limit", 100, low=1, high=100),
        call.integer("timeout", 0, low=0, high=LONGEST_POLL_S),
    )


async def set_webhook(call: Call) -> Said:
    bot = call.bot
    url = call.text("url")
    if not url:
        return delete_webhook(call)
    _check_url(url)
    secret = call.text("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request(
            "secret token contains unallowed characters" if len(secret) <= 256 else "secret token is too long"
        )
    now = call.world.clock.now()
    if now - bot.webhook_set_at < 1:
        raise too_many_requests(1)
    bot.webhook_set_at = now
    _remember_allowed(call)
    same = bot.webhook is not None and bot.webhook.url == url
    if bot.webhook is not None:
        bot.webhook.close()
    await bot.updates.refuse_poll(refusals.SET_WEBHOOK)
    if call.flag("drop_pending_updates"):
        bot.updates.forget()
    connections = call.integer("max_connections", 40, low=1, high=100)
    bot.webhook = Webhook(call.world, bot, url, secret, connections)
    return Said("Webhook is already set" if same else "Webhook was set")


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.hostname in _LOOPBACK:
        return  # The stand-in delivers to this machine, where there is no TLS and any port will do.
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in (None, *_PORTS):
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def delete_webhook(call: Call) -> Said:
    bot = call.bot
    if call.flag("drop_pending_updates"):
        bot.updates.forget()
    if bot.webhook is None:
        return Said("Webhook is already deleted")
    bot.webhook.close()
    bot.webhook = None
    return Said("Webhook was deleted")


def get_webhook_info(call: Call) -> Json:
    webhook = call.bot.webhook
    info: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": call.bot.updates.waiting(),
    }
    if webhook:
        info["max_connections"] = webhook.most
        info["ip_address"] = "127.0.0.1"
        if webhook.last_error:
            info["last_error_date"] = webhook.last_error_at
            info["last_error_message"] = webhook.last_error
    if call.bot.updates.allowed:
        info["allowed_updates"] = call.bot.updates.allowed
    return info
