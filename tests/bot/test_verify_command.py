"""`python -m bot verify`: a receipt checked on the command line, with the books or with public keys alone."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
import segno

from bot.__main__ import main
from domain.receipts import sign
from storage.receipt_keys import Ed25519ReceiptKeys
from tests.bot.engine import EXAMPLE
from tests.domain.test_receipts import RECEIPT

DEMO = Ed25519ReceiptKeys.from_text("1:" + base64.b64encode(bytes(32)).decode())
CODE = str(sign(RECEIPT, DEMO))
CHANGED = CODE[:30] + ("A" if CODE[30] != "A" else "B") + CODE[31:]


@pytest.fixture
def keys(tmp_path: Path) -> str:
    """A copy of what an installation publishes."""
    file = tmp_path / "receipt-keys.json"
    file.write_text(json.dumps(DEMO.published))
    return str(file)


class TestVerify:
    def test_needs_nothing_but_public_keys(self, keys: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["verify", CODE, "--keys", keys]) == 0

        said = capsys.readouterr()
        assert said.out.splitlines()[:2] == ["✅ Genuine receipt. It was delivered.", "Light ₦10,000"]
        assert "books were not asked" in said.err

    def test_refuses_a_changed_receipt(self, keys: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["verify", CHANGED, "--keys", keys]) == 1

        assert "Not genuine" in capsys.readouterr().out

    def test_reads_pictures(self, keys: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        segno.make(CODE, error="m").save(str(tmp_path / "receipt.png"), scale=3)
        segno.make("hello", error="m").save(str(tmp_path / "hello.png"), scale=3)

        assert main(["verify", str(tmp_path / "receipt.png"), "--keys", keys]) == 0
        assert main(["verify", str(tmp_path / "hello.png"), "--keys", keys]) == 1

    def test_asks_the_books_where_there_are_any(
        self,
        sqlite_url: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        (tmp_path / ".env").write_text(
            EXAMPLE.read_text(encoding="utf-8") + f"\nDATABASE_URL={sqlite_url}\n", encoding="utf-8"
        )
        monkeypatch.chdir(tmp_path)

        assert main(["verify", CODE]) == 0

        assert capsys.readouterr().err == ""

    def test_says_when_the_keys_are_none(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = tmp_path / "keys.json"
        for text in ("[]", "{", '{"1": 5}', '{"one": "x"}'):
            file.write_text(text)
            assert main(["verify", CODE, "--keys", str(file)]) == 2
            assert "these are no published receipt keys" in capsys.readouterr().err
