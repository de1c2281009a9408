"""The day that a note begins with."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.date_phrases import day_at_head, unread_day_of_note
from caretrack.domain.dates import spoken
from caretrack.errors import CareError

TODAY = date(2026, 11, 29)  # a Sunday
MIDDLE = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("note", "day", "words", "rest"),
    [
        ("yesterday: lunch at the harbour", "2026-11-28", "yesterday", "lunch at the harbour"),
        ("Yesterday - coffee", "2026-11-28", "Yesterday", "coffee"),
        ("yesterday – coffee", "2026-11-28", "yesterday", "coffee"),
        ("last tuesday — coffee with her", "2026-11-24", "last tuesday", "coffee with her"),
        ("2026-10-01: call", "2026-10-01", "2026-10-01", "call"),
        ("[2026-10-01] call", "2026-10-01", "2026-10-01", "call"),
        ("(last friday) call", "2026-11-27", "last friday", "call"),
        ("[yesterday]: call", "2026-11-28", "yesterday", "call"),
        ("3 days ago - coffee", "2026-11-26", "3 days ago", "coffee"),
        ("2 weeks ago: lunch", "2026-11-15", "2 weeks ago", "lunch"),
        ("a couple of days ago: a call", "2026-11-27", "a couple of days ago", "a call"),
        ("14 Nov: lunch", "2026-11-14", "14 Nov", "lunch"),
        ("Nov 14: lunch", "2026-11-14", "Nov 14", "lunch"),
        ("14.11.2026: lunch", "2026-11-14", "14.11.2026", "lunch"),
        ("yest: a call", "2026-11-28", "yest", "a call"),
        ("week before last: lunch", "2026-11-15", "week before last", "lunch"),
        ("14/11: lunch", "2026-11-14", "14/11", "lunch"),
        ("Fri 20 Nov 2026 — lunch", "2026-11-20", "Fri 20 Nov 2026", "lunch"),
        ("Fri, 20 Nov: lunch", "2026-11-20", "Fri, 20 Nov", "lunch"),
        ("Mon: a call", "2026-11-23", "Mon", "a call"),
        ("Wed: a call", "2026-11-25", "Wed", "a call"),
        ("friday: she called", "2026-11-27", "friday", "she called"),
        ("sunday: church", "2026-11-29", "sunday", "church"),
        ("today: a call", "2026-11-29", "today", "a call"),
        ("this morning: a call", "2026-11-29", "this morning", "a call"),
        ("the day before yesterday: spoke", "2026-11-27", "the day before yesterday", "spoke"),
        ("Tue 18:30 - about the roof", "2026-11-24", "Tue 18:30", "about the roof"),
        ("yesterday 18:00: a call", "2026-11-28", "yesterday 18:00", "a call"),
        ("yesterday evening: a call", "2026-11-28", "yesterday evening", "a call"),
        ("last friday\nshe was at the fair", "2026-11-27", "last friday", "she was at the fair"),
        ("christmas 2025: no", None, None, None),
        ("the 12th: lunch", "2026-11-12", "the 12th", "lunch"),
        ("last week: lunch", "2026-11-22", "last week", "lunch"),
        ("5 dec 2025: lunch", "2025-12-05", "5 dec 2025", "lunch"),
    ],
)
def test_a_day_as_a_label_is_read_and_taken_off(note, day, words, rest):
    found = day_at_head(note, TODAY)
    said = (found.day.isoformat(), found.words, found.rest) if found else (None, None, None)
    assert said == (day, words, rest)


@pytest.mark.parametrize(
    ("note", "day", "words"),
    [
        ("last friday we met at the fair", "2026-11-27", "last friday"),
        ("on tuesday had lunch", "2026-11-24", "on tuesday"),
        ("On Monday Ben rang", "2026-11-23", "On Monday"),
        ("friday ben called, long talk", "2026-11-27", "friday"),
        ("friday lunch with her, she has a new job", "2026-11-27", "friday"),
        ("Friday we met, she is well", "2026-11-27", "Friday"),
        ("fri drinks with the team", "2026-11-27", "fri"),
        ("tuesday evening we spoke", "2026-11-24", "tuesday evening"),
        ("tuesday at the fair", "2026-11-24", "tuesday"),
        ("tuesday her mother was ill, we talked long", "2026-11-24", "tuesday"),
        ("last friday he and I had a beer", "2026-11-27", "last friday"),
        ("last friday she told me she lost her job", "2026-11-27", "last friday"),
        ("yesterday he seemed low", "2026-11-28", "yesterday"),
        ("27/11 coffee", "2026-11-27", "27/11"),
        ("27.11. lunch", "2026-11-27", "27.11"),
        ("tues coffee with her", "2026-11-24", "tues"),
        ("wed lunch", "2026-11-25", "wed"),
        ("late last night he texted", "2026-11-28", "late last night"),
        ("2 weeks back we met", "2026-11-15", "2 weeks back"),
        ("last wk met for tea", "2026-11-22", "last wk"),
        ("y'day lunch", "2026-11-28", "y'day"),
        ("Yesterday, we met", "2026-11-28", "Yesterday"),
        ("yesterday. Lunch.", "2026-11-28", "yesterday"),
        ("yesterday", "2026-11-28", "yesterday"),
        ("yesterday at 3pm we spoke", "2026-11-28", "yesterday at 3pm"),
        ("yesterday afternoon, quick call", "2026-11-28", "yesterday afternoon"),
        ("last night dinner with Ben", "2026-11-28", "last night"),
        ("this morning she called", "2026-11-29", "this morning"),
        ("today she called", "2026-11-29", "today"),
        ("3 days ago we spoke", "2026-11-26", "3 days ago"),
        ("a couple of days ago she rang", "2026-11-27", "a couple of days ago"),
        ("two weeks ago we met", "2026-11-15", "two weeks ago"),
        ("last week she called", "2026-11-22", "last week"),
        ("last month lunch with his family", "2026-10-29", "last month"),
        ("monday last week we met", "2026-11-16", "monday last week"),
        ("14 Nov we met", "2026-11-14", "14 Nov"),
        ("on 14 November she rang", "2026-11-14", "on 14 November"),
        ("on the 12th we met", "2026-11-12", "on the 12th"),
        ("on 14/11 we met", "2026-11-14", "on 14/11"),
        ("2026-10-01 lunch", "2026-10-01", "2026-10-01"),
        ("14/3/2026 lunch", "2026-03-14", "14/3/2026"),
        ("tuesday 10 people came", "2026-11-24", "tuesday"),
        ("the day before yesterday we spoke", "2026-11-27", "the day before yesterday"),
    ],
)
def test_a_day_in_the_sentence_is_read_and_stays(note, day, words):
    found = day_at_head(note, TODAY)
    assert found is not None
    assert (found.day.isoformat(), found.words, found.rest) == (day, words, note)


@pytest.mark.parametrize(
    "note",
    [
        "we met last friday at the fair",
        "tuesday her mother was ill",
        "last friday his dog died",
        "yesterday her son was born",
        "last friday, she lost her job",
        "25/11 - 27/11: at the fair",
        "3/4 of her team left",
        "4/12 lunch",
        "wed her in june",
        "long call, yesterday she moved",
        "May called",
        "April: she is well",
        "March figures are in",
        "Friday Group sent the invoice",
        "Friday Studio called",
        "friday group sent the invoice",
        "Sunday Times wrote about her",
        "Monday blues, she said",
        "Sun Microsystems called",
        "sat with her at the hospital",
        "Sat with her at the hospital",
        "wed in june, both are happy",
        "sun and rain, a walk",
        "Mon - Wed: she is away",
        "14 Nov - 16 Nov: at the fair",
        "Monday-Friday she works",
        "monday to friday she works",
        "friday is her exam",
        "friday suits her",
        "tuesday or wednesday would suit her",
        "friday she starts the new job",
        "on friday she has her operation",
        "on monday her trial begins",
        "friday she will be back",
        "tomorrow her daughter has an exam",
        "tomorrow she starts at Leeds",
        "next week she starts at Leeds",
        "next friday is her birthday",
        "in two weeks they move",
        "last week she was in hospital",
        "last year he moved to Leeds",
        "3 months ago his father died",
        "yesterday's meeting was moved",
        "today's call was short",
        "last week's numbers are in",
        "by friday she wants the list",
        "until friday she is away",
        "Black Friday offer sent",
        "the other day we met",
        "last weekend we met",
        "in march we met",
        "christmas was lovely",
        "Easter cards went out",
        "now she is well",
        "3/4 of the team left",
        "14/3 she said",
        "12th: the next point",
        "1st: the goal, 2nd: the money",
        "2 days in the hospital",
        "30 feb we met",
        "end of month numbers sent",
        "Note: a call",
        "Re: friday",
        "a call: friday suits her",
        "9:30 a call",
        "she: yesterday",
        "yesterday's",
        ":",
        "- ",
        "",
        " \n ",
    ],
)
def test_a_note_that_begins_with_another_day_or_none_is_of_today(note):
    assert day_at_head(note, TODAY) is None


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("tomorrow we meet", "“tomorrow” is Mon 30 Nov 2026"),
        ("tomorrow: lunch", "“tomorrow” is Mon 30 Nov 2026"),
        ("tomorrow lunch with Ben", "“tomorrow” is Mon 30 Nov 2026"),
        ("Tomorrow Ben and I meet", "“Tomorrow” is Mon 30 Nov 2026"),
        ("tomorrow", "“tomorrow” is Mon 30 Nov 2026"),
        ("next friday: lunch", "“next friday” is Fri 4 Dec 2026"),
        ("next week lunch with Ben", "“next week” is Sun 6 Dec 2026"),
        ("friday we meet for lunch", "“friday” is Fri 4 Dec 2026"),
        ("on friday we'll meet", "“on friday” is Fri 4 Dec 2026"),
        ("on monday next week we meet", "“on monday next week” is Mon 30 Nov 2026"),
        ("in two weeks we have dinner", "“in two weeks” is Sun 13 Dec 2026"),
        ("2026-12-24: lunch", "“2026-12-24” is Thu 24 Dec 2026"),
        ("5 dec: lunch", "“5 dec” is Sat 5 Dec 2026"),
        ("24 dec we meet", "“24 dec” is Thu 24 Dec 2026"),
    ],
)
def test_a_day_to_come_is_no_touch(note, said):
    with pytest.raises(CareError, match=said) as refused:
        day_at_head(note, TODAY)
    assert "care promise" in refused.value.hint
    assert "-d today" in refused.value.hint


@pytest.mark.parametrize("note", ["30 feb: lunch", "2026-13-01: lunch", "14/3/26: lunch"])
def test_a_label_of_a_day_that_does_not_exist_is_refused(note):
    with pytest.raises(CareError):
        day_at_head(note, TODAY)


def test_the_month_may_come_first():
    found = day_at_head("11/3: lunch", TODAY, month_first=True)
    assert found is not None
    assert found.day == date(2026, 11, 3)


@given(MIDDLE, MIDDLE)
def test_a_whole_day_as_a_label_is_read_back_or_refused(day, today):
    for written in (day.isoformat(), spoken(day)):
        if day > today:
            with pytest.raises(CareError):
                day_at_head(f"{written}: lunch", today)
        else:
            assert day_at_head(f"{written}: lunch", today) == (day, written, "lunch")


@given(MIDDLE, st.sampled_from(["monday", "tuesday", "wednesday", "thursday", "friday"]))
def test_a_weekday_alone_is_the_last_one(today, name):
    found = day_at_head(f"{name}: lunch", today)
    assert found is not None
    assert timedelta(0) <= today - found.day < timedelta(days=7)


@given(st.text(max_size=200), MIDDLE)
def test_any_note_gives_a_day_that_has_come_or_none(note, today):
    try:
        found = day_at_head(note, today)
    except CareError:
        return
    assert found is None or (found.day <= today and found.rest.strip() and found.rest in note)


def test_a_long_note_is_looked_at_once():
    for note in ("a " * 50_000, " " * 50_000, "- " * 50_000, "friday " * 20_000, "3" * 50_000):
        try:
            day_at_head(note, TODAY)
        except CareError:
            continue


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("the other day we met", "the other day"),
        ("The other day we met", "The other day"),
        ("last weekend we met", "last weekend"),
        ("at the weekend she called", "at the weekend"),
        ("a few days ago we met", "a few days ago"),
        ("Friday Ben called", "Friday"),
        ("Friday Group sent the invoice", "Friday"),
        ("friday she starts the new job", ""),
        ("on friday she has her operation", ""),
        ("Monday blues, she said", ""),
        ("last week she was in hospital", ""),
        ("we met the other day", ""),
        ("lunch yesterday", "yesterday"),
        ("Spoke on friday.", "on friday"),
        ("met her 3 days ago", "3 days ago"),
        ("we met last tuesday", "last tuesday"),
        ("she was ill yesterday", ""),
        ("lunch yesterday was long, and she told me everything about the harbour", ""),
        ("", ""),
    ],
)
def test_what_may_be_the_day_of_a_note_is_not_passed_over_in_silence(note, words):
    assert day_at_head(note, TODAY) is None
    assert unread_day_of_note(note) == words
