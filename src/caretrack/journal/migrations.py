"""Schema changes, one small function each.

In a shared journal rowids are stamps, and rows without a line in the log are not sent: from version
11 on a table that is made again keeps the rowids of its rows, and what a migration adds is logged.

Imported only if a file is new or behind: importing sqlite-utils is slow.
"""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from sqlite_utils import Database, Migrations

from caretrack.errors import JournalUnusable
from caretrack.journal.built_in import insert_built_in, insert_kinds, insert_settings
from caretrack.journal.changes import UPGRADE
from caretrack.journal.compact_log import make_log_anew
from caretrack.journal.derived import rebuild
from caretrack.journal.files.transaction import transaction
from caretrack.journal.phones import keep_one_of_each, make_keys_again
from caretrack.journal.rows import new_id, now
from caretrack.journal.schema import (
    CHECKED,
    COUNTS,
    EVENT_INDEXES,
    HANDLE_INDEXES,
    INVOLVED,
    MODEL,
    NAME_WORDS,
    STEPS,
    STEPS_OF,
    TAUGHT,
    TIMELINE,
    all_indexes,
    all_triggers,
    triggers,
)
from caretrack.journal.version import VERSION

migrations = Migrations("caretrack")
# A journal of more bytes takes more than a second.
LONG = 16_000_000


@migrations()
def m001_the_whole_model(db: Database) -> None:
    """Make every table as version 1 had it: the model, the change log, what is derived.

    `migrate` makes their triggers.
    """
    for statement in Path(__file__).with_name("001.sql").read_text(encoding="utf-8").split(";\n"):
        db.conn.execute(statement)
    insert_built_in(db.conn)


@migrations()
def m002_what_an_ask_was_about(db: Database) -> None:
    """An `ask` may say which of product, marketing, sales and service it was about (S3.8)."""
    db.conn.execute(
        "ALTER TABLE touches ADD COLUMN about TEXT CHECK (about IN ('product', 'marketing', "
        "'sales', 'service'))"
    )


@migrations()
def m003_one_identity_of_a_number(db: Database) -> None:
    """Phone numbers get their keys; the rows of a person that are one number become one.

    The rows that go stand in a change set of their own. The change log holds no key: undo works it
    out.
    """
    conn = db.conn
    conn.execute("DROP TRIGGER IF EXISTS log_handles_update")
    make_keys_again(conn)
    change_set = new_id()
    conn.execute("INSERT INTO change_sets VALUES (?, ?, ?, NULL)", (change_set, now(), UPGRADE))
    conn.execute("UPDATE change_now SET change_set = ?", (change_set,))
    gone = keep_one_of_each(conn)
    conn.execute("UPDATE change_now SET change_set = NULL")
    if not gone:
        conn.execute("DELETE FROM change_sets WHERE id = ?", (change_set,))


@migrations()
def m004_tried_reached_and_checked(db: Database) -> None:
    """A third family of kinds, goals that were reached, drafts that were checked, words of names.

    And the day on which a promise was made: promises of before have none.

    A CHECK cannot be changed in place: the table of kinds is made again. Own kinds stay as they
    are; one that is already called `missed` keeps its family.
    """
    conn = db.conn
    conn.execute("PRAGMA defer_foreign_keys = ON")
    for trigger in triggers("kinds"):
        conn.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    rows = conn.execute("SELECT kind, family, label FROM kinds ORDER BY rowid").fetchall()
    conn.execute("DROP TABLE kinds")
    conn.execute(f"CREATE TABLE kinds ({MODEL['kinds']})")
    conn.executemany("INSERT INTO kinds VALUES (?, ?, ?)", [tuple(row) for row in rows])
    insert_kinds(conn)
    _add_columns(conn, "facts", "reached_on")
    _add_columns(conn, "actions", "made_on")
    conn.execute("CREATE INDEX facts_reached ON facts (reached_on) WHERE reached_on IS NOT NULL")
    for statement in (*CHECKED.split(";\n"), *NAME_WORDS.split(";\n")):
        conn.execute(statement)


@migrations()
def m005_days_in_a_life_and_how_to_reach_them(db: Database) -> None:
    """Events; service, way, zone and hours of a person; who is only known; how many were there.

    Journals that were made while version 4 was under way are without the last two of its parts.
    """
    conn = db.conn
    _add_columns(conn, "actions", "made_on")
    if not Database(conn, execute_plugins=False)["name_words"].exists():
        for statement in NAME_WORDS.split(";\n"):
            conn.execute(statement)
    _add_columns(conn, "people", "service", "prefers", "zone", "hours", "known_on", "taken_in_on")
    conn.execute("ALTER TABLE touches ADD COLUMN crowd INTEGER CHECK (crowd > 0)")
    for trigger in triggers("kinds"):
        conn.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    conn.execute(f"CREATE TABLE events ({MODEL['events']})")
    for statement in EVENT_INDEXES.split(";\n"):
        conn.execute(statement)
    insert_kinds(conn)


