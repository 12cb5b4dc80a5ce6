"""Reads the numbers of the business from `business_rules.toml`, strictly."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Self, get_args

from pydantic import Field, ValidationError, model_validator

from bot.rule_parts.bills import (
    ApologiesPart,
    BillsPart,
    CashbackPart,
    CommissionPart,
    Day,
    FeePart,
    PromisePart,
    ReferralsPart,
    SheetsPart,
    TicketsPart,
    UnresolvedPart,
)
from bot.rule_parts.messages import MessagesPart
from bot.rule_parts.moving import PersonalAccountsPart, TopUpsPart, TransfersPart, WithdrawalsPart
from bot.rule_parts.people import (
    ApiPart,
    CodesPart,
    IdentityPart,
    NewAccountsPart,
    PinLockPart,
    PrivacyPart,
    RiskPart,
    SignInsPart,
    TierPart,
)
from bot.rule_parts.regular import ExpiriesPart, LightPart, SchedulesPart
from bot.rule_parts.staff import StaffPart
from bot.rule_parts.types import Part, Share
from bot.rule_parts.vendors import CataloguePart, CheckoutsPart, FloatsPart, HealthPart
from bot.settings import BadSettings, Settings
from bot.text import naira_text
from domain.cashback import Loss, losses
from domain.price_rules import CashbackRule, FeeRule
from domain.rules import (
    Apology,
    CheckoutRules,
    CodeRules,
    Commission,
    ExpiryRules,
    FeeStep,
    FloatRules,
    HealthRules,
    IdentityRules,
    LightRules,
    PersonalAccountRules,
    PinLock,
    Promise,
    ReferralRules,
    RiskRules,
    Rules,
    Tier,
    TransferRules,
    WithdrawalRules,
)
from domain.schedule_rules import ScheduleRules
from domain.vendors import Category

DEFAULT_FILE = Path(__file__).with_name("business_rules.toml")


class BadRules(ValueError):
    """The file of rules can't be read. The message says where and why."""


