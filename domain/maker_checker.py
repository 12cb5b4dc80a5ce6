"""One person asks, another agrees: what staff do with money and roles, and the record that two did it.

Every such act is a request with a number, also one that a person may do alone. It is done once, in the
transaction that says so; until then nothing has moved. Whether it takes two is decided on the books.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from domain.audit_log import HEAD, Doing, append, by_channel
from domain.broadcast_acts import SendBroadcast
from domain.errors import Refusal
from domain.money import ZERO, Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.rules import Rules
from domain.staff import MAY, MAY_APPROVE, Act, OwnAccount, Role, StaffPerson
from domain.staff_acts import Effect, RefundPayment, StaffAct
from domain.staff_pin_acts import may_agree
from domain.staff_pins import StaffApproval
from domain.times import lagos_day

_LONGEST_REASON = 300


class OwnRequest(Refusal):
    """Who made a request can't be the second person for it."""

    code = "own-request"


class RequestOver(Refusal):
    """It is done, rejected, or its time is over."""

    code = "request-over"


class MakerLeft(Refusal):
    """Who made the request may not ask for it any more."""

    code = "maker-left"


class WrongStaffApproval(Refusal):
    """The PIN was entered for something else."""

    code = "wrong-staff-approval"


class NoReason(Refusal):
    """It needs a reason, in a few words."""

    code = "no-reason"


class RequestStatus(StrEnum):
    """Where a request is."""

    OPEN = "open"  # for a second person
    DONE = "done"
    REJECTED = "rejected"
    EXPIRED = "expired"  # nobody decided in time


@dataclass(frozen=True, slots=True)
class StaffRequest:
    """What somebody of the staff asked for, and what became of it."""

    id: str  # minted with the sheet that the PIN said yes to
    number: int  # by which people call it: APR-381
    what: StaffAct
    reason: str
    effect: Effect  # as it was when it was asked for, or done
    maker: StaffPerson
    asked_at: datetime
    expires_at: datetime
    needs_second: bool
    status: RequestStatus = RequestStatus.OPEN
    checker: str | None = None
    decided_at: datetime | None = None
    word: str | None = None  # why it was rejected

    def is_open(self, now: datetime) -> bool:
        """Return whether a second person can still decide."""
        return self.status is RequestStatus.OPEN and now < self.expires_at


def about(what: StaffAct, reason: str, request_id: str) -> str:
    """Return what a PIN is asked for: exactly this act, for this reason, once."""
    return sha256(repr((what.act.value, what, reason, request_id)).encode()).hexdigest()


def about_approving(request_id: str) -> str:
    """Return what the second person's PIN is asked for."""
    return f"approve:{request_id}"


def alone_budget(person: StaffPerson, now: datetime) -> tuple[str, date]:
    """Return by which budget one person's refunds of a day are counted."""
    return f"refund-alone:{person.name}", lagos_day(now)


