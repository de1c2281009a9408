"""Write rows of the model. Ids, time stamps and delete marks are set here and nowhere else."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from caretrack.journal.connection import Journal

LETTERS = "abcdefghjkmnpqrstvwxyz"
DIGITS = "0123456789"
ALPHABET = DIGITS + LETTERS

T = TypeVar("T")


def new_id() -> str:
    """Return 16 random characters of Crockford base32, in lower case: about 78 bits.

    The first is a letter and the second a digit, so that no start of an id reads as a name.
    """
    noise = os.urandom(16)
    return (
        LETTERS[noise[0] % 22]
        + DIGITS[noise[1] % 10]
        + "".join(ALPHABET[byte & 31] for byte in noise[2:])
    )


def now() -> str:
    """Return this instant: UTC, ISO 8601, microseconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant(text: str) -> datetime:
    """Return the instant that `now` wrote. Raises ValueError."""
    return datetime.fromisoformat(text)


def to_sql(value: Any) -> Any:
    """Return a value as SQLite keeps it: days as ISO text, True and False as 1 and 0."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def insert(db: sqlite3.Connection, table: str, values: Mapping[str, Any]) -> str:
    """Write a new row and return its id ("" for tables without one)."""
    from caretrack.journal.schema import columns

    row = dict(values)
    known = columns(table)
    if "id" in known:
        row.setdefault("id", new_id())
    if "created_at" in known:
        row["created_at"] = row["updated_at"] = now()
    names = ", ".join(row)
    db.execute(
        f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})",
        [to_sql(value) for value in row.values()],
    )
    return str(row.get("id", ""))


def update(db: sqlite3.Connection, table: str, row_id: str, values: Mapping[str, Any]) -> None:
    """Change columns of the row with this id; a row that already says so is left alone."""
    if not values:
        return
    from caretrack.journal.schema import columns

    row = {name: to_sql(value) for name, value in values.items()}
    different = " OR ".join(f"{name} IS NOT ?" for name in row)
    stamp = ", updated_at = ?" if "updated_at" in columns(table) else ""
    settings = ", ".join(f"{name} = ?" for name in row) + stamp
    stamps = [now()] if stamp else []
    db.execute(
        f"UPDATE {table} SET {settings} WHERE id = ? AND ({different})",
        [*row.values(), *stamps, row_id, *row.values()],
    )


def mark_deleted(db: sqlite3.Connection, table: str, row_id: str) -> None:
    """Mark a row as deleted. It stays, and `care undo` brings it back."""
    update(db, table, row_id, {"deleted_at": now()})


@cache
def _reader(cls: Any, columns: tuple[str, ...]) -> Callable[[sqlite3.Row], Any]:
    """Return what makes a named tuple of a row with these columns.

    To look up twenty columns by their names, row by row, takes six times as long.
    """
    fields: tuple[str, ...] = cls._fields
    defaults = {name: value for name, value in cls._field_defaults.items() if name not in columns}
    take = itemgetter(*map((*columns, *defaults).index, fields))
    rest = tuple(defaults.values())
    days = [
        place
        for place, name in enumerate(fields)
        if name in columns and name.endswith(("_on", "_until"))
    ]

    def read(row: sqlite3.Row) -> Any:
        values = list(take((*row, *rest)))
        for day in days:
            if values[day] is not None:
                values[day] = date.fromisoformat(values[day])
        return cls(*values)

    return read


def as_object(cls: type[T], row: sqlite3.Row) -> T:
    """Return a row as a domain object: columns by name, days as dates.

    Fields without a column keep their default.
    """
    return cast(T, _reader(cast(Any, cls), tuple(row.keys()))(row))


# One statement binds at most this many values.
CHUNK = 500


def chunks(ids: Sequence[T]) -> Iterable[Sequence[T]]:
    """Return the ids in groups that one statement can bind."""
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def placeholders(ids: Sequence[object]) -> str:
    """Return `?, ?, ?`: as many as there are ids."""
    return ", ".join("?" * len(ids))


def read_number(db: sqlite3.Connection, key: str, default: int) -> int:
    """Return a number of the settings table, or `default` where it is not set."""
    row = db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else default


def crowd_limit(journal: "Journal") -> int:
    """Return the most people a caring touch may be with and still reset a clock (S1.7).

    The journal is asked once, and in a change each time: it may be what is changed.
    """
    if journal.crowd is not None:
        return journal.crowd
    from caretrack.domain.clock import DEFAULT_CROWD

    crowd = read_number(journal.db, "crowd", DEFAULT_CROWD)
    journal.crowd = crowd if journal.change_set is None else None
    return crowd


def tag_cadences(db: sqlite3.Connection, which: str = "") -> dict[str, dict[str, int]]:
    """Return the days of each tag that has a cadence, by person; `which` limits the people `p`."""
    found: dict[str, dict[str, int]] = {}
    for person_id, tag, days in db.execute(
        "SELECT p.id, tag, days FROM tag_cadences JOIN tags USING (tag) "
        f"JOIN people AS p ON p.id = tags.person_id WHERE 1 {which}"
    ):
        found.setdefault(person_id, {})[tag] = days
    return found
