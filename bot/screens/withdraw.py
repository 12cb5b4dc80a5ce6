"""Withdrawing to a bank account, as it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from aiogram.types import InlineKeyboardButton

from bot.buttons import (
    LONGEST_LABEL,
    Go,
    Pick,
    WithdrawalOf,
    back_and_cancel,
    button,
    home_button,
    in_rows,
    keyboard,
)
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator, naira_text, short_date, short_naira
from domain.banks import Bank, BankAccount
from domain.limits import CustomerAccounts
from domain.money import Money
from domain.notices import NoticeKind
from domain.rules import Rules
from domain.withdrawals import (
    HOLDING,
    IN_DOUBT,
    TOLD_REASONS,
    Withdrawal,
    WithdrawalSheet,
    WithdrawalStatus,
)

# A result that comes this fast takes the place of the sheet; a later one is a message of its own.
_IN_PLACE_WITHIN = timedelta(seconds=10)


def not_possible(t: Translator, problem: str) -> Screen:
    """Nothing can be withdrawn now."""
    return Screen(problem, keyboard([home_button(t)]))


def choose_account(t: Translator, known: Sequence[tuple[str, BankAccount]]) -> Screen:
    """To which of the accounts that were used before."""
    chips = [[button(_account_label(t, to), Pick(what="bank_account", value=id_))] for id_, to in known]
    other = button(t.plain("withdraw-other-account"), Go(to="other_bank"))
    return Screen(t("withdraw-which-account"), keyboard(*chips, [other], back_and_cancel(t, back="home")))


def _account_label(t: Translator, to: BankAccount) -> str:
    """Name an account on a button: of a long name the bank's is cut, and never the end of the number."""
    too_long = len(t.plain("withdraw-account", bank=to.bank.name, ends=to.ends)) - LONGEST_LABEL
    bank = to.bank.name if too_long <= 0 else to.bank.name[: -too_long - 1].rstrip() + "…"
    return t.plain("withdraw-account", bank=bank, ends=to.ends)


def choose_bank(
    t: Translator, banks: Sequence[Bank], *, has_more: bool, problem: str | None = None
) -> Screen:
    """At which bank."""
    chips = [button(bank.name, Pick(what="bank", value=bank.code)) for bank in banks]
    ask = t("withdraw-which-bank" if has_more else "withdraw-which-of-these")
    return Screen(paragraphs(problem, ask), keyboard(*in_rows(chips, 2), back_and_cancel(t, back="home")))


def ask_number(t: Translator, bank: Bank, *, problem: str | None = None) -> Screen:
    """Which account there."""
    return Screen(
        paragraphs(problem, t("withdraw-which-number", bank=bank.name)),
        keyboard(back_and_cancel(t, back="other_bank")),
    )


def is_it_right(t: Translator, to: BankAccount) -> Screen:
    """Is that the account?"""
    return Screen(
        t("withdraw-is-it-right", name=to.name, bank=to.bank.name, ends=to.ends),
        keyboard(
            [
                button(t.plain("withdraw-yes"), Go(to="account_right"), style="primary"),
                button(t.plain("withdraw-no"), Go(to="other_bank")),
            ],
            [button(t.plain("button-cancel"), Go(to="cancel"))],
        ),
    )


def choose_amount(
    t: Translator,
    to: BankAccount,
    accounts: CustomerAccounts,
    rules: Rules,
    amounts: Sequence[Money],
    *,
    problem: str | None = None,
) -> Screen:
    """How much."""
    chips = [button(naira_text(amount), Pick(what="amount", value=str(amount.kobo))) for amount in amounts]
    ask = t(
        "withdraw-how-much",
        bank=to.bank.name,
        ends=to.ends,
        minimum=rules.withdrawals.minimum,
        maximum=rules.withdrawals.maximum,
        wallet=accounts.wallet,
    )
    return Screen(paragraphs(problem, ask), keyboard(*in_rows(chips, 3), back_and_cancel(t, back="withdraw")))


