"""A hub in a PostgreSQL, by psycopg: one database for one team, or for thousands of them.

`postgres_tables.py` says how the ops are stored, and why no reader overtakes a writer.
"""

import os
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, LiteralString

from caretrack.hubs import postgres_tables as sql
from caretrack.hubs.address import without_secrets
from caretrack.hubs.hub import (
    FORMAT,
    TABLES,
    HubUnusable,
    Op,
    Page,
    newer_format,
    no_hub_there,
    one_line,
    parted,
    refuse_large_bodies,
    refuse_large_note,
)
from caretrack.hubs.postgres_errors import refusal
from caretrack.hubs.sequence import Position, read_position

if TYPE_CHECKING:
    import psycopg

# How much of bodies goes into one statement; how many units are folded or erased by one.
_PART = 8_000_000
_MANY = 5_000


class PostgresHub:
    """A hub in a PostgreSQL; see the top of this file."""

    def __init__(self, address: str, shown: str, hidden: list[str], seconds: float) -> None:
        """Nothing is connected to before it is used. Raises HubUnusable without the library."""
        try:
            import psycopg
        except ImportError as error:
            raise HubUnusable(
                f"{shown} needs a library that is not installed", "pip install 'caretrack[pg]'"
            ) from error
        self.shown = shown
        self.told: list[str] = []
        self._library = psycopg
        self._address = address
        self._hidden = hidden
        self._seconds = seconds
        self._connection: psycopg.Connection[Any] | None = None
        self._numbers: dict[str, int] = {}

    def prepare(self, *, make: bool = True) -> None:  # noqa: ARG002
        """Make the tables. Refuse those of a newer program, and others that are called so.

        In a database that was wiped they are made without `make`, too: it is surely the one.
        """
        with self._speaking() as connection:
            found = {name for (name,) in connection.execute(sql.FIND_TABLES)} & TABLES
            if not found:
                with connection.transaction():
                    for statement in sql.MAKE_TABLES:
                        connection.execute(statement)
            elif found < TABLES:
                raise no_hub_there(self.shown, f"its table {min(found)} is of something else")
            [[newest]] = connection.execute(sql.FORMAT_THERE).fetchall()
        if (newest or 0) > FORMAT:
            raise newer_format(self.shown)

    def pull(self, journal: str, cursor: str, limit: int, but_of: str) -> Page:
        """Return ops by their numbers; where they end the cursor is the last of the journal."""
        start = read_position(cursor)
        with self._speaking() as connection:
            number = self._number(connection, journal)
            # The end is read first: what comes in between the two is in the page or after it.
            last = connection.execute(sql.LAST, [number]).fetchone()
            asked = {"number": number, "seq": start.seq, "but_of": but_of, "limit": limit + 1}
            rows = connection.execute(sql.PULL, asked, binary=True).fetchall()
        more = bool(rows) and (rows[0][6] > len(rows) or len(rows) > limit)
        ops = [
            Op(key.hex(), device, stamp, row.hex(), body)
            for _, key, device, stamp, row, body, _ in rows[:limit]
        ]
        end = Position(rows[len(ops) - 1][0], ops[-1].id) if ops else start
        if not more and last and last[0] > end.seq:
            end = Position(last[0], last[1].hex())
        return Page(ops, str(end), more)

    def push(self, journal: str, ops: Sequence[Op]) -> None:
        """Add the ops in one transaction, which holds the journal until it ends."""
        refuse_large_bodies(self.shown, ops)
        if not ops:
            return
        with self._speaking() as connection, connection.transaction():
            found = connection.execute(sql.COUNT_UP, [len(ops), journal]).fetchone()
            if not found:
                connection.execute(sql.NEW_JOURNAL, [journal])
                found = connection.execute(sql.COUNT_UP, [len(ops), journal]).fetchone()
            number, head = found or (0, 0)
            before = head - len(ops)
            for part in parted(ops, lambda op: len(op.body) + 100, _PART):
                columns = [
                    [bytes.fromhex(op.id) for op in part],
                    [op.device for op in part],
                    [op.stamp for op in part],
                    [bytes.fromhex(op.row) for op in part],
                    [op.body for op in part],
                ]
                connection.execute(sql.PUSH, [number, before, *columns])
                before += len(part)
        if _order(head) > _order(head - len(ops)):
            self._analyze(number, head)

    def missing(self, journal: str, ids: Sequence[str]) -> set[str]:
        """Read back what is committed."""
        keys = [bytes.fromhex(key) for key in ids]
        with self._speaking() as connection:
            number = self._number(connection, journal)
            there = connection.execute(sql.THERE, [number, keys], binary=True).fetchall()
        return set(ids) - {key.hex() for (key,) in there}

    def is_at(self, journal: str, cursor: str) -> bool:
        """Compare the number with the highest that was ever given, and the id at it."""
        start = read_position(cursor)
        if not start.seq:
            return True
        with self._speaking() as connection:
            number = self._number(connection, journal)
            row = connection.execute(sql.IS_AT, [number, start.seq, journal]).fetchone()
        head, found = row or (0, None)
        return start.is_there(head, found.hex() if found else None)

    def fold(self, journal: str, newest: Mapping[str, str], cursor: str) -> int:
        """Delete the older ops of these units, where the op that stays is there."""
        went = 0
        end = read_position(cursor).seq
        with self._speaking() as connection:
            number = self._number(connection, journal)
            for part in parted(list(newest.items()), lambda _: 1, _MANY):
                stay = {bytes.fromhex(row): bytes.fromhex(key) for row, key in part}
                asked = [number, list(stay)]
                found = connection.execute(sql.OF_UNITS, asked, binary=True).fetchall()
                safe = {unit for _, unit, key in found if key == stay[unit]}
                gone = [
                    seq
                    for seq, unit, key in found
                    if unit in safe and seq <= end and key != stay[unit]
                ]
                if gone:
                    went += connection.execute(sql.DROP_SEQS, [number, gone]).rowcount
        return went

    def erase(self, journal: str, rows: Sequence[str]) -> int:
        """Delete every op of these units. The engine gives up their bytes as it vacuums."""
        went = 0
        with self._speaking() as connection, connection.transaction():
            number = self._number(connection, journal)
            for part in parted(rows, lambda _: 1, _MANY):
                units = [bytes.fromhex(row) for row in part]
                went += connection.execute(sql.ERASE, [number, units]).rowcount
        return went

    def notes(self, journal: str) -> dict[str, bytes]:
        """Return the notes."""
        with self._speaking() as connection:
            rows = connection.execute(sql.NOTES, [journal], binary=True).fetchall()
        return dict(rows)

    def put_note(self, journal: str, name: str, body: bytes) -> None:
        """Write the note."""
        refuse_large_note(self.shown, body)
        self._run((sql.PUT_NOTE, [journal, name, body]))

    def drop_note(self, journal: str, name: str) -> None:
        """Delete the note."""
        self._run((sql.DROP_NOTE, [journal, name]))

    def own_journals(self) -> int:
        """Return 0: many may share a database, and nobody is told of the others."""
        return 0

    def drop_journal(self, journal: str) -> None:
        """Delete all of the journal."""
        with self._speaking() as connection:
            number = self._number(connection, journal)
        self._run(
            (sql.DROP_OPS, [number]), (sql.DROP_NOTES, [journal]), (sql.DROP_JOURNAL, [journal])
        )
        self._numbers.pop(journal, None)

    def size(self, journal: str) -> tuple[int, int]:
        """Return how many ops there are, and the bytes of their bodies."""
        with self._speaking() as connection:
            number = self._number(connection, journal)
            [(ops, length)] = connection.execute(sql.SIZE, [number]).fetchall()
        return ops, length

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _run(self, *statements: tuple[LiteralString, list[Any]]) -> None:
        with self._speaking() as connection, connection.transaction():
            for statement, values in statements:
                connection.execute(statement, values)

    def _analyze(self, number: int, head: int) -> None:
        """Have the engine look at a part that has grown; who may not ask for that does without."""
        with suppress(HubUnusable), self._speaking() as connection:
            found = connection.execute(sql.UNKNOWN_PART, [number, head / 4]).fetchone()
            if found:
                name = self._library.sql.Identifier(found[0])
                connection.execute(self._library.sql.SQL("ANALYZE {}").format(name))

    def _number(self, connection: "psycopg.Connection[Any]", journal: str) -> int:
        """Return the number that a journal has in this database; -1 if it has none yet."""
        if journal not in self._numbers:
            found = connection.execute(sql.NUMBER, [journal]).fetchone()
            if not found:
                return -1
            self._numbers[journal] = found[0]
        return self._numbers[journal]

    @contextmanager
    def _speaking(self) -> Iterator["psycopg.Connection[Any]"]:
        """Give the connection; break it off if nothing was answered in time; say what failed."""
        late = threading.Event()
        try:
            connection = self._connected()
            timer = threading.Timer(self._seconds, _break_off, [connection, late])
            timer.daemon = True
            timer.start()
            try:
                yield connection
            finally:
                timer.cancel()
        except self._library.Error as error:
            with suppress(self._library.Error):
                self.close()
            self._connection = None
            if late.is_set():
                raise self._too_late() from None
            # Not "from error": it may hold the address, and a traceback would show it.
            raise self._refusal(error) from None

    def _connected(self) -> "psycopg.Connection[Any]":
        if self._connection is None or self._connection.closed:
            # Prepared statements, and settings of a session, do not pass a pool of connections.
            self._connection = self._library.connect(
                self._address,
                autocommit=True,
                prepare_threshold=None,
                connect_timeout=max(2, round(self._seconds)),
                fallback_application_name="care",
            )
        return self._connection

    def _too_late(self) -> HubUnusable:
        return HubUnusable(f"{self.shown} did not answer in {self._seconds:g} seconds")

    def _refusal(self, error: Exception) -> HubUnusable:
        text = one_line(without_secrets(str(error), self._hidden), 1000)
        if isinstance(error, self._library.errors.ConnectionTimeout):
            return self._too_late()
        if isinstance(error, self._library.errors.DiskFull):
            return HubUnusable(f"{self.shown} is full", "Make room on its disk.")
        if isinstance(error, self._library.errors.InsufficientPrivilege):
            why = one_line(text.partition(" LINE 1:")[0])
            hint = "Let it own the database: `createdb -O`." if "schema" in why else ""
            return HubUnusable(f"{self.shown} does not allow it: {why}", hint)
        return refusal(self.shown, text)


def _order(number: int) -> int:
    """Return how often a journal has grown tenfold; one of less than 1,000 ops is small."""
    return max(len(str(number)), 3)


def _break_off(connection: "psycopg.Connection[Any]", late: threading.Event) -> None:
    """Shut the socket of a connection, so that whoever waits for an answer is woken."""
    late.set()
    with suppress(Exception), socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)
