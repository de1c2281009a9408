"""What stands in a calendar on a day: each time of each event, by the clock of this machine."""

import io
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

# in_berlin: used by being imported
from calendars import (
    ANA,
    ME,
    calendar,
    event,
    guest,
    in_berlin,  # noqa: F401
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caretrack.domain.agenda import AgendaEvent
from caretrack.domain.records import Refused
from caretrack.errors import CareError
from caretrack.formats.ics.agenda import read_agenda

DAY = date(2026, 11, 21)
EXPORTED = Path(__file__).with_name("exported")
AT_NINE = "DTSTART;TZID=Europe/Berlin:20261121T090000"


def read(data: bytes, day: date = DAY, last: date | None = None) -> list[AgendaEvent | Refused]:
    return list(read_agenda(io.BytesIO(data), day, last or day))


def found(*events: list[str], day: date = DAY, head: Iterable[str] = ()) -> list[AgendaEvent]:
    items = read(calendar(*events, head=head), day)
    assert [item for item in items if isinstance(item, Refused)] == []
    return sorted(
        (item for item in items if isinstance(item, AgendaEvent)), key=lambda item: item.starts
    )


def hours(*events: list[str], day: date = DAY) -> list[str]:
    return [f"{item.starts:%d %H:%M}-{item.ends:%d %H:%M}" for item in found(*events, day=day)]


def test_an_event_has_its_hour_title_place_and_guests() -> None:
    lines = ("DTEND;TZID=Europe/Berlin:20261121T100000", "LOCATION:Café\\, Luna", f"X:{ANA}")
    (item,) = found(event(*lines, start=AT_NINE, who=[guest(), guest(ME, "DECLINED")]))
    assert (item.starts, item.ends) == (datetime(2026, 11, 21, 9), datetime(2026, 11, 21, 10))
    assert (item.title, item.place, item.channel) == ("Coffee", "Café, Luna", "meeting")
    assert [(one.address, one.answer, one.name) for one in item.guests] == [
        (ANA, "ACCEPTED", "Somebody"),
        (ME, "DECLINED", "Somebody"),
    ]


@pytest.mark.parametrize(
    ("start", "more", "expected"),
    [
        (AT_NINE, [], ["21 09:00-21 09:00"]),
        (AT_NINE, ["DURATION:PT45M"], ["21 09:00-21 09:45"]),
        (AT_NINE, ["DURATION:-PT45M"], ["21 09:00-21 09:00"]),
        (AT_NINE, ["DURATION:rubbish"], ["21 09:00-21 09:00"]),
        (AT_NINE, ["DTEND:20261121T073000Z"], ["21 09:00-21 09:00"]),
        (AT_NINE, ["DTEND:20261121T093000Z"], ["21 09:00-21 10:30"]),
        (AT_NINE, ["DTEND:rubbish"], ["21 09:00-21 09:00"]),
        ("DTSTART:20261121T080000Z", ["DURATION:PT1H"], ["21 09:00-21 10:00"]),
        ("DTSTART:20261121T080000", ["DURATION:PT1H"], ["21 08:00-21 09:00"]),
        ("DTSTART;TZID=Asia/Seoul:20261122T070000", [], ["21 23:00-21 23:00"]),
        ("DTSTART;TZID=Asia/Seoul:20261122T080000", [], []),
        ("DTSTART;TZID=W. Europe Standard Time:20261121T080000", [], ["21 08:00-21 08:00"]),
        ("DTSTART;TZID=Europe/Berlin:20261120T230000", ["DURATION:PT2H"], ["20 23:00-21 01:00"]),
        ("DTSTART;TZID=Europe/Berlin:20261120T230000", ["DURATION:PT1H"], []),
        ("DTSTART;VALUE=DATE:20261121", [], ["21 00:00-22 00:00"]),
        ("DTSTART;VALUE=DATE:20261120", [], []),
        (
            "DTSTART;VALUE=DATE:20261119",
            ["DTEND;VALUE=DATE:20261122"],
            ["19 00:00-22 00:00"],
        ),
        ("DTSTART;VALUE=DATE:20261119", ["DTEND;VALUE=DATE:20261121"], []),
        ("DTSTART;VALUE=DATE:20261120", ["DURATION:P2D"], ["20 00:00-22 00:00"]),
        (AT_NINE, ["STATUS:CANCELLED"], []),
    ],
)
def test_what_lies_on_the_day_is_there_in_local_time(
    start: str, more: list[str], expected: list[str]
) -> None:
    assert hours(event(*more, start=start)) == expected


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("RRULE:FREQ=DAILY", "DTSTART;TZID=Europe/Berlin:19900101T090000", ["09:00"]),
        ("RRULE:FREQ=WEEKLY;BYDAY=SA,SU", "DTSTART;TZID=Europe/Berlin:20200104T090000", ["09:00"]),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2", "DTSTART;TZID=Europe/Berlin:20261114T090000", []),
        ("RRULE:FREQ=DAILY;COUNT=3", "DTSTART;TZID=Europe/Berlin:20261119T090000", ["09:00"]),
        ("RRULE:FREQ=DAILY;COUNT=2", "DTSTART;TZID=Europe/Berlin:20261119T090000", []),
        ("RRULE:FREQ=DAILY;UNTIL=20261121T080000Z", "DTSTART:20261101T080000Z", ["09:00"]),
        ("RRULE:FREQ=DAILY;UNTIL=20261121T075959Z", "DTSTART:20261101T080000Z", []),
        ("RRULE:FREQ=DAILY;BYHOUR=9,15", AT_NINE, ["09:00", "15:00"]),
        (
            "RRULE:FREQ=DAILY;BYHOUR=9,15|EXDATE;TZID=Europe/Berlin:20261121T090000",
            AT_NINE,
            ["15:00"],
        ),
        ("RRULE:FREQ=DAILY;BYHOUR=9,15|EXDATE;VALUE=DATE:20261121", AT_NINE, []),
        ("RRULE:FREQ=DAILY|EXDATE:20261121T070000Z", "DTSTART:20261101T080000Z", []),
        ("RRULE:FREQ=DAILY|EXRULE:FREQ=WEEKLY", AT_NINE, []),
        ("RDATE;TZID=Europe/Berlin:20261121T170000", "DTSTART:20260101T080000Z", ["17:00"]),
        ("RRULE:FREQ=DAILY|RDATE:20261121T160000Z", "DTSTART:20261101T080000Z", ["09:00", "17:00"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=3SA", "DTSTART:20200118T080000Z", ["09:00"]),
        ("RRULE:FREQ=YEARLY", "DTSTART:19901121T080000Z", ["09:00"]),
        ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "DTSTART:19900101T080000Z", []),
    ],
)
def test_a_series_is_on_its_days(rule: str, start: str, expected: list[str]) -> None:
    starts = [f"{item.starts:%H:%M}" for item in found(event(*rule.split("|"), start=start))]
    assert starts == expected


