"""A hub in an rqlite: SQLite, copied by Raft to several nodes that a team runs itself.

Raft puts all writes in one order, so whoever has read up to a number has read all that is below it.

Reads are at the level `weak`: the leader answers from what it has applied, and it applies only what
most nodes have on their disks. So what is read back is kept. A leader that was cut off may for
a second not know it, and answer with less than there is: what seems to be missing is sent again,
which does no harm. Where less would mean that the hub was restored, the level is `strong`, which
asks the other nodes, and costs a write: for the notes, with which a sync begins, and for a cursor
that does not seem to be there.
"""

import base64
import json
from collections.abc import Mapping, Sequence

from caretrack.hubs.address import Server, without_secrets
from caretrack.hubs.hub import (
    FORMAT,
    LARGEST_BODY,
    PAGE_BYTES,
    TABLES,
    Op,
    Page,
    newer_format,
    no_hub_there,
    parted,
    refuse_large_bodies,
    refuse_large_note,
)
from caretrack.hubs.rqlite_http import RqliteHttp, Statement
from caretrack.hubs.sequence import Position, read_position

# `head` is the highest number that was ever given in a journal: one that is lower was restored.
_TABLES = (
    "CREATE TABLE IF NOT EXISTS care_hub (format INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS care_journals (number INTEGER PRIMARY KEY AUTOINCREMENT,"
    " journal TEXT NOT NULL UNIQUE, head INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE IF NOT EXISTS care_ops (journal INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " id BLOB NOT NULL, device TEXT NOT NULL, stamp INTEGER NOT NULL, row BLOB NOT NULL,"
    " body BLOB NOT NULL, PRIMARY KEY (journal, seq), UNIQUE (journal, id)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS care_ops_of_a_row ON care_ops (journal, row)",
    "CREATE TABLE IF NOT EXISTS care_notes (journal TEXT NOT NULL, name TEXT NOT NULL,"
    " body BLOB NOT NULL, PRIMARY KEY (journal, name)) WITHOUT ROWID",
    f"INSERT INTO care_hub (format) SELECT {FORMAT} WHERE NOT EXISTS (SELECT 1 FROM care_hub)",
)
_FIND_TABLES = "SELECT name FROM sqlite_master WHERE name GLOB 'care_*'"
_NUMBER = "(SELECT number FROM care_journals WHERE journal = ?)"
_PUSH = """
    INSERT OR IGNORE INTO care_ops (journal, seq, id, device, stamp, row, body)
    SELECT j.number, j.head + n.key + 1, unhex(n.value ->> 0), n.value ->> 1, n.value ->> 2,
           unhex(n.value ->> 3), unhex(n.value ->> 4)
    FROM care_journals j, json_each(?) n WHERE j.journal = ?
"""
# Of the ops that come next only the lengths are read first, so that no page is too large.
_PULL = f"""
    WITH few AS MATERIALIZED (
        SELECT seq, length(body) AS length FROM care_ops
        WHERE journal = {_NUMBER} AND seq > ? AND device <> ? ORDER BY seq LIMIT ?
    ), held AS (
        SELECT seq, length <= {LARGEST_BODY} AS is_given,
            sum(iif(length <= {LARGEST_BODY}, length, 0)) OVER (ORDER BY seq) AS bytes FROM few
    )
    SELECT o.seq, lower(hex(o.id)), substr(o.device, 1, 64), o.stamp, lower(hex(o.row)),
           b.body, (SELECT count(*) FROM few)
    FROM held h JOIN care_ops o ON o.journal = {_NUMBER} AND o.seq = h.seq
    LEFT JOIN care_ops b ON b.journal = o.journal AND b.seq = o.seq AND h.is_given
    WHERE h.bytes <= {PAGE_BYTES} ORDER BY o.seq
"""
_LAST = f"""
    SELECT seq, lower(hex(id)) AS id FROM care_ops WHERE journal = {_NUMBER}
    ORDER BY seq DESC LIMIT 1
"""
_FOLD = f"""
    DELETE FROM care_ops WHERE journal = {_NUMBER} AND seq IN (
        SELECT o.seq FROM json_each(?) n
        CROSS JOIN care_ops o INDEXED BY care_ops_of_a_row
        ON o.journal = {_NUMBER} AND o.row = unhex(n.key)
        WHERE o.seq <= ? AND o.id <> unhex(n.value) AND EXISTS (
            SELECT 1 FROM care_ops WHERE journal = o.journal AND id = unhex(n.value)))
"""
_ERASE = f"""
    DELETE FROM care_ops WHERE journal = {_NUMBER}
    AND row IN (SELECT unhex(value) FROM json_each(?))
"""
_MISSING = f"""
    SELECT value FROM json_each(?) WHERE NOT EXISTS (
        SELECT 1 FROM care_ops WHERE journal = {_NUMBER} AND id = unhex(value))
"""
_SIZE = f"SELECT count(*), coalesce(sum(length(body)), 0) FROM care_ops WHERE journal = {_NUMBER}"
_PUT_NOTE = "INSERT OR REPLACE INTO care_notes (journal, name, body) VALUES (?, ?, unhex(?))"
# How much of bodies goes into one statement; how many units are folded or erased by one.
_PART = 2_000_000
_MANY = 2_000


