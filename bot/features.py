"""What an installation has switched on, by its settings: for staff to see, without a secret among it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.settings import Settings

_ON, _OFF = "on", "off"


def features_of(settings: Settings) -> Mapping[str, str]:
    """Return each feature with how it is set."""
    text_messages = {
        "termii": settings.termii_api_key,
        "africastalking": settings.africastalking_api_key,
    }
    return {
        "environment": settings.environment,
        "telegram": settings.telegram_mode,
        "vendors": _named({"vtpass": True, "flutterwave": settings.flutterwave_secret_key}),
        "processors": _named({"paystack": True, "flutterwave": settings.flutterwave_secret_key}),
        "personal-accounts": ", ".join(settings.personal_accounts) or _OFF,
        "withdrawals": _word(settings.withdrawals),
        "identity-checks": _word(settings.identity_api_key),
        "sms": _named(text_messages),
        "e-mail": _word(settings.smtp_host),
        "redis": _word(settings.redis_url),
        "rate-limits": _word(settings.rate_limits),
        "staff-groups": str(len(settings.staff_group_ids)),
    }


def _word(value: object) -> str:
    return _ON if value else _OFF


def _named(values: Mapping[str, object]) -> str:
    return ", ".join(name for name, value in values.items() if value) or _OFF
