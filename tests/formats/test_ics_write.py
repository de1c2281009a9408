"""Days and tasks become calendars that every program reads."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from caretrack.domain.yearly_day import YearlyDay
from caretrack.formats.ics.write import (
    CalendarStyle,
    Notes,
    SingleEvent,
    Task,
    YearlyEvent,
    files,
    stem,
    write,
)

TODAY = date(2026, 11, 21)
CHANGED = datetime(2026, 11, 2, 8, 30, 5, tzinfo=UTC)


def day(
    month: int = 3, on: int = 14, year: int | None = 1976, summary: str = "Ana: birthday"
) -> YearlyEvent:
    born = Notes(("Born in 1976.",)) if year else Notes()
    return YearlyEvent("care-occasion-1", summary, YearlyDay(month, on, year), CHANGED, born)


def task(due: date | None = date(2026, 12, 1), summary: str = "Ana: be in touch") -> Task:
    return Task("care-touch-1", summary, due, CHANGED)


def text(
    *days: YearlyEvent | SingleEvent,
    tasks: tuple[Task, ...] = (),
    as_events: bool = True,
    today: date = TODAY,
    alarm: int | None = None,
) -> str:
    return "".join(write([*days, *tasks], today, CalendarStyle(as_events, alarm)))


def test_a_yearly_day_is_an_all_day_event() -> None:
    assert text(day()).split("\r\n") == [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//caretrack//care//EN", "CALSCALE:GREGORIAN"),
        *("X-WR-CALNAME:care", "REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D"),
        *(
            "BEGIN:VEVENT",
            "UID:care-occasion-1@caretrack",
            "DTSTAMP:20261102T083005Z",
            "SEQUENCE:215771405",
        ),
        *(
            "CLASS:PRIVATE",
            "CATEGORIES:care",
            "DTSTART;VALUE=DATE:19760314",
            "DTEND;VALUE=DATE:19760315",
        ),
        *(
            "RRULE:FREQ=YEARLY",
            "SUMMARY:Ana: birthday",
            "DESCRIPTION:Born in 1976.",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ),
        *("END:VCALENDAR", ""),
    ]


@pytest.mark.parametrize(("year", "start"), [(1976, "19760229"), (None, "20000229")])
def test_29_february_is_the_last_of_february(year: int | None, start: str) -> None:
    lines = text(day(2, 29, year)).split("\r\n")
    assert f"DTSTART;VALUE=DATE:{start}" in lines
    assert "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" in lines


@pytest.mark.parametrize(("year", "start"), [(7, "00070314"), (9999, "99991231")])
def test_a_year_of_any_size_is_written_in_four_figures(year: int, start: str) -> None:
    """Other programs' files have such years, and a journal may hold them."""
    one = day(year=year) if year < 1000 else day(12, 31, year)
    assert f"DTSTART;VALUE=DATE:{start}" in text(one).split("\r\n")
    assert f"DUE;VALUE=DATE:{start}" in text(
        tasks=(task(date(year, one.day.month, one.day.day)),), as_events=False
    ).split("\r\n")


@pytest.mark.parametrize(
    ("due", "start", "summary"),
    [
        (date(2026, 12, 1), date(2026, 12, 1), "Ana: be in touch"),
        (TODAY, TODAY, "Ana: be in touch"),
        (date(2026, 11, 3), TODAY, "Ana: be in touch (since 2026-11-03)"),
    ],
)
def test_a_task_as_an_event_is_never_in_the_past(due: date, start: date, summary: str) -> None:
    (event,) = Calendar.from_ical(text(tasks=(task(due),))).walk("VEVENT")
    assert (event["DTSTART"].dt, event["SUMMARY"]) == (start, summary)
    assert "RRULE" not in event


def test_only_an_overdue_task_gets_a_new_sequence_number_each_day() -> None:
    late, early = task(date(2026, 11, 3)), task()
    versions = [
        [
            event["SEQUENCE"]
            for event in Calendar.from_ical(text(tasks=(late, early), today=today)).walk("VEVENT")
        ]
        for today in (TODAY, date(2026, 11, 22))
    ]
    assert versions[1][0] - versions[0][0] == 86_400
    assert versions[1][1] == versions[0][1]


