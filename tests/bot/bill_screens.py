"""The screens of every bill that is neither airtime nor light, with the nastiest values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.business_rules import DEFAULT_FILE, read_rules
from bot.keypad import Keypad
from bot.screen import Screen
from bot.screens import history, home, pay_bill, pay_sheet, payment, plans
from bot.screens.pay_bill import Payee
from bot.text import Translator
from domain.billers import KINDS, Biller, Plan
from domain.data_plans import Offer, Show, offers
from domain.money import Money, naira
from domain.payments import Payment, PaymentStatus
from domain.quotes import Order, PlanChoice, Recipient, Sheet
from domain.vendors import Category, Delivery, NamedReference, Renewal, Voucher
from tests.bot import samples
from tests.bot.samples import ADA, LONG, MUCH, NOON

RULES = read_rules(DEFAULT_FILE)
CATEGORY_OF = {
    "data": Category.DATA,
    "tv-package": Category.TV,
    "tv-plan": Category.TV,
    "streaming": Category.TV,
    "internet-plan": Category.INTERNET,
    "internet-card": Category.INTERNET,
    "exam-pin": Category.EDUCATION,
    "exam-profile": Category.EDUCATION,
    "water": Category.WATER,
}
NAMES = (
    "N1000 1.5GB - 30 days",
    "MTN Data 160GB 2-Month Plan N30,000",
    "Glo Data (SME) N70 - 200MB - 14 days",
    "1TB 365 days",
    "2GB Night <&>",
    "EWALLET PAYMENTS",
    LONG,
)


def biller(kind: str) -> Biller:
    """A company of that kind with a name that is everything at once."""
    return Biller(
        f"{kind}-biller",
        'Every <Body> & "Sons" of the Whole Federation',
        "Every <&> and many more letters",
        CATEGORY_OF[kind],
        KINDS[kind],
        naira(50),
        MUCH,
        {"vtpass": kind},
    )


def list_of(count: int, *, price: Money | None = MUCH) -> tuple[Offer, ...]:
    """A list with names of every sort; what is at even places was bought before."""
    listed = [
        Plan("x", f"{'a-plan-with-a-name-of-many-words'[:32]}-{n}", NAMES[n % len(NAMES)], price, {})
        for n in range(count)
    ]
    return offers(listed, bought=[plan.id for plan in listed[::2]])


def bought(kind: str, status: PaymentStatus = PaymentStatus.DELIVERED, *, vouchers: int = 1) -> Payment:
    """A payment of that kind."""
    chosen = KINDS[kind]
    is_line = not chosen.is_validated
    recipient = Recipient(ADA.national, ADA) if is_line else Recipient("AB/12-3456789012345", ADA, name=LONG)
    plan = PlanChoice("a-plan", LONG, chosen.gives_voucher) if chosen.has_plans else None
    if chosen.is_renewed:
        plan = PlanChoice(None, LONG)
    order = Order("0" * 32, "c" * 32, f"{kind}-biller", CATEGORY_OF[kind], recipient, MUCH, plan)
    voucher = Voucher("1234 <&> 5678", "WRN<&>123456789", date(2026, 12, 3))
    delivery = Delivery(vouchers=(voucher,) * vouchers if chosen.gives_voucher else ())
    return replace(samples.payment(status), order=order, delivery=delivery)


def bill_screens(t: Translator) -> Iterator[tuple[str, Screen]]:
    """Yield every screen of these bills, with its name."""
    problem, rich = t("weak-pin"), samples.accounts()
    yield "no token", payment.no_token(t, None)
    yield "no token like that", payment.no_token(t, LONG)
    yield "categories", pay_bill.choose_category(t, tuple(Category))
    for kind, category in CATEGORY_OF.items():
        company, paid = biller(kind), bought(kind)
        payee = Payee(company, "AB/12-3456789012345", LONG, MUCH, MUCH, Renewal(LONG, MUCH, date(2026, 6, 9)))
        saved = [(paid, company)] * 10
        yield f"billers {kind}", pay_bill.choose_biller(t, category, [company] * 6, saved, problem=problem)
        yield f"nobody {kind}", pay_bill.choose_biller(t, category, [])
        yield f"networks {kind}", pay_bill.choose_network(t, [company] * 4, ADA, problem=problem)
        yield f"line {kind}", pay_bill.choose_line(t, category, problem=problem)
        yield f"reference {kind}", pay_bill.type_reference(t, company, can_retry=True, problem=problem)
        found = [NamedReference("1402000567", LONG), NamedReference("1402000568")]
        yield f"found {kind}", pay_bill.which_found(t, company, found, problem=problem)
        yield f"right {kind}", pay_bill.is_it_right(t, payee, problem=problem)
        yield f"renew {kind}", pay_bill.renew_or_change(t, payee, problem=problem)
        bare = replace(payee, renewal=Renewal(None, naira(19_000)), name="", reference="")
        yield f"renew unnamed {kind}", pay_bill.renew_or_change(t, bare)
        amount = pay_bill.choose_amount(t, payee, minimum=naira(500), maximum=MUCH, amounts=[MUCH] * 9)
        yield f"amount {kind}", amount
        line = plans.line_of(company, ADA, own=ADA)
        for count, page in ((0, 0), (1, 0), (8, 7), (9, 1), (300, 17), (700, 99)):
            yield (
                f"plans {kind} {count}",
                plans.choose_plan(
                    t,
                    company,
                    list_of(count, price=None if page == 1 else MUCH),
                    shown=Show.WEEK,
                    choices=tuple(Show)[1:],
                    page=page,
                    line=line,
                    back="home",
                    problem=problem,
                ),
            )
        yield f"home {kind}", home.home(t, samples.customer(), rich, repeats=saved[:2], now=NOON)
        billers = {company.id: company}
        yield f"history {kind}", history.page(t, [paid] * 5, billers, has_older=True, is_first=False)
        yield from _paid(t, kind, company)


def _paid(t: Translator, kind: str, company: Biller) -> Iterator[tuple[str, Screen]]:
    rich = samples.accounts()
    sheet = Sheet(bought(kind).order, samples.quote(), samples.sheet().expires_at)
    moved = t("sheet-price-moved", before=MUCH, price=naira(1))
    yield f"sheet {kind}", pay_sheet.pay_sheet(t, sheet, company, rich, Keypad.fresh(), now=NOON)
    too_little = pay_sheet.too_little(t, sheet, company, samples.NOTHING, naira(100), problem=moved)
    yield f"short {kind}", too_little
    for status in PaymentStatus:
        made = bought(kind, status)
        yield f"receipt {kind} {status}", payment.receipt(t, made, company, now=NOON)
        yield f"delivered {kind} {status}", payment.delivered(t, made, company, rich, now=NOON)
        yield f"still held {kind} {status}", payment.still_held(t, made, company, now=NOON)
    for vouchers in (1, 4):
        code = payment.code(t, bought(kind, vouchers=vouchers), company)
        if code is not None:
            yield f"voucher {kind} {vouchers}", code
