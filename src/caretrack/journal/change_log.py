"""Read and write lines of the change log: what each change did to its row.

A line holds what its row was before. What the row was afterwards stands in the next line about it,
or in the row itself; the check sum of the line says whether that is still so.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from caretrack.journal.rows import chunks, placeholders
from caretrack.journal.schema import as_array, columns, key_columns, row_id
from caretrack.journal.tables import DELETED, INSERTED, LOGGED, NO_SUM, UPDATED

# Lines that are about no row: they mark their change set, and `before` holds what they say.
ERASED = "erased"  # rows of the change set were erased by `care forget`
RESTORED = "restored"  # what a restore put in the journal's place
UNCHANGED = "unchanged"  # an undo that left every row as it was
FOLDED = "folded"  # steps of the change set were joined by `care doctor --compact --fold`
MARKS = {ERASED: 101, RESTORED: 102, UNCHANGED: 103, FOLDED: 104}
SOURCES = {**LOGGED, **MARKS}
NAMES = {number: name for name, number in SOURCES.items()}
# Keys of handles are worked out from their values, and written again without a line in the log.
WORKED_OUT = {"value_key"}


def make_row_sum() -> Callable[[bytes | None], int | None]:
    """Return the function that gives the check sum of a row as a JSON array.

    It is a CRC-32 as a signed number. Columns without a value at the end do not count: the next
    version may add some.
    """
    from zlib import crc32

    def row_sum(data: bytes | None) -> int | None:
        if data is None:
            return None
        if not data.endswith(b",null]"):
            return crc32(data) - 2**31
        end = len(data) - len(b",null]")
        while data.endswith(b",null", 0, end):
            end -= len(b",null")
        return crc32(b"]", crc32(data[:end])) - 2**31

    return row_sum


def add_row_sum(db: sqlite3.Connection) -> None:
    """Let SQL call `row_sum`."""
    db.create_function("row_sum", 1, make_row_sum(), deterministic=True)


def sum_of_values(values: list[str]) -> str:
    """Return the SQL expression for the check sum of a row whose values are these expressions."""
    return f"row_sum(CAST(json_array({', '.join(values)}) AS BLOB))"


def sum_of_row(table: str, row: str, new: Mapping[str, str] | None = None) -> str:
    """Return the SQL expression for the check sum of a row; `row` is a table or its alias.

    `new` are expressions for columns that are to have other values than the row has.
    """
    stands = {name: f"{row}.{name}" for name in columns(table) if name not in WORKED_OUT}
    return sum_of_values(list({**stands, **(new or {})}.values()))


def sum_of_array(table: str, text: str) -> str:
    """Return the SQL expression for the check sum of a row that is a JSON array in `text`."""
    values = [
        f"json_extract({text}, '$[{place}]')"
        for place, name in enumerate(columns(table))
        if name not in WORKED_OUT
    ]
    return sum_of_values(values)


def of_row(line: str, row: str) -> str:
    """Return the condition that a line is about a row of this id, for the index.

    Without the plus SQLite puts a `row` that is a parameter into the other half as well, which
    then names no column, and goes through the whole log.
    """
    return f"substr({line}.row_id, 1, 4) = substr({row}, 1, 4) AND +{line}.row_id = {row}"


def key_is(table: str, own: str) -> str:
    """Return the condition that a row of `table` has the id `own` of a line, for its index."""
    keys = key_columns(table)
    if len(keys) == 1:
        return f"{table}.{keys[0]} = {own}"
    blank = f"instr({own}, ' ')"
    return (
        f"{table}.{keys[0]} = substr({own}, 1, {blank} - 1) "
        f"AND {table}.{keys[1]} = substr({own}, {blank} + 1)"
    )


def _object(table: str, text: str) -> str:
    values = ", ".join(
        f"'{name}', json_extract({text}, '$[{place}]')" for place, name in enumerate(columns(table))
    )
    return f"json_object({values})"


@cache
def lines() -> str:
    """Return a query for the log in full, to stand in a FROM: one row for each line.

    Its columns are seq, number (of the change set), change_set (its id), source, table_name,
    row_id, sum, and before and after: the row as a JSON object, None where there was none.
    """
    names = " ".join(f"WHEN {number} THEN '{name}'" for name, number in SOURCES.items())
    marks = ", ".join(map(str, MARKS.values()))
    following = (
        f"(SELECT min(n.seq) FROM main.changes AS n WHERE {of_row('n', 'c.row_id')} "
        "AND n.source = c.source AND n.seq > c.seq)"
    )
    before = " ".join(
        f"WHEN {number} THEN {_object(table, 'c.before')}" for table, number in LOGGED.items()
    )
    stands = " ".join(
        f"WHEN {number} THEN (SELECT "
        + "json_object("
        + ", ".join(f"'{name}', {table}.{name}" for name in columns(table))
        + f") FROM main.{table} WHERE {key_is(table, 'c.row_id')})"
        for table, number in LOGGED.items()
    )
    logged = " ".join(
        f"WHEN {number} THEN (SELECT {_object(table, 'n.before')} FROM main.changes AS n "
        "WHERE n.seq = c.following)"
        for table, number in LOGGED.items()
    )
    return (
        "(SELECT c.seq, c.change_set AS number, "
        "(SELECT id FROM main.change_sets WHERE number = c.change_set) AS change_set, c.source, "
        f"c.event, CASE c.source {names} END AS table_name, c.row_id, c.sum, c.following, "
        f"CASE WHEN c.event = {INSERTED} OR c.source IN ({marks}) THEN NULL "
        f"ELSE CASE c.source {before} END END AS before, "
        f"CASE WHEN c.source IN ({marks}) THEN c.before WHEN c.event = {DELETED} THEN NULL "
        f"WHEN c.following IS NULL THEN CASE c.source {stands} END "
        f"ELSE CASE c.source {logged} END END AS after "
        f"FROM (SELECT *, {following} AS following FROM main.changes AS c) AS c)"
    )


def lines_that_hold(
    db: sqlite3.Connection, holds: Callable[[str], str], values: Sequence[Any] = ()
) -> Iterator[sqlite3.Row]:
    """Give the lines in full whose row held something, before or after, or holds it in its id.

    `holds` returns the SQL condition that an expression holds it, in which each of `values` stands
    once; the expression is a JSON array with the values of a row. To work out every line in full
    would take many times as long.
    """
    own = holds("row_id || ' ' || coalesce(before, '')")
    found: set[int | None] = set()
    for seq, before_it in db.execute(
        f"SELECT seq, (SELECT max(p.seq) FROM changes AS p WHERE {of_row('p', 'c.row_id')} "
        f"AND p.source = c.source AND p.seq < c.seq) FROM changes AS c WHERE {own}",
        values,
    ):
        found |= {seq, before_it}
    for table, source in LOGGED.items():
        last = f"WHERE {of_row('c', row_id(table, table))} AND c.source = {source}"
        rows = db.execute(
            f"SELECT (SELECT max(seq) FROM changes AS c {last}) FROM {table} "
            f"WHERE {holds(as_array(table, table))}",
            values,
        )
        found |= {row[0] for row in rows}
    for part in chunks(sorted(seq for seq in found if seq is not None)):
        yield from db.execute(f"SELECT * FROM {lines()} WHERE seq IN ({placeholders(part)})", part)


def lines_about(db: sqlite3.Connection, table: str, ids: Iterable[str]) -> Iterator[sqlite3.Row]:
    """Give the lines in full about the rows of a table with these ids."""
    for one in ids:
        yield from db.execute(
            f"SELECT * FROM {lines()} AS c WHERE source = {LOGGED[table]} AND {of_row('c', '?1')}",
            (one,),
        )


def number_of(change_set: str) -> str:
    """Return the SQL expression for the number of the change set with this id."""
    return f"(SELECT number FROM main.change_sets WHERE id = {change_set})"


def write_mark(db: sqlite3.Connection, change_set: str, mark: str, own: str, text: str) -> None:
    """Write a line that marks a change set."""
    db.execute(
        "INSERT INTO changes (change_set, source, event, row_id, sum, before) "
        f"VALUES ({number_of('?')}, ?, {INSERTED}, ?, {NO_SUM}, ?)",
        (change_set, MARKS[mark], own, text),
    )


def write_standing(db: sqlite3.Connection, table: str, own: str, change_set: str | None) -> None:
    """Write a line that ends as it begins: the row as it stands, or that it is not there.

    It closes what was found in the lines before it.
    """
    there = f"SELECT 1 FROM {table} WHERE {row_id(table, table)} = ?"
    if db.execute(there, (own,)).fetchone() is None:
        db.execute(
            "INSERT INTO changes (change_set, source, event, row_id, sum, before) "
            f"VALUES ({number_of('?')}, ?, {DELETED}, ?, {NO_SUM}, '[]')",
            (change_set, LOGGED[table], own),
        )
        return
    db.execute(
        "INSERT INTO changes (change_set, source, event, row_id, sum, before) "
        f"SELECT {number_of('?1')}, ?2, {UPDATED}, ?3, {sum_of_row(table, table)}, "
        f"{as_array(table, table)} FROM {table} WHERE {row_id(table, table)} = ?3",
        (change_set, LOGGED[table], own),
    )


def write_changed(
    db: sqlite3.Connection, table: str, own: str, change_set: str | None, before: list[Any]
) -> None:
    """Write a line that begins with these values, and ends with the row as it stands or is gone."""
    import json

    write_standing(db, table, own, change_set)
    text = json.dumps(before, ensure_ascii=False, separators=(",", ":"))
    db.execute("UPDATE changes SET before = ? WHERE seq = last_insert_rowid()", (text,))


def write_sums(db: sqlite3.Connection, change_set: str) -> None:
    """Write the check sums of the rows that a change set ends with."""
    number = db.execute(f"SELECT {number_of('?')}", (change_set,)).fetchone()[0]
    of_set = f"change_set = ?1 AND sum = {NO_SUM} AND event <> {DELETED}"
    sources = db.execute(
        f"SELECT DISTINCT source FROM changes WHERE {of_set} AND source < 100", (number,)
    ).fetchall()
    if not sources:
        return
    add_row_sum(db)
    for (source,) in sources:
        table = NAMES[source]
        db.execute(
            f"UPDATE changes SET sum = coalesce((SELECT {sum_of_row(table, table)} FROM {table} "
            f"WHERE {key_is(table, 'changes.row_id')}), {NO_SUM}) WHERE {of_set} AND source = ?2 "
            "AND NOT EXISTS (SELECT 1 FROM changes AS n WHERE "
            f"{of_row('n', 'changes.row_id')} AND n.source = ?2 AND n.seq > changes.seq)",
            (number, source),
        )
