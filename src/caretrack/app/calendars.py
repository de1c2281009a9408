"""What stands in the calendars that the config names, on the days around today.

To take a calendar apart costs more than all of `care due`: what was read is kept in a file of the
user's cache, until a calendar or the day changes. It is private, and `care forget` removes it.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from caretrack.disk import new_private_file
from caretrack.domain.agenda import AgendaEvent, Guest, in_order
from caretrack.errors import CareError
from caretrack.settings.places import agenda_file, expand_home
from caretrack.temporary import temporary_file

if TYPE_CHECKING:
    from caretrack.formats.ics.files import CalendarFile

# Of the file: another layout, another number.
_LAYOUT = 1
# Bytes that `care due` reads of calendars that have changed. `care brief` reads them all.
MOST_AT_ONCE = 16_000_000
# A calendar that is larger than this is no calendar.
LARGEST = 256_000_000


class Agenda(NamedTuple):
    """What was found on some days, in order; `problems` say in a line each what was not read.

    `read` is False where no calendar could be read.
    """

    events: Sequence[AgendaEvent]
    problems: Sequence[str] = ()
    read: bool = True

    def on(self, day: date) -> list[AgendaEvent]:
        """Return the events of a day."""
        return [event for event in self.events if event.is_on(day)]


def agenda(paths: Sequence[str], day: date, today: date) -> Agenda:
    """Return what stands on a day in the calendars of these paths.

    Raises CareError where icalendar is not installed.
    """
    first, last = _kept_days(today)
    if first <= day <= last:
        return _read_or_kept(paths, today, most=None)
    files, problems = _files(paths)
    return _read(files, problems, day, day)


def agenda_at_once(paths: Sequence[str], today: date) -> Agenda:
    """Return what stands on yesterday, today and tomorrow, or nothing where that takes long.

    Never raises for a calendar: what cannot be read is empty.
    """
    try:
        return _read_or_kept(paths, today, most=MOST_AT_ONCE)
    except (CareError, OSError, MemoryError):
        return Agenda((), read=False)


def forget_agenda() -> None:
    """Remove what was kept of the calendars. Raises OSError where that cannot be done."""
    agenda_file().unlink(missing_ok=True)


def _kept_days(today: date) -> tuple[date, date]:
    """Return the days that are read and kept together: a meeting is asked for on the next day."""
    return today - timedelta(days=1), today + timedelta(days=1)


def _read_or_kept(paths: Sequence[str], today: date, most: int | None) -> Agenda:
    """Return the days around today, out of the cache if no file has changed.

    With `most`, nothing is read where that is more than so many bytes.
    """
    files, problems = _files(paths)
    first, last = _kept_days(today)
    signature = _signature(paths, files, first)
    kept = _kept(signature)
    if kept is not None:
        return kept
    if most is not None and sum(file.size for file in files) > most:
        return Agenda((), read=False)
    found = _read(files, problems, first, last)
    with suppress(OSError):
        _keep(signature, found)
    return found


def _files(paths: Sequence[str]) -> tuple[list["CalendarFile"], list[str]]:
    """Return the files of these paths, and what is wrong with those that have none."""
    from caretrack.formats.ics.files import calendar_files

    files, problems = [], []
    for path in paths:
        try:
            files += calendar_files(expand_home(path))
        except CareError as error:
            problems.append(f"{path}: {error.message}")
    return list(dict.fromkeys(files)), problems


def _signature(paths: Sequence[str], files: Sequence["CalendarFile"], first: date) -> str:
    """Return what tells whether what was kept is still what would be read."""
    from hashlib import sha256

    # The same calendar says another hour in another zone.
    zone = (time.tzname, time.timezone, first)
    rows = (f"{file.path}\0{file.size}\0{file.changed}" for file in files)
    text = "\n".join([str(_LAYOUT), *map(str, zone), *paths, "", *rows])
    return sha256(text.encode(errors="surrogateescape")).hexdigest()


def _read(
    files: Sequence["CalendarFile"], problems: Sequence[str], first: date, last: date
) -> Agenda:
    """Read what lies on these days. Raises CareError where icalendar is not installed."""
    from caretrack.domain.records import Refused
    from caretrack.formats.ics.agenda import read_agenda
    from caretrack.formats.ics.event import need_icalendar
    from caretrack.formats.source import open_plain_file

    need_icalendar()
    events: list[AgendaEvent] = []
    said, read = list(problems), 0
    for file in files:
        refused: list[Refused] = []
        try:
            if file.size > LARGEST:
                raise CareError(f"it is larger than {LARGEST // 1_000_000} MB")
            with open_plain_file(file.path) as opened:
                for item in read_agenda(opened, first, last):
                    (refused if isinstance(item, Refused) else events).append(item)  # type: ignore[arg-type]
            read += 1
        except (CareError, OSError, MemoryError, RecursionError) as error:
            why = _why(error)
            said.append(why if why.startswith(str(file.path)) else f"{file.path}: {why}")
        if refused:
            more = f" and {len(refused) - 1:,} more" if len(refused) > 1 else ""
            said.append(f"{file.path}: {refused[0].where}{more}: {refused[0].why}")
    return Agenda(in_order(events), said, read=bool(read))


def _why(error: Exception) -> str:
    if isinstance(error, CareError):
        return error.message
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _kept(signature: str) -> Agenda | None:
    """Return what was kept under this signature; None for anything else, or a damaged file."""
    import json

    try:
        value = json.loads(agenda_file().read_bytes())
        if value["signature"] != signature:
            return None
        events = [_event(row) for row in value["events"]]
        return Agenda(events, value["problems"], value["read"])
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None


def _event(row: list[Any]) -> AgendaEvent:
    uid, starts, ends, all_day, title, place, channel, tentative, guests, owners = row
    return AgendaEvent(
        uid,
        datetime.fromisoformat(starts),
        datetime.fromisoformat(ends),
        all_day,
        title,
        place,
        channel,
        tentative,
        tuple(Guest(*guest) for guest in guests),
        tuple(owners),
    )


def _keep(signature: str, found: Agenda) -> None:
    """Write what was read beside the cache file, and then in its place. Raises OSError."""
    import json

    rows = [
        [*event[:1], event.starts.isoformat(), event.ends.isoformat(), *event[3:]]
        for event in found.events
    ]
    value = {"signature": signature, "events": rows, "problems": found.problems, "read": found.read}
    place = agenda_file()
    with temporary_file(place) as part:
        with new_private_file(part) as file:
            file.write(json.dumps(value).encode())
        part.replace(place)
