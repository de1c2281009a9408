"""Leave a hub with this machine, remove the journal from it, or shut another machine out."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from caretrack.app.sync import notes
from caretrack.app.sync.last_run import forget_runs
from caretrack.app.sync.link import Link, linked, sync_state
from caretrack.app.sync.lock import only_one, remove_lock
from caretrack.app.sync.shutting_out import WHAT_IT_STILL_CAN, find_device, leave_hub, shut_out
from caretrack.errors import CareError
from caretrack.hubs.hub import HubUnusable
from caretrack.journal.connection import Journal
from caretrack.journal.sync import overview, start
from caretrack.sealing.secrets_file import SecretsUnusable, remove_secrets
from caretrack.session import Session


class LeavePlan(NamedTuple):
    """What is to be done: `device` and `name` are who is shut out, "" for this machine leaving."""

    hub: str
    device: str
    name: str
    everything: bool
    waiting: int


class Left(NamedTuple):
    """What was done; `untold` are lines on what could not be done on the hub."""

    hub: str
    device: str
    name: str
    everything: bool
    untold: Sequence[str]


def plan(session: Session, device: str, *, everything: bool) -> LeavePlan:
    """Return what would be done. Raises CareError where it cannot be."""
    with session.read() as journal:
        sync_state(journal)
        try:
            with linked(journal) as link:
                return _plan(link, device, everything=everything)
        except SecretsUnusable:
            # Without the keys a machine can only leave.
            if device or everything:
                raise
            waiting = overview.count_waiting(journal.db).number
            return LeavePlan("the hub", "", "", False, waiting)


def _plan(link: Link, device: str, *, everything: bool) -> LeavePlan:
    own, hub = link.secrets.device, link.hub
    waiting = overview.count_waiting(link.journal.db).number
    if device:
        hub.prepare(make=False)
        found = find_device(notes.read_notes(link).devices, device)
        if found.device == own:
            raise CareError("that is this machine", "`care sync leave` lets it leave.")
        return LeavePlan(hub.shown, found.device, found.name, False, 0)
    if everything:
        hub.prepare(make=False)
        known = notes.read_notes(link).devices.known
        others_there = [note.name for one, note in known.items() if one != own and not note.shut]
        if others_there:
            raise CareError(
                f"{hub.shown} is still used by {' and '.join(others_there[:3])}",
                "The last machine removes the journal: `care sync leave` there first, or "
                "`care sync leave --device NAME` here.",
            )
    return LeavePlan(hub.shown, "", "", everything, waiting)


def carry_out(session: Session, planned: LeavePlan) -> Left:
    """Do what was planned. A machine leaves even where the hub cannot be told."""
    with session.write() as journal:
        journal_id = sync_state(journal).journal
        untold: list[str] = []
        with only_one(journal_id):
            if planned.device:
                with linked(journal) as link:
                    raw = notes.read_notes(link).raw
                    shut_out(link.hub, link.secrets, raw, planned.device, datetime.now(UTC))
                untold = [WHAT_IT_STILL_CAN]
            else:
                untold = _leave(journal, everything=planned.everything)
        if not planned.device:
            remove_lock(journal_id)
    return Left(planned.hub, planned.device, planned.name, planned.everything, untold)


def _leave(journal: Journal, *, everything: bool) -> list[str]:
    """Tell the hub, drop the tables and then the keys; return what the hub could not be told."""
    at, untold = sync_state(journal), []
    try:
        with linked(journal) as link:
            link.hub.prepare(make=False)
            leave_hub(link.hub, link.secrets)
            if everything:
                link.hub.drop_journal(link.secrets.journal)
    except (HubUnusable, SecretsUnusable) as error:
        if everything:
            raise
        untold = [
            f"the hub still lists this machine: {error.message}; on another one, "
            "`care sync leave --device NAME` takes it off"
        ]
    start.stop(journal)
    if journal.place is not None:
        forget_runs(at.journal, journal.place)
    remove_secrets(at.journal, at.device)
    return untold
