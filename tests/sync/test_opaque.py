"""Nothing of a journal can be read on a hub, whatever table it stands in."""

import base64
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caretrack.app.sync.device_note import DeviceNote, encode, note_name, read_device_notes
from caretrack.app.sync.invitations import invite
from caretrack.app.sync.shutting_out import shut_out
from caretrack.hubs.folder import FolderHub
from caretrack.hubs.hub import Op
from caretrack.journal.connection import open_journal
from caretrack.journal.schema import MODEL, columns, definitions
from caretrack.journal.sync import units
from caretrack.journal.sync.start import start
from caretrack.journal.sync.states import sent_columns
from caretrack.journal.tables import LOGGED
from caretrack.sealing.keys import keyring_of, new_secrets
from caretrack.sealing.secrets_file import Secrets
from test_every_column import BEN, EVA, ROWS, STAMP, is_a_name

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
JOURNAL, DEVICE, OTHER = "j1abcdefghjkmnpq", "d1abcdefghjkmnpq", "d2abcdefghjkmnpq"
# Shorter words may stand in any noise by chance.
SHORTEST = 6


def marked(table: str) -> dict[str, object]:
    """Return a row of the table with a word of its own in every column that takes any text."""
    row = dict(ROWS[table])
    for name, definition in definitions(table):
        free = "CHECK" not in definition and "TEXT" in definition
        a_day = name.endswith(("_on", "_at", "_until"))
        if free and not a_day and not is_a_name(table, name, definition) and name != "value_key":
            row[name] = f"{table}{name}quay".replace("_", "")
    if table == "settings":
        # Its value is a number; what stands for it is its key.
        return {"key": "settingskeyquay", "value": "5"}
    if table == "touches":
        row["kind"] = ROWS["kinds"]["kind"]
    if table == "tags":
        row["tag"] = "tagstagquay"
    return row


def words_in(value: object) -> Iterator[bytes]:
    if isinstance(value, str):
        yield from (word.encode() for word in {value, *value.split()} if len(word) >= SHORTEST)


@pytest.fixture
def journal_path(tmp_path: Path) -> Path:
    path = tmp_path / "journal.db"
    with open_journal(path, TODAY, make=True) as journal, journal.change("fill"):
        others = [
            {"id": own, "name": name, "name_key": name.lower(), "added_on": "2026-10-02"}
            for own, name in ((BEN, "Benjamin Okoro"), (EVA, "Evangeline Lind"))
        ]
        rows = [("people", row) for row in others] + [(table, marked(table)) for table in ROWS]
        for table, row in rows:
            for name in {"created_at", "updated_at"} & set(columns(table)):
                row[name] = STAMP
            journal.db.execute(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
                [*row.values()],
            )
    return path


@pytest.fixture
def secrets() -> Secrets:
    made = new_secrets(JOURNAL, "a hub", DEVICE, 77, "Mias machine", "journal.db")
    eve = new_secrets(JOURNAL, "a hub", OTHER, 78, "Eves machine", "journal.db")
    return made._replace(peers={OTHER: eve.public})


def plain_units(path: Path) -> list[units.Waiting]:
    with open_journal(path, TODAY) as journal:
        start(journal, JOURNAL, DEVICE, 77)
        with journal.change("sync", keep_without_changes=True):
            return units.waiting(journal.db, 1_000_000)


def everything_of(path: Path) -> set[bytes]:
    """Return every word and id of every row of the model."""
    with open_journal(path, TODAY) as journal:
        return {
            word
            for table in MODEL
            for row in journal.db.execute(f"SELECT * FROM {table}")
            for value in tuple(row)
            for word in words_in(value)
        }


def test_no_word_of_a_row_is_in_what_a_hub_gets(
    journal_path: Path, secrets: Secrets, tmp_path: Path
) -> None:
    waiting = plain_units(journal_path)
    assert {one.source for one in waiting} | {LOGGED["touch_people"]} == {
        LOGGED[table] for table in MODEL
    }
    plain = b"".join(one.plain for one in waiting)
    # The test would see nothing if the words were not on their way at all.
    for table in ROWS:
        for name in sent_columns(table):
            value = marked(table).get(name)
            assert not isinstance(value, str) or value.encode() in plain, (table, name)
    ring = keyring_of(secrets)
    ops = []
    for one in waiting:
        row = ring.row_name(f"{one.source} {one.row_id}")
        op_id = ring.op_id(row, one.plain)
        ops.append(Op(op_id, DEVICE, one.stamp, row, ring.seal(row, one.plain)))
    hub = filled_hub(tmp_path / "hub", secrets, ops)
    words = everything_of(journal_path) | {b"machine", b"Mia Silva", b"counter", b"person"}
    assert len(words) > 60
    files = [file for file in (tmp_path / "hub").rglob("*") if file.is_file()]
    lying = b"\n".join(part for file in files for part in (str(file).encode(), file.read_bytes()))
    lying = lying.replace(str(tmp_path).encode(), b"")
    assert hub.size(JOURNAL)[0] == len(ops)
    assert [word for word in words for form in forms(word) if form in lying] == []


def forms(word: bytes) -> Iterator[bytes]:
    """Yield how a word could be written: as it is, as hex, as base64 at any place."""
    yield word
    yield word.hex().encode()
    for shift in range(3):
        written = base64.b64encode(b"\0" * shift + word)
        yield written[(shift * 8 + 5) // 6 : -4]


def filled_hub(folder: Path, secrets: Secrets, ops: list[Op]) -> FolderHub:
    """Return a hub with all sorts of things on it: ops, notes, invitations, keys on their way."""
    hub = FolderHub(str(folder))
    hub.prepare()
    hub.push(JOURNAL, ops)
    ring = keyring_of(secrets)
    note = DeviceNote(
        device=DEVICE,
        name=secrets.name,
        tag=77,
        counter=3,
        at="2026-11-30T12:00:00.000000Z",
        public=secrets.public,
        person="Mia Silva",
        forgot={ring.row_name("1 a1aaaaaaaaaaaaaa"): "2026-11-29T12:00:00.000000Z"},
    )
    hub.put_note(JOURNAL, note_name(DEVICE), encode(ring, note))
    eve = note._replace(device=OTHER, name="Eves machine", public=secrets.peers[OTHER])
    hub.put_note(JOURNAL, note_name(OTHER), encode(ring, eve))
    invite(hub, secrets, read_device_notes(ring, hub.notes(JOURNAL)), NOW)
    shut_out(hub, secrets, hub.notes(JOURNAL), OTHER, NOW)
    invite(hub, secrets, read_device_notes(ring, hub.notes(JOURNAL)), NOW)
    return hub


def test_names_on_the_hub_are_noise(journal_path: Path, secrets: Secrets) -> None:
    ring = keyring_of(secrets)
    names = {ring.row_name(f"{one.source} {one.row_id}") for one in plain_units(journal_path)}
    assert all(re.fullmatch("[0-9a-f]{32}", name) for name in names)
    other = keyring_of(new_secrets(JOURNAL, "a hub", DEVICE, 77, "another team", "journal.db"))
    assert not names & {
        other.row_name(f"{source} {row}") for source in range(1, 15) for row in ("vip", "crowd")
    }
