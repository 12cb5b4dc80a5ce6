"""What this VTpass sells, in its own spelling (the misspellings are VTpass's)."""

from __future__ import annotations

from dataclasses import dataclass

AIRTIME, DATA, TV = "airtime", "data", "tv-subscription"
ELECTRICITY, EDUCATION = "electricity-bill", "education"
CATEGORIES = {
    AIRTIME: "Airtime Recharge",
    DATA: "Data Services",
    TV: "TV Subscription",
    ELECTRICITY: "Electricity Bill",
    EDUCATION: "Education",
    "other-services": "Other Services",
    "insurance": "Insurance",
}

# How a DisCo writes its answers to a prepaid purchase.
IKEJA, EKO, PLAIN, TOKEN_LATER = "ikeja", "eko", "plain", "token-later"
# What else comes with a purchase, and where its recipient stands in the order.
VOUCHER, EXAM_CARD, EXAM_TOKEN, EXAM_PIN, CARDS = "voucher", "exam-card", "exam-token", "exam-pin", "cards"
BOUQUETS = ("dstv", "gotv")


@dataclass(frozen=True, slots=True)
class Service:
    """One thing on sale. Amounts in naira; the commission in basis points, or flat for each piece."""

    id: str
    name: str
    category: str
    minimum: int
    maximum: int
    commission: int = 0
    style: str = ""
    flat_commission: int = 0
    fee: int = 0  # the convenience fee, on top of the price
    from_list: bool = False  # has variations to choose from

    @property
    def is_electricity(self) -> bool:
        return self.category == ELECTRICITY

    @property
    def is_bouquet(self) -> bool:
        """Whether an order says if the package is kept or changed."""
        return self.id in BOUQUETS

    @property
    def recipient_field(self) -> str:
        return "phone" if self.category == AIRTIME or self.style in (EXAM_CARD, EXAM_TOKEN) else "billersCode"


def _airtime(id_: str, name: str, commission: int) -> Service:
    return Service(id_, f"{name} Airtime VTU", AIRTIME, 50, 50_000, commission)


def _data(id_: str, name: str, commission: int, maximum: int = 1_000_000) -> Service:
    return Service(id_, name, DATA, 1, maximum, commission, from_list=True)


def _disco(id_: str, name: str, minimum: int, commission: int, style: str = PLAIN) -> Service:
    return Service(id_, name, ELECTRICITY, minimum, 500_000, commission, style)


def _tv(id_: str, name: str, commission: int, style: str = "", fee: int = 0) -> Service:
    return Service(id_, name, TV, 1, 1_000_000, commission, style, fee=fee, from_list=True)


def _exam(id_: str, name: str, flat_commission: int, style: str) -> Service:
    return Service(
        id_, name, EDUCATION, 1, 1_000_000, style=style, flat_commission=flat_commission, from_list=True
    )


SERVICES = {
    service.id: service
    for service in (
        _airtime("mtn", "MTN", 350),
        _airtime("glo", "GLO", 300),
        _airtime("airtel", "Airtel", 300),
        _airtime("etisalat", "9mobile", 300),
        _data("mtn-data", "MTN Data", 400),
        _data("airtel-data", "Airtel Data", 300),
        _data("glo-data", "GLO Data", 300, 200_000),
        _data("glo-sme-data", "GLO Data (SME)", 300),
        _data("etisalat-data", "9mobile Data", 300),
        Service("smile-direct", "Smile Payment", DATA, 100, 150_000, 500, from_list=True),
        Service("spectranet", "Spectranet Internet Data", DATA, 1, 100_000, 400, CARDS, from_list=True),
        _tv("dstv", "DSTV Subscription", 150),
        _tv("gotv", "Gotv Payment", 150),
        _tv("startimes", "Startimes Subscription", 250),
        _tv("showmax", "ShowMax", 100, VOUCHER, fee=100),
        _disco("ikeja-electric", "Ikeja Electric Payment - IKEDC", 1_000, 150, IKEJA),
        _disco("eko-electric", "Eko Electric Payment - EKEDC", 1_000, 100, EKO),
        _disco("abuja-electric", "Abuja Electricity Distribution Company - AEDC", 1_000, 120, TOKEN_LATER),
        _disco("kano-electric", "KEDCO - Kano Electric", 1_000, 100),
        _disco("portharcourt-electric", "PHED - Port Harcourt Electric", 1_000, 200),
        _disco("jos-electric", "Jos Electric - JED", 500, 90),
        _disco("ibadan-electric", "IBEDC - Ibadan Electricity Distribution Company", 2_000, 110),
        _disco("kaduna-electric", "Kaduna Electric - KAEDCO", 1_000, 150),
        _disco("enugu-electric", "Enugu Electric - EEDC", 1_000, 140),
        _disco("benin-electric", "Benin Electricity - BEDC", 1_000, 150),
        _disco("aba-electric", "ABA Electric - ABEDC", 500, 170),
        _disco("yola-electric", "Yola Electric Disco Payment - YEDC", 500, 120),
        _exam("waec", "WAEC Result Checker PIN", 250, EXAM_CARD),
        _exam("waec-registration", "WAEC Registration PIN", 150, EXAM_TOKEN),
        _exam("jamb", "Jamb", 150, EXAM_PIN),
    )
}


def as_listed(service: Service) -> dict[str, object]:
    """Return a row of the services endpoint: numbers and strings as they come."""
    return {
        "serviceID": service.id,
        "name": service.name,
        "minimium_amount": str(service.minimum),
        "maximum_amount": service.maximum if service.is_electricity else str(service.maximum),
        "convinience_fee": fee_text(service),
        "product_type": "fix" if service.from_list else "flexible",
        "image": f"https://sandbox.vtpass.com/resources/products/200X200/{service.id}.jpg",
    }


def fee_text(service: Service) -> str:
    """Return the convenience fee as VTpass writes it."""
    if service.fee:
        return f"N{service.fee}.00"
    return "N0" if service.is_electricity else "0 %"
