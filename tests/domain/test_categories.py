"""One table of categories: each user of it is walked, row by row."""

import ast
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import caretrack
from caretrack.app.help_topics import topics, written
from caretrack.commands.entries import learn
from caretrack.domain.dates import short
from caretrack.domain.draft.ideas import DraftReader
from caretrack.domain.draft.ideas import ideas as draft_ideas
from caretrack.domain.model import Fact, Occasion
from caretrack.domain.talk import gestures, introductions
from caretrack.domain.talk.categories import (
    A_YEAR,
    CATEGORIES,
    HALF_A_YEAR,
    LABELS,
    QUESTIONS,
    TABLE,
    THREE_YEARS,
    WORK,
    category,
    clean_category,
    is_old,
    wording,
)
from caretrack.domain.talk.coming import occasion_idea
from caretrack.domain.talk.introductions import FactToShare, PersonToIntroduce
from caretrack.domain.talk.openers import OpenerSources, openers
from caretrack.errors import CareError
from caretrack.options import complete_categories
from conftest import Care

TODAY = date(2026, 11, 21)
TEXT = "a lighthouse at Skagen"
each_row = pytest.mark.parametrize("row", TABLE, ids=CATEGORIES)


def fact(name: str, days: int = 9, text: str = TEXT) -> Fact:
    on = TODAY - timedelta(days=days)
    return Fact("fact", "ana", name, text, "told", on, None, None)


def opened(facts: list[Fact]) -> list[str]:
    return [item.text for item in openers(OpenerSources(facts=facts), TODAY) if item.why == "fact"]


def introduced(one: str, other: str, boundary: str = "") -> int:
    people = {who: PersonToIntroduce(who, who, None) for who in ("ana", "ben")}
    facts = [
        FactToShare("f1", "ana", one, TEXT, "told"),
        FactToShare("f2", "ben", other, TEXT, "told"),
    ]
    if boundary:
        facts.append(FactToShare("f3", "ana", boundary, TEXT, "told"))
    return introductions.find_introductions(facts, people, set())[1]


@each_row
def test_the_wording_of_a_row_is_whole(row):
    assert bool(row.question) == bool(row.unknown)
    assert bool(row.gesture) == bool(row.gesture_place)
    assert row.label == LABELS[row.name]
    assert category(row.name) is row
    assert clean_category(row.name) == row.name
    assert not set(row.other_words.split()) & set(CATEGORIES)


def test_no_two_rows_share_a_name_a_heading_a_place_or_a_word():
    for of_all in (
        [row.name for row in TABLE],
        [row.label for row in TABLE],
        [row.opener for row in TABLE if row.opener],
        [row.gesture_place for row in TABLE if row.gesture],
        " ".join(row.other_words for row in TABLE).split(),
    ):
        assert len(of_all) == len(set(of_all))


@each_row
def test_a_word_that_means_a_category_names_it(row):
    for word in row.other_words.split():
        with pytest.raises(CareError) as refused:
            clean_category(word)
        assert refused.value.hint.startswith(f"Did you mean {row.name}?")


@each_row
def test_a_fact_grows_old_when_the_row_says_so(row):
    days = row.old_after if row.old_after is not None else 50 * A_YEAR
    assert not is_old(fact(row.name, days), TODAY)
    assert is_old(fact(row.name, days + 1), TODAY) == (row.old_after is not None)


@each_row
def test_only_a_row_with_a_place_makes_an_opener(row):
    said = f"{row.name}, 12 Nov: {TEXT}. {row.ask}".rstrip()
    assert opened([fact(row.name)]) == ([said] if row.opener else [])


@each_row
def test_an_old_fact_is_asked_about_in_the_words_of_its_row(row):
    days = (row.old_after or 0) + 1
    on = short(TODAY - timedelta(days=days), TODAY)
    said = f"{row.name}, {on}: {TEXT}. {row.still}".rstrip()
    assert opened([fact(row.name, days)]) == ([said] if row.opener else [])


def test_a_category_of_your_own_opens_after_all_others():
    facts = [fact("allergy", 1, "nuts"), fact("hobby", 9, "sailing")]
    assert opened(facts) == [
        "hobby, 12 Nov: sailing. Ask what is new there.",
        "allergy, 20 Nov: nuts.",
    ]


@pytest.mark.parametrize("question", QUESTIONS, ids=[row.name for row in QUESTIONS])
def test_each_question_can_be_asked_in_several_words_that_take_turns(question):
    asked = [wording(question, turn) for turn in range(3)]
    assert len(set(asked)) == 3
    assert all(text.endswith("?") and len(text) < 70 for text in asked)
    assert wording(question, 3) == asked[0]
    assert not any(re.search(r"\b(they|she|he)\b", text.lower()) for text in asked)


