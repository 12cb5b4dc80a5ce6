"""The data bundles of the networks: long lists with believable prices and names that follow no rule."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sandbox.vtpass.variations import Variation

# fmt: off
_MONTH_SIZES = (
    500, 1_000, 1_500, 1_800, 2_000, 2_700, 3_500, 4_500, 5_500, 7_000, 8_500, 10_000, 12_500, 14_500, 16_500,
    20_000, 25_000, 30_000, 36_000, 45_000, 65_000, 75_000, 100_000, 165_000, 200_000, 250_000,
)
# fmt: on
# days → (how the network says it, naira for the first gigabyte, sizes in megabytes)
_SPANS: dict[int, tuple[str, int, tuple[int, ...]]] = {
    1: ("24 hrs", 450, (40, 75, 100, 200, 350, 500, 750, 1_000, 1_500, 2_000, 2_500, 3_500, 5_000)),
    2: ("2 days", 520, (200, 500, 1_000, 1_500, 2_000, 2_500, 3_200, 4_500, 6_000)),
    3: ("3 days", 580, (250, 600, 1_000, 1_500, 2_500, 4_000)),
    7: (
        "7 days",
        750,
        (350, 500, 750, 1_000, 1_500, 2_000, 3_500, 5_000, 6_000, 7_500, 11_000, 14_000, 20_000),
    ),
    14: ("14 days", 850, (750, 1_500, 2_500, 4_000, 6_000, 9_000, 12_000, 18_000)),
    30: ("30 days", 1_000, _MONTH_SIZES),
    60: ("2 Months", 1_150, (5_000, 15_000, 30_000, 60_000, 90_000, 120_000, 150_000)),
    90: ("3 Months", 1_250, (10_000, 30_000, 75_000, 150_000, 200_000, 325_000, 480_000)),
    180: ("6 Months", 1_400, (25_000, 60_000, 150_000, 300_000, 500_000)),
    365: ("1 Year", 1_600, (50_000, 120_000, 400_000, 800_000, 1_000_000)),
}
_APPS = ("WhatsApp", "Instagram", "TikTok", "YouTube", "Facebook", "Telegram", "Netflix", "Showmax Mobile")
_SOCIAL = ((150, 1), (300, 1), (600, 7), (1_000, 7), (1_500, 30), (3_000, 30))
_NIGHT = ((250, 50), (500, 75), (1_000, 150), (2_000, 275), (3_000, 400), (5_000, 600))
_TALK = (300, 500, 1_000, 2_000, 3_000, 5_000, 10_000, 15_000, 20_000)
_ROUTER = (7_000, 15_000, 30_000, 40_000, 65_000, 110_000, 200_000, 350_000, 600_000, 1_500_000)
_SME_SIZES = (500, 1_000, 2_000, 3_000, 5_000, 10_000, 15_000, 20_000, 40_000, 75_000, 100_000)
_GIFTS = (500, 1_000, 2_000, 3_000, 5_000, 10_000, 20_000, 50_000)
_MORE = (
    (1, 80, "Happy Hour"),
    (1, 1_200, "Sunday"),
    (2, 3_000, "Weekend"),
    (7, 4_500, "Campus"),
    (30, 22_000, "Campus"),
)


def mtn_bundles() -> Iterator[Variation]:
    """Return about 300, one of whose codes stands there twice with two prices, as it really did."""
    yield from _for_everything("mtn")
    yield from _social("mtn")
    yield from _nights("mtn")
    yield from _sme("mtn", 680)
    for days, first_gigabyte in ((1, 400), (7, 640), (30, 720), (60, 800)):
        for size in _GIFTS:
            naira = _price(first_gigabyte, size)
            yield Variation(
                f"mtn-gift-{_short(size)}-{days}d",
                f"MTN Gifting {_size(size)} - {days} days - {naira} Naira",
                naira * 100,
            )
    for naira in _TALK:
        size = naira
        yield Variation(
            f"mtn-xtratalk-{naira}", f"N{naira} Xtratalk + {_size(size // 2)} - 30 days", naira * 100
        )
        yield Variation(
            f"mtn-xtradata-{naira}",
            f"MTN XtraData N{naira} {_size(int(size * 0.9))} + 20 mins - 30 days",
            naira * 100,
        )
    yield Variation("mtn-xtratalk-300", "N320 Xtratalk Weekly Bundle", 320_00)
    for days in (30, 60, 90, 180):
        for size in _ROUTER:
            naira = _price(700 + 2 * days, size)
            yield Variation(
                f"mtn-hynet-{_short(size)}-{days}d",
                f"MTN HynetFlex {_size(size)} Router Plan - {days} days - N{naira:,}",
                naira * 100,
            )
    for days, size, when in _MORE:
        naira = _price(380, size)
        name = f"MTN {when} {_size(size)} - N{naira} - {days} day{'s' if days > 1 else ''}"
        yield Variation(f"mtn-{when.lower().replace(' ', '-')}-{_short(size)}-{days}d", name, naira * 100)
    for app in _APPS:
        for hours, size, naira in (
            (1, 150, 100),
            (3, 400, 200),
            (3, 1_000, 350),
            (6, 1_000, 400),
            (6, 2_500, 600),
        ):
            code = f"mtn-{_slug(app)}-{hours}hr-{_short(size)}"
            yield Variation(
                code, f"N{naira} {app} {_size(size)} {hours} hr{'s' if hours > 1 else ''}", naira * 100
            )


def airtel_bundles() -> Iterator[Variation]:
    """Return some sixty."""
    yield from _for_everything("airt", (1, 2, 7, 14, 30, 90), every=2)
    yield from _social("airt", apps=_APPS[:3])
    yield from _nights("airt")


def glo_bundles() -> Iterator[Variation]:
    """Return some forty."""
    yield from _for_everything("glo", (1, 2, 7, 30, 90), every=2)
    yield from _nights("glo")


def glo_sme_bundles() -> Iterator[Variation]:
    """Return a dozen."""
    yield from _sme("glo", 430)


def etisalat_bundles() -> Iterator[Variation]:
    """Return some forty of 9mobile's."""
    yield from _for_everything("eti", (1, 7, 30, 60, 90, 365), every=2)
    yield from _social("eti", apps=_APPS[:2])


