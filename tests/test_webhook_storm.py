"""A small storm of webhooks; `make bench ONLY=webhooks.storm` is the whole one."""

import pytest

from benchmarks.webhooks import weather


@pytest.mark.parametrize("seed", [1, 2])
async def test_leaves_every_wallet_right(empty_database_url: str, seed: int) -> None:
    storm = await weather(empty_database_url, events=150, seed=seed)

    assert storm.events >= 150
    assert storm.forged > 20
    assert storm.wrong_balances == 0