def sheet_text(t: Translator, sheet: WithdrawalSheet, accounts: CustomerAccounts, rules: Rules) -> str:
    """All that the PIN says yes to."""
    to = sheet.to
    return paragraphs(
        t("withdraw-sheet", bank=to.bank.name, number=to.number, name=to.name),
        lines(
            t("withdraw-sheet-amount", amount=sheet.amount),
            t("sheet-fee", fee=sheet.fee) if sheet.fee else t("sheet-no-fee"),
            t("sheet-vat", vat=sheet.vat) if sheet.vat else None,
            t("withdraw-sheet-duty", duty=sheet.stamp_duty) if sheet.stamp_duty else None,
            t("sheet-you-pay", total=sheet.total),
            t("sheet-wallet-after", after=accounts.wallet - sheet.total),
        ),
        t(
            "withdraw-sheet-approval",
            above=rules.withdrawals.approval_above,
            together="yes" if sheet.amount <= rules.withdrawals.approval_above else "no",
            counted=rules.withdrawals.added_up_within,
            within=rules.withdrawals.approval_within,
        )
        if sheet.needs_approval
        else None,
    )


def told(
    t: Translator,
    kind: NoticeKind,
    withdrawal: Withdrawal,
    accounts: CustomerAccounts,
    rules: Rules,
    *,
    now: datetime,
) -> Screen | None:
    """What is told of a withdrawal; None if something newer is known already."""
    status = withdrawal.status
    match kind:
        case NoticeKind.WITHDRAWAL_SENT if status in HOLDING - {WithdrawalStatus.AWAITING_APPROVAL}:
            return replace(_sent(t, withdrawal, rules), edit=withdrawal.card)
        case NoticeKind.WITHDRAWAL_WAITS if status is WithdrawalStatus.AWAITING_APPROVAL:
            return replace(_waits(t, withdrawal, now=now), edit=withdrawal.card)
        case NoticeKind.WITHDRAWAL_CHECKING if status in IN_DOUBT:
            return replace(_checking(t, withdrawal, now=now), edit=withdrawal.card)
        case NoticeKind.WITHDRAWAL_STILL_HELD if status in IN_DOUBT:
            return _with_home(
                t, t("withdraw-still-held", **_said(withdrawal), by=t.when(withdrawal.deadline_at, now=now))
            )
        case NoticeKind.WITHDRAWAL_PAID if status is WithdrawalStatus.PAID:
            text = t("withdraw-paid", **_said(withdrawal), wallet=accounts.wallet)
            receipt = button(
                t.plain("transfer-do-receipt"), WithdrawalOf(act="show", withdrawal_id=withdrawal.id)
            )
            return _placed(Screen(text, keyboard([receipt, home_button(t)])), withdrawal)
        case NoticeKind.WITHDRAWAL_RETURNED if status is WithdrawalStatus.RELEASED:
            text = t(
                "withdraw-returned",
                **_said(withdrawal),
                reason=_reason(withdrawal),
                total=withdrawal.total,
                wallet=accounts.wallet,
            )
            return _placed(_with_home(t, text), withdrawal)
        case NoticeKind.WITHDRAWAL_REFUNDED if status is WithdrawalStatus.REFUNDED:
            text = t("withdraw-refunded", **_said(withdrawal), total=withdrawal.total, wallet=accounts.wallet)
            return _with_home(t, text)
        case _:
            return None


def known_of(t: Translator, withdrawal: Withdrawal, *, now: datetime) -> Screen:
    """What is known of a withdrawal, when the customer asks."""
    stop = (
        [button(t.plain("withdraw-stop"), WithdrawalOf(act="stop", withdrawal_id=withdrawal.id))]
        if withdrawal.status is WithdrawalStatus.AWAITING_APPROVAL
        else None
    )
    return Screen(
        paragraphs(
            lines(
                t("withdraw-what", **_said(withdrawal)),
                t("history-status", status=outcome(t, withdrawal), at=withdrawal.accepted_at),
            ),
            lines(
                t("sheet-fee", fee=withdrawal.fee) if withdrawal.fee else t("sheet-no-fee"),
                t("sheet-vat", vat=withdrawal.vat) if withdrawal.vat else None,
                t("withdraw-sheet-duty", duty=withdrawal.stamp_duty) if withdrawal.stamp_duty else None,
                t("withdraw-total", total=withdrawal.total),
            ),
            t("withdraw-deadline", by=t.when(withdrawal.deadline_at, now=now))
            if withdrawal.status in IN_DOUBT
            else None,
            t("receipt-reference", reference=withdrawal.id),
        ),
        keyboard(
            stop,
            [
                button(t.plain("receipt-picture"), WithdrawalOf(act="png", withdrawal_id=withdrawal.id)),
                button(t.plain("receipt-pdf"), WithdrawalOf(act="pdf", withdrawal_id=withdrawal.id)),
            ],
            [button(t.plain("home-history"), Go(to="history")), home_button(t)],
        ),
    )


