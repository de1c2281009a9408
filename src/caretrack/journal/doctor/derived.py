"""Compare what is derived from the entries with what it should be: by reading alone.

Each piece is one short read, so that a command that writes meanwhile waits for a moment only. What
another program wrote and no command has counted yet (`stale`) is left out: it is no fault, unless
no command can read it.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from caretrack.domain.day_steps import unpacked
from caretrack.journal import involved
from caretrack.journal.connection import UNREADABLE
from caretrack.journal.count_triggers import TOUCH_COUNTS
from caretrack.journal.day_steps import step_rows
from caretrack.journal.derived import (
    DAY_COUNTS,
    SEARCHED,
    add_index_text,
    clock_rows,
    name_word_rows,
    taught_rows,
    text_query,
    timeline_rows,
)
from caretrack.journal.doctor.check import JournalCheck, pieces

ATTEMPTS = 3

# As the schema has it. The words stand in the columns of `search_content`.
PROBE = """
CREATE VIRTUAL TABLE temp.probe USING fts5(
    text, content = 'probe_texts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2')
"""
PROBE_TEXTS = "CREATE TEMP VIEW probe_texts AS SELECT id, c0 AS text FROM main.search_content"


def check_derived(db: sqlite3.Connection) -> JournalCheck:
    """Compare timeline, clocks, full text and words of names with the entries."""
    for _ in range(ATTEMPTS):
        version = _data_version(db)
        try:
            _read_what_waits(db)
            differing = _differing(db)
        except UNREADABLE as error:
            return JournalCheck("derived", False, "value_unreadable", {"error": error})
        # What was written while the pieces were read may make one of them wrong.
        if not differing or _data_version(db) == version:
            break
    stale = db.execute("SELECT count(*) FROM stale").fetchone()[0]
    if differing:
        return JournalCheck("derived", False, "derived_differs", {"parts": differing})
    return JournalCheck("derived", True, "derived_sound", {"stale": stale})


def _data_version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA data_version").fetchone()[0])


def _read_what_waits(db: sqlite3.Connection) -> None:
    """Read the texts that no command has counted yet. Raises ValueError for one that is none."""
    for source, query in ((one, text_query(one)) for one in SEARCHED):
        for own, kind, text in db.execute(
            f"SELECT id, typeof(text), CAST(text AS BLOB) FROM ({query}) "
            f"WHERE id IN (SELECT row_id FROM stale WHERE source = '{source}')"
        ):
            with suppress(UnicodeDecodeError):
                (text or b"").decode()
                if kind != "blob":
                    continue
            raise ValueError(f"the text of {own} in {source} is not in UTF-8")


def _differing(db: sqlite3.Connection) -> dict[str, int]:
    """Return which parts do not agree with the entries, each with a number of rows."""
    counts = {
        "timeline": _timeline(db),
        "clocks": _clocks(db),
        "index": _texts(db) + _words_of_texts(db),
        "words of names": _words_of_names(db),
        "counts": _counts_of_months(db) + _counts_of_days(db) + _taught(db),
        "people by day": _steps(db),
        "involvement": _involved(db),
    }
    return {part: count for part, count in counts.items() if count}


def _timeline(db: sqlite3.Connection) -> int:
    """Count rows that are missing, wrong, or too many."""
    known = "NOT IN (SELECT row_id FROM stale WHERE source = 'touches')"
    wanted = timeline_rows(f"AND t.rowid > ? AND t.rowid <= ? AND t.id {known}")
    there = 0
    missing = 0
    for piece in pieces(db, "touches"):
        total, found = db.execute(
            f"SELECT count(*), count(l.touch_id) FROM ({wanted}) AS w LEFT JOIN timeline AS l "
            "ON l.person_id = w.person_id AND l.happened_on = w.happened_on "
            "AND l.touch_id = w.touch_id AND l.family = w.family AND l.people = w.people "
            "AND l.mood IS w.mood AND l.signs = w.signs",
            piece,
        ).fetchone()
        there += found
        missing += total - found
    count = db.execute(f"SELECT count(*) FROM timeline WHERE touch_id {known}").fetchone()[0]
    return missing or int(count) - there


def _counts_of_months(db: sqlite3.Connection) -> int:
    """Count the months and sorts of touches that are not counted as they are.

    Triggers keep these counts, so that nothing of them is ever waiting.
    """
    wanted: Counter[tuple[object, ...]] = Counter()
    for low, high in pieces(db, "touches"):
        only = f"AND t.rowid > {low} AND t.rowid <= {high}"
        for *key, touches in db.execute(TOUCH_COUNTS.format(only=only)):
            wanted[tuple(key)] += touches
    there = {tuple(row)[:4]: row[4] for row in db.execute("SELECT * FROM touch_counts")}
    return len(dict(wanted).items() ^ there.items())


def _counts_of_days(db: sqlite3.Connection) -> int:
    counted = DAY_COUNTS.format(only="", count="count(*) AS touches")
    with _one_read(db):
        wanted = {tuple(row) for row in db.execute(counted)}
        there = {tuple(row) for row in db.execute("SELECT * FROM day_counts")}
    return len(wanted ^ there)


def _taught(db: sqlite3.Connection) -> int:
    with _one_read(db):
        query = "SELECT row_id FROM stale WHERE source IN ('touches', 'taught')"
        waiting = {row[0] for row in db.execute(query)}
        wanted = {tuple(row) for row in db.execute(taught_rows())}
        there = {tuple(row) for row in db.execute("SELECT * FROM taught")}
    return sum(touch not in waiting for touch, _ in wanted ^ there)


def _steps(db: sqlite3.Connection) -> int:
    """Count the people who are not counted as they are, and the sums that are not theirs."""
    with _one_read(db):
        waiting = _people_waiting(db)
        wrong = seen = 0
        sums = Counter[tuple[int, int]]()
        for row in step_rows(db):
            kept = db.execute("SELECT * FROM steps_of WHERE person_id = ?", row[:1]).fetchone()
            if kept is not None:
                seen += 1
                for day, series, change in unpacked(kept[-1]):
                    sums[day, series] += change
            wrong += row[0] not in waiting and tuple(kept or ()) != row
        there = {(row[0], row[1]): row[2] for row in db.execute("SELECT * FROM steps")}
        people = db.execute("SELECT count(*) FROM steps_of").fetchone()[0]
    differing = {key: change for key, change in sums.items() if change}.items() ^ there.items()
    # Somebody who was deleted by another program is still in the sums.
    return wrong or (0 if waiting else len(differing) + people - seen)


def _involved(db: sqlite3.Connection) -> int:
    """Count the rows of who was involved in what that are missing, wrong, or too many."""
    wanted, there = f"SELECT * FROM ({involved.EVERYBODY})", "SELECT * FROM involved"
    with _one_read(db):
        waiting = _people_waiting(db)
        differing = db.execute(
            f"SELECT person_id FROM ({wanted} EXCEPT {there}) "
            f"UNION ALL SELECT person_id FROM ({there} EXCEPT {wanted})"
        ).fetchall()
    return sum(row[0] not in waiting for row in differing)


def _people_waiting(db: sqlite3.Connection) -> set[str]:
    """Return those of whom something was written and is not counted yet."""
    rows = db.execute(
        "SELECT row_id FROM stale WHERE source = 'clocks' UNION "
        "SELECT person_id FROM touch_people JOIN stale ON row_id = touch_id "
        "WHERE source = 'touches' UNION "
        "SELECT person_id FROM timeline JOIN stale ON row_id = touch_id "
        "WHERE source = 'touches'"
    )
    return {row[0] for row in rows}


def _clocks(db: sqlite3.Connection) -> int:
    with _one_read(db):
        waiting = _people_waiting(db)
        seen = wrong = 0
        for some in clock_rows(db):
            for clock in some:
                if clock[0] in waiting:
                    continue
                seen += 1
                row = db.execute("SELECT * FROM main.clocks WHERE person_id = ?", clock[:1])
                wrong += tuple(row.fetchone() or ()) != clock
        there = [row[0] for row in db.execute("SELECT person_id FROM main.clocks")]
    return wrong or abs(sum(person not in waiting for person in there) - seen)


def _texts(db: sqlite3.Connection) -> int:
    """Count the texts of the index that are not those of the entries."""
    add_index_text(db)
    wrong = 0
    # A text of ASCII alone, with as many bytes as characters, is indexed as it is.
    wanted = (
        "CASE WHEN length(s.text) = length(CAST(s.text AS BLOB)) THEN s.text "
        "ELSE index_text(s.text) END"
    )
    for source, query in ((one, text_query(one)) for one in SEARCHED):
        known = f"(SELECT row_id FROM stale WHERE source = '{source}')"
        for piece in pieces(db, source):
            wrong += db.execute(
                f"SELECT count(*) FROM ({query} WHERE rowid > ? AND rowid <= ?) AS s "
                f"LEFT JOIN search_docs AS d ON d.row_id = s.id AND d.source = '{source}' "
                "LEFT JOIN search_content AS c ON c.id = d.doc "
                f"WHERE s.id NOT IN {known} AND CASE WHEN s.deleted_at IS NULL "
                f"THEN c.c0 IS NOT {wanted} ELSE d.doc IS NOT NULL END",
                piece,
            ).fetchone()[0]
        # Every entry has its text, or was counted: there are too many where there are more.
        texts, entries = db.execute(
            f"SELECT (SELECT count(*) FROM search_docs WHERE source = '{source}' "
            f"AND row_id NOT IN {known}), (SELECT count(*) FROM {source} "
            f"WHERE deleted_at IS NULL AND id NOT IN {known})"
        ).fetchone()
        wrong += max(texts - entries, 0)
    texts = db.execute(
        "SELECT (SELECT count(*) FROM search_content) - (SELECT count(*) FROM search_docs)"
    ).fetchone()[0]
    return wrong + abs(int(texts))


def _words_of_texts(db: sqlite3.Connection) -> int:
    """Return 1 if the words of the index are not those of its texts.

    FTS5 checks that by a statement which writes in name only. It is said to a copy of the index
    in memory, which reads the texts where they are.
    """
    with _one_read(db):
        try:
            db.execute(PROBE_TEXTS)
            db.execute(PROBE)
            for part in ("config", "data", "idx", "docsize"):
                db.execute(f"DELETE FROM temp.probe_{part}")
                db.execute(f"INSERT INTO temp.probe_{part} SELECT * FROM main.search_{part}")
            db.execute("INSERT INTO temp.probe (probe, rank) VALUES ('integrity-check', 1)")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            return 1
        finally:
            db.execute("ROLLBACK")
    return 0


def _words_of_names(db: sqlite3.Connection) -> int:
    known = "NOT IN (SELECT row_id FROM stale WHERE source = 'people')"
    wrong = 0
    for piece in pieces(db, "people"):
        low, high = piece
        within = f"IN (SELECT id FROM people WHERE rowid > {low} AND rowid <= {high})"
        with _one_read(db):
            wanted = set().union(
                *name_word_rows(db, f"AND p.rowid > {low} AND p.rowid <= {high} AND p.id {known}")
            )
            there = db.execute(
                f"SELECT word, person_id FROM name_words WHERE person_id {within} "
                f"AND person_id {known}"
            )
            wrong += len(wanted.symmetric_difference(map(tuple, there)))
    return wrong + int(
        db.execute(
            f"SELECT count(*) FROM name_words WHERE person_id {known} "
            "AND person_id NOT IN (SELECT id FROM people)"
        ).fetchone()[0]
    )


@contextmanager
def _one_read(db: sqlite3.Connection) -> Iterator[None]:
    """Let several statements see one state of the journal."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
