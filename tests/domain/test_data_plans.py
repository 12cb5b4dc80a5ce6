"""What can be read in the names of data plans, and in which order plans are shown."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billers import Plan
from domain.data_plans import Bundle, Show, choices, matching, offers, read_bundle
from domain.money import naira

DAY = timedelta(days=1)


def a_plan(name: str, price: int | None, plan_id: str | None = None) -> Plan:
    return Plan("mtn-data", plan_id or name, name, naira(price) if price is not None else None, {})


class TestAName:
    @pytest.mark.parametrize(
        ("name", "megabytes", "days"),
        [
            ("N100 100MB - 24 hrs", 100, 1),
            ("N200 200MB - 2 days", 200, 2),
            ("N1000 1.5GB - 30 days", 1_500, 30),
            ("N1500 6GB - 7 days", 6_000, 7),
            ("MTN Data 160GB 2-Month Plan N30,000", 160_000, 60),
            ("MTN Data 400GB 3-Month Plan N50,000", 400_000, 90),
            ("MTN Data 1TB 1 year N100,000", 1_000_000, 365),
            ("Airtel Data Bundle - 50 Naira - 25MB  - 1Day", 25, 1),
            ("Airtel Data Bundle - 1,000 Naira - 1.5GB - 30 Days", 1_500, 30),
            ("Airtel Data Bundle - 1,500 Naira - 3GB - 1 Week", 3_000, 7),
            ("Glo Data N1000 -  2.5GB - 30 days Oneoff", 2_500, 30),
            ("Glo Data (SME) N70 - 200MB - 14 days", 200, 14),
            ("Glo Data N25 - 50MB - 1 Night", 50, 1),
            ("9mobile 40MB + 1 hr WhatsApp - 50 Naira", 40, None),
            ("9mobile 1.5GB - 1,000 Naira - 30 Days", 1_500, 30),
            ("1GB Weekly", 1_000, 7),
            ("20GB Monthly plan", 20_000, 30),
            ("FlexiDaily 1GB", 1_000, 1),
            ("FlexiWeekly 2 GB", 2_000, 7),
            ("15GB Bigga 30days - 5,000 Naira", 15_000, 30),
            ("Weekend 3GB", 3_000, 2),
            ("1GB Night plan", 1_000, 1),
            ("75GB Quarterly", 75_000, 90),
            ("1,024MB 1 wk", 1_024, 7),
            ("2 gigs daily", 2_000, 1),
            ("MTN N100 Xtratalk Weekly Bundle", None, 7),
            ("Unlimited Lite for 30days", None, 30),
            ("Spectranet N1000 PIN", None, None),
            ("DStv Compact", None, None),
            ("0GB", None, None),
            ("", None, None),
        ],
    )
    def test_says_how_much_and_for_how_long(self, name: str, megabytes: int | None, days: int | None) -> None:
        read = read_bundle(name)

        assert read.megabytes == megabytes
        if days is None:
            assert read.lasts is None or read.lasts < DAY
        else:
            assert read.lasts == days * DAY

    def test_counts_the_longest_time_and_the_first_size(self) -> None:
        read = read_bundle("3GB + 2hrs YouTube + 100MB - 30 days")

        assert read == Bundle(3_000, 30 * DAY)

    @pytest.mark.parametrize("name", ["Glo (SME) 200MB", "SME 1GB", "1gb sme"])
    def test_says_that_it_is_shared(self, name: str) -> None:
        assert read_bundle(name).is_sme

    @pytest.mark.parametrize(
        ("name", "limited"),
        [
            ("1GB Night plan", True),
            ("Weekend 3GB", True),
            ("Glo Social N50 - 100MB", True),
            ("2GB Sunday", True),
            ("1.5GB + 100MB YouTube", False),
            ("1.5GB 30 days", False),
        ],
    )
    def test_says_when_it_is_not_good_for_everything(self, name: str, *, limited: bool) -> None:
        assert read_bundle(name).is_limited is limited

    @given(st.text(max_size=80))
    def test_is_read_whatever_it_is(self, name: str) -> None:
        read = read_bundle(name)

        assert read.megabytes is None or read.megabytes > 0
        assert read.lasts is None or read.lasts > timedelta(0)


DAILY = a_plan("1GB - 1 day", 500)
NIGHT = a_plan("2GB Night", 200)
WEEKLY = a_plan("6GB - 7 days", 1_500)
MONTHLY = a_plan("10GB - 30 days", 3_000)
YEARLY = a_plan("1TB - 1 year", 350_000)
TALK = a_plan("Xtratalk", 100)
OPEN = a_plan("As much as you like 1GB", None)
PLANS = (DAILY, NIGHT, WEEKLY, MONTHLY, YEARLY, TALK, OPEN)


class TestThePlans:
    @pytest.mark.parametrize(
        ("show", "expected"),
        [
            (Show.ALL, PLANS),
            (Show.TODAY, (DAILY, NIGHT)),
            (Show.WEEK, (WEEKLY,)),
            (Show.MONTH, (MONTHLY, YEARLY)),
            (Show.BEST, (WEEKLY, MONTHLY, YEARLY, DAILY)),
        ],
    )
    def test_are_shown_by_what_is_wanted(self, show: Show, expected: tuple[Plan, ...]) -> None:
        assert tuple(offer.plan for offer in offers(PLANS, show)) == expected

    def test_of_the_best_price_are_those_that_a_phone_can_use_for_some_days(self) -> None:
        router = a_plan("HynetFlex 200GB Router Plan - 30 days", 4_000)
        mifi = a_plan("100GB MiFi - 60 days", 3_000)
        a_day = a_plan("5GB - 24 hrs", 300)
        untold = a_plan("20GB Gift", 800)

        best = offers([router, a_day, mifi, untold, DAILY, WEEKLY, MONTHLY], Show.BEST)

        assert [offer.plan for offer in best] == [WEEKLY, MONTHLY, untold, a_day, DAILY, router, mifi]

    def test_that_were_bought_before_come_first_the_newest_in_front(self) -> None:
        shown = offers(PLANS, bought=[MONTHLY.id, TALK.id, MONTHLY.id, "gone"])

        assert [offer.plan for offer in shown[:3]] == [MONTHLY, TALK, DAILY]
        assert [offer.bought_before for offer in shown[:3]] == [True, True, False]

    def test_have_a_price_a_gigabyte_where_both_are_known(self) -> None:
        prices = {offer.plan.name: offer.a_gigabyte for offer in offers(PLANS)}

        assert prices[WEEKLY.name] == naira(250)
        assert prices[DAILY.name] == naira(500)
        assert prices[TALK.name] is None
        assert prices[OPEN.name] is None

    def test_are_filtered_only_where_that_leaves_something_out(self) -> None:
        assert choices(PLANS) == (Show.TODAY, Show.WEEK, Show.MONTH, Show.BEST)
        assert choices([MONTHLY, YEARLY]) == (Show.BEST,)
        assert choices([MONTHLY]) == ()
        assert choices([TALK]) == ()

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("10gb", (MONTHLY,)),
            ("10 GB", (MONTHLY,)),
            ("30 days", (MONTHLY,)),
            ("night", (NIGHT,)),
            ("1gb", (DAILY, OPEN)),
            ("xtratalk night", ()),
            ("7", ()),
            ("!?", ()),
            ("", ()),
        ],
    )
    def test_are_found_by_words(self, words: str, expected: tuple[Plan, ...]) -> None:
        assert tuple(offer.plan for offer in matching(offers(PLANS), words)) == expected
