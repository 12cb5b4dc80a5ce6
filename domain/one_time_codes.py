"""One-time codes: six digits sent to where only the owner reads, and the step-up that the right ones give.

How others use it (conversations do it through `bot.conversations.step_up`, which also sends and asks):

    fresh = await codes.ask(customer, Purpose.LIMIT_RAISE, about="daily", now=now)     # then send `fresh`
    step_up = await codes.check(customer.id, Purpose.LIMIT_RAISE, typed, about="daily", try_key=…, now=now)
    step_up = await codes.standing(customer.id, Purpose.LIMIT_RAISE, about="daily", now=now)  # a step later

`about` binds a code to one thing (a sheet's hash, a limit's name): a code for one thing opens no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.customers import Customer
from domain.e_mails import EMailStore
from domain.errors import Refusal
from domain.pins import PinHasher
from domain.rules import CodeRules
from domain.storage import Storage
from domain.times import lagos_day

CODE_LENGTH = 6
_DIGITS = re.compile(rf"[0-9]{{{CODE_LENGTH}}}")


class Purpose(StrEnum):
    """What a code is for. A customer has one live code for each."""

    PIN_RESET = "pin-reset"
    NEW_PAYEE = "new-payee"
    NEW_BANK_ACCOUNT = "new-bank-account"
    UNUSUAL_ORDER = "unusual-order"
    LIMIT_RAISE = "limit-raise"
    EXPORT = "export"
    DELETION = "deletion"
    UNFREEZE = "unfreeze"
    LINK = "link"  # the account moves to another Telegram
    PASSWORD = "password"  # noqa: S105 - for signing in elsewhere than in the chat
    E_MAIL = "e-mail"  # proves that an address is hers; goes to the address itself


class Channel(StrEnum):
    """How a code travels."""

    SMS = "sms"  # to the registered number
    E_MAIL = "e-mail"  # to the confirmed address


# What can only be proved by one way of sending.
_BOUND = {Purpose.LINK: Channel.SMS, Purpose.PASSWORD: Channel.SMS, Purpose.E_MAIL: Channel.E_MAIL}


class StepUpNeeded(Refusal):
    """This needs a one-time code first. `purpose` says which."""

    code = "step-up-needed"

    def __init__(self, purpose: Purpose, *, about: str = "") -> None:
        super().__init__(purpose=purpose.value)
        self.purpose = purpose
        self.about = about


class CodeNotNeeded(Refusal):
    """The PIN alone is enough for it."""

    code = "code-not-needed"


class NoSuchChannel(Refusal):
    """There is no confirmed address, or this purpose does not take that way."""

    code = "no-such-channel"


class CodeAskedTooSoon(Refusal):
    """The last code was sent a moment ago. Another one can be had in so many `seconds`."""

    code = "code-asked-too-soon"

    def __init__(self, *, seconds: int) -> None:
        super().__init__(seconds=seconds)
        self.seconds = seconds


class TooManyCodes(Refusal):
    """So many codes were sent today that there are no more of them until tomorrow."""

    code = "too-many-codes"


class WrongCode(Refusal):
    """Not the code. `left` more tries before it is void."""

    code = "wrong-code"

    def __init__(self, *, left: int) -> None:
        super().__init__(left=left)
        self.left = left


class CodeExpired(Refusal):
    """The code is too old, was replaced or used, or there never was one."""

    code = "code-expired"


class CodeVoid(Refusal):
    """Too many wrong tries: this code opens nothing any more."""

    code = "code-void"


@dataclass(frozen=True, slots=True)
class StepUp:
    """Proof that the owner read a one-time code a moment ago.

    Made by this module alone (a house rule checks it), so no face can forget to ask.
    """

    customer_id: str
    purpose: Purpose
    about: str
    good_until: datetime

    def covers(self, customer_id: str, purpose: Purpose, about: str = "", *, now: datetime) -> bool:
        """Return whether it permits that, for that customer, at this moment."""
        return (self.customer_id, self.purpose, self.about) == (customer_id, purpose, about) and (
            now < self.good_until
        )


@dataclass(frozen=True, slots=True)
class FreshCode:
    """A code to be sent at once. It is kept nowhere in clear, so it can be sent only now."""

    id: str
    customer: Customer = field(repr=False)
    purpose: Purpose
    channel: Channel
    to: str = field(repr=False)  # a phone number (E.164) or an address
    digits: str = field(repr=False)
    expires_at: datetime
    n: int  # which of the day it is, from 1


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """A customer's newest code for a purpose, as stored."""

    customer_id: str
    purpose: Purpose
    id: str
    about: str
    channel: Channel
    sealed: bytes  # a slow, peppered hash
    asked_at: datetime
    expires_at: datetime
    day: date
    asked: int  # codes of that Lagos day
    tries: int = 0
    last_try: str | None = None  # the key of the newest try, so that a repeated update counts once
    confirmed_at: datetime | None = None
    unsent_at: datetime | None = None  # when it turned out that nobody had taken it

    def check_may_ask(self, channel: Channel, rules: CodeRules, *, now: datetime) -> None:
        """Refuse another code that comes too soon, or after too many.

        :raises CodeAskedTooSoon, TooManyCodes:
        """
        again_at = self.asked_at + rules.resend_after
        if now < again_at and (self.unsent_at is None or channel is self.channel):
            raise CodeAskedTooSoon(seconds=-(-(again_at - now) // timedelta(seconds=1)))
        if self.asked_on(lagos_day(now)) >= rules.most_a_day:
            raise TooManyCodes

    def asked_on(self, day: date) -> int:
        """Return how many codes were sent on a day. A clock behind does not begin the day anew."""
        return self.asked if day <= self.day else 0

    def spend_try(self, about: str, key: str, rules: CodeRules, *, now: datetime) -> CodeRecord:
        """Count a try as wrong before it is compared, so that no crash gives a free guess.

        :raises CodeExpired, CodeVoid: if the code can't be tried any more
        """
        if now >= self.expires_at or self.about != about or self.unsent_at is not None:
            raise CodeExpired
        if key == self.last_try:
            return self
        if self.confirmed_at is not None:
            raise CodeExpired
        if self.tries >= rules.tries:
            raise CodeVoid
        return replace(self, tries=self.tries + 1, last_try=key)


class CodeStore(Protocol):
    """Where codes are kept."""

    async def lock(self, customer_id: str, purpose: Purpose) -> CodeRecord | None:
        """Return the newest code, locked until the end of the transaction, also when there is none."""
        ...

    async def get(self, customer_id: str, purpose: Purpose) -> CodeRecord | None:
        """Return the newest code as it is at this moment."""
        ...

    async def save(self, record: CodeRecord) -> None:
        """Keep a new or changed code in the place of the one before."""
        ...


class CodeBooks(Protocol):
    """What codes need from one transaction."""

    @property
    def one_time_codes(self) -> CodeStore:
        """The codes."""
        ...

    @property
    def e_mails(self) -> EMailStore:
        """The addresses."""
        ...


@dataclass(frozen=True)
class OneTimeCodes:
    """Asking for codes, and what the right one permits."""

    storage: Storage[CodeBooks]
    hasher: PinHasher
    rules: CodeRules
    draw: Callable[[], str]  # six digits that nobody can foresee
    new_id: Callable[[], str]

    async def channels(self, customer: Customer, purpose: Purpose) -> tuple[Channel, ...]:
        """Return the ways that a code for this can go, the usual one first."""
        if purpose in _BOUND:
            return (_BOUND[purpose],)
        async with self.storage.look() as books:
            known = await books.e_mails.get(customer.id)
        confirmed = known is not None and known.address is not None
        return (Channel.SMS, Channel.E_MAIL) if confirmed else (Channel.SMS,)

    async def ask(
        self,
        customer: Customer,
        purpose: Purpose,
        *,
        about: str = "",
        channel: Channel | None = None,
        now: datetime,
    ) -> FreshCode:
        """Draw a code that takes the place of the one before, and return it to be sent at once.

        :param channel: None: the usual one
        :raises CodeAskedTooSoon, TooManyCodes: if the last one is still on its way, or the day's are used up
        :raises NoSuchChannel: if it can't go that way
        """
        channel = channel or _BOUND.get(purpose, Channel.SMS)
        if _BOUND.get(purpose, channel) is not channel:
            raise NoSuchChannel
        digits = self.draw()
        sealed = await self.hasher.seal(digits)
        async with self.storage.begin() as books:
            last = await books.one_time_codes.lock(customer.id, purpose)
            if last is not None:
                last.check_may_ask(channel, self.rules, now=now)
            to = await self._destination(books, customer, purpose, channel)
            asked = last.asked_on(lagos_day(now)) if last is not None else 0
            record = CodeRecord(
                customer_id=customer.id,
                purpose=purpose,
                id=self.new_id(),
                about=about,
                channel=channel,
                sealed=sealed,
                asked_at=now,
                expires_at=now + self.rules.good_for,
                day=max(lagos_day(now), last.day) if last is not None else lagos_day(now),
                asked=asked + 1,
            )
            await books.one_time_codes.save(record)
        return FreshCode(record.id, customer, purpose, channel, to, digits, record.expires_at, record.asked)

    async def not_sent(self, fresh: FreshCode, *, now: datetime) -> None:
        """Take a code back that every vendor refused: it does not count, and another way is open at once."""
        async with self.storage.begin() as books:
            record = await books.one_time_codes.lock(fresh.customer.id, fresh.purpose)
            if record is not None and record.id == fresh.id and record.unsent_at is None:
                await books.one_time_codes.save(
                    replace(record, unsent_at=now, asked=max(0, record.asked - 1))
                )

    async def awaited(self, customer_id: str, code_id: str, *, now: datetime) -> Purpose | None:
        """Return what a code is for if it could still be typed."""
        async with self.storage.look() as books:
            for purpose in Purpose:
                record = await books.one_time_codes.get(customer_id, purpose)
                if record is not None and record.id == code_id:
                    live = now < record.expires_at and record.confirmed_at is None
                    return purpose if live else None
        return None

    async def check(
        self,
        customer_id: str,
        purpose: Purpose,
        digits: str,
        *,
        about: str = "",
        try_key: str,
        now: datetime,
    ) -> StepUp:
        """Return the step-up if the code is right. A code is right once.

        `try_key` names this try (the id of the message), so that a repeat counts once.

        :raises WrongCode: and the try is counted
        :raises CodeVoid, CodeExpired: if no try can be right any more
        """
        async with self.storage.begin() as books:
            record = await books.one_time_codes.lock(customer_id, purpose)
            if record is None:
                raise CodeExpired
            spent = record.spend_try(about, try_key, self.rules, now=now)
            await books.one_time_codes.save(spent)
        if not (_DIGITS.fullmatch(digits) and await self.hasher.matches(digits, spent.sealed)):
            if spent.tries >= self.rules.tries:
                raise CodeVoid
            raise WrongCode(left=self.rules.tries - spent.tries)
        async with self.storage.begin() as books:
            current = await books.one_time_codes.lock(customer_id, purpose)
            if current is None or current.id != spent.id:  # Another one was sent meanwhile.
                raise CodeExpired
            if current.confirmed_at is None:
                current = replace(current, confirmed_at=now, last_try=try_key)
                await books.one_time_codes.save(current)
            elif current.last_try != try_key:  # Another device was faster.
                raise CodeExpired
        return self._step_up(current)

    async def standing(self, customer_id: str, purpose: Purpose, *, about: str = "", now: datetime) -> StepUp:
        """Return the step-up that was given a few steps ago, while it holds.

        :raises StepUpNeeded: if there is none
        """
        async with self.storage.look() as books:
            record = await books.one_time_codes.get(customer_id, purpose)
        if record is None or record.confirmed_at is None:
            raise StepUpNeeded(purpose, about=about)
        step_up = self._step_up(record)
        if not step_up.covers(customer_id, purpose, about, now=now):
            raise StepUpNeeded(purpose, about=about)
        return step_up

    def _step_up(self, record: CodeRecord) -> StepUp:
        confirmed_at = record.confirmed_at or record.asked_at
        return StepUp(
            record.customer_id, record.purpose, record.about, confirmed_at + self.rules.step_up_lasts
        )

    async def _destination(
        self, books: CodeBooks, customer: Customer, purpose: Purpose, channel: Channel
    ) -> str:
        if channel is Channel.SMS:
            return customer.phone.e164
        known = await books.e_mails.get(customer.id)
        address = None if known is None else known.pending if purpose is Purpose.E_MAIL else known.address
        if address is None:
            raise NoSuchChannel
        return address


def spent(record: CodeRecord) -> CodeRecord:
    """Return a code whose step-up was used for what may happen only once, such as a new PIN."""
    return replace(record, confirmed_at=None, expires_at=record.asked_at)
