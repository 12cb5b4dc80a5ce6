"""What VTpass has on its lists, in its own spelling."""

from __future__ import annotations

import pytest

from domain.money import naira
from domain.vendors import Category, VendorUnavailable
from gateways.http import Answered
from gateways.vtpass_plans import services


class TestTheCatalogue:
    def test_is_read_in_its_own_spelling(self) -> None:
        rows = [
            {"serviceID": "mtn", "name": "MTN", "minimium_amount": "50", "maximum_amount": 50_000},
            {"serviceID": "glo", "name": "Glo", "minimium_amount": "", "maximum_amount": "0"},
            {"name": "no id"},
            "no row",
        ]
        answer = Answered(200, {"response_description": "000", "content": rows})

        mtn, glo = services(answer, Category.AIRTIME)

        assert (mtn.service, mtn.minimum, mtn.maximum) == ("mtn", naira(50), naira(50_000))
        assert (glo.minimum, glo.maximum) == (None, None)

    @pytest.mark.parametrize("said", [{"errors": "no"}, {"response_description": "011", "content": []}, {}])
    def test_is_unavailable_otherwise(self, said: dict[str, object]) -> None:
        with pytest.raises(VendorUnavailable):
            services(Answered(200, said), Category.AIRTIME)