@dataclass(frozen=True, slots=True)
class Ask:
    """Do an act that one person may do alone, or ask for a second one. Handed in twice, it is done once."""

    request_id: str
    what: StaffAct
    reason: str
    maker: StaffPerson
    approval: StaffApproval
    rules: Rules
    now: datetime
    channel: str | None = None  # where she asked, if not in the chat

    @property
    def touches(self) -> Touches:
        """What the act touches, who asks, the request, and the end of the audit log."""
        records = ((StaffRequest, self.request_id), *self.maker.records, HEAD)
        return _with(self.what.touches, *records, budget=alone_budget(self.maker, self.now))

    def decide(self, books: MoneyBooks) -> StaffRequest:
        """Return the request: done, or open for a second person.

        :raises NotYourRole, OwnAccount, NoReason, WrongStaffApproval: and nothing is written
        :raises Refusal: what the act refuses
        """
        known = books.record(StaffRequest, self.request_id)
        if known is not None:
            return known
        reason = self.reason.strip()[:_LONGEST_REASON]
        if not reason:
            raise NoReason
        if not self.approval.covers(self.maker.name, about(self.what, self.reason, self.request_id)):
            raise WrongStaffApproval
        roles, effect = examined(books, self.what, self.maker, self.rules, self.now)
        alone = is_for_one(books, self.what, self.maker, roles, effect.moved, self.rules, self.now)
        entry = append(books, self._doing(effect, alone=alone))
        request = StaffRequest(
            id=self.request_id,
            number=entry.sequence,
            what=self.what,
            reason=reason,
            effect=effect,
            maker=self.maker,
            asked_at=self.now,
            expires_at=self.now + self.rules.staff.request_open_for,
            needs_second=not alone,
            status=RequestStatus.DONE if alone else RequestStatus.OPEN,
            decided_at=self.now if alone else None,
        )
        if alone:
            if self.what.act is Act.REFUND:
                books.spend_budget(*alone_budget(self.maker, self.now), effect.moved)
            self.what.carry_out(books, request.id, self.maker.name, self.rules, self.now, alone=True)
        else:
            kind = NoticeKind.STAFF_REQUEST
            books.tell(Notice(f"{kind.value}:{request.id}", kind, request.id, None, self.now))
        books.save_record(request)
        return request

    def _doing(self, effect: Effect, *, alone: bool) -> Doing:
        did = self.what.act.value if alone else f"ask:{self.what.act.value}"
        told = {"reason": self.reason.strip()[:_LONGEST_REASON], "request": self.request_id}
        told |= by_channel(self.channel)
        return Doing(
            self.maker.name,
            did,
            self.what.subject_id,
            self.now,
            self.what.customer_id,
            {**_told(effect), **told},
        )


@dataclass(frozen=True, slots=True)
class Approve:
    """The second person agrees: the act is weighed once more and done."""

    request: StaffRequest  # as it was found; what counts is read again
    checker: StaffPerson
    approval: StaffApproval
    rules: Rules
    now: datetime
    channel: str | None = None

    @property
    def touches(self) -> Touches:
        """What the act touches, the request, both people, and the end of the audit log."""
        request = self.request
        who = dict.fromkeys((*request.maker.records, *self.checker.records))
        return _with(request.what.touches, *who, (StaffRequest, request.id), HEAD)

    def decide(self, books: MoneyBooks) -> StaffRequest:
        """Return the request, done.

        :raises OwnRequest, OwnAccount, NotYourRole, RequestOver, MakerLeft, WrongStaffApproval: instead
        :raises Refusal: what the act refuses by now
        """
        request = existing_request(books, self.request.id)
        if request.status is RequestStatus.DONE and request.checker == self.checker.name:
            return request  # The same word again.
        _check_second(books, request, self.checker, self.now)
        if not self.approval.covers(self.checker.name, about_approving(request.id)):
            raise WrongStaffApproval
        what = request.what
        try:
            request.maker.check(books, MAY[what.act], now=self.now)
        except Refusal:
            raise MakerLeft from None
        effect = what.weigh(books, self.rules, self.now)
        what.carry_out(books, request.id, self.checker.name, self.rules, self.now, alone=False)
        done = replace(
            request,
            status=RequestStatus.DONE,
            checker=self.checker.name,
            decided_at=self.now,
            effect=effect,
        )
        books.save_record(done)
        told = {**_told(effect), "request": request.id, "number": request.number, "maker": request.maker.name}
        told |= by_channel(self.channel)
        did = f"approve:{what.act.value}"
        append(books, Doing(self.checker.name, did, what.subject_id, self.now, what.customer_id, told))
        return done


