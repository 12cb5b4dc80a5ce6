"""What vendors list, and what we make of it: every plan once, under an id that stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money, naira
from domain.price_lists import ListedPlan, merge, same_words
from domain.vendors import Commission, VendorPlan

A_GIG = VendorPlan("mtn-1gb", "N1000 1GB - 30 days", naira(1_000))
TWO_GIG = VendorPlan("mtn-2gb", "N1800 2GB - 30 days", naira(1_800))


def first_list(*plans: VendorPlan) -> tuple[ListedPlan, ...]:
    return merge("MTN Data", (), {"vtpass": plans})


def by_id(plans: tuple[ListedPlan, ...]) -> dict[str, ListedPlan]:
    return {plan.id: plan for plan in plans}


class TestAPlanThatIsNew:
    def test_gets_an_id_that_can_be_read(self) -> None:
        (plan,) = first_list(A_GIG)

        assert plan.id == "n1000-1gb-30-days"
        assert (plan.name, plan.amount, plan.codes) == (A_GIG.name, naira(1_000), {"vtpass": "mtn-1gb"})

    def test_gets_another_id_than_one_with_the_same_name(self) -> None:
        plans = first_list(A_GIG, VendorPlan("other", A_GIG.name, naira(900)))

        assert [plan.id for plan in plans] == ["n1000-1gb-30-days", "n1000-1gb-30-days-2"]

    def test_gets_a_short_id_however_long_its_name_is(self) -> None:
        (plan,) = first_list(VendorPlan("x", "Very " * 40 + "large", naira(10)))

        assert len(plan.id) <= 32
        assert not plan.id.endswith("-")


class TestACommission:
    def test_is_kept_by_vendor_and_forgotten_with_the_vendors_plan(self) -> None:
        ours, theirs = Commission(250), Commission(flat=naira(30))
        lists = {
            "vtpass": [A_GIG],
            "flutterwave": [VendorPlan("MD1", A_GIG.name, A_GIG.amount, ours), TWO_GIG],
        }
        both = merge("MTN Data", (), lists)

        unread = merge("MTN Data", both, {"vtpass": [A_GIG], "flutterwave": None})
        changed = merge(
            "MTN Data", both, {**lists, "flutterwave": [VendorPlan("MD1", A_GIG.name, A_GIG.amount, theirs)]}
        )
        gone = merge("MTN Data", both, {**lists, "flutterwave": [TWO_GIG]})

        gig = "n1000-1gb-30-days"
        assert by_id(both)[gig].commissions == {"flutterwave": ours}
        assert unread == both
        assert by_id(changed)[gig].commissions == {"flutterwave": theirs}
        assert by_id(gone)[gig].commissions == {}


class TestAPlanThatIsKnown:
    def test_keeps_its_id_when_its_name_and_price_change(self) -> None:
        before = first_list(A_GIG, TWO_GIG)

        after = merge(
            "MTN Data",
            before,
            {"vtpass": [VendorPlan("mtn-1gb", "N1200 1GB - monthly", naira(1_200)), TWO_GIG]},
        )

        plan = by_id(after)["n1000-1gb-30-days"]
        assert (plan.name, plan.amount, plan.listed) == ("N1200 1GB - monthly", naira(1_200), True)

    def test_is_not_listed_when_it_has_vanished_and_is_known_when_it_returns(self) -> None:
        before = first_list(A_GIG, TWO_GIG)

        gone = merge("MTN Data", before, {"vtpass": [TWO_GIG]})
        back = merge("MTN Data", gone, {"vtpass": [TWO_GIG, A_GIG]})

        assert {plan.id: plan.listed for plan in gone} == {
            "n1000-1gb-30-days": False,
            "n1800-2gb-30-days": True,
        }
        assert all(plan.listed for plan in back)
        assert min(back, key=lambda plan: plan.position).id == "n1800-2gb-30-days"

    def test_stays_as_it_was_when_its_list_could_not_be_read(self) -> None:
        before = first_list(A_GIG, TWO_GIG)

        assert merge("MTN Data", before, {"vtpass": None}) == before

    def test_keeps_its_id_when_its_vendor_gives_it_another_code(self) -> None:
        before = first_list(A_GIG)

        (plan,) = merge("MTN Data", before, {"vtpass": [VendorPlan("mtn-1gb-v2", A_GIG.name, naira(1_000))]})

        assert (plan.id, plan.codes) == (before[0].id, {"vtpass": "mtn-1gb-v2"})


class TestAPlanOfTwoVendors:
    def test_is_one_plan_when_names_say_the_same_for_the_same_price(self) -> None:
        other = VendorPlan("MD108", "MTN 1 GB Data Bundle 30days", naira(1_000))

        (plan,) = merge("MTN Data", (), {"vtpass": [A_GIG], "flutterwave": [other]})

        assert plan.codes == {"vtpass": "mtn-1gb", "flutterwave": "MD108"}
        assert plan.name == A_GIG.name

    def test_is_two_plans_when_prices_differ(self) -> None:
        dearer = VendorPlan("MD108", "MTN 1 GB Data Bundle 30days", naira(1_050))

        plans = merge("MTN Data", (), {"vtpass": [A_GIG], "flutterwave": [dearer]})

        assert [(plan.amount, plan.codes) for plan in plans] == [
            (naira(1_000), {"vtpass": "mtn-1gb"}),
            (naira(1_050), {"flutterwave": "MD108"}),
        ]

    def test_parts_when_one_vendor_changes_its_price(self) -> None:
        """Nobody is sold one vendor's price from the other's list."""
        other = VendorPlan("MD108", "MTN 1 GB Data Bundle 30days", naira(1_000))
        before = merge("MTN Data", (), {"vtpass": [A_GIG], "flutterwave": [other]})

        after = merge(
            "MTN Data",
            before,
            {"vtpass": [VendorPlan("mtn-1gb", A_GIG.name, naira(1_100))], "flutterwave": [other]},
        )

        assert [(plan.amount, plan.codes) for plan in after] == [
            (naira(1_100), {"vtpass": "mtn-1gb"}),
            (naira(1_000), {"flutterwave": "MD108"}),
        ]

    def test_stays_with_the_one_that_could_not_be_read_when_the_other_drops_it(self) -> None:
        other = VendorPlan("MD108", "MTN 1 GB Data Bundle 30days", naira(1_000))
        before = merge("MTN Data", (), {"vtpass": [A_GIG], "flutterwave": [other]})

        (plan,) = merge("MTN Data", before, {"vtpass": [], "flutterwave": None})

        assert (plan.listed, plan.codes) == (True, {"flutterwave": "MD108"})

    def test_is_left_to_one_when_the_other_does_not_sell_for_the_biller_any_more(self) -> None:
        other = VendorPlan("MD108", "MTN 1 GB Data Bundle 30days", naira(1_000))
        before = merge("MTN Data", (), {"vtpass": [A_GIG], "flutterwave": [other]})

        (plan,) = merge("MTN Data", before, {"flutterwave": [other]})

        assert plan.codes == {"flutterwave": "MD108"}


class TestNames:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("N1000 1.5GB - 30 days", "MTN 1.5 GB Data Bundle (30 Days)"),
            ("DStv Compact N10,500", "DSTV COMPACT"),
            ("Padi 10500.00", "padi"),
        ],
    )
    def test_are_the_same_without_price_brand_and_filling(self, one: str, other: str) -> None:
        amount = naira(1_000) if "1000" in one else naira(10_500)
        brand = "DStv" if "DS" in one.upper() else "MTN"

        assert same_words(one, amount, brand) == same_words(other, amount, brand)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("500MB - 1 day", "750MB - 1 day"),
            ("1GB - 30 days", "1GB - 7 days"),
            ("Compact", "Compact Plus"),
            ("500MB", "500MB night"),
        ],
    )
    def test_are_others_when_they_say_something_else(self, one: str, other: str) -> None:
        assert same_words(one, naira(500), "MTN") != same_words(other, naira(500), "MTN")


PRICES = st.sampled_from([naira(100), naira(200), None])
OFFERS = st.lists(
    st.builds(VendorPlan, st.sampled_from("abcde"), st.sampled_from(["Day", "Week", "Month"]), PRICES),
    max_size=5,
    unique_by=lambda plan: plan.code,
)
LISTS = st.fixed_dictionaries({"vtpass": st.none() | OFFERS, "flutterwave": st.none() | OFFERS})


class TestAnyLists:
    @given(st.lists(LISTS, min_size=1, max_size=6))
    def test_give_each_code_to_one_plan_at_its_own_price_and_never_take_an_id_away(
        self, rounds: list[dict[str, list[VendorPlan] | None]]
    ) -> None:
        plans: tuple[ListedPlan, ...] = ()
        for lists in rounds:
            ids = [plan.id for plan in plans]
            plans = merge("MTN", plans, lists)

            assert [plan.id for plan in plans][: len(ids)] == ids
            assert len({plan.id for plan in plans}) == len(plans)
            for vendor, listed in lists.items():
                if listed is None:
                    continue
                sold = sold_by(vendor, plans)
                assert sold == {plan.code: plan.amount for plan in listed}

    @given(LISTS)
    def test_change_nothing_when_they_are_read_again(self, lists: dict[str, list[VendorPlan] | None]) -> None:
        once = merge("MTN", (), lists)

        assert merge("MTN", once, lists) == once


def sold_by(vendor: str, plans: tuple[ListedPlan, ...]) -> dict[str, Money | None]:
    listed = [plan for plan in plans if plan.listed and vendor in plan.codes]
    assert len({plan.codes[vendor] for plan in listed}) == len(listed)
    return {plan.codes[vendor]: plan.amount for plan in listed}
