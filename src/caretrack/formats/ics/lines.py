"""Take a calendar apart, line by line: its events and time zones, with the lines that are read.

icalendar reads one property at a time. It does not read the file: its own reading holds all of it,
with every description and attachment, and one bad line can cost the file. Nothing here recurses,
and a line of 10 MB is read in pieces.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from caretrack.formats.source import Source
from caretrack.formats.text import decode, encoding_to_read, is_utf8

LONGEST_LINE = (
    10_000  # unfolded; what is longer is cut. Names, addresses and lists of dates stay far below
)
_PIECE = 8192
_MOST_LINES = 5_000  # of a part: more attendees than that were never met

EVENT, ZONE = "VEVENT", "VTIMEZONE"
# What never stands inside an event: there the event before it was not closed.
_OUTER = frozenset({"VCALENDAR", EVENT, ZONE, "VTODO", "VJOURNAL", "VFREEBUSY"})
_WANTED = (
    *(
        "UID",
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "EXRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "STATUS",
        "SEQUENCE",
        "ATTENDEE",
        "ORGANIZER",
    ),
    *(
        "LOCATION",
        "URL",
        "CONFERENCE",
        "X-GOOGLE-CONFERENCE",
        "X-MICROSOFT-SKYPETEAMSMEETINGURL",
        "X-MICROSOFT-CDO-ALLDAYEVENT",
    ),
)
_OF_CALENDAR = ("METHOD", "X-WR-CALNAME")
# Most lines of a calendar say nothing that is wanted here; this sees it at their first letters.
_READ = re.compile(
    rf"({'|'.join(map(re.escape, ('BEGIN', 'END', *_WANTED, *_OF_CALENDAR)))})[ \t]*[:;]",
    re.IGNORECASE,
)


@dataclass(slots=True)
class CalendarPart:
    """An event or a time zone as it stands in the file.

    `number` counts those of its name from 1, `line` is that of its BEGIN. `lines` are (line,
    unfolded text) of the properties that are read, all for a time zone; `method` is the calendar's
    METHOD, in upper case.
    """

    name: str
    number: int
    line: int
    method: str
    lines: list[tuple[int, str]] = field(default_factory=list)
    fault: str = ""

    @property
    def where(self) -> str:
        """For the report."""
        return f"event {self.number}, line {self.line}"


class Calendars:
    """A file of one or more calendars.

    `any` says whether there was one; `owners` are the names of the calendars.
    """

    def __init__(self, file: BinaryIO, source: Source | None = None) -> None:
        """Begin at the start of a file; `source` says what encoding it is in."""
        self.any = False
        self.owners: set[str] = set()
        self._text = _text(file, source.encoding if source else "")
        self._source = source
        self._method = ""
        self._counts = {EVENT: 0, ZONE: 0}

    def parts(self) -> Iterator[CalendarPart]:
        """Give every event and time zone, in order; one that is not closed has a fault."""
        part: CalendarPart | None = None
        inside = 0  # of how many components of the event, alarms mostly
        for number, line in _unfolded(self._text, self._source):
            found = _READ.match(line)
            if not found and (part is None or part.name != ZONE):
                continue
            name = found[1].upper() if found else ""
            value = (
                line[found.end() :].strip().upper() if found and name in ("BEGIN", "END") else ""
            )
            if name == "BEGIN" and value in _OUTER:
                if part is not None:
                    part.fault = (
                        f"it is not closed: BEGIN:{value} stands inside it, at line {number}"
                    )
                    yield part
                part, inside = self._begun(value, number), 0
            elif name == "END" and part is not None and value in (part.name, "VCALENDAR"):
                if value != part.name:
                    part.fault = f"it is not closed: there is no END:{part.name}"
                yield part
                part = None
            elif part is None:
                self._note(name, line.partition(":")[2].strip())
            elif part.name == ZONE:
                _add(part, number, line)
            elif name in ("BEGIN", "END"):
                inside = max(0, inside + (1 if name == "BEGIN" else -1))
            elif not inside and name not in _OF_CALENDAR:
                _add(part, number, line)
        if part is not None:
            part.fault = "it is not closed: the file ends inside it"
            yield part

    def _begun(self, name: str, line: int) -> CalendarPart | None:
        self.any = True
        if name == "VCALENDAR":
            self._method = ""
        if name not in self._counts:
            return None
        self._counts[name] += 1
        return CalendarPart(name, self._counts[name], line, self._method)

    def _note(self, name: str, value: str) -> None:
        if name == "METHOD":
            self._method = value.upper()
        elif name == "X-WR-CALNAME":
            self.owners.add(value.casefold())


def _add(part: CalendarPart, number: int, line: str) -> None:
    if len(part.lines) < _MOST_LINES:
        part.lines.append((number, line))
    else:
        part.fault = f"it has more than {_MOST_LINES:,} lines"


def _text(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """Return the file as text with LF line ends.

    Bytes that are no UTF-8 are lone surrogates, which `_whole` puts right.
    """
    encoding = encoding_to_read(file.read(4), encoding)
    file.seek(0)
    if encoding not in {"", "utf-8-sig"}:
        return io.TextIOWrapper(file, encoding=encoding, errors="replace")
    return io.TextIOWrapper(file, encoding="utf-8", errors="surrogateescape")


def _unfolded(file: io.TextIOWrapper, source: Source | None) -> Iterator[tuple[int, str]]:
    """Give each property on one line, with the number of the line that it begins on.

    Blank lines are skipped, also inside a fold.
    """
    pieces: list[str] = []
    number = begun = size = 0
    at_start = True
    while piece := file.readline(_PIECE):
        number += at_start
        follows, at_start = not at_start, piece.endswith("\n")
        piece = piece.rstrip("\n")
        if not piece or piece.isspace():
            continue
        if not follows and piece[0] not in " \t":
            if pieces:
                yield begun, _whole(pieces, source)
            pieces, begun, size = [], number, 0
        elif not follows:
            piece = piece[1:]
        if size < LONGEST_LINE:
            pieces.append(piece)
            size += len(piece)
    if pieces:
        yield begun, _whole(pieces, source)


def _whole(pieces: list[str], source: Source | None) -> str:
    """Return the pieces of a folded line in one.

    Some programs fold within a letter: only here all letters are whole.
    """
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)[:LONGEST_LINE]
    if text.isascii():
        return text
    data = text.encode("utf-8", "surrogateescape")
    if source is None or is_utf8(data):
        return decode(data)
    return decode(data, source.guessed_encoding().codec)
