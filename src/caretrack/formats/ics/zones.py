"""The time zones of a calendar: of the system, of the file, or as their names say."""

import re
import warnings
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any

from caretrack.formats.ics.lines import CalendarPart

_MOST_ZONES = 1_000
_TZID = re.compile(r"(?i)TZID[ \t]*[:;]")
# A rule inside a time zone that is not one a year could run for ever.
_RULE_OF_ZONE = re.compile(r"(?i)^RRULE[^:]*:(?!.*FREQ=YEARLY)")
# As Outlook shows zones, and as programs name those that have no name.
_OFFSET = re.compile(
    r"(?i)(?P<open>\()?(?:tzone://Microsoft/)?(?:UTC|GMT)"
    r"(?:[ ]?(?P<sign>[+-])(?P<hours>\d{1,2})(?:[:.]?(?P<minutes>\d\d))?)?(?(open)\).*)"
)


class Zones:
    """The time zones of a file, each read when it is first asked for.

    `unknown` are the names of which nothing is known.
    """

    def __init__(self) -> None:
        """Know the zones of the system, and what Outlook calls them."""
        self._parts: dict[str, CalendarPart] = {}
        self._found: dict[str, tzinfo | None] = {}
        self.unknown: dict[str, int] = {}

    def add(self, part: CalendarPart) -> None:
        """Remember a time zone of the file; the first of a name stays."""
        for _, line in part.lines if not part.fault and len(self._parts) < _MOST_ZONES else ():
            if _TZID.match(line):
                self._parts.setdefault(_plain(line.partition(":")[2]), part)

    def named(self, name: str, line: int) -> tzinfo | None:
        """Return the zone of this name, of the system or else of the file; None for an unknown one.

        Then `line` is remembered. A name that says how far it is from UTC is known by that.
        """
        if name not in self._found:
            self._found[name] = (
                _of_system(name) or _of_file(self._parts.get(_plain(name))) or _by_offset(name)
            )
        if self._found[name] is None:
            self.unknown.setdefault(name, line)
        return self._found[name]


def _plain(name: str) -> str:
    """Return a name as it is meant, in lower case.

    The zone of a file says it as escaped text, and an event as a parameter, maybe quoted.
    """
    bare = re.sub(r"\\([\\;,])", r"\1", name.strip().strip('"'))
    return " ".join(bare.split()).casefold()


def _of_system(name: str) -> tzinfo | None:
    from icalendar.timezone import tzp

    with warnings.catch_warnings():
        # icalendar tells programmers of what it guessed.
        warnings.simplefilter("ignore")
        try:
            return tzp.timezone(name)
        except (OSError, ValueError):  # the name of a folder of zones, or one that is not a name
            return None


def _by_offset(name: str) -> tzinfo | None:
    """Return the zone of a name such as `(UTC+01:00) Berlin`, `GMT-0500` or `UTC`."""
    found = _OFFSET.fullmatch(name.strip())
    if not found:
        return None
    hours, minutes = int(found["hours"] or 0), int(found["minutes"] or 0)
    if hours > 14 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if found["sign"] == "-" else offset)


def _of_file(part: CalendarPart | None) -> tzinfo | None:
    if part is None or any(_RULE_OF_ZONE.match(line) for _, line in part.lines):
        return None
    from icalendar import Timezone

    read: Any = Timezone.from_ical
    lines = [line for _, line in part.lines if not _TZID.match(line)]
    # The name was read already, and icalendar is stricter with it.
    text = "\r\n".join(["BEGIN:VTIMEZONE", "TZID:of the file", *lines, "END:VTIMEZONE", ""])
    try:
        # A rule that never fits a day is only found when it is asked.
        zone: tzinfo = read(text).to_tz(lookup_tzid=False)
        datetime(2020, 1, 1, tzinfo=zone).utcoffset()
    except Exception:  # icalendar and dateutil raise whatever their parts raise
        return None
    return zone
