"""Whom one meets on a day: the meetings of the calendars, and their people (S4.8).

Nothing here is written: a meeting has not taken place because it stands in a calendar.
"""

import shlex
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from caretrack.domain.person import Person
from caretrack.errors import CareError
from caretrack.journal.connection import Journal
from caretrack.session import Session

if TYPE_CHECKING:
    from caretrack.app.meetings import Matching, Meeting, Stranger
    from caretrack.app.reach import Reach
    from caretrack.domain.agenda import AgendaEvent
    from caretrack.domain.clock import Clock
    from caretrack.domain.model import Touch
    from caretrack.domain.talk.brief import BriefLine
    from caretrack.domain.talk.openers import Opener, OpenerSources


class Passed(NamedTuple):
    """A meeting that was in the calendar, with people of whom nothing was logged on its day.

    `command` is the line that logs it; its note is to be added.
    """

    starts: datetime
    title: str
    people: tuple[tuple[str, str], ...]
    command: str


class PersonBrief(NamedTuple):
    """What to know of one person: who they are, how it stands between you, and six lines.

    `coming` is a yearly day of this week, in words, "" for none; `reach` says how to call them, and
    what time it is there. Of somebody who has died (`in_memory`) nothing is asked any more.
    """

    person: Person
    clock: "Clock | None"
    last_care: "Touch | None"
    coming: str
    lines: Sequence["BriefLine"]
    reach: "Reach | None" = None
    in_memory: bool = False


class BriefPage(NamedTuple):
    """The page of a day, or of the people who were named (`people`; then there is no meeting)."""

    today: date
    day: date
    now: datetime
    meetings: Sequence["Meeting"] = ()
    people: Sequence[PersonBrief] = ()
    passed: Sequence[Passed] = ()
    calendars: Sequence[str] = ()
    problems: Sequence[str] = ()
    own_address_known: bool = True

    @property
    def strangers(self) -> "list[Stranger]":
        """Everybody in a meeting who is not in the journal, each once."""
        found: dict[str, Stranger] = {}
        for meeting in self.meetings:
            for one in meeting.strangers:
                found.setdefault(one.email or one.name.casefold(), one)
        return list(found.values())


class DueMeetings(NamedTuple):
    """What the morning list says of the calendars."""

    today: Sequence["Meeting"] = ()
    passed: Sequence[Passed] = ()


def meetings_for_due(session: Session, journal: Journal) -> DueMeetings:
    """Return what the morning list says of the calendars: quickly, and without an error of theirs.

    Nothing is imported or read unless `brief.calendars` is set.
    """
    calendars = session.calendars
    if not calendars:
        return DueMeetings()
    from caretrack.app.calendars import agenda_at_once
    from caretrack.app.meetings import Matching

    found = agenda_at_once(calendars, session.today)
    met = Matching(session, journal)
    today = met.meetings(found.on(session.today))
    return DueMeetings(
        [meeting for meeting in today if meeting.people],
        _passed(session, journal, met, found.events),
    )


def brief_of_day(
    session: Session, journal: Journal, day: date, within: timedelta | None
) -> BriefPage:
    """Return the page of a day, or of what begins `within` a time from now.

    Raises CareError where no calendar is configured, or none of them can be read.
    """
    calendars = session.config.brief_calendars
    if not calendars:
        raise CareError(
            "no calendar is configured",
            "Name yours: care config brief.calendars ~/.calendars, a folder or an .ics file. "
            "Or name people: care brief ana ben",
        )
    from caretrack.app.calendars import agenda
    from caretrack.app.meetings import Matching

    found = agenda(calendars, day, session.today)
    if not found.read:
        raise CareError("; ".join(found.problems[:3]) or "no calendar can be read")
    met = Matching(session, journal)
    meetings = met.meetings(found.on(day))
    if within is not None:
        meetings = [
            meeting
            for meeting in meetings
            if not meeting.all_day and session.now <= meeting.starts <= session.now + within
        ]
    is_today = day == session.today and within is None
    ids = dict.fromkeys(person_id for meeting in meetings for person_id, _ in meeting.people)
    return BriefPage(
        today=session.today,
        day=day,
        now=session.now,
        meetings=meetings,
        people=person_briefs(journal, list(ids), session.now),
        passed=_passed(session, journal, met, found.events) if is_today else (),
        calendars=calendars,
        problems=found.problems,
        own_address_known=bool(met.mine),
    )


def brief_of_people(session: Session, journal: Journal, people: Sequence[Person]) -> BriefPage:
    """Return the page of these people, whatever the calendar says."""
    ids = list(dict.fromkeys(person.id for person in people))
    return BriefPage(
        session.today, session.today, session.now, people=person_briefs(journal, ids, session.now)
    )


