from datetime import date

import pytest

from caretrack.domain.day.sentences import (
    SaidDay,
    crowd_in,
    day_behind,
    heading_day,
    is_ahead,
    is_not_done,
    parts_of,
    promise_in,
    said_day,
    sentences_of,
    weekday_before_name,
)
from labelled.day_score import cast

TODAY = date(2026, 11, 21)  # a Saturday
YESTERDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 17)


def parted(text: str) -> list[str]:
    return [one.text for one in sentences_of(text, cast())]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Met Ana. Called Ben.", ["Met Ana.", "Called Ben."]),
        ("1. Met Ana\n2. Called Ben", ["Met Ana", "Called Ben"]),
        (
            "lunch with ana and ben at the fair ben is worried called gil no answer",
            ["lunch with ana and ben at the fair", "ben is worried", "called gil no answer"],
        ),
        (
            "had coffee with nadia this morning she is well yesterday i met eva",
            ["had coffee with nadia this morning", "she is well", "yesterday i met eva"],
        ),
        (
            "i met rose and may and i will write to mark then i rang gil last night i saw ben",
            [
                "i met rose and may",
                "and i will write to mark",
                "then i rang gil",
                "last night i saw ben",
            ],
        ),
        (
            "i spoke to ana about the house that ben wants and she's tired so we met eva",
            ["i spoke to ana about the house that ben wants and she's tired", "so we met eva"],
        ),
        (
            "visited ana in the clinic she's fine this evening i had dinner with gil we talked",
            [
                "visited ana in the clinic",
                "she's fine",
                "this evening i had dinner with gil",
                "we talked",
            ],
        ),
        (
            "okay so yesterday evening i called ana and then this morning ben texted me",
            ["okay so yesterday evening i called ana", "and then this morning ben texted me"],
        ),
        (
            "met ana and she told me that ben called her twice",
            ["met ana and she told me that ben called her twice"],
        ),
        (
            "rang ana in the evening met ben had lunch",
            ["rang ana in the evening", "met ben", "had lunch"],
        ),
        (
            "Called ben about the house she is selling",
            ["Called ben about the house she is selling"],
        ),
        (
            "we all had a very long lunch then ana left",
            ["we all had a very long lunch", "then ana left"],
        ),
    ],
)
def test_a_text_without_marks_is_parted_where_a_sentence_must_begin(
    text: str, sentences: list[str]
) -> None:
    assert parted(text) == sentences


def test_a_sentence_knows_its_place_and_its_paragraph() -> None:
    text = "Met Ana.\n\n \nCalled Ben.\nWrote."
    found = sentences_of(text, cast())
    assert [text[one.start : one.end] for one in found] == ["Met Ana.", "Called Ben.", "Wrote."]
    assert [one.paragraph for one in found] == [0, 2, 2] or [0, 1, 1]
    assert found[0].paragraph < found[1].paragraph == found[2].paragraph


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Called Ana and wrote to Ben.", ["Called Ana", "wrote to Ben."]),
        ("Met Ana for coffee, then called Ben.", ["Met Ana for coffee", "called Ben."]),
        ("Met Ana; called Ben, rang Eva Lind", ["Met Ana", "called Ben", "rang Eva Lind"]),
        ("Met Ana and Ben rang", ["Met Ana", "Ben rang"]),
        ("Met Ana and Ben", ["Met Ana and Ben"]),
        ("Ana called and visited Ben", ["Ana called and visited Ben"]),
        ("Ana called and I visited Ben", ["Ana called", "I visited Ben"]),
        ("Ana called and asked about Ben", ["Ana called and asked about Ben"]),
        ("Called Ana about Ben, and about Eva", ["Called Ana about Ben, and about Eva"]),
        ("Talked to Ana and met Ben", ["Talked to Ana", "met Ben"]),
        ("Met Ana and talked to Ben", ["Met Ana and talked to Ben"]),
        ("Mon Ana (coffee), Tue Ben (call)", ["Mon Ana (coffee)", "Tue Ben (call)"]),
        ("Met Ana yesterday and Ben today", ["Met Ana yesterday", "Ben today"]),
        ("Met Ana yesterday and Ben", ["Met Ana yesterday and Ben"]),
        ("Talked to Ana about it, danced with Ben", ["Talked to Ana about it", "danced with Ben"]),
        ("Yesterday called Ana" + " and so on" * 100, None),
    ],
)
def test_a_sentence_is_parted_before_a_second_touch(sentence: str, parts: list[str] | None) -> None:
    found = [sentence[start:end] for start, end, _ in parts_of(sentence, cast())]
    assert found == (parts or [sentence])


def test_a_very_long_sentence_is_not_parted() -> None:
    sentence = "Called Ana and wrote to Ben" + " about this" * 100
    assert len(parts_of(sentence, cast())) == 1


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Met Ana", SaidDay(None, 0)),
        ("So then I met Ana", SaidDay(None, 8)),
        ("Yesterday wrote to Eva", SaidDay(YESTERDAY, 0)),
        ("So yesterday I wrote to Eva", SaidDay(YESTERDAY, 3)),
        ("Yesterday: wrote to Eva", SaidDay(YESTERDAY, 11, label=True)),
        ("Tue - met Ana", SaidDay(TUESDAY, 6, label=True)),
    ],
)
def test_a_day_at_the_head(sentence: str, said: SaidDay) -> None:
    assert said_day(sentence, TODAY, False) == said


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Gestern mit Ana gegessen", YESTERDAY),
        ("Hier j'ai vu Ana", YESTERDAY),
        ("Hier wohnt Ana", None),
        ("Hoy llamé a Ana", TODAY),
    ],
)
def test_a_day_of_other_languages_at_the_head(sentence: str, day: date | None) -> None:
    assert said_day(sentence, TODAY, False).day == day


