"""What a vendor's words say of the vendor itself: whether it delivers, fails, or neither."""

from __future__ import annotations

from domain.routing import VENDORS_OWN
from domain.vendors import Delivered, Rejected, RequeryOutcome, Reversed, Unresolved

# A vendor that says these has not delivered, and it was not the customer's fault.
_NOT_DELIVERING = frozenset({"biller-unreachable", "not-processed", "service-inactive", "service-suspended"})
# It tried and did not deliver, and does not say why: a biller that fails, or a number that can't be served.
# Each customer counts once, so that nobody brings a biller down by asking for the impossible again and again.
# All other words are of our request, or of the customer's number or amount, and say nothing of the vendor.
_TRIED_IN_VAIN = frozenset({"failed", "reversed"})
FLOAT_SHORT = "vendor-float-short"  # our fault: the vendor is well


def is_in_vain(word: RequeryOutcome) -> bool:
    """Return whether a vendor tried and did not deliver, for a reason that may be the customer's number."""
    return isinstance(word, Reversed) or (isinstance(word, Rejected) and word.reason in _TRIED_IN_VAIN)


def speaks_well(word: RequeryOutcome, *, is_vend: bool) -> bool | None:
    """Return whether a word speaks for the vendor or against it; None if it says nothing of it.

    A doubt that a requery meets is the one that was counted when it was sent. A rejection that is certainly
    for the customer's or for our own sake says that the vendor is there, but nothing of the biller.
    """
    match word:
        case Delivered():
            return True
        case Unresolved() if is_vend:
            return False
        case Rejected(reason) if reason in _NOT_DELIVERING:
            return False
        case _ if is_in_vain(word):
            return False
        case Rejected(reason) if reason.startswith(VENDORS_OWN) and reason != FLOAT_SHORT:
            return False
        case _:
            return None
