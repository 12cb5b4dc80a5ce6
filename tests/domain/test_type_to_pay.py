from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.money import naira
from domain.phones import Phone
from domain.type_to_pay import (
    Ambiguous,
    Asked,
    Complaint,
    NotUnderstood,
    Reading,
    Regularly,
    SmallTalk,
    Understood,
    offers,
    read,
    read_order,
)
from domain.typed_entities import SavedAs
from domain.typed_lexicon import known_words
from domain.typed_orders import TypedOrder
from domain.typed_talk import ComplaintKind, Errand
from domain.vendors import Category

ADA = Phone("+2348031234567")
AIRTIME, DATA, LIGHT, TV = Category.AIRTIME, Category.DATA, Category.ELECTRICITY, Category.TV
METER = "45012345678"
MUM, HOME, SHOP = SavedAs("id-of-mum", AIRTIME), SavedAs("id-of-home", LIGHT), SavedAs("id-of-shop")


def orders(reading: Reading) -> tuple[TypedOrder, ...]:
    """Return every order that a reading may lead to."""
    match reading:
        case Understood(order):
            return (order,)
        case Ambiguous(choices) | Regularly(choices):
            return choices
        case _:
            return ()


class TestAPhoneNumberWithASlip:
    """A digit too many or too few: it is no meter's number, and nobody's to guess."""

    @pytest.mark.parametrize("number", ["080312345678", "0803 123 45678", "0803 1234 5678"])
    def test_that_is_too_long_may_be_for_a_line_or_a_meter(self, number: str) -> None:
        assert read(f"500 {number}") == Ambiguous(
            (
                TypedOrder(AIRTIME, naira(500), someone="080312345678"),
                TypedOrder(LIGHT, naira(500), meter="080312345678"),
            )
        )

    def test_that_is_too_short_may_be_a_card_as_well(self) -> None:
        categories = [order.category for order in orders(read("500 0803123456"))]

        assert categories == [AIRTIME, LIGHT, TV]

    def test_is_a_meter_where_the_line_says_so(self) -> None:
        assert read("light 5k 080312345678") == Understood(
            TypedOrder(LIGHT, naira(5_000), meter="080312345678")
        )

    def test_is_never_taken_without_asking(self) -> None:
        assert read_order("500 080312345678") is None


class TestATypedLine:
    @pytest.mark.parametrize(
        ("line", "order"),
        [
            ("airtime 500", TypedOrder(AIRTIME, naira(500))),
            ("500 mtn", TypedOrder(AIRTIME, naira(500), "mtn")),
            ("500 08031234567", TypedOrder(AIRTIME, naira(500), phone=ADA)),
            ("buy me 1k airtime for 0803 123 4567 abeg", TypedOrder(AIRTIME, naira(1_000), phone=ADA)),
            ("0803-123-4567 glo ₦200", TypedOrder(AIRTIME, naira(200), "glo", ADA)),
            (
                "light 5k ikeja 45012345678",
                TypedOrder(LIGHT, naira(5_000), "ikeja-electric", meter="45012345678"),
            ),
            (
                "45012345678 ikedc 5,000",
                TypedOrder(LIGHT, naira(5_000), "ikeja-electric", meter="45012345678"),
            ),
            ("light port harcourt", TypedOrder(LIGHT, biller_id="portharcourt-electric")),
            ("nepa 2k", TypedOrder(LIGHT, naira(2_000))),
            # Eleven digits that look like a phone number may well be a meter.
            (
                "light 5k ikeja 08031234567",
                TypedOrder(LIGHT, naira(5_000), "ikeja-electric", meter="08031234567"),
            ),
        ],
    )
    def test_may_be_an_order(self, line: str, order: TypedOrder) -> None:
        assert read_order(line) == order

    @pytest.mark.parametrize(
        "line",
        [
            *("", "500", "hello", "how much is airtime 500", "08031234567", "mtn glo 500", "500 1k mtn"),
            *(
                "airtime light 500",
                "mtn 45012345678 500",
                "ikeja airtime 500",
                "airtime -500",
                "airtime " * 20,
            ),
        ],
    )
    def test_may_be_none(self, line: str) -> None:
        assert read_order(line) is None

    @given(st.text(max_size=90))
    def test_never_breaks_the_reader(self, line: str) -> None:
        read_order(line)

    @given(st.permutations(["light", "5k", "ikeja", "45012345678"]))
    def test_has_its_words_in_any_order(self, words: list[str]) -> None:
        assert read_order(" ".join(words)) == TypedOrder(
            LIGHT, naira(5_000), "ikeja-electric", meter="45012345678"
        )


