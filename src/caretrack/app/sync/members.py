"""Who takes part: what a sync does about keys and machines, once it has read the notes."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from caretrack.app.sync.device_note import (
    DeviceNote,
    DeviceNotes,
    encode,
    note_name,
    read_device_notes,
)
from caretrack.app.sync.key_notes import hand_out, key_note_name, take_keys
from caretrack.app.sync.shutting_out import mark_shut, members, turn, with_peers
from caretrack.errors import CareError
from caretrack.hubs.hub import Hub
from caretrack.sealing.keyring import Keyring
from caretrack.sealing.keys import keyring_of
from caretrack.sealing.secrets_file import Secrets, write_secrets


class ShutOut(CareError):
    """This machine was shut out, or the keys were turned over without it: exit code 5."""

    exit_code = 5


class Met(NamedTuple):
    """The secrets as they are now, written; their keyring; and the notes of the devices.

    `turned` is true if keys came. `tag_taken` is true if another device has the tag of this one,
    and keeps it.
    """

    secrets: Secrets
    ring: Keyring
    devices: DeviceNotes
    turned: bool
    tag_taken: bool


def meet(
    hub: Hub,
    secrets: Secrets,
    notes: Mapping[str, bytes],
    at: datetime,
    read_again: Callable[[], None] = lambda: None,
) -> Met:
    """Take keys that were turned over, get to know new devices, hand keys on to who lacks them.

    `read_again` is called before new keys are written: what is sealed with them may have been
    passed over, so the hub has to be read from its start. Who is killed in between does so again.
    Raises ShutOut; the journal and what waits in it stay as they are.
    """
    taken = take_keys(secrets, notes)
    if taken.shut_by:
        raise _shut_out(secrets, notes, taken.shut_by)
    now = taken.secrets
    ring = keyring_of(now)
    devices = read_device_notes(ring, notes)
    others = devices.current - {now.device}
    # Not because of a note that anybody may have put there.
    if not others and set(devices.locked) & set(members(now)):
        if now.device not in devices.known:
            _ask_for_keys(hub, now, at)
        raise ShutOut(
            "the keys were turned over, and this machine has not been handed the new one",
            "Sync on another machine, and then here; or ask for an invitation and join again.",
        )
    now = with_peers(now, devices)
    late = [name for name, until in now.invited.items() if _is_past(until, at)]
    for name in late:
        hub.drop_note("", name)
    now = now._replace(invited={k: v for k, v in now.invited.items() if k not in late})
    if now.keys != secrets.keys:
        read_again()
    if now != secrets:
        write_secrets(now)
    for name in taken.notes:
        hub.drop_note(now.journal, name)
    if taken.leaked:
        now = turn(hub, now, devices)
        ring = keyring_of(now)
    else:
        mark_shut(hub, now, devices, at)
        _hand_on(hub, now, devices, notes)
    return Met(now, ring, devices, now.keys != secrets.keys, _tag_is_taken(now, devices))


def _ask_for_keys(hub: Hub, secrets: Secrets, at: datetime) -> None:
    """Leave a note under the old key: whoever knows this machine hands the new one on then.

    That is for a machine whose keys were put back from a backup: it had the new one, and its own
    note says so. It has counted nothing, and so offers everything again.
    """
    note = DeviceNote(
        device=secrets.device,
        name=secrets.name,
        tag=secrets.tag,
        counter=0,
        at=at.astimezone(UTC).isoformat(timespec="seconds"),
        public=secrets.public,
    )
    hub.put_note(secrets.journal, note_name(note.device), encode(keyring_of(secrets), note))


def _hand_on(hub: Hub, secrets: Secrets, devices: DeviceNotes, notes: Mapping[str, bytes]) -> None:
    """Hand the keys to every device whose note is sealed with an older one."""
    peers = members(secrets)
    lacking = {
        device: peers[device]
        for device in devices.known
        if device in peers
        and device not in devices.current
        and key_note_name(device, secrets.device) not in notes
    }
    if lacking:
        hand_out(hub, secrets, lacking, [secrets.device, *peers])


def _shut_out(secrets: Secrets, notes: Mapping[str, bytes], by: str) -> ShutOut:
    others = read_device_notes(keyring_of(secrets), notes).known
    who = f" by {others[by].name}" if by in others and others[by].name else ""
    return ShutOut(
        f"this machine was shut out of the journal{who}",
        "What is in it stays here. `care sync leave` ends the sharing; an invitation lets it in.",
    )


def _tag_is_taken(secrets: Secrets, devices: DeviceNotes) -> bool:
    return any(
        note.tag == secrets.tag and note.device < secrets.device and not note.shut
        for note in devices.known.values()
    )


def _is_past(until: str, at: datetime) -> bool:
    try:
        return datetime.fromisoformat(until).astimezone(UTC) < at
    except ValueError:
        return True
