"""Meetings that repeat: each time that took place is one touch."""

from datetime import date, datetime
from pathlib import Path

import pytest

# in_berlin: used by being imported
from calendars import (
    calendar,
    event,
    guest,
    in_berlin,  # noqa: F401
    read_file,
    refused,
    touches,
)
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caretrack.formats.ics.days import event_days
from caretrack.formats.ics.event import CalendarEvent, EventProperty, Moment
from caretrack.formats.ics.lines import CalendarPart
from caretrack.formats.ics.zones import Zones

BERLIN = "DTSTART;TZID=Europe/Berlin:20261005T090000"


def days(path: Path, *lines: str, start: str = BERLIN) -> list[str]:
    items = read_file(path, calendar(event(*lines, start=start)))
    assert refused(items) == []
    return [touch.happened_on[5:] for touch in touches(items)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("RRULE:FREQ=WEEKLY;COUNT=3", "10-05 10-12 10-19"),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261019T070000Z", "10-05 10-12 10-19"),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261019T065959Z", "10-05 10-12"),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261019", "10-05 10-12 10-19"),
        ("RRULE:FREQ=WEEKLY;UNTIL=99991231T000000Z;INTERVAL=3", "10-05 10-26 11-16"),
        ("RRULE:FREQ=MONTHLY;BYDAY=1MO", "10-05 11-02"),
        ("RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1", "10-05 10-26"),
        (
            "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=MO",
            "10-05 10-07 10-19 10-21 11-02 11-04 11-16 11-18",
        ),
        ("rrule:freq=weekly;count=2;x-odd=1;RSCALE=GREGORIAN", "10-05 10-12"),
        ("RRULE:FREQ=HOURLY;COUNT=30", "10-05 10-06"),
        ("RRULE:FREQ=WEEKLY;COUNT=3|EXDATE;TZID=Europe/Berlin:20261012T090000", "10-05 10-19"),
        ("RRULE:FREQ=WEEKLY;COUNT=3|EXDATE:20261012T070000Z,20261019T070000Z", "10-05"),
        ("RRULE:FREQ=WEEKLY;COUNT=3|EXDATE;VALUE=DATE:20261005", "10-12 10-19"),
        ("RRULE:FREQ=WEEKLY;COUNT=3|EXRULE:FREQ=WEEKLY;INTERVAL=2", "10-12"),
        ("RDATE;TZID=Europe/Berlin:20261007T090000,20261109T090000", "10-05 10-07 11-09"),
        ("RDATE;VALUE=PERIOD:20261007T070000Z/PT1H", "10-05 10-07"),
        ("RRULE:FREQ=WEEKLY;COUNT=2|RDATE:20261008T070000Z", "10-05 10-08 10-12"),
    ],
)
def test_each_time_of_a_series_is_a_touch(tmp_path: Path, lines: str, expected: str) -> None:
    assert days(tmp_path, *lines.split("|")) == expected.split()


@pytest.mark.parametrize(
    ("start", "lines", "expected"),
    [
        (
            "DTSTART;TZID=America/New_York:20261101T200000",
            "RRULE:FREQ=WEEKLY;BYDAY=SU;COUNT=2",
            "11-02 11-09",
        ),
        ("DTSTART:20261101T233000Z", "RRULE:FREQ=DAILY;COUNT=2", "11-02 11-03"),
        ("DTSTART:20261101T233000", "RRULE:FREQ=DAILY;COUNT=2", "11-01 11-02"),
        ("DTSTART:20261120T220000Z", "RRULE:FREQ=DAILY", "11-20 11-21"),
        ("DTSTART:20261120T233000Z", "RRULE:FREQ=DAILY", "11-21"),
        ("DTSTART:20261119T090000", "RRULE:FREQ=DAILY", "11-19 11-20 11-21"),
    ],
)
def test_days_of_a_series_are_local_and_none_is_in_the_future(
    tmp_path: Path, start: str, lines: str, expected: str
) -> None:
    assert days(tmp_path, lines, start=start) == expected.split()


