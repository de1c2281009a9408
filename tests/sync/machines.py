"""Journals on several machines that hand each other their units, without a hub and a key."""

from contextlib import closing
from datetime import date
from pathlib import Path

from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.sync import units
from caretrack.journal.sync.collect import collect
from caretrack.journal.sync.incoming import Incoming
from caretrack.journal.sync.merge import Merged, merge
from caretrack.journal.sync.start import start

TODAY = date(2026, 11, 21)
ID = "a0" + "0" * 13


class Machine:
    """One machine: a journal in a folder, shared, which remembers all that it ever sent."""

    def __init__(self, folder: Path, tag: int, today: date = TODAY) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path, self.tag, self.today = folder / "journal.db", tag, today
        self.sent: list[Incoming] = []
        with self.open() as journal:
            start(journal, ID + "j", f"{ID}{tag}"[:16], tag)

    def open(self) -> Journal:
        return open_journal(self.path, self.today, make=True)

    def offer(self) -> list[Incoming]:
        """Return what waits here to be sent, and take it as sent."""
        with self.open() as journal, journal.change("sync", keep_without_changes=True):
            collect(journal)
            waiting = units.waiting(journal.db, 1_000_000)
            units.sent(journal.db, waiting)
        new = [
            Incoming(f"{one.source} {one.row_id} {self.tag}", one.row_id, one.plain, str(self.tag))
            for one in waiting
        ]
        self.sent += new
        return new

    def take(self, incoming: list[Incoming]) -> Merged:
        with self.open() as journal:
            return merge(journal, incoming, "")

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Return every row of the model in the order of its table."""
        from caretrack.journal.schema import MODEL

        with self.open() as journal, closing(journal.db.cursor()) as cursor:
            cursor.row_factory = None
            return {
                table: cursor.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall()
                for table in MODEL
            }


def exchange(*machines: Machine) -> None:
    """Let everybody see everything."""
    offers = {machine.tag: machine.offer() for machine in machines}
    for machine in machines:
        for tag, offer in offers.items():
            if tag != machine.tag:
                machine.take(offer)
