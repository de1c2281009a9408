"""One identity of a phone number: how it is written, where it belongs, and what cannot be known."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.people.phone import (
    PhoneBook,
    calling_code,
    country_code,
    distinct_phones,
    is_fuller,
    known_phone,
    phone_key,
    same_phone,
    stored_phone_key,
)

BERLIN = "+49301234567"
HALL = "+12125550142"


@pytest.mark.parametrize(
    ("text", "country", "key"),
    [
        # Germany: trunk 0, in brackets, left in by mistake, or lost in a spreadsheet
        ("+49 30 1234567", "", BERLIN),
        ("+49 30 1234567", "US", BERLIN),
        ("030 1234567", "DE", BERLIN),
        ("+49 (0)30 123 45 67", "", BERLIN),
        ("0049 30 1234567", "", BERLIN),
        ("0049 (0) 30 / 123 45-67", "", BERLIN),
        ("+49 030 1234567", "", BERLIN),
        ("(+49) 30 1234567", "", BERLIN),
        ("30 1234567", "DE", BERLIN),
        ("tel:+49-30-1234567", "", BERLIN),
        ("Büro: 030.1234567", "DE", BERLIN),
        ("fax 030 1234567", "DE", BERLIN),
        ("030 1234567 (office)", "DE", BERLIN),
        ("\uff10\uff13\uff10 1234567", "DE", BERLIN),
        ("\u0660\u0663\u0660 \u0661\u0662\u0663\u0664\u0665\u0666\u0667", "DE", BERLIN),
        ("011 49 30 1234567", "US", BERLIN),
        ("0011 49 30 1234567", "AU", BERLIN),
        ("0049 30 1234567", "AU", BERLIN),
        ("010 49 30 1234567", "JP", BERLIN),
        ("8~10 49 30 1234567", "RU", BERLIN),
        # The United States and Canada: trunk 1
        ("(212) 555-0142", "US", HALL),
        ("1-212-555-0142", "CA", HALL),
        ("+1 212 555 0142", "", HALL),
        ("+1 (1) 212 555 0142", "", HALL),
        ("1-800-FLOWERS", "US", "+18003569377"),
        ("+1-800-MY-APPLE", "", "+18006927753"),
        # Italy keeps its 0
        ("06 1234567", "IT", "+39061234567"),
        ("+39 06 1234567", "", "+39061234567"),
        ("+39 (0)6 1234567", "", "+39061234567"),
        ("347 1234567", "IT", "+393471234567"),
        # Hungary 06; Russia 8; Lithuania 8 and 0; Belarus 80; the Marshall Islands 1
        ("06 1 234 5678", "HU", "+3612345678"),
        ("+36 06 1 234 5678", "", "+3612345678"),
        ("8 (495) 123-45-67", "RU", "+74951234567"),
        ("495 123-45-67", "RU", "+74951234567"),
        ("800 555 35 35", "RU", "+78005553535"),
        ("+7 8 495 123 45 67", "", "+74951234567"),
        ("8 612 34567", "LT", "+37061234567"),
        ("0 612 34567", "LT", "+37061234567"),
        ("8 029 123 45 67", "BY", "+375291234567"),
        ("1 247 1234", "MH", "+6922471234"),
        # Spain and Portugal have none; a 0 that is written all the same is not theirs
        ("911 234 567", "ES", "+34911234567"),
        ("0912345678", "PT", "+351912345678"),
        ("+351 (0)912 345 678", "", "+351912345678"),
        # South Africa: 011 is Johannesburg, not a call abroad
        ("011 491 2345", "ZA", "+27114912345"),
        # Nobody knows the country
        ("030 1234567", "", "301234567"),
        ("011 49 30 1234567", "", "1149301234567"),
        ("(212) 555-0142", "", "2125550142"),
        ("+999 123 4567", "", "+9991234567"),
        # Extensions
        ("+49 30 901820 ext. 12", "", "+4930901820x12"),
        ("030 901820 x12", "DE", "+4930901820x12"),
        ("030 901820 Durchwahl: 12", "DE", "+4930901820x12"),
        ("+49 30 901820;ext=12", "", "+4930901820x12"),
        ("+49 30 901820,,12", "", "+4930901820x12"),
        ("+49 30 901820 #12", "", "+4930901820x12"),
        # No whole number
        ("", "DE", ""),
        ("110", "DE", ""),
        ("12345", "", ""),
        ("none", "DE", ""),
        ("+", "", ""),
        ("00", "DE", ""),
        ("030 1234567 / 0171 1234567", "DE", ""),
        ("0000000000", "", ""),
    ],
)
def test_a_number_has_one_key_however_it_is_written(text: str, country: str, key: str) -> None:
    assert phone_key(text, country) == key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+351 912 345 678", "00351-912-345-678", True),
        ("+351 912 345 678", "0912345678", True),
        ("+44 (0)20 7946 0018", "020 7946 0018", True),
        ("+1 (212) 555-0142", "212.555.0142", True),
        ("+1 212 555 0142", "+351 212 555 0142", False),
        ("212 555 0142", "212 555 0143", False),
        ("+49 30 901820 ext. 12", "030 901820 ext 13", False),
        ("+49 30 901820 x12", "030 901820 x12", True),
        ("+351 912345678", "345678", False),
        ("+12345 6789012", "6789012", False),
        ("+39 06 1234567", "06 1234567", True),
        ("+49 06 1234567", "006 1234567", False),
        ("+1 212 555 0142", "1 212 555 0142", True),
    ],
)
def test_a_number_in_another_writing(one: str, other: str, same: bool) -> None:
    assert same_phone(phone_key(one), phone_key(other)) is same
    assert same_phone(phone_key(other), phone_key(one)) is same


@pytest.mark.parametrize("text", ["", "12345", "none", "+"])
def test_what_is_too_short_is_no_number(text: str) -> None:
    assert phone_key(text) == ""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("110", "110"),
        ("1 10", "110"),
        ("skype:Ana99", "skype:ana99"),
        ("ask   Ben", "ask ben"),
        ("+", "+"),
        ("030 1234567", BERLIN),
    ],
)
def test_what_is_no_whole_number_is_compared_by_what_it_is(text: str, key: str) -> None:
    assert stored_phone_key(text, "DE") == key


def test_a_short_number_is_no_end_of_another() -> None:
    assert not same_phone("+351345678", "345678")


def test_a_number_is_known_among_several_only_where_one_can_be_meant() -> None:
    assert known_phone(BERLIN, ["2125550142", "301234567"]) == "301234567"
    assert known_phone("301234567", [BERLIN]) == BERLIN
    assert known_phone("301234567", [BERLIN, "+44301234567"]) == ""
    assert known_phone("301234567", [BERLIN, "+44301234567", "301234567"]) == "301234567"
    assert known_phone(HALL, []) == ""


def test_a_number_that_says_its_country_is_fuller() -> None:
    assert is_fuller(BERLIN, "301234567")
    assert not is_fuller("301234567", BERLIN)
    assert not is_fuller(BERLIN, BERLIN)


@pytest.mark.parametrize(
    ("texts", "country", "stay"),
    [
        (["+49 30 1234567", "030 1234567", "+49 (0)30 123 45 67", "0049 30 1234567"], "DE",
            {0: BERLIN}),
        (["030 1234567", "+49 30 1234567", "0049301234567"], "DE", {1: BERLIN}),
        (["030 1234567", "+49 30 1234567"], "", {1: BERLIN}),
        (["030 1234567", "30 1234567"], "", {0: "301234567"}),
        (["+49 30 1234567", "+44 30 1234567", "030 1234567"], "",
            {0: BERLIN, 1: "+44301234567", 2: "301234567"}),
        (["110", "112", "110"], "", {0: "110", 1: "112"}),
        ([], "DE", {}),
    ],
)  # fmt: skip
def test_of_several_forms_of_one_number_the_fullest_stays(
    texts: list[str], country: str, stay: dict[int, str]
) -> None:
    assert distinct_phones(texts, country) == stay


@pytest.mark.parametrize(
    ("text", "code"), [("de", "DE"), (" US ", "US"), ("xx", ""), ("", ""), ("Germany", "")]
)
def test_a_country_is_two_letters_that_are_known(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("digits", "code"),
    [("4930", "49"), ("12125550142", "1"), ("351912", "351"), ("999", ""), ("", "")]
)  # fmt: skip
def test_a_calling_code_is_told_from_what_follows(digits: str, code: str) -> None:
    assert calling_code(digits) == code


nationals = st.text("23456789", min_size=1, max_size=1).flatmap(
    lambda first: st.text(string.digits, min_size=7, max_size=9).map(lambda rest: first + rest)
)
# Of each sort of trunk prefix one; of those that a number may begin with, the length is fixed.
zero_countries = st.sampled_from([("DE", "49"), ("GB", "44"), ("JP", "81"), ("ZA", "27")])


@given(zero_countries, nationals)
def test_every_form_of_a_number_has_one_key(country: tuple[str, str], number: str) -> None:
    name, code = country
    forms = [f"+{code}{number}", f"+{code} (0){number}", f"00{code} {number}", f"0{number}", number]
    assert {phone_key(form, name) for form in forms} == {f"+{code}{number}"}
    assert same_phone(phone_key(f"0{number}"), f"+{code}{number}")
    assert len(distinct_phones(forms, name)) == 1


@given(st.text(string.digits, min_size=10, max_size=10))
def test_ten_digits_in_america_are_told_from_eleven(number: str) -> None:
    if number[0] in "01":
        return
    forms = [number, f"1{number}", f"+1{number}", f"011 1 {number}"]
    assert {phone_key(form, "US") for form in forms} == {f"+1{number}"}


@given(st.text(max_size=40), st.sampled_from(["", "DE", "US", "IT", "RU", "HU"]))
def test_any_text_has_a_key_and_the_key_of_a_key_is_itself(text: str, country: str) -> None:
    key = phone_key(text, country)
    assert key == "" or 7 <= len(key.lstrip("+").partition("x")[0]) <= 15
    if key.startswith("+") and "x" not in key:
        assert same_phone(phone_key(key, country), key)
    assert same_phone(key, key)


@given(st.lists(st.text("0123456789+ ()", max_size=16), max_size=5), st.sampled_from(["", "DE"]))
def test_no_number_is_lost_when_its_forms_become_one(texts: list[str], country: str) -> None:
    stay = distinct_phones(texts, country)
    assert set(stay) <= set(range(len(texts)))
    for text in texts:
        key = stored_phone_key(text, country)
        assert any(same_phone(key, kept) for kept in stay.values())


BOOK = PhoneBook(
    [("+493012345", "a"), ("012345678", "b"), ("+491701234567", "c"), ("+491701234567", "d"),
     ("+39061234567", "e"), ("1234567", "f")]
)  # fmt: skip


@pytest.mark.parametrize(
    ("key", "holders"),
    [
        ("+493012345", ["a"]),
        ("+491701234567", ["c", "d"]),
        ("1701234567", ["c", "d"]),
        ("+491234567", ["f"]),
        ("12345678901", []),
        ("", []),
    ],
)
def test_the_holders_of_a_number_among_many(key: str, holders: list[str]) -> None:
    assert BOOK.holders(key) == holders
