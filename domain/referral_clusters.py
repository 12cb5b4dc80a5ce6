"""Friends who look invented: what those whom one customer brought have in common, and what waits.

A likeness proves nothing: flatmates pay one meter. It says where a person should look first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.audit_log import AuditEntry, Doing
from domain.by_staff import ByStaff
from domain.errors import Refusal
from domain.money import Money
from domain.referrals import Referral, ReferralStatus, Review
from domain.rules import Rules
from domain.staff import Act, OwnAccount, StaffPerson
from domain.storage import Storage

_ID_LENGTH = 32
_FEWEST_DIGITS = 8  # of a reference that was cut short
_HEXADECIMAL = frozenset("0123456789abcdef")
_SHOWN = 10
_LOOKED_THROUGH = 50  # referrers with the most friends


class NoSuchReferral(Refusal):
    """Nobody who was brought has that reference."""

    code = "no-such-referral"


class Likeness(StrEnum):
    """What several friends have in common."""

    SAME_RECIPIENT = "same-recipient"  # their bills were for one meter, card or line, or for the referrer's
    SAME_HOUR = "same-hour"  # they joined soon after one another
    LIKE_NUMBERS = "like-numbers"  # their phone numbers begin alike


@dataclass(frozen=True, slots=True)
class Friend:
    """Somebody who was brought, as far as likenesses go."""

    referral: Referral
    phone_begins: str
    recipient: bytes | None  # keyed hash of whom the bill was for; None: no bill has counted yet
    is_referrers: bool = False  # the referrer pays for the same


@dataclass(frozen=True, slots=True)
class Cluster:
    """The friends of one customer, and how many of them share what."""

    referrer_id: str
    friends: int
    rewarded: int
    shared: tuple[tuple[Likeness, int], ...]  # the strongest first

    @property
    def strength(self) -> int:
        """By what clusters are put in order."""
        return sum(count for _, count in self.shared)


def cluster_of(
    referrer_id: str, friends: Sequence[Friend], *, at_least: int, within: timedelta
) -> Cluster | None:
    """Return what these friends have in common; None if no likeness is shared by enough of them."""
    found = {
        Likeness.SAME_RECIPIENT: _same_recipient(friends),
        Likeness.SAME_HOUR: _close_together([each.referral.joined_at for each in friends], within),
        Likeness.LIKE_NUMBERS: max(Counter(each.phone_begins for each in friends).values(), default=0),
    }
    shared = [(likeness, count) for likeness, count in found.items() if count >= at_least]
    if not shared:
        return None
    shared.sort(key=lambda each: (-each[1], each[0]))
    rewarded = sum(each.referral.status is ReferralStatus.REWARDED for each in friends)
    return Cluster(referrer_id, len(friends), rewarded, tuple(shared))


def _same_recipient(friends: Sequence[Friend]) -> int:
    paid = Counter(each.recipient for each in friends if each.recipient is not None)
    often = {recipient for recipient, count in paid.items() if count > 1}
    return sum(each.is_referrers or each.recipient in often for each in friends)


def _close_together(joined: Sequence[datetime], within: timedelta) -> int:
    """Return the most that joined within such a time."""
    moments, most, first = sorted(joined), 0, 0
    for last, moment in enumerate(moments):
        while moment - moments[first] > within:
            first += 1
        most = max(most, last - first + 1)
    return most


class ClusterStore(Protocol):
    """Referrals, as staff look at them."""

    async def in_review(self, *, limit: int, offset: int) -> tuple[Referral, ...]:
        """Return what waits for a person, what is due first."""
        ...

    async def count_in_review(self) -> int:
        """Return how many wait for a person."""
        ...

    async def by_reference(self, reference: str) -> Referral | None:
        """Return the one referral whose id begins so."""
        ...

    async def who_brought_many(self, *, since: datetime, at_least: int, limit: int) -> tuple[str, ...]:
        """Return who brought so many since then with a reward given or to come, those with the most first."""
        ...

    async def friends_of(self, referrer_id: str, *, since: datetime, limit: int) -> tuple[Friend, ...]:
        """Return whom a customer brought since then with a reward given or to come, the newest first."""
        ...


class ClusterBooks(Protocol):
    """What is needed from one transaction."""

    @property
    def referral_clusters(self) -> ClusterStore:
        """The referrals."""
        ...


@dataclass(frozen=True)
class ReferralDesk:
    """Where staff look at referrals, and decide about those that wait."""

    storage: Storage[ClusterBooks]
    rules: Rules
    clock: Callable[[], datetime]

    @property
    def reward(self) -> Money:
        """What is given for one."""
        return self.rules.referrals.reward

    async def waiting(self, *, limit: int, offset: int = 0) -> tuple[tuple[Referral, ...], int]:
        """Return a part of what waits for a person, and how many wait in all."""
        async with self.storage.look() as books:
            store = books.referral_clusters
            return await store.in_review(limit=limit, offset=offset), await store.count_in_review()

    async def referred(self, reference: str) -> Referral:
        """Return a referral by its reference, or by how that begins.

        :raises NoSuchReferral: if there is none, or more than one
        """
        wanted = reference.lower()
        is_one = set(wanted) <= _HEXADECIMAL and _FEWEST_DIGITS <= len(wanted) <= _ID_LENGTH
        async with self.storage.look() as books:
            found = await books.referral_clusters.by_reference(wanted) if is_one else None
        if found is None:
            raise NoSuchReferral
        return found

    async def clusters(self) -> tuple[Cluster, ...]:
        """Return the customers whose friends have something in common, those with the most of it first."""
        rules, found = self.rules.referrals, []
        since = self.clock() - rules.looked_back
        async with self.storage.look() as books:
            store = books.referral_clusters
            many = await store.who_brought_many(
                since=since, at_least=rules.cluster_from, limit=_LOOKED_THROUGH
            )
            for referrer_id in many:
                friends = await store.friends_of(referrer_id, since=since, limit=2 * rules.most_a_month)
                found.append(
                    cluster_of(referrer_id, friends, at_least=rules.cluster_from, within=rules.cluster_within)
                )
        clusters = sorted(filter(None, found), key=lambda each: (-each.strength, each.referrer_id))
        return tuple(clusters[:_SHOWN])

    async def decide(
        self, referral: Referral, person: StaffPerson, *, gives: bool, reason: str = ""
    ) -> tuple[Referral, AuditEntry]:
        """Let the reward be given at its time, or not at all, by the word of somebody of the staff.

        :raises NotYourRole, OwnAccount, NotInReview: and nothing changes
        """
        check_not_own(referral, person)
        now = self.clock()
        did = f"{Act.DECIDE_REFERRAL.value}:{'give' if gives else 'refuse'}"
        details = {"reason": reason} if reason else {}
        doing = Doing(person.name, did, referral.id, now, referral.referrer_id, details)
        decided: tuple[Referral, AuditEntry] = await self.storage.money.apply(
            ByStaff(Review(referral.id, gives, now), person, Act.DECIDE_REFERRAL, doing, now)
        )
        return decided


def check_not_own(referral: Referral, person: StaffPerson) -> None:
    """Refuse that somebody decides about what she gets, or about who brought her.

    :raises OwnAccount: then
    """
    if person.own_customer_id in (referral.id, referral.referrer_id):
        raise OwnAccount
