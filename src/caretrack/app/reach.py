"""How to reach somebody now: the number or address of the channel they prefer, and their time."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from caretrack.domain.person import Person
    from caretrack.journal.due import PersonClock


class Reach(NamedTuple):
    """How to reach somebody, at one moment (S2.9).

    `value` is the number or address for `channel`, `link` what a click on it opens; each is "" for
    none. `local` is their time, without a zone; None where it is that of this machine, or not
    known. `within` says whether it is in their hours, None where nobody knows these, and `opens`
    is when they begin next, in their time.
    """

    channel: str | None
    value: str = ""
    link: str = ""
    zone: str | None = None
    local: datetime | None = None
    within: bool | None = None
    opens: datetime | None = None


def reach_of(
    person: "Person | PersonClock",
    handles: Iterable[tuple[str, str]],
    now: datetime,
    *,
    any_channel: bool = False,
) -> Reach | None:
    """Return how to reach somebody; None where nothing is known that would help.

    `handles` are sorts and values, `now` is the local time without a zone. With `any_channel`,
    somebody who prefers none has their first phone number, or else their first e-mail address.
    """
    channel = person.prefers
    value = link = ""
    if channel or any_channel:
        from caretrack.domain.people.reach import address_of, link_to

        theirs = list(handles)
        for wanted in [channel] if channel else ["call", "email"]:
            value = address_of(wanted, theirs)
            if value:
                channel, link = wanted, link_to(wanted, value)
                break
    there = _local(person.zone, now)
    within, opens = _hours(person.hours, there)
    if channel is None and there == now and within is None:
        return None
    zone, local = (None, None) if there == now else (person.zone, there)
    return Reach(channel, value, link, zone, local, within, opens)


def _local(zone: str | None, now: datetime) -> datetime:
    """Return the time in a zone; that of this machine for no zone, or one that it does not know."""
    if not zone:
        return now
    from zoneinfo import ZoneInfo

    try:
        return now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    except (KeyError, ValueError, OSError, OverflowError):
        return now


def _hours(hours: str | None, there: datetime) -> tuple[bool | None, datetime | None]:
    """Return whether it is in their hours, and when these begin next where it is not."""
    if not hours:
        return None, None
    from caretrack.domain.people.reach import is_within, next_opening
    from caretrack.errors import WrongUsage

    minute = there.hour * 60 + there.minute
    try:
        if is_within(hours, minute):
            return True, None
        opens = next_opening(hours, minute)
    except WrongUsage:  # another program wrote them
        return None, None
    midnight = there.replace(hour=0, minute=0)
    return False, midnight + timedelta(days=opens <= minute, minutes=opens)
