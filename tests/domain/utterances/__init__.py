"""What people type, and what they mean by it: one table a file.

`unseen.tsv` was written before there was any rule, the `held_back` ones after; no rule is bent to a line of
them, so that they say what a stranger's line may meet with. All other tables may be learnt from.

A label is a category of bill, `schedule:` and one that is to be paid again and again, `ask:` and an errand,
`complaint` (with a kind, where the words say it),
`ambiguous`, `smalltalk` or `unknown`; the slots are what an order says beside its category.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.type_to_pay import (
    Ambiguous,
    Asked,
    Complaint,
    NotUnderstood,
    Reading,
    Regularly,
    SmallTalk,
    Understood,
)
from domain.typed_entities import SavedAs
from domain.typed_orders import TypedOrder
from domain.typed_rhythms import TypedRhythm
from domain.vendors import Category

FOLDER = Path(__file__).parent
NOT_LEARNT_FROM = ("unseen", "held_back", "regular_held_back")
FILES = (*NOT_LEARNT_FROM, "bills", "talk", "everyday", "regular")
# Whose lines these are: they have saved some people and places.
SAVED: Mapping[str, SavedAs] = {
    "mum": SavedAs("mum", Category.AIRTIME),
    "chidi": SavedAs("chidi", Category.AIRTIME),
    "home": SavedAs("home", Category.ELECTRICITY),
    "shop": SavedAs("shop", Category.ELECTRICITY),
    "parlour": SavedAs("parlour", Category.TV),
}


@dataclass(frozen=True, slots=True)
class Utterance:
    """One line as typed, with what it means."""

    file: str
    language: str
    label: str
    slots: Mapping[str, str]
    text: str

    @property
    def buys_nothing(self) -> bool:
        """Whether no sheet may come of it, nor a question which one."""
        return self.label.partition(":")[0] in {"smalltalk", "unknown", "complaint", "ask"}

    def is_meant_by(self, reading: Reading) -> bool:
        """Return whether a reading got the intent right."""
        got = label(reading)
        return got == self.label or (self.label == "complaint" and isinstance(reading, Complaint))


def utterances(*files: str) -> tuple[Utterance, ...]:
    """Return the lines of these files, of all by default."""
    found = []
    for file in files or FILES:
        with (FOLDER / f"{file}.tsv").open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
                slots = dict(slot.split("=", 1) for slot in (row["slots"] or "").split())
                found.append(Utterance(file, row["language"], row["label"], slots, row["text"]))
    return tuple(found)


def label(reading: Reading) -> str:
    """Return the label that a reading amounts to."""
    match reading:
        case Understood(order):
            return order.category.value
        case Ambiguous():
            return "ambiguous"
        case Regularly(choices):
            return f"schedule:{choices[0].category.value if len(choices) == 1 else 'ambiguous'}"
        case Complaint(kind):
            return f"complaint:{kind.value}"
        case Asked(errand):
            return f"ask:{errand.value}"
        case SmallTalk():
            return "smalltalk"
        case NotUnderstood():
            return "unknown"


def slots(reading: Reading) -> dict[str, str]:
    """Return what a reading says of an order beside its category."""
    found: dict[str, str | None] = {}
    if isinstance(reading, Asked) and reading.amount is not None:
        found["amount"] = str(reading.amount.kobo // 100)
    if isinstance(reading, Understood):
        found = _order_slots(reading.order)
    if isinstance(reading, Regularly):
        found = {**_order_slots(*reading.choices), **_rhythm_slots(reading.rhythm)}
    return {name: value for name, value in found.items() if value is not None}


def _order_slots(order: TypedOrder, *others: TypedOrder) -> dict[str, str | None]:
    if others:
        return {}
    size = order.size or 0
    return {
        "amount": str(order.amount.kobo // 100) if order.amount else None,
        "biller": order.biller_id,
        "phone": order.phone.national if order.phone else None,
        "meter": order.meter,
        "smartcard": order.smartcard,
        "account": order.account,
        "size": (f"{size}mb" if size < 1_000 else f"{size / 1_000:g}gb") if size else None,
        "validity": order.validity.value if order.validity else None,
        "plan": order.plan_words.replace(" ", "+") if order.plan_words else None,
        "saved": order.saved,
        "someone": order.someone,
    }


def _rhythm_slots(rhythm: TypedRhythm) -> dict[str, str | None]:
    wish = rhythm.wish
    return {
        "rhythm": wish.rhythm.value if wish.rhythm is not None else None,
        "day": str(wish.day) if wish.day is not None else None,
        "weekday": str(wish.weekday) if wish.weekday is not None else None,
        "days": str(wish.every_days) if wish.every_days is not None else None,
        "only": "remind" if rhythm.only_reminds else None,
    }
