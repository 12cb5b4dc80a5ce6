"""Inviting friends: the link, what it brings, and what became of it. Nothing tells who the friends are."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from bot.buttons import Go, button, copying, home_button, keyboard, link
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator, short_date
from domain.customers import Customer
from domain.notices import NoticeKind
from domain.referrals import Progress, Referral, ReferralStatus
from domain.rules import Rules

LINKED = "ref_"  # begins the payload of an invitation's link


def invitation(bot_name: str, customer: Customer) -> str:
    """Return the address that brings a customer's friends to the chat."""
    return f"https://t.me/{bot_name}?start={LINKED}{customer.referral_code}"


def invite(
    t: Translator, customer: Customer, bot_name: str, progress: Progress, rules: Rules, *, now: datetime
) -> Screen:
    """The link to send around, and what became of it."""
    reward, terms = rules.referrals.reward, rules.referrals
    address = invitation(bot_name, customer)
    share = "https://t.me/share/url?" + urlencode({"url": address, "text": t.plain("invite-words")})
    return Screen(
        paragraphs(
            lines(
                t("invite-title", reward=reward),
                t(
                    "invite-how",
                    least=terms.least_bill,
                    reward=reward,
                    days=terms.held_for.days,
                    most=terms.most_a_month,
                ),
            ),
            t("invite-link", link=address),
            _progress(t, progress, rules, now) if progress.newest else t("invite-nobody-yet"),
        ),
        keyboard(
            [link(t.plain("invite-send"), share)],
            [copying(t.plain("invite-copy"), address)],
            [button(t.plain("home-cashback"), Go(to="cashback")), home_button(t)],
        ),
    )


def _progress(t: Translator, progress: Progress, rules: Rules, now: datetime) -> str:
    counts = progress.counts
    return lines(
        t("invite-progress"),
        t(
            "invite-counts",
            waiting=counts.get(ReferralStatus.WAITING, 0),
            held=counts.get(ReferralStatus.HELD, 0) + counts.get(ReferralStatus.REVIEW, 0),
            rewarded=counts.get(ReferralStatus.REWARDED, 0),
        ),
        *(_line(t, each, rules, now) for each in progress.newest),
    )


def _line(t: Translator, referral: Referral, rules: Rules, now: datetime) -> str:
    due = t.when(referral.due_at, now=now) if referral.due_at is not None else ""
    joined, reward = short_date(referral.joined_at), rules.referrals.reward
    return t(f"invite-{referral.status.value}", joined=joined, reward=reward, due=due)


def told(t: Translator, kind: NoticeKind, referral: Referral, rules: Rules, *, now: datetime) -> Screen:
    """What became of an invitation: its reward is on its way, or there."""
    reward = rules.referrals.reward
    if kind is NoticeKind.REFERRAL_REWARDED:
        said = t("referral-rewarded", reward=reward)
    else:
        said = t("referral-held", reward=reward, due=t.when(referral.due_at or now, now=now))
    return Screen(said, keyboard([button(t.plain("home-cashback"), Go(to="cashback")), home_button(t)]))