class _File(Part):
    vat: Share
    bills: BillsPart
    top_ups: TopUpsPart
    tiers: dict[int, TierPart]
    new_accounts: NewAccountsPart
    fees: dict[Category, FeePart]
    cashback: tuple[CashbackPart, ...] = ()
    commissions: dict[Category, CommissionPart]
    referrals: ReferralsPart
    promises: dict[Category, PromisePart]
    unresolved: UnresolvedPart
    apologies: ApologiesPart
    tickets: TicketsPart
    sheets: SheetsPart
    catalogue: CataloguePart
    health: HealthPart
    floats: FloatsPart
    checkouts: CheckoutsPart
    codes: CodesPart
    sign_ins: SignInsPart
    api: ApiPart
    personal_accounts: PersonalAccountsPart
    transfers: TransfersPart
    identity: IdentityPart
    withdrawals: WithdrawalsPart
    privacy: PrivacyPart
    risk: RiskPart
    messages: MessagesPart
    schedules: SchedulesPart
    staff: StaffPart
    light: LightPart
    expiries: ExpiriesPart
    pin_locks: Annotated[tuple[PinLockPart, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if missing := set(Category) - set(self.promises):
            raise ValueError(f"a promise is missing for {', '.join(sorted(missing))}")
        if missing := set(Category) - set(self.commissions):
            raise ValueError(f"a commission is missing for {', '.join(sorted(missing))}")
        names = [rule.name for rule in self.cashback]
        if len(names) != len(set(names)):
            raise ValueError("each cashback rule has a name of its own")
        known = {biller for commission in self.commissions.values() for biller in commission.billers}
        named = {biller for rule in self.cashback for biller in rule.billers or ()}
        if unknown := named - known:
            raise ValueError(f"a cashback rule names {', '.join(sorted(unknown))}, without a commission")
        if 1 not in self.tiers:
            raise ValueError("tier 1 is missing: everybody starts there")
        wrongs = [lock.wrong for lock in self.pin_locks]
        if wrongs != sorted(set(wrongs)) or wrongs[0] < 1:
            raise ValueError("the PIN locks have to come by rising numbers of wrong tries")
        return self


def read_rules(file: Path = DEFAULT_FILE) -> Rules:
    """Return the rules in that file.

    :raises BadRules: in one sentence
    """
    try:
        text = file.read_text(encoding="utf-8")
        found = _File.model_validate(tomllib.loads(text, parse_float=Decimal))
    except OSError as error:
        raise BadRules(f"{file} can't be read: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise BadRules(f"{file} is not TOML: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise BadRules(f"{file}: {place}: {first['msg'].removeprefix('Value error, ')}") from error
    rules = _rules(found)
    if lost := losses(rules):
        raise BadRules(f"{file}: {_in_words(lost[0])}")
    return rules


def _in_words(loss: Loss) -> str:
    bill = loss.bill
    where = f"{bill.category} at {bill.biller_id}" if bill.biller_id else bill.category
    return (
        f"the cashback rule {loss.rule} costs {naira_text(loss.by)} more than commission and fee of a bill of"
        f" {naira_text(bill.amount)} ({where}); may_lose = true has it all the same"
    )


def rules_of(settings: Settings) -> Rules:
    """Return the rules that the settings name.

    :raises BadSettings: if they can't be read
    """
    try:
        return read_rules(settings.rules_file or DEFAULT_FILE)
    except BadRules as error:
        raise BadSettings(f"RULES_FILE: {error}.") from None


def _rules(file: _File) -> Rules:
    return Rules(
        bill_minimum=file.bills.minimum,
        bill_maximum=file.bills.maximum,
        top_up_minimum=file.top_ups.minimum,
        top_up_maximum=file.top_ups.maximum,
        tiers={number: Tier(tier.daily_outflow, tier.maximum_balance) for number, tier in file.tiers.items()},
        restricted_outflow=file.new_accounts.outflow,
        restricted_for=file.new_accounts.lasts,
        vat_basis_points=file.vat,
        fees={category: FeeRule(fee.share, fee.cap) for category, fee in file.fees.items()},
        cashback=tuple(_cashback(rule) for rule in file.cashback),
        commissions={
            category: Commission(each.share, each.flat, each.billers)
            for category, each in file.commissions.items()
        },
        referrals=ReferralRules(**dict(file.referrals)),
        promises={
            category: Promise(promise.usually, promise.first_update, promise.deadline)
            for category, promise in file.promises.items()
        },
        requery_after=file.unresolved.requery_after,
        release_limit=file.unresolved.release_limit,
        release_budget_per_day=file.unresolved.release_budget_per_day,
        extended_deadline=file.unresolved.extended_deadline,
        staff_called_before=file.unresolved.staff_called_before,
        apology=Apology(
            file.apologies.share,
            file.apologies.minimum,
            file.apologies.maximum,
            file.apologies.budget_per_day,
            file.apologies.grace,
        ),
        tickets=file.tickets.rules(),
        sheet_open_for=file.sheets.open_for,
        validation_good_for=file.sheets.validation_good_for,
        draft_kept_for=file.sheets.draft_kept_for,
        cart_mandate_lasts=file.sheets.cart_mandate_lasts,
        checkout_open_for=file.top_ups.checkout_open_for,
        verify_after=file.top_ups.verify_after,
        pin_locks=tuple(PinLock(lock.wrong, lock.pause) for lock in file.pin_locks),
        codes=CodeRules(**dict(file.codes)),
        sign_ins=file.sign_ins.rules(),
        api=file.api.rules(),
        name_checks_per_day=file.bills.name_checks_per_day,
        freeze_tries_per_day=file.bills.freeze_tries_per_day,
        deletion_grace=file.privacy.deletion_grace,
        duplicate_warning_for=file.bills.duplicate_warning_for,
        lists_read_every=file.catalogue.sync_every,
        health=HealthRules(**dict(file.health)),
        floats=FloatRules(**dict(file.floats)),
        withdrawals=_withdrawals(file.withdrawals),
        checkouts=CheckoutRules(**dict(file.checkouts)),
        personal_accounts=_personal_accounts(file.personal_accounts),
        transfers=TransferRules(**dict(file.transfers)),
        identity=IdentityRules(**dict(file.identity)),
        risk=RiskRules(**dict(file.risk)),
        schedules=ScheduleRules(**dict(file.schedules)),
        light=LightRules(**dict(file.light)),
        expiries=ExpiryRules(**dict(file.expiries)),
        messages=file.messages.rules(),
        staff=file.staff.rules(),
    )


def _withdrawals(part: WithdrawalsPart) -> WithdrawalRules:
    fees = tuple(FeeStep(step.fee, step.up_to) for step in part.fees)
    kept = tuple(FeeStep(step.fee, step.up_to) for step in part.processor_fees)
    return WithdrawalRules(**{**dict(part), "fees": fees, "processor_fees": kept})


def _personal_accounts(part: PersonalAccountsPart) -> PersonalAccountRules:
    fees = {processor: FeeRule(fee.share, fee.cap) for processor, fee in part.fees.items()}
    return PersonalAccountRules(**{**dict(part), "fees": fees})


def _cashback(rule: CashbackPart) -> CashbackRule:
    return CashbackRule(
        name=rule.name,
        priority=rule.priority,
        basis_points=rule.share,
        minimum=rule.minimum,
        cap_per_payment=rule.cap_per_payment,
        cap_per_month=rule.cap_per_month,
        billers=rule.billers,
        category=rule.category,
        maximum=rule.maximum,
        weekdays=frozenset(map(get_args(Day).index, rule.days)) if rule.days is not None else None,
        is_on=rule.on,
        may_lose=rule.may_lose,
    )
