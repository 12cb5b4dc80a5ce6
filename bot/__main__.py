"""The command line: `python -m bot`, or `vision` where it is installed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from bot.settings import BadSettings

# What `--help` says of each; the module of that name in `bot.commands` has a `main() -> int`.
COMMANDS = {
    "demo": "the whole product on this machine, with stand-ins for Telegram, VTpass and Paystack",
    "run": "the bot, as the settings say",
    "migrate": "bring the configured database to the newest schema",
    "audit": "check the books of the configured database",
    "reseal": "encrypt everything with the newest key, so that an older one can be taken off the ring",
}
WRONG_SETTINGS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    parser = argparse.ArgumentParser(prog="vision", description="Pay bills from a Telegram chat.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, told in COMMANDS.items():
        subparsers.add_parser(name, help=told, description=told)
    command = parser.parse_args(arguments).command
    run: Callable[[], int] = import_module(f"bot.commands.{command}").main
    try:
        return run()
    except BadSettings as error:
        print(error, file=sys.stderr)
        return WRONG_SETTINGS
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