def test_a_time_of_a_series_that_was_moved_is_at_its_new_time() -> None:
    series = event("RRULE:FREQ=DAILY", start="DTSTART:20261101T080000Z")
    moved = event("RECURRENCE-ID:20261121T080000Z", start="DTSTART:20261122T150000Z")
    gone = event("RECURRENCE-ID:20261123T080000Z", "STATUS:CANCELLED", start=AT_NINE)
    for events in ((series, moved, gone), (gone, moved, series)):
        assert hours(*events) == []
        assert hours(*events, day=date(2026, 11, 22)) == ["22 09:00-22 09:00", "22 16:00-22 16:00"]
        assert hours(*events, day=date(2026, 11, 23)) == []


def test_a_series_that_is_cancelled_has_no_times() -> None:
    series = event("RRULE:FREQ=DAILY", "STATUS:CANCELLED", start=AT_NINE)
    moved = event("RECURRENCE-ID:20261121T080000Z", start=AT_NINE)
    assert found(series, moved) == []
    assert found(event(start=AT_NINE), head=["METHOD:CANCEL"]) == []


def test_of_two_versions_the_newer_one_counts() -> None:
    old, new = (
        event("SEQUENCE:1", start=AT_NINE),
        event("SEQUENCE:2", start="DTSTART:20270101T080000Z"),
    )
    for events in ((old, new), (new, old)):
        assert found(*events) == []
        assert hours(*events, day=date(2027, 1, 1)) == ["01 09:00-01 09:00"]


def test_our_own_export_and_answers_to_invitations_are_passed_over() -> None:
    assert found(event(start=AT_NINE, uid="care-promise-1@caretrack")) == []
    assert found(event(start=AT_NINE), head=["METHOD:REPLY"]) == []


