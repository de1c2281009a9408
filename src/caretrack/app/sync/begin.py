"""The first sync of a machine: set a journal up on a hub, or join one that is there."""

import os
from typing import NamedTuple

from caretrack.app.sync.device_note import read_device_notes, unlike_others
from caretrack.app.sync.exchange import Exchanged, Tell, exchange
from caretrack.app.sync.invitations import free_tag, secrets_by, use_up
from caretrack.app.sync.invite import read_invitation
from caretrack.app.sync.link import SHORT, hub_of
from caretrack.app.sync.notes import refuse_newer
from caretrack.domain.text import clean_text
from caretrack.errors import CareError
from caretrack.hubs.address import full_address
from caretrack.hubs.hub import Hub, HubUnusable
from caretrack.journal.connection import Journal
from caretrack.journal.rows import new_id
from caretrack.journal.sync import overview, start, state
from caretrack.journal.sync.conflicts import open_conflicts, put_away
from caretrack.journal.tables import LOGGED, SYNC
from caretrack.sealing.invitation import Invitation
from caretrack.sealing.keyring import Keyring
from caretrack.sealing.keys import new_secrets
from caretrack.sealing.secrets_file import Secrets, remove_secrets, write_secrets
from caretrack.session import Session

# How many ops are read at a time to see whether the journal here is the one on the hub.
LOOKED_AT = 1_000
# A journal is the same if so many of its people, of ten, are on the hub.
OF_TEN = 5


class Begun(NamedTuple):
    """What was begun: on which hub, the start of the journal's id, this machine, the first sync."""

    hub: str
    journal: str
    device: str
    name: str
    done: Exchanged


def set_up(session: Session, hub: str, name: str, progress: Tell, *, beside: bool) -> Begun:
    """Let the journal be synced by a hub, as the first of its machines.

    Without a journal one is made. Raises CareError if it is synced already, or if another journal
    lies in the folder and it is not to go `beside` it, WrongUsage for what is no HUB, and
    HubUnusable: then nothing was changed.
    """
    address = full_address(hub)
    device_name, person = _device_name(name), session.config.me_name
    if session.has_journal():
        with session.read() as journal:
            _refuse_synced(journal)
    with hub_of(address) as there:
        there.prepare()
        if there.own_journals() and not beside:
            raise CareError(
                f"{there.shown} holds a journal already",
                "If it is yours: `care sync invite` on a machine that has it, and here `care sync "
                "join`. With --yes this one goes beside it.",
            )
    with session.write(make=True) as journal:
        _refuse_synced(journal)
        tag = free_tag()
        place = journal.place or ""
        secrets = new_secrets(new_id(), address, new_id(), tag, device_name, place)
        _start(journal, secrets, empty=False)
        return _first_exchange(journal, secrets, person, progress, empty=False)


def join(
    session: Session, hub: str, code: str, key: str | None, name: str, progress: Tell
) -> Begun:
    """Bring the journal of an invitation to this machine, which opens it by a code or a key file.

    Raises CareError if there is another journal with people in it here.
    """
    address = full_address(hub)
    device_name, person = _device_name(name), session.config.me_name
    if session.has_journal():
        with session.read() as journal:
            _refuse_synced(journal)
    if address.startswith("/") and not os.path.lexists(address):
        raise HubUnusable(
            f"{address} is not there", "Check its name, or wait until it has come to this machine."
        )
    with hub_of(address) as there:
        there.prepare()
        invited = read_invitation(there, code, key)
        refuse_newer(there, there.notes(invited.journal))
        empty = True
        if session.has_journal():
            with session.read() as journal:
                empty = _refuse_another(journal, there, invited)
        if not name:
            device_name = _unlike_others(device_name, there, invited)
        secrets = secrets_by(there, invited, address, new_id(), device_name, session.place)
        with session.write(make=True, bare=True) as journal:
            _start(journal, secrets, empty=empty)
            # Only now: whoever is cut off before can use it again.
            use_up(there, invited)
            return _first_exchange(journal, secrets, person, progress, empty=empty)


def _start(journal: Journal, secrets: Secrets, *, empty: bool) -> None:
    """Write the keys, and make the tables."""
    write_secrets(secrets)
    try:
        start.start(journal, secrets.journal, secrets.device, secrets.tag, empty=empty)
    except BaseException:
        remove_secrets(secrets.journal, secrets.device)
        raise


def _first_exchange(
    journal: Journal, secrets: Secrets, person: str, progress: Tell, *, empty: bool
) -> Begun:
    done = exchange(journal, person, progress=progress)
    if empty and done.new_conflicts:
        # They were of others, before this machine was there.
        with journal.change(SYNC, keep_without_changes=True):
            put_away(journal.db, open_conflicts(journal.db))
        done = done._replace(new_conflicts=0)
    with hub_of(secrets.hub) as hub:
        shown = hub.shown
    return Begun(shown, secrets.journal[:SHORT], secrets.device, secrets.name, done)


def _device_name(name: str) -> str:
    """Return what this machine is called: as it was typed, or the name of the host."""
    return clean_text(name or os.uname().nodename.partition(".")[0] or "machine", "the name")[:40]


def _unlike_others(name: str, hub: Hub, invited: Invitation) -> str:
    """Return the name of the host with a number, where another machine is called so already."""
    ring = Keyring(invited.journal, invited.keys, invited.naming)
    return unlike_others(name, read_device_notes(ring, hub.notes(invited.journal)))


def _refuse_synced(journal: Journal) -> None:
    if state.is_on(journal.db):
        raise CareError(
            "this journal is synced already",
            "`care sync status` says by which hub; `care sync leave` ends it.",
        )


def _refuse_another(journal: Journal, hub: Hub, invited: Invitation) -> bool:
    """Refuse a journal that has people, unless they are those of the journal on the hub.

    Return True if it is one that nothing was ever written to.
    """
    _refuse_synced(journal)
    people = overview.people_ids(journal.db)
    if not people:
        return overview.is_untouched(journal.db)
    ring = Keyring(invited.journal, invited.keys, invited.naming)
    wanted = {ring.row_name(f"{LOGGED['people']} {one}") for one in people}
    if not _are_there(hub, ring.journal, wanted):
        raise CareError(
            f"the journal {journal.place} has {len(people):,} "
            f"{'people' if len(people) > 1 else 'person'} of its own, and is not the one on "
            f"{hub.shown}",
            "Nothing was changed. Join with a new file (`care --journal FILE sync join …`), then "
            "`care export --to json` this one and `care import` it there.",
        )
    return False


def _are_there(hub: Hub, journal: str, wanted: set[str]) -> bool:
    """True if half of these rows are on the hub. It is read until that is known."""
    enough = max(len(wanted) * OF_TEN // 10, 1)
    found: set[str] = set()
    cursor, more = "", True
    while more and len(found) < enough:
        page = hub.pull(journal, cursor, LOOKED_AT, "")
        found |= wanted.intersection(op.row for op in page.ops)
        cursor, more = page.cursor, page.more
    return len(found) >= enough