def test_a_time_is_known_again_by_the_day_of_its_series(tmp_path: Path) -> None:
    series = event("RRULE:FREQ=WEEKLY;COUNT=3", start=BERLIN)
    moved = event(
        "RECURRENCE-ID:20261012T070000Z", start="DTSTART;TZID=Europe/Berlin:20261014T150000"
    )
    gone = event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20261019T090000",
        "STATUS:CANCELLED",
        start="DTSTART:20261019T070000Z",
        who=[],
    )
    for events in ((series, moved, gone), (gone, moved, series)):
        items = read_file(tmp_path, calendar(*events))
        assert sorted((touch.uid, touch.happened_on) for touch in touches(items)) == [
            ("one@x/2026-10-05", "2026-10-05"),
            ("one@x/2026-10-12", "2026-10-14"),
        ]


def test_a_time_to_which_only_they_were_invited_stands_alone(tmp_path: Path) -> None:
    changed = event("RECURRENCE-ID:20261012T070000Z", start="DTSTART:20261012T070000Z")
    (touch,) = touches(
        read_file(
            tmp_path,
            calendar(event("RRULE:FREQ=WEEKLY", start=BERLIN, who=[guest("x@y.example")]), changed),
        )
    )
    assert touch.uid == "one@x/2026-10-12"


def test_a_series_that_is_cancelled_has_no_times(tmp_path: Path) -> None:
    series = event("RRULE:FREQ=WEEKLY;COUNT=3", "STATUS:CANCELLED", start=BERLIN)
    moved = event("RECURRENCE-ID:20261012T070000Z", start="DTSTART:20261014T070000Z")
    assert touches(read_file(tmp_path, calendar(series, moved))) == []


def test_a_change_of_all_later_ones_is_said_to_be_read_for_its_day(tmp_path: Path) -> None:
    changed = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261012T070000Z", start="DTSTART:20261013T070000Z"
    )
    items = read_file(tmp_path, calendar(event("RRULE:FREQ=WEEKLY;COUNT=3", start=BERLIN), changed))
    assert [item.why for item in refused(items)] == [
        "it changes all later ones, too: only its own day is read so"
    ]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FREQ=WEEKLY;INTERVAL=0", "the rule 'FREQ=WEEKLY;INTERVAL=0' cannot be read"),
        ("FREQ=NOW", "the rule 'FREQ=NOW' cannot be read"),
        ("nonsense", "the rule 'nonsense' cannot be read"),
        ("FREQ=WEEKLY;BYDAY=XX", "the rule 'FREQ=WEEKLY;BYDAY=XX' cannot be read"),
        (
            "FREQ=WEEKLY;COUNT=" + "9" * 5000,
            f"the rule 'FREQ=WEEKLY;COUNT={'9' * 41}…' cannot be read",
        ),
        ("FREQ=WEEKLY;UNTIL=20261301", "UNTIL '20261301' is not a date"),
        (
            "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
            "it repeats within a day, under conditions: no meeting does",
        ),
    ],
)
def test_a_rule_that_cannot_be_read_is_told(tmp_path: Path, rule: str, why: str) -> None:
    (item,) = read_file(tmp_path, calendar(event("CLASS:PUBLIC", f"RRULE:{rule}", start=BERLIN)))
    assert refused([item]) == [item]
    assert (item.where, item.why, item.whole) == ("event 1, line 10", why, True)


def test_a_rule_by_the_second_for_a_hundred_years_ends(tmp_path: Path) -> None:
    said, *met = read_file(
        tmp_path,
        calendar(
            event("RRULE:FREQ=SECONDLY;UNTIL=21260101T000000Z", start="DTSTART:20260101T000000Z")
        ),
    )
    assert said.why == "it repeats more than 10,000 times: what comes after them is left out"
    assert [touch.happened_on for touch in met] == ["2026-01-01"]


def test_a_rule_that_ended_before_it_began_has_no_days(tmp_path: Path) -> None:
    (said,) = read_file(
        tmp_path, calendar(event("RRULE:FREQ=WEEKLY;UNTIL=20000229T090000Z", start=BERLIN))
    )
    assert said.why == "still to come, or on no day at all (line 4)"


