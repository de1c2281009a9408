"""Machines that take part in a journal by its keys alone: each has a config of its own."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from caretrack.app.sync.device_note import DeviceNote, encode, note_name, read_device_notes
from caretrack.app.sync.invitations import accept_code, invite, secrets_by, use_up
from caretrack.app.sync.members import Met, meet
from caretrack.app.sync.shutting_out import shut_out
from caretrack.hubs.hub import Hub
from caretrack.sealing.keys import keyring_of, new_secrets
from caretrack.sealing.secrets_file import Secrets, read_secrets, write_secrets

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
AT = "2026-11-30T12:00:00.000000Z"
JOURNAL = "j1abcdefghjkmnpq"


class Seat:
    """A machine at a hub: what of it lies on the disk is read anew for each step."""

    def __init__(self, hub: Hub, folder: Path, name: str, tag: int) -> None:
        self.hub, self.folder, self.name = hub, folder / name, name
        self.device = f"{name[0]}1{name}".ljust(16, "0")[:16]
        self.tag, self.counter = tag, 0

    @property
    def secrets(self) -> Secrets:
        return self.here(lambda: read_secrets(JOURNAL))

    def here(self, step: Callable[[], Any]) -> Any:
        """Do something with the config of this machine."""
        before = os.environ.get("CARE_CONFIG")
        os.environ["CARE_CONFIG"] = str(self.folder / "config.toml")
        try:
            return step()
        finally:
            if before is None:
                del os.environ["CARE_CONFIG"]
            else:
                os.environ["CARE_CONFIG"] = before

    def setup(self) -> "Seat":
        secrets = new_secrets(
            JOURNAL, "a hub", self.device, self.tag, self.name, self.folder / "journal.db"
        )
        self.here(lambda: write_secrets(secrets))
        self.sync()
        return self

    def invite(self) -> str:
        devices = read_device_notes(keyring_of(self.secrets), self.hub.notes(JOURNAL))
        made = self.here(lambda: invite(self.hub, self.secrets, devices, NOW))
        return str(made.shown)

    def join(self, code: str) -> "Seat":
        invitation = accept_code(self.hub, code, NOW)
        place = self.folder / "journal.db"
        secrets = secrets_by(self.hub, invitation, "a hub", self.device, self.name, place)
        self.here(lambda: write_secrets(secrets))
        use_up(self.hub, invitation)
        self.tag = secrets.tag
        self.sync()
        return self

    def meet(self, at: datetime = NOW) -> Met:
        met: Met = self.here(lambda: meet(self.hub, self.secrets, self.hub.notes(JOURNAL), at))
        return met

    def sync(self) -> Met:
        """Do of a sync what is about keys: meet the others, and write the own note."""
        met = self.meet()
        self.counter += 1
        note = DeviceNote(
            device=self.device,
            name=self.name,
            tag=self.tag,
            counter=self.counter,
            at=AT,
            public=met.secrets.public,
        )
        self.hub.put_note(JOURNAL, note_name(self.device), encode(met.ring, note))
        return met

    def shut_out(self, other: "Seat") -> None:
        notes = self.hub.notes(JOURNAL)
        self.here(lambda: shut_out(self.hub, self.secrets, notes, other.device, NOW))

    def seal(self, plain: bytes = b"words") -> bytes:
        return keyring_of(self.secrets).seal("row", plain)

    def open(self, sealed: bytes) -> bytes:
        return keyring_of(self.secrets).open("row", sealed)
