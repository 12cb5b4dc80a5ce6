"""What the teller has at hand for one customer: the chat, the services, and the way home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.buttons import LONGEST_LABEL
from bot.code_sender import CodeSender
from bot.conversations.chat import Chat
from bot.conversations.memory import Draft, KnownWord
from bot.glances import Glances
from bot.screens import home, maintenance, outages
from bot.screens.layout import lines
from bot.text import Translator, masked_reference
from domain.billers import Biller
from domain.catalogue import Billers
from domain.customers import Customer
from domain.errors import Refusal
from domain.funding import TopUps
from domain.inflows import Inflows
from domain.maintenance import Maintenance
from domain.money import Money
from domain.outages import BillerState, Outages
from domain.payees import Payees
from domain.paying import Payments
from domain.payments import Payment
from domain.personal_accounts import PersonalAccounts
from domain.pins import Pins
from domain.promo_codes import PromoCodes
from domain.rules import Rules
from domain.safe_words import SafeWords
from domain.saved_names import SavedNames
from domain.scheduling import Schedules
from domain.sending import Transfers
from domain.validating import Validations
from domain.vendors import Category
from domain.wallets import Wallets
from domain.withdrawing import Withdrawals

_REPEATS_AT_HOME = 2
_LOOKED_THROUGH = 30
_MOST_CHIPS = 9


@dataclass(frozen=True, slots=True)
class Desk:
    """One customer's conversation, and the services that most of its steps need."""

    chat: Chat
    customer: Customer
    now: datetime
    t: Translator
    billers: Billers
    outages: Outages
    maintenance: Maintenance
    wallets: Wallets
    glances: Glances
    payments: Payments
    top_ups: TopUps
    withdrawals: Withdrawals
    personal_accounts: PersonalAccounts
    inflows: Inflows
    pins: Pins
    validations: Validations
    payees: Payees
    transfers: Transfers
    saved_names: SavedNames
    schedules: Schedules
    safe_words: SafeWords
    promo_codes: PromoCodes
    code_sender: CodeSender
    rules: Rules
    new_id: Callable[[], str]

    @classmethod
    def open(cls, chat: Chat, customer: Customer, given: dict[str, Any]) -> Desk:
        """Lay out what the dispatcher gives to handlers."""
        return cls(
            chat=chat,
            customer=customer,
            now=given["now"],
            t=chat.t,
            billers=given["billers"],
            outages=given["outages"],
            maintenance=given["maintenance"],
            wallets=given["wallets"],
            glances=given["glances"],
            payments=given["payments"],
            top_ups=given["top_ups"],
            withdrawals=given["withdrawals"],
            personal_accounts=given["personal_accounts"],
            inflows=given["inflows"],
            pins=given["pins"],
            validations=given["validations"],
            payees=given["payees"],
            transfers=given["transfers"],
            saved_names=given["saved_names"],
            schedules=given["schedules"],
            safe_words=given["safe_words"],
            promo_codes=given["promo_codes"],
            code_sender=given["code_sender"],
            rules=given["rules"],
            new_id=given["new_id"],
        )

    def speaking(self, t: Translator) -> Desk:
        """Return the desk in another language."""
        return replace(self, t=t)

    def explain(self, refusal: Refusal) -> str:
        """Return a refusal in words."""
        said = {
            name: self.t.when(value, now=self.now) if isinstance(value, datetime) else value
            for name, value in refusal.values.items()
        }
        return self.t(refusal.code, **said)

    async def go_home(self, *, notice: str | None = None) -> None:
        """Show Home. Whatever was open is closed; the order so far is kept and offered."""
        chat = self.chat
        chat.memory.close_sheet()
        await chat.at(None)
        glance = await self.glances.of(self.customer.id, now=self.now)
        likely = glance.likely(limit=_REPEATS_AT_HOME, now=self.now)
        repeats = await self.with_billers(await self.payments.chosen(self.customer.id, likely))
        draft = chat.memory.draft
        if notice is None and glance.accounts.controls.stops_money_out(self.now):
            notice = self.t("frozen-home")
        unfinished = await self.label(draft) if draft is not None else None
        await chat.show(
            home.home(
                self.t,
                self.customer,
                glance.accounts,
                repeats=repeats,
                names=glance.names,
                unfinished=unfinished,
                notice=notice,
                banner=await self._banner(),
                now=self.now,
            )
        )

    async def _banner(self) -> str | None:
        states = self.outages.now()
        names = {biller_id: (await self.billers.get(biller_id)).name for biller_id in sorted(states)}
        told = outages.banner(
            self.t,
            slow=[names[each] for each in names if states[each] is BillerState.SLOW],
            not_sold=[names[each] for each in names if states[each] is BillerState.PAUSED],
        )
        stop = self.maintenance.now()
        return lines(maintenance.standing(self.t, stop), told) if stop is not None else told

    async def is_frozen(self) -> bool:
        """Return whether the wallet is frozen, so that no token is shown."""
        return (await self.wallets.of(self.customer.id)).controls.stops_money_out(self.now)

    async def safe_word(self) -> str | None:
        """Return the word that the customer's sheets show, None if she has none."""
        memory = self.chat.memory
        if memory.safe_word is None or memory.safe_word.customer_id != self.customer.id:
            memory.safe_word = KnownWord(self.customer.id, await self.safe_words.of(self.customer.id))
        return memory.safe_word.word

    async def as_shown(self, payment: Payment) -> Payment:
        """Return a payment as it may be shown now: without its tokens and vouchers while frozen."""
        return await self.payments.as_shown(payment, now=self.now)

    async def names(self) -> dict[str, str]:
        """Return what the customer calls her lines and meters, by their references."""
        return {saved.reference: saved.name for saved in await self.saved_names.of(self.customer.id)}

    async def known_as(self, reference: str | None) -> str | None:
        """Return what to call a line or meter on a button: its name, else its last digits."""
        if reference is None:
            return None
        return (await self.names()).get(reference) or masked_reference(reference)

    async def label(self, draft: Draft) -> str | None:
        """Return the button that goes on with an order; None if nothing was chosen yet."""
        if draft.biller_id is None or (draft.amount is None and draft.reference is None):
            return None
        biller = await self.billers.get(draft.biller_id)
        reference = draft.reference if draft.amount is None else None
        room = LONGEST_LABEL - len(self.t.plain("home-continue", bill=""))
        bill = home.bill_label(self.t, biller, reference, draft.amount, room=room)
        return self.t.plain("home-continue", bill=bill)

    async def repeatable(self, category: Category) -> list[Payment]:
        """Return what the customer paid in a category, the newest of each recipient, newest first."""
        recent = await self.payments.repeatable(self.customer.id, limit=_LOOKED_THROUGH)
        return [payment for payment in recent if payment.order.category is category]

    async def with_billers(self, payments: Sequence[Payment]) -> list[tuple[Payment, Biller]]:
        """Return payments with the billers that they went to."""
        billers = {each: await self.billers.get(each) for each in {p.order.biller_id for p in payments}}
        return [(payment, billers[payment.order.biller_id]) for payment in payments]


def chips(usual: Sequence[Money], own: Sequence[Money], minimum: Money, maximum: Money) -> list[Money]:
    """Return the amounts to offer, rising: the usual ones and some of one's own."""
    offered = list(dict.fromkeys([*own, *usual]))[:_MOST_CHIPS]
    return sorted(amount for amount in offered if minimum <= amount <= maximum)