class TestALineThatMayMeanMore:
    @pytest.mark.parametrize(
        ("line", "choices"),
        [
            ("mtn glo 500", (TypedOrder(AIRTIME, naira(500), "mtn"), TypedOrder(AIRTIME, naira(500), "glo"))),
            (
                "500 1k mtn",
                (TypedOrder(AIRTIME, naira(500), "mtn"), TypedOrder(AIRTIME, naira(1_000), "mtn")),
            ),
            ("airtime light 500", (TypedOrder(AIRTIME, naira(500)), TypedOrder(LIGHT, naira(500)))),
            ("08031234567", (TypedOrder(AIRTIME, phone=ADA), TypedOrder(DATA, phone=ADA))),
            ("2012345678", (TypedOrder(LIGHT, meter="2012345678"), TypedOrder(TV, smartcard="2012345678"))),
        ],
    )
    def test_leaves_the_choice_to_the_customer(self, line: str, choices: tuple[TypedOrder, ...]) -> None:
        assert read(line) == Ambiguous(choices)

    def test_offers_few_choices(self) -> None:
        reading = read("airtime mtn glo airtel 9mobile 100, 200, 300, 400")

        assert len(orders(reading)) == 6


class TestSavedNames:
    def test_stand_for_what_was_saved(self) -> None:
        saved = {"Mum": MUM, "home": HOME}

        assert read("buy card 1k for mum", saved) == Understood(
            TypedOrder(AIRTIME, naira(1_000), saved="id-of-mum")
        )
        assert read("10k home", saved) == Understood(TypedOrder(LIGHT, naira(10_000), saved="id-of-home"))
        assert read("2gb for my mum's phone", saved) == Understood(
            TypedOrder(DATA, size=2_000, saved="id-of-mum")
        )

    def test_may_have_a_slip_and_several_words(self) -> None:
        saved = {"Mama Chidinma": MUM}

        assert read("500 card mama chidinam", saved) == Understood(
            TypedOrder(AIRTIME, naira(500), saved="id-of-mum")
        )

    def test_of_an_unknown_kind_leave_the_kind_open(self) -> None:
        choices = orders(read("5k shop", {"shop": SHOP}))

        assert {order.category for order in choices} == {AIRTIME, DATA, LIGHT}
        assert {order.saved for order in choices} == {"id-of-shop"}

    def test_that_are_two_leave_the_choice(self) -> None:
        saved = {"mum": MUM, "chidi": SavedAs("id-of-chidi", AIRTIME)}

        choices = orders(read("airtime 500 mum chidi", saved))

        assert {order.saved for order in choices} == {"id-of-mum", "id-of-chidi"}

    def test_give_way_to_a_number(self) -> None:
        assert read("500 airtime mum 08031234567", {"mum": MUM}) == Understood(
            TypedOrder(AIRTIME, naira(500), phone=ADA)
        )


class TestSomebodyWhoIsNotSaved:
    @pytest.mark.parametrize(
        ("line", "someone"),
        [
            ("500 airtime for mum", "mum"),
            ("send 500 card to tunde", "tunde"),
            ("airtime 500 to 0803123456", "0803123456"),  # a digit is missing
            ("buy airtime 500 08031", "08031"),
        ],
    )
    def test_is_asked_about_and_never_taken_for_the_customer(self, line: str, someone: str) -> None:
        assert read(line) == Understood(TypedOrder(AIRTIME, naira(500), someone=someone))

    @given(st.from_regex(r"[0-9]{10,15}", fullmatch=True))
    @example("2348231234567")
    def test_whatever_the_number_looks_like(self, number: str) -> None:
        for order in orders(read(f"buy airtime 500 for {number}")):
            assert order.phone or order.someone or order.meter


