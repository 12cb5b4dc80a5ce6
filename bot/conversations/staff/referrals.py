"""Rewards for friends that wait for a person, and friends who look invented."""

from __future__ import annotations

from bot.conversations.staff.arguments import Argument
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand
from bot.conversations.staff.risk import which
from bot.screen import Screen
from bot.screens.staff import referrals as screens
from bot.screens.staff.desk import dry_run, with_audit_id
from domain.referral_clusters import check_not_own
from domain.referrals import NotInReview, ReferralStatus
from domain.staff import Act
from domain.staff_pins import StaffApproval

_SHOWN = 5
_SUSPICIOUS = "suspicious"


async def referrals(call: Call) -> Answer:
    """Show what waits, one referral, or the clusters that should be looked at first."""
    desk, wanted = call.services.referral_desk, call.values.get("which", 1)
    if wanted == _SUSPICIOUS:
        screen = screens.suspicious(call.t, await desk.clusters(), desk.rules.referrals)
        return Answer(screen, "referrals:suspicious")
    if isinstance(wanted, str):
        referral = await desk.referred(wanted)
        return Answer(screens.one(call.t, referral, desk.reward), referral.id, referral.referrer_id)
    waiting, count = await desk.waiting(limit=_SHOWN, offset=(wanted - 1) * _SHOWN)
    pages = max(1, -(-count // _SHOWN))
    return Answer(screens.listed(call.t, waiting, count, desk.reward, page=wanted, pages=pages), "referrals")


async def give(call: Call) -> Plan:
    """Plan to let a reward be given at its time."""
    desk = call.services.referral_desk
    referral = await desk.referred(call.values["reference"])
    check_not_own(referral, call.person)
    if referral.status is not ReferralStatus.REVIEW:
        raise NotInReview

    async def do(_: StaffApproval) -> Screen:
        decided, row = await desk.decide(referral, call.person, gives=True)
        return with_audit_id(call.t, screens.decided(call.t, decided, desk.reward), row.sequence)

    return Plan(screens.giving(call.t, referral, desk.reward), f"give {referral.id} {call.request_id}", do)


async def refuse(call: Call) -> Screen:
    """Give no reward for a friend."""
    desk = call.services.referral_desk
    referral = await desk.referred(call.values["reference"])
    reason = call.values.get("reason", "")
    decided, row = await desk.decide(referral, call.person, gives=False, reason=reason)
    return with_audit_id(call.t, screens.decided(call.t, decided, desk.reward), row.sequence)


async def refusal(call: Call) -> Answer:
    """Say what a refusal would do."""
    referral = await call.services.referral_desk.referred(call.values["reference"])
    check_not_own(referral, call.person)
    if referral.status is not ReferralStatus.REVIEW:
        raise NotInReview
    return Answer(dry_run(call.t, screens.refusing(call.t, referral)), referral.id, referral.referrer_id)


COMMANDS = (
    StaffCommand(
        name="referrals",
        act=Act.LOOK_AT_REFERRALS,
        arguments=(Argument("which", which, optional=True),),
        looks=referrals,
    ),
    StaffCommand(name="givereward", act=Act.DECIDE_REFERRAL, arguments=(Argument("reference"),), plans=give),
    StaffCommand(
        name="refusereward",
        act=Act.DECIDE_REFERRAL,
        arguments=(Argument("reference"), Argument("reason", optional=True, rest=True)),
        does=refuse,
        previews=refusal,
    ),
)
