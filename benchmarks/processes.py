"""The bot, the stand-ins and a bare echo as processes of their own, on free ports of this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bank import KEYS, LOOKUP_KEY_TEXT, PEPPER
from benchmarks.figures import ROOT
from bot.business_rules import DEFAULT_FILE

TOKEN = "8080:a-bot-of-the-benchmarks-000000000000"
ECHO_TOKEN = "9090:an-echo-of-the-benchmarks-00000000000"
_LINES_KEPT = 2_000


@dataclass
class Program:
    """A process whose output is read away, so that it never waits for a reader."""

    process: subprocess.Popen[str]
    said: deque[str]
    _reader: threading.Thread

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._reader.join()

    def stop(self) -> None:
        """Ask it to stop; end it if it does not."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
        self._reader.join()


def start(*command: str, ready: str, environment: Mapping[str, str] | None = None) -> tuple[Program, str]:
    """Start `python …` and wait for the line that says it is ready; that line comes back too.

    :raises AssertionError: if it ended before, with what it said
    """
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: deque[str] = deque(maxlen=_LINES_KEPT)
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if ready in line:
            break
    else:
        raise AssertionError(f"{' '.join(command)} did not start:\n{''.join(said)}")
    reader = threading.Thread(target=said.extend, args=(process.stdout,), daemon=True)
    reader.start()
    return Program(process, said, reader), line


@contextmanager
def stand_ins(*options: str) -> Iterator[str]:
    """Run the stand-ins and give their address. They know the bot and the echo by their tokens."""
    program, line = start(
        *("-m", "sandbox", "--port", "0", "--smtp-port", "0", "--friendly"),
        *("--bot-token", TOKEN, "--bot-token", ECHO_TOKEN),
        *options,
        ready="ready at",
    )
    try:
        yield line.rpartition(" ")[2].strip()
    finally:
        program.stop()


def start_bot(address: str, database_url: str, **settings: str) -> Program:
    """Start the real bot against the stand-ins at that address."""
    environment = {
        **_example(),
        "DATABASE_URL": database_url,
        "HTTP_PORT": "0",
        "LOG_LEVEL": "INFO",
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": address,
        "VTPASS_BASE_URL": f"{address}/vtpass/api",
        "PAYSTACK_BASE_URL": f"{address}/paystack",
        "ENCRYPTION_KEYS": KEYS,
        "LOOKUP_KEY": LOOKUP_KEY_TEXT,
        "PIN_PEPPER": PEPPER,
        "RATE_LIMITS": "false",
        "RULES_FILE": str(_rules_without_suspicion()),
        **settings,
    }
    program, _ = start("-m", "bot", "run", ready="the bot is running", environment=environment)
    return program


def start_echo(address: str) -> Program:
    """Start a bare aiogram bot that says everything again."""
    program, _ = start("-m", "benchmarks.echo", address, ECHO_TOKEN, ready="polling")
    return program


def _rules_without_suspicion() -> Path:
    """Write down rules by which nobody is asked for a code: our crowds buy for strangers, and in a hurry."""
    rules = DEFAULT_FILE.read_text(encoding="utf-8")
    rules, changed = re.subn(r"(?m)^(step_up_from|review_from) = \d+", r"\1 = 1_000_000", rules)
    if changed != len(("step_up_from", "review_from")):
        raise ValueError("the rules of risk are called otherwise now")
    kept = Path(tempfile.gettempdir()) / f"vision-rules-of-benchmarks-{os.getpid()}.toml"
    kept.write_text(rules, encoding="utf-8")
    return kept


def _example() -> dict[str, str]:
    """Return the example's settings, so that no `.env` of whoever measures has a say."""
    lines = Path(ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _, value in pairs}