class RqliteHub:
    """A hub in an rqlite; see the top of this file."""

    def __init__(self, server: Server, shown: str, hidden: list[str], seconds: float) -> None:
        """Nothing is connected to before it is used."""
        self.shown = shown
        self.told: list[str] = []
        self._http = RqliteHttp(
            [f"{server.scheme}://{host}" for host in server.hosts],
            (server.user, server.password),
            server.options.get("cacert", ""),
            shown,
            seconds,
            lambda text: without_secrets(text, hidden),
        )

    def prepare(self, *, make: bool = True) -> None:  # noqa: ARG002
        """Make the tables. Refuse those of a newer program, and others that are called so.

        In a database that was wiped they are made without `make`, too: it is surely the one.
        """
        [rows] = self._http.query("weak", [_FIND_TABLES])
        found = {name for (name,) in rows} & TABLES
        if not found:
            self._http.execute(*([text] for text in _TABLES))
            return
        if found < TABLES:
            raise no_hub_there(self.shown, f"its table {min(found)} is of something else")
        [formats] = self._http.query("weak", ["SELECT max(format) FROM care_hub"])
        if int(formats[0][0] or 0) > FORMAT:
            raise newer_format(self.shown)

    def pull(self, journal: str, cursor: str, limit: int, but_of: str) -> Page:
        """Return ops by their numbers; where they end the cursor is the last of the journal."""
        start = read_position(cursor)
        # The end is read first: what comes in between the two is in the page or after it.
        [last], rows = self._http.query(
            "weak",
            [f"SELECT max(seq), id FROM ({_LAST})", journal],
            [_PULL, journal, start.seq, but_of, limit + 1, journal],
        )
        more = bool(rows) and (rows[0][6] > len(rows) or len(rows) > limit)
        ops = [
            Op(key, device, stamp, row, base64.b64decode(body or ""))
            for _, key, device, stamp, row, body, _ in rows[:limit]
        ]
        end = start
        if rows[:limit]:
            end = Position(rows[:limit][-1][0], ops[-1].id)
        if not more and last[0] is not None and last[0] > end.seq:
            end = Position(*last)
        return Page(ops, str(end), more)

    def push(self, journal: str, ops: Sequence[Op]) -> None:
        """Add the ops in one transaction, some megabytes by one statement."""
        refuse_large_bodies(self.shown, ops)
        if not ops:
            return
        statements: list[Statement] = [
            ["INSERT OR IGNORE INTO care_journals (journal) VALUES (?)", journal]
        ]
        for part in parted(ops, lambda op: len(op.body) + 100, _PART):
            values = [[op.id, op.device, op.stamp, op.row, op.body.hex()] for op in part]
            statements += [
                [_PUSH, json.dumps(values), journal],
                [
                    "UPDATE care_journals SET head = head + ? WHERE journal = ?",
                    len(part),
                    journal,
                ],
            ]
        self._http.execute(*statements)

    def missing(self, journal: str, ids: Sequence[str]) -> set[str]:
        """Read back what most nodes have."""
        if not ids:
            return set()
        [rows] = self._http.query("weak", [_MISSING, json.dumps(list(ids)), journal])
        return {key for (key,) in rows}

    def is_at(self, journal: str, cursor: str) -> bool:
        """Compare the number with the highest that was ever given, and the id at it."""
        start = read_position(cursor)
        if not start.seq:
            return True
        head = ["SELECT head FROM care_journals WHERE journal = ?", journal]
        at = [
            f"SELECT lower(hex(id)) FROM care_ops WHERE journal = {_NUMBER} AND seq = ?",
            journal,
            start.seq,
        ]
        for level in ("weak", "strong"):
            heads, ids = self._http.query(level, head, at)
            if start.is_there(heads[0][0] if heads else 0, ids[0][0] if ids else None):
                return True
        return False

    def fold(self, journal: str, newest: Mapping[str, str], cursor: str) -> int:
        """Delete the older ops of these units, where the op that stays is there."""
        statements = [
            [_FOLD, journal, json.dumps(dict(part)), journal, read_position(cursor).seq]
            for part in parted(list(newest.items()), lambda _: 1, _MANY)
        ]
        return sum(self._http.execute(*statements)) if statements else 0

    def erase(self, journal: str, rows: Sequence[str]) -> int:
        """Delete every op of these units.

        The engine's own log of writes forgets them at its next snapshot, which is by default after
        8,192 writes or 4 MB.
        """
        statements = [
            [_ERASE, journal, json.dumps(part)] for part in parted(rows, lambda _: 1, _MANY)
        ]
        return sum(self._http.execute(*statements)) if statements else 0

    def notes(self, journal: str) -> dict[str, bytes]:
        """Return the notes, read at the level `strong`."""
        [rows] = self._http.query(
            "strong",
            ["SELECT name, body FROM care_notes WHERE journal = ? ORDER BY name", journal],
        )
        return {name: base64.b64decode(body or "") for name, body in rows}

    def put_note(self, journal: str, name: str, body: bytes) -> None:
        """Write the note."""
        refuse_large_note(self.shown, body)
        self._http.execute([_PUT_NOTE, journal, name, body.hex()])

    def drop_note(self, journal: str, name: str) -> None:
        """Delete the note."""
        self._http.execute(["DELETE FROM care_notes WHERE journal = ? AND name = ?", journal, name])

    def own_journals(self) -> int:
        """Return 0: many may share a database, and nobody is told of the others."""
        return 0

    def drop_journal(self, journal: str) -> None:
        """Delete all of the journal."""
        self._http.execute(
            [f"DELETE FROM care_ops WHERE journal = {_NUMBER}", journal],
            ["DELETE FROM care_notes WHERE journal = ?", journal],
            ["DELETE FROM care_journals WHERE journal = ?", journal],
        )

    def size(self, journal: str) -> tuple[int, int]:
        """Return how many ops there are, and the bytes of their bodies."""
        [[(number, length)]] = self._http.query("weak", [_SIZE, journal])
        return int(number), int(length)

    def close(self) -> None:
        """Nothing is held open: each statement has a connection of its own."""
