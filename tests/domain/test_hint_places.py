"""Tests of what only hints at somebody: initials, a letter, a short number."""

import pytest

from caretrack.domain.people.hint_places import hint_key
from caretrack.domain.people.mentions import finder, places_in
from caretrack.domain.people.name_or_word import DOUBT, WORD
from caretrack.domain.people.sought import Called, Hint, sought

TORE = Called(["Tore Karl Aske"])
BO = Called(["Bo Å"])
OLGA = Called(["Olga Kern"])
JOAN = Called(["Joan A"])


@pytest.mark.parametrize(
    ("called", "text", "expected"),
    [
        (TORE, "T.K.A. signed it", [("T.K.A", DOUBT)]),
        (TORE, "signed T. K. A.", [("T. K. A", DOUBT)]),
        (TORE, "TKA's plan", [("TKA", DOUBT)]),
        (TORE, "Ask T-K about it", [("T-K", DOUBT)]),
        (TORE, "t.k.a. and tka", []),
        (TORE, "THE TKA RULES", [("TKA", WORD)]),
        (TORE, "T. was late", [("T", DOUBT)]),
        (TORE, "It is T.’s boat", [("T", DOUBT)]),
        (TORE, "Lunch with K.", [("K", DOUBT)]),
        (TORE, "A T-shirt, and vitamin K", []),
        (TORE, "K. T. was here", []),
        (TORE, "T. Olsen was here", []),
        (OLGA, "That is OK", [("OK", WORD)]),
        (OLGA, "O.K. came by", [("O.K", DOUBT)]),
        (BO, "Å was there", [("Å", DOUBT)]),
        (BO, "A\u030a was there", [("A\u030a", DOUBT)]),
        (BO, "en å i skogen", [("å", WORD)]),
        (BO, "A friend of BÅ", [("BÅ", DOUBT)]),
        (BO, "Bo Å", [("Bo Å", "person")]),
        (JOAN, "A friend came, and A too", [("A", WORD), ("A", DOUBT)]),
        (JOAN, "a friend", []),
        (Called(["Joan I"]), "She and I", [("I", WORD)]),
        (Called(["Uma"], [], ["jb@x.example"]), "write to jb", [("jb", DOUBT)]),
        (Called(["Uma"], [], ["so@x.example"]), "so it is", [("so", WORD)]),
        (Called(["Uma"], [], ["so@x.example"]), "ask @so", [("so", DOUBT)]),
        (Called(["Uma"], [], ["u@x.example"]), "u at @u", [("u", DOUBT)]),
        (Called(["Uma"], [], [], ["112"]), "extension 112, 1123", [("112", DOUBT)]),
        (
            Called(["Uma"], [], [], ["112", "912 112 678"]),
            "912 112 678",
            [("912 112 678", "person")],
        ),
        (Called(["Uma"], [], [], ["1999"]), "in 1999", [("1999", WORD)]),
        (Called(["🦊"]), "lunch with 🦊", [("🦊", DOUBT)]),
        (Called(["???"]), "who???", [("???", WORD)]),
        (Called(["王小明"]), "王者来了，小王也来了", [("王", WORD), ("王", "person")]),
    ],
)
def test_a_hint_is_in_doubt_or_a_plain_word(
    called: Called, text: str, expected: list[tuple[str, str]]
) -> None:
    names = sought(called, ())
    found = [(text[place.start : place.end], place.verdict) for place in places_in(text, names)]
    assert found == expected
    assert not found or finder(names)(text)


def test_the_place_of_a_hint_has_its_key_as_the_word() -> None:
    assert hint_key(Hint("BÅ", "initials")) == "ba"
    assert hint_key(Hint("???", "no letters")) == "???"
