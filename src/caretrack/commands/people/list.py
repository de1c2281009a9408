"""`care list`: everybody."""

from typing import Annotated

from caretrack import streams
from caretrack.domain.clock import KNOWN, Clock
from caretrack.domain.model import Person
from caretrack.journal import due, people
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids
from caretrack.options import Company, Json, Tag
from caretrack.parameters import Option
from caretrack.session import Session
from caretrack.views import as_json, words
from caretrack.views.page import Cell, ListPage, answer

EXAMPLES = ("care list", "care list --known", "care list --archived --json")

HEADER = ("name", "company", "last_care", "cadence", "due_on", "sales_since", "id")


def command(
    session: Session,
    tag: Tag = None,
    company: Company = None,
    only_sales: Annotated[
        bool,
        Option(
            "--only-sales",
            help="Only those who had two or more sales touches since the last caring one.",
        ),
    ] = False,
    archived: Annotated[bool, Option("--archived", help="Those in the archive instead.")] = False,
    known: Annotated[
        bool, Option("--known", help="Only those who are known, and not looked after yet.")
    ] = False,
    everyone: Annotated[bool, Option("--all", help="Those in the archive too.")] = False,
    json: Json = False,
) -> None:
    """Everybody by name, with their last caring touch, their cadence and when they are due."""
    with session.read() as journal:
        found = people.everybody(
            journal, archived=None if everyone else archived, tag=tag, company=company
        )
        ids = [person.id for person in found]
        clocks = due.clocks(journal, ids)
        if only_sales:
            heard = {person_id for person_id, clock in clocks.items() if clock.only_sales}
            found = [person for person in found if person.id in heard]
        not_yet = {who for who, clock in clocks.items() if clock.cadence.reason == KNOWN}
        if known:
            found = [person for person in found if person.id in not_yet]
        elif not_yet and streams.on_terminal() and not json:
            many = words.count(len(not_yet), "person is", "people are")
            streams.say(f"{many} {words.NOT_YET}: care triage. care list --known shows them.")
        empty = "Nobody hears only sales." if only_sales else "Nobody yet: care add NAME."
        empty = "Everybody is looked after." if known and clocks else empty
        answer(
            json,
            lambda: _as_json(journal, found, clocks),
            lambda: _table(journal, found, clocks, empty),
        )


def _as_json(
    journal: Journal, found: list[Person], clocks: dict[str, Clock]
) -> list[dict[str, object]]:
    listed = people.listed(journal, [person.id for person in found])
    made = []
    for person in found:
        values = listed[person.id]
        handles = [(sort, value) for sort in people.SORTS for value in getattr(values, sort)]
        shown = as_json.person(person, handles, values.tags)
        made.append({**shown, **as_json.clock(clocks.get(person.id))})
    return made


def _table(journal: Journal, found: list[Person], clocks: dict[str, Clock], empty: str) -> ListPage:
    starts = short_ids(journal.db, [person.id for person in found])
    rows = [_row(person, clocks.get(person.id), starts[person.id]) for person in found]
    return ListPage(HEADER, rows, empty)


def _row(person: Person, clock: Clock | None, start: str) -> tuple[Cell, ...]:
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
