"""Calendars become touches: the people, the days, and the events that are left out."""

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

# in_berlin: used by being imported
from calendars import (
    ANA,
    ASKED,
    BEN,
    ME,
    calendar,
    event,
    guest,
    in_berlin,  # noqa: F401
    read_file,
    refused,
    touches,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caretrack.errors import CareError
from caretrack.formats.ics.read import read
from caretrack.formats.recognise import recognise_format
from caretrack.formats.source import Source

MINE = guest(ME)


def test_a_past_meeting_becomes_a_touch_of_those_who_are_known(tmp_path: Path) -> None:
    who = [
        MINE,
        guest("ANA@Lagoon.example"),
        f"ORGANIZER;CN=Ben:MAILTO:{BEN}",
        guest("stranger@x.example"),
    ]
    (touch,) = read_file(
        tmp_path, calendar(event("DESCRIPTION:secret", "LOCATION:Café Luna", who=who))
    )
    assert (touch.happened_on, touch.emails, touch.note, touch.uid) == (
        "2026-11-02",
        (ANA, BEN),
        "Coffee",
        "one@x",
    )
    assert (touch.channel, touch.kind, touch.people, touch.from_them, touch.clue) == (
        "meeting",
        "",
        (),
        False,
        "",
    )
    assert touch.where == "event 1, line 4"


@pytest.mark.parametrize(
    ("lines", "who", "why"),
    [
        (["STATUS:CANCELLED"], [guest()], "cancelled"),
        (["STATUS:TENTATIVE"], [guest()], "only tentative"),
        ([], [guest(), guest(ME, "DECLINED")], "you declined, or only said maybe"),
        ([], [guest(), guest(ME, "TENTATIVE")], "you declined, or only said maybe"),
        (
            [],
            [guest(answer="TENTATIVE")],
            "whoever of the journal was invited declined, or only said maybe",
        ),
        (
            [],
            [guest(answer="DECLINED"), *(guest(f"{number}@x.example") for number in range(5))],
            "whoever of the journal was invited declined, or only said maybe",
        ),
        ([], [guest("x@y.example")], "nobody of the journal is in it"),
        ([], [], "nobody of the journal is in it"),
        (["X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"], [guest()], "all day long"),
        (
            [],
            [guest(), *(guest(f"{number}@x.example") for number in range(200))],
            "a crowd of more than 5 people, few of them in the journal",
        ),
    ],
)
def test_what_was_no_meeting_is_left_out_and_said(
    tmp_path: Path, lines: list[str], who: list[str], why: str
) -> None:
    (item,) = read_file(tmp_path, calendar(event(*lines, who=who)))
    assert refused([item]) == [item]
    assert (item.where, item.why, item.whole) == ("1 event", f"{why} (line 4)", False)


@pytest.mark.parametrize(
    "start", ["DTSTART;VALUE=DATE:20261102", "DTSTART:20261122T090000", "DTSTART:20271122T090000Z"]
)
def test_all_day_and_future_ones_are_left_out(tmp_path: Path, start: str) -> None:
    assert touches(read_file(tmp_path, calendar(event(start=start)))) == []


def test_one_of_those_invited_who_declined_is_not_in_it(tmp_path: Path) -> None:
    who = [
        guest(BEN, "DECLINED"),
        guest(ANA, "NEEDS-ACTION"),
        "ATTENDEE;CUTYPE=ROOM;CN=Room 3:mailto:room3@x.example",
    ]
    (touch,) = read_file(tmp_path, calendar(event(who=who)))
    assert touch.emails == (ANA,)


def test_a_meeting_that_everybody_of_the_journal_declined_reached_nobody(tmp_path: Path) -> None:
    who = [guest(ME), guest(ANA, "DECLINED"), guest(BEN, "DECLINED"), guest("x@y.example")]
    (touch,) = read_file(tmp_path, calendar(event(who=who)))
    assert (touch.kind, touch.emails, touch.note) == ("missed", (ANA, BEN), "declined: Coffee")


def test_of_a_meeting_that_was_cancelled_or_that_you_declined_nothing_is_missed(
    tmp_path: Path,
) -> None:
    both = [guest(ME, "DECLINED"), guest(ANA, "DECLINED")]
    cancelled = event("STATUS:CANCELLED", who=[guest(ANA, "DECLINED")])
    assert touches(read_file(tmp_path, calendar(event(who=both)))) == []
    assert touches(read_file(tmp_path, calendar(cancelled))) == []


@pytest.mark.parametrize(("strangers", "taken"), [(3, True), (4, True), (5, False)])
def test_a_crowd_counts_everybody_but_whoever_keeps_the_journal(
    tmp_path: Path, strangers: int, taken: bool
) -> None:
    who = [
        MINE,
        guest(),
        guest("x@y.example", "DECLINED"),
        *(guest(f"{number}@x.example") for number in range(strangers)),
    ]
    assert bool(touches(read_file(tmp_path, calendar(event(who=who))))) is taken
    unnamed = [guest("owner@x.example") if item == MINE else item for item in who]
    assert bool(touches(read_file(tmp_path, calendar(event(who=unnamed))))) is taken


def test_a_crowd_of_known_people_comes_in_whole(tmp_path: Path) -> None:
    them = [f"{number}@x.example" for number in range(9)]
    (touch,) = read_file(
        tmp_path, calendar(event(who=[guest(one) for one in them])), known=frozenset(them)
    )
    assert len(touch.emails) == 9


@pytest.mark.parametrize(
    ("line", "channel"),
    [
        ("LOCATION:https://us02web.zoom.us/j/123", "video"),
        ("LOCATION:Microsoft Teams-Besprechung", "video"),
        ("X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij", "video"),
        ("X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup", "video"),
        ("LOCATION:Phone", "call"),
        ("LOCATION:tel:+49 30 123456", "call"),
        ("LOCATION:+49 30 1234567", "call"),
        (
            "LOCATION:12 Rue des Teamsters\nX-GOOGLE-CONFERENCE:https://meet.google.com/abc",
            "meeting",
        ),
        ("URL:https://x.example/agenda", "meeting"),
        ("LOCATION:Visio", "video"),
        ("LOCATION:Meet", "video"),
        ("LOCATION:Anruf", "call"),
    ],
)
def test_the_place_of_a_meeting_decides_its_channel(
    tmp_path: Path, line: str, channel: str
) -> None:
    (touch,) = read_file(tmp_path, calendar(event(*line.split("\n"))))
    assert touch.channel == channel


@pytest.mark.parametrize(
    ("title", "line", "channel"),
    [
        ("Sales call with Ana", "", "call"),
        ("Call Ana", "LOCATION:Room 3", "call"),
        ("Call Ana", "LOCATION:Zoom", "video"),
        ("Call Ana", "X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij", "video"),
        ("Ana / Mia (Teams)", "", "video"),
        ("Zoom with Ana", "LOCATION:+49 30 1234567", "call"),
        ("Lunch", "LOCATION:Harbour Street 3", "meeting"),
    ],
)
def test_the_title_of_a_meeting_names_its_channel_where_the_place_does_not(
    tmp_path: Path, title: str, line: str, channel: str
) -> None:
    data = calendar(event(*[line] * bool(line))).replace(
        b"SUMMARY:Coffee", f"SUMMARY:{title}".encode()
    )
    (touch,) = read_file(tmp_path, data)
    assert touch.channel == channel


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("DTSTART:20261101T233000Z", "2026-11-02"),
        ("DTSTART:20261101T233000", "2026-11-01"),
        ("DTSTART;TZID=America/New_York:20261101T200000", "2026-11-02"),
        ("DTSTART;TZID=Eastern Standard Time:20261101T200000", "2026-11-02"),
        ("DTSTART;TZID=W. Europe Standard Time:20261101T233000", "2026-11-01"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Tokyo:20261102T070000", "2026-11-01"),
        ("DTSTART;TZID=Customized Time Zone:20261101T200000", "2026-11-02"),
    ],
)
def test_the_day_of_a_meeting_is_that_of_the_local_time_zone(
    tmp_path: Path, start: str, day: str
) -> None:
    zone = (
        "BEGIN:VTIMEZONE,TZID:Customized Time Zone,BEGIN:STANDARD,DTSTART:16010101T000000,"
        "TZOFFSETFROM:-0500,TZOFFSETTO:-0500,END:STANDARD,END:VTIMEZONE"
    )
    (touch,) = read_file(tmp_path, calendar(event(start=start), zone.split(",")))
    assert touch.happened_on == day