@migrations()
def m006_department_duties_address_and_more_ways_to_reach(db: Database) -> None:
    """Department, duties and postal address of a person; handles for chat and fax.

    A CHECK cannot be changed in place: the table of handles is made again, in its old order.
    Journals that were made while version 5 was under way are without the day of taking in.
    """
    conn = db.conn
    _add_columns(conn, "people", "taken_in_on", "department", "duties", "address")
    for trigger in triggers("handles"):
        conn.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    conn.execute(
        "CREATE TABLE copied AS SELECT id, person_id, sort, value, value_key FROM handles "
        "ORDER BY rowid"
    )
    conn.execute("DROP TABLE handles")
    conn.execute(f"CREATE TABLE handles ({MODEL['handles']})")
    conn.execute("INSERT INTO handles SELECT * FROM copied ORDER BY rowid")
    conn.execute("DROP TABLE copied")
    for statement in HANDLE_INDEXES.split(";\n"):
        conn.execute(statement)


@migrations()
def m007_counts_of_touches(db: Database) -> None:
    """Counts of touches by month and by day; `migrate` makes the indexes and fills the counts."""
    for statement in COUNTS.split(";\n"):
        db.conn.execute(statement)


@migrations()
def m008_a_log_of_what_was_before(db: Database) -> None:
    """The change log keeps what a row was before, and a check sum of what came after.

    It had both as whole rows with the names of their columns: half of the file. What could be
    undone can still be undone. The timeline has what each touch shows; `migrate` fills it.
    """
    make_log_anew(db.conn)
    db.conn.execute("DROP TABLE timeline")
    db.conn.execute(TIMELINE)


@migrations()
def m009_what_stats_reads(db: Database) -> None:
    """What `stats` reads: people by day, and what taught something; `migrate` fills it."""
    for statement in (*TAUGHT.split(";\n"), STEPS):
        db.conn.execute(statement)


@migrations()
def m010_of_whom_stats_tells(db: Database) -> None:
    """Who was involved, and of whom something may be told; `migrate` fills it.

    What version 9 kept of each person is made anew with more columns.
    """
    db.conn.execute("DROP TABLE IF EXISTS steps_of")
    for statement in (*STEPS_OF.split(";\n"), *INVOLVED.split(";\n")):
        db.conn.execute(statement)


@migrations()
def m011_who_looks_after_whom_and_who_wrote(db: Database) -> None:
    """Who of a team looks after a person, and who wrote a touch; `migrate` makes the indexes."""
    _add_columns(db.conn, "people", "owner")
    _add_columns(db.conn, "touches", "by")


def _add_columns(conn: sqlite3.Connection, table: str, *columns: str) -> None:
    """Add those of these columns of text that a table does not have."""
    there = {row[1] for row in conn.execute(f"PRAGMA table_info({table})")}
    for column in columns:
        if column not in there:
            conn.execute(f"ALTER TABLE {table} ADD COLUMN {column} TEXT")


def bring_up_to_date(
    place: str,
    db: sqlite3.Connection,
    today: date,
    settings: Mapping[str, int | str],
    note: Callable[[str], None],
) -> None:
    """Migrate the journal at `place`, and keep a backup of it as it was.

    Raises JournalUnusable if it cannot be copied.
    """

    def keep_copy(version: int) -> None:
        from caretrack.journal.files.daily import backup_before_migration

        size = Path(place).stat().st_size
        if size > LONG:
            note(
                f"bringing the journal up to date ({size / 1e6:,.0f} MB): until it is done, other "
                "commands wait"
            )
        try:
            backup_before_migration(place, db, version, today)
        except (OSError, sqlite3.Error) as error:
            raise JournalUnusable(
                f"the journal {place} cannot be copied before it is brought up to date: "
                f"{getattr(error, 'strerror', None) or error}",
                "Check its folder and the room on the disk.",
            ) from error

    migrate(db, keep_copy, settings)


def migrate(
    db: sqlite3.Connection,
    before: Callable[[int], None] | None = None,
    settings: Mapping[str, int | str] | None = None,
) -> None:
    """Bring an open journal to this version, in one transaction.

    Several processes may try at once: in the one that does it, `before` is called first, with the
    version that is there, while nobody else can write. It is not called for an empty file, which
    becomes a journal that begins with `settings`. sqlite-utils' `transform()` drops triggers
    without a word, so all of them are made again after every migration.
    """
    # To begin gives an empty file its first page. Whoever was first has made the version current.
    is_new = not db.execute("PRAGMA page_count").fetchone()[0]
    with transaction(db):
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version >= VERSION:
            return
        if before is not None and not is_new:
            before(version)
        migrations.apply(Database(db, execute_plugins=False))
        make_triggers_again(db)
        make_missing_indexes(db)
        rebuild(db)
        if is_new and settings:
            insert_settings(db, settings)
        db.execute(f"PRAGMA user_version = {VERSION}")


def make_triggers_again(db: sqlite3.Connection) -> None:
    """Drop and make every trigger of the schema."""
    for name, sql in all_triggers().items():
        db.execute(f"DROP TRIGGER IF EXISTS {name}")
        db.execute(sql)


def make_missing_indexes(db: sqlite3.Connection) -> None:
    """Make every index of the schema that is missing, or is another one of that name.

    Some came, and one changed, between two programs of one version of the file.
    """
    there = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))
    for name, sql in all_indexes().items():
        if (there.get(name) or "").split() != sql.split():
            db.execute(f"DROP INDEX IF EXISTS {name}")
            db.execute(sql)
