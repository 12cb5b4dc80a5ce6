"""What VTpass has on its lists: services with their limits, and what each has to choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR

from domain.money import ZERO
from domain.vendors import Category, VendorPlan, VendorService, VendorUnavailable
from gateways.http import Answered, Json, part, words
from gateways.vtpass_orders import SMILE
from gateways.vtpass_spellings import amount, is_false

# VTpass sells no water, and keeps the internet among the data.
LISTS: Mapping[Category, str] = {
    Category.AIRTIME: "airtime",
    Category.DATA: "data",
    Category.ELECTRICITY: "electricity-bill",
    Category.TV: "tv-subscription",
    Category.INTERNET: "data",
    Category.EDUCATION: "education",
}
INTERNET = (SMILE, "spectranet")
_LONGEST_CODE = 120


def services(answer: Answered, category: Category) -> tuple[VendorService, ...]:
    """Return the rows of a category that can be read.

    :raises VendorUnavailable: if the answer is not a list of services
    """
    rows = _heard(answer)
    if not isinstance(rows, list):
        raise VendorUnavailable("catalogue-unreadable")
    return tuple(
        VendorService(
            service=words(row["serviceID"]),
            name=words(row.get("name")),
            minimum=amount(row.get("minimium_amount"), rounding=ROUND_CEILING) or None,  # (sic)
            maximum=amount(row.get("maximum_amount"), rounding=ROUND_FLOOR) or None,
        )
        for row in rows
        if isinstance(row, dict) and words(row.get("serviceID")) and _belongs(row, category)
    )


def _belongs(row: Json, category: Category) -> bool:
    if category not in (Category.DATA, Category.INTERNET):
        return True
    return (words(row["serviceID"]) in INTERNET) == (category is Category.INTERNET)


def plans(answer: Answered) -> tuple[VendorPlan, ...]:
    """Return what a service has to choose from, without the codes that are listed twice.

    :raises VendorUnavailable: if the answer is not a list, or nothing on it can be read
    """
    content = _heard(answer)
    rows = part(content, "variations") or part(content, "varations")  # (sic) Older answers have only that.
    if rows is None and isinstance(content, dict) and {"variations", "varations"} & set(content):
        rows = []
    if not isinstance(rows, list):
        raise VendorUnavailable("catalogue-unreadable")
    found = [plan for row in rows if (plan := _plan(row)) is not None]
    if rows and not found:
        raise VendorUnavailable("catalogue-unreadable")  # An empty list would take everything off sale.
    listed = Counter(_code(row) for row in rows)
    return tuple(plan for plan in found if listed[plan.code] == 1)


def _plan(row: object) -> VendorPlan | None:
    code, name = _code(row), words(part(row, "name"))
    price = amount(part(row, "variation_amount"))
    if not code or not name or price is None:  # No price is not the same as any price.
        return None
    is_open = price == ZERO or is_false(part(row, "fixedPrice"))
    return VendorPlan(code, name, None if is_open else price)


def _code(row: object) -> str:
    """Return the code letter by letter, blanks and all: it is what an order has to say."""
    code = part(row, "variation_code")
    if isinstance(code, int) and not isinstance(code, bool):
        return str(code)
    return code if isinstance(code, str) and code.strip() and len(code) <= _LONGEST_CODE else ""


def _heard(answer: Answered) -> object:
    if answer.status != 200 or answer.said.get("response_description") != "000":
        raise VendorUnavailable("catalogue-unreadable")
    return answer.said.get("content")
