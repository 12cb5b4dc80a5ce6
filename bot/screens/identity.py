"""The way to a higher level, as it is seen."""

from __future__ import annotations

from datetime import datetime

from bot.buttons import Go, Pick, back_and_cancel, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.account_processors import IdentityKind
from domain.identity import AddressFault, AddressProof, AddressStatus, Standing
from domain.rules import Tier


def consent(t: Translator, level: int, gives: Tier) -> Screen:
    """Why a BVN or NIN is asked for, and what is kept of it."""
    return Screen(
        paragraphs(_gives(t, level, gives), t("identity-why"), t("identity-kept")),
        keyboard(
            [
                button(
                    t.plain("identity-use", identity=t.plain(f"identity-{kind.value}")),
                    Pick(what="level_by", value=kind.value),
                    style="primary",
                )
                for kind in IdentityKind
            ],
            back_and_cancel(t, back="limits"),
        ),
    )


def ask_name(t: Translator, kind: IdentityKind, *, problem: str | None = None) -> Screen:
    """The name as it is registered."""
    question = t("identity-ask-name", identity=t.plain(f"identity-{kind.value}"))
    return Screen(paragraphs(problem, question), keyboard(back_and_cancel(t, back="identity")))


def ask_number(t: Translator, kind: IdentityKind, name: str, *, problem: str | None = None) -> Screen:
    """The number, as the last thing."""
    other = IdentityKind.NIN if kind is IdentityKind.BVN else IdentityKind.BVN
    question = t("identity-ask-number", identity=t.plain(f"identity-{kind.value}"), name=name)
    change = button(
        t.plain("identity-use", identity=t.plain(f"identity-{other.value}")),
        Pick(what="level_by", value=other.value),
    )
    return Screen(paragraphs(problem, question), keyboard([change], back_and_cancel(t, back="identity")))


def ask_document(
    t: Translator,
    level: int,
    gives: Tier,
    before: AddressProof | None,
    *,
    problem: str | None = None,
) -> Screen:
    """Why a document is asked for, what will do, and what becomes of it."""
    refused = before if before is not None and before.status is AddressStatus.REFUSED else None
    return Screen(
        paragraphs(
            problem or (_fault(t, refused) if refused is not None else None),
            _gives(t, level, gives),
            t("address-ask"),
            t("address-kept"),
        ),
        keyboard(back_and_cancel(t, back="limits")),
    )


def address_waits(t: Translator, proof: AddressProof, *, now: datetime) -> Screen:
    """A person looks at the document, and until when."""
    return Screen(
        t("address-under-way", by=t.when(proof.answer_by, now=now)),
        keyboard([button(t.plain("identity-limits"), Go(to="limits")), home_button(t)]),
    )


def highest(t: Translator) -> Screen:
    """There is no higher level."""
    return Screen(
        t("identity-highest"),
        keyboard([button(t.plain("identity-limits"), Go(to="limits")), home_button(t)]),
    )


def not_now(t: Translator, problem: str) -> Screen:
    """Why it can't go on."""
    return Screen(problem, keyboard([button(t.plain("identity-limits"), Go(to="limits")), home_button(t)]))


def told(t: Translator, standing: Standing) -> Screen | None:
    """What a person found in the document; None where nothing is decided any more."""
    proof = standing.address
    if proof is None or proof.status is AddressStatus.WAITING:
        return None
    if proof.status is AddressStatus.APPROVED:
        return Screen(
            t("address-approved", tier=standing.tier),
            keyboard([button(t.plain("identity-limits"), Go(to="limits")), home_button(t)]),
        )
    return Screen(
        _fault(t, proof),
        keyboard([button(t.plain("address-again"), Go(to="identity"), style="primary")], [home_button(t)]),
    )


def _fault(t: Translator, proof: AddressProof) -> str:
    return t("address-refused", fault=(proof.fault or AddressFault.NO_ADDRESS).value)


def _gives(t: Translator, level: int, gives: Tier) -> str:
    title = t("identity-title", tier=level)
    if gives.maximum_balance is None:
        return lines(title, t("limits-next-unlimited", tier=level, daily=gives.daily_outflow))
    return lines(
        title, t("limits-next", tier=level, daily=gives.daily_outflow, maximum=gives.maximum_balance)
    )
