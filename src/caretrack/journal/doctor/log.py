"""Compare every row with its log: the last line of the log about a row is the row as it stands.

Where the two differ, a byte changed on the disk, or another program wrote without the triggers.
Which of them is right is for a person to say: both texts are shown, and `mend.py` takes either.
"""

import json
import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple

from caretrack.domain.language.index_text import index_text
from caretrack.journal.change_log import (
    MARKS,
    NAMES,
    WORKED_OUT,
    add_row_sum,
    key_is,
    lines,
    of_row,
    sum_of_array,
    sum_of_row,
)
from caretrack.journal.derived import SEARCHED
from caretrack.journal.doctor.check import JournalCheck, pieces
from caretrack.journal.doctor.logged_rows import LoggedRows, parsed, sum_of
from caretrack.journal.doctor.matching import find_unmatched, groups
from caretrack.journal.schema import MODEL, columns, key_columns, row_id
from caretrack.journal.tables import DELETED, INSERTED, LOGGED, NO_SUM, UPDATED

# How a row and its log can differ.
ALTERED = "altered"  # the row is another one than was logged, and what it was is not known
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
    unknown = _rows_without_sum(db)
    code = "rows_agree_but_unknown" if unknown else "rows_agree"
    return JournalCheck("entries", True, code, {"count": unknown})


def _rows_without_sum(db: sqlite3.Connection) -> int:
    """Count the rows of which the last line has no check sum: another program wrote them."""
    marks = ", ".join(map(str, MARKS.values()))
    count: int = db.execute(
        f"SELECT count(*) FROM changes AS c WHERE sum = {NO_SUM} AND event <> {DELETED} "
        f"AND source NOT IN ({marks}) AND NOT EXISTS (SELECT 1 FROM changes AS n WHERE "
        f"{of_row('n', 'c.row_id')} AND n.source = c.source AND n.seq > c.seq)"
    ).fetchone()[0]
    return count


def differences(db: sqlite3.Connection) -> list[Difference]:
    """Return every difference between rows and log, those of a row together.

    Texts that are not UTF-8 come back with surrogates: the connection must read them so
    (`read_any_text`).
    """
    add_row_sum(db)
    with closing(LoggedRows(db)) as logged:
        return _differences(db, logged)


def _differences(db: sqlite3.Connection, logged: LoggedRows) -> list[Difference]:
    unmatched = find_unmatched(db)
    seen = [
        item
        for table, rowids in unmatched.rows.items()
        for item in _rows_that_differ(db, logged, table, rowids)
    ]
    # Without a line are kinds and settings that came with the journal, what `care forget` left, and
    # rows of which the id is another one now.
    unlogged = [item for item in seen if item.how == UNLOGGED]
    found = [item for item in seen if item.how != UNLOGGED]
    found += (
        _under_another_id(db, logged, item, unlogged)
        for item in _rows_that_are_gone(db, unmatched.lines)
    )
    found += _lines_out_of_turn(db, logged, {(item.table, item.id) for item in found})
    return [_described(db, item) for item in found]


def _under_another_id(
    db: sqlite3.Connection, logged: LoggedRows, gone: Difference, unlogged: list[Difference]
) -> Difference:
    """Return the row that is gone, or where it is: a row that differs in its key alone."""
    for item in unlogged:
        if gone.how == GONE and item.table != gone.table:
            continue
        row = db.execute(f"SELECT * FROM {item.table} WHERE rowid = ?", (item.seq,)).fetchone()
        values = dict(row)
        if sum_of(item.table, values) == gone.log:
            return gone._replace(how=MISNAMED, table=item.table, log=item.id)
        names = key_columns(item.table)
        for name, own in zip(names, gone.id.split(" ", len(names) - 1), strict=False):
            if sum_of(item.table, {**values, name: own}) == gone.log:
                return gone._replace(how=RENAMED, column=name, row=row[name], log=own, seq=item.seq)
    if gone.how == MISNAMED:
        return gone._replace(log=None)
    names = key_columns(gone.table)
    values = dict.fromkeys(columns(gone.table)) | dict(zip(names, gone.id.split(" "), strict=False))
    if sum_of(gone.table, values) == gone.log:
        # The key is all there is of such a row.
        return gone._replace(log=json.dumps(list(values.values())))
    found = logged.find(gone.table, gone.id, gone.log)
    return gone._replace(log=found and json.dumps([found[name] for name in columns(gone.table)]))


