"""What Home offers first: the bill whose time has come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.money import naira
from domain.repeats import Past, most_likely

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def paid(name: str, *days_ago: float, amount: int = 500, plan: str | None = None) -> list[Past]:
    """Return payments of one bill, so many days ago."""
    biller, _, recipient = name.partition("/")
    return [
        Past(f"{name}@{ago}", biller, recipient.encode(), plan, naira(amount), NOW - timedelta(days=ago))
        for ago in days_ago
    ]


def offered(*bills: list[Past], limit: int = 2) -> list[str]:
    """Return the names of the bills that are offered."""
    past = [each for bill in bills for each in bill]
    return [found.partition("@")[0] for found in most_likely(past, limit=limit, now=NOW)]


class TestTheOffer:
    def test_is_empty_for_a_newcomer(self) -> None:
        assert offered() == []

    def test_begins_with_what_is_paid_often(self) -> None:
        assert offered(paid("light/home", 3), paid("mtn/own", 4, 9, 14, 30)) == ["mtn/own", "light/home"]

    def test_forgets_what_was_paid_often_long_ago(self) -> None:
        often_once = paid("glo/old", 120, 125, 130, 135)
        assert offered(often_once, paid("mtn/own", 2, 10)) == ["mtn/own", "glo/old"]

    def test_prefers_the_weekly_bill_whose_week_is_over(self) -> None:
        due = paid("light/home", 7, 14, 21)
        just_paid = paid("mtn/own", 0.5, 7.5, 14.5)
        assert offered(just_paid, due) == ["light/home", "mtn/own"]

    def test_prefers_what_is_paid_at_this_time_of_the_month(self) -> None:
        on_the_23rd = paid("dstv/card", 31, 61)
        in_between = paid("gotv/card", 46, 47)
        assert offered(in_between, on_the_23rd) == ["dstv/card", "gotv/card"]

    def test_tells_recipients_of_one_biller_apart(self) -> None:
        assert offered(paid("mtn/own", 1, 2, 3), paid("mtn/mum", 5)) == ["mtn/own", "mtn/mum"]

    def test_is_the_newest_payment_with_the_usual_amount(self) -> None:
        bill = [*paid("mtn/own", 20, 10, 5, amount=500), *paid("mtn/own", 1, amount=2_000)]

        assert most_likely(bill, limit=1, now=NOW) == ("mtn/own@5",)


@given(
    st.lists(
        st.tuples(st.sampled_from(["mtn/a", "mtn/b", "light/a"]), st.floats(0, 400), st.integers(50, 5_000)),
        max_size=40,
    ),
    st.integers(0, 5),
)
def test_each_bill_is_offered_once_and_only_what_was_paid(
    payments: list[tuple[str, float, int]], limit: int
) -> None:
    past = [each for name, ago, amount in payments for each in paid(name, ago, amount=amount)]

    found = most_likely(past, limit=limit, now=NOW)

    assert set(found) <= {each.id for each in past}
    names = [id_.partition("@")[0] for id_ in found]
    assert len(names) == len(set(names)) == min(limit, len({name for name, _, _ in payments}))
