"""The command line: `python -m bot`, or `vision` where it is installed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from bot.settings import BadSettings

# What `--help` says of each; the module of that name in `bot.commands` has a `main`: what it returns is the
# exit status.
COMMANDS = {
    "demo": "the whole product on this machine, with stand-ins for Telegram, VTpass and Paystack",
    "run": "the bot, as the settings say",
    "migrate": "bring the configured database to the newest schema",
    "health": "whether the process on the configured port answers",
    "sync": "read the vendors' lists of plans and limits into the catalogue now",
    "audit": "check the books of the configured database",
    "books": "print the trial balance of the configured database",
    "reseal": "encrypt everything with the newest key, so that an older one can be taken off the ring",
    "keys": "make new keys, say which are in use, and whether an old one may go",
    "backup": "write the database into a closed file, while everything goes on",
    "restore": "bring a backup back into an empty database, and let nothing begin until somebody has looked",
    "openapi": "write the document of the HTTP API into a file",
    "verify": "tell whether a receipt is genuine: its code, or a picture or PDF of it",
}
# What some of them are told, by the names that their `main` has for it; "?" after what may be left out.
ARGUMENTS = {
    "backup": {
        "folder": "where the file goes, beside its SHA-256",
        "--keep-days": "delete the backups there that are older, but never the newest three",
    },
    "keys": {
        "action": "status, new or retire",
        "kind?": "encryption, pepper, receipt, jwt, backup or lookup",
        "name?": "which one is to go",
    },
    "restore": {"file": "a file that `backup` wrote"},
    "openapi": {"file": "where it goes"},
    "run": {"--roles": "what this process does: some of bot, worker, scheduler and web, separated by commas"},
    "verify": {
        "shown": "the text that begins with VSN1, or a file",
        "--keys": "a copy of /receipt-keys.json; without it, the settings and the books are used",
    },
}
WRONG_SETTINGS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    parser = argparse.ArgumentParser(prog="vision", description="Pay bills from a Telegram chat.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, told in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=told, description=told)
        for argument, meaning in ARGUMENTS.get(name, {}).items():
            nargs = "?" if argument.endswith("?") else None
            subparser.add_argument(argument.removesuffix("?"), nargs=nargs, help=meaning)
    given = vars(parser.parse_args(arguments))
    run: Callable[..., int] = import_module(f"bot.commands.{given.pop('command')}").main
    try:
        return run(**given)
    except BadSettings as error:
        print(error, file=sys.stderr)
        return WRONG_SETTINGS
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
