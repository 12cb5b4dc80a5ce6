"""The demo's own keys: made once, and completed when there is a new kind of key."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.demo import _demo_keys, _sandbox_options
from sandbox.__main__ import _arguments


class TestTheDemosKeys:
    def test_stay_the_same_over_a_restart(self, tmp_path: Path) -> None:
        file = tmp_path / "keys.env"

        assert _demo_keys(file) == _demo_keys(file)
        assert file.stat().st_mode & 0o077 == 0

    def test_of_an_older_version_are_kept_and_completed(self, tmp_path: Path) -> None:
        file = tmp_path / "keys.env"
        file.write_text("PIN_PEPPER=the old one\n")

        keys = _demo_keys(file)

        assert keys["PIN_PEPPER"] == "the old one"
        assert keys["RECEIPT_KEYS"].startswith("1:")
        assert _demo_keys(file) == keys

    def test_may_begin_with_a_dash(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        keys = dict.fromkeys(_demo_keys(tmp_path / "keys.env"), "-like-an-option")

        monkeypatch.setattr("sys.argv", ["sandbox", *_sandbox_options(1, 2, 3, tmp_path, keys)])
        given = _arguments()

        assert given.sms_webhook_secret == given.flutterwave_webhook_hash == "-like-an-option"
        assert given.paystack_secret_key == "-like-an-option"
