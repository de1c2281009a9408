"""Time zones: one name however it is written, and what is not known is said once for the file."""

from pathlib import Path

import pytest

# in_berlin: used by being imported
from calendars import ASKED, calendar, event, in_berlin, read_file, refused, touches  # noqa: F401

from caretrack.formats.ics.read import read
from caretrack.formats.source import Source

LATE = "20261012T223000"
NEXT_DAY, AS_WRITTEN = "2026-10-13", "2026-10-12"


def zone(tzid: str, *rules: str) -> list[str]:
    """A zone five hours behind UTC."""
    return [
        "BEGIN:VTIMEZONE",
        tzid,
        "BEGIN:STANDARD",
        "DTSTART:16010101T000000",
        *rules,
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0500",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def read_with_remarks(path: Path, data: bytes) -> tuple[list[str], list[str]]:
    """The days of the touches, and the remarks; nothing is refused or left out."""
    file = path / "calendar.ics"
    file.write_bytes(data)
    source = Source(file, len(data))
    items = list(read(source, ASKED))
    assert refused(items) == []
    return [touch.happened_on for touch in touches(items)], source.remarks


@pytest.mark.parametrize(
    ("defined", "used"),
    [
        (r"TZID:Lima\, Bogota", 'TZID="Lima, Bogota"'),
        (r"TZID:Lima\; Bogota", 'TZID="Lima; Bogota"'),
        (r"TZID:Lima \\ Bogota", 'TZID="Lima \\ Bogota"'),
        ("TZID:Lima, Bogota", r'TZID="Lima\, Bogota"'),
        ("TZID:Lima, Bogota", 'TZID="Lima, Bogota"'),
        ('TZID:"Lima, Bogota"', 'TZID="Lima, Bogota"'),
        ("TZID:Lima  Bogota ", "TZID=Lima Bogota"),
        ("TZID;X-NOTE=1:Lima", "TZID=Lima"),
        ("tzid:LIMA", "TZID=Lima"),
        ("TZID:(UTC-05:00) Lima", 'TZID="(UTC-05:00) Lima"'),
    ],
)
def test_a_zone_of_the_file_is_found_however_its_name_is_written(
    tmp_path: Path, defined: str, used: str
) -> None:
    data = calendar(event(start=f"DTSTART;{used}:{LATE}"), zone(defined))
    assert read_with_remarks(tmp_path, data) == ([NEXT_DAY], [])


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ('"(UTC-05:00) Bogota, Lima, Quito"', NEXT_DAY),
        ("(GMT-05.00) Bogota", NEXT_DAY),
        ("GMT-0500", NEXT_DAY),
        ("UTC-5", NEXT_DAY),
        ("UTC -05:00", NEXT_DAY),
        ("(UTC) Monrovia", NEXT_DAY),
        ("tzone://Microsoft/Utc", NEXT_DAY),
        ("(UTC+05:30) Chennai", AS_WRITTEN),
        ("W. Europe Standard Time", AS_WRITTEN),
        ("/freeassociation.sourceforge.net/America/Lima", NEXT_DAY),
    ],
)
def test_a_zone_that_no_file_defines_is_known_by_its_name(
    tmp_path: Path, name: str, day: str
) -> None:
    data = calendar(event(start=f"DTSTART;TZID={name}:{LATE}"))
    assert read_with_remarks(tmp_path, data) == ([day], [])


@pytest.mark.parametrize(
    "name", ["Nowhere", "America", "../../etc/passwd", "Evil", "UTC+99", "UTC-03:75", "(UTC-5"]
)
def test_an_unknown_zone_is_a_remark_and_its_times_are_taken_as_written(
    tmp_path: Path, name: str
) -> None:
    evil = zone("TZID:Evil", "RRULE:FREQ=SECONDLY")
    data = calendar(event(start=f"DTSTART;TZID={name}:{LATE}"), evil)
    assert read_with_remarks(tmp_path, data) == (
        [AS_WRITTEN],
        [f"the time zone {name!r} (line 6) is not known: its times are taken as they are written"],
    )


def test_of_many_unknown_zones_the_first_are_named(tmp_path: Path) -> None:
    data = calendar(
        *(event(start=f"DTSTART;TZID=Z{number}:{LATE}", uid=f"{number}@x") for number in range(7))
    )
    days, remarks = read_with_remarks(tmp_path, data)
    assert (len(days), remarks) == (
        7,
        [
            "the time zones 'Z0' (line 6), 'Z1' (line 12), 'Z2' (line 18), 'Z3' (line 24), "
            "'Z4' (line 30), 2 more are not known: their times are taken as they are written"
        ],
    )
