"""Random acts of three customers, done to the books and to the model of them, and compared.

ada and bola are friends of a higher tier; chidi was brought by ada.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from domain.account_steps import SetOwnLimit
from domain.chargeback_steps import Contest
from domain.chargebacks import ChargebackKind, ChargebackWord
from domain.claim_steps import CancelClaim, Claim, ReturnUnclaimed
from domain.controls import Freeze, FreezeReason
from domain.customers import Customer
from domain.errors import Refusal
from domain.freezing import FreezeWallet, UnfreezeWallet
from domain.limits import CustomerAccounts
from domain.money import Money, naira
from domain.payment_outcomes import Resolve
from domain.payment_steps import Accept, Cancel, Submit
from domain.processors import FundingContested
from domain.quotes import Sheet
from domain.recall_steps import AnswerRecall, AskBack
from domain.referrals import Qualified, Qualify, Referral, ReferralStatus, Reward
from domain.top_up_steps import Credit
from domain.top_ups import TopUp
from domain.transfer_steps import Deliver, Send, Undo
from domain.transfers import Transfer, TransferSheet
from domain.vendors import Category, Rejected, RequeryOutcome, Reversed, Unresolved
from storage.database import Database
from tests import wallet_model as model
from tests.builders import (
    NOON,
    RULES,
    Bank,
    a_light_order,
    a_sheet,
    an_order,
    approved,
    delivered,
    new_id,
    paid_for,
)
from tests.transfers import consent
from tests.wallet_model import Bill, Person, Sent

ACTS = (
    *("fund", "contest", "pay", "pay", "pay", "says", "says", "says", "cancel", "send", "send", "send"),
    *("undo", "due", "due", "claim", "ask_back", "answer", "freeze", "unfreeze", "own_limit"),
    *("qualify", "reward", "again", "again", "time"),
)
WORDS: dict[str, RequeryOutcome] = {
    "delivered": delivered(Money(9_000)),
    "rejected": Rejected("no"),
    "reversed": Reversed(),
    "doubt": Unresolved("ReadTimeout"),
}
AMOUNTS = (5_000, 12_345, 99_999, 100_000, 250_000, 1_000_000, 2_500_000, 4_999_999)
SPANS = (timedelta(minutes=1), timedelta(hours=7), timedelta(hours=30), timedelta(days=8))
PATIENCE = timedelta(seconds=75)
_CHOICES = 2_520  # a multiple of all small numbers, so that each choice is as likely
NUMBERS = 6 * _CHOICES * _CHOICES


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happens. `which` and `other` choose among what there is; `number` is for the rest."""

    what: str
    which: int
    other: int
    number: int
    flag: bool


def act_of(what: str, number: int) -> Act:
    """Return the act that a number below `NUMBERS` stands for."""
    number, flag = divmod(number, 2)
    number, other = divmod(number, 3)
    number, which = divmod(number, _CHOICES)
    return Act(what, which, other, number, bool(flag))


def random_acts(seed: int, count: int) -> list[Act]:
    """Return acts that a seed stands for."""
    draw = random.Random(seed)
    return [act_of(draw.choice(ACTS), draw.randrange(NUMBERS)) for _ in range(count)]


