"""How a synced journal is: what waits, what went wrong, and how the other machines are."""

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from caretrack.app.sync import forgetting, notes
from caretrack.app.sync.last_run import LastRun, read_last_run
from caretrack.app.sync.link import SHORT, Link, linked, sync_state
from caretrack.hubs.hub import HubUnusable
from caretrack.journal.sync import overview
from caretrack.journal.sync.conflicts import open_conflicts
from caretrack.journal.version import VERSION
from caretrack.session import Session

# So many ops are counted at most to say how far a machine is behind.
COUNTED = 500


class DeviceStatus(NamedTuple):
    """Another machine, as its note says: `behind` is how many ops it has not read, None unknown.

    `waiting` is how many changes it had to send when it was seen.
    """

    device: str
    name: str
    person: str
    seen_at: str
    behind: int | None
    behind_or_more: bool
    waiting: int
    version: int
    shut_out: bool


class SyncStatus(NamedTuple):
    """How the journal is. `reached` is False if the hub could not be asked: `why_not` says why.

    Instants are UTC text, "" for never.
    """

    hub: str
    reached: bool
    why_not: str
    journal: str
    device: str
    name: str
    person: str
    version: int
    waiting: int
    waiting_since: str
    synced_at: str
    last_error: LastRun | None
    conflicts: int
    aside: Sequence[str]
    forgets: Sequence[forgetting.Seen]
    devices: Sequence[DeviceStatus]


def read_status(session: Session) -> SyncStatus:
    """Return how the journal is. What the hub cannot be asked is told as it was known here last."""
    with session.read() as journal:
        at = sync_state(journal)
        with linked(journal) as link:
            why_not, found = "", notes.NO_NOTES
            try:
                link.hub.prepare(make=False)
                found = notes.read_notes(link)
            except HubUnusable as error:
                why_not = str(error)
            run = read_last_run(at.journal)
            waiting = overview.count_waiting(journal.db)
            aside = overview.set_aside(journal.db)
            return SyncStatus(
                link.hub.shown,
                not why_not,
                why_not,
                at.journal[:SHORT],
                at.device,
                link.secrets.name,
                session.config.me_name,
                VERSION,
                waiting.number,
                waiting.since,
                run.good_at,
                run if run.error else None,
                len(open_conflicts(journal.db)),
                [f"{count:,}: {why}" for why, count in aside.items()],
                forgetting.seen(journal),
                _devices(link, found, reached=not why_not),
            )


def _devices(link: Link, found: notes.NotesFound, *, reached: bool) -> list[DeviceStatus]:
    """Return the other machines, by when they were seen last, the newest first.

    One whose note is gone has left.
    """
    others = []
    known_here = overview.known_devices(link.journal.db)
    noted = list(map(notes.as_known, found.devices.known.values()))
    for known in noted if reached else known_here:
        if known.device == link.secrets.device:
            continue
        said: dict[str, Any] = {}
        with suppress(ValueError):
            said = json.loads(known.note or "{}")
        behind, more = _behind(link, said, known.device) if reached else (None, False)
        others.append(
            DeviceStatus(
                known.device,
                known.name,
                known.person or "",
                known.seen_at or "",
                behind,
                more,
                int(said.get("waiting") or 0),
                int(said.get("version") or 0),
                known.device in link.secrets.shut or bool(said.get("shut")),
            )
        )
    return sorted(others, key=lambda one: one.seen_at, reverse=True)


def _behind(link: Link, said: dict[str, Any], device: str) -> tuple[int | None, bool]:
    """Return how many ops a machine has not read yet, and whether there are more than that."""
    cursor = said.get("cursor")
    if not isinstance(cursor, str):
        return None, False
    with suppress(HubUnusable):
        page = link.hub.pull(link.secrets.journal, cursor, COUNTED, device)
        return len(page.ops), page.more
    return None, False
