"""The screens that guard an account, drawn with the nastiest values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.keypad import Keypad
from bot.screen import Screen
from bot.screens import e_mail, identity, link, pin, pin_sheet, privacy, reviews, safe_word, step_up
from bot.text import Translator
from domain.account_processors import IdentityKind
from domain.deletions import Deletion
from domain.e_mails import EMailAddresses
from domain.identity import AddressFault, AddressProof, Document, Standing
from domain.notices import NoticeKind
from domain.one_time_codes import Channel, FreshCode, Purpose
from domain.reviews import HeldForReview, ReviewRefused, ReviewStatus, RiskReview
from domain.risk import Sign
from domain.rules import Rules
from tests.bot import samples
from tests.bot.samples import ADA, NOON

_ADDRESS = "&" + "a" * 60 + "@" + "b" * 60 + ".example"
_PROBLEM = "Wrong code. <b>4</b> tries left."
_WAYS = (Channel.SMS, Channel.E_MAIL)
_WORD = "&" + "w" * 19
_NAME = "<" + "n" * 99


def safety_screens(t: Translator, rules: Rules) -> Iterator[tuple[str, Screen]]:
    """Yield every one of them with its name."""
    keypad, until = Keypad.fresh(), NOON + timedelta(hours=24)
    for purpose in Purpose:
        for channel, to in ((Channel.SMS, ADA.e164), (Channel.E_MAIL, _ADDRESS)):
            fresh = FreshCode("c", samples.customer(), purpose, channel, to, "123456", until, 1)
            yield f"code {purpose}", step_up.ask(t, purpose, channel, _WAYS, fresh=fresh, problem=_PROBLEM)
        yield "code again", step_up.ask(t, purpose, Channel.SMS, _WAYS, fresh=None)
    yield from _levels(t, rules)
    yield "safe word", safe_word.ask(t, _WORD, problem=_PROBLEM)
    yield "safe word chosen", safe_word.chosen(t, _WORD)
    yield "safe word given up", safe_word.given_up(t)
    yield "pin sheet with a word", pin_sheet.pin_sheet(t, _PROBLEM, keypad, safe_word=_WORD)
    for channel in Channel:
        yield "code not sent", step_up.not_sent(t, channel, _WAYS)
    yield "code not delivered", step_up.not_delivered(t, _WAYS)
    yield "code closed", step_up.closed(t, _PROBLEM)
    yield "pin", pin.page(t)
    yield "share_number", pin.share_number(t, problem=_PROBLEM)
    yield "pin changed", pin.changed(t)
    yield "pin reset", pin.reset(t, rules, until, now=NOON)
    yield "pin closed", pin.closed(t, _PROBLEM, again="pin_change")
    for event in (
        "pin-changed",
        "pin-reset",
        "pin-unlocked",
        "e-mail-changed",
        "account-moved",
        "limit-raised",
    ):
        yield event, pin.told(t, event, NOON, now=until)
    yield from _reviews(t)
    yield "pin sheet locked", pin_sheet.closed(t, _PROBLEM, again=None, locked=True)
    yield "e-mail none", e_mail.page(t, EMailAddresses("ada"), notice=_PROBLEM)
    yield "e-mail", e_mail.page(t, EMailAddresses("ada", _ADDRESS, NOON, _ADDRESS))
    yield "e-mail ask", e_mail.ask(t, problem=_PROBLEM)
    yield "e-mail not here", e_mail.not_here(t)
    yield "link offer", link.offer(t)
    yield "link code", link.ask_code(t, ADA, sent=True)
    yield "link code again", link.ask_code(t, ADA, sent=False, problem=_PROBLEM)
    yield "link pin", link.ask_pin(t, keypad, problem=_PROBLEM)
    yield "link closed", link.closed(t, _PROBLEM)
    yield "link here", link.is_here(t)


def _reviews(t: Translator) -> Iterator[tuple[str, Screen]]:
    until = NOON + timedelta(hours=4)
    for refusal in (HeldForReview(until=until, review_id="r"), ReviewRefused(review_id="r")):
        yield f"review {refusal.code}", reviews.stopped(t, _PROBLEM, refusal)
    for status in ReviewStatus:
        unusual = RiskReview(
            "r" * 32, "c" * 32, samples.MUCH, 999, tuple(Sign), "0a", "0b", NOON, status, until
        )
        yield "review for staff", reviews.for_staff(t, unusual)
        yield "review late", reviews.late(t, unusual)
        yield "review cleared", reviews.told(t, NoticeKind.REVIEW_CLEARED, unusual)
        yield "review refused", reviews.told(t, NoticeKind.REVIEW_REFUSED, unusual)
        for cleared in (True, False):
            yield "review decided", reviews.decided(t, unusual, cleared=cleared)
    for sign in Sign:
        only = RiskReview("r", "c", samples.MUCH, 10, (sign,), "0a", "0b", NOON)
        yield "review for staff", reviews.for_staff(t, only)
    yield "review appealed", reviews.appealed(t, _NAME)


def _levels(t: Translator, rules: Rules) -> Iterator[tuple[str, Screen]]:
    proof = AddressProof("c", Document("file", is_photo=True), NOON, NOON + timedelta(hours=48))
    for level in (2, 3):
        yield f"level {level}", identity.consent(t, level, rules.tiers[level])
        yield f"paper {level}", identity.ask_document(t, level, rules.tiers[level], None, problem=_PROBLEM)
    for kind in IdentityKind:
        yield f"name of {kind}", identity.ask_name(t, kind, problem=_PROBLEM)
        yield f"number {kind}", identity.ask_number(t, kind, _NAME, problem=_PROBLEM)
    for fault in (None, *AddressFault):
        decided = proof.decided(fault, by="ops", now=NOON)
        told = identity.told(t, Standing(3, None, decided))
        assert told is not None
        yield f"paper decided {fault}", told
        yield f"paper again {fault}", identity.ask_document(t, 3, rules.tiers[3], decided)
    yield "paper waits", identity.address_waits(t, proof, now=NOON)
    yield "highest level", identity.highest(t)
    yield "no level", identity.not_now(t, _PROBLEM)
    yield "copy of data", privacy.exported(t)
    yield "deletion", privacy.deletion(t, samples.accounts(), rules)
    yield "deletion with money", privacy.money_left(t, samples.accounts())
    yield (
        "to be deleted",
        privacy.to_be_deleted(t, Deletion("ada", NOON, NOON + rules.deletion_grace), now=NOON),
    )
    yield "deletion stopped", privacy.stopped(t)