@pytest.mark.parametrize("due", [None, date(2026, 11, 3)])
def test_a_task_as_a_to_do_keeps_its_day(due: date | None) -> None:
    (todo,) = Calendar.from_ical(text(tasks=(task(due),), as_events=False)).walk("VTODO")
    assert (todo["DUE"].dt if due else todo.get("DUE")) == due
    assert todo["STATUS"] == "NEEDS-ACTION"


def test_a_task_without_a_day_is_no_event() -> None:
    assert "VEVENT" not in text(tasks=(task(None),))


def test_a_folder_has_a_calendar_for_each() -> None:
    wrote = dict(files([day(), task()], TODAY, CalendarStyle(as_events=False)))
    assert list(wrote) == ["care-occasion-1", "care-touch-1"]
    for name, content in wrote.items():
        (only,) = Calendar.from_ical(content).subcomponents
        assert only["UID"] == f"{name}@caretrack"


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_no_text_gets_out_of_its_value(said: str) -> None:
    whole = text(day(summary=said + "\nEND:VEVENT\r\nBEGIN:VEVENT"), tasks=(task(summary=said),))
    assert all(len(line.encode()) <= 75 for line in whole.split("\r\n"))
    assert not [char for char in whole.replace("\r\n", "") if ord(char) < 32]
    events = Calendar.from_ical(whole).walk("VEVENT")
    assert len(events) == 2
    assert str(events[0]["SUMMARY"]).split()[-2:] == ["END:VEVENT", "BEGIN:VEVENT"]


@pytest.mark.parametrize("entry_id", ["../../x", "", "A" * 5, "\ud800", "x" * 500])
def test_no_id_chooses_where_a_file_goes(entry_id: str) -> None:
    assert stem("promise", "k3f9abcd").endswith("-k3f9abcd")
    name = stem("promise", entry_id)
    assert name.startswith("care-promise-")
    assert name.removeprefix("care-promise-").isalnum()
    assert len(name) < 60


def test_a_day_that_comes_once_has_its_notes_on_lines_of_their_own() -> None:
    notes = Notes(("Ask; wish luck, \\o/.", "+351 912"), "tel:+351912")
    once = SingleEvent("care-event-1", "Ana: an exam", date(2026, 12, 4), CHANGED, notes)
    assert "DESCRIPTION:Ask\\; wish luck\\, \\\\o/.\\n+351 912\r\n" in text(once)
    (event,) = Calendar.from_ical(text(once)).walk("VEVENT")
    assert (event["DTSTART"].dt, event["URL"]) == (date(2026, 12, 4), "tel:+351912")
    assert event["DESCRIPTION"] == "Ask; wish luck, \\o/.\n+351 912"
    assert "RRULE" not in event


@pytest.mark.parametrize("link", ["", "tel:+1 2", "tel:+1\r\nX:1", "javascripts-of-a-page:1", "x:"])
def test_what_is_no_link_is_not_written(link: str) -> None:
    once = SingleEvent("care-event-1", "Ana", TODAY, CHANGED, Notes((), link))
    assert "URL" not in text(once)


@pytest.mark.parametrize(
    ("minutes", "trigger"),
    [(510, "PT8H30M"), (480, "PT8H"), (30, "PT30M"), (0, "PT0S"), (1439, "PT23H59M")],
)
def test_an_alarm_rings_at_that_time_of_the_day(minutes: int, trigger: str) -> None:
    whole = text(day(), tasks=(task(),), alarm=minutes)
    assert whole.count(f"TRIGGER:{trigger}\r\n") == 2
    events = Calendar.from_ical(whole).walk("VEVENT")
    for event in events:
        (alarm,) = event.walk("VALARM")
        assert alarm["ACTION"] == "DISPLAY"
        assert alarm["DESCRIPTION"] == event["SUMMARY"]
        assert alarm["TRIGGER"].dt == timedelta(minutes=minutes)


def test_what_is_late_rings_no_more() -> None:
    assert "VALARM" not in text(tasks=(task(date(2026, 11, 3)),), alarm=510)


@pytest.mark.parametrize("due", [None, date(2026, 12, 1)])
def test_a_to_do_rings_on_its_day(due: date | None) -> None:
    (todo,) = Calendar.from_ical(text(tasks=(task(due),), as_events=False, alarm=510)).walk("VTODO")
    alarms = todo.walk("VALARM")
    assert len(alarms) == (due is not None)
    for alarm in alarms:
        assert alarm["TRIGGER"].params == {"RELATED": "END"}