def test_a_weekday_before_a_name() -> None:
    def day(text: str) -> date | None:
        ((_, _, mentions), *_) = parts_of(text, cast())
        return weekday_before_name(text, mentions, TODAY)

    assert day("Tue Ben (call)") == TUESDAY
    assert day("Called Ben") is None
    assert day("Met nobody") is None
    assert day("Tuesdays with Ben") is None


def test_a_day_to_come_is_no_day_of_a_touch() -> None:
    assert "still to come" in said_day("Tomorrow we meet", TODAY, False).wrong


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Yesterday:", YESTERDAY),
        ("## Tuesday", None),
        ("Tuesday", TUESDAY),
        ("17 Nov", TUESDAY),
        ("Tomorrow", None),
        ("...", None),
        ("30 Feb", None),
        ("On the very last day of May", None),
    ],
)
def test_a_line_that_is_nothing_but_a_day(line: str, day: date | None) -> None:
    assert heading_day(line, TODAY, False) == day


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Saw Ana on Tuesday", TUESDAY),
        ("Called Ben last night about it", YESTERDAY),
        ("Met Ana four days ago", TUESDAY),
        ("Met Ana on 17 Nov", TUESDAY),
        ("Met Ana on the 17th of November 2026", TUESDAY),
        ("Met Ana on Nov 17", TUESDAY),
        ("Met Ana on 2026-11-17", TUESDAY),
        ("Wrote to Ana on Tuesday", TUESDAY),
        ("Met Ana to plan the party on Tuesday", None),
        ("Called Ana about Tuesday", None),
        ("I promised him to call on Tuesday", None),
        ("Told Ana I'll call on Tuesday", None),
        ("Called Ana: she comes on Tuesday", None),
        ("Met Ana on 30 Feb", None),
        ("Met Ana on 2026-12-24", None),
        ("Met Ana", None),
    ],
)
def test_a_day_behind_what_was_done(sentence: str, day: date | None) -> None:
    assert day_behind(sentence, TODAY, False) == day


@pytest.mark.parametrize(
    ("sentence", "ahead"),
    [
        ("Must call Ana", True),
        ("I will meet Ben on Monday", True),
        ("I’ll write to Eva", True),
        ("Going to write to Eva", True),
        ("Remember to thank Ana", True),
        ("Call Gil tomorrow", True),
        ("Mañana escribo a Ana", True),
        ("[ ] call Gil", True),
        ("Next week lunch with Ana", True),
        ("Called Ana", False),
        ("Email from Ana: not next week", False),
        ("Call with Ana tomorrow's plan", False),
        ("Willing to help Ana", False),
    ],
)
def test_what_is_still_to_come(sentence: str, ahead: bool) -> None:
    assert is_ahead(sentence) is ahead


@pytest.mark.parametrize(
    ("sentence", "undone"),
    [
        ("Forgot to call Ana", True),
        ("I didn’t get to write to Ben", True),
        ("Lunch with Ana was cancelled", True),
        ("No news from Ana", True),
        ("Still waiting for Ben", True),
        ("Will couldn't come", True),
        ("Gil wasn't there", True),
        ("Lunch with Ana fell through", True),
        ("Did I thank Ana?", True),
        ("Skipped lunch with Gil", True),
        ("Didn't reach Ana", False),
        ("No answer from Ana", False),
        ("Gil cancelled lunch", False),
        ("Called Ana, she didn't come", False),
    ],
)
def test_what_did_not_happen(sentence: str, undone: bool) -> None:
    assert is_not_done(sentence) is undone


@pytest.mark.parametrize(
    ("sentence", "promise"),
    [
        ("I promised to send her the list by Friday.", "send her the list by Friday"),
        ("Promised Ana to call", "call"),
        ("I promised Ana Silva that I'd call her", "call her"),
        ("Promised Gil the photos by Sunday", "the photos by Sunday"),
        ("I'll send him the numbers, and he will pay", "send him the numbers"),
        ("He is ill, I’ll bring soup", "bring soup"),
        ("Told Ana I would introduce her to Eva", "introduce her to Eva"),
        ("I said I'd call. He laughed", "call"),
        ("She promised to call", ""),
        ("Ana promised to call", ""),
        ("She has promised to call", ""),
        ("I'll be away", ""),
        ("Ana said she will call", ""),
        ("Promised land", ""),
        ("Called Ana", ""),
    ],
)
def test_what_you_promised(sentence: str, promise: str) -> None:
    assert promise_in(sentence) == promise


def test_a_whole_dictation_without_a_stop_is_looked_through_at_once() -> None:
    assert not is_not_done("lunch with ana and ben " * 50_000)


@pytest.mark.parametrize(
    ("text", "named", "there"),
    [
        ("Fair in Porto with Ana, Ben and 60 others", 2, 62),
        ("Lunch with Ana and 2 more", 1, 3),
        ("Spoke to Ana and about 1,200 people", 1, 1201),
        ("Dinner at the fair with 40 customers, Ana too", 1, 40),
        ("Met Ana, Ben and Eva, with 2 colleagues", 3, 3),
        ("Called Ana, worried about 40 people", 1, None),
        ("Called Ana", 1, None),
    ],
)
def test_those_who_are_not_named_are_counted(text, named, there):
    assert crowd_in(text, named) == there
