"""A text as the full-text index has it."""

import pytest

from caretrack.domain.language.index_text import index_text, quote_words


@pytest.mark.parametrize(
    ("text", "indexed"),
    [
        ("plain words", "plain words"),
        ("Łódka, Øre", "lódka, ore"),
        ("straße", "strasse"),
        ("東京で", " 東  京  で "),
    ],
)
def test_letters_are_plain_and_signs_without_spaces_stand_alone(text: str, indexed: str) -> None:
    assert index_text(text) == indexed


@pytest.mark.parametrize(
    ("words", "query"),
    [("the harbour", '"the harbour"'), ('a "b" OR c', '"a ""b"" OR c"'), ("港", '"港"')],
)
def test_nothing_in_the_words_of_a_search_is_an_operator(words: str, query: str) -> None:
    assert quote_words(words) == query
