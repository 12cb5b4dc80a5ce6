"""What Flutterwave's items say that they leave us of a sale.

`default_commission` has no unit: airtime's is a fraction and a TV package's a number of naira, so that what
is below one is read as a share. It may be of Flutterwave's fee instead of the price: `commission_on_fee`.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from domain.money import Money
from domain.vendors import Commission
from gateways.http import Json

_WHOLE = 10_000  # basis points
_NO_COMMISSION = 1_000_000  # naira


def read_commission(item: Json) -> Commission | None:
    """Return the commission of an item; None for what is none."""
    stated = item.get("default_commission")
    if isinstance(stated, bool) or not isinstance(stated, str | int | Decimal):
        return None
    try:
        number = Decimal(stated)
    except ArithmeticError:
        return None
    if not (number.is_finite() and 0 <= number < _NO_COMMISSION):
        return None
    if number < 1:
        basis_points = int((number * _WHOLE).to_integral_value(ROUND_FLOOR))
        return Commission(basis_points, of_fee=item.get("commission_on_fee") is True)
    return Commission(flat=Money(int((number * 100).to_integral_value(ROUND_FLOOR))))
