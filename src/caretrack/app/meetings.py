"""Who of the journal is in the meetings of a calendar.

Attendees are known by their address, or else by their whole name; titles name people as notes do.
"""

import shlex
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from caretrack.domain.agenda import DECLINED, AgendaEvent, Guest
from caretrack.journal.connection import Journal
from caretrack.session import Session

if TYPE_CHECKING:
    from caretrack.domain.people.names import Candidate

# With more people than this it is a crowd: nobody of it is offered to be added, or asked after.
A_CROWD = 10
# The ends of addresses that are no people: rooms, shared calendars, senders of invitations.
_NOBODYS = ("@resource.calendar.google.com", "@group.calendar.google.com", ".calendar.google.com")
_SENDERS = ("noreply", "no-reply", "donotreply", "do-not-reply", "calendar-notification")
# A word of a title that is shorter names nobody by itself.
_SHORTEST = 2


class Stranger(NamedTuple):
    """Somebody in a meeting who is not in the journal, with the line that adds them."""

    name: str
    email: str

    @property
    def command(self) -> str:
        """The line for a shell."""
        email = ["--email", self.email] if self.email else []
        if self.name.startswith("-"):
            return shlex.join(["care", "add", *email, "--", self.name])
        return shlex.join(["care", "add", self.name, *email])


class Unclear(NamedTuple):
    """A word of a title, or an address, that may be one of several people."""

    word: str
    names: tuple[str, ...]


