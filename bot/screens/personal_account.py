"""Account numbers of one's own, as they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from aiogram.types import InlineKeyboardButton

from bot.buttons import CameIn, Go, Pick, back_and_cancel, button, copying, home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator, short_date, short_naira
from domain.account_processors import Bank, IdentityKind
from domain.inflows import Inflow, InflowStatus
from domain.limits import CustomerAccounts
from domain.money import Money
from domain.personal_accounts import PersonalAccount
from domain.rules import PersonalAccountRules, Rules

_A_MINUTE = timedelta(minutes=1)
_A_SECOND = timedelta(seconds=1)
_LONGEST_SENDER = 60


def account_lines(t: Translator, account: PersonalAccount) -> str | None:
    """Where to send money to; None if there is no number."""
    details = account.details
    if details is None:
        return None
    bank, holder = details.bank[:_LONGEST_SENDER], details.holder[:_LONGEST_SENDER]
    return t("account-details", number=details.number, bank=bank, holder=holder)


def copy_keys(t: Translator, accounts: Sequence[PersonalAccount]) -> list[list[InlineKeyboardButton]]:
    """A key for each number, which copies it on the phone."""
    if len(accounts) == 1:
        labels = [t.plain("account-copy")]
    else:
        labels = [
            t.plain("account-copy-of", bank=each.details.bank if each.details else "") for each in accounts
        ]
    return [
        [copying(label, each.details.number)]
        for label, each in zip(labels, accounts, strict=True)
        if each.details is not None
    ]


def numbers(
    t: Translator,
    accounts: Sequence[PersonalAccount],
    rules: Rules,
    *,
    another: bool,
    notice: str | None = None,
) -> Screen:
    """The customer's numbers, and what a transfer costs."""
    more = [button(t.plain("account-second"), Go(to="new_account"))] if another else None
    link = [button(t.plain("account-by-link"), Go(to="add_money"))]
    return Screen(
        paragraphs(
            notice or t("account-title"),
            *(account_lines(t, each) for each in accounts),
            t("account-how"),
            costs(t, accounts, rules.personal_accounts),
        ),
        keyboard(*copy_keys(t, accounts), link, more, *_give_up_keys(t, accounts), [home_button(t)]),
    )


def _give_up_keys(t: Translator, accounts: Sequence[PersonalAccount]) -> list[list[InlineKeyboardButton]]:
    """A key for each number, which is shown no more once its owner gives it up."""
    if len(accounts) == 1:
        return [[button(t.plain("account-give-up"), Pick(what="give_up", value=accounts[0].id))]]
    return [
        [button(t.plain("account-give-up-of", bank=each.details.bank), Pick(what="give_up", value=each.id))]
        for each in accounts
        if each.details is not None
    ]


def give_up(t: Translator, account: PersonalAccount) -> Screen:
    """What giving a number up means, before it is done."""
    yes = button(t.plain("account-give-up-yes"), Pick(what="gave_up", value=account.id), style="danger")
    return Screen(
        t("account-give-up-sure", number=_number(account)),
        keyboard([yes], back_and_cancel(t, back="account")),
    )


def given_up(t: Translator, account: PersonalAccount) -> Screen:
    """It is shown no more, and there may be a new one."""
    new = button(t.plain("account-new"), Go(to="new_account"))
    return Screen(t("account-given-up", number=_number(account)), keyboard([new], [home_button(t)]))


def costs(t: Translator, accounts: Sequence[PersonalAccount], rules: PersonalAccountRules) -> str:
    """What goes off a transfer, said before anybody sends one."""
    if rules.customer_bears_fee:
        fees = {
            each.processor: rules.fees[each.processor] for each in accounts if each.processor in rules.fees
        }
        fee: str | None = lines(
            *(
                t(
                    "account-fee",
                    bank=_bank_of(accounts, name),
                    share=_percent(each.basis_points),
                    cap=each.cap,
                )
                for name, each in fees.items()
            )
        )
    else:
        fee = t("account-no-fee")
    said = "account-stamp-duty-taken" if rules.stamp_duty_taken else "account-stamp-duty"
    return lines(fee, t(said, duty=rules.stamp_duty, least=rules.stamp_duty_from))


def consent(
    t: Translator, processors: Sequence[str], identities: Sequence[IdentityKind], *, bank_account: bool
) -> Screen:
    """Why a BVN or NIN is asked for, and what is kept of it."""
    names = t.plain("account-or").join(t.plain(f"processor-{name}") for name in processors)
    return Screen(
        paragraphs(
            t("account-offer"),
            t(
                "account-consent",
                processors=names,
                identity=_identities(t, identities),
                bank="yes" if bank_account else "no",
            ),
            t("account-kept"),
        ),
        keyboard(
            [button(t.plain("account-agree"), Go(to="account_agreed"), style="primary")],
            back_and_cancel(t, back="add_money"),
        ),
    )


def ask_name(t: Translator, *, problem: str | None = None) -> Screen:
    """The name as a bank has it."""
    return _question(t, t("account-ask-name"), problem)


def ask_bank(t: Translator, banks: Sequence[Bank], *, problem: str | None = None) -> Screen:
    """At which bank."""
    keys = [button(bank.name, Pick(what="bank", value=bank.code)) for bank in banks]
    text = paragraphs(problem, t("account-ask-bank"))
    return Screen(text, keyboard(*in_rows(keys, 2), back_and_cancel(t, back="new_account")))