def test_the_owner_of_a_calendar_is_told() -> None:
    (item,) = found(event(start=AT_NINE), head=["X-WR-CALNAME:Mia@Care.example"])
    assert item.owners == (ME,)
    (item,) = found(event(start=AT_NINE), head=["X-WR-CALNAME:Work"])
    assert item.owners == ()


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["RRULE:FREQ=NOW"], "the rule 'FREQ=NOW' cannot be read"),
        (["RRULE:FREQ=SECONDLY"], "it repeats more than 24 times a day"),
        (["RRULE:FREQ=MINUTELY;BYMONTH=2"], "it repeats within a day, under conditions"),
        (["RRULE:FREQ=DAILY", "EXDATE:rubbish"], "EXDATE 'rubbish' is not a date"),
        (["RECURRENCE-ID:rubbish"], "RECURRENCE-ID 'rubbish' is not a date"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_is_there(lines: list[str], why: str) -> None:
    bad = event(*lines, start=AT_NINE, uid="bad@x")
    items = read(calendar(bad, event(start=AT_NINE)))
    said = [item.why for item in items if isinstance(item, Refused)]
    assert [line[: len(why)] for line in said] == [why]
    assert "one@x" in [item.uid for item in items if isinstance(item, AgendaEvent)]


def test_an_event_without_a_date_or_an_end_is_told() -> None:
    items = read(calendar(event(start="DTSTART:rubbish"), ["BEGIN:VEVENT", "UID:x"]))
    assert [type(item) for item in items] == [Refused, Refused]


def test_a_damaged_calendar_is_not_read_to_its_end() -> None:
    said = [item.why for item in read(b"BEGIN:VEVENT\n" * 100_000) if isinstance(item, Refused)]
    assert len(said) == 101
    assert said[-1] == "so many are damaged that the rest is not read"


def test_a_calendar_in_another_encoding_is_one() -> None:
    data = calendar(event(start=AT_NINE)).decode().encode("utf-16")
    assert [item.title for item in read(data) if isinstance(item, AgendaEvent)] == ["Coffee"]


def test_too_many_series_end() -> None:
    events = [
        event("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", start="DTSTART:19800101T080000Z",
              uid=f"{number}@x")
        for number in range(12)
    ]  # fmt: skip
    said = [item.why for item in read(calendar(*events)) if isinstance(item, Refused)]
    assert said == ["the events before it repeat too often to be read"]


@pytest.mark.parametrize(
    "data", [b"", b"garbage", b"BEGIN:VCARD\r\nEND:VCARD\r\n", bytes(range(256))]
)
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(CareError, match="it is not a calendar"):
        read(data)


@pytest.mark.parametrize(
    ("name", "day", "title", "channel"),
    [
        ("google", date(2026, 10, 15), "Coffee with Ana, moved", "video"),
        ("apple", date(2026, 11, 10), "Walk", "meeting"),
        ("nextcloud", date(2026, 11, 17), "Budget template", "meeting"),
        ("outlook", date(2026, 11, 2), "Quartalsgespräch", "video"),
    ],
)
def test_the_calendars_of_four_programs_are_read(
    name: str, day: date, title: str, channel: str
) -> None:
    items = read((EXPORTED / f"{name}.ics").read_bytes(), day)
    assert [
        (item.title, item.channel) for item in items if isinstance(item, AgendaEvent)
    ] == [(title, channel)]  # fmt: skip


ZONES = ("Z", "", "DATE", "Europe/Berlin", "America/New_York", "Asia/Seoul", "Australia/Lord_Howe")
DAYS = st.dates(date(2026, 9, 1), date(2026, 12, 31))
QUARTERS = st.integers(0, 95).map(lambda number: number * 15)


def moment(name: str, day: date, minute: int, zone: str) -> str:
    if zone == "DATE":
        return f"{name};VALUE=DATE:{day:%Y%m%d}"
    stamp = f"{day:%Y%m%d}T{minute // 60:02}{minute % 60:02}00"
    if zone in {"Z", ""}:
        return f"{name}:{stamp}{zone}"
    return f"{name};TZID={zone}:{stamp}"


def length(draw: st.DrawFn, day: date, minute: int, zone: str) -> list[str]:
    # An hour that the clocks are changed in may be counted in two ways.
    minutes = draw(st.sampled_from([15, 30, 60, *((1500, 4000) if zone in {"Z", ""} else ())]))
    how = draw(st.sampled_from(["none", "end", "duration"]))
    if how == "none":
        return []
    if zone == "DATE":
        days = draw(st.integers(1, 4))
        end = day + timedelta(days=days)
        return [moment("DTEND", end, 0, zone) if how == "end" else f"DURATION:P{days}D"]
    ends = datetime(day.year, day.month, day.day) + timedelta(minutes=minute + minutes)
    if how == "end":
        return [moment("DTEND", ends.date(), ends.hour * 60 + ends.minute, zone)]
    return [f"DURATION:PT{minutes}M"]


def rules(
    draw: st.DrawFn, day: date, minute: int, zone: str, uid: str
) -> tuple[list[str], list[str]]:
    """Return the lines of a series, and another event that stands for one of its times."""
    often, every = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"])), draw(st.integers(1, 3))
    rule = f"RRULE:FREQ={often};INTERVAL={every}"
    end = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if end == "COUNT":
        rule += f";COUNT={draw(st.integers(1, 20))}"
    if end == "UNTIL":
        until = day + timedelta(days=draw(st.integers(0, 60)))
        rule += f";UNTIL={until:%Y%m%d}" + (
            "" if zone == "DATE" else "T235959" + ("Z" if zone else "")
        )
    lines, other = [rule], []
    step = {"DAILY": every, "WEEKLY": 7 * every, "MONTHLY": 0}[often]
    if step:
        for count in draw(st.lists(st.integers(0, 8), max_size=2, unique=True)):
            lines.append(moment("EXDATE", day + timedelta(days=count * step), minute, zone))
        if draw(st.booleans()):
            of = day + timedelta(days=draw(st.integers(9, 12)) * step)
            other = [
                *("BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:moved"),
                moment("RECURRENCE-ID", of, minute, zone),
                moment("DTSTART", draw(DAYS), draw(QUARTERS), zone),
                *(["STATUS:CANCELLED"] if draw(st.booleans()) else []),
                "END:VEVENT",
            ]
    return lines, other


@st.composite
def calendars(draw: st.DrawFn) -> bytes:
    events = []
    for number in range(draw(st.integers(1, 4))):
        day, minute, zone = draw(DAYS), draw(QUARTERS), draw(st.sampled_from(ZONES))
        lines = length(draw, day, minute, zone)
        other: list[str] = []
        if draw(st.booleans()):
            more, other = rules(draw, day, minute, zone, f"{number}@x")
            lines += more
        if zone != "DATE" and draw(st.booleans()):
            lines.append(moment("RDATE", draw(DAYS), draw(QUARTERS), zone))
        start = moment("DTSTART", day, minute, zone)
        events += [event(*lines, start=start, uid=f"{number}@x", who=()), other]
    return calendar(*events)


def as_local(when: Any) -> datetime:
    if not isinstance(when, datetime):
        return datetime(when.year, when.month, when.day)
    return when.astimezone().replace(tzinfo=None) if when.tzinfo else when


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(calendars(), DAYS)
def test_a_day_is_read_as_recurring_ical_events_reads_it(data: bytes, day: date) -> None:
    other = pytest.importorskip("recurring_ical_events")
    icalendar = pytest.importorskip("icalendar")
    expected = []
    # Its days are those of each event's own zone: the ones around are asked for as well.
    near = (day - timedelta(days=1), day + timedelta(days=2))
    for item in other.of(icalendar.Calendar.from_ical(data)).between(*near):
        starts, ends = as_local(item.start), as_local(item.end)
        begin = datetime(day.year, day.month, day.day)
        is_on = starts < begin + timedelta(days=1) and (ends > begin or starts.date() == day)
        if is_on and str(item.get("STATUS", "")) != "CANCELLED":
            expected.append((str(item["SUMMARY"]), starts, ends))
    items = [item for item in read(data, day) if isinstance(item, AgendaEvent)]
    assert sorted((item.title, item.starts, item.ends) for item in items) == sorted(expected)


def test_events_of_one_uid_at_different_times_are_all_on_the_page() -> None:
    at_ten = AT_NINE.replace("T09", "T10")
    assert [item.starts.hour for item in found(event(start=AT_NINE), event(start=at_ten))] == [
        9,
        10,
    ]