def test_only_a_goal_can_be_reached():
    assert [row.name for row in TABLE if row.can_be_reached] == ["goal"]


@each_row
def test_a_row_makes_its_gesture_and_no_other(row):
    made = [
        item.text
        for item in gestures.find_gestures(OpenerSources(facts=[fact(row.name)]), [], [], TODAY)
    ]
    assert made == ([f"{row.gesture}: {TEXT}"] if row.gesture else [])


@each_row
def test_a_card_is_about_what_fits_one(row):
    birthday = Occasion("day", "ana", "birthday", 11, 24, None)
    about = f"a card; {row.name}: {TEXT}" if row.fits_a_card else "a card"
    assert occasion_idea(birthday, [fact(row.name)], date(2026, 11, 24)) == about


@each_row
def test_two_people_are_introduced_by_what_they_share_in_one_field(row):
    assert introduced(row.name, row.name) == bool(row.shared_as)
    assert introduced(row.name, "goal") == (row.shared_as == WORK)


@each_row
def test_nothing_comes_near_what_may_not_be_raised(row):
    near = [fact("hobby"), fact(row.name)._replace(id="near")]
    made = [
        item.source for item in gestures.find_gestures(OpenerSources(facts=near), [], [], TODAY)
    ]
    assert ("fact" in made) == row.may_be_raised
    assert introduced("hobby", "hobby", row.name) == row.may_be_raised


@each_row
def test_a_draft_suggests_a_fact_in_the_words_of_its_row(row):
    made = [idea.text for idea in draft_ideas(DraftReader("Ana", facts=(fact(row.name),)), TODAY)]
    suggested = row.opener and row.may_be_raised and not row.aside
    assert made == ([f"{row.draft} “{TEXT}” ({row.name}, 12 Nov)."] if suggested else [])


def test_the_completion_offers_every_row():
    assert complete_categories(None, "") == list(CATEGORIES)


def test_the_help_of_learn_names_what_grows_old_when():
    said = " ".join((learn.command.__doc__ or "").split())
    soon, after_a_year, *_ = said.split("Facts grow old: ")[1].split("; ")
    soon = soon.removesuffix(" after 180 days")
    assert set(re.findall(r"\w+", soon)) - {"a", "or"} == {
        row.name for row in TABLE if row.old_after == HALF_A_YEAR
    }
    beside = {row.name for row in TABLE if row.old_after == A_YEAR} - {
        row.name for row in QUESTIONS
    }
    assert beside == {"goal", "drive"}
    assert after_a_year.startswith("a goal, what drives them and the rest of the ten questions")
    assert [row.name for row in QUESTIONS if row.old_after == THREE_YEARS] == ["who"]
    assert QUESTIONS[0].name == "who"
    assert "everything else after three years, but never a boundary" in said
    assert [row.name for row in TABLE if row.old_after is None] == ["boundary"]
    assert {row.old_after for row in TABLE} == {HALF_A_YEAR, A_YEAR, THREE_YEARS, None}


def test_the_topic_of_facts_names_what_grows_old_when():
    said = (
        written(topics()["facts"])
        .split("whether they still hold: ")[1]
        .split(" after half a year")[0]
    )
    soon = {row.name for row in TABLE if row.old_after == HALF_A_YEAR}
    assert set(re.findall(r"\w+", said)) - {"a", "or", "their"} == soon


def test_a_profile_shows_every_row_under_its_heading_and_asks_the_ten_questions(care: Care):
    learned = [part for name in CATEGORIES for part in ("-l", f"{name}: words of {name}")]
    assert care("add", "Ana Silva").code == 0
    assert care("log", "ana", *learned, "talked about the harbour").code == 0
    shown = care("profile", "ana").out.splitlines()
    for row in TABLE:
        assert any(
            line.startswith(row.label) and f"words of {row.name}" in line for line in shown
        ), row
    places = [
        next(number for number, line in enumerate(shown) if f"words of {name}" in line)
        for name in ("goal", "who", "better", "drive")
    ]
    assert places == sorted(places)
    questions = care("profile", "ana", "--json").json["questions"]
    assert [item["category"] for item in questions] == [row.name for row in QUESTIONS]
    assert [item["question"] for item in questions] == [row.question for row in QUESTIONS]


def test_no_other_source_file_lists_categories():
    root = Path(caretrack.__file__).parent
    lists = (ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Call)
    found = []
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, lists) and path.name != "categories.py":
                words = {
                    child.value
                    for child in ast.iter_child_nodes(node)
                    if isinstance(child, ast.Constant) and child.value in CATEGORIES
                }
                if len(words) > 1:
                    found.append((str(path.relative_to(root)), node.lineno, words))
    assert found == []
