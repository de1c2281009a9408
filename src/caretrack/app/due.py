"""The morning list, put together for `care due`, `care demo` and `care occasions`."""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from caretrack.app.reach import Reach, reach_of
from caretrack.domain.clock import Clock, share
from caretrack.domain.model import Action, Fact, Feedback, Occasion
from caretrack.domain.talk.follow_up import JUST_PAST_DAYS
from caretrack.domain.talk.occasions import DONE_BEFORE, done_on, is_own_birthday
from caretrack.domain.talk.openers import OCCASION_DAYS, Opener, openers
from caretrack.journal import beside_ids, due, entries, events, touches, who_waits
from caretrack.journal.connection import Journal
from caretrack.journal.in_memory import about_departed
from caretrack.journal.rows import chunks

if TYPE_CHECKING:
    from caretrack.app.brief import Passed
    from caretrack.app.meetings import Meeting
    from caretrack.domain.talk.attempts import Attempt
    from caretrack.domain.talk.coming import ComingOccasion
    from caretrack.domain.talk.events import EventNear


class Waits(NamedTuple):
    """One row of `due`: somebody, their clock, what to talk about, how to reach them now.

    `tried` is when they were not reached. `back_on` is the day on which a snooze ended, if they
    would have been due before it; else None.
    """

    id: str
    name: str
    company: str | None
    role: str | None
    added_on: date
    clock: Clock
    openers: list[Opener]
    tried: Sequence["Attempt"] = ()
    reach: Reach | None = None
    back_on: date | None = None
    owner: str | None = None


class Owed(NamedTuple):
    """What you owe a person.

    `sort` is "promise", "answer" or "thank" (for feedback), "tell" (what came of feedback), or
    "celebrate" (a goal that they reached). A promise without a day has no `on`; its `days` count
    from the day that it was made, `made_on`.
    """

    sort: str
    id: str
    short: str
    person_id: str
    name: str
    text: str
    on: date | None
    days: int
    made_on: date | None = None


class DuePage(NamedTuple):
    """The morning list: who waits, what is owed, which days are near, and coverage.

    `coming` are those who become due in the next `within` days. `of_company`: it is about one
    company alone. The numbers `…_in_all` count what is shown, and what is not.
    `known` counts those who are not looked after yet.
    `meetings` are those of today, `passed` those that are over and of which nothing is logged.
    """

    today: date
    waiting: Iterable[Waits]
    shown: int
    waiting_in_all: int
    coming: Iterable[Waits]
    coming_shown: int
    coming_in_all: int
    owed: list[Owed]
    owed_in_all: int
    occasions: list["ComingOccasion"]
    occasions_in_all: int
    events: list["EventNear"]
    events_in_all: int
    everybody: int
    people: int
    in_time: int
    share: float
    known: int = 0
    meetings: Sequence["Meeting"] = ()
    passed: Sequence["Passed"] = ()
    within: int = 0
    of_company: bool = False
    by_owner: bool = False  # somebody has an owner, and it is not said whose people these are
    of_nobody: int = 0  # how many wait for whom nobody is named, beside those of an owner


def due_page(
    journal: Journal,
    now: datetime,
    *,
    within: int = 0,
    limit: int | None,
    tag: str | None = None,
    company: str | None = None,
    owners: Collection[str] | None = None,
    to_read: bool,
) -> DuePage:
    """Return the page for the journal's today, with `limit` rows of each part.

    `now` is the local time. Those who wait are read while they are shown: keep the journal open
    until then. `to_read` adds short ids, for a person who reads the page and may type them.
    """
    among = who_waits.ids_with(journal, tag, company, owners)
    ids, in_all = who_waits.due_ids(journal, limit=limit, among=among)
    ahead, ahead_in_all = (
        who_waits.coming_ids(journal, within, limit=limit, among=among) if within else ([], 0)
    )
    with_cadence, in_time, everybody = who_waits.coverage(journal, among)
    owe, owe_in_all = owed(journal, limit, among, to_read=to_read)
    soon, soon_in_all = coming(journal, OCCASION_DAYS, limit, among)
    days, days_in_all = events_near(
        journal, within, limit, among, [*ids, *ahead] if to_read else ()
    )
    return DuePage(
        today=journal.today,
        waiting=_waits(journal, ids, now),
        shown=len(ids),
        waiting_in_all=in_all,
        coming=_waits(journal, ahead, now),
        coming_shown=len(ahead),
        coming_in_all=ahead_in_all,
        owed=owe,
        owed_in_all=owe_in_all,
        occasions=soon,
        occasions_in_all=soon_in_all,
        events=days,
        events_in_all=days_in_all,
        everybody=everybody,
        people=with_cadence,
        in_time=in_time,
        share=share(in_time, with_cadence),
        known=who_waits.count_known(journal, among),
        within=within,
        of_company=company is not None,
        by_owner=owners is None and to_read and who_waits.has_owners(journal),
    )


