"""Who was forgotten on any machine: nothing of them comes back.

A row of `sync_forgotten` is one `care forget`, here or elsewhere, as it travels. The ids in it stay
for good: units that arrive late from a machine that was away are dropped by them.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple

from caretrack.domain.sync.forgetting import Forgetting, from_text, to_text
from caretrack.domain.sync.states import Entry, Register
from caretrack.domain.sync.units import Unit
from caretrack.journal.merging import MERGED
from caretrack.journal.rows import new_id, now
from caretrack.journal.sync.state import new_stamp, read
from caretrack.journal.tables import LOGGED

# What a machine says that it found when it had erased somebody.
CLEAN = "clean"
UNCHECKED = "not checked: it was cut off"
_TOUCHES = LOGGED["touches"]


class Known(NamedTuple):
    """A forgetting that this machine knows of.

    `done_at` is when it erased them, `found` what it found then; None where that is still to come.
    """

    said: Forgetting
    noticed_at: str
    done_at: str | None
    found: str | None


def known(db: sqlite3.Connection, where: str = "1") -> list[Known]:
    """Return the forgettings that this machine knows of, the oldest first."""
    rows = db.execute(
        "SELECT plain, noticed_at, done_at, found FROM sync_forgotten "
        f"WHERE {where} ORDER BY noticed_at, id"
    )
    return [Known(from_text(bytes(row[0])), row[1], row[2], row[3]) for row in rows.fetchall()]


def to_do(db: sqlite3.Connection) -> list[Known]:
    """Return those that this machine has not carried out yet.

    Somebody who is here again, as out of a file or an older backup, is to be erased again.
    """
    ids = "json_each(json_extract(CAST(plain AS TEXT), '$.forget.people'))"
    back = f"EXISTS (SELECT 1 FROM {ids} AS j JOIN people ON people.id = j.value)"
    return known(db, f"done_at IS NULL OR {back}")


def take_in(db: sqlite3.Connection, plain: bytes) -> bool:
    """Keep what another machine said, to be carried out; False if it is known.

    Raises NotUnderstood. In a transaction.
    """
    said = from_text(plain)
    return _keep(db, said, sent=True)


def remember(
    db: sqlite3.Connection,
    people: Iterable[str],
    *,
    apart: Iterable[str] = (),
    gone: Iterable[tuple[int, str]] = (),
    others: Iterable[tuple[int, str]] = (),
    mentions: bool,
    backups: bool,
    of: str = "",
) -> Forgetting:
    """Keep a forgetting of this machine, to be sent. In a transaction."""
    state = read(db)
    said = Forgetting(
        new_id(),
        new_stamp(db),
        state.device,
        tuple(sorted(people)),
        tuple(sorted(apart)),
        tuple(sorted(gone)),
        tuple(sorted(others)),
        mentions,
        backups,
        of,
    )
    _keep(db, said, sent=False)
    return said


def _keep(db: sqlite3.Connection, said: Forgetting, *, sent: bool) -> bool:
    done = db.execute(
        "INSERT OR IGNORE INTO sync_forgotten (id, plain, hidden, noticed_at, sent) "
        "VALUES (?, ?, '[]', ?, ?)",
        (said.id, to_text(said), now(), sent),
    )
    return done.rowcount > 0


def mark_done(
    db: sqlite3.Connection, forgetting: str, hidden: Iterable[str], found: str | None
) -> None:
    """Note that this machine erased them; `hidden` are names on the hub that are to go there."""
    _hide(db, forgetting, hidden)
    db.execute(
        "UPDATE sync_forgotten SET done_at = ?, found = ? WHERE id = ?", (now(), found, forgetting)
    )


def mark_found(db: sqlite3.Connection, forgetting: str, found: str) -> None:
    """Note what the search found after this machine had erased them."""
    db.execute("UPDATE sync_forgotten SET found = ? WHERE id = ?", (found, forgetting))


def _hide(db: sqlite3.Connection, forgetting: str, hidden: Iterable[str]) -> None:
    there = db.execute("SELECT hidden FROM sync_forgotten WHERE id = ?", (forgetting,)).fetchone()
    before = json.loads(there[0])
    names = sorted({*before, *hidden})
    if names != before:
        db.execute(
            "UPDATE sync_forgotten SET hidden = ?, off_hub = 0 WHERE id = ?",
            (json.dumps(names, separators=(",", ":")), forgetting),
        )


def off_the_hub(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the names on the hub that are still to be erased there, by forgetting."""
    rows = db.execute("SELECT id, hidden FROM sync_forgotten WHERE off_hub = 0 AND hidden <> '[]'")
    return {row[0]: json.loads(row[1]) for row in rows.fetchall()}


def mark_off_the_hub(db: sqlite3.Connection, forgettings: Iterable[str]) -> None:
    """Note that nothing of these is on the hub."""
    for one in forgettings:
        db.execute("UPDATE sync_forgotten SET off_hub = 1 WHERE id = ?", (one,))


def to_send(db: sqlite3.Connection) -> list[tuple[Forgetting, bytes]]:
    """Return the forgettings that are to be sent, each with its text."""
    rows = db.execute("SELECT plain FROM sync_forgotten WHERE sent = 0 ORDER BY noticed_at, id")
    return [(from_text(bytes(row[0])), bytes(row[0])) for row in rows.fetchall()]


def mark_sent(db: sqlite3.Connection, forgettings: Iterable[str]) -> None:
    """Note that these were read back from the hub."""
    for one in forgettings:
        db.execute("UPDATE sync_forgotten SET sent = 1 WHERE id = ?", (one,))


