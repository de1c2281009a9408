"""Compare every row with its log: the last line of the log about a row is the row as it stands.

Where the two differ, a byte changed on the disk, or another program wrote without the triggers.
Which of them is right is for a person to say: both texts are shown, and `mend.py` takes either.
"""

import json
import math
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from caretrack.domain.language.index_text import index_text
from caretrack.journal.changes import MARKS
from caretrack.journal.derived import TEXTS
from caretrack.journal.doctor.check import JournalCheck, pieces
from caretrack.journal.schema import MODEL, as_json, columns, key_columns, row_id

# The keys of handles are worked out from their values, and the log of early versions has none.
WORKED_OUT = {"value_key"}

# How a row and its log can differ.
CHANGED = "changed"  # a column has another value than the last line says
REWRITTEN = "rewritten"  # ... than the line before the last ones says: it was logged meanwhile
GONE = "gone"  # the log knows the row, the table does not
NOT_REMOVED = "not removed"  # the log says that the row was removed
UNREADABLE = "unreadable"  # the line of the log cannot be read
MISNAMED = "misnamed"  # the line of the log names another row than the one that it holds
RENAMED = "renamed"  # a column of the key has another value: `seq` is the rowid of the row
UNLOGGED = "unlogged"  # the log has no line about the row: `seq` is its rowid


class Difference(NamedTuple):
    """Where a row and its log differ: `row` and `log` are the values of the column.

    `column` is "" for a whole row. `seq` is the line of the log. `whose` are the names of the
    people of the row, `on` its day. `indexed` is "row" or "log" where the full-text index has the
    words of that side alone, else "".
    """

    how: str
    table: str
    id: str
    column: str
    row: Any
    log: Any
    seq: int
    whose: str = ""
    on: str | None = None
    indexed: str = ""


def check_log(db: sqlite3.Connection) -> JournalCheck:
    """Compare the rows of every table with their last lines in the log, and the lines in turn."""
    found = differences(db)
    if found:
        return JournalCheck("entries", False, "rows_differ", {"differences": found})
    return JournalCheck("entries", True, "rows_agree")


def differences(db: sqlite3.Connection) -> list[Difference]:
    """Return every difference between rows and log, those of a row together.

    Texts that are not UTF-8 come back with surrogates: the connection must read them so
    (`read_any_text`).
    """
    seen = [item for table in MODEL for item in _rows_that_differ(db, table)]
    # Without a line are kinds and settings that came with the journal, what `care forget` left, and
    # rows of which the id is another one now.
    unlogged = [item for item in seen if item.how == UNLOGGED]
    found = [item for item in seen if item.how != UNLOGGED]
    found += (_under_another_id(db, item, unlogged) for item in _rows_that_are_gone(db))
    found += _lines_out_of_turn(db, {(item.table, item.id) for item in found})
    return [_described(db, item) for item in found]


def _under_another_id(
    db: sqlite3.Connection, gone: Difference, unlogged: list[Difference]
) -> Difference:
    """Return the row that is gone, or where it is: a row that differs in its key alone."""
    logged = parsed(gone.table, gone.log) or {}
    for item in unlogged:
        if item.table != gone.table:
            continue
        row = db.execute(f"SELECT * FROM {item.table} WHERE rowid = ?", (item.seq,)).fetchone()
        other = [name for name in columns(item.table) if not same(row[name], logged.get(name))]
        if not other:
            return gone._replace(how=MISNAMED)
        if len(other) == 1 and other[0] in key_columns(item.table):
            return gone._replace(
                how=RENAMED,
                column=other[0],
                row=row[other[0]],
                log=logged[other[0]],
                seq=item.seq,
            )
    return gone


def read_any_text(db: sqlite3.Connection) -> None:
    """Let the connection return every text, also one that is no longer UTF-8."""
    db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")


def last_line(table: str, row: str) -> str:
    """Return the WHERE of the last line of the log about a row, for a query on `changes`."""
    return f"table_name = '{table}' AND row_id = {row} ORDER BY seq DESC LIMIT 1"


def _rows_that_differ(db: sqlite3.Connection, table: str) -> Iterator[Difference]:
    own = row_id(table, table)
    for piece in pieces(db, table):
        within = f"{table}.rowid > ? AND {table}.rowid <= ?"
        log = f"SELECT after FROM changes WHERE {last_line(table, own)}"
        try:
            rows = db.execute(
                f"SELECT rowid FROM {table} WHERE {within} AND {as_json(table, table)} "
                f"IS NOT ({log})",
                piece,
            ).fetchall()
        except sqlite3.OperationalError as error:
            # JSON holds no bytes, which another program may have written.
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            rows = db.execute(f"SELECT rowid FROM {table} WHERE {within}", piece).fetchall()
        for row in rows:
            yield from _compare(db, table, row[0])


