"""`care list`: everybody."""

from typing import Annotated

import typer

from caretrack import streams
from caretrack.domain.clock import Clock
from caretrack.domain.model import Person
from caretrack.journal import due, people
from caretrack.journal.ids import short_ids
from caretrack.options import Company, Json, Tag
from caretrack.session import Session
from caretrack.views import as_json, tables, words

EXAMPLES = ("care list", "care list --only-sales", "care list --archived --json")


def command(
    ctx: typer.Context,
    tag: Tag = None,
    company: Company = None,
    only_sales: Annotated[
        bool,
        typer.Option(
            "--only-sales",
            help="Only those who had two or more sales touches since the last caring one.",
        ),
    ] = False,
    archived: Annotated[
        bool, typer.Option("--archived", help="Those in the archive instead.")
    ] = False,
    everyone: Annotated[bool, typer.Option("--all", help="Those in the archive too.")] = False,
    json: Json = False,
) -> None:
    """Everybody by name, with their last caring touch, their cadence and when they are due."""
    session: Session = ctx.obj
    with session.read() as journal:
        found = people.everybody(
            journal, archived=None if everyone else archived, tag=tag, company=company
        )
        ids = [person.id for person in found]
        clocks = due.clocks(journal, ids)
        if only_sales:
            heard = {person_id for person_id, clock in clocks.items() if clock.only_sales}
            found = [person for person in found if person.id in heard]
        if json:
            listed = people.listed(journal, ids)
            rows = [_as_json(person, listed[person.id], clocks.get(person.id)) for person in found]
            return streams.put_json(rows)
        starts = short_ids(journal.db, ids)
    lines = [_row(person, clocks.get(person.id), starts[person.id]) for person in found]
    return tables.show(
        ("name", "company", "last_care", "cadence", "due_on", "sales_since", "id"),
        lines,
        empty="Nobody hears only sales." if only_sales else "Nobody yet: care add NAME.",
    )


def _as_json(person: Person, listed: people.Listed, clock: Clock | None) -> dict[str, object]:
    handles = [(sort, value) for sort in people.SORTS for value in getattr(listed, sort)]
    return {**as_json.person(person, handles, listed.tags), **as_json.clock(clock)}


def _row(person: Person, clock: Clock | None, start: str) -> tuple[tables.Cell, ...]:
    if clock is None:
        return (person.name, person.company, None, "archived", None, None, start)
    cadence, sales = words.cadence(clock), words.sales_count(clock)
    return (
        person.name,
        person.company,
        clock.last_care or "never",
        cadence,
        clock.due_on,
        sales,
        start,
    )
