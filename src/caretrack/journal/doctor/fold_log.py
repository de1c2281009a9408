"""Join older lines of the change log: one line an entry stays of all that was done before a day.

It is a choice, for it costs something: a command of before that day of which a step is gone cannot
be taken back any more, and the log shows the steps as one. What was done since stays as it is.
"""

import sqlite3
from datetime import date
from typing import NamedTuple

from caretrack.committed import begin_change, mark_committed
from caretrack.errors import CareError
from caretrack.journal.change_log import FOLDED, MARKS, write_mark
from caretrack.journal.connection import Journal
from caretrack.journal.doctor.log import differences
from caretrack.journal.files.transaction import transaction
from caretrack.journal.sync.state import lines_went
from caretrack.journal.sync.tables import state_table
from caretrack.journal.tables import DELETED, ENTRIES, INSERTED, LOGGED, UPDATED

# Rows of other tables are pure keys, or few: `care forget` asks their lines whose a touch was.
_JOINED = ", ".join(str(LOGGED[table]) for table in (*ENTRIES, "handles"))
_MARKS = ", ".join(map(str, MARKS.values()))


class Folded(NamedTuple):
    """How many lines went, and how many commands cannot be taken back any more."""

    lines: int
    commands: int


def fold_log(journal: Journal, day: date) -> Folded:
    """Join the lines of before `day` about each entry to one. Whole or not at all.

    Raises CareError if an entry differs from its log: nobody could say any more what it was.
    """
    db = journal.db
    if differences(db):
        raise CareError(
            "entries differ from their log",
            "`care doctor` names what differs: settle that with --put-back or --accept first.",
        )
    begin_change()
    with transaction(db):
        last = _last_line_before(db, day)
        db.execute("DROP TABLE IF EXISTS temp.joined")
        # Of a row that was made and removed before the day nothing stays.
        db.execute(
            "CREATE TEMP TABLE joined AS SELECT j.source, j.row_id, j.first, j.last, "
            "f.event AS began, l.event AS ended FROM (SELECT source, row_id, min(seq) AS first, "
            "max(seq) AS last FROM main.changes WHERE seq <= ? "
            f"AND source IN ({_JOINED}) GROUP BY 1, 2 HAVING count(*) > 1) AS j "
            "JOIN main.changes AS f ON f.seq = j.first JOIN main.changes AS l ON l.seq = j.last",
            (last,),
        )
        db.execute("CREATE UNIQUE INDEX temp.joined_row ON joined (row_id, source)")
        broken = _commands(db, last)
        lines = _join(db, last)
        lines_went(db)
        _mark(db, broken)
        db.execute("DROP TABLE temp.joined")
    mark_committed()
    return Folded(lines, len(broken))


def _last_line_before(db: sqlite3.Connection, day: date) -> int:
    """Return the number of the last line that belongs to no command of this day or a later one.

    In a shared journal it is one that was looked at to be sent.
    """
    later = "SELECT number FROM change_sets WHERE made_at >= ?"
    row = db.execute(
        f"SELECT coalesce((SELECT min(seq) - 1 FROM changes WHERE change_set IN ({later}) "
        f"AND source NOT IN ({_MARKS})), (SELECT max(seq) FROM changes), 0)",
        (day.isoformat(),),
    ).fetchone()
    last = int(row[0])
    if table := state_table(db):
        last = min(last, db.execute(f"SELECT watermark FROM {table}").fetchone()[0])
    return last


_OF_THEM = """EXISTS (SELECT 1 FROM temp.joined AS j
    WHERE j.row_id = changes.row_id AND j.source = changes.source)"""


def _commands(db: sqlite3.Connection, last: int) -> list[int]:
    """Return the numbers of the change sets with lines that are joined."""
    rows = db.execute(
        "SELECT DISTINCT change_set FROM main.changes AS changes "
        f"WHERE seq <= ? AND change_set IS NOT NULL AND {_OF_THEM}",
        (last,),
    )
    return [row[0] for row in rows]


def _join(db: sqlite3.Connection, last: int) -> int:
    """Join the lines; return how many went."""
    # The last line begins as the first one did. A row that was new is new in it.
    db.execute(
        "UPDATE main.changes SET "
        f"event = CASE WHEN j.began = {INSERTED} THEN {INSERTED} "
        f"WHEN j.ended = {INSERTED} THEN {UPDATED} ELSE j.ended END, "
        f"before = CASE WHEN j.began <> {INSERTED} "
        "THEN (SELECT f.before FROM main.changes AS f WHERE f.seq = j.first) END "
        "FROM temp.joined AS j WHERE changes.seq = j.last "
        f"AND NOT (j.began = {INSERTED} AND j.ended = {DELETED})"
    )
    return db.execute(
        f"DELETE FROM main.changes AS changes WHERE seq <= ? AND {_OF_THEM} AND seq NOT IN "
        f"(SELECT last FROM temp.joined WHERE NOT (began = {INSERTED} AND ended = {DELETED}))",
        (last,),
    ).rowcount


def _mark(db: sqlite3.Connection, broken: list[int]) -> None:
    """Mark the change sets that lost lines, and take away those that have none."""
    ids = {row[0]: row[1] for row in db.execute("SELECT number, id FROM change_sets")}
    for number in broken:
        of_it = db.execute(
            "SELECT 1 FROM changes WHERE change_set = ? LIMIT 1", (number,)
        ).fetchone()
        if of_it is None:
            db.execute("DELETE FROM change_sets WHERE number = ?", (number,))
        elif not db.execute(
            "SELECT 1 FROM changes WHERE change_set = ? AND source = ?", (number, MARKS[FOLDED])
        ).fetchone():
            write_mark(db, ids[number], FOLDED, "", "{}")
