"""Other words for commands, channels, moods and cadences."""

import pytest

from caretrack.command_table import COMMANDS
from caretrack.domain.cadence import cadence_days
from caretrack.domain.kinds.families import CHANNELS
from caretrack.domain.other_words import known_channel, known_mood, other_word
from caretrack.errors import CareError
from caretrack.words import phrase_list, word_pairs


@pytest.mark.parametrize(
    ("word", "args"),
    [
        ("show", ("profile",)),
        ("view", ("profile",)),
        ("Show", ("profile",)),
        ("search", ("find",)),
        ("today", ("due",)),
        ("morning", ("due",)),
        ("note", ("log",)),
        ("touch", ("log",)),
        ("call", ("log", "-c", "call")),
        ("met", ("log", "-c", "meeting")),
        ("people", ("list",)),
        ("who", ("profile",)),
        ("ls", ("list",)),
        ("cadence", ("every",)),
        ("remind", ("promise",)),
        ("gift", ("gesture",)),
        ("settings", ("config",)),
        ("complaint", ("feedback", "--complaint")),
        ("missed", ("log", "-x")),
    ],
)
def test_a_word_with_the_arguments_of_a_command_is_that_command(word, args):
    meant = other_word(word)
    assert meant is not None
    assert meant.args == args


@pytest.mark.parametrize(
    ("word", "rest", "line"),
    [
        ("rename", ["ana", "Ana Costa"], "care edit ana --name 'Ana Costa'"),
        ("rename", ["ana silva", "Ana", "Costa"], "care edit 'ana silva' --name 'Ana Costa'"),
        ("rename", [], "care edit NAME --name …"),
        ("birthday", ["ana", "14", "Mar"], "care occasion ana birthday '14 Mar'"),
        ("rm", ["ana"], "care archive ana"),
        ("skip", ["ana"], "care snooze ana '1 week'"),
        ("rename", ["$(id)", "x"], "care edit '$(id)' --name x"),
    ],
)
def test_a_word_with_other_arguments_is_refused_with_the_line_to_type(word, rest, line):
    meant = other_word(word, rest)
    assert meant is not None
    assert (meant.args, meant.line) == ((), line)
    assert f"Type `{line}`" in meant.refusal(word).hint


def test_to_remove_says_what_else_it_may_be():
    meant = other_word("remove", ["ana"])
    assert meant is not None
    assert "care delete ID" in meant.refusal("remove").hint


@pytest.mark.parametrize("word", ["tell", "dew", "lgo", "ana", "", "-x", "prfile", "\ud800"])
def test_no_word_is_taken_for_another_by_its_spelling(word):
    assert other_word(word) is None


def test_every_other_word_leads_to_a_command_and_is_none_itself():
    lists = [word for _, words in word_pairs("commands", "commands") for word in words]
    lines = phrase_list("commands", "with options") + phrase_list("commands", "lines")
    every = lists + [line.partition(":")[0] for line in lines]
    assert len(every) == len(set(every)) >= 60
    assert not set(every) & set(COMMANDS)
    for word in every:
        meant = other_word(word, ["ana", "x"])
        assert meant is not None
        command = meant.args[0] if meant.args else meant.line.split()[1]
        assert command in COMMANDS or command.startswith("--")


@pytest.mark.parametrize(
    ("word", "channel"),
    [
        ("phone", "call"),
        ("zoom", "video"),
        ("teams", "video"),
        ("meet", "video"),
        ("whatsapp", "chat"),
        ("sms", "chat"),
        ("text", "chat"),
        ("slack", "chat"),
        ("mail", "email"),
        ("lunch", "meeting"),
        ("visit", "meeting"),
        ("call", "call"),
        ("carrier", "carrier"),
    ],
)
def test_a_channel_may_be_said_in_another_word(word, channel):
    assert known_channel(word) == channel


def test_every_word_for_a_channel_means_one():
    pairs = word_pairs("commands", "channels")
    words = [word for _, words in pairs for word in words]
    assert len(words) == len(set(words))
    assert {channel for channel, _ in pairs} <= set(CHANNELS)
    assert not set(words) & set(CHANNELS)


@pytest.mark.parametrize(
    ("word", "mood"),
    [
        ("low", "1"),
        ("bad", "2"),
        ("sad", "2"),
        ("ok", "3"),
        ("Good ", "4"),
        ("great", "5"),
        ("high", "5"),
        ("3", "3"),
        ("9", "9"),
        ("dreadful", "dreadful"),
    ],
)
def test_a_mood_may_be_a_word(word, mood):
    assert known_mood(word) == mood


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("weekly", 7),
        ("Weekly", 7),
        ("every week", 7),
        ("once a week", 7),
        ("fortnightly", 14),
        ("bi-weekly", 14),
        ("every 2 weeks", 14),
        ("every two weeks", 14),
        ("two weeks", 14),
        ("every other week", 14),
        ("monthly", 30),
        ("every month", 30),
        ("once a month", 30),
        ("quarterly", 90),
        ("every 3 months", 90),
        ("half-yearly", 180),
        ("yearly", 365),
        ("every year", 365),
        ("daily", 1),
        ("every 30", 30),
        ("every 30d", 30),
    ],
)
def test_a_cadence_may_be_said_in_words(text, days):
    assert cadence_days(text) == days


@pytest.mark.parametrize("text", ["every", "week", "often", "every so often", "other week x", "a"])
def test_other_words_are_no_cadence(text):
    with pytest.raises(CareError):
        cadence_days(text)
