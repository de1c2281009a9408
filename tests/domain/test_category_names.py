import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.talk.categories import (
    CATEGORIES,
    LABELS,
    QUESTIONS,
    WORTH_FOLLOWING,
    clean_category,
    not_known,
    open_questions,
    split_learned,
)
from caretrack.errors import CareError

TEN = ["who", "want", "worry", "fear", "need", "view", "expect", "together", "beyond", "better"]
BESIDE = [
    "goal", "drive", "challenge", "joy", "family", "health", "hobby", "passion", "preference",
    "constraint", "boundary", "other",
]  # fmt: skip


def test_the_ten_questions_stand_in_the_order_of_the_design():
    assert [question.name for question in QUESTIONS] == TEN
    assert (*TEN, *BESIDE) == CATEGORIES
    assert len(set(CATEGORIES)) == 22


def test_every_category_has_a_short_heading_of_its_own():
    assert list(LABELS) == list(CATEGORIES)
    assert len(set(LABELS.values())) == len(LABELS)
    assert all(0 < len(label) <= 22 for label in LABELS.values())


@pytest.mark.parametrize("question", QUESTIONS, ids=TEN)
def test_no_wording_knows_a_gender(question):
    assert question.question.endswith("?")
    wording = f"{question.question} {question.label} {question.unknown}".lower()
    assert not re.search(r"\b(she|he|her|his|him|hers)\b", wording)
    assert re.search(r"\b(they|them|their)\b", wording)


def test_only_what_is_theirs_is_worth_following_up():
    assert set(WORTH_FOLLOWING) < set(CATEGORIES)
    assert not set(WORTH_FOLLOWING) & {
        "view",
        "expect",
        "boundary",
        "other",
    }
    assert len(set(WORTH_FOLLOWING)) == len(WORTH_FOLLOWING) == 18


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_built_in_category_is_taken_in_any_case(category):
    assert clean_category(f" {category.upper()} ") == category


@pytest.mark.parametrize(
    "word",
    [
        "allergy",
        "pet",
        "wine",
        "health",
        "food",
        "travel",
        "sport",
        "work",
        "music",
        "gear",
        "faith",
        "home",
        "co-founder",
        "größe",
        "家族",
        "здоровье",
        "bo",
    ],
)
def test_a_new_word_makes_a_category(word):
    assert clean_category(word) == word


def test_an_accent_typed_apart_is_part_of_its_letter():
    assert clean_category("sante\u0301") == "sant\xe9"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("famly", "family"),
        ("Familly", "family"),
        ("families", "family"),
        ("kids", "family"),
        ("children", "family"),
        ("mother", "family"),
        ("brother", "family"),
        ("worries", "worry"),
        ("goals", "goal"),
        ("gaol", "goal"),
        ("hobbies", "hobby"),
        ("fears", "fear"),
        ("wants", "want"),
        ("needs", "need"),
        ("chalenge", "challenge"),
        ("boundaries", "boundary"),
        ("notes", "other"),
        ("allergies", "allergy"),
        ("alergy", "allergy"),
    ],
)
def test_a_word_near_to_a_known_one_is_refused_with_the_suggestion(word, meant):
    with pytest.raises(CareError) as refused:
        clean_category(word, in_use=["allergy", "wine"])
    assert refused.value.message == f"no category '{word.lower()}'"
    assert refused.value.hint.startswith(f"Did you mean {meant}?")


def test_a_word_already_in_the_journal_is_taken_though_it_is_near_to_another():
    assert clean_category("kids", in_use=["kids"]) == "kids"
    assert clean_category("goals", in_use=iter(["goals"])) == "goals"


@pytest.mark.parametrize(
    "word", ["", " ", "a", "-ab", "two words", "b2b", "a_b", "x" * 25, "fam:ly", "--", "a\x1b[m"]
)
def test_what_is_no_word_is_no_category(word):
    with pytest.raises(CareError, match="cannot be a category"):
        clean_category(word)


@given(st.text(max_size=30), st.lists(st.text(min_size=2, max_size=8), max_size=4))
def test_a_category_that_was_taken_is_taken_again_as_it_is(word, known):
    try:
        category = clean_category(word, known)
    except CareError as refused:
        assert refused.hint
    else:
        assert clean_category(category, [*known, category]) == category
        assert 2 <= len(category) <= 24


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("family: daughter Mia starts school", ("family", "daughter Mia starts school")),
        ("goal:open a second site", ("goal", "open a second site")),
        ("  Fear :  the audit: again ", ("Fear", "the audit: again")),
    ],
)
def test_what_was_learned_is_split_at_the_first_colon(text, halves):
    assert split_learned(text) == halves


@pytest.mark.parametrize("text", ["", "daughter Mia", "family:", " : starts school", ":"])
def test_what_was_learned_needs_both_halves(text):
    with pytest.raises(CareError, match='"family: daughter Mia'):
        split_learned(text)


def test_answered_declined_and_closed_questions_are_not_open():
    still_open = open_questions(answered={"who", "worry"}, silent=["fear"])
    assert [question.name for question in still_open] == [
        "want",
        "need",
        "view",
        "expect",
        "together",
        "beyond",
        "better",
    ]


@given(st.sets(st.sampled_from(CATEGORIES)), st.sets(st.sampled_from(CATEGORIES)))
def test_every_question_is_open_or_answered_or_silent_and_in_order(answered, silent):
    still_open = [question.name for question in open_questions(answered, silent)]
    assert still_open == [category for category in TEN if category not in answered | silent]


@pytest.mark.parametrize(
    ("answered", "shown", "sentence"),
    [
        (
            {"who", "want", "worry", "need"},
            2,
            "Not known yet: what they fear, how they see you and 4 more.",
        ),
        (
            set(TEN[:8]),
            2,
            "Not known yet: which problems they do not name, what would make their life better.",
        ),
        (set(TEN[1:]), 2, "Not known yet: who they are."),
        ({"who"}, 1, "Not known yet: what they want and 8 more."),
        (set(TEN), 2, ""),
    ],
)
def test_the_first_unknown_things_are_named_and_the_others_counted(answered, shown, sentence):
    assert not_known(open_questions(answered, ()), shown) == sentence


def test_two_are_named_when_nothing_else_is_said():
    assert not_known(QUESTIONS) == "Not known yet: who they are, what they want and 8 more."
