"""The whole wallet against a model of it: whatever happens, in whatever order, the two say the same."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from storage.database import Database
from tests.builders import Bank
from tests.wallet_walk import ACTS, NUMBERS, Act, Walk, act_of

ACT = st.builds(act_of, st.sampled_from(ACTS), st.integers(0, NUMBERS - 1))


@pytest.mark.slow
class TestTheWholeWallet:
    @settings(
        max_examples=200,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(ACT, min_size=50, max_size=50))
    async def test_is_what_the_model_says(self, bank: Bank, elsewhere: Database, acts: list[Act]) -> None:
        walk = await Walk.begin(bank, elsewhere)

        await walk.take(acts)

        assert walk.differences == []
