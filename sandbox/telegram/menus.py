"""Command menus, menu buttons, and what a bot may read about a chat."""

from __future__ import annotations

import re
from typing import Any

from sandbox.telegram.parameters import Call
from sandbox.telegram.reaching import chat_of
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.state import Bot, Chat, Json, Person

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")


def _slot(call: Call) -> str:
    """Return the key of the menu that scope and language name."""
    scope = call.json("scope") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = scope.get("type", "")
    language = call.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    if kind in _PLAIN_SCOPES:
        return f"{kind}:{language}"
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat_call = Call(call.world, call.bot, call.method, {"chat_id": scope.get("chat_id", "")})
    return f"{kind}/{chat_of(chat_call).id}/{scope.get('user_id', '')}:{language}"


def set_my_commands(call: Call) -> bool:
    given = call.json("commands")
    if not isinstance(given, list):
        raise bad_request("can't parse commands: Expected an Array of BotCommand")
    if len(given) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    slot = _slot(call)
    call.bot.commands[slot] = [_command(entry) for entry in given]
    call.world.changes.bump()
    return True


def _command(entry: Any) -> Json:
    if not isinstance(entry, dict):
        raise bad_request("can't parse commands: Expected an Object")
    command = str(entry.get("command", "")).removeprefix("/")
    description = str(entry.get("description", ""))
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def get_my_commands(call: Call) -> list[Json]:
    return call.bot.commands.get(_slot(call), [])


def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop(_slot(call), None)
    call.world.changes.bump()
    return True


def menu_for(bot: Bot, chat: Chat, person: Person) -> list[Json]:
    """Return the commands that a person sees in a chat, by Telegram's order of look-up."""
    general = "all_private_chats" if chat.kind == "private" else "all_group_chats"
    scopes = [f"chat/{chat.id}/", general, "default"]
    if chat.kind != "private":
        scopes.insert(0, f"chat_member/{chat.id}/{person.id}")
    for scope in scopes:
        for language in (person.language_code[:2], ""):
            if commands := bot.commands.get(f"{scope}:{language}"):
                return commands
    return []


def set_chat_menu_button(call: Call) -> bool:
    button = call.json("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: Unsupported type specified")
    call.bot.menu_buttons[_menu_chat(call)] = button
    return True


def get_chat_menu_button(call: Call) -> Json:
    buttons = call.bot.menu_buttons
    return buttons.get(_menu_chat(call)) or buttons.get(0) or {"type": "commands"}


def _menu_chat(call: Call) -> int:
    return chat_of(call).id if call.text("chat_id") else 0


def get_chat(call: Call) -> Json:
    chat = chat_of(call)
    shown: Json = {
        **call.world.chat_json(chat),
        "accent_color_id": chat.id % 7 if chat.id > 0 else 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }
    if username := shown.get("username"):
        shown["active_usernames"] = [username]
    return shown
