"""A higher level: whose BVN or NIN it is, then a document that shows the address."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, Pick
from bot.conversations.desk import Desk
from bot.conversations.identity_draft import IdentityDraft
from bot.conversations.limits import show_limits
from bot.conversations.said_again import TOLD_IDENTITY, says_again
from bot.screens import identity as screens
from domain.account_answers import NotAFullName, NotAnIdentityNumber, read_full_name
from domain.account_processors import IdentityKind
from domain.errors import Refusal
from domain.identity import (
    LEVEL_BY_NUMBER,
    AddressStatus,
    AnotherIdentity,
    Document,
    IdentityChecksDown,
    IdentityChecksOff,
    UnknownIdentity,
)
from domain.own_limits import OwnLimits
from domain.verifying import Identities

first = Router(name="identity_first")  # numbers and pictures, before anybody takes them for something else
router = Router(name="identity")

_ANY_DIGIT = r"\d"
_PICTURES_AND_PDFS = frozenset({"image/jpeg", "image/png", "application/pdf"})


class Identify(StatesGroup):
    """The steps to a higher level."""

    name = State()
    number = State()
    document = State()


@router.callback_query(Go.filter(F.to == "identity"))
async def level_asked_for(_: CallbackQuery, desk: Desk, identities: Identities) -> None:
    await show(desk, identities)


@router.callback_query(Pick.filter((F.what == "level_by") & F.value.in_(frozenset(IdentityKind))))
async def number_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    """Begin, which is the consent; or go on with the other number."""
    draft = desk.chat.memory.identity_draft
    kind = IdentityKind(callback_data.value)
    desk.chat.memory.identity_draft = draft = (
        IdentityDraft(kind) if draft is None else replace(draft, kind=kind)
    )
    if draft.name is None:
        await _ask_name(desk)
    else:
        await _ask_number(desk, draft)


@router.message(Identify.name, F.text, ~F.text.startswith("/"))
async def name_typed(message: Message, desk: Desk, identities: Identities) -> None:
    draft = desk.chat.memory.identity_draft
    if draft is None:
        await show(desk, identities)
        return
    try:
        name = " ".join(read_full_name(message.text or ""))
    except NotAFullName as refusal:
        await _ask_name(desk, problem=desk.explain(refusal))
        return
    desk.chat.memory.identity_draft = draft = replace(draft, name=name)
    await _ask_number(desk, draft)


@first.message(Identify.number, F.text.regexp(_ANY_DIGIT, mode="search"))
async def number_typed(message: Message, desk: Desk, identities: Identities, own_limits: OwnLimits) -> None:
    """Hand a BVN or NIN on, and keep nothing of it: not in the chat, not in what is remembered."""
    draft = desk.chat.memory.identity_draft
    deleted = await desk.chat.delete_typed()
    if draft is None or draft.name is None:
        await show(desk, identities)
        return
    if not deleted:
        await _ask_number(desk, draft, problem=desk.t("account-not-deleted"))
        return
    try:  # The answer is a new card: the same words in the place of the old ones would look like silence.
        async with desk.chat.typing():
            tier = await identities.verify(
                desk.customer.id, draft.kind, message.text or "", name=draft.name, now=desk.now
            )
    except (NotAnIdentityNumber, UnknownIdentity, AnotherIdentity, IdentityChecksDown) as refusal:
        await _ask_number(desk, draft, problem=desk.explain(refusal))
        return
    except Refusal as refusal:
        await _leave(desk)
        await desk.chat.show(screens.not_now(desk.t, desk.explain(refusal)))
        return
    await _leave(desk)
    await show_limits(desk, own_limits, notice=desk.t("identity-raised", tier=tier))


@router.message(Identify.number, F.text, ~F.text.startswith("/"))
async def no_number_typed(_: Message, desk: Desk, identities: Identities) -> None:
    draft = desk.chat.memory.identity_draft
    if draft is None:
        await show(desk, identities)
        return
    await _ask_number(desk, draft, problem=desk.explain(NotAnIdentityNumber()))


@first.message(Identify.document, ~F.forward_origin, F.photo)
@first.message(Identify.document, ~F.forward_origin, F.document.mime_type.in_(_PICTURES_AND_PDFS))
async def document_sent(message: Message, desk: Desk, identities: Identities) -> None:
    """Hand a document to a person of ours. What it says, we don't read."""
    if message.photo:
        document = Document(message.photo[-1].file_id, is_photo=True)
    elif message.document is not None:
        document = Document(message.document.file_id, is_photo=False)
    else:
        return
    try:
        proof = await identities.hand_in(desk.customer.id, document, now=desk.now)
    except Refusal as refusal:
        await desk.chat.at(None)
        await desk.chat.show(screens.not_now(desk.t, desk.explain(refusal)))
        return
    await desk.chat.at(None)
    await desk.chat.show(screens.address_waits(desk.t, proof, now=desk.now))


@router.message(Identify.document, F.photo | F.document | F.video | F.voice | F.sticker)
async def no_document_sent(_: Message, desk: Desk, identities: Identities) -> None:
    await show(desk, identities, problem=desk.t("address-not-readable"))


@says_again(Identify.document)
async def show(desk: Desk, identities: Identities, *, problem: str | None = None) -> None:
    """Say what the next level gives, why it asks for something, and what is kept of it."""
    await _leave(desk)
    standing = await identities.of(desk.customer.id)
    higher = standing.tier + 1
    gives = desk.rules.tiers.get(higher)
    if gives is None:
        await desk.chat.show(screens.highest(desk.t))
    elif standing.tier < LEVEL_BY_NUMBER:
        try:
            identities.check_open()
        except IdentityChecksOff as refusal:
            await desk.chat.show(screens.not_now(desk.t, desk.explain(refusal)))
            return
        await desk.chat.show(screens.consent(desk.t, higher, gives))
    elif standing.address is not None and standing.address.status is AddressStatus.WAITING:
        await desk.chat.show(screens.address_waits(desk.t, standing.address, now=desk.now))
    else:
        await desk.chat.at(Identify.document)
        await desk.chat.show(screens.ask_document(desk.t, higher, gives, standing.address, problem=problem))


async def _leave(desk: Desk) -> None:
    desk.chat.memory.close_sheet()
    desk.chat.memory.identity_draft = None
    await desk.chat.at(None)


@says_again(Identify.name, of=TOLD_IDENTITY)
async def _ask_name(desk: Desk, *, problem: str | None = None) -> None:
    desk.chat.memory.close_sheet()
    draft = desk.chat.memory.identity_draft
    kind = draft.kind if draft is not None else IdentityKind.BVN
    await desk.chat.at(Identify.name)
    await desk.chat.show(screens.ask_name(desk.t, kind, problem=problem))


@says_again(Identify.number, of=TOLD_IDENTITY)
async def _ask_number(desk: Desk, draft: IdentityDraft, *, problem: str | None = None) -> None:
    await desk.chat.at(Identify.number)
    await desk.chat.show(screens.ask_number(desk.t, draft.kind, draft.name or "", problem=problem))
