"""Account numbers, banks by what people call them, and whose account it is."""

from __future__ import annotations

import pytest

from domain.banks import Bank, NotABankAccountNumber, find_banks, read_account_number, same_person

GTB, ZENITH, FIRST = (
    Bank("058", "Guaranty Trust Bank"),
    Bank("057", "Zenith Bank"),
    Bank("011", "First Bank of Nigeria"),
)
FCMB = Bank("214", "First City Monument Bank")
BANKS = (GTB, ZENITH, FIRST, FCMB)


class TestAnAccountNumber:
    @pytest.mark.parametrize("typed", ["0123456789", " 0123 456 789 ", "0123-456-789", "012.345.6789"])
    def test_has_ten_digits_however_they_are_parted(self, typed: str) -> None:
        assert read_account_number(typed) == "0123456789"

    @pytest.mark.parametrize(
        "typed", ["", "012345678", "01234567890", "O123456789", "٠١٢٣٤٥٦٧٨٩", "+123456789"]
    )
    def test_is_nothing_else(self, typed: str) -> None:
        with pytest.raises(NotABankAccountNumber):
            read_account_number(typed)


class TestFindingABank:
    @pytest.mark.parametrize(
        ("said", "found"),
        [
            ("zenith", (ZENITH,)),
            ("Zenith Bank", (ZENITH,)),
            ("guaranty", (GTB,)),
            ("first", (FIRST, FCMB)),
            ("first bank", (FIRST, FCMB)),
            ("First Bank of Nigeria", (FIRST,)),
            ("first city", (FCMB,)),
            ("bank of nowhere", ()),
            ("", ()),
            ("!!", ()),
        ],
    )
    def test_takes_any_part_of_its_name(self, said: str, found: tuple[Bank, ...]) -> None:
        assert find_banks(BANKS, said) == found


class TestOnePerson:
    @pytest.mark.parametrize(
        ("customer", "holder"),
        [
            ("Ada Obi", "ADA OBI"),
            ("Ada Obi", "OBI ADA"),
            ("Ada Obi", "OBI, ADA CHIOMA"),
            ("Ada Chioma Obi", "ADA OBI"),
            ("Ada C. Obi", "OBI ADA CHIOMA"),
            ("Mrs Ada Obi", "OBI ADA"),
            ("Adá Òbí", "ADA OBI"),
            ("Ọlá Adé-Johnson", "OLA ADE JOHNSON"),
            ("D'Angelo Obi", "DANGELO OBI"),
            ("ada   obi", "Ada Obi"),
        ],
    )
    def test_is_known_by_the_words_of_the_name(self, customer: str, holder: str) -> None:
        assert same_person(customer, holder)
        assert same_person(holder, customer)

    @pytest.mark.parametrize(
        ("customer", "holder"),
        [
            ("Ada", "ADA OBI"),  # a first name alone is that of thousands
            ("Ada Obi", "ADA OKAFOR"),
            ("Ada Obi", "CHUKWUEMEKA DANJUMA"),
            ("Ada Obi Okafor", "ADA OBI NWOSU"),
            ("Ada X. Obi", "ADA CHIOMA OBI"),
            ("Mr Obi", "MR OBI CHUKWU"),
            ("Obi", "OBI"),
            ("", "ADA OBI"),
            ("Ada Obi", ""),
            ("Ada Obi", "ADAOBI"),
            ("✨✨", "✨✨"),
        ],
    )
    def test_is_nobody_else(self, customer: str, holder: str) -> None:
        assert not same_person(customer, holder)
        assert not same_person(holder, customer)
