"""Whose reference it is: what VTpass tells of a meter, a smartcard, an account or a profile."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR

from domain.money import Money
from domain.vendors import (
    MeterKind,
    NamedReference,
    Renewal,
    UnknownReference,
    Validated,
    ValidationOutcome,
    ValidationUnavailable,
)
from gateways.http import Answered, Json, part, words
from gateways.vtpass_answers import doubt
from gateways.vtpass_spellings import amount, day, is_false, is_true

VERIFIED = ("000", "020")


def validation(answer: Answered, customer_reference: str = "") -> ValidationOutcome:
    """Return what the answer to `/merchant-verify` says. A wrong number comes with the code of success."""
    code = words(answer.said.get("code"))
    content = answer.said.get("content")
    if answer.status >= 300 or code not in VERIFIED or not isinstance(content, dict):
        return ValidationUnavailable(doubt("code", code))
    if content.get("error") or is_true(content.get("WrongBillersCode")):
        return UnknownReference("wrong-number")
    name = words(content.get("Customer_Name"))
    if not name:
        return UnknownReference("no-name")
    if is_false(content.get("Can_Vend")):
        return UnknownReference("may-not-buy")
    references = tuple(_references(part(content, "AccountList", "Account")))
    if not references and "@" in customer_reference:
        return UnknownReference("no-account")  # An address alone can't be paid to.
    return Validated(
        name=name,
        address=words(content.get("Address")) or None,
        minimum=_minimum(content),
        maximum=amount(content.get("MAX_Purchase_Amount"), rounding=ROUND_FLOOR) or None,
        arrears=_arrears(content),
        meter_kind=_meter_kind(words(content.get("Meter_Type")).lower()),
        renewal=_renewal(content),
        references=references,
    )


def _minimum(content: Json) -> Money | None:
    told = ("Min_Purchase_Amount", "Minimum_Amount")
    amounts = (amount(content.get(field), rounding=ROUND_CEILING) for field in told)
    return max((one for one in amounts if one), default=None)


def _arrears(content: Json) -> Money | None:
    """Return what is owed; None if the company does not say, which is no word that nothing is."""
    told = (amount(content.get(field)) for field in ("Customer_Arrears", "Outstanding"))
    return max((one for one in told if one is not None), default=None)


def _first_amount(content: Json, *fields: str) -> Money | None:
    return next((found for field in fields if (found := amount(content.get(field)))), None)


def _meter_kind(said: str) -> MeterKind | None:
    return MeterKind(said) if said in tuple(MeterKind) else None


def _renewal(content: Json) -> Renewal | None:
    """Return what a decoder has. Any part of it may be missing, also the price."""
    renewal = Renewal(
        package=words(content.get("Current_Bouquet")) or None,
        amount=_first_amount(content, "Renewal_Amount"),
        due_on=day(content.get("Due_Date") or content.get("DUE_DATE")),
    )
    return None if renewal == Renewal(None, None) else renewal


def _references(listed: object) -> Iterator[NamedReference]:
    """Return the Smile accounts that were found: a list of them, or the only one by itself."""
    for row in listed if isinstance(listed, list) else [listed]:
        number = part(row, "AccountId")
        reference = str(number) if isinstance(number, int) and not isinstance(number, bool) else words(number)
        if reference:
            yield NamedReference(reference, words(part(row, "FriendlyName")) or None)
