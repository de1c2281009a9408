"""The morning list, put together for `care due`, `care demo` and `care occasions`."""

from collections.abc import Iterator
from datetime import timedelta

from caretrack.domain.cadence import share
from caretrack.domain.due_page import Coming, DuePage, Owed, Waits
from caretrack.domain.model import Action, Feedback
from caretrack.domain.occasions import turns
from caretrack.domain.openers import OCCASION_DAYS, openers, with_years
from caretrack.journal import due, entries, people
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids
from caretrack.views import out


def show(page: DuePage, json: bool) -> None:
    """The page in the form that is asked for."""
    if json:
        from caretrack.views import as_json

        out.put_parts(as_json.due(page))
    elif out.on_terminal():
        from caretrack.views import terminal

        terminal.due(page)
    else:
        from caretrack.views import text

        out.put(text.due(page))


def due_page(journal: Journal, *, within: int = 0, limit: int | None, tag: str | None = None, company: str | None = None) -> DuePage:
    """The page for the journal's today, `limit` rows of each part; those who wait are read while they are shown, so it stays open till then."""
    among = due.chosen(journal, tag, company)
    ids, in_all = due.waiting(journal, within=within, limit=limit, among=among)
    covered = due.coverage(journal, among)
    owe, owe_in_all = owed(journal, limit, among)
    soon, soon_more = coming(journal, OCCASION_DAYS, limit, among)
    return DuePage(
        today=journal.today,
        waiting=_waits(journal, ids),
        shown=len(ids),
        due_today=in_all if not within else due.waiting(journal, limit=1, among=among)[1],
        waiting_in_all=in_all,
        owed=owe,
        owed_in_all=owe_in_all,
        occasions=soon,
        occasions_more=soon_more,
        everybody=covered.everybody,
        people=covered.people,
        in_time=covered.in_time,
        share=share(covered.in_time, covered.people),
    )


def _waits(journal: Journal, ids: list[str]) -> Iterator[Waits]:
    """The rows, read a few hundred at a time: a whole backlog never lies in memory."""
    for part in people.chunks(ids):
        known = due.known(journal, part)
        for item in due.of_ids(journal, part):
            yield Waits(item.id, item.name, item.company, item.added_on, item.clock, openers(known[item.id], journal.today))


def owed(journal: Journal, limit: int | None, among: set[str] | None = None) -> tuple[list[Owed], int]:
    """Promises that are due, people to be told or thanked, feedback to answer: `limit` of them, and how many there are in all."""
    enough = None if among is not None else limit
    promises = entries.open_actions(journal, "promise", due_by=journal.today, limit=enough)
    feedback = entries.open_feedback(journal, limit=enough)
    everything: list[Action | Feedback] = [*promises, *feedback]
    mine = [item for item in everything if among is None or item.person_id in among]
    in_all = len(mine) if enough is None else entries.owed_in_all(journal)
    shown = mine[:limit]
    names = people.names(journal, [item.person_id for item in shown])
    short = short_ids(journal.db, [item.id for item in shown])
    return [_owed(item, names[item.person_id], short[item.id], journal) for item in shown], in_all


def _owed(item: Action | Feedback, name: str, short: str, journal: Journal) -> Owed:
    if isinstance(item, Action):
        sort, on = "promise", item.due_on
    elif item.acted_on is not None:
        sort, on = "tell", item.acted_on
    else:
        sort, on = ("thank" if item.tone == "praise" else "answer"), item.heard_on
    return Owed(sort, item.id, short, item.person_id, name, item.text, on, (journal.today - (on or journal.today)).days)


def coming(journal: Journal, within: int, limit: int | None = None, among: set[str] | None = None) -> tuple[list[Coming], bool]:
    """The occasions from today on within so many days, the soonest first (S3.6): `limit` of them, and whether there are more."""
    rows: list[Coming] = []
    for ahead in range(within + 1):
        on = journal.today + timedelta(days=ahead)
        wanted = None if limit is None or among is not None else limit + 1 - len(rows)
        rows += [
            Coming(item.id, item.person_id, name, item.label, on, turns(item.year, on), with_years(item, on))
            for item, name in entries.occasions_on(journal, on, wanted)
            if among is None or item.person_id in among
        ]
        if limit is not None and len(rows) > limit:
            return rows[:limit], True
    return rows, False
