from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.model import Fact, Feedback, Occasion
from caretrack.domain.talk.categories import CATEGORIES
from caretrack.domain.talk.gestures import LONGEST, WITH_A_GESTURE, find_gestures, missing
from caretrack.domain.talk.openers import Opener, OpenerSources
from caretrack.domain.talk.standing import Sign

TODAY = date(2026, 11, 21)


GESTURES = {row.name: row.gesture for row in WITH_A_GESTURE}


def ago(days):
    return TODAY - timedelta(days=days)


def fact(category="hobby", text="restores an old sailing boat", days=44, source="told", id="fact"):
    return Fact(id, "ben", category, text, source, ago(days), None, None)


def feedback(
    tone="praise",
    text="you answer faster than my own team",
    heard=8,
    acted=None,
    told=None,
    id="feed",
):
    days = [None if days is None else ago(days) for days in (acted, told)]
    return Feedback(
        id,
        "ben",
        "product",
        tone,
        text,
        ago(heard),
        days[0],
        "done" if acted else None,
        days[1],
        None,
    )


def occasion(ahead=3, label="birthday", year=1976, id="occa"):
    day = TODAY + timedelta(days=ahead)
    return Occasion(id, "ben", label, day.month, day.day, year)


def ask(days):
    return Sign(f"ask{days}", ago(days), "ask", None, False, "", None, False)


def made(planned=(), asked=(), **known):
    return find_gestures(OpenerSources(**known), planned, asked, TODAY)


def texts(**given):
    return [idea.text for idea in made(**given)]


def test_a_fact_that_speaks_of_somebody_who_has_died_gives_no_idea():
    older = fact(text="grows tomatoes", days=90, id="older")
    assert [idea.source for idea in made(facts=[fact(), older])] == ["fact"]
    found = made(facts=[fact(), older], silent=frozenset({"fact"}))
    assert [idea.source for idea in found] == ["older"]
    assert made(facts=[fact()], silent=frozenset({"fact"})) == []


def test_ideas_come_from_what_they_gave_then_a_day_that_is_near_then_what_they_told():
    assert made(
        facts=[fact()],
        occasions=[occasion()],
        feedback=[feedback()],
        asked=[ask(9), ask(20), ask(30)],
    ) == [
        Opener(
            "asked 3 times, last 12 Nov", "thank them for the answers they gave you", "ask9", ago(9)
        ),
        Opener(
            "praise, 13 Nov",
            "thank them in a handwritten note: “you answer faster than my own team”",
            "feed",
            ago(8),
        ),
        Opener(
            "birthday, 24 Nov",
            "call, and a card on 24 Nov: birthday, turns 50",
            "occa",
            TODAY + timedelta(days=3),
        ),
        Opener(
            "hobby, 8 Oct",
            "a book or a clipping for their hobby: restores an old sailing boat",
            "fact",
            ago(44),
        ),
    ]


def test_there_is_no_idea_where_nothing_is_known():
    assert made() == []


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (feedback("praise"), "thank them in a handwritten note"),
        (feedback("complaint"), "sit down with them about what they told you"),
        (feedback("idea"), "sit down with them about what they told you"),
        (feedback("idea", acted=2), "let them be the first to see what came of it"),
        (feedback("complaint", acted=2), "let them be the first to see what came of it"),
        (
            feedback("idea", heard=400, acted=380, told=364),
            "name them where others hear whose idea it was",
        ),
        (feedback("idea", heard=400, acted=380, told=365), None),
        (feedback("idea", told=2), None),
        (feedback("complaint", acted=4, told=2), None),
        (feedback("praise", told=2), None),
    ],
)
def test_feedback_makes_an_idea_of_where_it_stands(item, found):
    assert texts(feedback=[item]) == (
        [f"{found}: “you answer faster than my own team”"] if found else []
    )


def test_only_the_newest_feedback_of_a_sort_makes_an_idea():
    told = [
        feedback("idea", "a dark mode", 9, id="old"),
        feedback("complaint", "too slow", 2, id="new"),
    ]
    assert texts(feedback=told) == ["sit down with them about what they told you: “too slow”"]


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (occasion(0), ["call, and a card on 21 Nov: birthday, turns 50"]),
        (occasion(30), ["call, and a card on 21 Dec: birthday, turns 50"]),
        (occasion(31), []),
        (occasion(5, year=None), ["a card on 26 Nov: birthday"]),
        (
            occasion(5, "the day they opened", 2016),
            ["a card on 26 Nov: the day they opened, 10 years"],
        ),
        (
            occasion(5, "the day his father died"),
            ["a quiet word on 26 Nov: the day his father died, 50 years"],
        ),
    ],
)
def test_a_day_makes_an_idea_in_the_month_before_it(item, found):
    assert texts(occasions=[item]) == found


def test_a_day_that_was_celebrated_already_needs_no_gesture() -> None:
    both = [occasion(2), occasion(9, "the day they opened", None, "opened")]
    (text,) = texts(occasions=both, celebrated=[TODAY])
    assert "opened" in text


