"""`keys`: make new keys, say which are in use and how much each still has, and whether one may go.

It changes nothing: settings are written by whoever runs the installation (docs/runbooks/keys.md).
"""

from __future__ import annotations

import asyncio
import base64
import secrets
import sys

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.background import Background
from bot.commands.run import check_database
from bot.keys import keyring_of
from bot.settings import BadSettings, Settings, read_settings
from storage.database import open_database
from storage.key_use import count_pins, count_values
from storage.pin_hasher import peppers_of
from storage.receipt_keys import Ed25519ReceiptKeys

# What people call them → the setting, and what stands before a number in a key's name.
RINGS = {
    "encryption": ("ENCRYPTION_KEYS", "k"),
    "pepper": ("PIN_PEPPER", ""),
    "receipt": ("RECEIPT_KEYS", ""),
    "jwt": ("JWT_KEYS", ""),
    "backup": ("BACKUP_KEYS", "b"),
}
_ONE_FOR_EVER = "lookup"
_ACTIONS = "status, new or retire"
_KINDS = ", ".join([*RINGS, _ONE_FOR_EVER])

Rings = dict[str, list[str]]  # of each kind the names of its keys, the one that is used first


class _Known(BaseSettings):
    """The rings as far as they are written already: on the first day none is."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)

    encryption_keys: SecretStr = SecretStr("")
    pin_pepper: SecretStr = SecretStr("")
    receipt_keys: SecretStr = SecretStr("")
    jwt_keys: SecretStr = SecretStr("")
    backup_keys: SecretStr = SecretStr("")


def main(action: str, kind: str | None = None, name: str | None = None) -> int:
    """Do what is asked for. 1 if a key may not go.

    :raises BadSettings: if it is asked for in other words, or a setting is wrong
    """
    if action == "status" and kind is None:
        for line in asyncio.run(_status(read_settings())):
            print(line)
        return 0
    if action == "new" and kind in {*RINGS, _ONE_FOR_EVER} and name is None:
        for line in new_key(kind, _rings(_Known())):
            print(line)
        return 0
    if action == "retire" and kind in RINGS and name is not None:
        settings = read_settings()
        refusal = asyncio.run(_why_not(kind, name, settings))
        if refusal is None:
            print(f"{name} may be taken out of {RINGS[kind][0]}. {_last_word(kind, name)}")
            return 0
        print(refusal, file=sys.stderr)
        return 1
    raise BadSettings(f"keys: {_ACTIONS}; of {_KINDS}; `retire` also wants the key's name.")


def new_key(kind: str, rings: Rings) -> list[str]:
    """Return a new key and where it goes, in lines. There is no other copy of it."""
    if kind == _ONE_FOR_EVER:
        return [
            f"LOOKUP_KEY={_random()}",
            "Only for a new installation: with another one no customer is found any more.",
        ]
    setting, prefix = RINGS[kind]
    known = rings[kind]
    numbers = [int(digits) for each in known if (digits := each.removeprefix(prefix)).isdigit()]
    name = f"{prefix}{max(numbers, default=0) + 1}"
    key = f"{name}:{secrets.token_hex(32) if kind == 'pepper' else _random()}"
    if not known:
        return [f"{setting}={key}"]
    rest = "0:<the pepper that is there>" if known == ["0"] and kind == "pepper" else "<what is there>"
    return [
        f"{setting}={key},{rest}",
        f"Where several processes run, first {setting}={rest},{name}:… for all of them, so that each",
        "knows it before any uses it. Then as above. docs/runbooks/keys.md says what comes next.",
    ]


def _random() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _rings(known: BaseSettings) -> Rings:
    found = {}
    for kind, (setting, _) in RINGS.items():
        secret: SecretStr | None = getattr(known, setting.lower())
        text = secret.get_secret_value() if secret is not None else ""
        if kind == "pepper":
            found[kind] = [str(number) for number in peppers_of(text)] if text else []
        else:
            parts = (part.strip() for part in text.split(","))
            found[kind] = [part.partition(":")[0] for part in parts if part]
    return found


async def _counted(settings: Settings) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many values each encryption key sealed, and how many PINs each pepper."""
    keyring = keyring_of(settings)
    await check_database(settings)
    database = open_database(settings.database_url, keyring, spawn=Background().spawn)
    try:
        pins = await count_pins(database)
        return dict(await count_values(database)), {str(number): count for number, count in pins.items()}
    finally:
        await database.close()


async def _status(settings: Settings) -> list[str]:
    rings = _rings(settings)
    values, pins = await _counted(settings)
    lines = []
    for kind, (setting, _) in RINGS.items():
        known, counted = rings[kind], {"encryption": values, "pepper": pins}.get(kind)
        if not known:
            lines.append(f"{setting}: none")
            continue
        told = [
            f"{name}{' (used)' if name == known[0] else ''}"
            + (f" {counted.get(name, 0):,}" if counted is not None else "")
            for name in known
        ]
        lost = sum(count for name, count in (counted or {}).items() if name not in known)
        lines.append(f"{setting}: {'; '.join(told)}" + (f"; {lost:,} by none of these" if lost else ""))
    return lines


async def _why_not(kind: str, name: str, settings: Settings) -> str | None:
    """Return why that key must stay; None if it may go."""
    setting, _ = RINGS[kind]
    known = _rings(settings)[kind]
    if name not in known:
        return f"{setting} has no {name}."
    if name == known[0]:
        return f"{name} is the one that is used. Put a new one in front of it first."
    if kind == "receipt":
        public = Ed25519ReceiptKeys.from_text(settings.receipt_keys.get_secret_value()).published[name]
        return f"Receipts need {name} for ever. Its secret may go: write {name}:public:{public} in its place."
    if kind not in {"encryption", "pepper"}:
        return None
    values, pins = await _counted(settings)
    if kind == "encryption" and values[name]:
        return f"{values[name]:,} values need {name}. `python -m bot reseal` closes them with {known[0]}."
    if kind == "pepper" and pins.get(name):
        return (
            f"{pins[name]:,} PINs and passwords need {name}. Each goes over to {known[0]} when it is next "
            f"right. Taken out now, {name} leaves their owners to set a new one by a code."
        )
    return None


def _last_word(kind: str, name: str) -> str:
    return {
        "encryption": "Only if it was not the first for a day: one-time codes, kept answers and "
        "conversations in Redis live so long. Old database backups still need it.",
        "pepper": "Only if it was not the first for an hour: one-time codes live so long. Old database "
        "backups still need it.",
        "jwt": "Only if it was not the first for half an hour: tokens live so long. Whose token ends early "
        "uses her refresh token.",
        "backup": f"Backups that {name} closed can't be opened any more: keep a copy of it as long as them.",
    }[kind]
