"""The tables that only a shared journal has. They are made when sharing begins, and dropped after.

- `sync_state`: one row: which journal, which machine, how far the log was read and the hub.
- `sync_stamps`: the stamps of rows that were changed since they came, and of registers that were
  taken away. A row without one has its rowid as its stamp.
- `sync_outbox`: units that are to be sent, and since when.
- `sync_waiting`: units that came and cannot stand yet: `needs` is the row that is not there, or
  the clock. `sync_aside`: ops that are not understood.
- `sync_conflicts`: values that lost against one whose author had not seen them.
- `sync_devices`: the machines, as their own notes on the hub say.
- `sync_forgotten`: who was forgotten on any machine, by ids (`forgotten.py`). `hidden` are names on
  the hub that are to be erased there.
"""

import sqlite3

TABLES = """
CREATE TABLE sync_state (journal TEXT NOT NULL, device TEXT NOT NULL, tag INTEGER NOT NULL,
    counter INTEGER NOT NULL, cursor TEXT NOT NULL, watermark INTEGER NOT NULL,
    clock INTEGER NOT NULL, exchanged_at TEXT, settled INTEGER NOT NULL DEFAULT 0,
    mark TEXT NOT NULL DEFAULT '', pending TEXT NOT NULL DEFAULT '',
    twins TEXT NOT NULL DEFAULT '', was TEXT NOT NULL DEFAULT '');
CREATE TABLE sync_stamps (source INTEGER NOT NULL, row_id TEXT NOT NULL, stamp INTEGER NOT NULL,
    over INTEGER NOT NULL, fields TEXT, PRIMARY KEY (source, row_id)) WITHOUT ROWID;
CREATE TABLE sync_outbox (source INTEGER NOT NULL, row_id TEXT NOT NULL, since TEXT NOT NULL,
    PRIMARY KEY (source, row_id)) WITHOUT ROWID;
CREATE TABLE sync_waiting (source INTEGER NOT NULL, row_id TEXT NOT NULL, needs TEXT NOT NULL,
    stamp INTEGER NOT NULL, device TEXT NOT NULL, plain BLOB NOT NULL);
CREATE INDEX sync_waiting_for ON sync_waiting (needs, stamp);
CREATE TABLE sync_aside (id TEXT PRIMARY KEY, why TEXT NOT NULL, noticed_at TEXT NOT NULL,
    device TEXT NOT NULL, row TEXT NOT NULL, told INTEGER NOT NULL DEFAULT 0);
CREATE INDEX sync_aside_of ON sync_aside (row);
CREATE TABLE sync_conflicts (id INTEGER PRIMARY KEY, source INTEGER NOT NULL,
    row_id TEXT NOT NULL, field TEXT NOT NULL, lost TEXT NOT NULL, lost_stamp INTEGER NOT NULL,
    won_stamp INTEGER NOT NULL, noticed_at TEXT NOT NULL, done_at TEXT,
    UNIQUE (source, row_id, field, lost_stamp));
CREATE TABLE sync_devices (device TEXT PRIMARY KEY, tag INTEGER NOT NULL, name TEXT NOT NULL,
    person TEXT, seen_at TEXT, note TEXT);
CREATE TABLE sync_forgotten (id TEXT PRIMARY KEY, plain BLOB NOT NULL, hidden TEXT NOT NULL,
    noticed_at TEXT NOT NULL, done_at TEXT, found TEXT, sent INTEGER NOT NULL,
    off_hub INTEGER NOT NULL DEFAULT 0)
"""

# The tables that hold something of entries, and where. Who was forgotten is known by ids alone.
SHARED_TEXTS = {
    "sync_stamps": "row_id",
    "sync_outbox": "row_id",
    "sync_conflicts": "row_id || lost",
    "sync_waiting": "row_id || CAST(plain AS TEXT)",
}


def is_on(db: sqlite3.Connection) -> bool:
    """True if the journal is shared: its tables for that are there."""
    query = "SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = 'sync_state'"
    return db.execute(query).fetchone() is not None


def state_table(db: sqlite3.Connection) -> str | None:
    """Return the table that says how far the log was read, also of a journal that was left."""
    return next((name for name in ("sync_state", "sync_left") if name in _tables(db)), None)


def make_tables(db: sqlite3.Connection) -> None:
    """Make the tables; inside a transaction."""
    for statement in TABLES.split(";\n"):
        db.execute(statement)


def drop_tables(db: sqlite3.Connection) -> None:
    """Drop every table that sharing made, and what is left of them; inside a transaction."""
    for name in _tables(db):
        db.execute(f'DROP TABLE "{name}"')


def leave_tables(db: sqlite3.Connection) -> None:
    """Drop what is of no use to a journal that is not shared any more; inside a transaction.

    Its stamps stay, and how far the log was read: if it joins the same others again, it is known
    what was changed here meanwhile.
    """
    for name in _tables(db) - {"sync_state", "sync_stamps"}:
        db.execute(f'DROP TABLE "{name}"')
    db.execute("ALTER TABLE sync_state RENAME TO sync_left")


def take_up_tables(db: sqlite3.Connection, journal: str) -> bool:
    """Make the tables of a journal that was left; False, with nothing left, if it was another one.

    Inside a transaction.
    """
    if "sync_left" in _tables(db) and not is_on(db):
        left = db.execute("SELECT journal FROM sync_left").fetchone()
        if left is not None and left[0] == journal:
            for statement in TABLES.split(";\n"):
                if "TABLE sync_state " not in statement and "TABLE sync_stamps " not in statement:
                    db.execute(statement)
            db.execute("ALTER TABLE sync_left RENAME TO sync_state")
            return True
    drop_tables(db)
    return False


def _tables(db: sqlite3.Connection) -> set[str]:
    rows = db.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name LIKE 'sync\\_%' "
        "ESCAPE '\\'"
    )
    return {row[0] for row in rows}
