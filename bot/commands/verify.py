"""`verify`: check a receipt by its signature, and by the books where there are any."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import orjson

from bot.background import Background
from bot.commands.run import check_database
from bot.keys import keyring_of, receipt_keys_of
from bot.papers.qr import LARGEST_FILE, receipt_in
from bot.papers.words import finding
from bot.settings import BadSettings, Settings, read_settings
from bot.text import ENGLISH, translator
from domain.receipts import Genuine, Receipts, Verdict
from domain.receipts import verify as verify_signature
from storage.database import open_database
from storage.receipt_keys import Ed25519ReceiptKeys


def main(shown: str, keys: str | None = None) -> int:
    """Print what was found; 0 if the receipt is genuine and still holds, else 1.

    :param shown: a code, or the file of a picture or PDF with one
    :param keys: a copy of `/receipt-keys.json`; then no settings and no books are needed
    """
    code = _code_in(shown)
    if keys is not None:
        verdict, asked = verify_signature(code, _published(Path(keys))), False
    else:
        verdict, asked = asyncio.run(_with_books(code, read_settings()))
    found = finding(translator(ENGLISH), verdict)
    print(f"{found.mark} {found.title}", *found.facts, sep="\n")
    if not asked:
        print("The books were not asked what became of the payment since.", file=sys.stderr)
    return 0 if isinstance(verdict, Genuine) else 1


def _code_in(shown: str) -> str:
    # A path can't be told from a code by its looks alone, and no code is the name of a file.
    try:
        file = Path(shown)
        if not file.is_file():
            return shown
        if file.stat().st_size > LARGEST_FILE:
            raise BadSettings(f"{shown}: that file is too large to be a receipt.")
        return receipt_in(file.read_bytes()) or ""
    except OSError:
        return shown


def _published(file: Path) -> Ed25519ReceiptKeys:
    try:
        return Ed25519ReceiptKeys.from_published(orjson.loads(file.read_bytes()))
    except (OSError, ValueError) as error:
        raise BadSettings(f"{file}: these are no published receipt keys.") from error


async def _with_books(code: str, settings: Settings) -> tuple[Verdict, bool]:
    keys = receipt_keys_of(settings)
    try:
        await check_database(settings)
    except BadSettings:
        return verify_signature(code, keys), False
    database = open_database(settings.database_url, keyring_of(settings), spawn=Background().spawn)
    try:
        return await Receipts(database, keys).check(code), True
    finally:
        await database.close()
