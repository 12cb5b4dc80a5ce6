"""Settings: right ones are read, wrong ones answered with one sentence that gives nothing away."""

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.app import App
from bot.business_rules import BadRules, read_rules
from bot.keys import access_tokens_of
from bot.settings import BadSettings, Settings, read_settings
from domain.money import naira
from domain.vendors import Category
from tests.bot.engine import EXAMPLE

FIT_FOR_PRODUCTION = {
    "environment": "production",
    "database_url": "postgresql+asyncpg://vision:pass@db/vision",
    "public_url": "https://vision.example.com",
    "telegram_api_base": "https://api.telegram.org",
    "telegram_bot_token": "123456789:" + "R" * 35,
    "vtpass_base_url": "https://vtpass.com/api",
    "vtpass_api_key": "live-api",
    "vtpass_public_key": "PK_live",
    "vtpass_secret_key": "SK_live",
    "paystack_base_url": "https://api.paystack.co",
    "paystack_secret_key": "sk_live_something",
    "encryption_keys": "k1:" + base64.b64encode(b"k" * 32).decode(),
    "lookup_key": base64.b64encode(b"l" * 32).decode(),
    "pin_pepper": "something long",
    "receipt_keys": "1:" + base64.b64encode(b"r" * 32).decode(),
    "jwt_keys": "1:" + base64.b64encode(b"j" * 32).decode(),
}


def refused(**given: Any) -> str:
    with pytest.raises(BadSettings) as caught:
        read_settings(EXAMPLE, **given)
    return str(caught.value)


class TestTheSettings:
    def test_are_read_from_the_example(self) -> None:
        settings = read_settings(EXAMPLE)

        assert settings.environment == "demo"
        assert settings.admin_telegram_ids == {1000}
        assert settings.telegram_webhook_secret is None

    def test_let_the_environment_have_the_last_word(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PORT", "9999")
        monkeypatch.setenv("ADMIN_TELEGRAM_IDS", " 7, 8 ,")

        settings = read_settings(EXAMPLE)

        assert settings.http_port == 9999
        assert settings.admin_telegram_ids == {7, 8}

    def test_name_what_is_missing(self, tmp_path: Path) -> None:
        with pytest.raises(BadSettings, match=r"^ENVIRONMENT is not set; \.env\.example shows"):
            read_settings(tmp_path / "no such file")

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("environment", "staging", "ENVIRONMENT: input should be 'demo' or 'production'."),
            ("database_url", "mysql://x", "DATABASE_URL: it has to begin with sqlite+aiosqlite://"),
            ("redis_url", "localhost:6379", "REDIS_URL: it has to begin with redis://"),
            ("http_port", "eighty", "HTTP_PORT: input should be a valid integer"),
            ("http_port", "70000", "HTTP_PORT: input should be less than or equal to 65535."),
            ("public_url", "vision.example.com", "PUBLIC_URL: it has to be an address like"),
            ("telegram_bot_token", "secret", "TELEGRAM_BOT_TOKEN: it has to look like 123456789:AA…"),
            ("telegram_mode", "carrier pigeon", "TELEGRAM_MODE: input should be 'polling' or 'webhook'."),
            (
                "telegram_mode",
                "webhook",
                "TELEGRAM_WEBHOOK_SECRET: it is needed when TELEGRAM_MODE is webhook.",
            ),
            ("admin_telegram_ids", "ada", "ADMIN_TELEGRAM_IDS: input should be a valid integer"),
            ("vtpass_webhook_secret", "a/b", "VTPASS_WEBHOOK_SECRET: it has to be 8 to 256 letters"),
            ("flutterwave_webhook_hash", "short", "FLUTTERWAVE_WEBHOOK_HASH: it has to be 8 to 256 letters"),
            ("vtpass_api_key", " ", "VTPASS_API_KEY: it may not be empty."),
            ("cors_origins", "https://a.example/x", "CORS_ORIGINS: it lists origins"),
            ("lookup_key", "short", "LOOKUP_KEY: it has to be the base64 of 32 bytes."),
            ("update_concurrency", "0", "UPDATE_CONCURRENCY: input should be greater than or equal to 1."),
        ],
    )
    def test_say_in_one_sentence_what_is_wrong(self, name: str, value: str, said: str) -> None:
        sentence = refused(**{name: value})

        assert sentence.startswith(said)
        assert "\n" not in sentence
        assert sentence.endswith(".")

    def test_say_what_is_wrong_with_a_key_of_the_api(self) -> None:
        with pytest.raises(BadSettings, match=r"^JWT_KEYS: each key is"):
            access_tokens_of(read_settings(EXAMPLE, jwt_keys="1:c2hvcnQ="))

    @pytest.mark.parametrize("keys", ["", "k1", "k1:short", "k 1:" + "A" * 43 + "=", "k1:§"])
    def test_say_what_is_wrong_with_a_key_without_showing_it(self, keys: str) -> None:
        with pytest.raises(BadSettings, match=r"^ENCRYPTION_KEYS: ") as caught:
            App(read_settings(EXAMPLE, encryption_keys=keys))

        assert "short" not in str(caught.value)

    @pytest.mark.parametrize("keys", ["1", "1:short", "first:" + "A" * 43 + "=", "1:§"])
    def test_say_what_is_wrong_with_a_key_that_signs_receipts(self, keys: str) -> None:
        with pytest.raises(BadSettings, match=r"^RECEIPT_KEYS: ") as caught:
            App(read_settings(EXAMPLE, receipt_keys=keys))

        assert "short" not in str(caught.value)

    def test_show_no_secret(self) -> None:
        settings = read_settings(EXAMPLE, database_url="postgresql+asyncpg://vision:hidden@db/vision")

        shown = repr(settings)

        assert "hidden" not in shown
        assert "not-secret" not in shown
        assert "AAAA" not in shown

    def test_move_the_clock(self) -> None:
        settings = read_settings(EXAMPLE, clock_offset_seconds=3_600)

        assert timedelta(minutes=59) < settings.clock() - datetime.now(UTC) < timedelta(minutes=61)


