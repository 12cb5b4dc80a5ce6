"""What this VTpass lists when it starts, at prices of 2026, with its own misspellings."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.vtpass.data_bundles import (
    airtel_bundles,
    etisalat_bundles,
    glo_bundles,
    glo_sme_bundles,
    mtn_bundles,
)
from sandbox.vtpass.variations import Lists, Variation

_DSTV = (
    ("dstv-padi", "DStv Padi", 4_400),
    ("dstv-yanga", "DStv Yanga", 6_000),
    ("dstv-confam", "DStv Confam", 11_000),
    ("dstv79", "DStv Compact", 19_000),
    ("dstv7", "DStv Compact Plus", 30_000),
    ("dstv3", "DStv Premium", 44_500),
    ("dstv10", "DStv Premium French", 69_000),
    ("dstv9", "DStv Premium Asia", 50_500),
    ("confam-extra", "DStv Confam + ExtraView", 17_000),
    ("compact-extra", "DStv Compact + ExtraView", 25_000),
    ("dstv-premium-extra", "DStv Premium + ExtraView", 50_500),
    ("dstv-access-1", "DStv HDPVR/XtraView Access Service", 6_000),
)
_GOTV = (
    ("gotv-smallie", "GOtv Smallie - monthly", 1_900),
    ("gotv-smallie-3months", "GOtv Smallie - quarterly", 5_100),
    ("gotv-jinja", "GOtv Jinja", 3_900),
    ("gotv-jolli", "GOtv Jolli", 5_800),
    ("gotv-max", "GOtv Max", 8_500),
    ("gotv-supa-plus", "GOtv Supa Plus - monthly", 16_800),
)
_STARTIMES = (
    ("nova", "Nova (Dish) - 1 Month", 2_100),
    ("basic", "Basic (Antenna) - 1 Month", 4_000),
    ("smart", "Basic (Dish) - 1 Month", 5_100),
    ("classic", "Classic (Antenna) - 1 Month", 6_000),
    ("super", "Super (Dish) - 1 Month", 9_800),
    ("nova-weekly", "Nova (Antenna) - 1 Week", 700),
    ("basic-weekly", "Basic (Antenna) - 1 Week", 1_400),
    ("classic-weekly", "Classic (Antenna) - 1 Week", 2_000),
    ("ewallet", "EWALLET PAYMENTS", 0),
)
_SHOWMAX = (
    ("mobile_only", "Entertainment Mobile - 1 month", 1_600),
    ("full", "Entertainment All Devices - 1 month", 3_500),
    ("sports_mobile_only", "Premier League Mobile - 1 month", 4_000),
    ("full_3", "Entertainment All Devices - 3 months", 8_400),
)
_SMILE = (
    ("airtime", "Buy Airtime", 0),
    ("624", "FlexiDaily 2.5GB for 2 days", 1_000),
    ("625", "FlexiWeekly 3GB for 7 days", 1_800),
    ("626", "6GB FlexiWeekly for 7 days", 2_700),
    ("606", "1.5GB Bigga for 30 days", 1_800),
    ("607", "3GB Bigga for 30 days", 2_700),
    ("608", "5GB Bigga for 30 days", 3_600),
    ("613", "12GB Bigga for 30 days", 6_300),
    ("614", "20GB Bigga for 30 days", 9_900),
    ("616", "40GB Bigga for 30 days", 16_200),
    ("618", "75GB Bigga for 30 days", 27_000),
    ("619", "100GB Bigga for 30 days", 34_200),
    ("650", "60GB Jumbo for 90 days", 28_800),
    ("651", "200GB 365 Annual", 90_000),
    ("652", "Unlimited Lite for 30 days", 29_700),
    ("653", "Unlimited Premium for 30 days", 45_000),
)
_SPECTRANET = (
    ("vt-500", "N500 Spectranet", 500),
    ("vt-1000", "N1000 Spectranet", 1_000),
    ("vt-2000", "N2000 Spectranet", 2_000),
    ("vt-5000", "N5000 Spectranet", 5_000),
    ("vt-7000", "N7000 Spectranet", 7_000),
    ("vt-10000", "N10000 Spectranet", 10_000),
    ("vt-18000", "N18000 Spectranet", 18_000),
)
_WAEC = (("waecdirect", "WASSCE Result Checker PIN", 4_000),)
_WAEC_REGISTRATION = (("waec-registraion", "WASSCE for Private Candidates - Second Series (2026)", 28_500),)
_JAMB = (
    ("utme", "Direct Applicants UTME (without mock)", 7_200),
    ("utme-mock", "Direct Applicants UTME (with mock)", 8_700),
    ("de", "Direct Entry (DE)", 5_700),
)
_METERS = (("prepaid", "Prepaid", 0), ("postpaid", "Postpaid", 0))
DISCOS = (
    "ikeja",
    "eko",
    "kano",
    "portharcourt",
    "jos",
    "ibadan",
    "kaduna",
    "abuja",
    "enugu",
    "benin",
    "aba",
    "yola",
)


def starting_lists() -> Lists:
    """Return the lists of a new world."""
    return Lists(
        {
            "mtn-data": mtn_bundles(),
            "airtel-data": airtel_bundles(),
            "glo-data": glo_bundles(),
            "glo-sme-data": glo_sme_bundles(),
            "etisalat-data": etisalat_bundles(),
            "smile-direct": _rows(_SMILE),
            "spectranet": _rows(_SPECTRANET),
            "dstv": _rows(_DSTV),
            "gotv": _rows(_GOTV),
            "startimes": _rows(_STARTIMES),
            "showmax": _rows(_SHOWMAX),
            "waec": _rows(_WAEC),
            "waec-registration": _rows(_WAEC_REGISTRATION),
            "jamb": _rows(_JAMB),
        }
        | {f"{disco}-electric": _rows(_METERS) for disco in DISCOS}
    )


def _rows(listed: Iterable[tuple[str, str, int]]) -> list[Variation]:
    return [Variation(code, name, naira * 100) for code, name, naira in listed]
