"""Keep what is derived from the model and makes reading fast: timeline, clocks, full text, names.

Triggers mark what a change makes stale. `refresh` brings it up to date in the same transaction,
and `rebuild` makes all of it again. There is no other way, whatever wrote the rows: a command, an
undo, an import, another program.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from caretrack.domain.clock import (
    DEFAULT_CROWD,
    DEFAULT_DAYS,
    LastTouches,
    cadence_in_force,
    clock,
    first_due_on,
)
from caretrack.journal.day_steps import refresh_steps, write_all_steps
from caretrack.journal.involved import refresh_involved, write_all_involved
from caretrack.journal.rows import placeholders, read_number, tag_cadences
from caretrack.journal.schema import SEARCH, STALE
from caretrack.journal.signs import SIGNS

# What is made, how many rows there are to make in all, and what gives how many are made.
TellRows = Callable[[str, int, Callable[[], int]], None]
TOGETHER = 5_000  # rows are worked out before they are written
# From so many changed rows on, where there are not more already, it is cheaper to rebuild.
MUCH = 5_000
# What marks all of it as stale: many rows came at once.
EVERYTHING = "everything"

_TEXTS = {
    "touches": "SELECT id, note AS text, deleted_at FROM touches",
    "facts": "SELECT id, category || ' ' || text AS text, deleted_at FROM facts",
    "actions": "SELECT id, text, deleted_at FROM actions",
    "feedback": "SELECT id, text || ' ' || coalesce(action, '') AS text, deleted_at FROM feedback",
    "occasions": "SELECT id, label AS text, deleted_at FROM occasions",
    "events": "SELECT id, text, deleted_at FROM events",
}
SEARCHED = ("people", *_TEXTS)

TIMELINE = """
SELECT p.person_id, t.happened_on, t.id AS touch_id, k.family,
    max({count}, coalesce(t.crowd, 0)) AS people,
    t.mood, {signs} AS signs
FROM touches AS t JOIN touch_people AS p ON p.touch_id = t.id
    JOIN kinds AS k ON k.kind = t.kind {join} WHERE t.deleted_at IS NULL {only}
"""

CLOCKS = """
WITH care AS (
    SELECT person_id, max(happened_on) AS day FROM timeline WHERE family = 'care'
        AND people <= :crowd {and_stale} GROUP BY person_id
), every AS (
    SELECT l.person_id, max(l.happened_on) AS latest,
        max(CASE l.family WHEN 'sales' THEN l.happened_on END) AS sales,
        count(CASE WHEN l.family = 'sales' AND (care.day IS NULL
            OR l.happened_on > care.day) THEN 1 END) AS since
    FROM timeline AS l LEFT JOIN care USING (person_id) {where_stale} GROUP BY l.person_id
)
SELECT p.id, p.name_key, p.added_on, p.cadence_days, p.snoozed_until,
    p.known_on, p.taken_in_on,
    care.day AS last_care, every.sales, coalesce(every.since, 0) AS since,
    every.latest,
    CASE WHEN care.day IS NOT NULL THEN (SELECT l.mood FROM timeline AS l
        JOIN touches AS t ON t.id = l.touch_id
        WHERE l.person_id = p.id AND l.happened_on = care.day AND l.family = 'care'
            AND l.people <= :crowd AND l.mood IS NOT NULL
        ORDER BY t.created_at DESC, t.rowid DESC LIMIT 1) END AS mood