def read_any_text(db: sqlite3.Connection) -> None:
    """Let the connection return every text, also one that is no longer UTF-8."""
    db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")


def last_line(table: str, own: str) -> str:
    """Return the WHERE of the last line of the log about a row, for a query on `changes`."""
    return (
        f"{of_row('changes', own)} AND changes.source = {LOGGED[table]} ORDER BY seq DESC LIMIT 1"
    )


def _rows_that_differ(
    db: sqlite3.Connection, logged: LoggedRows, table: str, rowids: list[int]
) -> Iterator[Difference]:
    """Compare these rows with their last lines."""
    own = row_id(table, table)
    line = f"(SELECT {{}} FROM changes WHERE {last_line(table, own)})"
    # A line without a check sum is of another program, or of a row that changed again.
    noted = line.format(f"CASE event WHEN {DELETED} THEN NULL ELSE nullif(sum, {NO_SUM}) END")
    for some in groups(rowids):
        rows = f"SELECT rowid FROM {table} WHERE rowid IN ({some})"
        try:
            differ = db.execute(f"{rows} AND {sum_of_row(table, table)} IS NOT {noted}").fetchall()
        except sqlite3.OperationalError as error:
            # JSON holds no bytes, which another program may have written.
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            differ = db.execute(rows).fetchall()
        for row in differ:
            yield from _compare(db, logged, table, row[0])


def _compare(
    db: sqlite3.Connection, logged: LoggedRows, table: str, rowid: int
) -> Iterator[Difference]:
    row = db.execute(
        f"SELECT {row_id(table, table)} AS own, * FROM {table} WHERE rowid = ?", (rowid,)
    ).fetchone()
    if row is None:
        return
    own = str(row["own"])
    # The id may be one that cannot be bound: a byte of it may be no text any more.
    own_id = f"(SELECT {row_id(table, table)} FROM {table} WHERE rowid = ?1)"
    line = db.execute(
        f"SELECT seq, event, sum, before FROM changes WHERE {last_line(table, own_id)}", (rowid,)
    ).fetchone()
    if line is None:
        yield Difference(UNLOGGED, table, own, "", None, None, rowid)
    elif line["event"] == DELETED and parsed(table, line["before"]) is None:
        yield Difference(UNREADABLE, table, own, "", None, line["before"], line["seq"])
    elif line["event"] == DELETED:
        yield Difference(NOT_REMOVED, table, own, "", None, None, line["seq"])
    elif line["sum"] != NO_SUM:
        values = dict(zip(columns(table), tuple(row)[1:], strict=False))
        if sum_of(table, values) != line["sum"]:
            was = logged.find(table, own, line["sum"])
            yield from _changed(CHANGED, table, own, values, was, line["seq"])


def _changed(
    how: str,
    table: str,
    own: str,
    values: dict[str, Any],
    was: dict[str, Any] | None,
    seq: int,
) -> Iterator[Difference]:
    """Return the columns that differ from what the row was, or the whole row if nobody knows."""
    if was is None:
        yield Difference(ALTERED, table, own, "", None, None, seq)
        return
    for name in columns(table):
        if name not in WORKED_OUT and not same(values[name], was[name]):
            yield Difference(how, table, own, name, values[name], was[name], seq)


def _rows_that_are_gone(db: sqlite3.Connection, unmatched: list[int]) -> Iterator[Difference]:
    """Find the lines, of these, that are the last about a row which is not there."""
    there = " ".join(
        f"WHEN {number} THEN EXISTS (SELECT 1 FROM {table} WHERE {key_is(table, 'c.row_id')})"
        for table, number in LOGGED.items()
    )
    marks = ", ".join(map(str, MARKS.values()))
    moved = _rows_that_moved(db)
    for some in groups(unmatched):
        for line in db.execute(
            f"SELECT seq, source, row_id, sum FROM changes AS c WHERE seq IN ({some}) "
            f"AND event <> {DELETED} AND NOT CASE source {there} ELSE source IN ({marks}) END "
            f"AND NOT EXISTS (SELECT 1 FROM changes AS d WHERE {of_row('d', 'c.row_id')} "
            "AND d.source = c.source AND d.seq > c.seq)"
        ).fetchall():
            table = NAMES.get(line["source"], "")
            if moved.get((table, line["row_id"]), 0) > line["seq"]:
                continue
            if table in LOGGED:
                yield Difference(GONE, table, line["row_id"], "", None, line["sum"], line["seq"])
            else:
                # Of which table it is, its check sum says, if a row without a line has the same.
                yield Difference(
                    MISNAMED, "settings", line["row_id"], "", None, line["sum"], line["seq"]
                )


