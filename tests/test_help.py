import json

import pytest

from caretrack.app.help_topics import topics, written
from caretrack.command_table import COMMANDS
from caretrack.views.prose import lines
from conftest import Care


@pytest.mark.parametrize("width", [20, 60, 80, 100])
@pytest.mark.parametrize("topic", topics().values(), ids=lambda topic: topic.topic)
def test_a_text_fits_the_width_and_loses_nothing(topic, width):
    text = written(topic)
    shown = list(lines(text, width))
    assert " ".join(" ".join(shown).split()) == " ".join(text.split())
    longest_word = max(map(len, text.split()))
    assert max(map(len, shown)) <= max(width, longest_word + 2)


def test_what_goes_on_in_a_list_item_stands_under_its_first_word():
    assert list(lines("one two\n\n- three four five", 10)) == [
        "one two",
        "",
        "- three",
        "  four",
        "  five",
    ]


def test_a_short_command_a_word_with_a_hyphen_and_a_wide_letter_are_not_broken():
    assert list(lines("and see how `care log ana` does", 24)) == [
        "and see how",
        "`care log ana` does",
    ]
    assert list(lines("a contacts-csv", 12)) == ["a", "contacts-csv"]
    assert list(lines("王 王 王 王", 5)) == ["王 王", "王 王"]


@pytest.mark.parametrize("columns", ["60", "80"])
@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_says_its_values_in_words(care: Care, name, columns):
    said = care(name, "--help", env={"COLUMNS": columns}).out
    text, _, _examples = said.partition("  Examples:")
    assert "<=" not in said
    assert "<str>" not in said
    assert "**" not in said
    assert max(map(len, text.splitlines())) <= int(columns)


def test_the_title_of_a_topic_is_wrapped_too(care: Care):
    said = care("help", "openers", env={"COLUMNS": "60"}).out.split("\n\n")[0]
    assert max(map(len, said.splitlines())) <= 60


@pytest.mark.parametrize(("columns", "widest"), [("60", 60), ("300", 100)])
def test_a_topic_is_wrapped_to_the_columns_there_are_and_to_what_can_be_read(
    care: Care, columns, widest
):
    done = care("help", "clock", env={"COLUMNS": columns})
    assert done.code == 0
    assert widest - 20 < max(map(len, done.out.split("\n"))) <= widest


def test_help_without_a_topic_lists_the_topics(care: Care):
    done = care("help")
    assert [line.split("\t")[0] for line in done.out.splitlines()[1:]] == list(topics())
    assert "care help TOPIC" in done.err


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_is_what_its_own_help_says(care: Care, name):
    asked = care("help", name)
    assert asked.code == 0
    if name not in topics():
        assert asked.out == care(name, "--help").out
    else:
        assert f"care {name} --help" in asked.err


@pytest.mark.parametrize(
    ("word", "meant"), [("clok", "clock"), ("CLOCKS", "clock"), ("undu", "undo")]
)
def test_an_unknown_topic_is_refused_with_the_nearest(care: Care, word, meant):
    done = care("help", word)
    assert (done.code, done.out) == (2, "")
    assert f"Did you mean `care help {meant}`?" in done.err


def test_topics_are_found_in_any_case(care: Care):
    assert care("help", " Standing ").out.startswith("standing: ")


def test_topics_and_commands_as_json(care: Care):
    assert [row["topic"] for row in json.loads(care("help", "--json").out)] == list(topics())
    assert json.loads(care("help", "names", "--json").out) == {
        **topics()["names"]._asdict(),
        "text": written(topics()["names"]),
    }
    assert json.loads(care("help", "log", "--json").out)["text"].startswith("Usage: care log")


def test_topics_and_commands_are_completed(care: Care):
    assert "standing" in care("help", "st", env={"_CARE_COMPLETE": "bash"}).out.split()