def _passed(
    session: Session, journal: Journal, met: "Matching", events: Sequence["AgendaEvent"]
) -> list[Passed]:
    """Return the meetings of today and yesterday that are over, and of which nothing is logged.

    Each person is named once for a day. After the day that follows it, nobody is asked again.
    """
    from caretrack.app.meetings import A_CROWD
    from caretrack.journal.queries.meetings import in_touch_on

    found: list[Passed] = []
    for day in (session.today - timedelta(days=1), session.today):
        over = [
            event
            for event in events
            if event.starts.date() == day
            and event.ends <= session.now
            and not (event.all_day or event.tentative)
        ]
        meetings = met.meetings(over)
        ids = {person_id for meeting in meetings for person_id, _ in meeting.people}
        said = in_touch_on(journal, ids, day)
        for meeting in meetings:
            if len(meeting.people) + meeting.others > A_CROWD:
                continue
            people = tuple(one for one in meeting.people if one[0] not in said)
            said.update(person_id for person_id, _ in people)
            if people:
                command = _log_line(journal, meeting, people, session.today)
                found.append(Passed(meeting.starts, meeting.title, people, command))
    return found


def _log_line(
    journal: Journal, meeting: "Meeting", people: Sequence[tuple[str, str]], today: date
) -> str:
    """Return the line that logs a touch with these people, by the names that find them."""
    from caretrack.domain.people.names import name_key
    from caretrack.journal.find_people import typed_back

    first, *rest = (typed_back(journal, who, name_key(name)) for who, name in people)
    beside = [word for other in rest for word in ("--with", other)]
    day = [] if meeting.starts.date() == today else ["-d", "yesterday"]
    return shlex.join(["care", "log", first, *beside, "-c", meeting.channel, *day])


def person_briefs(journal: Journal, ids: Sequence[str], now: datetime) -> list[PersonBrief]:
    """Return the briefs of these people, in order; no two are asked the same question."""
    from caretrack.app.reach import reach_of
    from caretrack.domain.talk.brief import asked_category, brief_lines, lines_in_memory
    from caretrack.domain.talk.openers import openers
    from caretrack.journal import due, people

    known, clocks = due.opener_sources(journal, ids), due.clocks(journal, ids)
    asked: set[str] = set()
    found = []
    for person_id in ids:
        theirs = known[person_id]
        person = people.get(journal, person_id)
        if person.archived_on is not None:
            theirs = _with_last(journal, person_id, theirs)
        if _is_dead(person):
            lines = lines_in_memory(theirs, journal.today)
            found.append(PersonBrief(person, None, theirs.last_care, "", lines, in_memory=True))
            continue
        opening = openers(theirs, journal.today)
        lines = brief_lines(theirs, opening, journal.today, asked)
        asked.add(asked_category(theirs, asked))
        handles, _ = people.handles_of(journal, person_id)
        reach = reach_of(person, handles, now, any_channel=True)
        found.append(
            PersonBrief(
                person, clocks.get(person_id), theirs.last_care, _coming(opening), lines, reach
            )
        )
    return found


def _with_last(journal: Journal, who: str, known: "OpenerSources") -> "OpenerSources":
    """Add what was said last: of people in the archive there is no clock that names it."""
    from caretrack.domain.kinds.families import CARE
    from caretrack.journal import notes, touches

    until = journal.today.isoformat()
    last = touches.history(journal, person=who, family=CARE, until=until, limit=1)
    heard = notes.last_notes(journal, [who])[who]
    return known._replace(last_care=next(iter(last), None), notes=heard)


def _is_dead(person: Person) -> bool:
    from caretrack.domain.people.death import has_died

    return person.archived_on is not None and has_died(person.archived_why)


def _coming(opening: Sequence["Opener"]) -> str:
    """Return the words of the first yearly day of this week; "" for none."""
    return next((item.text for item in opening if item.why == "occasion"), "")


def add_strangers(
    journal: Journal, strangers: Sequence["Stranger"]
) -> tuple[list[Person], list[str]]:
    """Add these people with their addresses; return them, and why somebody was not added.

    To write, call it inside `journal.change(...)`.
    """
    from caretrack.app.people import clean_email
    from caretrack.domain.people.names import clean_name
    from caretrack.journal import people

    added, refused = [], []
    for one in strangers:
        try:
            name = clean_name(one.name)
            emails = [clean_email(one.email)] if one.email else []
            person = people.add(journal, name)
        except CareError as error:
            refused.append(str(error))
            continue
        people.add_handles(journal, person.id, "email", emails)
        added.append(person)
    return added, refused