class TestProduction:
    def test_starts_with_what_is_fit_for_it(self) -> None:
        assert isinstance(read_settings(None, **FIT_FOR_PRODUCTION), Settings)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("telegram_bot_token", "8080:vision-demo-token-not-secret-0000000"),
            ("vtpass_api_key", "demo-api-key"),
            ("flutterwave_secret_key", "FLWSECK_TEST-something"),
            ("paystack_secret_key", "sk_test_something"),
            ("encryption_keys", "demo:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            ("lookup_key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            ("pin_pepper", "demo-pepper-not-secret"),
            ("receipt_keys", "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            ("jwt_keys", "1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            ("public_url", "http://vision.example.com"),
            ("public_url", "https://127.0.0.1:8090"),
            ("telegram_api_base", "http://api.telegram.org"),
            ("paystack_base_url", "https://localhost/paystack"),
            ("clock_offset_seconds", 60),
        ],
    )
    def test_refuses_what_belongs_to_a_demo(self, name: str, value: object) -> None:
        with pytest.raises(BadSettings, match=rf"^{name.upper()}: "):
            read_settings(None, **{**FIT_FOR_PRODUCTION, name: value})

    def test_needs_a_public_address_of_flutterwave_only_where_it_is_asked(self) -> None:
        here = {**FIT_FOR_PRODUCTION, "flutterwave_base_url": "http://127.0.0.1:8080/flutterwave/v3"}

        assert read_settings(None, **here).flutterwave_secret_key is None
        with pytest.raises(BadSettings, match=r"^FLUTTERWAVE_BASE_URL: "):
            read_settings(None, **here, flutterwave_secret_key="FLWSECK-something")


class TestSendingMessages:
    def test_lacks_nothing_with_a_company_and_a_mail_server(self) -> None:
        settings = read_settings(
            EXAMPLE,
            termii_api_key="key",
            smtp_host="mail.example.com",
            smtp_sender="Vision <a@b.example>",
            identity_base_url="https://identity.example.com",
            identity_api_key="key",
        )

        assert settings.lacks == ()

    def test_says_what_will_not_work_without(self) -> None:
        sms, mail, identity = read_settings(EXAMPLE).lacks

        assert "TERMII_API_KEY or AFRICASTALKING_API_KEY" in sms
        assert "SMTP_HOST" in mail
        assert "higher level without IDENTITY_BASE_URL" in identity

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"smtp_host": "mail.example.com"}, "SMTP_SENDER: it is needed with SMTP_HOST"),
            ({"smtp_user": "vision"}, "SMTP_PASSWORD: it goes together with SMTP_USER"),
            ({"termii_sender": "a name too long"}, "TERMII_SENDER: "),
            ({"sms_webhook_secret": "short"}, "SMS_WEBHOOK_SECRET: "),
            ({"identity_api_key": "key"}, "IDENTITY_API_KEY: it goes together with IDENTITY_BASE_URL"),
        ],
    )
    def test_refuses_what_does_not_fit(self, given: dict[str, Any], said: str) -> None:
        assert refused(**given).startswith(said)

    @pytest.mark.parametrize("vendor", ["termii", "africastalking"])
    def test_takes_public_addresses_alone_in_production(self, vendor: str) -> None:
        given = {
            **FIT_FOR_PRODUCTION,
            f"{vendor}_api_key": "live",
            f"{vendor}_base_url": "http://127.0.0.1:8080",
        }

        assert refused(**given).startswith(f"{vendor.upper()}_BASE_URL: it has to be a public https address")


