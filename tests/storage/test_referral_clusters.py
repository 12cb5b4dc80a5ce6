"""Friends who are much alike, and what staff decide about rewards that wait."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.paying import Payments
from domain.referral_clusters import Cluster, Friend, Likeness, NoSuchReferral, ReferralDesk, cluster_of
from domain.referrals import NotInReview, Referral, Referrals, ReferralStatus
from domain.staff import NotYourRole, OwnAccount, StaffPerson
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock
from tests.storage.test_referrals import Friends
from tests.vendors import FakeVendor

OWNER = StaffPerson(1, is_first_owner=True)
HOUR = timedelta(hours=1)
HELD, REWARDED = ReferralStatus.HELD, ReferralStatus.REWARDED


def friend(
    n: int, *, at: timedelta = timedelta(), begins: str = "", meter: bytes | None = None, own: bool = False
) -> Friend:
    """Return a friend who joined at that time."""
    status = REWARDED if n == 0 else HELD
    return Friend(Referral(f"f{n}", "ada", NOON + at, status), begins or f"080{n}", meter, own)


def of(friends: list[Friend]) -> Cluster | None:
    """Return what they have in common."""
    return cluster_of("ada", friends, at_least=3, within=HOUR)


class TestACluster:
    def test_is_made_of_what_enough_of_them_share(self) -> None:
        one_meter = [friend(n, at=n * 2 * HOUR, meter=b"home") for n in range(3)]
        in_a_row = [friend(n, at=n * 2 * HOUR, begins="08031234") for n in range(4)]
        at_once = [friend(n, at=n * HOUR / 2) for n in range(5)]
        all_of_it = [friend(n, begins="0803", own=True) for n in range(3)]

        assert of(one_meter) == Cluster("ada", 3, 1, ((Likeness.SAME_RECIPIENT, 3),))
        assert of(in_a_row) == Cluster("ada", 4, 1, ((Likeness.LIKE_NUMBERS, 4),))
        assert of(at_once) == Cluster("ada", 5, 1, ((Likeness.SAME_HOUR, 3),))
        found = of(all_of_it)
        assert found is not None
        assert (len(found.shared), found.strength) == (3, 9)

    def test_is_not_made_of_friends_who_share_nothing(self) -> None:
        assert of([friend(n, at=n * 2 * HOUR, meter=bytes([n])) for n in range(9)]) is None
        assert of([friend(n, meter=b"home") for n in range(2)]) is None


class TestTheDesk:
    async def test_shows_who_brought_friends_alike_and_decides_about_what_waits(
        self,
        database: Database,
        bank: Bank,
        payments: Payments,
        vendor: FakeVendor,
        clock: Clock,
    ) -> None:
        referrals, desk = Referrals(database, RULES, clock), ReferralDesk(database, RULES, clock)
        friends = Friends(bank, payments, vendor, referrals)
        ada, eve = await bank.customer("Ada"), await bank.customer("Eve")
        brought = [await friends.brings(eve) for _ in range(3)]
        for each in brought:
            await friends.pays(each, to="08031119999")
            await referrals.sweep()  # the first passes; the others share her line
        for _ in range(2):  # of Ada's there are too few
            await friends.pays(await friends.brings(ada))
        await referrals.sweep()

        (cluster,) = await desk.clusters()
        waiting, count = await desk.waiting(limit=1)

        assert (cluster.referrer_id, cluster.friends) == (eve.id, 3)
        assert (Likeness.SAME_RECIPIENT, 3) in cluster.shared
        assert (len(waiting), count) == (1, 2)
        (first, second), _ = await desk.waiting(limit=9)
        with pytest.raises(NoSuchReferral):
            await desk.referred("ffffffff")
        with pytest.raises(NotYourRole):
            await desk.decide(first, StaffPerson(7), gives=True)
        with pytest.raises(OwnAccount):
            await desk.decide(first, StaffPerson(1, True, eve.id), gives=True)
        given, row = await desk.decide(await desk.referred(first.id), OWNER, gives=True)
        refused, _ = await desk.decide(second, OWNER, gives=False, reason="the same meter")
        assert (given.status, refused.status) == (HELD, ReferralStatus.DECLINED)
        assert (row.act, row.subject_id, row.customer_id) == ("decide-referral:give", first.id, eve.id)
        with pytest.raises(NotInReview):
            await desk.decide(second, OWNER, gives=True)

        clock.now = NOON + RULES.referrals.looked_back + timedelta(days=1)
        assert await desk.clusters() == ()
