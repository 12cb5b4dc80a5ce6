"""A record that two processes find missing is made by one of them: the other one decides again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.money import naira
from domain.promo_codes import PromoCode, PromoCodes, PromoCodeTaken
from storage.database import Database
from tests.builders import NOON, Bank

CODE = PromoCode(
    id="WELCOME200",
    reward=naira(200),
    budget=naira(1_000),
    per_customer=1,
    made_at=NOON,
    expires_at=NOON + timedelta(days=30),
)


def meanwhile(database: Database, monkeypatch: pytest.MonkeyPatch, do: Callable[[], Awaitable[Any]]) -> None:
    """Let something happen once after a batch was loaded; where nothing can, just before."""
    writer: Any = database.money.writer
    can_come_between = hasattr(writer, "_load") and "postgres" in type(writer).__name__.lower()
    name = "_load" if can_come_between else "transact"
    original, left = getattr(writer, name), [do]

    async def with_others(*args: Any, **kwargs: Any) -> Any:
        if can_come_between:
            await original(*args, **kwargs)
        while left:
            await left.pop()()
        return None if can_come_between else await original(*args, **kwargs)

    monkeypatch.setattr(writer, name, with_others)


class TestARecordThatAnotherProcessMakesMeanwhile:
    async def test_is_not_overwritten(
        self, bank: Bank, database: Database, elsewhere: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ada, there = await bank.customer(), PromoCodes(elsewhere)

        async def made_and_used() -> None:
            await there.make(CODE)
            await there.use(ada.id, CODE.id, try_key="message-1", now=NOON)

        meanwhile(database, monkeypatch, made_and_used)
        known = await PromoCodes(database).make(CODE)

        assert known.spent == naira(200)
        assert await bank.problems() == []

    async def test_of_the_same_name_is_seen(
        self, database: Database, elsewhere: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        another = replace(CODE, reward=naira(100))
        meanwhile(database, monkeypatch, lambda: PromoCodes(elsewhere).make(another))

        with pytest.raises(PromoCodeTaken):
            await PromoCodes(database).make(CODE)
