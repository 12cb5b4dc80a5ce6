"""Nigerian phone numbers: reading what people type, and which network issued a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.errors import Refusal

_MOBILE = re.compile(r"[789][01][0-9]{8}")
_SEPARATORS = re.compile(r"[\s().\-\u00a0]+")

# Who issued a prefix. Numbers move between networks, so this only pre-selects.
_ISSUED_BY = {
    "mtn": "0703 0704 0706 0707 0803 0806 0810 0813 0814 0816 0903 0906 0913 0916",
    "airtel": "0701 0708 0802 0808 0812 0901 0902 0904 0907 0911 0912",
    "glo": "0705 0805 0807 0811 0815 0905 0915",
    "9mobile": "0809 0817 0818 0908 0909",
}
_NETWORK_BY_PREFIX = {
    prefix: network for network, prefixes in _ISSUED_BY.items() for prefix in prefixes.split()
}
# 0702 5 and 0702 6 were Visafone's and are MTN's now.
_NETWORK_BY_LONG_PREFIX = {"07025": "mtn", "07026": "mtn"}


class NotAPhoneNumber(Refusal):
    """What was typed is no Nigerian mobile number."""

    code = "not-a-phone-number"


@dataclass(frozen=True, slots=True)
class Phone:
    """A Nigerian mobile number, kept as E.164."""

    e164: str

    @property
    def national(self) -> str:
        """The number as Nigerians write it: 0803 and seven more digits, without spaces."""
        return "0" + self.e164[4:]

    @property
    def network(self) -> str | None:
        """The network that issued the number, if we know the prefix."""
        number = self.national
        return _NETWORK_BY_LONG_PREFIX.get(number[:5]) or _NETWORK_BY_PREFIX.get(number[:4])


def read_phone(text: str, *, also: frozenset[str] = frozenset()) -> Phone:
    """Read 0803…, 803…, 234803…, +234803… or 2340803…, with spaces or dashes anywhere.

    `also` holds a vendor's test numbers (12 digits, no real phone has them) that a sandbox lets through.

    :raises NotAPhoneNumber: if it is none of these
    """
    digits = _SEPARATORS.sub("", text.strip())
    if digits in also:
        return Phone("+234" + digits)
    if not re.fullmatch(r"\+?[0-9]+", digits):
        raise NotAPhoneNumber(digits=0)
    digits = digits.removeprefix("+")
    national = (
        digits.removeprefix("234").removeprefix("0") if digits.startswith("234") else digits.removeprefix("0")
    )
    if not _MOBILE.fullmatch(national):
        raise NotAPhoneNumber(digits=len(digits))
    return Phone("+234" + national)