@pytest.mark.parametrize("category", GESTURES)
def test_a_fact_makes_the_idea_of_its_category_until_it_is_old(category):
    assert texts(facts=[fact(category, days=180)]) == [
        f"{GESTURES[category]}: restores an old sailing boat"
    ]
    assert texts(facts=[fact(category, days=1096)]) == []


@pytest.mark.parametrize(
    ("category", "days"),
    [("worry", 180), ("joy", 180), ("goal", 365), ("together", 365), ("hobby", 1095)],
)
def test_an_old_fact_makes_no_idea(category, days):
    assert texts(facts=[fact(category, days=days)]) != []
    assert texts(facts=[fact(category, days=days + 1)]) == []


@pytest.mark.parametrize("category", sorted({*CATEGORIES, "allergy"} - set(GESTURES)))
def test_a_fact_of_another_category_makes_no_idea(category):
    assert texts(facts=[fact(category)]) == []


def test_the_newest_fact_of_a_category_is_taken_the_first_listed_of_a_day():
    facts = [
        fact(text="chess", days=9),
        fact(text="old boats", days=9),
        fact(text="mushrooms", days=8),
    ]
    assert texts(facts=facts) == ["a book or a clipping for their hobby: mushrooms"]
    assert texts(facts=facts[:2]) == ["a book or a clipping for their hobby: chess"]


def test_facts_come_in_the_order_of_the_table():
    facts = [fact(category, f"{category} words") for category in reversed(GESTURES)]
    assert [idea.why.partition(",")[0] for idea in made(facts=facts)] == list(GESTURES)


@pytest.mark.parametrize("source", ["declined", "closed"])
def test_what_was_declined_or_closed_makes_no_idea(source):
    assert texts(facts=[fact(), fact(text="", source=source, days=300)]) == []


@pytest.mark.parametrize(
    ("boundary", "about"),
    [
        ("his brother", "his brother's bakery"),
        ("the Brothers", "a brother in Porto"),
        ("politics", "local politics and chess"),
        ("猫", "猫 二匹"),
    ],
)
def test_nothing_comes_near_a_boundary(boundary, about):
    assert texts(facts=[fact("boundary", boundary), fact(text=about)]) == []
    assert texts(facts=[fact("boundary", boundary)], feedback=[feedback(text=about)]) == []


def test_a_boundary_leaves_alone_what_only_shares_small_words():
    assert (
        len(
            texts(
                facts=[
                    fact("boundary", "his work with the church"),
                    fact("joy", "his day with the children"),
                ]
            )
        )
        == 1
    )


@pytest.mark.parametrize(
    ("planned", "text"),
    [
        ("a card for Mia's first day at school", "daughter Mia starts school in May"),
        ("a book about boats", "restores an old sailing boat"),
        (
            "an album of Mia and the school trip to the museum in Porto",
            "daughter Mia starts school in May",
        ),
        ("find him a sailing course", "sailing"),
        ("MARATHON shoes", "marathon in spring"),
    ],
)
def test_nothing_repeats_what_is_planned(planned, text):
    assert texts(facts=[fact(text=text)]) != []
    assert texts(facts=[fact(text=text)], planned=[planned]) == []


@pytest.mark.parametrize(
    ("planned", "text"),
    [
        ("a card for Mia's first day at school", "restores an old sailing boat"),
        ("show the school team how he sails", "daughter Mia starts school in May"),
        ("call him", "restores an old sailing boat"),
        ("a book about boats", "a book a day"),
    ],
)
def test_what_only_shares_a_word_with_a_plan_is_no_repetition(planned, text):
    assert texts(facts=[fact(text=text)], planned=[planned]) != []


def test_a_birthday_that_is_planned_for_makes_no_idea():
    assert texts(occasions=[occasion()], planned=["a birthday cake"]) == []


def test_a_long_text_is_cut_at_a_word():
    (text,) = texts(facts=[fact(text="one two three " * 20)])
    assert len(text) <= LONGEST + len("a book or a clipping for their hobby: ")
    assert text.endswith("…")


IDEAS = [Opener("", str(number), "id", TODAY) for number in range(5)]


@pytest.mark.parametrize(("planned", "found"), [(0, 3), (1, 2), (2, 1), (3, 0), (4, 0)])
def test_as_many_ideas_are_wanted_as_are_missing_to_three(planned, found):
    assert missing(planned, IDEAS) == IDEAS[:found]
    assert missing(planned, []) == []


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=80)
FACTS = st.lists(
    st.builds(
        fact,
        st.sampled_from(CATEGORIES),
        WORDS,
        st.integers(0, 800),
        st.sampled_from(["told", "noticed", "declined", "closed"]),
    ),
    max_size=6,
)


@given(FACTS, st.lists(WORDS, max_size=3))
def test_whatever_is_known_every_idea_is_of_a_category_that_is_open_and_names_its_day(
    facts, planned
):
    silent = {item.category for item in facts if item.source in {"declined", "closed"}}
    for idea in made(facts=facts, planned=planned):
        category, comma, _ = idea.why.partition(", ")
        assert comma
        assert category in set(GESTURES) - silent
        assert idea.on in {item.learned_on for item in facts if item.category == category}