FROM people AS p LEFT JOIN care ON care.person_id = p.id LEFT JOIN every ON every.person_id = p.id
WHERE p.deleted_at IS NULL AND p.archived_on IS NULL {which}
"""


DAY_COUNTS = "SELECT happened_on, family, people, {count} FROM timeline {only} GROUP BY 1, 2, 3"
# A fact counts for the touch that it names. If it names none, it counts for every touch with that
# person on that day.
TAUGHT = """
SELECT t.id, substr(t.happened_on, 1, 7) FROM (
    SELECT touch_id AS id FROM facts WHERE touch_id IS NOT NULL {and_touch} AND deleted_at IS NULL
        AND source IN ('told', 'noticed')
    UNION SELECT touch_id FROM feedback
        WHERE touch_id IS NOT NULL {and_touch} AND deleted_at IS NULL
    UNION SELECT l.touch_id FROM {timeline_and_facts} WHERE l.person_id = f.person_id
        AND l.happened_on = f.learned_on AND f.touch_id IS NULL AND f.deleted_at IS NULL
        AND f.source IN ('told', 'noticed') {and_l_touch}
) AS taught CROSS JOIN touches AS t ON t.id = taught.id JOIN kinds AS k ON k.kind = t.kind
WHERE k.family = 'care' AND t.deleted_at IS NULL
"""
REBUILT = (
    "stale", "timeline", "clocks", "search_docs", "name_words", "day_counts",
    "taught", "steps", "steps_of", "involved",
)  # fmt: skip


def text_query(source: str) -> str:
    """Return the query for the text of each row of a table of SEARCHED: id, text, deleted_at."""
    if source != "people":
        return _TEXTS[source]
    from caretrack.domain.person_texts import PERSON_TEXTS

    texts = "".join(
        f" || ' ' || coalesce({text.name}, '')" for text in PERSON_TEXTS if text.searched
    )
    return f"""SELECT id, name{texts} || ' ' || coalesce((SELECT group_concat(value, ' ')
        FROM handles WHERE person_id = people.id AND sort <> 'uid'), '') AS text, deleted_at
        FROM people"""


def timeline_rows(only: str) -> str:
    """Return the query for the timeline as it should be; `only` limits the touches `t`."""
    count = "(SELECT count(*) FROM touch_people AS c WHERE c.touch_id = t.id)"
    return TIMELINE.format(count=count, signs=SIGNS, join="", only=only)


def whole_timeline() -> str:
    """Return the query for all of the timeline: the people of a touch are counted beforehand."""
    several = "SELECT touch_id, count(*) AS n FROM touch_people GROUP BY touch_id HAVING n > 1"
    join = f"LEFT JOIN ({several}) AS c ON c.touch_id = t.id"
    return TIMELINE.format(count="coalesce(c.n, 1)", signs=SIGNS, join=join, only="")


def is_much(db: sqlite3.Connection, changed: int) -> bool:
    """True if it is cheaper to rebuild everything after so many rows were changed."""
    timeline: int = db.execute("SELECT count(*) FROM timeline").fetchone()[0]
    return changed > max(MUCH, timeline)


def mark_stale(
    db: sqlite3.Connection, table: str, which: str, values: Mapping[str, int | str]
) -> None:
    """Mark what rows of a table make stale, as its triggers do; `which` is the query from FROM on.

    It binds `values`.
    """
    for source, own in STALE.get(table, ()):
        wanted = own.replace("ROW.", ":")
        rows = db.execute(f"SELECT {table}.* {which}", values)
        db.executemany(f"INSERT OR IGNORE INTO stale SELECT '{source}', {wanted}", map(dict, rows))


def refresh(db: sqlite3.Connection) -> None:
    """Bring everything up to date that is marked as stale. Must run inside a transaction."""
    sources = [row[0] for row in db.execute("SELECT DISTINCT source FROM stale")]
    if EVERYTHING in sources:
        rebuild(db)
        return
    if "touches" in sources:
        _refresh_timeline(db)
    if "touches" in sources or "taught" in sources:
        _refresh_taught(db)
    if "touches" in sources or "clocks" in sources:
        _refresh_clocks(db)
        refresh_steps(db)
        refresh_involved(db)
    for source in sources:
        if source in SEARCHED:
            _refresh_search(db, source)
    if "people" in sources:
        _refresh_name_words(db)
    if sources:
        db.execute("DELETE FROM stale")


def rebuild(db: sqlite3.Connection, tell: TellRows = lambda *_: None) -> None:
    """Make all derived tables again from the model. Must run inside a transaction.

    `tell` hears what is being made, how many rows there are to make, and what gives how many of
    them are made.
    """
    from caretrack.domain.language.index_text import index_text

    made = texts = 0

    def counted(text: str) -> str:
        nonlocal texts
        texts += 1
        return index_text(text)

    total = sum(
        db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("touch_people", *SEARCHED)
    )
    tell("Making the timeline again", total, lambda: made)
    for table in REBUILT:
        db.execute(f"DELETE FROM main.{table}")
    # Each row by itself would be looked up by its words, and not where the index is damaged.
    db.execute("DROP TABLE main.search")
    db.execute(SEARCH)
    with indexes_made_later(db, ("timeline", "search_docs")):
        made = db.execute(f"INSERT INTO timeline {whole_timeline()} ORDER BY 1, 2, 3").rowcount
        tell("Making the full text again", total, lambda: made + texts)
        db.create_function("index_text", 1, counted, deterministic=True)
        for source in SEARCHED:
            db.execute(
                f"INSERT INTO search_docs (source, row_id) SELECT '{source}', id FROM {source} "
                "WHERE deleted_at IS NULL ORDER BY rowid"
            )
            _write_search(db, source, "")
    db.execute(f"INSERT INTO day_counts {DAY_COUNTS.format(only='', count='count(*)')}")
    count_touches_again(db)
    db.execute(f"INSERT INTO taught {taught_rows()}")
    tell("Making the clocks again", total, lambda: made + texts)
    _write_clocks(db, and_stale="", where_stale="", which="")
    write_all_steps(db)
    write_all_involved(db)
    _write_name_words(db, "")


@contextmanager
def indexes_made_later(db: sqlite3.Connection, tables: Sequence[str]) -> Iterator[None]:
    """Run a block that fills these tables, almost empty, and make their indexes at its end.

    An index of all rows at once is sorted; row by row, each would go to another page. The block
    looks nothing up by them, and must run inside a transaction: if it fails, that is taken back.
    """
    indexes = db.execute(
        "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
        f"AND tbl_name IN ({placeholders(tables)})",
        tables,
    ).fetchall()
    for name, _ in indexes:
        db.execute(f"DROP INDEX {name}")
    yield
    for _, sql in indexes:
        db.execute(sql)


def count_touches_again(db: sqlite3.Connection) -> None:
    """Make the counts of touches by month again. Triggers keep them otherwise."""
    from caretrack.journal.count_triggers import TOUCH_COUNTS

    db.execute("DELETE FROM touch_counts")
    db.execute(f"INSERT INTO touch_counts {TOUCH_COUNTS.format(only='')}")


def count_touches_after(db: sqlite3.Connection, last: int) -> None:
    """Count the touches after this rowid, which were written without the trigger that counts."""
    from caretrack.journal.count_triggers import TOUCH_COUNTS

    counted = TOUCH_COUNTS.format(only="AND t.rowid > ?")
    db.execute(
        f"INSERT INTO touch_counts SELECT * FROM ({counted}) WHERE 1 ON CONFLICT "
        "(month, kind, channel, mood) DO UPDATE SET touches = touches + excluded.touches",
        (last,),
    )


def _refresh_timeline(db: sqlite3.Connection) -> None:
    touched = "SELECT row_id FROM stale WHERE source = 'touches'"
    concerned = (
        "INSERT OR IGNORE INTO stale SELECT 'clocks', person_id FROM timeline "
        f"WHERE touch_id IN ({touched})"
    )
    # Of new touches nothing is kept yet.
    kept = db.execute(f"SELECT 1 FROM timeline WHERE touch_id IN ({touched}) LIMIT 1").fetchone()
    if kept:
        db.execute(concerned)
        _count_days(db, touched, "-")
        db.execute(f"DELETE FROM timeline WHERE touch_id IN ({touched})")
    db.execute(f"INSERT INTO timeline {timeline_rows(f'AND t.id IN ({touched})')} ORDER BY 1, 2, 3")
    db.execute(concerned)
    _count_days(db, touched, "")
    if kept:
        db.execute("DELETE FROM day_counts WHERE touches = 0")


def _count_days(db: sqlite3.Connection, touched: str, sign: str) -> None:
    """Add the rows of these touches in the timeline to the counts of days, or take them off."""
    counted = DAY_COUNTS.format(only=f"WHERE touch_id IN ({touched})", count=f"{sign}count(*)")
    db.execute(
        f"INSERT INTO day_counts SELECT * FROM ({counted}) WHERE 1 ON CONFLICT "
        "(happened_on, family, people) DO UPDATE SET touches = touches + excluded.touches"
    )


def taught_rows(touched: str = "") -> str:
    """Return the query for `taught` as it should be; `touched` limits the ids of touches."""
    return TAUGHT.format(
        timeline_and_facts=(
            "timeline AS l CROSS JOIN facts AS f"
            if touched
            else "facts AS f CROSS JOIN timeline AS l"
        ),
        and_touch=f"AND touch_id IN ({touched})" if touched else "",
        and_l_touch=f"AND l.touch_id IN ({touched})" if touched else "",
    )


def _refresh_taught(db: sqlite3.Connection) -> None:
    touched = "SELECT row_id FROM stale WHERE source IN ('touches', 'taught')"
    db.execute(f"DELETE FROM taught WHERE touch_id IN ({touched})")
    db.execute(f"INSERT INTO taught {taught_rows(touched)}")


def _refresh_clocks(db: sqlite3.Connection) -> None:
    stale = "(SELECT row_id FROM stale WHERE source = 'clocks')"
    db.execute(f"DELETE FROM main.clocks WHERE person_id IN {stale}")
    _write_clocks(
        db,
        and_stale=f"AND person_id IN {stale}",
        where_stale=f"WHERE l.person_id IN {stale}",
        which=f"AND p.id IN {stale}",
    )


def _write_clocks(db: sqlite3.Connection, *, and_stale: str, where_stale: str, which: str) -> None:
    for some in clock_rows(db, and_stale=and_stale, where_stale=where_stale, which=which):
        db.executemany(f"INSERT INTO main.clocks VALUES ({', '.join('?' * 13)})", some)


def clock_rows(
    db: sqlite3.Connection, *, and_stale: str = "", where_stale: str = "", which: str = ""
) -> Iterator[list[tuple[object, ...]]]:
    """Return the clocks as they should be, in groups, worked out from the entries and timeline."""
    default, crowd = (
        read_number(db, "cadence", DEFAULT_DAYS),
        read_number(db, "crowd", DEFAULT_CROWD),
    )
    tags = tag_cadences(db, which)
    query = CLOCKS.format(and_stale=and_stale, where_stale=where_stale, which=which)
    rows = db.execute(query, {"crowd": crowd})
    while some := rows.fetchmany(TOGETHER):
        yield [_clock_row(row, tags.get(row["id"], {}), default) for row in some]


def _clock_row(row: sqlite3.Row, tags: dict[str, int], default: int) -> tuple[object, ...]:
    added_on = date.fromisoformat(row["added_on"])
    last_care = date.fromisoformat(row["last_care"]) if row["last_care"] else None
    known, taken_in = row["known_on"], row["taken_in_on"]
    cadence = cadence_in_force(
        row["cadence_days"], tags, default, row["mood"], known=known is not None
    )
    first_due = None
    if taken_in := taken_in or known:
        added_on = date.fromisoformat(taken_in)
        first_due = first_due_on(row["name_key"], added_on, last_care, cadence.days)
    base = last_care or added_on
    due_on = clock(LastTouches(care=last_care), added_on, cadence, base, first_due).due_on
    return (
        row["id"], row["name_key"], base.isoformat(), base.toordinal(),
        row["last_care"], row["mood"], row["sales"], row["since"], row["latest"],
        cadence.days, cadence.reason, due_on.isoformat() if due_on else None, row["snoozed_until"],
    )  # fmt: skip


def _refresh_search(db: sqlite3.Connection, source: str) -> None:
    stale = f"SELECT row_id FROM stale WHERE source = '{source}'"
    add_index_text(db)
    docs = f"SELECT doc FROM search_docs WHERE source = '{source}' AND row_id IN ({stale})"
    db.execute(f"DELETE FROM search WHERE rowid IN ({docs})")
    dead = (
        f"NOT EXISTS (SELECT 1 FROM {source} AS s WHERE s.id = search_docs.row_id "
        "AND s.deleted_at IS NULL)"
    )
    db.execute(
        f"DELETE FROM search_docs WHERE source = '{source}' AND row_id IN ({stale}) AND {dead}"
    )
    db.execute(
        f"INSERT INTO search_docs (source, row_id) SELECT '{source}', id "
        f"FROM {source} WHERE deleted_at IS NULL AND id IN ({stale}) AND NOT EXISTS "
        f"(SELECT 1 FROM search_docs WHERE row_id = {source}.id AND source = '{source}')"
    )
    _write_search(db, source, f"AND d.row_id IN ({stale})")


def _write_search(db: sqlite3.Connection, source: str, only: str) -> None:
    db.execute(
        "INSERT INTO search (rowid, text) SELECT d.doc, index_text(s.text) "
        "FROM search_docs AS d "
        f"JOIN ({text_query(source)}) AS s ON s.id = d.row_id WHERE d.source = '{source}' {only} "
        "ORDER BY d.doc"
    )


def add_index_text(db: sqlite3.Connection) -> None:
    """Let SQL call `index_text`."""
    from caretrack.domain.language.index_text import index_text

    db.create_function("index_text", 1, index_text, deterministic=True)


def _refresh_name_words(db: sqlite3.Connection) -> None:
    stale = "IN (SELECT row_id FROM stale WHERE source = 'people')"
    db.execute(f"DELETE FROM name_words WHERE person_id {stale}")
    _write_name_words(db, f"AND p.id {stale}")


def _write_name_words(db: sqlite3.Connection, only: str) -> None:
    for some in name_word_rows(db, only):
        db.executemany("INSERT OR IGNORE INTO name_words VALUES (?, ?)", sorted(some))


def name_word_rows(db: sqlite3.Connection, only: str = "") -> Iterator[set[tuple[str, str]]]:
    """Return the words of names as they should be, each with its person, in groups."""
    from caretrack.domain.people.plain_names import indexed_words

    rows = db.execute(
        "SELECT p.id, p.name_key FROM people AS p "
        f"WHERE p.deleted_at IS NULL {only} UNION ALL "
        "SELECT p.id, h.value_key FROM people AS p JOIN handles AS h ON h.person_id = p.id "
        f"WHERE h.sort = 'nickname' AND p.deleted_at IS NULL {only}"
    )
    while some := rows.fetchmany(TOGETHER):
        yield {(word, row[0]) for row in some for word in indexed_words(row[1])}
