"""Schema changes, one small function each. Imported only when a file is new or behind: sqlite-utils is slow to import."""

import sqlite3

from sqlite_utils import Database, Migrations

from caretrack.journal.derived import rebuild
from caretrack.journal.fill import built_in
from caretrack.journal.schema import VERSION, all_triggers, statements

migrations = Migrations("caretrack")


@migrations()
def m001_the_whole_model(db: Database) -> None:
    """Every table of the model, the change log, what is derived. Before a second migration is written, this SQL is frozen as it is now."""
    for statement in statements():
        db.conn.execute(statement)
    built_in(db.conn)


def migrate(db: sqlite3.Connection) -> None:
    """Bring an open journal to this version, in one `BEGIN IMMEDIATE` (several processes may try at once).

    sqlite-utils' `transform()` drops triggers without a word, so all of them are made again after every migration.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        if db.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            migrations.apply(Database(db, execute_plugins=False))
            make_triggers_again(db)
            rebuild(db)
            db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def make_triggers_again(db: sqlite3.Connection) -> None:
    """Drop and make every trigger of the schema."""
    for name, sql in all_triggers().items():
        db.execute(f"DROP TRIGGER IF EXISTS {name}")
        db.execute(sql)
