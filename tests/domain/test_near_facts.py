from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.model import Fact
from caretrack.domain.talk.learning import near_facts

DAY = date(2026, 10, 14)


def fact(text, category="family", id="fact", source="told", retired=None, learned=DAY):
    return Fact(id, "ana", category, text, source, learned, None, retired)


NEAR = [
    ("daughter Mia starts school in May", "daughter Mia starts school in May"),
    ("daughter Mia starts school in May", "daughter Mia starts school in September"),
    ("daughter Mia starts school in May", "Daughter Mia begins school in May"),
    ("daughter Mia starts school in May", "Mia starts school in May"),
    ("the Q3 budget", "the Q4 budget"),
    ("the Q3 budget: two teams, one pot", "Q3 budget, two teams and one pot"),
    ("churn among the small shops", "churn amongst small shops"),
    ("close the books in five days", "close the books in 5 days"),
    ("close the books in 12 days", "close the books in 5 days"),
    ("restores an old sailing boat", "he is restoring an old sailing boat"),
    ("open a second site by spring", "open a second site next year"),
    ("marathon in spring", "the marathon"),
    ("José plays the cello", "jose plays the cello"),
    ("allergic to nuts", "Allergic to nuts!"),
    ("sailing", "saling"),
    ("一年に監査を一回にしたい", "一年に監査は一回にしたい"),
    ("хочет открыть второй магазин", "хочет открыть второй магазин весной"),
    ("paint old boats", "paints old boats"),
    ("5", "5"),
    ("the", "the"),
]
FAR = [
    ("daughter Mia starts school in May", "daughter Mia plays the cello"),
    ("her sister Noor is a nurse", "her sister Samira is a nurse"),
    ("son Leo plays football", "son Max plays football"),
    ("his brother is ill", "his mother is ill"),
    ("allergic to nuts", "allergic to cats"),
    ("wants a quiet August for once", "wants one screen for both shops"),
    ("likes tea", "likes coffee"),
    ("restores old boats", "restores old cars"),
    ("brother", "mother-in-law"),
    ("the budget", "the churn"),
    ("fear of dogs", "fear of flying"),
    ("5", "7"),
    ("!", "?"),
    ("", "daughter"),
    ("choir, second alto", "sings in the choir of her town, on Thursdays"),
]


@pytest.mark.parametrize(("old", "new"), NEAR)
def test_the_same_said_in_other_words_is_near(old, new):
    known = fact(old)
    assert near_facts("family", new, [known]) == [known]
    assert near_facts("family", old, [fact(new)]) == [fact(new)]


@pytest.mark.parametrize(("old", "new"), FAR)
def test_something_else_is_not_near(old, new):
    assert near_facts("family", new, [fact(old)]) == []
    assert near_facts("family", old, [fact(new)]) == []


@pytest.mark.parametrize(
    ("category", "words", "same", "is_near"),
    [
        ("family", 10, 7, True),
        ("family", 10, 6, False),
        ("joy", 20, 17, True),
        ("joy", 20, 16, False),
    ],
)
def test_seven_of_ten_words_are_enough_and_in_another_category_seventeen_of_twenty(
    category, words, same, is_near
):
    one = [f"{letter}a" for letter in "bcdfghjklmnpqrstvwxz"[:words]]
    other = [*one[:same], *(f"{word}o" for word in one[same:])]
    found = near_facts(category, " ".join(one), [fact(" ".join(other), "family")])
    assert bool(found) is is_near


def test_in_another_category_only_nearly_the_same_words_are_near():
    assert (
        near_facts(
            "worry", "churn among small shops", [fact("churn among the small shops", "challenge")]
        )
        != []
    )
    assert (
        near_facts(
            "joy", "daughter Mia begins school", [fact("daughter Mia starts school", "family")]
        )
        == []
    )
    assert (
        near_facts(
            "family", "daughter Mia begins school", [fact("daughter Mia starts school", "family")]
        )
        != []
    )


@pytest.mark.parametrize(
    "item",
    [fact("", source="declined"), fact("a dog", source="closed"), fact("a dog", retired=DAY)],
)
def test_what_is_no_fact_of_now_is_never_near(item):
    assert near_facts("family", "a dog", [item]) == []
    assert near_facts("family", "", [item]) == []


def test_the_nearest_comes_first_and_of_equals_the_newest():
    exact, newer, near = (
        fact("a red boat", id="a"),
        fact("a red boat", id="b", learned=date(2026, 11, 1)),
        fact("a red boat, old", id="c"),
    )
    assert [item.id for item in near_facts("family", "a red boat", [near, exact, newer])] == [
        "b",
        "a",
        "c",
    ]


@given(st.text(max_size=40), st.text(max_size=40))
def test_nearness_goes_both_ways_and_any_text_is_near_to_itself(one, other):
    assert bool(near_facts("family", one, [fact(other)])) == bool(
        near_facts("family", other, [fact(one)])
    )
    assert near_facts("family", one, [fact(one)]) != []
