"""What there is to tell of a shared journal: what waits, what was set aside, the other machines."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from caretrack.journal.rows import now
from caretrack.journal.sync.state import read
from caretrack.journal.tables import LOGGED


class NotSent(NamedTuple):
    """How many units are to be sent, and since when the first of them (UTC; "" for none)."""

    number: int
    since: str


class KnownDevice(NamedTuple):
    """A machine as its own note on the hub last said."""

    device: str
    tag: int
    name: str
    person: str | None
    seen_at: str | None
    note: str | None


# The unit that a line of the log is of: who was in a touch goes with the touch.
_MEMBERS, _TOUCHES = LOGGED["touch_people"], LOGGED["touches"]
_UNIT = (
    f"CASE source WHEN {_MEMBERS} THEN {_TOUCHES} ELSE source END AS source, "
    f"CASE source WHEN {_MEMBERS} THEN substr(row_id, 1, instr(row_id, ' ') - 1) ELSE row_id END"
)


def count_waiting(db: sqlite3.Connection) -> NotSent:
    """Count what is to be sent: what was collected, and what was changed since."""
    changed = f"FROM changes WHERE seq > ? AND source <= {max(LOGGED.values())}"
    sent_to = read(db).watermark
    number, since = db.execute(
        "SELECT count(*), (SELECT min(since) FROM sync_outbox) FROM "
        f"(SELECT source, row_id FROM sync_outbox UNION SELECT {_UNIT} {changed})",
        (sent_to,),
    ).fetchone()
    # Without the plus the smallest is looked for along the index of them all.
    first = db.execute(
        f"SELECT made_at FROM change_sets WHERE number = (SELECT min(+change_set) {changed})",
        (sent_to,),
    ).fetchone()
    return NotSent(number, min(filter(None, (since, first and first[0])), default=""))


def set_aside(db: sqlite3.Connection, *, untold: bool = False) -> dict[str, int]:
    """Return why ops were set aside, and how many of them; `untold`: those not told yet."""
    where = "WHERE NOT told" if untold else ""
    rows = db.execute(f"SELECT why, count(*) FROM sync_aside {where} GROUP BY why ORDER BY why")
    return dict(rows.fetchall())


def put_aside(db: sqlite3.Connection, unread: Iterable[tuple[str, str, str, str]]) -> None:
    """Remember ops that no key opens: the id, who sent it, its row, why. In a transaction."""
    db.executemany(
        "INSERT OR IGNORE INTO sync_aside (id, device, row, why, noticed_at) "
        "VALUES (?, ?, ?, ?, ?)",
        [(*one, now()) for one in unread],
    )


def rows_not_merged(db: sqlite3.Connection) -> tuple[set[str], list[str]]:
    """Return of which rows something came that is not merged.

    Opaque names of rows of which something is aside, and units that wait, as a keyring names them.
    """
    aside = {row[0] for row in db.execute("SELECT DISTINCT row FROM sync_aside")}
    waiting = db.execute("SELECT DISTINCT source, row_id FROM sync_waiting")
    return aside, [f"{source} {row_id}" for source, row_id in waiting]


def mark_told(db: sqlite3.Connection) -> None:
    """Remember that it was said what was set aside."""
    db.execute("UPDATE sync_aside SET told = 1 WHERE NOT told")


def known_devices(db: sqlite3.Connection) -> list[KnownDevice]:
    """Return the machines that were seen, by name."""
    rows = db.execute(
        f"SELECT {', '.join(KnownDevice._fields)} FROM sync_devices ORDER BY name, device"
    )
    return [KnownDevice(*row) for row in rows]


def write_devices(db: sqlite3.Connection, seen: Mapping[str, KnownDevice]) -> None:
    """Keep what the notes on the hub say of the machines; in a transaction.

    One whose note has gone stays known.
    """
    columns = ", ".join(KnownDevice._fields)
    db.executemany(
        f"INSERT OR REPLACE INTO sync_devices ({columns}) VALUES (?, ?, ?, ?, ?, ?)",
        list(seen.values()),
    )


def people_ids(db: sqlite3.Connection) -> list[str]:
    """Return the ids of everybody in the journal, also of those who were deleted."""
    return [row[0] for row in db.execute("SELECT id FROM people")]


def is_untouched(db: sqlite3.Connection) -> bool:
    """True if nothing was ever written to the journal, but what every journal begins with."""
    return not db.execute("SELECT 1 FROM changes LIMIT 1").fetchone()
