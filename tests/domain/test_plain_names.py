"""A name without what people leave out or turn round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.people.names import clean_name, company_key, name_key
from caretrack.domain.people.plain_names import (
    given_names,
    indexed_words,
    same_name_key,
    spellings,
    turned,
    unspaced,
    without_middle_initials,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lind, Eva", "Eva Lind"),
        ("Lind,Eva Maria", "Eva Maria Lind"),
        ("van den Berg, Lars", "Lars van den Berg"),
        ("King, Martin Luther, Jr.", "Martin Luther King, Jr."),
        ("Holm, Ida, PhD", "Ida Holm, PhD"),
        ("Smith, E.", "E. Smith"),
        ("Eva Lind", "Eva Lind"),
        ("Smith, Jr.", "Smith, Jr."),
        ("Eva Lind, PhD, MBA", "Eva Lind, PhD, MBA"),
        ("Lind, Inc.", "Lind, Inc."),
        ("Smith, Jones & Co", "Smith, Jones & Co"),
        ("Silva, Pereira Lda", "Silva, Pereira Lda"),
        ("Lind, Eva, from the fair", "Lind, Eva, from the fair"),
        ("Lind,", "Lind,"),
        (", Eva", ", Eva"),
        ("1, 2", "1, 2"),
    ],
)
def test_last_comma_first_is_turned_round_and_nothing_else(text: str, name: str) -> None:
    assert turned(text) == name
    assert clean_name(text) == name
    assert turned(name) == name


@pytest.mark.parametrize(
    ("key", "ways"),
    [
        ("ana silva", ("ana silva",)),
        ("prof. dr. ida holm", ("ida holm",)),
        ("dr. med. ida holm", ("ida holm",)),
        ("ida holm phd", ("ida holm",)),
        ("ida holm, m.d.", ("ida holm md",)),
        ("dr", ("dr",)),
        ("j.r. smith", ("jr smith",)),
        ("j. r. r. tolkien", ("jrr tolkien",)),
        ("st. john", ("st john",)),
        ("o'brien-lee", ("obrien lee", "o brien lee")),
        ("lind, eva", ("eva lind",)),
        ("smith j r", ("smith jr",)),
        ("-", ()),
    ],
)
def test_a_name_is_written_in_words_alone(key: str, ways: tuple[str, ...]) -> None:
    assert spellings(key) == ways


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Eva Lind", "Lind, Eva", True),
        ("Dr. Eva Lind", "Eva Lind", True),
        ("J.R. Smith", "J R Smith", True),
        ("Dr. Lind", "Lind", False),
        ("John Smith", "John Smith Jr.", False),
        ("Eva Lind", "Lind Eva", False),
        ("O'Brien", "OBrien", False),
        ("?!", "?!", True),
        ("山田 太郎", "山田太郎", True),
        ("王小明", "王大明", False),
    ],
)
def test_two_ways_to_write_one_name_are_the_same(one: str, other: str, same: bool) -> None:
    assert (same_name_key(name_key(one)) == same_name_key(name_key(other))) == same


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("john r smith", "john smith"),
        ("john smith jr", "john smith"),
        ("j smith", "j smith"),
        ("john s", "john s"),
        ("smith jr", "smith jr"),
    ],
)
def test_middle_initials_are_left_out(words: str, kept: str) -> None:
    assert " ".join(without_middle_initials(words.split())) == kept


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("王小明", "小明"),
        ("山田 太郎", "太郎"),
        ("山田太郎", "太郎"),
        ("김민수", "민수"),
        ("ガルシア", "シア"),
    ],
)
def test_a_given_name_is_an_end_of_the_whole(name: str, given: str) -> None:
    assert name_key(given) in given_names(name_key(name))
    assert name_key(given) in indexed_words(name_key(name))


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("山田 太郎", "山田太郎"),
        ("太郎さん", "太郎"),
        ("王先生", "王"),
        ("김민수씨", "김민수"),
        ("王 Wei", ""),
        ("ana", ""),
    ],
)
def test_a_name_without_spaces_is_one_word_without_what_is_polite(typed: str, word: str) -> None:
    assert unspaced(name_key(typed)) == name_key(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lagoon Foods", "lagoon foods, Inc."),
        ("Lagoon Foods", "LAGOON-FOODS GmbH"),
        ("Müller", "Müller & Co. KG"),
        ("Silva", "Silva S.A."),
        ("Nowak", "Nowak Sp. z o.o."),
    ],
)
def test_a_company_is_one_in_all_its_legal_forms(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


@given(st.text())
def test_every_word_of_every_spelling_is_looked_up(text: str) -> None:
    key = name_key(text)
    words = indexed_words(key)
    for way in spellings(key):
        for word in way.split():
            if word.isalnum():
                assert word in words
