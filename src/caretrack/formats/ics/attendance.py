"""Who of the journal was in a meeting, by their address or by their name."""

from typing import NamedTuple

from caretrack.domain.agenda import DECLINED, Guest
from caretrack.formats.ics.event import OUT, CalendarEvent
from caretrack.formats.known_names import KnownNames
from caretrack.formats.source import ReadOptions


class Attendance(NamedTuple):
    """The known people of a meeting: who was in it, or who all declined.

    `called` are their names, each with its address, "" for one that the title alone has.
    """

    emails: tuple[str, ...] = ()
    declined: bool = False
    called: tuple[tuple[str, str], ...] = ()


def attendance_of(
    meeting: CalendarEvent, names: KnownNames, options: ReadOptions
) -> tuple[Attendance, str]:
    """The known people who were in it, or declined; or why it is not a touch with anybody."""
    mine = [guest for guest in meeting.guests if guest.address in options.mine]
    theirs = [guest for guest in meeting.guests if guest.address not in options.mine]
    others = [guest for guest in theirs if guest.answer not in OUT]
    known = [guest for guest in theirs if guest.address in options.known or _is_named(guest, names)]
    # Whom the title names counts where no guest is known: "Lunch with Ann Probe".
    titled = [] if known else names.in_title(meeting.summary)
    there = [guest for guest in known if guest in others]
    # Where nobody of them is known to be whoever keeps the journal, one of the strangers is.
    people = len(others) - (not mine and len(others) > len(there))
    if not (known or titled):
        return Attendance(), "nobody of the journal is in it"
    if meeting.start.at is None:
        return Attendance(), "all day long"
    if meeting.cancelled:
        return Attendance(), "cancelled"
    if meeting.tentative:
        return Attendance(), "only tentative"
    if any(guest.answer in OUT for guest in mine):
        return Attendance(), "you declined, or only said maybe"
    # In a crowd, to decline says nothing of anybody.
    declined = [guest for guest in known if guest.answer == DECLINED]
    if declined and not there and len(theirs) <= options.crowd:
        return _attendance(declined, names)._replace(declined=True), ""
    if not (there or titled):
        return Attendance(), "whoever of the journal was invited declined, or only said maybe"
    if len(there) <= options.crowd < people:
        return (
            Attendance(),
            f"a crowd of more than {options.crowd} people, few of them in the journal",
        )
    if titled:
        return Attendance(called=tuple((name, "") for name in titled)), ""
    return _attendance(there, names), ""


def _is_named(guest: Guest, names: KnownNames) -> bool:
    return guest.one and names.note([(guest.name, guest.address)])


def _attendance(guests: list[Guest], names: KnownNames) -> Attendance:
    pairs = (names.called(guest.address, guest.name if guest.one else "") for guest in guests)
    return Attendance(
        tuple(guest.address for guest in guests), called=tuple(pair for pair in pairs if pair)
    )