def _waits(journal: Journal, ids: list[str], now: datetime) -> Iterator[Waits]:
    """Yield the rows, read a few hundred at a time: a whole backlog is never held in memory.

    Where one row opens with a question, the next one that does asks another.
    """
    asked = set[str]()
    for part in chunks(ids):
        known = due.opener_sources(journal, part)
        tried = touches.attempts(journal, part)
        rows = due.person_clocks(journal, part)
        reached = _reached(journal, rows, now)
        for item in rows:
            found = openers(known[item.id], journal.today, asked)
            if found and found[0].category:
                asked -= asked if found[0].category in asked else set()
                asked.add(found[0].category)
            due_on, back_on = item.clock.due_on, item.snoozed_until
            yield Waits(
                item.id,
                item.name,
                item.company,
                item.role,
                item.added_on,
                item.clock,
                found,
                tried[item.id],
                reached.get(item.id),
                back_on if back_on and due_on and back_on > due_on else None,
                item.owner,
            )


def _reached(
    journal: Journal, rows: Sequence[due.PersonClock], now: datetime
) -> dict[str, Reach | None]:
    """Return how to reach those of whom something is known that helps, by id."""
    some = [item for item in rows if item.prefers or item.zone or item.hours]
    if not some:
        return {}
    from caretrack.journal.handles import listed

    theirs = listed(journal, [item.id for item in some if item.prefers])
    return {
        item.id: reach_of(item, theirs[item.id].handles if item.prefers else (), now)
        for item in some
    }


def owed(
    journal: Journal, limit: int | None, among: set[str] | None, *, to_read: bool
) -> tuple[list[Owed], int]:
    """Return what is owed, `limit` rows of it, and how many there are in all.

    It is promises that are due, people to be told or thanked, feedback to answer, and goals that
    they reached.
    """
    enough = None if among is not None else limit
    promises = entries.open_actions(journal, "promise", due_by=journal.today, limit=enough)
    feedback = entries.open_feedback(journal, journal.today, limit=enough)
    goals = entries.reached_goals(journal, limit=enough)
    everything: list[Action | Feedback | Fact] = [*promises, *feedback, *goals]
    mine = [item for item in everything if among is None or item.person_id in among]
    in_all = len(mine) if enough is None else entries.count_owed(journal)
    shown = mine[:limit]
    names = beside_ids.names(journal, [item.person_id for item in shown])
    starts = _short_ids(journal, [item.id for item in shown]) if to_read else {}
    return [
        _owed(item, names[item.person_id], starts.get(item.id, ""), journal) for item in shown
    ], in_all


def _short_ids(journal: Journal, ids: list[str]) -> dict[str, str]:
    from caretrack.journal.ids import short_ids

    return short_ids(journal.db, ids)


def _owed(item: Action | Feedback | Fact, name: str, short: str, journal: Journal) -> Owed:
    made_on: date | None = None
    if isinstance(item, Action):
        sort, on = "promise", item.due_on
        made_on = item.begun_on if on is None else None
    elif isinstance(item, Fact):
        sort, on = "celebrate", item.reached_on
    elif item.acted_on is not None:
        sort, on = "tell", item.acted_on
    else:
        sort, on = ("thank" if item.tone == "praise" else "answer"), item.heard_on
    return Owed(
        sort,
        item.id,
        short,
        item.person_id,
        name,
        item.text,
        on,
        (journal.today - (on or made_on or journal.today)).days,
        made_on,
    )


