"""The bot as a process of its own: started as people start it, and never left behind."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


async def start(command: str, folder: Path, **environment: str) -> asyncio.subprocess.Process:
    """Start a command of the bot in that folder, which keeps its `var/`.

    Its settings are the example's, as far as they are not given here.
    """
    (folder / ".env").write_bytes((ROOT / ".env.example").read_bytes())
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", command),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LOG_LEVEL": "INFO", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def line_with(process: asyncio.subprocess.Process, words: str) -> str:
    """Wait for a line that holds these words."""
    assert process.stdout is not None
    seen = []
    async with asyncio.timeout(120):
        while line := (await process.stdout.readline()).decode():
            seen.append(line)
            if words in line:
                return line
    raise AssertionError(f"{words!r} was never said, but:\n{''.join(seen)}")


@asynccontextmanager
async def ended(process: asyncio.subprocess.Process) -> AsyncIterator[asyncio.subprocess.Process]:
    """Let no process outlive its test."""
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()