@pytest.mark.parametrize("often", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
def test_a_series_whose_rule_never_fits_is_its_start_alone(tmp_path: Path, often: str) -> None:
    (touch,) = read_file(
        tmp_path,
        calendar(
            event(f"RRULE:FREQ={often};BYMONTH=2;BYMONTHDAY=30", start="DTSTART:19990101T090000")
        ),
    )
    assert touch.happened_on == "1999-01-01"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=4", "10-05 10-08 10-15 10-22"),
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=1", "10-05"),
        ("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3", "10-05 10-08 10-12"),
        ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20261020T000000Z", "10-05 10-08 10-15"),
        ("FREQ=WEEKLY;BYDAY=TH;INTERVAL=3", "10-05 10-08 10-29 11-19"),
        ("FREQ=MONTHLY;BYMONTHDAY=1;COUNT=2", "10-05 11-01"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "10-05 10-30"),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=2", "10-05 11-02"),
        ("FREQ=DAILY;BYDAY=SA,SU;COUNT=3", "10-05 10-10 10-11"),
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=3|EXDATE;TZID=Europe/Berlin:20261005T090000", "10-08 10-15"),
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=2|RDATE:20261009T070000Z", "10-05 10-08 10-09"),
        ("FREQ=WEEKLY;COUNT=2|RRULE:FREQ=MONTHLY;BYDAY=2FR;COUNT=2", "10-05 10-09 10-12 11-13"),
    ],
)
def test_the_start_is_the_first_of_a_series_and_counted_though_the_rule_does_not_name_it(
    tmp_path: Path, rule: str, expected: str
) -> None:
    assert days(tmp_path, *f"RRULE:{rule}".split("|")) == expected.split()


def test_the_first_of_a_series_that_was_moved_is_not_there_twice(tmp_path: Path) -> None:
    series = event("RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=2", start=BERLIN)
    moved = event("RECURRENCE-ID:20261005T070000Z", start="DTSTART:20261006T070000Z")
    met = touches(read_file(tmp_path, calendar(series, moved)))
    assert sorted(touch.happened_on for touch in met) == ["2026-10-06", "2026-10-08"]


@pytest.mark.parametrize(
    ("rule", "start", "read"),
    [
        ("FREQ=SECONDLY;UNTIL=21260101T000000Z", "DTSTART:20260101T000000Z", 10),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "DTSTART:19990101T090000", 498),
    ],
    ids=["by the second", "on no day"],
)
def test_a_file_that_repeats_without_end_is_read_so_far_and_the_rest_refused(
    tmp_path: Path, rule: str, start: str, read: int
) -> None:
    found = read_file(
        tmp_path,
        calendar(
            *[event(f"RRULE:{rule}", start=start, uid=f"{number}@x") for number in range(read + 15)]
        ),
    )
    said = [item.why for item in refused(found) if "more than a file may" in item.why]
    assert (
        said == ["the meetings before it repeat 100,000 times already, more than a file may"] * 10
    )
    assert len(touches(found)) == read


def test_a_list_without_end_is_told(tmp_path: Path) -> None:
    days = [f"{month:02}{day:02}" for month in range(1, 13) for day in range(1, 29)]
    lists = [f"RDATE:{','.join(f'{year}{day}' for day in days)}" for year in range(1970, 2001)]
    (said,) = read_file(tmp_path, calendar(event(*lists, start=BERLIN)))
    assert said.why == "it lists more than 10,000 days"


_RULES = st.builds(
    ";".join,
    st.tuples(
        st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"]),
        st.integers(1, 5).map("INTERVAL={}".format),
        st.sampled_from(["COUNT=30", "WKST=SU", "BYMONTH=2,10"]),
        st.sampled_from(
            ["BYDAY=MO,FR", "BYMONTHDAY=-1", "BYMONTHDAY=29", "BYSETPOS=1;BYDAY=TU,TH", "WKST=MO"]
        ),
    ),
)


@settings(max_examples=30, deadline=None)
@example("FREQ=DAILY;INTERVAL=2;BYMONTH=2,10;BYMONTHDAY=29", date(2001, 11, 2), 0)
@given(_RULES, st.dates(date(1985, 1, 1), date(2032, 12, 31)), st.integers(0, 2000))
def test_a_rule_gives_the_same_days_as_dateutil(rule: str, start: date, span: int) -> None:
    until = date.fromordinal(start.toordinal() + span)
    part = CalendarPart("VEVENT", 1, 1, "")
    recurs = {"RRULE": [EventProperty("RRULE", 1, {}, rule)]}
    meeting = CalendarEvent(
        part, "", Moment(start, datetime.min.time(), None), "", (), False, False, "meeting", recurs
    )
    expected = [start]
    for found in rrulestr(rule, dtstart=datetime.combine(start, datetime.min.time())):
        counted = "COUNT=30" in rule and len(expected) == 30
        if counted or found.date() > date.fromordinal(until.toordinal() + 1):
            break
        if found.date() != start:
            expected.append(found.date())
    assert event_days(meeting, Zones(), until).days == expected
