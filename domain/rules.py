"""The numbers of the business: limits, fees, cashback, promises. Values come from configuration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from domain.money import ZERO, Money
from domain.price_rules import CashbackRule, FeeRule, RuleChange
from domain.rate_limits import Allowance
from domain.rules_messages import MessageRules
from domain.schedule_rules import ScheduleRules
from domain.staff_rules import StaffRules
from domain.ticket_rules import TicketRules
from domain.vendors import Category


@dataclass(frozen=True, slots=True)
class Commission:
    """What a vendor gives us of a bill, at least: a share, or so much whatever the bill is."""

    basis_points: int = 0
    flat: Money = ZERO
    of_billers: Mapping[str, int] = field(default_factory=dict)  # biller → its own share


@dataclass(frozen=True, slots=True)
class ReferralRules:
    """What a customer gets for bringing another one, and when."""

    reward: Money
    least_bill: Money  # the first delivered bill of at least so much counts
    held_for: timedelta  # from its delivery to the reward
    most_a_month: int
    looked_back: timedelta  # over which friends are looked at who are much alike
    cluster_from: int  # friends who share something, from which on staff are shown it
    cluster_within: timedelta  # joined so soon after one another


@dataclass(frozen=True, slots=True)
class Tier:
    """What a customer of a verification tier may spend a day and own. None: no bound."""

    daily_outflow: Money
    maximum_balance: Money | None


@dataclass(frozen=True, slots=True)
class Promise:
    """What we promise on time for a category, counted from the PIN."""

    usually: timedelta
    first_update: timedelta
    deadline: timedelta


@dataclass(frozen=True, slots=True)
class Apology:
    """What a customer gets when a deadline of ours was missed: a share of the total, within bounds."""

    basis_points: int
    minimum: Money
    maximum: Money
    budget_per_day: Money
    grace: timedelta  # a deadline is missed when it has passed by so much


@dataclass(frozen=True, slots=True)
class HealthRules:
    """When a vendor counts as not delivering for a biller, and when it is tried again."""

    window: timedelta  # how far back a vendor is judged
    fewest_calls: int  # before that, a share says nothing
    least_success: int  # basis points of the calls; with fewer the circuit opens
    slow_p95: timedelta  # customers are told that it is slow
    longest_p95: timedelta  # the circuit opens
    open_for: timedelta  # then one order at a time tries
    trial_patience: timedelta  # so long the one that tries is waited for
    wait_for_vendor: timedelta  # an accepted order waits so long for a vendor that is up
    pause_after: timedelta  # of failures of all its vendors, a biller is not sold
    fewest_failures: int  # before that, they say nothing
    pause_for: timedelta  # then a few orders try
    trial_for: timedelta  # without a failure, and it is over


@dataclass(frozen=True, slots=True)
class CheckoutRules:
    """Which processor is asked for a payment page, and when another one is."""

    shares: Mapping[str, int]  # processor → its share of the pages; without one it comes last
    patience: timedelta  # so long a page is waited for, then the next one is asked
    fewest_failures: int  # in a row; then a processor is asked after the others
    asked_again_after: timedelta


@dataclass(frozen=True, slots=True)
class FloatRules:
    """How often our float at a vendor is read, and when it is low."""

    read_every: timedelta
    read_again_after: timedelta  # when it was low, or could not be read
    low: Money
    use_measured_over: timedelta
    warned_before: timedelta  # staff, so long before it is empty
    warned_again_after: timedelta


@dataclass(frozen=True, slots=True)
class PinLock:
    """After so many wrong PINs in a row, closed for so long. `pause` None: until a reset."""

    wrong: int
    pause: timedelta | None


@dataclass(frozen=True, slots=True)
class CodeRules:
    """How long a one-time code is good for, and how many there may be."""

    good_for: timedelta
    resend_after: timedelta
    most_a_day: int  # of a customer and purpose, by Lagos days
    tries: int  # then the code is void
    step_up_lasts: timedelta  # what a right code permits, counted from it


@dataclass(frozen=True, slots=True)
class ApiRules:
    """How often the HTTP API may be asked."""

    of_account: Allowance  # who is signed in
    of_address: Allowance  # anything, from one address
    sign_ins_of_address: Allowance  # what takes no token: joining, signing in, refreshing
    sign_ins_of_name: Allowance  # one number or address to sign in with, from wherever


@dataclass(frozen=True, slots=True)
class SignInRules:
    """How long a sign-in elsewhere than in the chat is good for, and what wrong passwords cost."""

    access_lasts: timedelta  # then the token is exchanged
    refresh_lasts: timedelta  # then the password is asked for
    locks: tuple[PinLock, ...]  # by rising `wrong`


@dataclass(frozen=True, slots=True)
class PersonalAccountRules:
    """How processors are asked about account numbers, and what goes off a transfer to one."""

    ask_after: tuple[timedelta, ...]  # what became of a request or a hint; the last pause repeats
    given_up_after: timedelta  # a request that nobody says anything of
    transfers_asked_for: timedelta  # a transfer that its processor can't say anything of
    fees: Mapping[str, FeeRule]  # what each processor keeps
    customer_bears_fee: bool
    stamp_duty: Money
    stamp_duty_from: Money
    stamp_duty_taken: bool  # by the processor, from what was sent; else the sender pays it to her bank


@dataclass(frozen=True, slots=True)
class RiskRules:
    """When an order looks unusual, and how much each sign of it counts."""

    orders_in_minutes: int  # in ten
    orders_in_hour: int
    sum_in_hour: Money
    new_recipient_above: Money
    again_to_new_recipient: int  # the how manieth order in ten minutes
    unusual_amount_from: Money
    unusual_times: int  # what she paid at most before
    night_from: int  # hours of the Lagos day
    night_until: int
    payers_of_recipient: int  # other accounts, in a day
    usual_within: timedelta  # what she paid at most is looked for so far back
    reviewed_within: timedelta  # an order that is held is decided about
    decision_holds: timedelta  # the same order is not asked about again
    points: Mapping[str, int]  # by the value of `risk.Sign`
    step_up_from: int
    review_from: int


@dataclass(frozen=True, slots=True)
class LightRules:
    """When a home is told that its light will soon be used up."""

    remind_before: timedelta
    remind_at_hour: int  # of the Lagos day


@dataclass(frozen=True, slots=True)
class ExpiryRules:
    """When it is told that a data plan or TV runs out."""

    remind_at_hour: int  # in Lagos, of the day before
    shortest: timedelta  # what lasts shorter is not told of


@dataclass(frozen=True, slots=True)
class TransferRules:
    """What customers may send each other, and how long it can be taken back or asked back."""

    minimum: Money
    maximum: Money
    cools_above: Money  # to somebody new, more than this can be undone for a while
    undo_for: timedelta
    code_above: Money  # to somebody new, more than this wants a one-time code
    payee_is_new_for: timedelta  # counted from the first transfer that she got
    claim_open_for: timedelta
    recall_within: timedelta  # counted from its delivery
    recall_answered_within: timedelta


@dataclass(frozen=True, slots=True)
class IdentityRules:
    """How often a customer may try to prove who she is, and when a document is answered."""

    checks_per_day: int  # of numbers, by Lagos days
    documents_per_day: int
    documents_answered_within: timedelta


@dataclass(frozen=True, slots=True)
class FeeStep:
    """What a transfer to a bank costs, up to an amount. `up_to` None: whatever the amount is."""

    fee: Money
    up_to: Money | None = None


@dataclass(frozen=True, slots=True)
class WithdrawalRules:
    """What may go to a bank account, what that costs, and how long it may take."""

    minimum: Money
    maximum: Money
    approval_above: Money  # a second person agrees
    approval_within: timedelta  # or the money goes back
    added_up_within: timedelta  # several withdrawals within this time count as one
    deadline: timedelta  # at the bank, or back, or a word from staff
    usually: timedelta
    most_transfers: int  # tries of one withdrawal, each after a definite no
    watched_after: tuple[timedelta, ...]  # asking about what was paid: a bank may send it back
    account_checks_per_day: int
    mismatches_until_case: int  # names of a day that did not fit, until a person looks
    stamp_duty: Money
    stamp_duty_from: Money
    fees: tuple[FeeStep, ...]  # ours, by rising amounts
    processor_fees: tuple[FeeStep, ...]  # what the processor keeps where it does not say it

    def fee(self, amount: Money) -> Money:
        """Return our fee on a withdrawal."""
        return _step(self.fees, amount)

    def processor_fee(self, amount: Money) -> Money:
        """Return what the processor keeps, as far as we know."""
        return _step(self.processor_fees, amount)


def _step(steps: Sequence[FeeStep], amount: Money) -> Money:
    return next((step.fee for step in steps if step.up_to is None or amount <= step.up_to), ZERO)


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that is a number and not a law of nature."""

    bill_minimum: Money
    bill_maximum: Money
    top_up_minimum: Money
    top_up_maximum: Money
    tiers: Mapping[int, Tier]
    restricted_outflow: Money
    restricted_for: timedelta
    vat_basis_points: int
    fees: Mapping[Category, FeeRule]
    cashback: tuple[CashbackRule, ...]
    commissions: Mapping[Category, Commission]
    referrals: ReferralRules
    promises: Mapping[Category, Promise]
    requery_after: tuple[timedelta, ...]  # the last pause repeats
    release_limit: Money  # at the deadline, more than this is decided by a person
    release_budget_per_day: Money
    extended_deadline: timedelta
    staff_called_before: timedelta  # so long before a deadline that only a person can keep, one is called
    apology: Apology
    tickets: TicketRules
    sheet_open_for: timedelta
    validation_good_for: timedelta
    draft_kept_for: timedelta
    cart_mandate_lasts: timedelta
    checkout_open_for: timedelta
    verify_after: tuple[timedelta, ...]  # asking the processor by ourselves; the last pause repeats
    pin_locks: tuple[PinLock, ...]  # by rising `wrong`
    codes: CodeRules
    sign_ins: SignInRules
    api: ApiRules
    name_checks_per_day: int
    freeze_tries_per_day: int  # of one Telegram account
    deletion_grace: timedelta  # in which who asked to be forgotten may stay
    duplicate_warning_for: timedelta
    lists_read_every: timedelta  # of the vendors
    health: HealthRules
    floats: FloatRules
    withdrawals: WithdrawalRules
    checkouts: CheckoutRules
    personal_accounts: PersonalAccountRules
    transfers: TransferRules
    risk: RiskRules
    identity: IdentityRules
    messages: MessageRules
    schedules: ScheduleRules
    staff: StaffRules
    light: LightRules
    expiries: ExpiryRules
    # What staff changed (`domain.rule_changes`); without changes, these are the rules of the file.
    biller_fees: Mapping[Category, Mapping[str, FeeRule]] = field(default_factory=dict)
    changes: tuple[RuleChange, ...] = ()  # all of them, also those that do not hold yet
    as_written: Rules | None = None  # in the file

    def fee(self, category: Category, amount: Money, biller_id: str | None = None) -> Money:
        """Return our fee on a bill, rounded half up. A biller's own goes before that of its category."""
        rule = self.fee_of(category, biller_id)
        return rule.of(amount) if rule else ZERO

    def fee_of(self, category: Category, biller_id: str | None = None) -> FeeRule | None:
        """Return the rule of our fee; None: nothing is charged."""
        own = self.biller_fees.get(category, {}).get(biller_id or "")
        return own or self.fees.get(category)

    def usual_priority(self, rule: CashbackRule) -> int | None:
        """Return the priority of the cashback rules that are as particular as this one; the least of them."""
        return min((each.priority for each in self.cashback if each.kind == rule.kind), default=None)

    def commission(self, category: Category, biller_id: str | None, amount: Money) -> Money:
        """Return what we reckon to get from a vendor for a bill, rounded down."""
        rule = self.commissions[category]
        points = rule.of_billers.get(biller_id or "", rule.basis_points)
        return amount.share(points) + rule.flat
