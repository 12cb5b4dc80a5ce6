"""`python -m bot keys`: new keys, what each still has, and that none goes while something needs it."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands import keys as command
from bot.commands.keys import new_key
from bot.settings import read_settings
from domain.phones import Phone
from domain.registration import Customers
from storage.backup_files import BackupKeys
from storage.keyring import Keyring
from storage.pin_hasher import Argon2PinHasher
from storage.receipt_keys import Ed25519ReceiptKeys
from tests.builders import KEYS, LOOKUP_KEY, NOON, RULES, new_id, opened

EXAMPLE = Path(__file__).resolve().parent.parent.parent / ".env.example"
NEW = "k2:" + b64encode(b"2" * 32).decode()
PEPPER, NEW_PEPPER = "the-first-pepper", "1:" + "7" * 64
ENCRYPTION_KEY = KEYS.partition(":")[0]
NOTHING: command.Rings = {kind: [] for kind in command.RINGS}


@pytest.fixture
def an_installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> str:
    """The settings of one whose encryption key and pepper were just changed."""
    (tmp_path / ".env").write_bytes(EXAMPLE.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("LOOKUP_KEY", b64encode(LOOKUP_KEY).decode())
    monkeypatch.setenv("ENCRYPTION_KEYS", f"{NEW},{KEYS}")
    monkeypatch.setenv("PIN_PEPPER", f"{NEW_PEPPER},0:{PEPPER}")
    return database_url


async def ada_registered_before_that(database_url: str) -> None:
    hasher = Argon2PinHasher.from_text(PEPPER)
    async with opened(database_url) as database:
        await Customers(database, hasher, RULES).register(
            new_id(),
            telegram_id=7,
            name="Ada Obi",
            phone=Phone("+2348031234567"),
            language="en",
            pin="2580",
            now=NOON,
        )
    hasher.close()


class TestStatus:
    def test_counts_what_each_key_has(self, an_installation: str, capsys: pytest.CaptureFixture[str]) -> None:
        asyncio.run(ada_registered_before_that(an_installation))

        assert main(["keys", "status"]) == 0

        said = capsys.readouterr().out
        assert f"ENCRYPTION_KEYS: k2 (used) 0; {ENCRYPTION_KEY} 2\n" in said  # her name and her number
        assert "PIN_PEPPER: 1 (used) 0; 0 1\n" in said
        assert "RECEIPT_KEYS: 1 (used)\n" in said
        assert "BACKUP_KEYS: none\n" in said


class TestRetiring:
    def test_is_refused_while_something_needs_the_key(
        self, an_installation: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        asyncio.run(ada_registered_before_that(an_installation))

        assert main(["keys", "retire", "encryption", ENCRYPTION_KEY]) == 1
        assert main(["keys", "retire", "encryption", "k2"]) == 1
        assert main(["keys", "retire", "pepper", "0"]) == 1
        assert main(["keys", "retire", "receipt", "9"]) == 1

        told = capsys.readouterr().err
        assert f"2 values need {ENCRYPTION_KEY}." in told
        assert "k2 is the one that is used." in told
        assert "1 PINs and passwords need 0." in told
        assert "RECEIPT_KEYS has no 9." in told
        assert main(["reseal"]) == 0
        assert main(["keys", "retire", "encryption", ENCRYPTION_KEY]) == 0

    def test_of_a_receipt_key_leaves_its_public_half(
        self,
        sqlite_url: str,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        (tmp_path / ".env").write_bytes(EXAMPLE.read_bytes())
        monkeypatch.chdir(tmp_path)
        ring = f"2:{b64encode(b'2' * 32).decode()},1:{b64encode(b'1' * 32).decode()}"
        monkeypatch.setenv("RECEIPT_KEYS", ring)

        assert main(["keys", "retire", "receipt", "1"]) == 1

        public = capsys.readouterr().err.split("write ")[1].split(" in its place")[0]
        kept = Ed25519ReceiptKeys.from_text(f"{ring.split(',')[0]},{public}")
        assert kept.published == Ed25519ReceiptKeys.from_text(ring).published


class TestANewKey:
    def test_is_what_its_setting_takes(self) -> None:
        told = {kind: new_key(kind, NOTHING)[0].partition("=")[2] for kind in (*command.RINGS, "lookup")}

        settings = read_settings(
            EXAMPLE, lookup_key=told["lookup"], jwt_keys=told["jwt"], pin_pepper=told["pepper"]
        )
        assert Keyring.from_text(told["encryption"], settings.lookup_key_bytes).newest == b"k1"
        assert BackupKeys.from_text(told["backup"]).newest == "b1"
        assert Ed25519ReceiptKeys.from_text(told["receipt"]).newest == 1
        hasher = Argon2PinHasher.from_text(told["pepper"])
        hasher.close()
        assert hasher.number == 1

    def test_has_the_next_number_and_goes_in_front(self) -> None:
        rings = {**NOTHING, "encryption": ["k7", "demo"], "pepper": ["0"]}

        assert new_key("encryption", rings)[0].startswith("ENCRYPTION_KEYS=k8:")
        assert new_key("encryption", rings)[0].endswith(",<what is there>")
        assert new_key("pepper", rings)[0].startswith("PIN_PEPPER=1:")
        assert new_key("pepper", rings)[0].endswith(",0:<the pepper that is there>")

    def test_is_another_each_time(self) -> None:
        assert new_key("jwt", NOTHING) != new_key("jwt", NOTHING)

    @pytest.mark.parametrize(
        "words", [["keys", "new"], ["keys", "new", "spare"], ["keys", "retire", "jwt"], ["keys", "hide"]]
    )
    def test_and_nothing_else_is_understood(
        self, words: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(words) == 2
        assert "status, new or retire" in capsys.readouterr().err
