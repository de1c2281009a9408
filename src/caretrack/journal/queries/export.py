"""Rows of the model as JSON: what `care export --to json` writes.

It writes every table of the model with ids, stamps and deleted rows, in the order in which they
were written. It leaves out the change log, which repeats every row as it once was and belongs to
this one file; `care backup` keeps it. It leaves out what is derived, which is made again.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from caretrack.journal.change_log import of_row
from caretrack.journal.connection import Journal
from caretrack.journal.forget.erase import UNFINISHED
from caretrack.journal.rows import chunks, placeholders
from caretrack.journal.schema import MODEL, as_json, columns

# Columns that are true or false, and stand so in JSON.
BOOLEANS = {"from_them": "json(CASE WHEN from_them THEN 'true' ELSE 'false' END)"}
# A row belongs to a person where one of these is theirs; both ends of a tie have to be.
_OF_PEOPLE = {
    "people": "id IN (SELECT id FROM chosen)",
    "touches": "id IN (SELECT touch_id FROM touch_people "
    "WHERE person_id IN (SELECT id FROM chosen))",
    "ties": "person_id IN (SELECT id FROM chosen) AND other_id IN (SELECT id FROM chosen)",
    "tag_cadences": "tag IN (SELECT tag FROM tags WHERE person_id IN (SELECT id FROM chosen))",
    "kinds": "1",
    "settings": "0",
}
# The entries of one person, each with the time of its last change.
_DATED = ("facts", "actions", "feedback", "occasions", "events")
# The touch that an entry came from, where it is written too.
_TOUCH = (
    "(SELECT t.id FROM touches AS t WHERE t.id = touch_id AND t.deleted_at IS NULL "
    f"AND t.{_OF_PEOPLE['touches']})"
)


def tables() -> Sequence[str]:
    """Return the tables of the model, rows before those that refer to them."""
    return tuple(MODEL)


def rows(journal: Journal, table: str) -> Iterator[str]:
    """Return every row of a table as a JSON object on one line."""
    # A forget that was cut off is finished in this file, and is nothing to any other.
    return _rows(journal, table, f"key <> '{UNFINISHED}'" if table == "settings" else "1")


def rows_of(journal: Journal, table: str, ids: Sequence[str]) -> Iterator[str]:
    """Return the rows of a table that concern these people, without deleted ones.

    Of a touch with others, only who of these people was in it.
    """
    db = journal.db
    db.execute("CREATE TEMP TABLE IF NOT EXISTS chosen (id TEXT PRIMARY KEY)")
    db.executemany("INSERT OR IGNORE INTO chosen VALUES (?)", [(person_id,) for person_id in ids])
    where = _OF_PEOPLE.get(table, "person_id IN (SELECT id FROM chosen)")
    if "deleted_at" in columns(table):
        where = f"({where}) AND deleted_at IS NULL"
    elif table == "touch_people":
        where += " AND touch_id IN (SELECT id FROM touches WHERE deleted_at IS NULL)"
    return _rows(
        journal,
        table,
        where,
        {**BOOLEANS, "touch_id": _TOUCH} if table != "touch_people" else BOOLEANS,
    )


def _rows(
    journal: Journal, table: str, where: str, otherwise: Mapping[str, str] = BOOLEANS
) -> Iterator[str]:
    row = as_json(table, table)
    for column, value in otherwise.items():
        row = row.replace(f"{table}.{column}", value)
    return (
        found[0]
        for found in journal.db.execute(f"SELECT {row} FROM {table} WHERE {where} ORDER BY rowid")
    )


def last_changed(journal: Journal, ids: Sequence[str]) -> dict[str, str]:
    """Return when anything about these people was last written, UTC, by id.

    What was deleted counts, too; a number that was taken off does not.
    """
    found: dict[str, str] = {}
    for part in chunks(ids):
        those = f"person_id IN ({placeholders(part)})"
        queries = [
            *(f"SELECT person_id, updated_at AS at FROM {table} WHERE {those}" for table in _DATED),
            "SELECT person_id, updated_at FROM touch_people "
            f"JOIN touches ON touches.id = touch_id WHERE {those}",
            "SELECT person_id, made_at FROM handles JOIN changes AS c "
            f"ON {of_row('c', 'handles.id')} "
            f"JOIN change_sets AS s ON s.number = change_set WHERE {those}",
        ]
        query = f"SELECT person_id, max(at) FROM ({' UNION ALL '.join(queries)}) GROUP BY person_id"
        found.update(journal.db.execute(query, [*part] * len(queries)).fetchall())
    return found


@contextmanager
def snapshot(journal: Journal) -> Iterator[None]:
    """Read everything in the block as of one moment; a write waits until it ends."""
    journal.db.execute("BEGIN")
    try:
        yield
    finally:
        if journal.db.in_transaction:
            journal.db.execute("ROLLBACK")
