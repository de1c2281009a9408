"""What stands in a calendar on some days, as values: events and who was invited."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

# What somebody answered who will not be there.
DECLINED = "DECLINED"


class Guest(NamedTuple):
    """A person who was invited, or who invited.

    The address is casefolded, the answer in upper case, "" for none. `name` is what the calendar
    calls them; `one` is False for a group, a list of addresses.
    """

    address: str
    answer: str
    name: str = ""
    one: bool = True


class AgendaEvent(NamedTuple):
    """One time at which something stands in a calendar.

    `starts` and `ends` are local times without a zone; those of a whole day are midnights. `owners`
    are addresses that the calendar is named after.
    """

    uid: str
    starts: datetime
    ends: datetime
    all_day: bool
    title: str
    place: str
    channel: str
    tentative: bool
    guests: tuple[Guest, ...] = ()
    owners: tuple[str, ...] = ()

    def is_on(self, day: date) -> bool:
        """True if any of it lies on this day."""
        begin = datetime.combine(day, time.min)
        if not begin - LONGEST_EVENT <= self.starts < begin + timedelta(days=1):
            return False
        return self.ends > begin or self.starts.date() == day

    def answer_of(self, mine: Collection[str]) -> str:
        """Return what the owner of these addresses answered; "" for nothing."""
        answers = [guest.answer for guest in self.guests if guest.address in mine]
        return DECLINED if DECLINED in answers else next(iter(answers), "")


# Nobody meets for longer than a year; what says so is wrong.
LONGEST_EVENT = timedelta(days=366)


def in_order(events: Collection[AgendaEvent]) -> list[AgendaEvent]:
    """Return the events, whole days first, each once though it stands in several calendars."""
    found: dict[tuple[str, datetime], AgendaEvent] = {}
    for event in events:
        key = (event.uid or f"{event.title}\n{event.ends}", event.starts)
        same = found.get(key)
        found[key] = event if same is None else same._replace(owners=(*same.owners, *event.owners))
    return sorted(
        found.values(), key=lambda event: (not event.all_day, event.starts, event.ends, event.title)
    )
