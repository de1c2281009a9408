from datetime import date

import pytest

from caretrack.domain.language.day_layouts import Passage, passages, with_spoken_marks

NOVEMBER = date(2026, 11, 20)


def texts(text: str) -> list[str]:
    return [passage.text for passage in passages(text)]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Met Ana.\nCalled Ben.", "Met Ana.\nCalled Ben."),
        # whisper.cpp
        (
            "[00:00:00.000 --> 00:00:04.000]   I met\n[00:00:04.000 --> 00:00:06.500]   Ana today.",
            "I met Ana today.",
        ),
        (
            "[00:00:00.000 --> 00:00:04.000]   [BLANK_AUDIO]\n[00:00:04.000 --> 00:00:09.000]  Hi.",
            "Hi.",
        ),
        ("[00:00:00.000 --> 00:00:04.000]   (upbeat music)\nMet Ana.", "Met Ana."),
        ("WEBVTT\n\n00:00.000 --> 00:04.000\nMet Ana.", "Met Ana."),
        (
            "1\n00:00:00,000 --> 00:00:04,000\nMet Ana.\n\n2\n00:00:04,000 --> 00:00:05,000\nHi.",
            "Met Ana. Hi.",
        ),
        # vosk
        ('{"text" : "met ana"}\n{"text" : "called ben"}', "met ana.\ncalled ben."),
        ('{\n  "text" : "met ana and"\n}\n{\n  "text" : "ben"\n}', "met ana and ben."),
        ('{"text" : ""}\n{"text" : "she said \\"no\\"!"}', 'she said "no"!'),
        ('{"text" : "lunch with"}', "lunch with"),
        ('{"text" : "今日アナに会った。"}', "今日アナに会った。"),
        ('{"text" : "a \\x b"}', "a \\x b."),
    ],
)
def test_what_a_dictation_program_printed_is_prose(printed: str, read: str) -> None:
    assert texts(printed) == [read]


@pytest.mark.parametrize(
    ("spoken", "read"),
    [
        (
            "met ana comma she is fine full stop called ben period",
            "met ana, she is fine. called ben.",
        ),
        ("met ana period new line called ben question mark", "met ana.\n called ben?"),
        ("Met Ana Period New Paragraph Called Ben", "Met Ana.\n\n Called Ben"),
        ("he had a difficult period", "he had a difficult period"),
        ("the trial period ends period", "the trial period ends."),
        ("Met Ana. A comma was missing", "Met Ana. A comma was missing"),
        ("comma", ","),
        ("commas", "commas"),
    ],
)
def test_spoken_marks_are_signs(spoken: str, read: str) -> None:
    assert with_spoken_marks(spoken) == read


def test_entries_of_jrnl_have_their_day() -> None:
    exported = "[2026-11-20 09:00] Lunch with Ana.\nShe is fine.\n\n[2026-11-19 18:30:00 PM] Rest."
    assert passages(exported) == [
        Passage("Lunch with Ana.\nShe is fine.", NOVEMBER, entry=True),
        Passage("Rest.", date(2026, 11, 19), entry=True),
    ]
    shown = "2026-11-20 09:00 Lunch with Ana.\n| She is fine."
    assert passages(shown) == [Passage("Lunch with Ana.\nShe is fine.", NOVEMBER, entry=True)]
    assert passages("2026-11-20 09:00:00 AM Lunch") == [Passage("Lunch", NOVEMBER, entry=True)]


def test_lines_of_a_friends_md_have_their_day_and_no_marks() -> None:
    lines = (
        "### Activities:\n- 2026-11-20: Lunch with **Ana Silva** in _Porto_. @food @fish\n"
        "2026-11-19: Called Ben.\n"
    )
    assert passages(lines) == [
        Passage("Lunch with Ana Silva in Porto.", NOVEMBER, entry=True),
        Passage("Called Ben.", date(2026, 11, 19), entry=True),
    ]


def test_notes_and_friends_of_a_friends_md_are_aside() -> None:
    page = "### Activities:\n- 2026-11-20: Met Ana.\n\n### Friends:\n- Ana Silva [Porto]\n\n- Ben\n"
    assert passages(page) == [
        Passage("Met Ana.", NOVEMBER, entry=True),
        Passage("- Ana Silva [Porto]", aside=True),
        Passage("- Ben", aside=True),
    ]
    assert passages("### Notes:\nshe moves\n### Activities:\nCalled Ben.") == [
        Passage("she moves", aside=True),
        Passage("Called Ben."),
    ]


def test_a_day_that_does_not_exist_heads_nothing() -> None:
    assert passages("2026-02-30: Met Ana.") == [Passage("2026-02-30: Met Ana.")]
    assert passages("[2026-02-30 09:00] Met Ana.") == [Passage("[2026-02-30 09:00] Met Ana.")]


def test_a_line_that_was_wrapped_goes_on() -> None:
    assert texts("Lunch with Ana and\nBen at the\nfair,\nCalled Gil") == [
        "Lunch with Ana and Ben at the fair, Called Gil"
    ]
    assert texts("Lunch with\n\nBen") == ["Lunch with\n\nBen"]


def test_only_tags_say_nothing() -> None:
    assert passages("2026-11-20: @food @fish") == [] or texts("2026-11-20: @food @fish")


@pytest.mark.parametrize("text", ["", "\n\n", "### Activities:\n"])
def test_nothing_is_no_passage(text: str) -> None:
    assert passages(text) == []