class Meeting(NamedTuple):
    """A meeting and who is in it: `people` as (id, name), in the order of the invitation.

    Times are local. `others` counts those of a crowd who are not in the journal.
    """

    starts: datetime
    ends: datetime
    all_day: bool
    title: str
    place: str
    channel: str
    tentative: bool
    people: tuple[tuple[str, str], ...] = ()
    strangers: tuple[Stranger, ...] = ()
    declined: tuple[str, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    others: int = 0


class Matching:
    """Tells who of the journal is in the events of calendars."""

    def __init__(self, session: Session, journal: Journal) -> None:
        """Look nobody up yet."""
        self.mine: frozenset[str] = frozenset(session.config.me_emails)
        self._own_name = session.config.me_name
        self._journal = journal
        self._known: dict[str, list[str]] = {}

    def meetings(self, events: Iterable[AgendaEvent]) -> list[Meeting]:
        """Return the meetings of these events, without those that you declined."""
        from caretrack.journal.queries.meetings import people_with_addresses

        found = list(events)
        wanted = {guest.address for event in found for guest in event.guests}
        wanted.update(owner for event in found for owner in event.owners)
        self._known = people_with_addresses(self._journal, wanted - self.mine)
        # Google names a calendar after the address of whose it is.
        owners = {owner for event in found for owner in event.owners if owner not in self._known}
        self.mine |= owners
        return [
            self._meeting(event)
            for event in found
            if event.answer_of(self.mine) not in (DECLINED, "DELEGATED")
        ]

    def _meeting(self, event: AgendaEvent) -> Meeting:
        from caretrack.journal.queries.meetings import who_died

        guests = [guest for guest in event.guests if not self._is_me(guest)]
        coming = [guest for guest in guests if guest.answer != DECLINED]
        ids: dict[str, None] = {}
        unclear: list[Unclear] = []
        new: list[Guest] = []
        for guest in coming:
            theirs = self._whose(guest)
            if len(theirs) > 1:
                unclear.append(Unclear(guest.name or guest.address, self._names(theirs)))
            elif theirs:
                ids[theirs[0]] = None
            elif _may_be_added(guest):
                new.append(guest)
        away = [
            self._names(theirs)[0]
            for guest in guests
            if guest.answer == DECLINED and len(theirs := self._whose(guest)) == 1
        ]
        named, doubtful = self._in_title(event.title, ids, away)
        ids.update(dict.fromkeys(named))
        for person_id in who_died(self._journal, ids):
            del ids[person_id]
        strangers = tuple(Stranger(_name_of(guest), guest.address) for guest in new)
        crowd = len(coming) > A_CROWD
        if not (ids or strangers or unclear or doubtful or away):
            strangers = self._stranger_in_title(event.title)
        return Meeting(
            event.starts,
            event.ends,
            event.all_day,
            event.title,
            event.place,
            event.channel,
            event.tentative,
            tuple(zip(ids, self._names(ids), strict=True)),
            () if crowd else strangers,
            tuple(away),
            (*unclear, *doubtful),
            len(strangers) if crowd else 0,
        )

    def _is_me(self, guest: Guest) -> bool:
        from caretrack.domain.people.names import name_key

        own = name_key(self._own_name)
        known = guest.address in self._known
        return guest.address in self.mine or (
            not known and bool(own) and name_key(guest.name) == own
        )

    def _whose(self, guest: Guest) -> list[str]:
        """Return the ids of who has the address, or else the whole name, of a guest."""
        from caretrack.journal.people import with_same_name

        known = self._known.get(guest.address, [])
        name = _name_of(guest)
        if known or " " not in name:
            return known
        return [person.id for person in with_same_name(self._journal, name)]

    def _names(self, ids: Collection[str]) -> tuple[str, ...]:
        from caretrack.journal.people import names

        found = names(self._journal, list(ids))
        return tuple(found[person_id] for person_id in ids)

    def _in_title(
        self, title: str, there: Collection[str], away: Collection[str]
    ) -> tuple[list[str], list[Unclear]]:
        """Return who else is named in a title (ids), and which of its words are not clear."""
        from caretrack.domain.people.in_titles import is_chore, name_parts
        from caretrack.domain.people.names import name_key
        from caretrack.domain.people.plain_names import is_everyday_word
        from caretrack.journal import people

        if not title or is_chore(title):
            return [], []
        mine = {name_key(self._own_name), name_key(self._own_name).split(" ")[0]} - {""}
        named = [
            person
            for person in people.mentioned(self._journal, title, there)
            if person.name not in away
            and (person.name_key.split(" ")[0] not in mine or person.name_key in name_key(title))
        ]
        ids = dict.fromkeys(person.id for person in named)
        unclear = []
        for part in name_parts(title):
            key = name_key(part)
            if len(key) < _SHORTEST or key in mine or (is_everyday_word(key) and part.islower()):
                continue
            found = people.matching(self._journal, part, starts=False) or self._surnamed(part)
            if any(one.id in ids or one.id in there or one.name in away for one in found):
                continue
            if len(found) == 1 and not found[0].archived:
                ids[found[0].id] = None
            elif len(found) > 1:
                unclear.append(Unclear(part, tuple(sorted(one.name for one in found))))
        return list(ids), unclear

    def _surnamed(self, part: str) -> "list[Candidate]":
        """Return the people whose surname a part of a title is: "Lunch with Okoro"."""
        from caretrack.domain.people.names import name_key
        from caretrack.domain.people.plain_names import is_everyday_word, is_title
        from caretrack.journal import people

        words = [word for word in part.split() if not is_title(name_key(word))]
        if len(words) != 1 or not words[0][:1].isupper():
            return []
        surname = name_key(words[0])
        if is_everyday_word(surname):
            return []
        found = people.matching(self._journal, words[0])
        return [one for one in found if one.key.split()[-1] == surname]

    def _stranger_in_title(self, title: str) -> tuple[Stranger, ...]:
        from caretrack.domain.people.in_titles import name_after_with

        name = name_after_with(title)
        if not name or self._is_known(name):
            return ()
        return (Stranger(name, ""),)

    def _is_known(self, name: str) -> bool:
        """True if a name is that of a company, your own, or of somebody in the journal.

        They were not found in the title before because they are archived, or have died.
        """
        from caretrack.domain.people.names import name_key
        from caretrack.errors import NothingFound
        from caretrack.journal.people import matching, of_company

        if name_key(name) == name_key(self._own_name) or matching(
            self._journal, name, starts=False
        ):
            return True
        try:
            of_company(self._journal, name)
        except NothingFound:
            return False
        return True


def _may_be_added(guest: Guest) -> bool:
    """True if an address may be that of a person."""
    local = guest.address.partition("@")[0]
    return (
        guest.one
        and "@" in guest.address
        and not guest.address.endswith(_NOBODYS)
        and not local.startswith(_SENDERS)
    )


def _name_of(guest: Guest) -> str:
    """Return what a guest is called by the calendar, or else by the address."""
    from caretrack.domain.people.plain_names import turned

    name = " ".join(guest.name.strip("'\" ").split())
    if name and "@" not in name:
        return turned(name)
    local = guest.address.partition("@")[0].partition("+")[0]
    words = local.replace("_", ".").split(".")
    if len(words) > 1 and all(word.isalpha() for word in words):
        return " ".join(word.capitalize() for word in words)
    return local