def _compare(db: sqlite3.Connection, table: str, rowid: int) -> Iterator[Difference]:
    row = db.execute(
        f"SELECT {row_id(table, table)} AS own, * FROM {table} WHERE rowid = ?", (rowid,)
    ).fetchone()
    if row is None:
        return
    own = str(row["own"])
    # The id may be one that cannot be bound: a byte of it may be no text any more.
    own_id = f"(SELECT {row_id(table, table)} FROM {table} WHERE rowid = ?)"
    line = db.execute(
        f"SELECT seq, after FROM changes WHERE {last_line(table, own_id)}", (rowid,)
    ).fetchone()
    if line is None:
        yield Difference(UNLOGGED, table, own, "", None, None, rowid)
        return
    if line["after"] is None:
        yield Difference(NOT_REMOVED, table, own, "", None, None, line["seq"])
        return
    logged = parsed(table, line["after"])
    if logged is None:
        yield Difference(UNREADABLE, table, own, "", None, line["after"], line["seq"])
        return
    for name in columns(table):
        if name not in WORKED_OUT and not same(row[name], logged.get(name)):
            # A column that is younger than the line begins without a value.
            yield Difference(CHANGED, table, own, name, row[name], logged.get(name), line["seq"])


def _rows_that_are_gone(db: sqlite3.Connection) -> Iterator[Difference]:
    there = " ".join(
        f"WHEN '{table}' THEN EXISTS (SELECT 1 FROM {table} WHERE {_has_id(table)})"
        for table in MODEL
    )
    moved = _rows_that_moved(db)
    for piece in pieces(db, "changes", "seq"):
        for line in db.execute(
            "SELECT seq, table_name, row_id, after FROM changes AS c WHERE seq > ? AND seq <= ? "
            f"AND after IS NOT NULL AND NOT CASE table_name {there} "
            f"ELSE table_name IN {MARKS} END "
            "AND NOT EXISTS (SELECT 1 FROM changes AS d WHERE d.row_id = c.row_id "
            "AND d.table_name = c.table_name AND d.seq > c.seq)",
            piece,
        ).fetchall():
            table, how = line["table_name"], GONE
            if moved.get((table, line["row_id"]), 0) > line["seq"]:
                continue
            if table not in MODEL:
                table, how = _table_of(line["after"]), MISNAMED
            elif parsed(table, line["after"]) is None:
                how = UNREADABLE
            yield Difference(how, table, line["row_id"], "", None, line["after"], line["seq"])


def _rows_that_moved(db: sqlite3.Connection) -> dict[tuple[str, str], int]:
    """Return the rows that got another key, as in a merge: by table and old id, the last line."""
    old = " ".join(
        f"WHEN '{table}' THEN "
        + " || ' ' || ".join(f"json_extract(before, '$.{key}')" for key in key_columns(table))
        for table in MODEL
    )
    return {
        (table, own): seq
        for table, own, seq in db.execute(
            "SELECT table_name, old, max(seq) FROM (SELECT table_name, row_id, seq, "
            f"CASE WHEN json_valid(before) THEN CASE table_name {old} END END AS old FROM changes "
            "WHERE before IS NOT NULL AND after IS NOT NULL) WHERE old <> row_id GROUP BY 1, 2"
        )
    }


def _table_of(text: str) -> str:
    """Return the table that a row of the log is of, by its columns."""
    fits = (table for table in MODEL if parsed(table, text) is not None)
    return next(fits, "settings")


def _has_id(table: str) -> str:
    """Return the condition that a row of `table` is the one of the line `c`, for an index."""
    keys = key_columns(table)
    if len(keys) == 1:
        return f"{keys[0]} = c.row_id"
    blank = "instr(c.row_id, ' ')"
    return (
        f"{keys[0]} = substr(c.row_id, 1, {blank} - 1) "
        f"AND {keys[1]} = substr(c.row_id, {blank} + 1)"
    )


