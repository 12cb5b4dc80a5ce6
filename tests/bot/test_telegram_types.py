"""Telegram's types are made when they are first used, and are what aiogram has them be."""

import sys
from datetime import UTC, datetime

import pytest
from aiogram import types
from pydantic import ValidationError

from bot import telegram_types

A_MESSAGE = {"message_id": 7, "date": 1_795_000_000, "chat": {"id": 1, "type": "private"}, "text": "Hello"}


class TestTheTypes:
    def test_of_updates_are_ready_at_the_start_and_those_that_nobody_uses_are_not(self) -> None:
        assert types.Update.__pydantic_complete__
        assert not types.PassportData.__pydantic_complete__

    @pytest.mark.parametrize(
        "unused", [types.SharedUser, types.Story, types.GiveawayWinners, types.ChatFullInfo]
    )
    def test_find_each_other_when_they_are_made(self, unused: type[types.TelegramObject]) -> None:
        assert unused.model_rebuild() is not False

        assert unused.__pydantic_complete__

    def test_are_made_by_their_first_use(self) -> None:
        story = types.Story.model_validate({"id": 3, "chat": A_MESSAGE["chat"]})

        assert isinstance(story.chat, types.Chat)

    def test_hold_what_telegram_sends(self) -> None:
        update = types.Update.model_validate(
            {"update_id": 1, "message": {**A_MESSAGE, "reply_to_message": {**A_MESSAGE, "message_id": 6}}}
        )

        assert update.message is not None
        assert update.message.reply_to_message is not None
        assert update.message.reply_to_message.message_id == 6
        assert update.message.date == datetime.fromtimestamp(1_795_000_000, UTC)

    def test_refuse_what_is_none_of_theirs(self) -> None:
        with pytest.raises(ValidationError):
            types.Update.model_validate({"update_id": "one"})

    def test_may_be_there_already(self) -> None:
        before = list(sys.meta_path)

        telegram_types.are_made_when_used()

        assert sys.meta_path == before