@pytest.mark.parametrize(
    ("start", "line", "why"),
    [
        ("DTSTART:2026-11-02", 6, "DTSTART '2026-11-02' is not a date"),
        ("DTSTART:20261302T090000", 6, "DTSTART '20261302T090000' is not a date"),
        ("DTSTART:PT1H", 6, "DTSTART 'PT1H' is not a date"),
        ("DTSTART:16010101T000000", 6, "the year 1601 is out of range"),
        ("DTEND:20261102T090000", 4, "it has no date: there is no DTSTART"),
    ],
)
def test_a_bad_event_is_told_with_its_line_and_the_others_go_in(
    tmp_path: Path, start: str, line: int, why: str
) -> None:
    items = read_file(tmp_path, calendar(event(start=start, uid="bad"), event()))
    assert [touch.uid for touch in touches(items)] == ["one@x"]
    assert [(item.where, item.why, item.whole) for item in refused(items)] == [
        (f"event 1, line {line}", why, True)
    ]


def test_a_bad_attendee_is_told_and_the_rest_of_the_event_goes_in(tmp_path: Path) -> None:
    said, touch = read_file(
        tmp_path, calendar(event(who=['ATTENDEE;CN="x:mailto:x@y.example', guest()]))
    )
    assert (said.where, said.why, said.whole) == (
        "event 1, line 8",
        "ATTENDEE: it cannot be read",
        False,
    )
    assert touch.emails == (ANA,)


