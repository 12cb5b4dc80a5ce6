"""What the clock starts."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.jobs import Job, Jobs


class TestAJob:
    async def test_that_is_cut_short_by_stopping_is_no_news(self, caplog: pytest.LogCaptureFixture) -> None:
        began, over = asyncio.Event(), asyncio.Event()

        async def work() -> None:
            began.set()
            try:
                await asyncio.Event().wait()
            finally:
                over.set()

        jobs = Jobs(Job("wait for ever", timedelta(milliseconds=20), work))
        with caplog.at_level(logging.WARNING):
            jobs.start()
            await began.wait()
            jobs.stop()
            await over.wait()
            await asyncio.sleep(0)  # what is said of a job is said a moment after it

        assert [record.message for record in caplog.records if "wait for ever" in record.message] == []
