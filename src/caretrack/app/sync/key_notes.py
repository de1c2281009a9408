"""Keys that were turned over, on their way: a note for each machine, boxed for it alone.

The note `key/<to>/<by>` holds all keys that `by` has, in a box that only `to` opens and only `by`
can have made. `to` knows the public key of `by` from before, so nobody else can hand it a key: not
the hub, and not a machine that was shut out, which still has the old keys and the password.
"""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from caretrack.hubs.hub import Hub, HubUnusable
from caretrack.sealing.boxes import box, unbox
from caretrack.sealing.keyring import KEY, NotOurs
from caretrack.sealing.keys import in_order
from caretrack.sealing.secrets_file import Secrets

_FORMAT = 1


class Handed(NamedTuple):
    """What was handed over: the keys, who was shut out by then, and whom the keys were for."""

    keys: tuple[bytes, ...]
    shut: tuple[str, ...]
    to: tuple[str, ...]


class Taken(NamedTuple):
    """The secrets with what was handed to this machine.

    `notes` are those that were taken. `shut_by` is who shut this machine out, else "". `leaked` is
    true if a key was also handed to a machine that is shut out by now.
    """

    secrets: Secrets
    notes: tuple[str, ...]
    shut_by: str
    leaked: bool


def key_note_name(to: str, by: str) -> str:
    """Return the name of the note with keys for one device by another."""
    return f"key/{to}/{by}"


def names_for(device: str, notes: Iterable[str]) -> list[str]:
    """Return those of the names of notes that hold keys for this device."""
    return [name for name in notes if name.startswith(key_note_name(device, ""))]


def boxed_keys(secrets: Secrets, to: str, public: bytes, members: Iterable[str]) -> bytes:
    """Return the note with all keys of `secrets` for the device `to`.

    One that was shut out gets no key: the note only tells it so.
    """
    name = key_note_name(to, secrets.device)
    value = {
        "format": _FORMAT,
        "note": name,
        "keys": [] if to in secrets.shut else [key.hex() for key in secrets.keys],
        "shut": secrets.shut,
        "to": sorted(members),
    }
    return box(json.dumps(value).encode(), public, secrets.secret)


def hand_out(hub: Hub, secrets: Secrets, to: Mapping[str, bytes], members: Iterable[str]) -> None:
    """Put a note with the keys on the hub for each device (its public key), and read them back."""
    everybody = list(members)
    put = {
        key_note_name(device, secrets.device): boxed_keys(secrets, device, public, everybody)
        for device, public in to.items()
    }
    for name, body in put.items():
        hub.put_note(secrets.journal, name, body)
    there = hub.notes(secrets.journal) if put else {}
    if any(there.get(name) != body for name, body in put.items()):
        raise HubUnusable(f"{hub.shown} does not keep what it was given", "Try again later.")


def take_keys(secrets: Secrets, notes: Mapping[str, bytes]) -> Taken:
    """Take the keys that other devices, known from before, left for this one."""
    known = {**secrets.peers, secrets.device: secrets.public}
    taken, keys, shut, leaked, shut_by = [], set(secrets.keys), set(secrets.shut), False, ""
    for name in names_for(secrets.device, notes):
        by = name.rpartition("/")[2]
        if by not in known or by in secrets.shut:
            continue
        try:
            handed = _read(name, unbox(notes[name], known[by], secrets.secret))
        except NotOurs:
            continue
        taken.append(name)
        if secrets.device in handed.shut:
            shut_by = by
        if not set(handed.keys) <= keys:
            leaked |= bool(set(handed.to) & (shut | set(handed.shut)))
        keys |= set(handed.keys)
        shut |= set(handed.shut)
    newer = secrets._replace(keys=in_order(keys), shut=tuple(sorted(shut)))
    return Taken(newer, tuple(taken), shut_by, leaked)


def _read(name: str, plain: bytes) -> Handed:
    try:
        value = json.loads(plain)
        keys = tuple(bytes.fromhex(key) for key in value["keys"])
        if (
            value["format"] != _FORMAT
            or value["note"] != name
            or any(len(key) != KEY for key in keys)
        ):
            raise ValueError("not ours")
        return Handed(keys, tuple(map(str, value["shut"])), tuple(map(str, value["to"])))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotOurs("it holds no keys") from error