def test_an_event_cut_off_by_the_end_of_the_file_is_refused_with_its_line(tmp_path: Path) -> None:
    cut = calendar(event(uid="whole"), event())[:-60]
    items = read_file(tmp_path, cut)
    assert [touch.uid for touch in touches(items)] == ["whole"]
    assert [(item.where, item.why) for item in refused(items)] == [
        ("event 2, line 10", "it is not closed: the file ends inside it")
    ]


def test_three_thousand_nested_begins_are_told_in_a_few_lines(tmp_path: Path) -> None:
    items = read_file(
        tmp_path,
        calendar(event(), ["BEGIN:VEVENT"] * 3000, event(*["BEGIN:VALARM"] * 3000, uid="two@x")),
    )
    assert [touch.uid for touch in touches(items)] == ["one@x", "two@x"]
    assert len(refused(items)) == 11
    assert refused(items)[-1].where == "2,990 more events"


def test_a_line_without_end_is_no_trouble(tmp_path: Path) -> None:
    items = read_file(
        tmp_path, calendar(event("DESCRIPTION:" + "x" * 1_000_000, "LOCATION:" + "y" * 1_000_000))
    )
    assert len(touches(items)) == 1


@pytest.mark.parametrize(
    "encode",
    [
        lambda data: data,
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.decode().encode("cp1252"),
        lambda data: data.replace(b"\r\n", b"\n"),
        lambda data: data.replace(b"\r\n", b"\r"),
        lambda data: data.replace(b"\r\n", b"\r\r\n"),
        lambda data: data.replace(b"\xc3\xa9", b"\xc3\r\n \xa9"),
        lambda data: data.replace(b"lagoon", b"la\r\n\tgoon").replace(b"SUMMARY", b"summary"),
        lambda data: data + data.replace(b"one@x", b"two@x"),
    ],
    ids=[
        "utf-8",
        "mark",
        "utf-16",
        "cp1252",
        "lf",
        "cr",
        "crcrlf",
        "torn",
        "folded",
        "two calendars",
    ],
)
def test_however_it_is_written_it_is_read(tmp_path: Path, encode: object) -> None:
    data = calendar(event()).replace(b"Coffee", "Café, in town".replace(",", "\\,").encode())
    items = read_file(tmp_path, encode(data))  # type: ignore[operator]
    assert {(touch.note, touch.emails) for touch in touches(items)} == {("Café, in town", (ANA,))}
    assert refused(items) == []


def test_what_is_in_a_summary_cannot_drive_a_terminal(tmp_path: Path) -> None:
    data = calendar(event()).replace(b"Coffee", b"a\x1b[31m\\nb\x07" + b" c" * 1000)
    (touch,) = touches(read_file(tmp_path, data))
    assert touch.note.startswith("a[31m b c c")
    assert len(touch.note) <= 500


def test_a_cancellation_takes_the_event_out_whichever_comes_first(tmp_path: Path) -> None:
    asked, gone = (
        calendar(event("SEQUENCE:1"), head=["METHOD:REQUEST"]),
        calendar(event("SEQUENCE:2", who=[]), head=["METHOD:CANCEL"]),
    )
    for data in (asked + gone, gone + asked):
        assert touches(read_file(tmp_path, data)) == []


