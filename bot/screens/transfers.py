"""A transfer after the PIN, as its sender and its receiver see it: result, receipt, link, asking back."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, TransferOf, button, copying, home_button, keyboard, link
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator, phone_text, short_date, short_naira
from domain.limits import CustomerAccounts
from domain.masking import masked_name, masked_phone
from domain.payees import Payee
from domain.rules import Rules
from domain.transfers import RECEIVED, Transfer, TransferStatus

_S = TransferStatus


def sent(
    t: Translator, transfer: Transfer, receiver: Payee | None, accounts: CustomerAccounts, *, now: datetime
) -> Screen:
    """What became of it a moment after the PIN, or when it arrived by itself."""
    balance = t("transfer-balance", balance=accounts.wallet)
    if transfer.status is _S.COOLING:
        at = t.when(transfer.due_at or now, now=now)
        return Screen(
            paragraphs(t("transfer-cooling", amount=transfer.amount, to=_who(t, receiver), at=at), balance),
            keyboard([act(t, "undo", transfer, style="danger")], [home_button(t)]),
        )
    return Screen(
        paragraphs(t("transfer-sent", amount=transfer.amount, to=_who(t, receiver)), balance),
        keyboard([act(t, "receipt", transfer), home_button(t)]),
    )


def link_made(t: Translator, transfer: Transfer, address: str, *, now: datetime) -> Screen:
    """A link that waits to be opened, with ways to hand it on."""
    phone = transfer.meant_for.phone
    text = t.plain("claim-share", amount=transfer.amount)
    share = f"https://t.me/share/url?url={quote(address, safe='')}&text={quote(text, safe='')}"
    return Screen(
        paragraphs(
            lines(
                t("claim-made", amount=transfer.amount),
                t("send-only-for", phone=phone_text(phone)) if phone is not None else None,
            ),
            address,
            t("claim-until", at=t.when(transfer.due_at or now, now=now)),
        ),
        keyboard(
            [link(t.plain("claim-send-it"), share)],
            [copying(t.plain("claim-copy"), address)],
            [act(t, "cancel", transfer, style="danger")],
            [home_button(t)],
        ),
    )


def back_again(t: Translator, transfer: Transfer, accounts: CustomerAccounts) -> Screen:
    """It came to nothing, and the money is back."""
    return Screen(
        paragraphs(
            t(f"transfer-back-{transfer.status.value}", amount=transfer.amount),
            t("transfer-balance", balance=accounts.wallet),
        ),
        keyboard([act(t, "receipt", transfer), home_button(t)]),
    )


def received(t: Translator, transfer: Transfer, sender: Payee, accounts: CustomerAccounts) -> Screen:
    """Money came from somebody."""
    return Screen(
        paragraphs(
            t("transfer-received", amount=transfer.amount, who=_sender(t, sender)),
            t("transfer-balance", balance=accounts.wallet),
        ),
        keyboard(
            [act(t, "thanks", transfer), act(t, "unknown", transfer)],
            [act(t, "receipt", transfer), home_button(t)],
        ),
    )


def receipt(
    t: Translator, transfer: Transfer, other: Payee | None, *, is_sender: bool, rules: Rules, now: datetime
) -> Screen:
    """What is known of a transfer, and what can be done with it."""
    who = _who(t, other) if is_sender else _sender(t, other)
    title = "transfer-receipt-sent" if is_sender else "transfer-receipt-received"
    recalled = None
    if transfer.status is _S.GIVEN_BACK:
        recalled = t("transfer-given-back", amount=transfer.recalled)
    return Screen(
        paragraphs(
            lines(
                t(title, amount=transfer.amount, who=who),
                t("transfer-status", status=t.plain(f"transfer-is-{transfer.status.value}")),
                recalled,
            ),
            t("transfer-at", at=t.when(transfer.sent_at, now=now)),
            t("receipt-reference", reference=transfer.id),
        ),
        keyboard(
            [_paper(t, "picture", "png", transfer), _paper(t, "pdf", "pdf", transfer)],
            *([key] for key in _acts(t, transfer, is_sender=is_sender, rules=rules, now=now)),
            [button(t.plain("home-history"), Go(to="history")), home_button(t)],
        ),
    )


def ask_back(t: Translator, transfer: Transfer, receiver: Payee) -> Screen:
    """Is it to be asked back? Said before it is done, for it can be done once."""
    return Screen(
        t("recall-sure", amount=transfer.amount, to=_who(t, receiver)),
        keyboard(
            [act(t, "recall", transfer, style="primary")], [act(t, "receipt", transfer), home_button(t)]
        ),
    )


def asked_back(t: Translator, transfer: Transfer, *, now: datetime) -> Screen:
    """The receiver was asked."""
    return Screen(
        t("recall-asked-her", at=t.when(transfer.due_at or now, now=now)),
        keyboard([act(t, "receipt", transfer), home_button(t)]),
    )


def recall_question(
    t: Translator, transfer: Transfer, sender: Payee, *, now: datetime, problem: str | None = None
) -> Screen:
    """Somebody wants her money back: a plain question to who has it."""
    asked = t(
        "recall-question",
        who=_sender(t, sender),
        amount=transfer.amount,
        at=t.when(transfer.due_at or now, now=now),
    )
    if not transfer.recalled:
        return Screen(paragraphs(problem, asked, t("recall-nothing-left")), keyboard([home_button(t)]))
    yes = button(t.plain("recall-yes"), TransferOf(act="agree", transfer_id=transfer.id), style="primary")
    return Screen(
        paragraphs(problem, asked, t("recall-held", held=transfer.recalled)),
        keyboard([yes], [act(t, "refuse", transfer)], [home_button(t)]),
    )


def recall_answered(t: Translator, transfer: Transfer) -> Screen:
    """What the receiver said, to her who asked."""
    if transfer.status is _S.GIVEN_BACK:
        is_all = transfer.recalled == transfer.amount
        said = t(
            "recall-given-back" if is_all else "recall-part-given-back",
            amount=transfer.recalled,
            of=transfer.amount,
        )
    else:
        is_all = False
        said = t("recall-not-given-back", amount=transfer.amount)
    report = None if is_all else [act(t, "case", transfer)]
    return Screen(said, keyboard(report, [act(t, "receipt", transfer), home_button(t)]))


def recall_closed(t: Translator, transfer: Transfer, accounts: CustomerAccounts) -> Screen:
    """What the receiver has of it in the end."""
    key = "recall-you-gave" if transfer.status is _S.GIVEN_BACK else "recall-you-kept"
    return Screen(
        paragraphs(t(key, amount=transfer.recalled), t("transfer-balance", balance=accounts.wallet)),
        keyboard([home_button(t)]),
    )


def thanked(t: Translator, transfer: Transfer, receiver: Payee) -> Screen:
    """The receiver says thanks."""
    said = t("transfer-thanks", to=_who(t, receiver), amount=transfer.amount)
    return Screen(said, keyboard([home_button(t)]))


def said(t: Translator, key: str) -> Screen:
    """A short word, with the way home."""
    return Screen(t(key), keyboard([home_button(t)]))


def refused(t: Translator, problem: str) -> Screen:
    """A no, with the way home."""
    return Screen(problem, keyboard([home_button(t)]))


def history_line(t: Translator, transfer: Transfer, customer_id: str) -> str:
    """Say in two lines what a transfer was and what became of it."""
    is_sender = transfer.sender_id == customer_id
    return lines(
        t("history-sent" if is_sender else "history-received", amount=transfer.amount),
        t(
            "history-status",
            status=t.plain(f"transfer-is-{transfer.status.value}"),
            at=transfer.sent_at,
        ),
    )


def history_button(t: Translator, transfer: Transfer, customer_id: str) -> InlineKeyboardButton:
    """Return the button that opens a transfer from a list."""
    is_sender = transfer.sender_id == customer_id
    key = "history-sent-button" if is_sender else "history-received-button"
    label = t.plain(key, amount=short_naira(transfer.amount))
    return button(
        f"{label} · {short_date(transfer.sent_at)}", TransferOf(act="receipt", transfer_id=transfer.id)
    )


def act(t: Translator, name: str, transfer: Transfer, *, style: str | None = None) -> InlineKeyboardButton:
    """Return the button that does something with a transfer."""
    return button(t.plain(f"transfer-do-{name}"), TransferOf(act=name, transfer_id=transfer.id), style=style)


def _paper(t: Translator, name: str, kind: str, transfer: Transfer) -> InlineKeyboardButton:
    return button(t.plain(f"receipt-{name}"), TransferOf(act=kind, transfer_id=transfer.id))


def _acts(
    t: Translator, transfer: Transfer, *, is_sender: bool, rules: Rules, now: datetime
) -> list[InlineKeyboardButton]:
    if not is_sender:
        if transfer.status is _S.RECALLING:
            return [act(t, "question", transfer)]
        return [act(t, "thanks", transfer), act(t, "unknown", transfer)]
    arrived_at = transfer.delivered_at
    in_time = arrived_at is not None and now < arrived_at + rules.transfers.recall_within
    if transfer.status is _S.COOLING:
        return [act(t, "undo", transfer)]
    if transfer.status is _S.WAITING:
        return [act(t, "link", transfer), act(t, "cancel", transfer)]
    if transfer.status is _S.DELIVERED and in_time:
        return [act(t, "ask", transfer)]
    if transfer.status is _S.KEPT or (transfer.status in RECEIVED and _is_short(transfer)):
        return [act(t, "case", transfer)]
    return []


def _is_short(transfer: Transfer) -> bool:
    return transfer.status is _S.GIVEN_BACK and transfer.recalled < transfer.amount


def _who(t: Translator, payee: Payee | None) -> str:
    """Name the receiver as much as the sender may know her."""
    if payee is None:
        return t.plain("transfer-by-link")
    return f"{masked_name(payee.name)} {masked_phone(payee.phone)}"


def _sender(t: Translator, payee: Payee | None) -> str:
    """Name the sender, who chose to be known."""
    if payee is None:
        return t.plain("transfer-somebody")
    return f"{payee.name[:40]} {masked_phone(payee.phone)}"
