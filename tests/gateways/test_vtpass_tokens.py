"""Tokens, whichever DisCo wrote them and however."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.vendors import Delivery, MeterKind, Token, TokenKind
from gateways.vtpass_tokens import read_delivery

ENERGY = "26362054405982757802"
KEY_1 = "11111222223333344444"
KEY_2 = "55555666667777788888"
BONUS = "99999000001111122222"


def tokens(said: dict[str, object]) -> list[tuple[str, str]]:
    delivery = read_delivery(said, MeterKind.PREPAID)
    return [(token.kind.value, token.digits) for token in delivery.tokens]


class TestAToken:
    @pytest.mark.parametrize(
        "said",
        [
            {"token": f"Token : {ENERGY}"},
            {"Token": f"Token: {ENERGY}"},
            {"token": ENERGY},
            {"token": "2636-2054-4059-8275-7802"},
            {"token": "2636 2054 4059 8275 7802"},
            {"mainToken": ENERGY, "purchased_code": ""},
            {"purchased_code": f"Token : {ENERGY}"},
            {"purchased_code": f"Token: {ENERGY}, Units: 79.9 kWh"},
            {"extras": f"Token : {ENERGY}"},
            {"tokens": [ENERGY]},
            {"token": "N/A", "purchased_code": f"Token : {ENERGY}"},
            {"token": None, "Token": ENERGY},
        ],
    )
    def test_is_found_in_any_spelling(self, said: dict[str, object]) -> None:
        assert tokens(said) == [("energy", ENERGY)]

    @pytest.mark.parametrize(
        "said",
        [
            {},
            {"token": ""},
            {"token": "N/A", "purchased_code": ""},
            {"token": ENERGY[:-1]},
            {"token": ENERGY + "1"},
            {"token": int(ENERGY)},
            {"token": {"value": ENERGY}},
            {"exchangeReference": ENERGY},
            {"meterNumber": ENERGY},
        ],
    )
    def test_is_never_made_up(self, said: dict[str, object]) -> None:
        assert tokens(said) == []

    def test_comes_after_the_key_changes_and_before_the_bonus(self) -> None:
        said: dict[str, object] = {
            "bonusToken": BONUS,
            "mainToken": ENERGY,
            "KCT2": "55555-66666-77777-88888",
            "KCT1": KEY_1,
            "purchased_code": f"Token : {ENERGY}",
        }

        assert tokens(said) == [("kct1", KEY_1), ("kct2", KEY_2), ("energy", ENERGY), ("bonus", BONUS)]

    def test_is_told_apart_from_key_changes_in_one_text(self) -> None:
        said: dict[str, object] = {
            "kct1": KEY_1,
            "kct2": KEY_2,
            "purchased_code": f"KCT1: {KEY_1} KCT2: {KEY_2} Token: {ENERGY}",
        }

        assert tokens(said) == [("kct1", KEY_1), ("kct2", KEY_2), ("energy", ENERGY)]

    def test_does_not_mind_key_changes_that_are_not_there(self) -> None:
        assert tokens({"kct1": "N/A", "kct2": "N/A", "token": ENERGY}) == [("energy", ENERGY)]

    def test_belongs_to_prepaid_meters_only(self) -> None:
        said = {"token": ENERGY, "units": "79.9 kWh"}

        assert read_delivery(said, MeterKind.POSTPAID) == Delivery()
        assert read_delivery(said, None) == Delivery()
        assert read_delivery(said, MeterKind.PREPAID) == Delivery(
            (Token(TokenKind.ENERGY, ENERGY),), "79.9 kWh"
        )


class TestUnitsAndNotes:
    @pytest.mark.parametrize(
        ("said", "units"),
        [
            ({"units": "79.9 kWh"}, "79.9 kWh"),
            ({"mainTokenUnits": Decimal("80.6")}, "80.6 kWh"),
            ({"PurchasedUnits": "80.6"}, "80.6 kWh"),
            ({"Units": 12}, "12 kWh"),
            ({"units": "N/A"}, None),
            ({"units": ""}, None),
            ({"units": 0}, None),
            ({"units": None}, None),
        ],
    )
    def test_units_are_read(self, said: dict[str, object], units: str | None) -> None:
        assert read_delivery(said, MeterKind.PREPAID).units == units

    def test_notes_keep_what_says_something(self) -> None:
        said = {
            "tariff": "R2  SINGLE PHASE",
            "debtAmount": 0,
            "taxAmount": Decimal("348.83"),
            "exchangeReference": "6000000760",
            "penalty": "N/A",
        }

        assert read_delivery(said, MeterKind.POSTPAID).notes == (
            ("tariff", "R2 SINGLE PHASE"),
            ("vat", "348.83"),
            ("receipt", "6000000760"),
        )
