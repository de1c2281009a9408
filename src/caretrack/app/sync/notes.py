"""The notes on the hub: which version it is of, who the other machines are, and who this one is."""

import json
import shlex
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from caretrack.app.sync.device_note import (
    DeviceNote,
    DeviceNotes,
    encode,
    note_name,
    read_device_notes,
    unlike_others,
)
from caretrack.app.sync.invitations import free_tag
from caretrack.app.sync.link import Link
from caretrack.app.sync.members import meet
from caretrack.disk import real_place
from caretrack.domain.sync.identity import Identity, identify
from caretrack.hubs.hub import FORMAT, Hub, HubUnusable
from caretrack.journal.files.file import read_header
from caretrack.journal.rows import new_id, now
from caretrack.journal.sync import forgotten, overview, start, state, units
from caretrack.journal.sync.collect import collect
from caretrack.journal.tables import SYNC
from caretrack.journal.version import VERSION
from caretrack.sealing.keys import keyring_of, with_new_device
from caretrack.sealing.secrets_file import write_secrets

HUB_NOTE = "hub"


class NotesFound(NamedTuple):
    """All notes of a journal as they lie on the hub, and those of machines, read."""

    raw: Mapping[str, bytes]
    devices: DeviceNotes


NO_NOTES = NotesFound({}, DeviceNotes({}, frozenset(), 0, ()))


def read_notes(link: Link) -> NotesFound:
    """Read the notes on the hub, and check that this program may write there.

    Raises HubUnusable if a newer version has written there.
    """
    raw = link.hub.notes(link.secrets.journal)
    refuse_newer(link.hub, raw)
    return NotesFound(raw, read_device_notes(link.keyring, raw))


def refuse_newer(hub: Hub, raw: Mapping[str, bytes]) -> None:
    """Raise HubUnusable if what lies on the hub is of a newer version than this program."""
    form, version = _hub_versions(raw)
    if form > FORMAT or version > VERSION:
        what = f"journal version {version}, and this one knows {VERSION}"
        raise HubUnusable(
            f"the journal on {hub.shown} is of a newer care"
            f" ({what if form <= FORMAT else f'format {form}'})",
            "Upgrade caretrack; nothing was changed.",
        )