def outcome(t: Translator, withdrawal: Withdrawal) -> str:
    """Say in a few words what became of it."""
    return t.plain(f"withdrawal-{withdrawal.status.value}")


def line_of(t: Translator, withdrawal: Withdrawal) -> str:
    """Say in two lines what it was and what became of it."""
    return lines(
        t("withdraw-what", **_said(withdrawal)),
        t("history-status", status=outcome(t, withdrawal), at=withdrawal.accepted_at),
    )


def history_button(t: Translator, withdrawal: Withdrawal) -> InlineKeyboardButton:
    """Return the button that opens what is known of it."""
    label = t.plain("withdraw-in-history", amount=short_naira(withdrawal.amount))
    return button(
        f"{label} · {short_date(withdrawal.accepted_at)}",
        WithdrawalOf(act="show", withdrawal_id=withdrawal.id),
    )


def for_staff(t: Translator, withdrawal: Withdrawal) -> Screen:
    """What a second person is asked."""
    text = t(
        "withdraw-for-staff",
        amount=withdrawal.amount,
        customer=withdrawal.customer_id,
        bank=withdrawal.to.bank.name,
        ends=withdrawal.to.ends,
        at=withdrawal.accepted_at,
        withdrawal=withdrawal.id,
    )
    keys = (
        [
            button(t.plain("withdraw-agree"), WithdrawalOf(act="approve", withdrawal_id=withdrawal.id)),
            button(t.plain("withdraw-refuse"), WithdrawalOf(act="refuse", withdrawal_id=withdrawal.id)),
        ]
        if withdrawal.status is WithdrawalStatus.AWAITING_APPROVAL
        else None
    )
    return Screen(text, keyboard(keys))


def decided(t: Translator, withdrawal: Withdrawal, *, agreed: bool) -> Screen:
    """What remains of the question when it is answered."""
    return Screen(
        t(
            "withdraw-agreed" if agreed else "withdraw-refused",
            amount=withdrawal.amount,
            withdrawal=withdrawal.id,
        )
    )


def _sent(t: Translator, withdrawal: Withdrawal, rules: Rules) -> Screen:
    text = t("withdraw-sent", **_said(withdrawal), usually=rules.withdrawals.usually)
    return _with_home(t, text)


def _waits(t: Translator, withdrawal: Withdrawal, *, now: datetime) -> Screen:
    by = t.when(withdrawal.look_at or withdrawal.deadline_at, now=now)
    stop = button(t.plain("withdraw-stop"), WithdrawalOf(act="stop", withdrawal_id=withdrawal.id))
    return Screen(t("withdraw-waits", **_said(withdrawal), by=by), keyboard([stop], [home_button(t)]))


def _checking(t: Translator, withdrawal: Withdrawal, *, now: datetime) -> Screen:
    by = t.when(withdrawal.deadline_at, now=now)
    return _with_home(t, t("withdraw-checking", **_said(withdrawal), by=by))


def _said(withdrawal: Withdrawal) -> dict[str, object]:
    return {
        "amount": withdrawal.amount,
        "bank": withdrawal.to.bank.name,
        "ends": withdrawal.to.ends,
    }


def _reason(withdrawal: Withdrawal) -> str:
    return withdrawal.reason if withdrawal.reason in TOLD_REASONS else "other"


def _placed(screen: Screen, withdrawal: Withdrawal) -> Screen:
    ended = withdrawal.ended_at or withdrawal.accepted_at
    in_place = ended - withdrawal.accepted_at <= _IN_PLACE_WITHIN
    return replace(screen, edit=withdrawal.card) if in_place else screen


def _with_home(t: Translator, text: str) -> Screen:
    return Screen(text, keyboard([home_button(t)]))
