"""What this Flutterwave sells when it starts, under biller codes that no other merchant has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sandbox.vtpass.data_bundles import airtel_bundles, etisalat_bundles, glo_bundles, mtn_bundles
from sandbox.vtpass.variations import Variation

AIRTIME, DATA, TV, INTERNET, UTILITY = (
    "AIRTIME",
    "MOBILEDATA",
    "CABLEBILLS",
    "INTSERVICE",
    "UTILITYBILLS",
)
CATEGORIES = {
    AIRTIME: (1, "Airtime"),
    DATA: (2, "Mobile Data Service"),
    TV: (3, "Cable Bill Payment"),
    INTERNET: (4, "Internet Service"),
    UTILITY: (5, "Utility Bills"),
    "TAX": (6, "Tax Payment"),
    "DONATIONS": (7, "Donations"),
}
_FIRST_CODE = 4_100  # no documented code is that high
_CONVENIENCE_FEE = 100


@dataclass(slots=True)
class Item:
    """One thing on sale. Amounts in naira, 0 for one that the customer chooses; a commission in basis points
    of the price, or else flat.
    """

    code: str
    name: str
    amount: int = 0
    fee: int = 0
    commission: int = 0
    flat_commission: int = 0
    label: str = "Mobile Number"
    is_airtime: bool = False
    minimum: int = 50
    maximum: int = 500_000

    def commission_kobo(self, amount_kobo: int) -> int:
        """Return what the merchant keeps of such a sale."""
        return amount_kobo * self.commission // 10_000 + self.flat_commission * 100


@dataclass(slots=True)
class Biller:
    """One company. Its code changes when the control API says so."""

    code: str
    name: str
    category: str
    items: list[Item] = field(default_factory=list)


def stock() -> list[Biller]:
    """Return the billers as a world starts with them."""
    shelf = [*_airtime(), *_data(), *_tv(), *_internet(), *_utilities()]
    for number, biller in enumerate(shelf):
        biller.code = f"BIL{_FIRST_CODE + 7 * number}"
    return shelf


def _airtime() -> Iterable[Biller]:
    for prefix, network in (("AT", "MTN"), ("AX", "AIRTEL"), ("AG", "GLO"), ("AN", "9MOBILE")):
        vtu = Item(f"{prefix}099", f"{network} VTU", commission=300, is_airtime=True, maximum=50_000)
        yield Biller("", f"{network} NIGERIA", AIRTIME, [vtu])


_MOST_BUNDLES = 40
_BUNDLES: Mapping[str, Callable[[], Iterable[Variation]]] = {
    "MTN": mtn_bundles,
    "AIRTEL": airtel_bundles,
    "GLO": glo_bundles,
    "9MOBILE": etisalat_bundles,
}


def _data() -> Iterable[Biller]:
    # The networks have the same names here as among the airtime: a name alone does not tell which. Their
    # bundles are called and priced as everywhere, by the networks themselves; this is a part of them.
    for number, (network, bundles) in enumerate(_BUNDLES.items()):
        named = {bundle.name: bundle for bundle in bundles() if bundle.kobo % 100 == 0}
        items = [
            Item(f"MD{1_000 * (number + 1) + n}", bundle.name, bundle.kobo // 100, commission=250)
            for n, bundle in enumerate(list(named.values())[:_MOST_BUNDLES])
        ]
        yield Biller("", f"{network} NIGERIA", DATA, items)


_PACKAGES = {
    "DSTV": (
        ("CB143", "DSTV PADI", 4_400),
        ("CB144", "DSTV YANGA", 6_000),
        ("CB145", "DSTV CONFAM", 11_000),
        ("CB141", "DSTV COMPACT", 19_000),
        ("CB142", "DSTV COMPACT PLUS", 30_000),
        ("CB140", "DSTV PREMIUM", 44_500),
    ),
    "GOTV": (
        ("CB187", "GOTV SMALLIE - MONTHLY", 1_900),
        ("CB188", "GOTV JINJA", 3_900),
        ("CB189", "GOTV JOLLI", 5_800),
        ("CB190", "GOTV MAX", 8_500),
        ("CB191", "GOTV SUPA PLUS - MONTHLY", 16_800),
    ),
    "STARTIMES": (
        ("CB210", "NOVA (DISH) - 1 MONTH", 2_100),
        ("CB211", "BASIC (ANTENNA) - 1 MONTH", 4_000),
        ("CB212", "CLASSIC (ANTENNA) - 1 MONTH", 6_000),
        ("CB213", "EWALLET PAYMENTS", 0),
    ),
}


def _tv() -> Iterable[Biller]:
    for company, packages in _PACKAGES.items():
        items = [
            Item(code, name, naira, _CONVENIENCE_FEE, flat_commission=30, label="Smart Card Number")
            for code, name, naira in packages
        ]
        yield Biller("", company, TV, items)


def _internet() -> Iterable[Biller]:
    smile = [
        Item("IS141", "3GB BIGGA FOR 30 DAYS", 2_700, label="Account ID", flat_commission=30),
        Item("IS142", "12GB BIGGA FOR 30 DAYS", 6_300, label="Account ID", flat_commission=30),
        Item("IS140", "BUY AIRTIME", 0, label="Account ID", flat_commission=30),
    ]
    yield Biller("", "SMILE", INTERNET, smile)
    yield Biller("", "IPNX", INTERNET, [Item("IS160", "IPNX", 0, label="Account ID", flat_commission=30)])


_DISCOS = {
    "IKEJA DISCO": "IKEDC",
    "EKO DISCO": "EKEDC",
    "ABUJA DISCO": "AEDC",
    "IBADAN DISCO": "IBEDC",
    "PORT HARCOURT DISCO": "PHED",
    "ENUGU DISCO": "EEDC",
    "BENIN DISCO": "BEDC",
    "KANO DISCO": "KEDCO",
    "KADUNA DISCO": "KAEDCO",
}


def _utilities() -> Iterable[Biller]:
    for number, (disco, short) in enumerate(_DISCOS.items()):
        items = [
            Item(
                f"UB{157 + 2 * number + n}",
                f"{short} {kind} TOPUP",
                fee=_CONVENIENCE_FEE,
                flat_commission=40,
                label="Meter Number",
                minimum=1_000,
            )
            for n, kind in enumerate(("PREPAID", "POSTPAID"))
        ]
        yield Biller("", disco, UTILITY, items)
    bill = Item("UB201", "LAGOS WATER CORPORATION BILL", fee=_CONVENIENCE_FEE, label="Account Number")
    bill.flat_commission, bill.minimum = 30, 500
    yield Biller("", "LAGOS WATER", UTILITY, [bill])
