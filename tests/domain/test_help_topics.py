import re
from pathlib import Path

import pytest

from caretrack.app.help_topics import nearest_topic, topics, written
from caretrack.words import FOLDER

EVERY = topics().values()


def test_the_rules_that_people_ask_for_have_a_topic():
    assert {
        "clock",
        "kinds",
        "openers",
        "check",
        "standing",
        "recognition",
        "names",
        "days",
    } <= set(topics())


@pytest.mark.parametrize("topic", EVERY, ids=lambda topic: topic.topic)
def test_a_topic_is_one_word_a_short_line_and_a_text_with_its_numbers_filled_in(topic):
    assert re.fullmatch(r"[a-z]+", topic.topic)
    assert len(topic.line) <= 70
    text = written(topic)
    assert not set(text) & set("{}\t")
    assert "  " not in text
    assert len(text) > 200


@pytest.mark.parametrize("topic", EVERY, ids=lambda topic: topic.topic)
def test_every_paragraph_and_every_list_item_stands_on_one_line(topic):
    text = written(topic)
    for before, after in zip(text.split("\n"), text.split("\n")[1:], strict=False):
        assert not before or not after or after.startswith("- "), after


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("clock", "30 days at first"),
        ("clock", "more than 5 people"),
        ("clock", "2 or more sales touches"),
        ("openers", "nobody answered for 14 days"),
        ("openers", "in the next 7 days"),
        ("standing", "praised you at least 2 times"),
        ("standing", "was 120 days ago or more"),
        ("recognition", "asked 3 times or more"),
        ("proposals", "gives 4 proposals at most"),
    ],
)
def test_the_numbers_are_those_of_the_rules(topic, said):
    assert said in written(topics()[topic])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("clok", "clock"),
        ("stand", "standing"),
        ("profil", "profile"),
        ("recogniton", "recognition"),
        ("xyzzy", None),
    ],
)
def test_the_nearest_topic_or_command_is_named(typed, meant):
    assert nearest_topic(typed, ["log", "profile"]) == meant


def test_every_text_is_listed_and_begins_with_its_word():
    files = list(Path(FOLDER, "help").iterdir())
    assert {path.name for path in files} == {f"{name}.md" for name in topics()}
    for path in files:
        assert path.read_text("utf-8").startswith(f"# {path.stem}: ")