def test_an_answer_to_an_invitation_is_no_meeting(tmp_path: Path) -> None:
    (said,) = read_file(tmp_path, calendar(event(), head=["METHOD:REPLY"]))
    assert said.why == "an answer to an invitation, no meeting (line 5)"


def test_the_newest_version_of_an_event_counts(tmp_path: Path) -> None:
    old, new = event("SEQUENCE:0"), event("SEQUENCE:1", start="DTSTART:20261109T090000Z")
    for events in ((old, new), (new, old)):
        assert [touch.happened_on for touch in touches(read_file(tmp_path, calendar(*events)))] == [
            "2026-11-09"
        ]


def test_google_names_a_calendar_after_its_owner(tmp_path: Path) -> None:
    data = calendar(
        event(who=[guest(), guest("owner@gmail.example", "DECLINED")]),
        head=["X-WR-CALNAME:owner@gmail.example"],
    )
    assert touches(read_file(tmp_path, data, mine=frozenset())) == []
    # A calendar that somebody in the journal has shared is theirs, and they were there.
    shared = calendar(event(), head=[f"X-WR-CALNAME:{ANA}"])
    assert len(touches(read_file(tmp_path, shared, mine=frozenset()))) == 1


def test_without_addresses_in_the_journal_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(CareError, match="nobody in the journal has an e-mail address"):
        read_file(tmp_path, calendar(event()), known=frozenset())


@pytest.mark.parametrize("data", [b"hello\n", b"\0" * 100, b"BEGIN:VCARD\nEND:VCARD\n"])
def test_what_is_no_calendar_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(CareError, match="is not a calendar"):
        read_file(tmp_path, data)


@pytest.mark.parametrize("where", ["missing.ics", "."])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, where: str) -> None:
    with pytest.raises(CareError):
        list(read(Source(tmp_path / where, 1), ASKED))


def test_progress_ends_at_the_size_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "c.ics"
    file.write_bytes(calendar(event()))
    source = Source(file, file.stat().st_size)
    assert list(read(source, ASKED))
    assert source.position == source.size


def test_a_missing_extra_is_named(tmp_path: Path) -> None:
    (tmp_path / "icalendar.py").write_text("raise ImportError\n")
    code = (
        "from caretrack.formats.ics.event import need_icalendar as n\ntry: n()\n"
        "except Exception as e: print(type(e).__name__, e)"
    )
    path = [str(tmp_path), *sys.path]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{code}"],
        capture_output=True,
        text=True,
    )
    assert (
        done.stdout == "CareError reading calendars needs icalendar. pip install 'caretrack[ics]'\n"
    )


@pytest.mark.parametrize("program", ["google", "outlook", "apple", "nextcloud"])
def test_what_these_programs_write_is_read(tmp_path: Path, program: str) -> None:
    data = (Path(__file__).parent / "exported" / f"{program}.ics").read_bytes()
    items = read_file(tmp_path, data, today=date(2026, 11, 21))
    met = [(touch.happened_on, touch.emails, touch.channel, touch.note) for touch in touches(items)]
    assert (
        met
        == {
            "google": [
                ("2026-10-06", (ANA,), "video", "Coffee with Ana"),
                ("2026-10-20", (ANA,), "video", "Coffee with Ana"),
                ("2026-11-03", (ANA,), "meeting", "declined: Coffee with Ana"),
                ("2026-10-15", (ANA,), "video", "Coffee with Ana, moved"),
                ("2026-09-01", (BEN, ANA), "meeting", "Lunch; no agenda"),
            ],
            "outlook": [
                ("2026-10-05", (BEN,), "video", "Quartalsgespräch"),
                ("2026-11-02", (BEN,), "video", "Quartalsgespräch"),
            ],
            "apple": [("2026-11-10", (ANA,), "meeting", "Walk")],
            "nextcloud": [
                ("2026-11-03", (BEN,), "meeting", "Budget template"),
                ("2026-11-17", (BEN,), "meeting", "Budget template"),
            ],
        }[program]
    )


