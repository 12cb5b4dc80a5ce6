"""Promo codes and referrals: rows ↔ values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.money import Money
from domain.promo_codes import PromoCode, PromoUse
from domain.referrals import Referral, ReferralStatus
from storage.keyring import Keyring


def promo_from(row: Mapping[Any, Any], keyring: Keyring) -> PromoCode:
    """Return the value of a row of `promo_codes`; its moments are aware already."""
    return as_promo(row)


def as_promo(row: Mapping[Any, Any]) -> PromoCode:
    """Return the value of a row of `promo_codes`, for which no key is needed."""
    return PromoCode(
        id=row["id"],
        reward=Money(row["reward"]),
        budget=Money(row["budget"]),
        per_customer=row["per_customer"],
        made_at=row["made_at"],
        expires_at=row["expires_at"],
        least_bill=Money(row["least_bill"]),
        for_newcomers=bool(row["for_newcomers"]),
        spent=Money(row["spent"]),
    )


def promo_values(promo: PromoCode, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a promo code."""
    return {
        "id": promo.id,
        "reward": promo.reward.kobo,
        "budget": promo.budget.kobo,
        "spent": promo.spent.kobo,
        "per_customer": promo.per_customer,
        "least_bill": promo.least_bill.kobo,
        "for_newcomers": promo.for_newcomers,
        "made_at": promo.made_at,
        "expires_at": promo.expires_at,
    }


def use_from(row: Mapping[Any, Any], keyring: Keyring) -> PromoUse:
    """Return the value of a row of `promo_uses`; its moments are aware already."""
    return PromoUse(row["code"], row["customer_id"], row["times"], row["last_try"], row["used_at"])


def use_values(use: PromoUse, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a customer's use of a code."""
    return {
        "id": use.id,
        "code": use.code,
        "customer_id": use.customer_id,
        "times": use.times,
        "last_try": use.last_try,
        "used_at": use.used_at,
    }


def referral_from(row: Mapping[Any, Any], keyring: Keyring) -> Referral:
    """Return the value of a row of `referrals`; its moments are aware already."""
    return as_referral(row)


def as_referral(row: Mapping[Any, Any]) -> Referral:
    """Return the value of a row of `referrals`, for which no key is needed."""
    return Referral(
        id=row["id"],
        referrer_id=row["referrer_id"],
        joined_at=row["joined_at"],
        status=ReferralStatus(row["status"]),
        payment_id=row["payment_id"],
        due_at=row["due_at"],
        ended_at=row["ended_at"],
    )


def referral_values(referral: Referral, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a referral."""
    return {
        "id": referral.id,
        "referrer_id": referral.referrer_id,
        "status": referral.status.value,
        "joined_at": referral.joined_at,
        "payment_id": referral.payment_id,
        "due_at": referral.due_at,
        "ended_at": referral.ended_at,
    }