def _rows_that_moved(db: sqlite3.Connection) -> dict[tuple[str, str], int]:
    """Return the rows that got another key, as in a merge: by table and old id, the last line."""
    old = " ".join(
        f"WHEN {LOGGED[table]} THEN "
        + " || ' ' || ".join(
            f"json_extract(before, '$[{columns(table).index(key)}]')" for key in key_columns(table)
        )
        for table in MODEL
    )
    return {
        (NAMES[source], own): seq
        for source, own, seq in db.execute(
            "SELECT source, old, max(seq) FROM (SELECT source, row_id, seq, "
            f"CASE WHEN json_valid(before) THEN CASE source {old} END END AS old FROM changes "
            f"WHERE event = {UPDATED}) WHERE old <> row_id GROUP BY 1, 2"
        )
    }


def _lines_out_of_turn(
    db: sqlite3.Connection, logged: LoggedRows, known: set[tuple[str, str]]
) -> Iterator[Difference]:
    """Find lines that begin with another row than the one before them ended with.

    A row that changed behind the log is logged as it was found by the next command that edits it.
    It is told as long as the row still says so, and no later line settled it.
    """
    sums = " ".join(
        f"WHEN {number} THEN {sum_of_array(table, 'c.before')}" for table, number in LOGGED.items()
    )
    earlier = (
        f"SELECT {{}} FROM changes AS b WHERE {of_row('b', 'c.row_id')} "
        "AND b.source = c.source AND b.seq < c.seq ORDER BY b.seq DESC LIMIT 1"
    )
    began = f"CASE WHEN json_valid(c.before) THEN CASE c.source {sums} END END"
    for piece in pieces(db, "changes", "seq"):
        for line in db.execute(
            "SELECT seq, source, row_id, before, ended, "
            f"({earlier.format('seq')}) AS ended_seq FROM (SELECT *, "
            f"({earlier.format(f'CASE event WHEN {DELETED} THEN NULL ELSE sum END')}) AS ended "
            f"FROM changes AS c WHERE seq > ? AND seq <= ? AND event <> {INSERTED}) AS c "
            f"WHERE {began} IS NULL OR (ended <> {NO_SUM} AND {began} IS NOT ended)",
            piece,
        ).fetchall():
            table, own = NAMES.get(line["source"], ""), line["row_id"]
            if table in MODEL and (table, own) not in known:
                yield from _out_of_turn(db, logged, table, own, line)


def _out_of_turn(
    db: sqlite3.Connection, logged: LoggedRows, table: str, own: str, line: sqlite3.Row
) -> Iterator[Difference]:
    began = parsed(table, line["before"])
    if began is None:
        yield Difference(UNREADABLE, table, own, "", None, line["before"], line["seq"])
        return
    row = db.execute(f"SELECT * FROM {table} WHERE {key_is(table, '?1')}", (own,)).fetchone()
    if row is None or not began or _is_settled(db, table, own, line["seq"]):
        return
    was = logged.find(table, own, line["ended"])
    for item in _changed(REWRITTEN, table, own, began, was, line["ended_seq"]):
        if not item.column or same(row[item.column], item.row):
            yield item


def _is_settled(db: sqlite3.Connection, table: str, own: str, seq: int) -> bool:
    """True if a line from this one on ends as it began: somebody accepted the row."""
    query = (
        f"SELECT before = after FROM {lines()} AS c WHERE {of_row('c', '?1')} AND source = ?2 "
        "AND seq >= ?3"
    )
    return any(row[0] for row in db.execute(query, (own, LOGGED[table], seq)))


def same(row: Any, logged: Any) -> bool:
    """True if a value of a row is the one that the log holds."""
    if isinstance(row, float) and isinstance(logged, (int, float)):
        return math.isclose(row, logged, rel_tol=1e-14)
    return type(row) is type(logged) and bool(row == logged)


def _described(db: sqlite3.Connection, item: Difference) -> Difference:
    """Return the difference with the people and the day of its row, as far as they are known."""
    values: dict[str, Any] = parsed(item.table, item.log) or {} if item.how == GONE else {}
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
    if item.table not in SEARCHED or not (isinstance(item.row, str) and isinstance(item.log, str)):
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
