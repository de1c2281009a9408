"""Your own phrases in the draft check (S1.2): those also faulted, and those never faulted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.draft.check import OwnPhrases, check_draft
from labelled import readers

TODAY = date(2026, 11, 21)
GENERIC = ("Trusting the boat floats", "greetings from the valley")


def found(text, reader=None, **own):
    return [
        (finding.rule, finding.words)
        for finding in check_draft(text, reader, TODAY, own=OwnPhrases(**own)).findings
    ]


@pytest.mark.parametrize(
    ("letter", "words"),
    [
        ("Hi Ana,\n\ntrusting the boat floats.\n", "trusting the boat floats"),
        ("Hi Ana,\n\nTRUSTING  the\nboat floats!\n", "TRUSTING  the\nboat floats"),
        (
            "Hi Ana,\n\nGreetings from the valley. How did Mia's first week go?\n",
            "Greetings from the valley",
        ),
        (
            "Hi Ana,\n\nHow did Mia's first week go? Greetings from the valley\n",
            "Greetings from the valley",
        ),
    ],
)
def test_a_phrase_of_ones_own_is_faulted_wherever_it_stands(letter, words):
    assert ("generic-opener", words) not in found(letter)
    assert ("generic-opener", words) in found(letter, generic=GENERIC)


def test_a_finding_says_that_the_phrase_is_on_ones_own_list():
    reading = check_draft(
        "Hi,\n\ntrusting the boat floats.\n", None, TODAY, own=OwnPhrases(GENERIC)
    )
    assert "your own list" in reading.findings[0].why
    assert reading.findings[0].suggestion


@pytest.mark.parametrize(
    "letter",
    [
        "Hi Ana,\n\ntrusting the boat floats with Mia aboard at last.\n",
        "Hi Ana,\n\nafter your regatta in Porto, trusting the boat floats.\n",
        "Hi Ana,\n\ntrusting the boats float.\n",
        "Hi Ana,\n\n> trusting the boat floats\n\nHow did Mia's first week go?\n",
    ],
)
def test_a_phrase_of_ones_own_passes_beside_something_of_theirs_in_other_words_or_quoted(letter):
    assert "generic-opener" not in [rule for rule, _ in found(letter, generic=GENERIC)]


@pytest.mark.parametrize(
    ("letter", "rule", "allow"),
    [
        (
            "Hi Ana,\n\nI hope you are well. How did Mia's first week go?\n",
            "generic-opener",
            "hope you are well",
        ),
        (
            "Hi Ana,\n\nI hope you're well. How did Mia's first week go?\n",
            "generic-opener",
            "Hope you are well!",
        ),
        (
            "Hi Ana,\n\nHow did Mia's first week go?\n\nStay safe,\nTom\n",
            "reflex-sign-off",
            "stay safe",
        ),
        (
            "Hi Ana,\n\nHow did Mia's first week go? Our special offer ends on Friday.\n",
            "selling",
            "special offer",
        ),
        (
            "Hi Ana,\n\nWishing you and yours everything. How did Mia's first week go?\n",
            "generic-opener",
            "you and yours",
        ),
    ],
)
def test_what_touches_an_allowed_phrase_is_not_faulted(letter, rule, allow):
    assert rule in [rule for rule, _ in found(letter)]
    assert rule not in [rule for rule, _ in found(letter, allow=(allow,))]


def test_a_phrase_that_is_both_allowed_and_faulted_is_allowed():
    assert (
        found(
            "Hi,\n\nGreetings from the valley. How did Mia's first week go?",
            generic=GENERIC,
            allow=GENERIC,
        )
        == []
    )


def test_an_empty_phrase_is_ignored():
    letter = "Hi Ana,\n\nHow did Mia's first week go?\n"
    assert found(letter, generic=("", "…"), allow=("!",)) == found(letter)


def test_ones_own_name_makes_no_letter_personal():
    letter = (
        "Hi there,\n\njust a line from Wolfgang Amsel, who writes to you all again. It is "
        "Wolfgang, and Amsel is here too.\n"
    )
    assert "not-personal" not in [rule for rule, _ in found(letter)]
    assert "not-personal" in [rule for rule, _ in found(letter, name="Wolfgang Amsel")]


@given(
    st.text(),
    st.lists(st.text(), max_size=3),
    st.lists(st.text(), max_size=3),
    st.text(max_size=20),
)
def test_any_phrases_are_taken_and_a_finding_is_a_place_in_the_draft(draft, generic, allow, name):
    for finding in check_draft(
        draft, readers()["ana"], TODAY, own=OwnPhrases(tuple(generic), tuple(allow), name)
    ).findings:
        assert finding.words == draft[finding.start : finding.end]
