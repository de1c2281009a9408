from datetime import date

import pytest

from caretrack.domain.draft.check import check_draft
from caretrack.domain.draft.ideas import DraftReader
from caretrack.domain.model import Fact

TODAY = date(2026, 11, 21)


def found(text, rule, reader=None):
    return [
        finding.words
        for finding in check_draft(text, reader, TODAY).findings
        if finding.rule == rule
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Long time!",
        "Sorry for the radio silence.",
        "Here's wishing you a joyful everything.",
        "I simply wanted to see how you lot are.",
        "I simply had to say hi.",
        "Just thought I should say hello.",
        "I've not called you in a while.",
        "I have been meaning to write for ages.",
        "Any plans for the weekend?",
        "Quick one. What's occurring with you?",
    ],
)
def test_an_empty_sentence_opens_anybodys_letter_in_any_wording(text):
    assert found(text, "generic-opener")
    assert found(f"The bakery in the harbour burned down on Friday. {text}", "generic-opener") == []


@pytest.mark.parametrize(
    "text",
    [
        "Did it arrive?",
        "Are you free on Tuesday?",
        "How did they like it?",
        "Any plans for lunch?",
        "You were right.",
        "I am sorry for that.",
        "I wish you were here.",
        "How much are we getting?",
        "She was wondering if you said hi.",
        "I hope the bakery is well again.",
        "Hope those 12 are in luck.",
        "x",
        " ".join(["well"] * 50),
    ],
)
def test_a_sentence_that_points_at_something_or_names_it_does_not_open_anybodys_letter(text):
    assert found(text, "generic-opener") == []


STORY = "The bakery in the harbour burned down on Friday."


@pytest.mark.parametrize(
    "text",
    [
        "Wishing you a peaceful end of the year.",
        "Hope we can catch up again.",
        "We must have lunch one of these days.",
        "Would be great to connect whenever you have a moment.",
        "Any questions, just shout!",
        "If I can be of any use, you have my number.",
        "Keep on trucking!",
    ],
)
def test_an_empty_sentence_closes_anybodys_letter_in_any_wording(text):
    assert found(f"{STORY} {text}", "reflex-sign-off")
    assert found(f"{STORY} {text} {STORY}", "reflex-sign-off") == []


@pytest.mark.parametrize(
    "text",
    [
        "Lunch on Friday?",
        "Speak soon.",
        "I hope it is over.",
        "Keep the key.",
        "Tell me more.",
        "Stay with us until Easter is over and all is well.",
    ],
)
def test_a_sign_off_with_a_day_or_a_thing_is_a_plan_and_no_reflex(text):
    assert found(f"{STORY} {text}", "reflex-sign-off") == []


def test_small_talk_is_theirs_where_the_journal_has_the_word():
    fact = Fact(
        "fct1", "prs1", "hobby", "collects radio sets", "told", date(2026, 10, 1), None, None
    )
    text = "Sorry for the radio silence."
    assert found(text, "generic-opener", DraftReader("Ana Silva"))
    assert found(text, "generic-opener", DraftReader("Ana Silva", facts=(fact,))) == []


def test_a_number_from_their_facts_makes_a_letter_personal():
    fact = Fact(
        "fct1", "prs1", "hobby", "coaches under-12 football", "told", date(2026, 10, 1), None, None
    )
    text = "We had a long week here, and I was thinking of the under-12s when I came home."
    assert found(
        text, "not-personal", DraftReader("Omar Farouk", facts=(fact._replace(text="football"),))
    )
    assert found(text, "not-personal", DraftReader("Omar Farouk", facts=(fact,))) == []


def test_a_question_with_no_word_of_its_own_asks_about_the_sentence_before():
    fact = Fact("fct1", "prs1", "hobby", "chess", "told", date(2026, 10, 1), None, None)
    text = "We have a friend in our street who carves wooden spoons at night."
    for reader in (DraftReader("Ana Silva"), DraftReader("Ana Silva", facts=(fact,))):
        assert found(f"{text} I like her.", "not-personal", reader)
        assert found(f"{text} Would you like to meet her?", "not-personal", reader) == []


@pytest.mark.parametrize(
    "signed",
    [
        "The team at Hollins Gym",
        "Everyone at Hollins Gym",
        "Your team of Hollins Gym",
        "Hollins Gym",
    ],
)
def test_the_writers_firm_makes_no_letter_personal(signed):
    letter = (
        "Hi Nora,\n\nA warm welcome to Hollins Gym! We are delighted that you have joined us, and "
        f"so is everybody here.\n\nKind regards,\n{signed}"
    )
    findings = check_draft(letter, None, TODAY).findings
    assert "not-personal" in {finding.rule for finding in findings}
