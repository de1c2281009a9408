"""`care due`: who waits, what is owed, which occasions come."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated

import typer

from caretrack.domain.cadence import share
from caretrack.domain.model import Action, Feedback
from caretrack.domain.occasions import next_on, turns
from caretrack.domain.openers import OCCASION_DAYS, openers, with_years
from caretrack.domain.report import Coming, DuePage, Owed, Waits
from caretrack.journal import due, entries, people
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids
from caretrack.options import Company, Json, Tag
from caretrack.session import Session
from caretrack.views import out

EXAMPLES = (
    "care due",
    "care due --within 7 --tag vip",
    "care due --exit-code --json > due.json",
)


def command(
    ctx: typer.Context,
    within: Annotated[
        int, typer.Option("--within", metavar="DAYS", min=0, max=3660, help="Also those who will be due in so many days.")
    ] = 0,
    everyone: Annotated[bool, typer.Option("--all", help="Everybody who waits, not only a day's worth.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, max=10_000_000, help="How many people to show (config: due.limit, 7).")
    ] = None,
    tag: Tag = None,
    company: Company = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 when anybody is due today.")] = False,
    json: Json = False,
) -> None:
    """The morning list: who waits for a caring touch, what you owe, which occasions come.

    Somebody is due when the days since their last caring touch reach their cadence. The most late come first: days since
    divided by cadence, then days since, then name. A pitch or an invoice resets nothing. People who were never touched
    count from the day they were added. After a low mood half the cadence holds. The same order for everybody.
    """
    session: Session = ctx.obj
    shown = None if everyone else limit or (None if json else session.config.due_limit)
    with session.read() as journal:
        page = due_page(journal, within=within, limit=shown, tag=tag, company=company)
        show(page, json)
    if exit_code and page.due_today:
        raise typer.Exit(1)


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
    """The page for the journal's today; its rows are read while they are shown, so the journal stays open till then."""
    among = due.chosen(journal, tag, company)
    ids, in_all = due.waiting(journal, within=within, limit=limit, among=among)
    covered = due.coverage(journal, among)
    return DuePage(
        today=journal.today,
        waiting=_waits(journal, ids),
        shown=len(ids),
        due_today=in_all if not within else due.waiting(journal, limit=1, among=among)[1],
        waiting_in_all=in_all,
        owed=[item for item in owed(journal) if among is None or item.person_id in among],
        occasions=[item for item in coming(journal, OCCASION_DAYS) if among is None or item.person_id in among],
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


def owed(journal: Journal) -> list[Owed]:
    """Promises that are due, people to be told, feedback that nobody answered."""
    today = journal.today
    promises = entries.open_actions(journal, "promise", due_by=today)
    feedback = entries.open_feedback(journal)
    everything: list[Action | Feedback] = [*promises, *feedback]
    names = people.names(journal, [item.person_id for item in everything])
    short = short_ids(journal.db, [item.id for item in everything])
    rows = [_promise(item, names, short, journal) for item in promises]
    for item in feedback:
        sort, on = ("tell", item.acted_on) if item.acted_on else ("thank" if item.tone == "praise" else "answer", item.heard_on)
        rows.append(Owed(sort, item.id, short[item.id], item.person_id, names[item.person_id], item.text, on, (today - (on or today)).days))
    return rows


def _promise(item: Action, names: dict[str, str], short: dict[str, str], journal: Journal) -> Owed:
    days = (journal.today - (item.due_on or journal.today)).days
    return Owed("promise", item.id, short[item.id], item.person_id, names[item.person_id], item.text, item.due_on, days)


def coming(journal: Journal, within: int) -> list[Coming]:
    """The occasions from today on within so many days, the soonest first (S3.6)."""
    today = journal.today
    found = entries.occasions_on(journal, [today + timedelta(days=ahead) for ahead in range(within + 1)])
    names = people.names(journal, [item.person_id for item in found])
    rows = []
    for item in found:
        on = next_on(item.month, item.day, today)
        if (on - today).days <= within:
            rows.append(Coming(item.id, item.person_id, names[item.person_id], item.label, on, turns(item.year, on), with_years(item, on)))
    return sorted(rows, key=lambda row: (row.on, row.name))
