"""The settings: read once from the environment and `.env`, then passed on as plain values."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_DEMO_MARKS = ("demo", "AAAAAAAAAAAAAAAA")
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_ACCOUNT_PROCESSORS = {"paystack", "flutterwave"}


class BadSettings(ValueError):
    """A setting is wrong or missing. The message names it and says what is expected."""


def _address(value: str) -> str:
    address = urlsplit(value)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise ValueError("it has to be an address like https://example.com")
    return value.rstrip("/")


def is_here(host: str | None) -> bool:
    """Return whether that host is this machine."""
    return host in _LOOPBACK


def _pooler(value: str) -> str:
    if value and urlsplit(value).scheme.partition("+")[0] not in {"postgresql", "postgres"}:
        raise ValueError("it has to begin with postgresql+asyncpg://")
    return value


def _database(value: str) -> str:
    if urlsplit(value).scheme.partition("+")[0] not in {"sqlite", "postgresql", "postgres"}:
        raise ValueError("it has to begin with sqlite+aiosqlite:// or postgresql+asyncpg://")
    return value


def _redis(value: str) -> str:
    if value and urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
        raise ValueError("it has to begin with redis://, or be empty")
    return value


def _ids(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _origins(value: object) -> object:
    found = _ids(value)
    for each in found if isinstance(found, list) else ():
        address = urlsplit(each)
        if each != f"{address.scheme}://{address.netloc}" or address.scheme not in {"http", "https"}:
            raise ValueError("it lists origins like https://app.example.com, separated by commas")
    return found


def _bot_token(value: SecretStr) -> SecretStr:
    number, _, secret = value.get_secret_value().partition(":")
    if not number.isdigit() or len(secret) < 30:
        raise ValueError("it has to look like 123456789:AA… as @BotFather gave it")
    return value


def _some(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().strip():
        raise ValueError("it may not be empty")
    return value


def _lookup_key(value: SecretStr) -> SecretStr:
    try:
        key = base64.b64decode(value.get_secret_value(), validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ValueError("it has to be the base64 of 32 bytes")
    return value


def _perhaps(value: object) -> object:
    return None if value == "" else value


def _account_processors(value: object) -> object:
    names = value
    if isinstance(value, str):
        names = tuple(name.strip() for name in value.split(",") if name.strip())
    if not isinstance(names, tuple) or len(set(names)) != len(names) or not {*names} <= _ACCOUNT_PROCESSORS:
        raise ValueError("it lists paystack and flutterwave, separated by a comma, or nothing")
    return names


def _networks(value: object) -> object:
    networks = _ids(value)
    for each in networks if isinstance(networks, list) else ():
        try:
            ip_network(each)
        except ValueError:
            raise ValueError(
                "it lists addresses or networks such as 10.0.0.0/24, separated by commas"
            ) from None
    return networks


def _path_part(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    if not 8 <= len(text) <= 256 or not all(letter.isalnum() or letter in "-_" for letter in text):
        raise ValueError("it has to be 8 to 256 letters, digits, - and _")
    return value


Address = Annotated[str, AfterValidator(_address)]
Secret = Annotated[SecretStr, AfterValidator(_some)]
PathSecret = Annotated[SecretStr, AfterValidator(_path_part)]
Perhaps = BeforeValidator(_perhaps)  # empty means: not set
Bound = Annotated[int, Field(ge=1, le=10_000)]


Role = Literal["bot", "worker", "scheduler", "web"]
ROLES: tuple[Role, ...] = get_args(Role)


def _roles(value: object) -> object:
    names = value
    if isinstance(value, str):
        names = tuple(name.strip() for name in value.split(",") if name.strip())
    if not isinstance(names, tuple) or not names or not {*names} <= {*ROLES}:
        raise ValueError(f"it lists some of {', '.join(ROLES)}, separated by commas")
    return tuple(role for role in ROLES if role in names)


class Settings(BaseSettings):
    """Everything that differs between one installation and another."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True, env_ignore_empty=False
    )

    environment: Literal["demo", "production"]
    database_url: Annotated[str, AfterValidator(_database), Field(repr=False)]  # may hold a password
    redis_url: Annotated[str, AfterValidator(_redis), Field(repr=False)] = ""
    roles: Annotated[tuple[Role, ...], NoDecode, BeforeValidator(_roles)] = ROLES
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65_535)] = 8090  # 0: any free one
    trusted_proxies: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_networks)] = ()
    public_url: Address
    log_format: Literal["console", "json"] = Field(
        default_factory=lambda given: "json" if given.get("environment") == "production" else "console"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    metrics_token: Annotated[PathSecret | None, Perhaps] = None  # None: only who is near reads them
    sentry_dsn: Annotated[Secret | None, Perhaps] = None  # None: errors are logged and sent nowhere
    otel_exporter_otlp_endpoint: Annotated[Address | None, Perhaps] = None  # None: no traces are sent

    telegram_bot_token: Annotated[SecretStr, AfterValidator(_bot_token)]
    telegram_api_base: Address = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: Annotated[PathSecret | None, Perhaps] = None
    admin_telegram_ids: Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)] = frozenset()
    staff_group_ids: Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)] = frozenset()

    vtpass_base_url: Address = "https://vtpass.com/api"
    vtpass_api_key: Secret
    vtpass_public_key: Secret
    vtpass_secret_key: Secret
    vtpass_webhook_secret: Annotated[PathSecret | None, Perhaps] = None

    flutterwave_base_url: Address = "https://api.flutterwave.com/v3"
    flutterwave_secret_key: Annotated[Secret | None, Perhaps] = None  # None: this vendor is not there
    flutterwave_webhook_hash: Annotated[PathSecret | None, Perhaps] = None

    paystack_base_url: Address = "https://api.paystack.co"
    paystack_secret_key: Secret
    withdrawals: bool = False  # to the customers' bank accounts, through Paystack
    paystack_account_bank: Literal["titan-paystack", "wema-bank", "access-bank"] = "titan-paystack"

    # Who gives customers account numbers of their own, in the order of preference.
    personal_accounts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_account_processors)] = ()

    termii_base_url: Address = "https://v3.api.termii.com"
    termii_api_key: Annotated[Secret | None, Perhaps] = None  # None: this company is not there
    termii_sender: Annotated[str, Field(min_length=3, max_length=11)] = "Vision"
    africastalking_base_url: Address = "https://api.africastalking.com"
    africastalking_api_key: Annotated[Secret | None, Perhaps] = None
    africastalking_username: str = "sandbox"
    africastalking_sender: str = ""
    sms_webhook_secret: Annotated[PathSecret | None, Perhaps] = None
    smtp_host: str = ""  # empty: no e-mail is sent
    smtp_port: Annotated[int, Field(ge=1, le=65_535)] = 587
    smtp_user: str = ""
    smtp_password: Annotated[Secret | None, Perhaps] = None
    smtp_sender: str = ""

    identity_base_url: Annotated[Address | None, Perhaps] = None
    identity_api_key: Annotated[Secret | None, Perhaps] = None  # None: no level can be raised by a number

    backup_keys: Annotated[Secret | None, Perhaps] = None  # None: no backup can be made
    encryption_keys: Secret
    lookup_key: Annotated[SecretStr, AfterValidator(_lookup_key)]
    pin_pepper: Secret
    receipt_keys: Secret
    jwt_keys: Annotated[Secret | None, Perhaps] = None  # None: there is no HTTP API
    cors_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_origins)] = ()

    rules_file: Annotated[Path | None, Perhaps] = None
    rate_limits: bool = True
    update_concurrency: Bound = 64
    updates_waiting: Bound = 1_000
    payment_concurrency: Bound = 32
    message_concurrency: Bound = 16
    database_connections: Bound = 10
    database_pooler_url: Annotated[str, BeforeValidator(_pooler), Field(repr=False)] = ""
    clock_offset_seconds: int = 0

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        flutterwave = (self.flutterwave_secret_key, self.flutterwave_webhook_hash)
        if "flutterwave" in self.personal_accounts and None in flutterwave:
            raise ValueError(
                "PERSONAL_ACCOUNTS: flutterwave needs FLUTTERWAVE_SECRET_KEY and FLUTTERWAVE_WEBHOOK_HASH"
            )
        if self.telegram_mode == "webhook" and self.telegram_webhook_secret is None:
            raise ValueError("TELEGRAM_WEBHOOK_SECRET: it is needed when TELEGRAM_MODE is webhook")
        if self.roles != ROLES and not self.may_be_one_of_many:
            raise ValueError("ROLES: several processes need PostgreSQL; with SQLite one has all roles")
        if self.smtp_host and "@" not in self.smtp_sender:
            raise ValueError(
                "SMTP_SENDER: it is needed with SMTP_HOST, such as Vision <no-reply@example.com>"
            )
        if (self.identity_base_url is None) != (self.identity_api_key is None):
            raise ValueError("IDENTITY_API_KEY: it goes together with IDENTITY_BASE_URL")
        if bool(self.smtp_user) != (self.smtp_password is not None):
            raise ValueError("SMTP_PASSWORD: it goes together with SMTP_USER")
        if self.environment == "production":
            self._is_fit_for_production()
        return self

    def _is_fit_for_production(self) -> None:
        for name, value in self:
            if isinstance(value, SecretStr) and any(mark in value.get_secret_value() for mark in _DEMO_MARKS):
                raise ValueError(f"{name.upper()}: a demo value is refused in production")
        flutterwave = self.flutterwave_secret_key
        addresses = ["public_url", "telegram_api_base", "vtpass_base_url", "paystack_base_url"]
        perhaps = {
            "flutterwave_base_url": flutterwave,
            "termii_base_url": self.termii_api_key,
            "africastalking_base_url": self.africastalking_api_key,
            "identity_base_url": self.identity_api_key,
        }
        for name in [*addresses, *(name for name, key in perhaps.items() if key is not None)]:
            address = urlsplit(getattr(self, name))
            if address.scheme != "https" or address.hostname in _LOOPBACK:
                raise ValueError(f"{name.upper()}: it has to be a public https address in production")
        if self.paystack_secret_key.get_secret_value().startswith("sk_test_"):
            raise ValueError("PAYSTACK_SECRET_KEY: a test key is refused in production")
        if flutterwave is not None and flutterwave.get_secret_value().startswith("FLWSECK_TEST"):
            raise ValueError("FLUTTERWAVE_SECRET_KEY: a test key is refused in production")
        if self.clock_offset_seconds:
            raise ValueError("CLOCK_OFFSET_SECONDS: the clock is not moved in production")

    @property
    def may_be_one_of_many(self) -> bool:
        """Whether other processes may work on the same database."""
        return not self.database_url.startswith("sqlite")

    @property
    def telegram_is_here(self) -> bool:
        """Whether Telegram is the stand-in on this machine."""
        return urlsplit(self.telegram_api_base).hostname in _LOOPBACK

    @property
    def lacks(self) -> tuple[str, ...]:
        """What will not work as this is set up, in a sentence each."""
        said = []
        if self.roles != ROLES and not self.redis_url:
            said.append(
                "Without REDIS_URL processes find each other's work by looking, a second or two later."
            )
        if self.termii_api_key is None and self.africastalking_api_key is None:
            said.append(
                "No SMS can be sent without TERMII_API_KEY or AFRICASTALKING_API_KEY, so nobody can set a "
                "new PIN, move an account to another Telegram, or do what needs a one-time code."
            )
        if not self.smtp_host:
            said.append("No e-mail can be sent without SMTP_HOST, so codes go out by SMS alone.")
        if self.identity_api_key is None:
            said.append("No customer can get a higher level without IDENTITY_BASE_URL and IDENTITY_API_KEY.")
        return tuple(said)

    @property
    def lookup_key_bytes(self) -> bytes:
        """The key by which sealed values are found again."""
        return base64.b64decode(self.lookup_key.get_secret_value())

    def clock(self) -> datetime:
        """Return what time it is, aware and in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.clock_offset_seconds)


def read_settings(env_file: Path | None = Path(".env"), **given: Any) -> Settings:
    """Return the settings; what is given here has the last word.

    :raises BadSettings: in one sentence that names the setting and never shows its value
    """
    try:
        return Settings(_env_file=env_file, **given)
    except ValidationError as error:
        raise BadSettings(_sentence(error)) from None


class _Where(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)

    database_url: Annotated[str, AfterValidator(_database), Field(repr=False)]


def read_database_url() -> str | None:
    """Return where the database is, for commands that need nothing else; None if nobody said.

    :raises BadSettings: in one sentence
    """
    try:
        return _Where().database_url
    except ValidationError as error:
        if error.errors()[0]["type"] == "missing":
            return None
        raise BadSettings(_sentence(error)) from None


class _OwnAddress(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)

    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=1, le=65_535)] = 8090  # whoever takes any is not found again


def read_own_address() -> tuple[str, int]:
    """Return host and port that a process with these settings listens on.

    :raises BadSettings: in one sentence
    """
    try:
        own = _OwnAddress()
    except ValidationError as error:
        raise BadSettings(_sentence(error)) from None
    return own.http_host, own.http_port


class _ForBackups(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)

    database_url: Annotated[str, AfterValidator(_database), Field(repr=False)]
    backup_keys: Secret


def read_backup_settings() -> tuple[str, str]:
    """Return where the database is and the keys of its backups: all that a new machine needs to restore it.

    :raises BadSettings: in one sentence
    """
    try:
        given = _ForBackups()
    except ValidationError as error:
        raise BadSettings(_sentence(error)) from None
    return given.database_url, given.backup_keys.get_secret_value()


def _sentence(error: ValidationError) -> str:
    problem = error.errors(include_url=False, include_input=False)[0]
    said = problem["msg"].removeprefix("Value error, ")
    if not problem["loc"]:  # from `_fits_together`, which names the setting itself
        return _ended(said)
    name = str(problem["loc"][0]).upper()
    if problem["type"] == "missing":
        return f"{name} is not set; .env.example shows what it looks like."
    return _ended(f"{name}: {said[0].lower()}{said[1:]}")


def _ended(said: str) -> str:
    return said if said.endswith(".") else said + "."