def elsewhere(db: sqlite3.Connection) -> list[tuple[str, dict[str, str]]]:
    """Return the other machines by name, each with what it found, by forgetting.

    A machine that was shut out is none of them.
    """
    found = []
    for name, note in db.execute(
        "SELECT name, note FROM sync_devices WHERE device <> (SELECT device FROM sync_state) "
        "ORDER BY name, device"
    ):
        with suppress(ValueError, TypeError, AttributeError):
            said = json.loads(note or "{}")
            if not said.get("shut"):
                found.append((name, dict(said.get("forgot") or {})))
    return found


def offer_again(db: sqlite3.Connection) -> None:
    """Let every forgetting be sent and erased again: the hub was wiped or restored."""
    db.execute("UPDATE sync_forgotten SET sent = 0, off_hub = 0")


class Forgotten:
    """What is known of all who were forgotten, for the units of one merge."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Read the ids once."""
        self.db = db
        self._people: dict[str, Forgetting] = {}
        self._gone: dict[tuple[int, str], str] = {}
        self._late: dict[str, set[str]] = {}
        self._more: dict[str, tuple[Forgetting, set[str]]] = {}
        self._read: set[str] = set()
        for one in known(db):
            self.add(one.said)

    def add(self, said: Forgetting) -> None:
        """Know of one more."""
        self._people.update(dict.fromkeys(said.people, said))
        self._gone.update(dict.fromkeys(said.gone, said.id))

    def without(self, unit: Unit, name: str = "") -> Unit | None:
        """Return a unit without who was forgotten; None where nothing is left of it.

        `name` is what the hub calls the unit, if that is known: it is erased there.
        """
        if not self._people:
            return unit
        row, source = unit.row, LOGGED[unit.row.table]
        whose = self._gone.get((source, row.id)) or self._whose(row)
        kept: Unit | None = None if whose else unit
        if kept is not None:
            members = tuple(m for m in unit.members if m.id.partition(" ")[2] not in self._people)
            if len(members) < len(unit.members):
                gone = [m for m in unit.members if m not in members]
                if any(m.row for m in gone) and not any(m.row for m in members):
                    whose = self._people[gone[0].id.partition(" ")[2]].id
                    kept = None
                else:
                    kept = unit._replace(members=members)
            if kept is not None and isinstance(row, Entry):
                kept = kept._replace(row=self._without_touch(row))
        if kept is None and name and whose:
            self._late.setdefault(whose, set()).add(name)
        return kept

    def _without_touch(self, row: Entry) -> Entry:
        touch = row.values.get("touch_id")
        if touch is None or (_TOUCHES, touch) not in self._gone:
            return row
        return row._replace(values={k: v for k, v in row.values.items() if k != "touch_id"})

    def _whose(self, row: Entry | Register) -> str | None:
        """Return the forgetting of the person that a row is of; None if it is of nobody."""
        values = (row.values if isinstance(row, Entry) else row.row) or {}
        if row.table == "settings":
            return self._of_setting(row.id, str(values.get("value", "")))
        named = {values.get("person_id"), values.get("other_id")}
        if row.table in ("people", "tags"):
            named.add(row.id.partition(" ")[0])
        return next((self._people[one].id for one in named if one in self._people), None)

    def _of_setting(self, key: str, value: str) -> str | None:
        found = next((one for one in self._people if one in key or one in value), None)
        if found is None:
            return None
        said = self._people[found]
        word, _, gone = key.partition(" ")
        if word == MERGED:
            # Who was merged into them, or they into whom, while nobody there knew: the same person.
            more = {gone, value} - {*said.people, *said.apart, ""} - self._people.keys()
            if more:
                self._more.setdefault(said.id, (said, set()))[1].update(more)
        return said.id

    def finish(self) -> None:
        """Keep what was noticed: what is to go from the hub, and who is to be forgotten as well."""
        for whose, names in self._late.items():
            _hide(self.db, whose, names)
        for said, more in self._more.values():
            remember(
                self.db,
                {*said.people, *more},
                apart=said.apart,
                mentions=said.mentions,
                backups=said.backups,
            )
        self._late, self._more = {}, {}


def the_same(db: sqlite3.Connection, said: Forgetting) -> set[str]:
    """Return all ids of a person here: who was merged into them, and whom they were merged into.

    The forgetting says whom that leaves out.
    """
    pairs = [
        (row[0].removeprefix(f"{MERGED} "), row[1])
        for row in db.execute("SELECT key, value FROM settings WHERE key GLOB ?", (f"{MERGED} *",))
    ]
    found = set(said.people)
    while True:
        more = {
            other
            for pair in pairs
            if found & set(pair)
            for other in pair
            if other not in found and other not in said.apart
        }
        if not more:
            return found
        found |= more


def others_of(db: sqlite3.Connection, people: Iterable[str]) -> set[tuple[int, str]]:
    """Return the units of others that some forgetting of one of these people names."""
    ids = set(people)
    return {unit for one in known(db) if ids & set(one.said.people) for unit in one.said.others}


def merged_into(db: sqlite3.Connection, people: Iterable[str]) -> set[str]:
    """Return whom these people were merged into, who are none of them."""
    ids = set(people)
    keys: Mapping[str, str] = {
        row[0].removeprefix(f"{MERGED} "): row[1]
        for row in db.execute("SELECT key, value FROM settings WHERE key GLOB ?", (f"{MERGED} *",))
    }
    return {into for gone, into in keys.items() if gone in ids and into not in ids}
