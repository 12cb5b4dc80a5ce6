"""Cashback, friends who were brought, and promo codes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, status
from pydantic import Field, StringConstraints
from starlette.responses import Response

from domain.customers import Customer
from domain.limits import CustomerAccounts
from domain.money import ZERO
from domain.payments import SETTLED
from domain.referrals import Referral, ReferralStatus
from web.api.access import Me, SignedIn
from web.api.given import Api, Given, IdempotencyKey
from web.api.once import once
from web.api.problems import SIGNED_IN
from web.api.shapes import Body, Id, Said

router = APIRouter(tags=["rewards"], responses=SIGNED_IN)

_LOOKED_THROUGH = 50
_FRIENDS_SHOWN = 20


class RuleSaid(Said):
    """A way to earn, and what it brought this month."""

    rule: str = Field(examples=["electricity"])
    share: int = Field(description="Of a bill, in hundredths of a percent.", examples=[100])
    most_a_payment: int = Field(description="In kobo.", examples=[20_000])
    earned: int = Field(description="In this month, in kobo.", examples=[15_000])
    left: int = Field(description="What can still be earned in this month, in kobo.", examples=[85_000])


class EarnedSaid(Said):
    """What a payment earned."""

    payment_id: Id
    biller_id: str = Field(examples=["ikeja-electric"])
    earned: int = Field(description="In kobo.", examples=[2_500])
    rule: str | None = Field(examples=["electricity"])
    at: datetime


class CashbackSaid(Said):
    """What there is, what the month brought, and what was earned last."""

    balance: int = Field(description="In kobo.", examples=[34_500])
    month: list[RuleSaid]
    earned: list[EarnedSaid]


class FriendSaid(Said):
    """Somebody who came by the code. Who it is, is not told."""

    joined_at: datetime
    status: ReferralStatus
    due_at: datetime | None = Field(description="When the reward is given, if all stays as it is.")


class ReferralsSaid(Said):
    """One's own code, and what became of it."""

    code: str = Field(description="What friends enter when they join.", examples=["K7PQ2MXR"])
    link: str | None = Field(
        description="Opens the chat with the code. Null: the bot's name is not known at the moment.",
        examples=["https://t.me/VisionBot?start=ref_K7PQ2MXR"],
    )
    reward: int = Field(description="For a friend, in kobo.", examples=[20_000])
    least_bill: int = Field(description="What a friend's first bill must be, in kobo.", examples=[100_000])
    rewarded_this_month: int = Field(examples=[2])
    most_a_month: int = Field(examples=[10])
    waiting: int = Field(description="For their first bill.", examples=[1])
    held: int = Field(description="Until it is sure that the bill stays paid.", examples=[1])
    rewarded: int = Field(examples=[5])
    newest: list[FriendSaid]


class PromoUse(Body):
    """A promo code, as somebody types it."""

    code: Annotated[str, StringConstraints(min_length=3, max_length=40, pattern=r"^[A-Za-z0-9 _-]+$")] = (
        Field(examples=["DETTY25"])
    )


class PromoSaid(Said):
    """What a code gave."""

    credited: int = Field(description="To the cashback balance, in kobo.", examples=[20_000])


@router.get("/cashback", summary="Cashback")
async def cashback(me: Me, api: Given) -> CashbackSaid:
    """Return the balance, what each rule brought in this month, and the payments that earned last."""
    accounts = await api.business.wallets.of(me.id)
    recent = await api.business.payments.history(me.id, limit=_LOOKED_THROUGH)
    return CashbackSaid(
        balance=accounts.cashback.kobo,
        month=_month(api, accounts),
        earned=[
            EarnedSaid(
                payment_id=each.id,
                biller_id=each.order.biller_id,
                earned=each.quote.cashback_earned.kobo,
                rule=each.quote.cashback_rule,
                at=each.ended_at or each.accepted_at,
            )
            for each in recent
            if each.quote.cashback_earned and each.status in SETTLED
        ],
    )


@router.get("/referrals", summary="Friends who were brought")
async def referrals(me: Me, api: Given) -> ReferralsSaid:
    """Return one's own code and what became of it."""
    now = api.clock()
    rules = api.business.rule_book.at(now).referrals
    progress = await api.business.referrals.progress(me.id, limit=_FRIENDS_SHOWN)
    accounts = await api.business.wallets.of(me.id)
    counts = progress.counts
    customer: Customer = me.customer
    return ReferralsSaid(
        code=customer.referral_code,
        link=api.invitation(customer),
        reward=rules.reward.kobo,
        least_bill=rules.least_bill.kobo,
        rewarded_this_month=accounts.usage.on(now).referrals,
        most_a_month=rules.most_a_month,
        waiting=counts.get(ReferralStatus.WAITING, 0),
        held=counts.get(ReferralStatus.HELD, 0) + counts.get(ReferralStatus.REVIEW, 0),
        rewarded=counts.get(ReferralStatus.REWARDED, 0),
        newest=[_friend(each) for each in progress.newest],
    )


@router.post(
    "/promo", status_code=status.HTTP_201_CREATED, response_model=PromoSaid, summary="Use a promo code"
)
async def promo(body: PromoUse, me: Me, api: Given, key: IdempotencyKey) -> Response:
    """Credit what a code gives to the cashback balance."""
    # The code is what is asked for here. Were it none of it, one key would be good for any number of guesses.
    return await once(
        api, me, key, "promo", body, lambda try_key: _used(api, me, body, try_key), secrets=frozenset()
    )


async def _used(api: Api, me: SignedIn, body: PromoUse, try_key: str) -> PromoSaid:
    credited = await api.business.promo_codes.use(me.id, body.code, try_key=try_key, now=api.clock())
    return PromoSaid(credited=credited.kobo)


def _month(api: Api, accounts: CustomerAccounts) -> list[RuleSaid]:
    now = api.clock()
    earned = accounts.usage.on(now).cashback
    return [
        RuleSaid(
            rule=rule.name,
            share=rule.basis_points,
            most_a_payment=rule.cap_per_payment.kobo,
            earned=(so_far := earned.get(rule.name, ZERO)).kobo,
            left=max(ZERO, rule.cap_per_month - so_far).kobo,
        )
        for rule in api.business.rule_book.at(now).cashback
        if rule.is_on
    ]


def _friend(referral: Referral) -> FriendSaid:
    return FriendSaid(joined_at=referral.joined_at, status=referral.status, due_at=referral.due_at)
