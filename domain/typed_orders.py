"""Which orders a typed line may mean, from what it names. More than one: the customer chooses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from domain.money import Money
from domain.phones import Phone
from domain.typed_entities import Entities
from domain.typed_numbers import METER_DIGITS, Validity, is_nearly_a_phone
from domain.typed_words import DATA_BILLERS
from domain.vendors import Category

_LINES_IN_ORDER = (Category.AIRTIME, Category.DATA)  # bought for a phone's line
_LINES = frozenset(_LINES_IN_ORDER)
_ANYTHING = (Category.AIRTIME, Category.DATA, Category.ELECTRICITY)
_BILLS = (Category.ELECTRICITY, Category.TV, Category.INTERNET, Category.WATER)
_CARD_DIGITS = 10
_STREAMING = "showmax"  # knows its customers by their phones


@dataclass(frozen=True, slots=True)
class TypedOrder:
    """What a line says of an order. What it leaves out is asked for."""

    category: Category
    amount: Money | None = None
    biller_id: str | None = None
    phone: Phone | None = None  # None: one's own line, unless `saved` or `someone` says whose
    meter: str | None = None
    smartcard: str | None = None
    account: str | None = None  # internet, water, the profile of an exam's candidate
    size: int | None = None  # of data, in MB; a GB is 1,000
    validity: Validity | None = None
    plan_words: str | None = None  # of a package's name, e.g. "compact plus"
    saved: str | None = None  # the id of a saved name
    someone: str | None = None  # whose line, in the customer's words, but not saved: ask for the number


def possible_orders(line: Entities) -> tuple[TypedOrder, ...]:
    """Return the orders that a line may mean, in the order of categories; none if it names nothing to buy."""
    found: dict[TypedOrder, None] = {}
    for category in _categories(line):
        for order in _orders(line, category):
            found[order] = None
    return tuple(found)


def offered_orders(line: Entities) -> tuple[TypedOrder, ...]:
    """Return what can be done with the numbers in a text that somebody else wrote, whatever else it says.

    A phone can get airtime or data, a meter light, a card TV. A sum is taken over only if there is just one.
    """
    numbers = line.numbers
    if len(numbers.amounts) > 1:
        line = replace(line, numbers=replace(numbers, amounts=()))
    categories: dict[Category, None] = {}
    of_references = _named(line) - _LINES
    if numbers.references or (numbers.phones and of_references):
        found = of_references or _of_reference(numbers.references[0], line.vague)
        categories.update(dict.fromkeys(_sorted(found)))
    if numbers.phones:
        categories.update(dict.fromkeys(_LINES_IN_ORDER))
    return tuple(
        order
        for category in categories
        for order in _orders(line, category)
        if order.phone or order.meter or order.smartcard or order.account
    )


# --- what kind of bill ---------------------------------------------------------------------------


def _categories(line: Entities) -> Sequence[Category]:
    named = _named(line)
    if line.networks and not named <= _LINES:
        return _sorted(named | {Category.AIRTIME})  # a network, and something that no network sells
    if named:
        return _sorted(named)
    return _sorted(_of_network(line) if line.networks else _hinted(line))


def _named(line: Entities) -> set[Category]:
    """Return the categories that the line names in so many words."""
    named = line.plain | line.everyday | set(line.billers.values())
    if line.packages:
        named.add(Category.TV)
    if line.numbers.sizes and Category.INTERNET not in named:
        named.add(Category.DATA)
        named.discard(Category.AIRTIME)  # "1gb airtime"
    if {Category.INTERNET, Category.DATA} <= named:
        named.discard(Category.DATA)
    if Category.INTERNET in named and line.networks:
        named = (named - {Category.INTERNET}) | {Category.DATA}  # what networks call internet
    return named


def _of_network(line: Entities) -> set[Category]:
    """Return what is bought from a network, where the line does not say it."""
    if Category.DATA in line.vague or line.validity is not None:
        return {Category.DATA}
    if line.numbers.references:
        return {Category.AIRTIME, Category.ELECTRICITY}
    if line.numbers.amounts or line.numbers.phones or Category.AIRTIME in line.vague:
        return {Category.AIRTIME}
    return set(_LINES)


def _hinted(line: Entities) -> set[Category]:
    """Return what vague words, numbers and saved names hint at."""
    numbers, vague = line.numbers, set(line.vague)
    if len(vague) > 1:
        vague.discard(Category.AIRTIME)  # "recharge", "card": of a meter, of an exam
    if numbers.references:
        return _of_reference(numbers.references[0], vague)
    if line.saved and (category := line.saved[0][1].category) is not None and category not in _LINES:
        return {category}
    if numbers.phones or (line.saved and line.saved[0][1].category in _LINES):
        if Category.DATA in vague or line.validity is not None:
            return {Category.DATA}
        return {Category.AIRTIME} if numbers.amounts or vague or line.has_verb else set(_LINES)
    if line.validity is not None and numbers.amounts and not vague:
        return {Category.DATA}  # "300 daily"
    if vague:
        return vague
    if numbers.amounts or line.saved:
        return set(_ANYTHING)
    return set(_BILLS) if line.has_verb and line.has_bills else set()


def _of_reference(reference: str, vague: set[Category]) -> set[Category]:
    possible = {Category.ELECTRICITY, Category.TV}
    if len(reference) in METER_DIGITS:
        return {Category.ELECTRICITY}
    if is_nearly_a_phone(reference) and not vague & possible:
        return _of_length(reference) | ({Category.DATA} & vague or {Category.AIRTIME})
    return possible & vague or _of_length(reference)


def _of_length(reference: str) -> set[Category]:
    """Return what a number of that length may be, if it is no prepaid meter's."""
    if len(reference) == _CARD_DIGITS and reference.isdecimal():
        return {Category.ELECTRICITY, Category.TV}
    return {Category.ELECTRICITY}


