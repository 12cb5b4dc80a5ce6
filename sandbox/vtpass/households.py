"""Who lives behind a number: VTpass's magic numbers, ours, and in a friendly world everybody.

VTpass's own: meter 1111111111111 (prepaid) and 1010101010101 (postpaid), phone 08011111111, and the
numbers of `mischief.MAGIC`, which are also known as meters so that their effect can be met in a chat.

Ours, all prepaid with any DisCo: 1111111111116 belongs to `<&>"`; 1111111111117 may not buy;
1111111111118 must buy for at least 5,000 and has debts; 1111111111119 is refused with the flag
`"true"` as a text and no error; 1111111111120 has no name; 1111111111121 is accepted with the flag
`"false"` as a text.

A friendly world knows every meter of 11 or 13 digits, every account of 5 to 20 letters and digits,
and every Nigerian mobile number, each always under the same name. Unknown to it are only meters of
nothing but nines, and the line 08099999999 can't be recharged: somebody must be able to fail.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

DELIVERING_PHONE = "08011111111"
DEAD_PHONE = "08099999999"
PREPAID_METER = "1111111111111"
POSTPAID_METER = "1010101010101"
MAGIC_NUMBERS = ("201000000000", "500000000000", "400000000000", "300000000000")

_FIRST = (
    "ADEBAYO",
    "CHIOMA",
    "MUSA",
    "NGOZI",
    "TUNDE",
    "AISHA",
    "EMEKA",
    "FUNKE",
    "IBRAHIM",
    "KEMI",
    "OBINNA",
    "ZAINAB",
)
_LAST = (
    "OKONKWO",
    "BALOGUN",
    "ABUBAKAR",
    "EZE",
    "ADEYEMI",
    "LAWAL",
    "NWOSU",
    "BELLO",
    "OJO",
    "UMEH",
    "YUSUF",
    "ADELEKE",
)
_STREET = (
    "Allen Avenue",
    "Awolowo Road",
    "Herbert Macaulay Way",
    "Ogui Road",
    "Ahmadu Bello Way",
    "Ring Road",
    "Aba Road",
)
_NIGERIAN_MOBILE = re.compile(r"(?:\+?234|0)?[789][01]\d{8}")
_METER = re.compile(r"\d{11}|\d{13}")
_ACCOUNT = re.compile(r"[A-Za-z0-9/-]{5,20}")


@dataclass(frozen=True, slots=True)
class Household:
    """What a DisCo tells of a meter."""

    name: str
    address: str
    can_vend: bool = True
    minimum: str = ""
    arrears: str = ""
    wrong_flag: object = False


_OURS = {
    "1111111111116": Household('<&>"', "1 Ampersand Close"),
    "1111111111117": Household("BLOCKED CUSTOMER", "2 Locked Gate", can_vend=False),
    "1111111111118": Household("GRACE DANJUMA", "3 High Street", minimum="5000.00", arrears="1,250.50"),
    "1111111111119": Household("NOBODY AT ALL", "4 Wrong Road", wrong_flag="true"),
    "1111111111120": Household("", "5 Nameless Lane"),
    "1111111111121": Household("PATIENCE EKPO", "6 Odd Flag Road", wrong_flag="false"),
}


def household(number: str, *, postpaid: bool, friendly: bool) -> Household | None:
    """Return who is behind a meter or an account, or None where the DisCo knows nobody."""
    if number in _OURS:
        return None if postpaid else _OURS[number]
    expected = POSTPAID_METER if postpaid else PREPAID_METER
    if number == expected or number in MAGIC_NUMBERS:
        return Household("TESTMETER1", "ABULE - EGBA BU ABULE")
    shape = _ACCOUNT if postpaid else _METER
    if friendly and shape.fullmatch(number) and set(number) != {"9"}:
        return somebody(number)
    return None


def takes_airtime(phone: str, *, friendly: bool) -> bool:
    """Tell whether a line can be recharged."""
    if phone == DELIVERING_PHONE:
        return True
    return friendly and phone != DEAD_PHONE and _NIGERIAN_MOBILE.fullmatch(phone) is not None


def somebody(number: str) -> Household:
    """Return who a friendly world finds behind any number: always the same."""
    dice = hashlib.sha256(number.encode()).digest()
    name = f"{_FIRST[dice[0] % len(_FIRST)]} {_LAST[dice[1] % len(_LAST)]}"
    return Household(name, f"{dice[2] % 98 + 1} {_STREET[dice[3] % len(_STREET)]}")
