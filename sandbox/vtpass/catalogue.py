"""What this VTpass sells, in its own spelling (the misspellings are VTpass's)."""

from __future__ import annotations

from dataclasses import dataclass

CATEGORIES = {
    "airtime": "Airtime Recharge",
    "data": "Data Services",
    "tv-subscription": "TV Subscription",
    "electricity-bill": "Electricity Bill",
    "education": "Education",
    "other-services": "Other Services",
    "insurance": "Insurance",
}

# How a DisCo writes its answers to a prepaid purchase.
IKEJA, EKO, PLAIN, TOKEN_LATER = "ikeja", "eko", "plain", "token-later"


@dataclass(frozen=True, slots=True)
class Service:
    """One thing on sale. Amounts in naira; commission in basis points."""

    id: str
    name: str
    category: str
    minimum: int
    maximum: int
    commission: int
    style: str = ""

    @property
    def is_electricity(self) -> bool:
        return self.category == "electricity-bill"


def _airtime(id_: str, name: str, commission: int) -> Service:
    return Service(id_, f"{name} Airtime VTU", "airtime", 50, 50_000, commission)


def _disco(id_: str, name: str, minimum: int, commission: int, style: str = PLAIN) -> Service:
    return Service(id_, name, "electricity-bill", minimum, 500_000, commission, style)


SERVICES = {
    service.id: service
    for service in (
        _airtime("mtn", "MTN", 350),
        _airtime("glo", "GLO", 300),
        _airtime("airtel", "Airtel", 300),
        _airtime("etisalat", "9mobile", 300),
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
    )
}


def as_listed(service: Service) -> dict[str, object]:
    """Return a row of the services endpoint: numbers and strings as they come."""
    return {
        "serviceID": service.id,
        "name": service.name,
        "minimium_amount": str(service.minimum),
        "maximum_amount": service.maximum if service.is_electricity else str(service.maximum),
        "convinience_fee": "N0" if service.is_electricity else "0 %",
        "product_type": "flexible",
        "image": f"https://sandbox.vtpass.com/resources/products/200X200/{service.id}.jpg",
    }
