"""Rewards for friends as staff see them: what waits, and who brought friends that are much alike."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import pages_of, run, short
from bot.text import Translator, short_date
from domain.money import Money
from domain.referral_clusters import Cluster
from domain.referrals import Referral, ReferralStatus
from domain.rules import ReferralRules


def listed(
    t: Translator, waiting: Sequence[Referral], count: int, reward: Money, *, page: int, pages: int
) -> Screen:
    """A page of what waits."""
    title = t("staff-referrals-title", count=count) if count else t("staff-referrals-none")
    buttons = [run(short(each.id), f"referrals {each.id}") for each in waiting]
    suspicious = run(t.plain("staff-button-suspicious"), " ".join(("referrals", "suspicious")))
    return Screen(
        paragraphs(title, lines(*(_row(t, each, reward) for each in waiting))),
        keyboard(*in_rows(buttons, 2), pages_of("referrals", page, pages), [suspicious, home_button(t)]),
    )


def one(t: Translator, referral: Referral, reward: Money) -> Screen:
    """One referral, and what can be done about it."""
    rows = [
        [
            run(t.plain("staff-button-friend"), f"user {referral.id}"),
            run(t.plain("staff-button-referrer"), f"user {referral.referrer_id}"),
        ]
    ]
    if referral.status is ReferralStatus.REVIEW:
        give = run(t.plain("staff-button-give"), f"givereward {referral.id}")
        rows.insert(0, [give, run(t.plain("staff-button-refuse"), f"refusereward {referral.id}")])
    if referral.payment_id is not None:
        rows.append([run(t.plain("staff-button-friends-bill"), f"tx {referral.payment_id}")])
    rows.append([run(t.plain("staff-button-waiting"), "referrals"), home_button(t)])
    return Screen(_row(t, referral, reward), keyboard(*rows))


def giving(t: Translator, referral: Referral, reward: Money) -> str:
    """What giving means."""
    return t("staff-referral-give", reward=reward, friend=short(referral.id), due=referral.due_at or "–")


def refusing(t: Translator, referral: Referral) -> str:
    """What a refusal means."""
    return t("staff-referral-refuse", friend=short(referral.id))


def decided(t: Translator, referral: Referral, reward: Money) -> Screen:
    """What was decided."""
    given = "yes" if referral.status is not ReferralStatus.DECLINED else "no"
    return Screen(
        t("staff-referral-decided", given=given, reward=reward, friend=short(referral.id)),
        keyboard([run(t.plain("staff-button-waiting"), "referrals"), home_button(t)]),
    )


def suspicious(t: Translator, clusters: Sequence[Cluster], rules: ReferralRules) -> Screen:
    """Who brought friends that are much alike."""
    told = (
        lines(
            t(
                "staff-cluster",
                referrer=short(each.referrer_id),
                friends=each.friends,
                rewarded=each.rewarded,
            ),
            *(
                t(f"staff-cluster-{likeness.value}", count=count, within=rules.cluster_within)
                for likeness, count in each.shared
            ),
        )
        for each in clusters
    )
    buttons = [run(short(each.referrer_id), f"user {each.referrer_id}") for each in clusters]
    title = "staff-clusters-title" if clusters else "staff-clusters-none"
    return Screen(
        paragraphs(t(title, days=rules.looked_back.days), *told),
        keyboard(*in_rows(buttons, 2), [run(t.plain("staff-button-waiting"), "referrals"), home_button(t)]),
    )


def _row(t: Translator, referral: Referral, reward: Money) -> str:
    return t(
        "staff-referral-row",
        friend=short(referral.id),
        referrer=short(referral.referrer_id),
        joined=short_date(referral.joined_at),
        state=referral.status.value,
        due=referral.due_at or "–",
        reward=reward,
    )
