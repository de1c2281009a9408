"""The first look at a note misses nothing that the rules find which it stands before."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.date_phrases import day_at_head, parse_date, unread_day_of_note
from caretrack.domain.dates import MONTHS, NUMBERS, WEEKDAYS
from caretrack.domain.language.first_look import (
    may_name_its_day,
    may_tell_of_death,
    may_tell_of_referral,
)
from caretrack.domain.people.death_in_note import deaths_in_note
from caretrack.domain.people.in_notes import words_of_note
from caretrack.domain.people.plain_names import at_least_words_of
from caretrack.domain.talk.referrals import referrals_in
from caretrack.domain.talk.said_days import starts_no_day
from caretrack.errors import CareError
from caretrack.words import phrase_list, word_lists

TODAY = date(2026, 11, 21)
# Whatever a rule for days may look at, between words that mean nothing to it.
OF_DAYS = sorted(
    {*WEEKDAYS, *MONTHS, *NUMBERS, "Monday", "Fri", "May", "TODAY", "today,", "yesterday.", "yday"}
    | {"y'day", "tomorrow", "tonight", "ago", "back", "last", "next", "this", "the", "other"}
    | {"week", "weeks", "days", "day", "night", "month", "weekend", "summer", "earlier", "few"}
    | {"on", "in", "over", "at", "during", "within", "some", "from", "by", "until", "end", "of"}
    | {"14", "3rd", "27/11", "2026-11-20", "1.11.", "14:", "-", "–", "(", "[", "]", ":", "\n"}
    | {"couple", "time", "christmas", "easter", "eow", "start", "coming", "before", "2w", "+3d"}
    | {word for words in word_lists("days").values() for word in words.split()}
)
PLAIN = ["lunch", "Ben", "called", "we", "her", "met", "oven", "she", "has", "daughter", "Group"]


def notes(words: list[str]) -> st.SearchStrategy[str]:
    """Return notes of up to twelve of these words and of plain ones."""
    one = st.sampled_from(words) | st.sampled_from(PLAIN)
    return st.lists(one, max_size=12).map(" ".join)


def names_a_day(note: str) -> bool:
    try:
        return day_at_head(note, TODAY) is not None or bool(unread_day_of_note(note))
    except CareError:
        return True


@given(notes(OF_DAYS))
def test_no_day_of_a_note_is_missed(note: str) -> None:
    if names_a_day(note):
        assert may_name_its_day(note)


@pytest.mark.parametrize(
    "note",
    [
        "Yesterday we met",
        "met her for lunch yesterday",
        "the other day we met",
        "[14 Nov] lunch",
        "on friday we met",
        "Friday Ben called",
        "called 3 days ago",
        "over the weekend she moved",
        "a few weeks ago she moved",
        "27/11 lunch",
        "called Zoë 3 days ago",
    ],
)
def test_a_note_with_a_day_is_looked_at(note: str) -> None:
    assert names_a_day(note)
    assert may_name_its_day(note)


def test_most_notes_need_no_look_at_their_day() -> None:
    assert not may_name_its_day("just to hear how the new oven does, her daughter starts school")


@given(st.lists(st.sampled_from(OF_DAYS) | st.sampled_from(PLAIN), max_size=4))
def test_no_day_behind_in_is_missed(words: list[str]) -> None:
    if not starts_no_day(["in", *(word.lower() for word in words)]):
        return
    for prefer in ("past", "future"):
        with pytest.raises(CareError):
            parse_date(" ".join(["in", *words]), TODAY, prefer=prefer)


OF_DEATH = sorted(
    {word for listed in word_lists("death").values() for word in listed.split()}
    | {part.strip("[]") for phrase in phrase_list("death", "died") for part in phrase.split()}
    | {form for word in phrase_list("death", "died") for form in word.split()[0].split("/")}
    | {"LOST", "Late", "the", "his", "Tom", "Hay", "R.I.P.", "Tom's", "of", "we", "†", "."}
)


@given(notes(OF_DEATH))
def test_no_death_is_missed(note: str) -> None:
    if deaths_in_note(note, TODAY, ["Tom Hay"], ["Ana Silva"]):
        assert may_tell_of_death(note)


OF_REFERRALS = sorted(
    {
        form
        for group in ("given", "got")
        for phrase in phrase_list("referrals", group)
        for part in phrase.split()
        for form in part.strip("[]").split("/")
    }
    - {".."}
    | {"she", "Tom", "\n", ".", "two", "his", "our"}
)


@given(notes(OF_REFERRALS), st.booleans())
def test_no_referral_is_missed(note: str, is_long: bool) -> None:
    text = ("lunch\n" * 400 if is_long else "") + note
    if referrals_in(text, "Tom Hay"):
        assert may_tell_of_referral(text)


@given(st.text("abS's'-._ `B9,", max_size=20))
def test_no_word_of_a_note_is_missed_that_may_be_a_name(note: str) -> None:
    assert {word.key for word in words_of_note(note)} <= at_least_words_of(note)