def _lines_out_of_turn(db: sqlite3.Connection, known: set[tuple[str, str]]) -> Iterator[Difference]:
    """Find lines that begin with another row than the one before them ended with.

    A row that changed behind the log is logged as it was found by the next command that edits it.
    It is told as long as the row still says so, and no later line settled it.
    """
    before = (
        "SELECT {} FROM changes AS b WHERE b.row_id = c.row_id AND b.table_name = c.table_name "
        "AND b.seq < c.seq ORDER BY b.seq DESC LIMIT 1"
    )
    for piece in pieces(db, "changes", "seq"):
        for line in db.execute(
            f"SELECT seq, table_name, row_id, before, ({before.format('after')}) AS ended, "
            f"({before.format('seq')}) AS ended_seq FROM changes AS c "
            "WHERE seq > ? AND seq <= ? AND before IS NOT NULL "
            f"AND before IS NOT ({before.format('after')}) "
            "AND NOT EXISTS (SELECT 1 FROM changes AS d WHERE d.row_id = c.row_id "
            "AND d.table_name = c.table_name AND d.seq >= c.seq AND d.before = d.after)",
            piece,
        ).fetchall():
            table, own = line["table_name"], line["row_id"]
            if table not in MODEL or (table, own) in known:
                continue
            yield from _out_of_turn(db, table, own, line)


def _out_of_turn(
    db: sqlite3.Connection, table: str, own: str, line: sqlite3.Row
) -> Iterator[Difference]:
    began = parsed(table, line["before"])
    if began is None:
        yield Difference(UNREADABLE, table, own, "", None, line["before"], line["seq"])
        return
    if line["ended"] is None:
        # The first line that is left of it, or one after the row was removed.
        return
    ended = parsed(table, line["ended"])
    if ended is None:
        yield Difference(UNREADABLE, table, own, "", None, line["ended"], line["ended_seq"])
        return
    row = db.execute(f"SELECT * FROM {table} WHERE {row_id(table, table)} = ?", (own,)).fetchone()
    for name in columns(table):
        if name in WORKED_OUT or row is None or same(began.get(name), ended.get(name)):
            continue
        if same(row[name], began.get(name)):
            yield Difference(
                REWRITTEN, table, own, name, row[name], ended.get(name), line["ended_seq"]
            )


def parsed(table: str, text: Any) -> dict[str, Any] | None:
    """Return a row of the log by its columns; None if it cannot be read as one of this table."""
    try:
        text.encode()
        found = json.loads(text)
    except (ValueError, AttributeError):
        return None
    return found if isinstance(found, dict) and found.keys() <= {*columns(table)} else None


def same(row: Any, logged: Any) -> bool:
    """True if a value of a row is the one that the log holds."""
    if isinstance(row, float) and isinstance(logged, (int, float)):
        return math.isclose(row, logged, rel_tol=1e-14)
    return type(row) is type(logged) and bool(row == logged)


def _described(db: sqlite3.Connection, item: Difference) -> Difference:
    """Return the difference with the people and the day of its row, as far as they are known."""
    values: dict[str, Any] = parsed(item.table, item.log) or {} if not item.column else {}
    row = db.execute(
        f"SELECT * FROM {item.table} WHERE {row_id(item.table, item.table)} = ?", (item.id,)
    ).fetchone()
    if row is not None:
        values = dict(row)
    touch = values.get("touch_id") if item.table == "touch_people" else None
    if item.table == "touches":
        touch = item.id
    names = db.execute(
        "SELECT name FROM people WHERE id = ?1 UNION SELECT name FROM people JOIN touch_people "
        "ON person_id = people.id WHERE touch_id = ?2",
        (item.id if item.table == "people" else values.get("person_id"), touch),
    ).fetchall()
    days = ("happened_on", "learned_on", "heard_on", "happens_on", "added_on")
    on = next((values[day] for day in days if isinstance(values.get(day), str)), None)
    return item._replace(
        whose=", ".join(str(name[0]) for name in names[:3]), on=on, indexed=_index_has(db, item)
    )


def _index_has(db: sqlite3.Connection, item: Difference) -> str:
    """Return which side the full-text index has the words of: "row", "log", or "" for neither."""
    if item.table not in TEXTS or not (isinstance(item.row, str) and isinstance(item.log, str)):
        return ""
    indexed = db.execute(
        "SELECT c0 FROM search_content JOIN search_docs ON doc = id "
        "WHERE source = ? AND row_id = ?",
        (item.table, item.id),
    ).fetchone()
    if indexed is None:
        return ""
    row, log = (index_text(text) in indexed[0] for text in (item.row, item.log))
    return "" if row == log else "row" if row else "log"
