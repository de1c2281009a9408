"""The morning list, put together for `care due`, `care demo` and `care occasions`."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from caretrack.domain.clock import Clock, share
from caretrack.domain.model import Action, Fact, Feedback, Occasion
from caretrack.domain.talk.occasions import DONE_BEFORE
from caretrack.domain.talk.openers import OCCASION_DAYS, Opener, openers
from caretrack.journal import due, entries, people, touches
from caretrack.journal.connection import Journal
from caretrack.journal.rows import CHUNK, chunks

if TYPE_CHECKING:
    from caretrack.app.brief import Passed
    from caretrack.app.meetings import Meeting
    from caretrack.domain.talk.attempts import Attempt
    from caretrack.domain.talk.occasions import ComingOccasion


class Waits(NamedTuple):
    """One row of `due`: somebody, their clock, what to talk about, when they were not reached."""

    id: str
    name: str
    company: str | None
    added_on: date
    clock: Clock
    openers: list[Opener]
    tried: "Sequence[Attempt]" = ()


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
    """The morning list: who waits, what is owed, which occasions come, and coverage.

    `meetings` are those of today, `passed` those that are over and of which nothing is logged.
    """

    today: date
    waiting: Iterable[Waits]
    shown: int
    due_today: int
    waiting_in_all: int
    owed: list[Owed]
    owed_in_all: int
    occasions: list["ComingOccasion"]
    occasions_more: bool
    everybody: int
    people: int
    in_time: int
    share: float
    meetings: Sequence["Meeting"] = ()
    passed: Sequence["Passed"] = ()


def due_page(
    journal: Journal,
    *,
    within: int = 0,
    limit: int | None,
    tag: str | None = None,
    company: str | None = None,
    to_read: bool,
) -> DuePage:
    """Return the page for the journal's today, with `limit` rows of each part.

    Those who wait are read while they are shown: keep the journal open until then. `to_read` adds
    short ids, for a person who reads the page and may type them.
    """
    among = due.ids_with(journal, tag, company)
    ids, in_all = due.due_ids(journal, within=within, limit=limit, among=among)
    covered, everybody = due.coverage(journal, among)
    owe, owe_in_all = owed(journal, limit, among, to_read=to_read)
    soon, soon_more = coming(journal, OCCASION_DAYS, limit, among)
    return DuePage(
        today=journal.today,
        waiting=_waits(journal, ids),
        shown=len(ids),
        due_today=in_all if not within else due.due_ids(journal, limit=1, among=among)[1],
        waiting_in_all=in_all,
        owed=owe,
        owed_in_all=owe_in_all,
        occasions=soon,
        occasions_more=soon_more,
        everybody=everybody,
        people=covered.people,
        in_time=covered.in_time,
        share=share(covered.in_time, covered.people),
    )


def _waits(journal: Journal, ids: list[str]) -> Iterator[Waits]:
    """Yield the rows, read a few hundred at a time: a whole backlog is never held in memory.

    Where one row opens with a question, the next one that does asks another.
    """
    asked = set[str]()
    for part in chunks(ids):
        known = due.opener_sources(journal, part)
        tried = touches.attempts(journal, part)
        for item in due.person_clocks(journal, part):
            found = openers(known[item.id], journal.today, asked)
            if found and found[0].category:
                asked -= asked if found[0].category in asked else set()
                asked.add(found[0].category)
            yield Waits(
                item.id, item.name, item.company, item.added_on, item.clock, found, tried[item.id]
            )


def owed(
    journal: Journal, limit: int | None, among: set[str] | None, *, to_read: bool
) -> tuple[list[Owed], int]:
    """Return what is owed, `limit` rows of it, and how many there are in all.

    It is promises that are due, people to be told or thanked, feedback to answer, and goals that
    they reached.
    """
    enough = None if among is not None else limit
    promises = entries.open_actions(journal, "promise", due_by=journal.today, limit=enough)
    feedback = entries.open_feedback(journal, limit=enough)
    goals = entries.reached_goals(journal, limit=enough)
    everything: list[Action | Feedback | Fact] = [*promises, *feedback, *goals]
    mine = [item for item in everything if among is None or item.person_id in among]
    in_all = len(mine) if enough is None else entries.count_owed(journal)
    shown = mine[:limit]
    names = people.names(journal, [item.person_id for item in shown])
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


def coming(
    journal: Journal,
    within: int,
    limit: int | None = None,
    among: set[str] | None = None,
    *,
    done_too: bool = False,
) -> "tuple[list[ComingOccasion], bool]":
    """Return the occasions of the next `within` days, the soonest first (S3.6).

    It is `limit` of them, and whether there are more. Those that were celebrated are left out,
    unless `done_too`.
    """
    rows: list[ComingOccasion] = []
    found = _falling(journal, within, among)
    at_once = CHUNK if limit is None else limit + 1
    while (limit is None or len(rows) <= limit) and (part := list(islice(found, at_once))):
        rows += [item for item in _as_coming(journal, part) if done_too or item.done_on is None]
    return (rows, False) if limit is None else (rows[:limit], len(rows) > limit)


def _falling(
    journal: Journal, within: int, among: set[str] | None
) -> Iterator[tuple[Occasion, str]]:
    """Yield the occasions of each day in turn, each with the name of its person."""
    for ahead in range(within + 1):
        for item, name in entries.occasions_on(journal, journal.today + timedelta(days=ahead)):
            if among is None or item.person_id in among:
                yield item, name


def _as_coming(journal: Journal, found: list[tuple[Occasion, str]]) -> "Iterator[ComingOccasion]":
    from caretrack.domain.talk.occasions import as_coming

    ids = list(dict.fromkeys(item.person_id for item, _ in found))
    facts = entries.of_people(journal, Fact, ids, entries.CURRENT_FACT)
    celebrated = touches.celebration_days(journal, ids, journal.today - timedelta(days=DONE_BEFORE))
    theirs = entries.of_people(journal, Occasion, [who for who in ids if celebrated[who]])
    for item, name in found:
        who = item.person_id
        yield as_coming(item, name, theirs.get(who, ()), facts[who], celebrated[who], journal.today)
