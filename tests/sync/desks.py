"""Machines with a real hub in a folder, real keys and real journals, without the commands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from caretrack.app.sync import forgetting
from caretrack.hubs.address import open_hub
from caretrack.hubs.hub import Op
from caretrack.journal import people, touches
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.files.transaction import transaction
from caretrack.journal.forget import forget_person
from caretrack.journal.forget.personal_data import find_subject
from caretrack.journal.sync import state, units
from caretrack.journal.sync.collect import collect
from caretrack.journal.sync.forget_units import Carried
from caretrack.journal.sync.incoming import Incoming
from caretrack.journal.sync.merge import merge
from caretrack.journal.sync.start import start
from caretrack.sealing.keyring import Keyring

TODAY = date(2026, 11, 21)
JOURNAL = "j0000000000desks"
KEY = hashlib.blake2b(b"a key for tests", digest_size=32).digest()


class Desk:
    """One machine: a folder with a journal, and a hub that others write to as well."""

    def __init__(self, folder: Path, tag: int, address: str = "", journal: str = JOURNAL) -> None:
        self.folder, self.tag, self.id = folder, tag, journal
        self.path = folder / "journal.db"
        folder.mkdir(parents=True)
        self.hub = open_hub(address or str(folder.parent / "hub"))
        self.keyring = Keyring(journal, [KEY], KEY)
        self.device = f"m0{'0' * 13}{tag}"
        self.hub.prepare()
        with self.open() as journal:
            start(journal, self.id, self.device, tag)

    @contextmanager
    def open(self) -> Iterator[Journal]:
        with open_journal(self.path, TODAY, make=True) as journal:
            yield journal

    def add(self, name: str, *emails: str) -> str:
        with self.open() as journal, journal.change("add"):
            own = people.add(journal, name).id
            people.set_handles(journal, own, "email", list(emails))
            return own

    def log(self, *who: str, note: str) -> str:
        with self.open() as journal, journal.change("log"):
            return touches.add(
                journal, who, happened_on=TODAY, kind="checkin", channel="phone", note=note
            ).id

    def forget(self, person: str, *, mentions: bool = False, backups: bool = False) -> None:
        with self.open() as journal:
            done = forget_person.forget(
                journal,
                find_subject(journal.db, person),
                mentions=mentions,
                in_backups=backups,
                whole_folder=False,
                note=lambda _line: None,
                carried=Carried(self.keyring.row_name),
            )
            forgetting.keep_found(journal, done, mentions=mentions)

    def pull(self) -> None:
        with self.open() as journal:
            with transaction(journal.db):
                collect(journal)
            more = True
            while more:
                at = state.read(journal.db)
                page = self.hub.pull(self.id, at.cursor, 50, at.device)
                more = page.more
                merge(
                    journal,
                    [
                        Incoming(op.id, op.row, self.keyring.open(op.row, op.body), op.device)
                        for op in page.ops
                    ],
                    page.cursor,
                )

    def push(self) -> None:
        with self.open() as journal:
            forgetting.send(journal, self.hub, self.keyring, self.device)
            while True:
                with transaction(journal.db):
                    collect(journal)
                    some = units.waiting(journal.db, 50)
                if not some:
                    forgetting.send_more(journal, self.hub, self.keyring, self.device)
                    return
                ops = [self._op(one) for one in some]
                self.hub.push(self.id, ops)
                assert not self.hub.missing(self.id, [op.id for op in ops])
                with transaction(journal.db):
                    units.sent(journal.db, some)
                cursor = state.read(journal.db).cursor
                self.hub.fold(self.id, {op.row: op.id for op in ops}, cursor)

    def _op(self, one: units.Waiting) -> Op:
        row = self.keyring.row_name(f"{one.source} {one.row_id}")
        return Op(
            self.keyring.op_id(row, one.plain),
            self.device,
            one.stamp,
            row,
            self.keyring.seal(row, one.plain),
        )

    def sync(self) -> list[forgetting.CarriedOut]:
        self.pull()
        with self.open() as journal:
            done = forgetting.carry_out(journal, self.keyring)
        self.push()
        return done

    def units_on_hub(self) -> dict[str, int]:
        """How many ops of each unit there are, by its opaque name."""
        found: dict[str, int] = {}
        cursor, more = "", True
        while more:
            page = self.hub.pull(self.id, cursor, 500, "")
            cursor, more = page.cursor, page.more
            for op in page.ops:
                found[op.row] = found.get(op.row, 0) + 1
        return found

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        from caretrack.journal.schema import MODEL

        with self.open() as journal:
            return {
                table: [
                    tuple(row)
                    for row in journal.db.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid")
                ]
                for table in MODEL
            }


def all_bytes(*folders: Path) -> bytes:
    """Every byte of every file below these folders."""
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"\n".join(path.read_bytes() for path in files)
