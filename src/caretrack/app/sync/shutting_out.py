"""Shut a machine out of a journal: the others get a new key, which it does not get.

What it had it still has, and it knows the way to the hub: until the password there is changed it
can put things on the hub, take things away, and say things under the old keys. It reads nothing
that is sent from then on.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from caretrack.app.sync.device_note import (
    DeviceNote,
    DeviceNotes,
    encode,
    note_name,
    read_device_notes,
)
from caretrack.app.sync.key_notes import hand_out, key_note_name, names_for
from caretrack.errors import CareError, NothingFound, SeveralFound, WrongUsage
from caretrack.hubs.hub import Hub
from caretrack.sealing.keys import in_order, keyring_of, new_key
from caretrack.sealing.secrets_file import Secrets, remove_secrets, write_secrets

# What is said to whoever has shut a machine out.
WHAT_IT_STILL_CAN = (
    "It keeps what it had, and it knows the way to the hub: change the password there."
)


def find_device(devices: DeviceNotes, named: str) -> DeviceNote:
    """Return the one device with this name, or whose id begins so.

    Raises NothingFound and SeveralFound.
    """
    low = named.strip().casefold()
    those = [
        note
        for note in devices.known.values()
        if low and not note.shut and (note.name.casefold() == low or note.device.startswith(low))
    ]
    if not those:
        raise NothingFound(
            f"no machine is called '{named.strip()[:40]}'", "`care sync status` shows them."
        )
    if len(those) > 1:
        shown = ", ".join(f"{note.device} ({note.name})" for note in those)
        raise SeveralFound(f"{len(those)} machines are called so", f"Name its id: {shown}.")
    return those[0]


def shut_out(
    hub: Hub, secrets: Secrets, notes: Mapping[str, bytes], device: str, at: datetime
) -> Secrets:
    """Shut a device out, and return the secrets with the new key, which are written.

    `notes` are those of the hub; what is killed in the midst is carried on by the next sync of any
    machine. Raises WrongUsage for this machine, CareError for one that was shut out before.
    """
    if device == secrets.device:
        raise WrongUsage("that is this machine", "`care sync leave` leaves from here.")
    devices = read_device_notes(keyring_of(secrets), notes)
    if device in secrets.shut:
        raise CareError("that machine was shut out before", "`care sync status` shows them.")
    secrets = with_peers(secrets, devices)
    secrets = secrets._replace(shut=tuple(sorted({*secrets.shut, device})))
    secrets = turn(hub, secrets, devices)
    mark_shut(hub, secrets, devices, at)
    return secrets


def mark_shut(hub: Hub, secrets: Secrets, devices: DeviceNotes, at: datetime) -> None:
    """Tell devices that they were shut out, and mark their notes, where that is still to be done.

    The note of one that goes on writing is marked again by the next sync of any other.
    """
    instant = at.astimezone(UTC).isoformat(timespec="seconds")
    for device in secrets.shut:
        out = devices.known.get(device)
        if out is not None and not out.shut:
            public = secrets.peers.get(device, out.public)
            hand_out(hub, secrets, {device: public}, ())
            marked = encode(keyring_of(secrets), out._replace(shut=instant))
            hub.put_note(secrets.journal, note_name(device), marked)


def turn(hub: Hub, secrets: Secrets, devices: DeviceNotes) -> Secrets:
    """Turn the keys over: hand a new one to every device that was not shut out.

    First this machine gets it, as the others do, so that it has it if it is killed now.
    """
    secrets = secrets._replace(keys=in_order([new_key(secrets.keys), *secrets.keys]))
    peers = members(secrets)
    everybody = [secrets.device, *peers]
    hand_out(hub, secrets, {secrets.device: secrets.public}, everybody)
    there = {device: public for device, public in peers.items() if device in devices.known}
    hand_out(hub, secrets, there, everybody)
    # An invitation holds the old keys.
    for invited in secrets.invited:
        hub.drop_note("", invited)
    secrets = secrets._replace(invited={})
    write_secrets(secrets)
    own = devices.known.get(secrets.device)
    if own is not None:
        hub.put_note(secrets.journal, note_name(own.device), encode(keyring_of(secrets), own))
    hub.drop_note(secrets.journal, key_note_name(secrets.device, secrets.device))
    return secrets


def members(secrets: Secrets) -> dict[str, bytes]:
    """Return the other devices that were not shut out, with their public keys."""
    return {
        device: public
        for device, public in secrets.peers.items()
        if device not in secrets.shut and device != secrets.device
    }


def with_peers(secrets: Secrets, devices: DeviceNotes) -> Secrets:
    """Return the secrets with the public keys of devices that were not known before.

    Only a note that is sealed with the newest key makes a device known; a key that is known stays.
    """
    new = {
        device: devices.known[device].public
        for device in devices.current
        if device != secrets.device and device not in secrets.shut
    }
    return secrets._replace(peers={**new, **secrets.peers})


def leave_hub(hub: Hub, secrets: Secrets) -> None:
    """Take what this machine said of itself off the hub, and its invitations."""
    for name in names_for(secrets.device, hub.notes(secrets.journal)):
        hub.drop_note(secrets.journal, name)
    for invited in secrets.invited:
        hub.drop_note("", invited)
    hub.drop_note(secrets.journal, note_name(secrets.device))


def forget_keys(secrets: Secrets) -> None:
    """Take the keys of this machine away. Raises CareError."""
    remove_secrets(secrets.journal, secrets.device)