class TestTheCommandLine:
    def test_answers_a_wrong_setting_with_a_sentence_and_status_2(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("ENVIRONMENT", "demo")

        status = main(["run"])

        assert status == 2
        assert capsys.readouterr().err == "DATABASE_URL is not set; .env.example shows what it looks like.\n"

    def test_asks_for_the_migration_before_it_runs(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / ".env").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
        monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/empty.sqlite3")
        monkeypatch.setattr("bot.commands.run.configure", lambda *_: None)

        status = main(["run"])

        assert status == 2
        assert "`python -m bot migrate` does it" in capsys.readouterr().err

    def test_audits_a_database_that_is_migrated(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/new.sqlite3")

        assert main(["migrate"]) == 0
        assert main(["audit"]) == 0

        assert capsys.readouterr().out == "The database is up to date.\n0 problems\n"

    def test_puts_everything_under_the_newest_key(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / ".env").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
        monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/new.sqlite3")

        assert main(["reseal"]) == 2
        assert main(["migrate"]) == 0
        assert main(["reseal"]) == 0

        assert "0 values were encrypted with the newest key." in capsys.readouterr().out


class TestTheRules:
    def test_are_those_of_the_business(self) -> None:
        rules = read_rules()

        assert rules.tiers[1].daily_outflow == naira(50_000)
        assert rules.tiers[3].maximum_balance is None
        assert rules.fees[Category.ELECTRICITY].basis_points == 150
        assert rules.vat_basis_points == 750
        assert [lock.wrong for lock in rules.pin_locks] == [3, 5, 7]
        assert {rule.name for rule in rules.cashback if not rule.is_on} == {"weekend"}
        assert {rule.name for rule in rules.cashback if rule.is_on} == {
            "base",
            "electricity",
            "high-value",
            "big-billers",
            "spectranet",
        }

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (("minimum = 50", "minimum = 50.005"), "bills.minimum: .*whole number of kobo"),
            (("minimum = 50", "minimum = -1"), "bills.minimum: an amount is a number of naira"),
            (("minimum = 50", ""), "bills.minimum: Field required"),
            (("minimum = 50", "minimal = 50"), "bills.minimum: Field required"),
            (("share = 1.5", "share = 1.555"), "fees.electricity.share: a share has two decimals"),
            (("share = 1.5", "share = 150"), "a share is a number of percent"),
            (('open_for = "2m"', 'open_for = "2 minutes"'), "a time is a number and a unit"),
            (
                ("[[pin_locks]]\nwrong = 3", "[[pin_locks]]\nwrong = 9"),
                "the PIN locks have to come by rising numbers",
            ),
            (("{ wrong = 10", "{ wrong = 4"), "sign_ins: the locks have to come by rising numbers"),
            (("[promises.airtime]", "[promises.sweets]"), "promises.sweets"),
            (("[tiers.1]", "[tiers.9]"), "tier 1 is missing"),
            (("[bills]", "[bills"), "is not TOML"),
        ],
    )
    def test_are_refused_with_the_place_where_they_are_wrong(
        self, change: tuple[str, str], said: str, tmp_path: Path
    ) -> None:
        file = tmp_path / "rules.toml"
        right = (EXAMPLE.parent / "bot" / "business_rules.toml").read_text(encoding="utf-8")
        file.write_text(right.replace(*change, 1), encoding="utf-8")

        with pytest.raises(BadRules, match=said):
            read_rules(file)

    def test_stop_the_start_when_they_are_not_there(self) -> None:
        with pytest.raises(BadSettings, match=r"^RULES_FILE: nowhere\.toml can't be read: No such file"):
            App(read_settings(EXAMPLE, rules_file="nowhere.toml"))