@dataclass(frozen=True, slots=True)
class Reject:
    """Somebody else, or who made it, says no: nothing is done."""

    request: StaffRequest
    by: StaffPerson
    word: str
    now: datetime
    channel: str | None = None

    @property
    def touches(self) -> Touches:
        """The request, who says no, and the end of the audit log."""
        customer_id = self.request.what.customer_id
        return _with(
            Touches(customer_id=customer_id), *self.by.records, (StaffRequest, self.request.id), HEAD
        )

    def decide(self, books: MoneyBooks) -> StaffRequest:
        """Return the request, rejected.

        :raises NotYourRole, RequestOver, NoReason: instead
        """
        request = existing_request(books, self.request.id)
        is_own = self.by.telegram_id == request.maker.telegram_id
        by = None if is_own else self.by.name
        if request.status is RequestStatus.REJECTED and request.checker == by:
            return request  # The same word again.
        if not self.word.strip():
            raise NoReason
        self.by.check(
            books, MAY[Act.REJECT] | (MAY[request.what.act] if is_own else frozenset()), now=self.now
        )
        if not request.is_open(self.now):
            raise RequestOver
        word = self.word.strip()[:_LONGEST_REASON]
        rejected = replace(
            request,
            status=RequestStatus.REJECTED,
            checker=by,
            decided_at=self.now,
            word=word,
        )
        books.save_record(rejected)
        what = request.what
        told: dict[str, str | int] = {"request": request.id, "number": request.number, "reason": word}
        told |= by_channel(self.channel)
        did = f"reject:{what.act.value}"
        append(books, Doing(self.by.name, did, what.subject_id, self.now, what.customer_id, told))
        return rejected


@dataclass(frozen=True, slots=True)
class Weigh:
    """Say what an act would change and whether it takes two, and change nothing: the dry run."""

    what: StaffAct
    maker: StaffPerson
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """What the act touches, and who would do it."""
        return _with(self.what.touches, *self.maker.records, budget=alone_budget(self.maker, self.now))

    def decide(self, books: MoneyBooks) -> tuple[Effect, bool]:
        """Return what it would change, and whether one person may do it.

        :raises Refusal: why it can't be done
        """
        roles, effect = examined(books, self.what, self.maker, self.rules, self.now)
        return effect, is_for_one(books, self.what, self.maker, roles, effect.moved, self.rules, self.now)


def examined(
    books: MoneyBooks, what: StaffAct, maker: StaffPerson, rules: Rules, now: datetime
) -> tuple[frozenset[Role], Effect]:
    """Return the roles of who asks, and what the act would change.

    :raises NotYourRole, OwnAccount: if she may not
    """
    roles = maker.check(books, MAY[what.act], now=now)
    _check_not_own(what, maker)
    return roles, what.weigh(books, rules, now)


def is_for_one(
    books: MoneyBooks,
    what: StaffAct,
    maker: StaffPerson,
    roles: frozenset[Role],
    moved: Money,
    rules: Rules,
    now: datetime,
) -> bool:
    """Return whether one person may do it: a freeze, news for few, a small refund by who could approve it."""
    if what.act not in MAY_APPROVE:
        return True
    if isinstance(what, SendBroadcast):
        return what.is_small(books, rules)
    if not isinstance(what, RefundPayment) or not roles & MAY_APPROVE[Act.REFUND]:
        return False
    so_far = what.refunds(books).alone
    today = books.budget_used(*alone_budget(maker, now))
    limits = rules.staff
    return so_far + moved <= limits.refund_alone and today + moved <= limits.refund_alone_per_day


def _check_second(books: MoneyBooks, request: StaffRequest, checker: StaffPerson, now: datetime) -> None:
    if checker.telegram_id == request.maker.telegram_id:
        raise OwnRequest
    if not request.is_open(now):
        raise RequestOver
    checker.check(books, may_agree(request.what), now=now)
    _check_not_own(request.what, checker)


def _check_not_own(what: StaffAct, person: StaffPerson) -> None:
    own_wallet = what.customer_id is not None and what.customer_id == person.own_customer_id
    if own_wallet or what.person_id == person.telegram_id:
        raise OwnAccount


def existing_request(books: MoneyBooks, request_id: str) -> StaffRequest:
    """Return a request that is there."""
    request = books.record(StaffRequest, request_id)
    if request is None:
        raise LookupError(f"no request {request_id}")
    return request


def _with(
    touches: Touches, *records: tuple[type[Any], str], budget: tuple[str, date] | None = None
) -> Touches:
    return replace(touches, records=tuple(dict.fromkeys((*touches.records, *records))), budget=budget)


def _told(effect: Effect) -> dict[str, str | int]:
    def plain(value: Money | str) -> str | int:
        return value.kobo if isinstance(value, Money) else value

    said: dict[str, str | int] = {"before": plain(effect.before), "after": plain(effect.after)}
    return said if effect.moved == ZERO else {**said, "amount": effect.moved.kobo}