def _sorted(categories: set[Category]) -> tuple[Category, ...]:
    return tuple(category for category in Category if category in categories)


# --- all that it says ----------------------------------------------------------------------------


def _orders(line: Entities, category: Category) -> Iterator[TypedOrder]:
    """Yield the orders of one category: one for each amount, company and number that the line leaves open."""
    plan_biller, plan_words = _plan(line) if category is Category.TV else (None, None)
    is_data = category is Category.DATA
    choices = product(
        line.numbers.amounts or (None,),
        _billers(line, category) or (plan_biller,),
        _recipients(line, category) or ((None, None, None, None),),
        (line.numbers.sizes if is_data else ()) or (None,),
        _saved(line, category) or (None,),
    )
    for amount, biller_id, (phone, meter, smartcard, account), size, name in choices:
        saved = None if phone or meter or smartcard or account else name  # a number is plainer than a name
        is_told = phone is not None or saved is not None
        yield TypedOrder(
            category,
            amount,
            biller_id,
            phone,
            meter,
            smartcard,
            account,
            size,
            line.validity if is_data else None,
            plan_words,
            saved,
            None if is_told else _someone(line, category),
        )


def _billers(line: Entities, category: Category) -> tuple[str, ...]:
    if category is Category.AIRTIME:
        return tuple(line.networks)
    if category is Category.DATA:
        return tuple(DATA_BILLERS[network] for network in line.networks)
    return tuple(biller for biller, sold_by in line.billers.items() if sold_by is category)


_Recipient = tuple[Phone | None, str | None, str | None, str | None]  # phone, meter, smartcard, account


def _recipients(line: Entities, category: Category) -> tuple[_Recipient, ...]:
    """Return whom each number in the line makes the recipient."""
    phones, references = line.numbers.phones, line.numbers.references
    if category in _LINES or _STREAMING in line.billers:
        return tuple((typed.phone, None, None, None) for typed in phones)
    if category is Category.ELECTRICITY:
        # Eleven digits that look like a phone number may well be a meter.
        meters = references or tuple(typed.digits for typed in phones)
        return tuple((None, meter, None, None) for meter in meters)
    # Ten digits may be a card or a profile; a whole phone number is somebody's phone.
    numbers = references or tuple(typed.digits for typed in phones if len(typed.digits) == _CARD_DIGITS)
    if category is Category.TV:
        return tuple((None, None, number, None) for number in numbers)
    return tuple((None, None, None, number) for number in numbers)


def _plan(line: Entities) -> tuple[str | None, str | None]:
    """Return whose package is named, and its words. Some names are a package of one company only."""
    companies = [biller for biller, sold_by in line.billers.items() if sold_by is Category.TV]
    for company, words in (*line.packages, *line.shared_packages):
        if not companies or company in companies:
            return (company if (company, words) in line.packages else None), words
    return None, None


def _saved(line: Entities, category: Category) -> tuple[str, ...]:
    """Return the ids of the saved names that fit the category."""
    return tuple(
        saved.id
        for _, saved in line.saved
        if saved.category in (None, category) or {saved.category, category} <= _LINES
    )


def _someone(line: Entities, category: Category) -> str | None:
    """Return whose line the customer has to be asked about, so that it never falls to their own."""
    if category not in _LINES:
        return None
    if line.numbers.references:
        return line.numbers.references[0]  # a mistyped phone number
    return line.saved[0][0] if line.saved else line.someone
