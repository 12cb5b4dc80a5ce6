"""Reviews of unusual orders: rows ↔ values. What is drawn again when one is cleared is sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import TypeAdapter

from domain.money import Money
from domain.quotes import Order
from domain.reviews import ReviewStatus, RiskReview
from domain.risk import Sign
from storage.keyring import Keyring

_CONTENT = TypeAdapter(tuple[Order | None, str | None])


def review_from(row: Mapping[Any, Any], keyring: Keyring) -> RiskReview:
    """Return the value of a row of `risk_reviews`; its moments are aware already.

    :raises Unreadable: if what was sealed can't be opened
    """
    sealed = row["content"]
    order, payee_id = _CONTENT.validate_json(keyring.open(sealed)) if sealed is not None else (None, None)
    return RiskReview(
        id=row["id"],
        customer_id=row["customer_id"],
        amount=Money(row["amount"]),
        score=row["score"],
        signs=tuple(Sign(sign) for sign in orjson.loads(row["signs"])),
        order_key=bytes(row["order_index"]).hex(),
        recipient_key=bytes(row["recipient_index"]).hex(),
        made_at=row["made_at"],
        status=ReviewStatus(row["status"]),
        answer_by=row["answer_by"],
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
        order=order,
        payee_id=payee_id,
    )


def values(review: RiskReview, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a review."""
    to_draw = (review.order, review.payee_id)
    return {
        "id": review.id,
        "customer_id": review.customer_id,
        "amount": review.amount.kobo,
        "score": review.score,
        "signs": orjson.dumps([sign.value for sign in review.signs]).decode(),
        "order_index": bytes.fromhex(review.order_key),
        "recipient_index": bytes.fromhex(review.recipient_key),
        "made_at": review.made_at,
        "status": review.status.value,
        "answer_by": review.answer_by,
        "decided_at": review.decided_at,
        "decided_by": review.decided_by,
        "content": keyring.seal(_CONTENT.dump_json(to_draw)) if any(to_draw) else None,
    }