def ask_bank_account(t: Translator, bank: Bank, *, problem: str | None = None) -> Screen:
    """Its number."""
    return _question(t, t("account-ask-bank-account", bank=bank.name), problem)


def ask_identity(
    t: Translator, kind: IdentityKind, others: Sequence[IdentityKind], *, problem: str | None = None
) -> Screen:
    """The BVN or NIN, as the last thing, so that it need not be remembered for a moment."""
    text = paragraphs(problem, t("account-ask-identity", identity=t.plain(f"identity-{kind}")))
    keys = [
        [button(t.plain("account-use-instead", identity=t.plain(f"identity-{each}")), _identity_key(each))]
        for each in others
    ]
    return Screen(text, keyboard(*keys, back_and_cancel(t, back="new_account")))


def under_way(t: Translator, account: PersonalAccount) -> Screen:
    """It was asked for; the number comes as a message."""
    said = t("account-under-way", processor=t.plain(f"processor-{account.processor}"))
    link = button(t.plain("account-by-link"), Go(to="add_money"))
    return Screen(said, keyboard([link], [home_button(t)]))


def failed(t: Translator, account: PersonalAccount) -> Screen:
    """Why there is no number, and how to try again."""
    reason = account.failure.value if account.failure is not None else "refused"
    said = t(
        "account-failed",
        reason=reason,
        processor=t.plain(f"processor-{account.processor}"),
        identity=t.plain(f"identity-{account.identity}"),
        ends=account.identity_ends,
    )
    return not_now(t, said)


def not_now(t: Translator, problem: str) -> Screen:
    """There is no number now."""
    again = button(t.plain("button-try-again"), Go(to="new_account"))
    link = button(t.plain("account-by-link"), Go(to="add_money"))
    return Screen(problem, keyboard([again], [link], [home_button(t)]))


def credited(t: Translator, inflow: Inflow, accounts: CustomerAccounts) -> Screen:
    """The money is in."""
    wallet = t("inflow-wallet", wallet=accounts.wallet)
    return Screen(lines(_credit(t, inflow), wallet), keyboard([home_button(t)]))


def in_review(t: Translator, inflow: Inflow, maximum: Money | None) -> Screen:
    """It came in, and the wallet may not take it."""
    amount = t.plain("inflow-amount", amount=inflow.amount)
    bound = t("inflow-too-much", maximum=maximum) if maximum is not None else None
    return Screen(lines(t("inflow-in-review", amount=amount), bound), keyboard([home_button(t)]))


def history_line(t: Translator, inflow: Inflow) -> str:
    """Say in two lines what came in and what became of it."""
    return lines(
        t("inflow-line", amount=inflow.credited, sender=_sender(t, inflow)),
        t("history-status", status=t.plain(f"added-{inflow.status.value}"), at=inflow.heard_at),
    )


def history_button(t: Translator, inflow: Inflow) -> InlineKeyboardButton:
    """The key that opens what is known of it."""
    label = t.plain("history-added", amount=short_naira(inflow.credited))
    return button(f"{label} · {short_date(inflow.heard_at)}", CameIn(inflow_id=inflow.id))


def known_of(t: Translator, inflow: Inflow) -> Screen:
    """What is known of a transfer that came in."""
    said = _credit(t, inflow) if inflow.status is InflowStatus.CREDITED else history_line(t, inflow)
    return Screen(
        paragraphs(said, t("receipt-reference", reference=inflow.transaction_id)),
        keyboard([button(t.plain("home-history"), Go(to="history")), home_button(t)]),
    )


def _credit(t: Translator, inflow: Inflow) -> str:
    took = None
    if inflow.paid_at is not None and inflow.ended_at is not None:
        took = t("inflow-took", time=_time(t, max(_A_SECOND, inflow.ended_at - inflow.paid_at)))
    return lines(
        t("inflow-credited", amount=inflow.credited, sender=_sender(t, inflow)),
        t("inflow-sent", amount=inflow.amount) if inflow.credited != inflow.amount else None,
        t("inflow-fee", amount=inflow.fee) if inflow.fee else None,
        t("inflow-stamp-duty", amount=inflow.stamp_duty) if inflow.stamp_duty else None,
        took,
    )


def _question(t: Translator, text: str, problem: str | None) -> Screen:
    return Screen(paragraphs(problem, text), keyboard(back_and_cancel(t, back="new_account")))


def _number(account: PersonalAccount) -> str:
    return account.details.number if account.details is not None else ""


def _identities(t: Translator, kinds: Sequence[IdentityKind]) -> str:
    return t.plain("account-or").join(t.plain(f"identity-{kind}") for kind in kinds)


def _identity_key(kind: IdentityKind) -> Pick:
    return Pick(what="identity", value=kind.value)


def _sender(t: Translator, inflow: Inflow) -> str:
    sender, bank = inflow.sender[:_LONGEST_SENDER], inflow.sender_bank[:_LONGEST_SENDER]
    if not sender:
        return t.plain("inflow-unnamed")
    return f"{sender} ({bank})" if bank else sender


def _time(t: Translator, took: timedelta) -> object:
    return t.plain("inflow-seconds", n=int(took.total_seconds())) if took < _A_MINUTE else took


def _bank_of(accounts: Sequence[PersonalAccount], processor: str) -> str:
    named = (each.details.bank for each in accounts if each.processor == processor and each.details)
    return next(named, processor)


def _percent(basis_points: int) -> str:
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)
