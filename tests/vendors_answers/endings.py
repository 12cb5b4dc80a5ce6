"""How a payment can stand after what its vendor said: its state, the words of it, and where the money is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.ledger import CustomerAccount, HouseAccount, house
from domain.money import ZERO, Money, naira
from domain.notices import NoticeKind
from domain.payments import PaymentStatus
from domain.quotes import Quote

IN_THE_WALLET = naira(10_000)  # of everybody who pays here
IN_CASHBACK = naira(100)  # all of it is used for the payment

# Messages that claim to know the end. While nobody knows, none of them may be owed.
FINAL = frozenset({NoticeKind.PAYMENT_DELIVERED, NoticeKind.PAYMENT_RETURNED, NoticeKind.PAYMENT_REFUNDED})


@dataclass(frozen=True, slots=True)
class Ending:
    """What must be true in the end, whichever words led to it."""

    name: str
    status: PaymentStatus
    told: frozenset[NoticeKind]  # of those that claim to know the end
    headlines: Mapping[str, str]  # language → how the newest message begins
    money_is: str  # "ours", "back" or "held"

    def __str__(self) -> str:
        return self.name

    def accounts(self, quote: Quote) -> dict[CustomerAccount, Money]:
        """Return what the customer has then."""
        wallet, cashback = IN_THE_WALLET - quote.from_wallet, ZERO
        if self.money_is == "back":
            wallet, cashback = IN_THE_WALLET, IN_CASHBACK
        if self.money_is == "ours":
            cashback = quote.cashback_earned
        return {
            CustomerAccount.WALLET: wallet,
            CustomerAccount.CASHBACK: cashback,
            CustomerAccount.HELD: quote.total if self.money_is == "held" else ZERO,
        }

    def of_the_house(self, quote: Quote, vendor: str, cost: Money) -> dict[str, Money]:
        """Return the accounts of the house that have moved, as they are signed."""
        if self.money_is != "ours":
            return {}
        moved = {
            house(HouseAccount.FLOAT, vendor): cost,
            house(HouseAccount.FEE_INCOME): quote.fee,
            house(HouseAccount.VAT_PAYABLE): quote.vat,
            house(HouseAccount.COMMISSION_INCOME): quote.amount - cost,
            house(HouseAccount.CASHBACK_EXPENSE): -quote.cashback_earned,
        }
        return {account: amount for account, amount in moved.items() if amount}


DELIVERED = Ending(
    "delivered",
    PaymentStatus.DELIVERED,
    frozenset({NoticeKind.PAYMENT_DELIVERED}),
    {"en": "✅ <b>Delivered</b>", "pcm": "✅ <b>E don enter</b>"},
    "ours",
)
CODE_COMES_LATER = Ending(
    "delivered, but its code is owed",
    PaymentStatus.AWAITING_TOKEN,
    frozenset({NoticeKind.PAYMENT_DELIVERED}),
    DELIVERED.headlines,
    "ours",
)
RETURNED = Ending(
    "returned",
    PaymentStatus.RELEASED,
    frozenset({NoticeKind.PAYMENT_RETURNED}),
    {
        "en": "↩️ <b>Not delivered. Your money is back.</b>",
        "pcm": "↩️ <b>E no enter. We don return your money.</b>",
    },
    "back",
)
CHECKING = Ending(
    "checking",
    PaymentStatus.UNRESOLVED,
    frozenset(),
    {"en": "⏳ <b>Checking with {biller}</b>", "pcm": "⏳ <b>We dey check with {biller}</b>"},
    "held",
)
REFUNDED = Ending(
    "delivered, then refunded",
    PaymentStatus.REFUNDED,
    frozenset({NoticeKind.PAYMENT_DELIVERED, NoticeKind.PAYMENT_REFUNDED}),
    {
        "en": "↩️ <b>{biller} took the delivery back, so your money is back too.</b>",
        "pcm": "↩️ <b>{biller} collect the thing back, so we don return your money too.</b>",
    },
    "back",
)