_WORDS = [
    *(
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VALARM",
        "BEGIN:VCALENDAR",
        "END:VCALENDAR",
        "BEGIN:VTIMEZONE",
        "TZID:Own",
        "END:VTIMEZONE",
    ),
    *(
        "BEGIN:STANDARD",
        "END:STANDARD",
        "TZOFFSETTO:+99",
        "TZOFFSETFROM:+0100",
        "METHOD:CANCEL",
        "UID:a",
        "UID:",
        "SEQUENCE:x",
        "SEQUENCE:7",
    ),
    *(
        "DTSTART:20260101T090000Z",
        "DTSTART;TZID=Own:20260101T090000",
        "DTSTART;VALUE=DATE:20260101",
        "DTSTART;TZID=:x",
        "DTSTART",
    ),
    *(
        "RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=DAILY;COUNT=0",
        "RRULE:",
        "RRULE:FREQ=MONTHLY;BYDAY=9MO",
        "RRULE:FREQ=YEARLY;BYWEEKNO=54",
    ),
    *(
        "RDATE:,",
        "RDATE:20260102T090000Z",
        "EXDATE:x",
        "EXDATE:20260101T090000Z",
        "RECURRENCE-ID:20260101T090000Z",
        "RECURRENCE-ID:PT1H",
    ),
    *(
        guest(),
        guest(ME, "DECLINED"),
        "ATTENDEE:",
        "ATTENDEE;EMAIL=ana@lagoon.example:x",
        "ORGANIZER;CN=\x00:mailto:ana@lagoon.example",
    ),
    *("STATUS:CANCELLED", "SUMMARY:\\", "SUMMARY;X=", " folded", "\ud83d", "LOCATION:é"),
]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(_WORDS), max_size=40))
def test_whatever_stands_in_it_nothing_breaks(tmp_path: Path, lines: list[str]) -> None:
    data = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "DTSTART:20260101T090000", *lines]).encode(
        "utf-8", "surrogatepass"
    )
    for item in read_file(tmp_path, data):
        assert item.where


@pytest.mark.parametrize(
    ("now", "met", "waits"),
    [
        ("2026-11-21T08:59", 0, 1),
        ("2026-11-21T09:30", 0, 1),
        ("2026-11-21T10:00", 1, 0),
        ("2026-11-22T00:00", 1, 0),
    ],
)
def test_what_is_not_over_yet_waits_for_a_later_import(
    tmp_path: Path, now: str, met: int, waits: int
) -> None:
    talk = event("DTEND:20261121T090000Z", start="DTSTART:20261121T080000Z")
    items = read_file(tmp_path, calendar(talk), now=datetime.fromisoformat(now))
    assert len(touches(items)) == met
    assert sum(item.number for item in refused(items) if item.not_yet) == waits


def test_the_times_of_a_series_that_are_over_come_in_without_the_one_of_tonight(
    tmp_path: Path,
) -> None:
    series = event("RRULE:FREQ=DAILY", "DURATION:PT1H", start="DTSTART:20261119T190000Z")
    items = read_file(tmp_path, calendar(series), now=datetime(2026, 11, 21, 9))
    assert [touch.happened_on for touch in touches(items)] == ["2026-11-19", "2026-11-20"]
    assert [(item.where, item.not_yet) for item in refused(items)] == [("1 event, line 4", True)]


AT_TEN = "DTSTART:20261103T100000Z"


def test_events_of_one_uid_at_different_times_are_several_meetings(tmp_path: Path) -> None:
    found = touches(read_file(tmp_path, calendar(event(), event(start=AT_TEN))))
    assert [(touch.happened_on, touch.uid) for touch in found] == [
        ("2026-11-02", "one@x#2026-11-02T0900"),
        ("2026-11-03", "one@x"),
    ]


@pytest.mark.parametrize(
    "events",
    [
        (event(), event("SUMMARY:Tea")),
        (event(start=AT_TEN), event("SEQUENCE:1")),
        (event("SEQUENCE:1"), event(start=AT_TEN)),
        (event(), event("STATUS:CANCELLED", start=AT_TEN), event("SEQUENCE:1")),
    ],
    ids=["the same time", "a newer version", "an older version", "a newer one of what was off"],
)
def test_versions_of_one_event_are_one_meeting(
    tmp_path: Path, events: tuple[list[str], ...]
) -> None:
    found = touches(read_file(tmp_path, calendar(*events)))
    assert [(touch.happened_on, touch.uid) for touch in found] == [("2026-11-02", "one@x")]


def test_what_is_called_off_is_off_wherever_it_was_to_begin(tmp_path: Path) -> None:
    off = event("STATUS:CANCELLED", start=AT_TEN)
    assert touches(read_file(tmp_path, calendar(event(), off))) == []


def test_an_event_without_a_calendar_around_it_is_read(tmp_path: Path) -> None:
    data = "\r\n".join(event()).encode()
    assert recognise_format(data) == "ics"
    assert [touch.uid for touch in touches(read_file(tmp_path, data))] == ["one@x"]
