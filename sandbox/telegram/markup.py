"""Keyboards as bots send them: read, checked, and put into the form that messages show.

Two things are looser than at Telegram, because everything runs on one machine: links may be plain HTTP, and
may lead to loopback addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from sandbox.telegram.refusals import bad_request

Json = dict[str, Any]

_ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "login_url",
    "web_app",
    "copy_text",
    "disabled",
)
_REQUESTS = (
    "request_users",
    "request_chat",
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
)
_STYLES = ("danger", "success", "primary")
_MOST_BYTES = 10_240


@dataclass(frozen=True, slots=True)
class Markup:
    """A checked reply_markup: `inline` goes into the message, `keyboard` belongs to the chat."""

    inline: Json | None = None
    keyboard: Json | None = None


NO_MARKUP = Markup()


def read_markup(given: Any, *, private: bool) -> Markup:
    """Understand a reply_markup parameter.

    :raises ApiRefusal: 400 with the server's own words
    """
    if given is None or given == "":
        return NO_MARKUP
    if isinstance(given, str):
        try:
            if len(given) > _MOST_BYTES * 4:
                raise bad_request("reply markup is too long")
            given = orjson.loads(given)
        except orjson.JSONDecodeError:
            raise bad_request("can't parse reply keyboard markup JSON object") from None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if "keyboard" in given:
        markup = Markup(keyboard=_reply_keyboard(given, private=private))
    elif "inline_keyboard" in given:
        markup = Markup(inline=_inline_keyboard(given))
    elif given.get("remove_keyboard"):
        markup = Markup(keyboard=_with_options({"remove_keyboard": True}, given))
    elif given.get("force_reply"):
        markup = Markup(keyboard=_with_options({"force_reply": True}, given))
    else:
        markup = NO_MARKUP
    if len(orjson.dumps(markup.inline or markup.keyboard or {})) > _MOST_BYTES:
        raise bad_request("reply markup is too long")
    return markup


def _rows(given: Json, name: str, kind: str, button: Callable[[Any], Json]) -> list[list[Json]]:
    rows = given[name]
    if not isinstance(rows, list):
        raise bad_request(f'Field "{name}" of the {kind} must be an Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'Field "{name}" of the {kind} must be an Array of Arrays')
    return [[button(entry) for entry in row] for row in rows if row]


def _with_options(keyboard: Json, given: Json) -> Json:
    for name in ("is_persistent", "resize_keyboard", "one_time_keyboard", "selective"):
        if given.get(name):
            keyboard[name] = True
    placeholder = given.get("input_field_placeholder")
    if placeholder:
        if len(placeholder) > 64:
            raise bad_request("input field placeholder is too long")
        keyboard["input_field_placeholder"] = placeholder
    return keyboard


def _reply_keyboard(given: Json, *, private: bool) -> Json:
    def button(entry: Any) -> Json:
        if isinstance(entry, str):
            entry = {"text": entry}
        text = _label(entry, "keyboard button")
        shown: Json = {"text": text, **_look(entry)}
        for request in _REQUESTS:
            if entry.get(request):
                if not private:
                    what = (
                        "phone number" if request == "request_contact" else request.removeprefix("request_")
                    )
                    raise bad_request(f"{what} can be requested in private chats only")
                shown[request] = entry[request]
                break
        return shown

    rows = _rows(given, "keyboard", "ReplyKeyboardMarkup", button)
    return _with_options({"keyboard": rows}, given) if rows else {"remove_keyboard": True}


def _inline_keyboard(given: Json) -> Json | None:
    rows = _rows(given, "inline_keyboard", "InlineKeyboardMarkup", _inline_button)
    return {"inline_keyboard": rows} if rows else None


def _inline_button(entry: Any) -> Json:
    text = _label(entry, "inline keyboard button")
    action = next((name for name in _ACTIONS if name in entry), None)
    if action is None:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    value = entry[action]
    if action == "url":
        value = _url(value)
    elif action == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "copy_text":
        copied = value.get("text") if isinstance(value, dict) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        value = {"text": copied}
    return {"text": text, **_look(entry), action: value}


def _label(entry: Any, what: str) -> str:
    if not isinstance(entry, dict):
        raise bad_request(f"can't parse {what}: {what.capitalize()} must be an Object")
    text = entry.get("text", "")
    if not isinstance(text, str):
        raise bad_request(f'can\'t parse {what}: Field "text" must be of type String')
    if not text.strip():
        raise bad_request(f"{what} text must be non-empty")
    return text


def _look(entry: Json) -> Json:
    look: Json = {}
    style = entry.get("style")
    if style:
        if style not in _STYLES:
            raise bad_request("invalid button style specified")
        look["style"] = style
    if entry.get("icon_custom_emoji_id"):
        look["icon_custom_emoji_id"] = entry["icon_custom_emoji_id"]
    return look


def _url(url: Any) -> str:
    address = url.strip() if isinstance(url, str) else ""
    scheme, separator, rest = address.partition("://")
    if not separator:
        scheme, rest = "http", address
    if scheme.lower() not in ("http", "https", "tg", "ton", "tonsite") or not rest or " " in rest:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return address if separator else f"http://{address}"