class TestAComplaint:
    @pytest.mark.parametrize(
        ("line", "kind"),
        [
            ("why my light never come", ComplaintKind.NOT_DELIVERED),
            ("I bought 5k light ikeja 45012345678 but no token", ComplaintKind.NOT_DELIVERED),
            ("token no dey work", ComplaintKind.TOKEN),
            ("una debit me twice for dstv compact", ComplaintKind.TWICE),
            ("I sent 500 airtime to wrong number 08031234567", ComplaintKind.WRONG_RECIPIENT),
            ("refund my 2000 airtime", ComplaintKind.MONEY_BACK),
            ("buy light 5k? you are thieves", ComplaintKind.FRAUD),
        ],
    )
    def test_outranks_what_could_be_bought(self, line: str, kind: ComplaintKind) -> None:
        reading = read(line)

        assert isinstance(reading, Complaint)
        assert reading.kind is kind

    def test_says_what_it_is_about(self) -> None:
        reading = read("airtime 500 not delivered to 08031234567")

        assert reading == Complaint(ComplaintKind.NOT_DELIVERED, TypedOrder(AIRTIME, naira(500), phone=ADA))

    def test_may_be_long(self) -> None:
        story = "good evening, my name is Ada and I live in Lagos, " * 3

        assert isinstance(read(story + "I was debited"), Complaint)
        assert read(story + "airtime 500") == NotUnderstood()


class TestAnErrand:
    @pytest.mark.parametrize(
        ("line", "reading"),
        [
            ("fund my wallet with 5000", Asked(Errand.FUND, naira(5_000))),
            ("how much is dstv compact", Asked(Errand.PRICE)),
            ("how much dey my wallet", Asked(Errand.BALANCE)),
            ("stop my 5k light every month", Asked(Errand.SCHEDULE, naira(5_000))),
            ("abeg send my token again", Asked(Errand.TOKEN)),
            ("cancel", Asked(Errand.CANCEL)),
        ],
    )
    def test_is_told_from_an_order(self, line: str, reading: Asked) -> None:
        asked = read(line)

        assert isinstance(asked, Asked)
        assert (asked.errand, asked.amount) == (reading.errand, reading.amount)

    def test_says_what_it_is_about(self) -> None:
        asked = read("how much is 2gb on airtel")

        assert isinstance(asked, Asked)
        assert asked.order == TypedOrder(DATA, biller_id="airtel-data", size=2_000)


class TestSmallTalk:
    @pytest.mark.parametrize("line", ["good morning", "na gode", "ẹ ṣé gan", "daalụ", "how far", "lol"])
    def test_is_answered_in_kind(self, line: str) -> None:
        assert read(line) == SmallTalk()

    @pytest.mark.parametrize(
        "line", ["", "   ", "\x00", "?!", "😀", "asdfgh", "no buy light", "the light is on"]
    )
    def test_and_nonsense_buy_nothing(self, line: str) -> None:
        assert read(line) == NotUnderstood()


class TestAPastedText:
    @pytest.mark.parametrize(
        ("text", "categories"),
        [
            ("Hello, my new number is 0803 123 4567. Regards, Ada", (AIRTIME, DATA)),
            ("Landlord: pls everybody, our meter is 45012345678", (LIGHT,)),
            ("IUC 2012345678 (gotv), thank you", (TV,)),
            ("Token: 1234 5678 9012 3456 7890", ()),
            ("My account number is 0123456789, GTBank", ()),
            ("12/03/2025 at 10:44", ()),
            ("Who took my charger?", ()),
        ],
    )
    def test_is_offered_what_its_numbers_are_for(self, text: str, categories: tuple[Category, ...]) -> None:
        assert tuple(order.category for order in offers(text)) == categories

    def test_keeps_an_only_sum(self) -> None:
        assert offers(f"pls load {METER} 5k") == (TypedOrder(LIGHT, naira(5_000), meter=METER),)
        assert offers(f"pls load {METER} 5k or 10k") == (TypedOrder(LIGHT, meter=METER),)


class TestTheReader:
    @given(st.text(max_size=200))
    def test_never_breaks(self, text: str) -> None:
        read(text)
        offers(text)

    @given(st.lists(st.sampled_from(known_words()), max_size=8).map(" ".join))
    def test_makes_up_no_number(self, text: str) -> None:
        numbers_in_words = re.search(r"hundred|thousand|million|dari|dubu|nari|puku|egb|edegb|irinwo", text)

        for order in (*orders(read(text)), *offers(text)):
            assert order.amount is None or numbers_in_words or re.search(r"[0-9]", text)
            assert order.phone is None
            assert order.meter is None

    @given(st.from_regex(r"[a-z0-9 ,.₦*#+/-]{0,60}", fullmatch=True))
    def test_takes_every_sum_and_phone_from_the_line(self, text: str) -> None:
        digits = re.sub(r"[^0-9]", "", text)

        for order in orders(read(text)):
            assert order.amount is None or digits
            assert order.phone is None or order.phone.national[1:] in digits