def _for_everything(
    network: str, spans: tuple[int, ...] = tuple(_SPANS), *, every: int = 1
) -> Iterator[Variation]:
    for days in spans:
        said, first_gigabyte, sizes = _SPANS[days]
        for size in sizes[::every]:
            naira = _price(first_gigabyte, size)
            name = f"N{naira:,} {_size(size)} - {said}" if days < 60 else f"{_size(size)} - N{naira} - {said}"
            if network == "airt":
                name = f"Airtel Data Bundle - {naira:,} Naira - {_size(size)} - {said}"
            yield Variation(f"{network}-{_short(size)}-{days}d-{naira}", name, naira * 100)


def _social(network: str, apps: tuple[str, ...] = _APPS) -> Iterator[Variation]:
    for app in apps:
        for size, days in _SOCIAL:
            naira = _price(320 + 4 * days, size)
            span = {1: "Daily", 7: "Weekly", 30: "Monthly"}[days]
            yield Variation(
                f"{network}-{_slug(app)}-{_short(size)}-{days}d",
                f"{span} {app} {_size(size)} N{naira}",
                naira * 100,
            )


def _nights(network: str) -> Iterator[Variation]:
    for size, naira in _NIGHT:
        code = f"{network}-night-{_short(size)}"
        yield Variation(code, f"{_size(size)} Night Plan (12am - 5am) - {naira} Naira - 1 night", naira * 100)


def _sme(network: str, first_gigabyte: int) -> Iterator[Variation]:
    for size in _SME_SIZES:
        naira = _price(first_gigabyte, size, exponent=0.95)
        yield Variation(
            f"{network}-sme-{_short(size)}",
            f"{network.upper()} SME {_size(size)} - 30 days N{naira:,}",
            naira * 100,
        )


def _price(first_gigabyte: int, megabytes: int, *, exponent: float = 0.68) -> int:
    """Return naira: the more, the cheaper a gigabyte; never under 50, and in round figures."""
    raw = first_gigabyte * math.pow(megabytes / 1_000, exponent)
    step = 25 if raw < 500 else 50 if raw < 5_000 else 500
    return max(50, round(raw / step) * step)


def _size(megabytes: int) -> str:
    """Return a size as it is written for people."""
    if megabytes < 1_000:
        return f"{megabytes}MB"
    return f"{megabytes / 1_000_000:g}TB" if megabytes >= 1_000_000 else f"{megabytes / 1_000:g}GB"


def _short(megabytes: int) -> str:
    return _size(megabytes).lower().replace(".", "-")


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
