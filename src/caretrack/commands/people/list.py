"""`care list`: everybody."""

from collections.abc import Iterator
from typing import Annotated

from caretrack import streams
from caretrack.journal import people, who_waits
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids
from caretrack.journal.queries import people_list
from caretrack.journal.rows import chunks
from caretrack.options import Company, Json, Mine, Owner, Tag, chosen_owners
from caretrack.parameters import Option
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import Cell, ListPage, answer

EXAMPLES = ("care list", "care list --known", "care list --archived --json")

HEADER = ("name", "company", "last_care", "cadence", "due_on", "sales_since", "id")


def command(
    session: Session,
    tag: Tag = None,
    company: Company = None,
    mine: Mine = False,
    owner: Owner = None,
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
        ids = people.ids_by_name(
            journal, archived=None if everyone else archived, tag=tag, company=company
        )
        owners = chosen_owners(session, journal, owner, mine)
        by_owner = owners is None and not json and who_waits.has_owners(journal)
        if owners is not None:
            theirs = who_waits.ids_with(journal, None, None, owners) or ()
            ids = [person_id for person_id in ids if person_id in theirs]
        if only_sales:
            heard = people_list.only_sales_ids(journal)
            ids = [person_id for person_id in ids if person_id in heard]
        not_yet = people_list.known_ids(journal).intersection(ids)
        empty = "Nobody yet: care add NAME." if owners is None else "Nobody."
        empty = "Nobody hears only sales." if only_sales else empty
        if known:
            empty = "Everybody is looked after." if people_list.any_clock(journal, ids) else empty
            ids = [person_id for person_id in ids if person_id in not_yet]
        elif not_yet and streams.on_terminal() and not json:
            many = words.count(len(not_yet), "person is", "people are")
            streams.say(f"{many} {words.NOT_YET}: care triage. care list --known shows them.")
        answer(
            json,
            lambda: _as_json(journal, ids),
            lambda: _table(journal, ids, empty, by_owner=by_owner),
        )


def _as_json(journal: Journal, ids: list[str]) -> Iterator[str]:
    """Yield the answer as text, a few hundred people at a time."""
    from caretrack.journal import due
    from caretrack.json_text import dumped
    from caretrack.views import as_json

    yield "["
    between = ""
    for part in chunks(ids):
        listed, clocks = people.listed(journal, part), due.clocks(journal, part)
        for person in people.by_ids(journal, part):
            values = listed[person.id]
            handles = [(sort, value) for sort in people.SORTS for value in getattr(values, sort)]
            shown = as_json.person(person, handles, values.tags)
            yield between + dumped({**shown, **as_json.clock(clocks.get(person.id))})
            between = ", "
    yield "]\n"


def _table(journal: Journal, ids: list[str], empty: str, *, by_owner: bool) -> ListPage:
    if not by_owner:
        return ListPage(HEADER, (cells for _, cells in _rows(journal, ids)), empty)
    from caretrack.journal.owners import owner_of

    whose = owner_of(journal)
    rows = ((*cells[:-1], whose.get(who), cells[-1]) for who, cells in _rows(journal, ids))
    return ListPage((*HEADER[:-1], "owner", HEADER[-1]), rows, empty)


def _rows(journal: Journal, ids: list[str]) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Yield the cells of each person, with the whole id."""
    starts = short_ids(journal.db, ids)
    for person in people_list.people_listed(journal, ids):
        who, name, company, last_care, days, reason, due_on, sales = person
        if reason is None:
            yield who, (name, company, None, "archived", None, None, starts[who])
            continue
        cadence, many = words.cadence_of(days, reason), words.sales_count(sales)
        yield who, (name, company, last_care or "never", cadence, due_on, many, starts[who])
