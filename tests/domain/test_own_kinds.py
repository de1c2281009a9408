"""Your own words for a kind go before its family's, but never before sales (S1.4, S3.5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.kinds.families import BUILT_IN, CARE, SALES, Kind
from caretrack.domain.kinds.guess import Guess, guess, own_rules
from caretrack.domain.kinds.samples import kind_words

KNOWN = {
    kind.kind: kind
    for kind in (*BUILT_IN, Kind("workshop", CARE, "a workshop"), Kind("tender", SALES, "a tender"))
}
WORDS = {
    "workshop": ("half a day", "White-board*", "lunch & learn"),
    "tender": ("tender", "coffee round"),
    "listen": ("on the bench",),
}
OWN = own_rules(WORDS, KNOWN)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("half a day on the new forms", Guess("workshop", "half a day")),
        ("HALF  a day", Guess("workshop", "HALF  a day")),
        ("stood at the white-boards", Guess("workshop", "white-boards")),
        ("lunch & learn, all of them", Guess("workshop", "lunch & learn")),
        ("thanked her after half a day", Guess("workshop", "half a day")),
        ("sat on the bench", Guess("listen", "on the bench")),
        ("wrote the tender", Guess("tender", "tender")),
        ("a demo, then the tender", Guess("tender", "tender")),
        ("the coffee round was long", Guess("tender", "coffee round")),
    ],
)
def test_words_of_ones_own_speak_for_their_kind_before_those_of_the_same_family(note, expected):
    assert guess(note)[:2] != expected[:2]
    assert guess(note, OWN)[:2] == expected[:2]


@pytest.mark.parametrize(
    "note",
    [
        "half a day, and sent the invoice",
        "half a day on the renewal",
        "half a day, a demo",
        "on the bench with our proposal",
    ],
)
def test_a_note_with_own_words_of_care_and_words_of_sales_is_sales(note):
    assert KNOWN[guess(note, OWN).kind].family == SALES


@pytest.mark.parametrize(
    "note",
    ["did not mention the tender", "her tender with the council", "he complained about our tender"],
)
def test_own_words_of_sales_that_are_denied_or_theirs_do_not_count(note):
    assert KNOWN[guess(note, OWN).kind].family == CARE


@pytest.mark.parametrize("phrase", ["", "…", ", ; !", "*", "ab*"])
def test_what_is_no_phrase_speaks_for_nothing(phrase):
    assert guess("abacus, and so on", own_rules({"workshop": (phrase,)}, KNOWN)).kind != "workshop"


def test_the_words_of_a_kind_are_shown_first():
    assert kind_words("workshop", WORDS["workshop"]).always == (
        "half a day",
        "White-board…",
        "lunch & learn",
    )
    assert kind_words("listen", ("on the bench",)).always[0] == "on the bench"
    assert kind_words("workshop").always == ()


@given(
    st.text(max_size=200),
    st.dictionaries(
        st.sampled_from(sorted(KNOWN)), st.lists(st.text(max_size=30), max_size=4), max_size=4
    ),
)
def test_any_words_are_taken_and_what_decided_stands_in_the_note(note, words):
    found = guess(note, own_rules(words, KNOWN))
    assert found.kind in KNOWN
    assert found.words in note
