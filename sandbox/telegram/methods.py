"""The methods a bot may call, by name; everything else is `Not Found: method not found`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.telegram import editing, menus, receiving, sending
from sandbox.telegram.parameters import Call

Method = Callable[[Call], Any]
AsyncMethod = Callable[[Call], Awaitable[Any]]

# Answered at once, while nothing else happens.
METHODS: dict[str, tuple[str, Method]] = {
    name.lower(): (name, method)
    for name, method in {
        "getMe": receiving.get_me,
        "deleteWebhook": receiving.delete_webhook,
        "getWebhookInfo": receiving.get_webhook_info,
        "sendMessage": sending.send_message,
        "sendPhoto": sending.send_photo,
        "sendDocument": sending.send_document,
        "sendChatAction": sending.send_chat_action,
        "getFile": sending.get_file,
        "editMessageText": editing.edit_message_text,
        "editMessageCaption": editing.edit_message_caption,
        "editMessageReplyMarkup": editing.edit_message_reply_markup,
        "deleteMessage": editing.delete_message,
        "deleteMessages": editing.delete_messages,
        "answerCallbackQuery": editing.answer_callback_query,
        "setMyCommands": menus.set_my_commands,
        "getMyCommands": menus.get_my_commands,
        "deleteMyCommands": menus.delete_my_commands,
        "setChatMenuButton": menus.set_chat_menu_button,
        "getChatMenuButton": menus.get_chat_menu_button,
        "getChat": menus.get_chat,
    }.items()
}

# Answered when the time has come.
WAITING_METHODS: dict[str, tuple[str, AsyncMethod]] = {
    "getupdates": ("getUpdates", receiving.get_updates),
    "setwebhook": ("setWebhook", receiving.set_webhook),
}

# What a bot may not do by answering a webhook.
NOT_IN_WEBHOOK_ANSWERS = ("get", "setwebhook", "deletewebhook", "close", "logout")