def _hub_versions(raw: Mapping[str, bytes]) -> tuple[int, int]:
    """Return the format and the version that the note of the hub says; 0 where there is none."""
    try:
        said = json.loads(raw[HUB_NOTE])
        return int(said["format"]), int(said["version"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return 0, 0


def say_version(link: Link, found: NotesFound) -> None:
    """Let older programs know on the hub that the journal is of this version now."""
    if _hub_versions(found.raw) != (FORMAT, VERSION):
        said = json.dumps({"format": FORMAT, "version": VERSION}).encode()
        link.hub.put_note(link.secrets.journal, HUB_NOTE, said)


def names_of(link: Link, notes: Mapping[str, DeviceNote]) -> dict[str, str]:
    """Return what each machine is called in an answer: who writes there, or else its name."""
    own = notes.get(link.secrets.device)
    me = own.person if own is not None else ""
    return {
        one.device: one.person if one.person and one.person != me else one.name
        for one in notes.values()
    }


def keep_devices(link: Link, found: NotesFound) -> None:
    """Keep in the journal what the notes say of the machines."""
    seen = {one.device: as_known(one) for one in found.devices.known.values()}
    known = {one.device: one for one in overview.known_devices(link.journal.db)}
    if any(known.get(device) != one for device, one in seen.items()):
        with link.journal.change(SYNC, keep_without_changes=True):
            overview.write_devices(link.journal.db, seen)


def as_known(note: DeviceNote) -> overview.KnownDevice:
    """Return a note as it is kept in the journal."""
    more = {"cursor": note.cursor, "waiting": note.waiting, "version": note.version}
    more |= {"forgot": dict(note.forgot), "shut": note.shut}
    return overview.KnownDevice(
        note.device, note.tag, note.name, note.person or None, note.at, json.dumps(more)
    )


def settle_who_we_are(
    link: Link, found: NotesFound, tell: Callable[[str], None]
) -> tuple[Link, NotesFound]:
    """Take keys that were turned over; find out whether this journal is a copy, was moved, or the
    hub was wiped; and act on it. Return the notes as the keys of now read them. Raises ShutOut.
    """

    def read_again() -> None:
        with link.journal.change(SYNC, keep_without_changes=True):
            state.write(link.journal.db, cursor="")

    met = meet(link.hub, link.secrets, found.raw, datetime.now(UTC), read_again)
    link = link._replace(secrets=met.secrets, keyring=met.ring)
    found = found._replace(devices=met.devices)
    secrets, journal = met.secrets, link.journal
    at, place = state.read(journal.db), real_place(journal.place or "")
    own = met.devices.known.get(at.device)
    is_what = identify(
        device=at.device,
        counter=at.counter,
        keys_of=secrets.device,
        same_place=place == secrets.place,
        old_place_is_there=place != secrets.place and _is_journal(secrets.place),
        marks=frozenset({at.mark, at.pending} - {""}),
        noted=(own.counter, own.mark) if own is not None else None,
    )
    if is_what is Identity.COPY:
        old = secrets.name
        named = secrets._replace(name=unlike_others(old, met.devices))
        tell(
            "this journal is a copy of one that is synced too, or a backup of it: it goes on as a "
            f"machine of its own, {named.name}"
        )
        tell(f"if {old} is no more, take it off: care sync leave --device {shlex.quote(old)}")
        link = link._replace(secrets=named)
        return _become_another(link, new_id(), free_tag(met.devices)), found
    # The keys say another tag if the journal was to take it, and was killed.
    if met.tag_taken or secrets.tag != at.tag:
        tag = free_tag(met.devices) if met.tag_taken else secrets.tag
        link = _become_another(link, secrets.device, tag)
    if is_what is Identity.MOVED:
        link = link._replace(secrets=link.secrets._replace(place=place))
        write_secrets(link.secrets)
    if is_what is Identity.HUB_BEHIND:
        tell("the hub was wiped, or restored from a backup: everything is offered to it again")
        offer_again(link)
    else:
        _read_again_for_twins(link, met.devices.known)
    return link, found


def _read_again_for_twins(link: Link, known: Mapping[str, DeviceNote]) -> None:
    """Read the hub from its start, and offer everything, once for each machine that was this one.

    Some of what it sent is under the name of this one, and was passed over.
    """
    at = state.read(link.journal.db)
    twins = {one.device for one in known.values() if one.was == at.device}
    if twins - set(at.twins.split()):
        with link.journal.change(SYNC, keep_without_changes=True):
            all_of_them = " ".join(sorted(twins | set(at.twins.split())))
            state.write(link.journal.db, cursor="", twins=all_of_them)
            # It may have folded away what was sent from here, without having merged it.
            units.offer_everything(link.journal.db)


def offer_again(link: Link) -> None:
    """Offer everything to the hub, and read it from its start."""
    with link.journal.change(SYNC, keep_without_changes=True):
        units.offer_everything(link.journal.db)
        forgotten.offer_again(link.journal.db)
        state.write(link.journal.db, cursor="")


def _become_another(link: Link, device: str, tag: int) -> Link:
    """Go on as another machine, or as the same with another tag: the keys first."""
    secrets, journal = link.secrets, link.journal
    if device == secrets.device:
        secrets = secrets._replace(tag=tag)
    else:
        secrets = with_new_device(secrets, device, tag, real_place(journal.place or ""))
    write_secrets(secrets)
    with journal.change(SYNC, keep_without_changes=True):
        # What was changed before is stamped under the old tag.
        collect(journal)
        if device == link.secrets.device:
            state.write(journal.db, tag=tag)
        else:
            start.take_new_device(journal, device, tag)
            # Whoever keeps the old name may have folded what was sent under it from here.
            units.offer_everything(journal.db)
    return link._replace(secrets=secrets, keyring=keyring_of(secrets))


def _is_journal(place: str) -> bool:
    try:
        return read_header(place) is not None
    except Exception:  # whatever lies there, it is no journal of ours
        return False


def leave_own_note(
    link: Link, person: str, forgot: Mapping[str, str], *, whole: bool = True
) -> None:
    """Write the note of this machine; `whole` if the exchange is, and nothing is sent after it."""
    secrets, db = link.secrets, link.journal.db
    with link.journal.change(SYNC, keep_without_changes=True):
        counter, mark = start.begin_note(link.journal)
    note = DeviceNote(
        device=secrets.device,
        name=secrets.name,
        tag=secrets.tag,
        counter=counter,
        at=now(),
        public=secrets.public,
        cursor=state.read(db).cursor,
        waiting=overview.count_waiting(db).number,
        version=VERSION,
        person=person,
        forgot=forgot,
        mark=mark,
        was=state.read(db).was,
    )
    link.hub.put_note(secrets.journal, note_name(secrets.device), encode(link.keyring, note))
    with link.journal.change(SYNC, keep_without_changes=True):
        start.note_arrived(link.journal, counter, mark, whole=whole)