@dataclass
class Walk:
    """Three customers, the books, and what the model says of them."""

    databases: tuple[Database, Database]
    customers: tuple[Customer, ...]
    people: tuple[Person, ...]
    now: datetime = NOON
    bills: list[tuple[Bill, Sheet]] = field(default_factory=list)
    funded: list[tuple[model.Funding, TopUp]] = field(default_factory=list)
    sent: list[tuple[Sent, TransferSheet]] = field(default_factory=list)
    done: list[Any] = field(default_factory=list)  # commands that did something, to be handed in again
    referral: Referral | None = None
    differences: list[str] = field(default_factory=list)
    steps: int = 0
    said: Counter[tuple[str, str]] = field(default_factory=Counter)  # what came of acts, by kind

    @classmethod
    async def begin(cls, bank: Bank, elsewhere: Database) -> Walk:
        """Open three wallets, two with money in them."""
        customers = [
            await bank.customer(name, tier=tier) for name, tier in (("Ada", 2), ("Bola", 1), ("Chidi", 2))
        ]
        walk = cls((bank.database, elsewhere), tuple(customers), (Person(), Person(tier=1), Person()))
        walk.referral = Referral(customers[2].id, customers[0].id, NOON)
        async with bank.database.begin() as books:
            await books.referrals.add(walk.referral)
        for customer, person, money in zip(customers, walk.people, (60_000, 1_000, 250_000), strict=True):
            await bank.top_up(customer, naira(money))
            model.fund(person, money * 100)
        return walk

    async def take(self, acts: Sequence[Act]) -> None:
        """Let them happen one after another, and compare."""
        for act in acts:
            self.steps += 1
            await getattr(self, f"_{act.what}")(act)
            if self.steps % 5 == 0:
                await self.compare(act)
        await self.compare("the end")

    async def compare(self, after: object) -> None:
        """Note where the books and the model differ."""
        async with self.databases[0].look() as books:
            for customer, person in zip(self.customers, self.people, strict=True):
                accounts = await books.accounts.of(customer.id)
                said = (person.wallet, person.cashback, person.held, person.owes)
                if (found := _held_by(accounts)) != said:
                    self.differences.append(f"{customer.name} has {found}, not {said}, after {after}")

    async def _do(self, act: Act, expected: str, command: Any) -> str:
        try:
            await self.databases[act.number % 2].money.apply(command)
            said = "ok"
        except Refusal as refusal:
            said = refusal.code
        self.said[act.what, said] += 1
        if said != expected:
            self.differences.append(f"{said}, not {expected}: {command}")
        if said == "ok":
            self.done.append(command)
        return said

    # --- money in and out

    async def _fund(self, act: Act) -> None:
        amount = AMOUNTS[act.number % len(AMOUNTS)] * 2
        customer = self.customers[act.other]
        intent = await Bank(self.databases[0]).intent(customer, Money(amount), now=self.now)
        command = Credit("paystack", paid_for(intent), customer.id, RULES, self.now)
        has_room = model.has_room(self.people[act.other], amount)
        await self._do(act, model.fund(self.people[act.other], amount), command)
        if has_room:
            self.funded.append((model.Funding(self.people[act.other], amount), intent))

    async def _contest(self, act: Act) -> None:
        """A processor takes back what it took in, or may."""
        if self.funded:
            funding, intent = self.funded[act.which % len(self.funded)]
            word = (ChargebackWord.OPENED, ChargebackWord.LOST, ChargebackWord.WON)[act.number % 3]
            said = FundingContested(
                ChargebackKind.DISPUTE,
                word,
                intent.id,
                intent.id,
                paid_for(intent).transaction_id,
                intent.amount,
            )
            command = Contest("paystack", said, intent.customer_id, RULES, self.now)
            word_there = "open" if word is ChargebackWord.OPENED else word.value
            await self._do(act, model.contest(funding, word_there), command)

    async def _pay(self, act: Act) -> None:
        who, customer = self.people[act.other], self.customers[act.other]
        biller = ("glo", "mtn", "ikeja-electric")[act.which % 3]
        amount = AMOUNTS[act.number % len(AMOUNTS)]
        line = f"{len(self.bills):07}"
        order = (
            a_light_order(customer, Money(amount), meter=f"4501{line}")
            if biller == "ikeja-electric"
            else an_order(customer, Money(amount), to=f"0803{line}", biller=biller)
        )
        async with self.databases[0].look() as books:
            accounts = await books.accounts.of(customer.id)
        sheet = a_sheet(
            order,
            cashback=accounts.cashback if act.flag else Money(0),
            earned_this_month=accounts.usage.on(self.now).cashback,
            now=self.now,
        )
        bill = model.quote(who, biller, amount, act.flag, self.now)
        shown = (sheet.quote.total.kobo, sheet.quote.cashback_used.kobo, sheet.quote.cashback_earned.kobo)
        if shown != (bill.total, bill.used, bill.earned):
            self.differences.append(f"priced {shown}, not {(bill.total, bill.used, bill.earned)}")
        approval = replace(approved(sheet), given_at=self.now)
        command = Accept(sheet, approval, RULES, None, self.now)
        if await self._do(act, model.accept(bill, self.now), command) == "ok":
            self.bills.append((bill, sheet))

    async def _says(self, act: Act) -> None:
        if not self.bills:
            return
        bill, sheet = self.bills[act.which % len(self.bills)]
        id_, payer = sheet.order.id, sheet.order.customer_id
        word = list(WORDS)[act.number % len(WORDS)]
        if bill.state == "accepted":
            await self._do(act, "ok", Submit(id_, payer, "vtpass", f"r-{id_}", PATIENCE, self.now))
        elif bill.state == "cancelled":
            return
        payment = await Bank(self.databases[0]).payment(id_)
        asked_after = payment.attempt.requeries if payment.attempt else 0
        command = Resolve(id_, payer, 1, asked_after, WORDS[word], PATIENCE, RULES, self.now)
        await self._do(act, model.vendor_says(bill, word, self.now), command)

    async def _cancel(self, act: Act) -> None:
        if self.bills:
            bill, sheet = self.bills[act.which % len(self.bills)]
            command = Cancel(sheet.order.id, sheet.order.customer_id, "cancelled", self.now)
            await self._do(act, model.cancel(bill), command)

    # --- between people

    async def _send(self, act: Act) -> None:
        to = act.which % 4  # 3: nobody yet, by a link
        by_link = to == 3
        sent = Sent(self.people[act.other], None if by_link else self.people[to], _sum(act), self.now, "new")
        sheet = TransferSheet(
            id=new_id(),
            sender_id=self.customers[act.other].id,
            amount=Money(sent.amount),
            expires_at=self.now + timedelta(minutes=5),
            receiver_id=None if by_link else self.customers[to].id,
            cools=act.flag and not by_link,
            claim_code=new_id() if by_link else None,
        )
        command = Send(sheet, consent(sheet, now=self.now), RULES, None, self.now)
        if await self._do(act, model.send(sent, sheet.cools, self.now), command) == "ok":
            self.sent.append((sent, sheet))

    async def _undo(self, act: Act) -> None:
        if self.sent:
            sent, sheet = self.sent[act.which % len(self.sent)]
            kind = CancelClaim if sheet.claim_code is not None else Undo
            await self._do(act, model.undo(sent), kind(sheet.id, sheet.sender_id, self.now))

    async def _due(self, act: Act) -> None:
        if not self.sent:
            return
        sent, sheet = self.sent[act.which % len(self.sent)]
        receiver = next(
            (c for c, p in zip(self.customers, self.people, strict=True) if p is sent.receiver), None
        )
        command: Any
        if sent.state == "recalling" and receiver is not None:
            command = AnswerRecall(sheet.id, sheet.sender_id, receiver.id, None, self.now)
        elif sheet.claim_code is not None:
            command = ReturnUnclaimed(sheet.id, sheet.sender_id, self.now)
        elif receiver is not None:
            command = Deliver(sheet.id, sheet.sender_id, receiver.id, RULES, self.now)
        await self._do(act, model.fall_due(sent, self.now), command)

    async def _claim(self, act: Act) -> None:
        links = [(sent, sheet) for sent, sheet in self.sent if sheet.claim_code is not None]
        if links:
            sent, sheet = links[act.which % len(links)]
            who = self.customers[act.other]
            command = Claim(sheet.id, sheet.sender_id, who.id, who.phone, who.telegram_id, RULES, self.now)
            await self._do(act, model.claim(sent, self.people[act.other], self.now), command)

    async def _ask_back(self, act: Act) -> None:
        if found := self._arrived(act):
            sent, transfer = found
            assert transfer.receiver_id is not None
            command = AskBack(transfer.id, transfer.sender_id, transfer.receiver_id, RULES, self.now)
            await self._do(act, model.ask_back(sent, self.now), command)

    async def _answer(self, act: Act) -> None:
        if found := self._arrived(act):
            sent, transfer = found
            assert transfer.receiver_id is not None
            command = AnswerRecall(transfer.id, transfer.sender_id, transfer.receiver_id, act.flag, self.now)
            await self._do(act, model.answer(sent, agrees=act.flag), command)

    def _arrived(self, act: Act) -> tuple[Sent, Transfer] | None:
        arrived = [(sent, sheet) for sent, sheet in self.sent if sent.arrived is not None]
        if not arrived:
            return None
        sent, sheet = arrived[act.which % len(arrived)]
        receiver = self._customer(sent.receiver)
        assert receiver is not None
        status: Any = sent.state
        return sent, Transfer(sheet.id, sheet.sender_id, receiver.id, sheet.amount, status, sent.at)

    def _customer(self, person: Person | None) -> Customer | None:
        both = zip(self.customers, self.people, strict=True)
        return next((customer for customer, other in both if other is person), None)

    # --- what stops money

    async def _freeze(self, act: Act) -> None:
        if act.flag:  # seldom: a frozen wallet makes for a dull walk
            self.people[act.other].frozen = True
            freeze = Freeze(FreezeReason.PANIC, self.now)
            await self._do(act, "ok", FreezeWallet(self.customers[act.other].id, freeze))
            self.done.pop()

    async def _unfreeze(self, act: Act) -> None:
        self.people[act.other].frozen = False
        await self._do(act, "ok", UnfreezeWallet(self.customers[act.other].id, self.now))
        self.done.pop()

    async def _own_limit(self, act: Act) -> None:
        limit = (None, None, 3_000_000, 300_000)[act.number % 4]
        self.people[act.other].own = limit
        money = Money(limit) if limit is not None else None
        await self._do(act, "ok", SetOwnLimit(self.customers[act.other].id, money))
        self.done.pop()

    # --- rewards

    async def _qualify(self, act: Act) -> None:
        """The first bill of who was brought that counts holds the reward for a while."""
        counting = [
            (bill, sheet)
            for bill, sheet in self.bills
            if bill.payer is self.people[2] and bill.state == "delivered" and bill.amount >= model.COUNTS_FROM
        ]
        referral = self.referral
        if referral is None or referral.status is not ReferralStatus.WAITING or not counting:
            return
        bill, sheet = counting[act.which % len(counting)]
        await self._do(act, "ok", Qualify(Qualified(referral, sheet.order.id, False), RULES, self.now))
        self.done.pop()
        # Light has no token yet, as nobody gives one here: what has not ended counts from now on.
        ended = None if sheet.order.category is Category.ELECTRICITY else bill.ended
        due_at = (ended or self.now) + model.REWARD_AFTER
        self.referral = replace(
            referral, status=ReferralStatus.HELD, payment_id=sheet.order.id, due_at=due_at
        )

    async def _reward(self, act: Act) -> None:
        referral = self.referral
        if referral is None or referral.status is not ReferralStatus.HELD or referral.due_at is None:
            return
        await self._do(act, "ok", Reward(referral, RULES, self.now))
        self.done.pop()
        if self.now < referral.due_at:
            return
        bill = next(bill for bill, sheet in self.bills if sheet.order.id == referral.payment_id)
        if bill.state == "delivered":
            self.people[0].cashback += model.REWARD
            self.referral = replace(referral, status=ReferralStatus.REWARDED)
        else:
            self.referral = replace(referral, status=ReferralStatus.WAITING, payment_id=None, due_at=None)

    # --- whatever repeats

    async def _again(self, act: Act) -> None:
        """A command that did something comes once more, in another process perhaps: nothing changes."""
        if not self.done:
            return
        command = self.done[act.which % len(self.done)]
        if isinstance(command, Deliver | ReturnUnclaimed | AskBack | Resolve | AnswerRecall):
            return  # Later, these may be something new; their repeats are drawn by themselves.
        try:
            await self.databases[act.number % 2].money.apply(command)
        except Refusal as refusal:
            self.differences.append(f"{refusal.code} when repeated: {command}")
        await self.compare(f"{command} was repeated")

    async def _time(self, act: Act) -> None:
        self.now += SPANS[act.number % len(SPANS)]


def _held_by(accounts: CustomerAccounts) -> tuple[int, ...]:
    return accounts.wallet.kobo, accounts.cashback.kobo, accounts.held.kobo, accounts.owes.kobo


def _sum(act: Act) -> int:
    return AMOUNTS[act.number % len(AMOUNTS)]
