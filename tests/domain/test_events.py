"""What is said of an event: by its text, by its day, and by what was done about it since."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.dates import with_weekday
from caretrack.domain.event import Event
from caretrack.domain.talk.event_words import sentences_of, sort_of, whom
from caretrack.domain.talk.events import (
    ASK,
    COMING,
    KNOWN,
    TODAY,
    TOMORROW,
    Cared,
    by_urgency,
    comes_once,
    is_the_same,
    line,
    may_come_once,
    said_when_kept,
    so_far,
    what_to_wish,
)
from caretrack.domain.talk.follow_up import ASKED_AFTER_DAYS
from caretrack.domain.yearly_day import YearlyDay

DAY = date(2026, 12, 4)
EVE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=3)
WRITTEN, BEFORE, LATER = "2026-12-01T10", "2026-11-30T10", "2026-12-02T10"


def event(text="knee operation", on=DAY, key="e"):
    return Event(key, "ana", on, text, None, WRITTEN, WRITTEN)


def table(name):
    lines = Path(__file__).with_name("events").joinpath(f"{name}.txt").read_text().splitlines()
    return [tuple(cell.strip() for cell in row.split("|")) for row in lines if "|" in row]


@pytest.mark.parametrize(("text", "eve", "after"), table("known"))
def test_a_text_is_said_the_day_before_and_after_it(text, eve, after):
    assert line(event(text), EVE) == eve
    assert line(event(text), AFTER) == after


@pytest.mark.parametrize(("text", "eve", "after"), table("held-out"))
def test_a_text_that_nothing_was_fitted_to_is_said_as_a_native_would(text, eve, after):
    assert line(event(text), EVE) == eve
    assert line(event(text), AFTER) == after


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("knee operation", "The knee operation is today. Wish them luck."),
        ("moves to Leeds", "Moves to Leeds today. Wish them a smooth move."),
        ("exam, second try", "Today: exam, second try. Wish them luck."),
    ],
)
def test_on_its_day_it_is_today(text, said):
    assert line(event(text), DAY) == said


def test_the_day_of_another_year_has_its_year():
    assert line(event(), date(2027, 1, 4)).startswith("The knee operation was on Fri 4 Dec 2026.")
    assert with_weekday(DAY, DAY) == "Fri 4 Dec"


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (DAY - timedelta(days=2), COMING),
        (EVE, TOMORROW),
        (DAY, TODAY),
        (DAY + timedelta(days=1), ASK),
        (DAY + timedelta(days=ASKED_AFTER_DAYS), ASK),
        (DAY + timedelta(days=ASKED_AFTER_DAYS + 1), KNOWN),
    ],
)
def test_how_far_it_is(today, state):
    known = so_far(event(), [], today)
    assert known.state == state
    assert known.is_known == (state == KNOWN)
    assert bool(known.text) == (state in {TOMORROW, TODAY, ASK})


def test_a_caring_touch_from_the_day_after_takes_it_up():
    touch = Cared(DAY + timedelta(days=1), LATER)
    known = so_far(event(), [touch], AFTER)
    assert known.state == KNOWN
    assert known.taken_up_on == touch.on
    assert not known.text


def test_a_touch_on_the_day_takes_nothing_up():
    assert so_far(event(), [Cared(DAY, LATER)], AFTER).state == ASK


def test_what_was_written_before_the_event_takes_nothing_up():
    last_week = event(on=DAY - timedelta(days=7))
    assert so_far(last_week, [Cared(DAY, BEFORE), Cared(DAY, WRITTEN)], DAY).state == ASK


@pytest.mark.parametrize("on", [EVE, DAY])
def test_what_was_wished_is_not_said_again(on):
    known = so_far(event(), [Cared(on, LATER)], DAY)
    assert known.state == TODAY
    assert known.wished_on == on
    assert not known.text


def test_a_touch_two_days_before_wished_nothing():
    assert so_far(event(), [Cared(EVE - timedelta(days=1), LATER)], EVE).text


def test_news_is_no_day_and_is_taken_up_on_its_day():
    news = event("new at Nordwind as Head of Sales, formerly at Lagoon")
    said = "New at Nordwind as Head of Sales, formerly at Lagoon"
    assert line(news, DAY) == f"{said}. Congratulate them."
    assert line(news, AFTER) == f"{said}, as of 4 Dec. Congratulate them."
    assert line(event("now CEO"), DAY) == "Now CEO. Congratulate them."
    assert so_far(news, [], DAY).text
    assert so_far(news, [Cared(DAY, LATER)], DAY).is_known
    assert so_far(news, [Cared(EVE, LATER)], DAY).state == TODAY


def test_today_comes_before_tomorrow_and_that_before_what_is_past():
    texts = {"past": -1, "older": -5, "tomorrow": 1, "today": 0, "far": 9}
    events = [
        so_far(event(key, DAY + timedelta(days=off), key), [], DAY) for key, off in texts.items()
    ]
    assert [item.event.id for item in by_urgency(events, DAY)] == [
        "today", "tomorrow", "past", "older",
    ]  # fmt: skip


def test_what_is_said_goes_with_the_day_on_which_it_is_said():
    known = so_far(event(), [], EVE)
    (item,) = by_urgency([known], AFTER)
    assert item.text == "The knee operation was on Fri 4 Dec. Ask how it went."
    assert by_urgency([known], DAY - timedelta(days=5)) == []


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (
            DAY - timedelta(days=9),
            "On Thu 3 Dec: The knee operation is tomorrow, Fri 4 Dec. Wish them luck.",
        ),
        (EVE, "The knee operation is tomorrow, Fri 4 Dec. Wish them luck."),
        (AFTER, "The knee operation was on Fri 4 Dec. Ask how it went."),
        (
            DAY + timedelta(days=200),
            "It is too long ago to be asked about; the profile shows it.",
        ),
    ],
)
def test_whoever_keeps_it_hears_what_will_be_said(today, said):
    assert said_when_kept(event(), today) == said


def test_what_to_wish_is_said_in_a_few_words():
    assert what_to_wish("her knee operation") == "wish her luck"
    assert what_to_wish("new at Nordwind") == "congratulate them"
    assert what_to_wish("funeral") == "say a quiet word, and nothing of business"


@pytest.mark.parametrize(
    ("label", "once"),
    [
        ("operation", True),
        ("Mia's exam", True),
        ("house move", True),
        ("court date", True),
        ("birthday", False),
        ("anniversary of the operation", False),
        ("with us since", False),
        ("wedding", False),
        ("trade fair", False),
        ("day his father died", False),
    ],
)
def test_a_label_may_name_what_comes_once(label, once):
    assert comes_once(label) == once


@pytest.mark.parametrize(
    ("label", "year", "may"),
    [
        ("operation", 2027, True),
        ("trade fair", 2027, True),
        ("operation", 2026, False),
        ("operation", None, False),
        ("birthday", 2027, False),
        ("with us since", 2027, False),
    ],
)
def test_a_day_to_come_with_its_year_may_come_once(label, year, may):
    day = YearlyDay(3, 14, year)
    assert may_come_once(label, day, DAY) == (date(2027, 3, 14) if may else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("her operation", "her"),
        ("his exam", "him"),
        ("her brother's exam", "them"),
        ("he takes her exam", "them"),
        ("Mia defends her thesis", "them"),
        ("operation", "them"),
    ],
)
def test_nobody_is_guessed_to_be_a_he_or_a_she(text, expected):
    assert whom(text) == expected


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("operation", "her hip operation", True),
        ("hip op", "surgery", True),
        ("exam", "knee operation", False),
        ("driving test", "driving test in Leeds", True),
        ("the puppy arrives", "puppy", True),
        ("hand-over", "summit", False),
    ],
)
def test_two_texts_of_one_day_may_be_one_event(text, other, same):
    assert is_the_same(text, other) == same


SOME = (
    "operation exam moves starts moving Mia her his mother's daughter the of at to a is has got "
    "due results off back in 3 three {day} {0} %s , . - : baby OP wedding party results' under "
    "plays Leeds 🎉 手术 get"
)
WORDS = st.sampled_from(SOME.split())
TEXTS = st.lists(WORDS, min_size=1, max_size=7).map(" ".join) | st.text(
    st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=90
).filter(lambda text: text.strip())


@given(TEXTS, st.integers(-200, 3))
def test_any_text_is_said_in_one_line_with_its_day(text, off):
    today = DAY - timedelta(days=off)
    said = line(event(text), today)
    assert "\n" not in said
    assert said.endswith((".", "!", "?"))
    assert said[:1] == said[:1].upper()
    if off != 0:
        assert with_weekday(DAY, today) in said


@given(TEXTS)
def test_any_text_has_a_sort_and_sentences(text):
    assert what_to_wish(text)
    assert sort_of(text)
    said = sentences_of(text)
    assert bool(said.before) == bool(said.after)


CARED = st.builds(
    Cared,
    st.integers(-20, 220).map(lambda days: DAY + timedelta(days=days)),
    st.sampled_from([BEFORE, WRITTEN, LATER]),
)


@given(st.lists(CARED), st.integers(-30, 250))
def test_it_is_taken_up_at_most_once_and_stays_so(cared, off):
    today = DAY + timedelta(days=off)
    known = so_far(event(), cared, today)
    if known.taken_up_on is not None:
        assert DAY < known.taken_up_on <= today
        assert known.is_known
        assert so_far(event(), cared, today + timedelta(days=30)).taken_up_on == known.taken_up_on
    assert (known.state == KNOWN) == (known.taken_up_on is not None or off > ASKED_AFTER_DAYS)