def events_near(
    journal: Journal,
    within: int = 0,
    limit: int | None = None,
    among: set[str] | None = None,
    said_of: Container[str] = (),
) -> "tuple[list[EventNear], int]":
    """Return the events of tomorrow, of today, and those just past that nobody asked about yet.

    It is `limit` of them, and how many there are in all. With `within` also those of so many days.
    The one that opens the row of somebody in `said_of` is left out.
    """
    today = journal.today
    found = events.between(
        journal,
        today - timedelta(days=JUST_PAST_DAYS),
        today + timedelta(days=max(within, 1)),
        among,
    )
    if not found:
        return [], 0
    from caretrack.domain.talk.events import COMING, EventNear, by_urgency

    said = {
        of_them[0].event.id
        for who in {item.event.person_id for item, _ in found}
        if who in said_of
        and (of_them := by_urgency([i for i, _ in found if i.event.person_id == who], today))
    }
    names = {item.event.id: name for item, name in found}
    near = by_urgency([item for item, _ in found], today)
    near += [item for item, _ in found if within and item.state == COMING]
    rows = [EventNear(item, names[item.event.id]) for item in near if item.event.id not in said]
    return rows[:limit], len(rows)


def events_coming(journal: Journal, within: int) -> "list[ComingOccasion]":
    """Return the events of the next `within` days as occasions are listed, the soonest first."""
    from caretrack.domain.talk.coming import ComingOccasion
    from caretrack.domain.talk.events import what_to_wish

    found = events.between(journal, journal.today, journal.today + timedelta(days=within))
    return [
        ComingOccasion(
            item.event.id,
            item.event.person_id,
            name,
            item.event.text,
            item.event.happens_on,
            None,
            item.event.text,
            what_to_wish(item.event.text),
            item.wished_on,
            "event",
        )
        for item, name in found
    ]


def coming(
    journal: Journal,
    within: int,
    limit: int | None = None,
    among: set[str] | None = None,
    *,
    done_too: bool = False,
) -> "tuple[list[ComingOccasion], int]":
    """Return the occasions of the next `within` days, `limit` of them, and how many there are.

    The soonest come first (S3.6), of one day their birthdays. Those that were celebrated are left
    out, unless `done_too`, and those of people who are not looked after yet.
    """
    found = _falling(journal, within, among, known_too=done_too)
    if not found:
        return [], 0
    from caretrack.domain.talk.coming import as_coming

    silent = about_departed(
        journal, [(item.id, item.person_id, item.label, None) for item, _ in found]
    )
    found = [row for row in found if row[0].id not in silent]
    ids = list(dict.fromkeys(item.person_id for item, _ in found))
    celebrated = touches.celebration_days(journal, ids, journal.today - timedelta(days=DONE_BEFORE))
    theirs = entries.of_people(journal, Occasion, [who for who in ids if celebrated[who]])
    if not done_too:
        found = [
            (item, name)
            for item, name in found
            if not celebrated[item.person_id]
            or done_on(item, theirs[item.person_id], celebrated[item.person_id], journal.today)
            is None
        ]
    shown = found[:limit]
    facts = entries.of_people(
        journal, Fact, list({item.person_id for item, _ in shown}), entries.CURRENT_FACT
    )
    told = [(fact.id, who, fact.text, fact.learned_on) for who in facts for fact in facts[who]]
    silent |= about_departed(journal, told)
    return [
        as_coming(
            item,
            name,
            theirs.get(item.person_id, ()),
            [fact for fact in facts[item.person_id] if fact.id not in silent],
            celebrated[item.person_id],
            journal.today,
        )
        for item, name in shown
    ], len(found)


def _falling(
    journal: Journal, within: int, among: set[str] | None, *, known_too: bool
) -> list[tuple[Occasion, str]]:
    """Return the occasions of each day in turn, each with the name of its person.

    Of one day, their own birthdays come first.
    """
    days = [journal.today + timedelta(days=ahead) for ahead in range(within + 1)]
    found = [
        (on, not is_own_birthday(item.label), item, name)
        for on, item, name in entries.occasions_on(journal, days, known_too=known_too)
        if among is None or item.person_id in among
    ]
    found.sort(key=itemgetter(0, 1))
    return [(item, name) for _, _, item, name in found]
