"""What each device tells the others: a note on the hub, sealed."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from caretrack.domain.sync.units import is_half_a_character
from caretrack.sealing.keyring import Keyring, NotOurs, OtherKey

OF_DEVICES = "device/"
_LONGEST_NAME = 200


class DeviceNote(NamedTuple):
    """What a device says of itself at the end of each sync.

    `waiting` is how many of its changes wait there, `forgot` what it has erased (by the opaque name
    of the person, when); `public` is its public key. `shut` is when it was shut out, else "".
    `counter` and `mark` say which note it is; `was` is the device whose copy this one is, else "".
    """

    device: str
    name: str
    tag: int
    counter: int
    at: str
    public: bytes
    cursor: str = ""
    waiting: int = 0
    version: int = 0
    person: str = ""
    forgot: Mapping[str, str] = {}
    shut: str = ""
    mark: str = ""
    was: str = ""


class DeviceNotes(NamedTuple):
    """The notes of all devices, by device; how many were garbage, and whose key is missing here.

    `current` are those that are sealed with the key that seals now.
    """

    known: dict[str, DeviceNote]
    current: frozenset[str]
    garbage: int
    locked: tuple[str, ...]


def note_name(device: str) -> str:
    """Return the name of the note of a device."""
    return OF_DEVICES + device


def encode(ring: Keyring, note: DeviceNote) -> bytes:
    """Return the note as it lies on the hub."""
    value = {**note._asdict(), "public": note.public.hex(), "forgot": dict(note.forgot)}
    return ring.seal(note_name(note.device), json.dumps(value).encode())


def decode(ring: Keyring, name: str, body: bytes) -> DeviceNote:
    """Return the note that lies on the hub under this name. Raises NotOurs."""
    plain = ring.open(name, body)
    try:
        note = _read(json.loads(plain))
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as error:
        raise NotOurs("it is not the note of a device") from error
    if note_name(note.device) != name:
        raise NotOurs("it is the note of another device")
    return note


def read_device_notes(ring: Keyring, notes: Mapping[str, bytes]) -> DeviceNotes:
    """Return the notes of the devices among all notes of a journal; garbage is only counted."""
    known: dict[str, DeviceNote] = {}
    current, locked, garbage = set(), [], 0
    for name, body in notes.items():
        if not name.startswith(OF_DEVICES):
            continue
        try:
            note = decode(ring, name, body)
        except OtherKey:
            locked.append(name.removeprefix(OF_DEVICES))
        except NotOurs:
            garbage += 1
        else:
            known[note.device] = note
            if ring.is_current(body):
                current.add(note.device)
    return DeviceNotes(known, frozenset(current), garbage, tuple(locked))


def unlike_others(name: str, devices: DeviceNotes) -> str:
    """Return a name for a machine: with a number, where another one is called so already."""
    taken = {one.name.casefold() for one in devices.known.values()}
    number = 1
    while (numbered := name if number == 1 else f"{name}-{number}").casefold() in taken:
        number += 1
    return numbered


def _read(value: Any) -> DeviceNote:
    """Return what the object says; what a later version adds is passed over."""
    texts = {
        name: value.get(name, "")
        for name in ("device", "name", "at", "cursor", "person", "shut", "mark", "was")
    }
    numbers = {name: value.get(name, 0) for name in ("tag", "counter", "waiting", "version")}
    public, forgot = bytes.fromhex(value["public"]), value.get("forgot", {})
    if (
        not all(isinstance(text, str) for text in (*texts.values(), *forgot, *forgot.values()))
        or not all(type(number) is int and 0 <= number < 2**53 for number in numbers.values())
        or not texts["device"]
        or not 1 <= numbers["tag"] <= 4095
        or len(public) != 32
        or is_half_a_character([texts, forgot])
    ):
        raise ValueError("not a note")
    datetime.fromisoformat(texts["at"]).astimezone(UTC)
    # Nobody is called so: it would fill a screen.
    texts |= {name: texts[name][:_LONGEST_NAME] for name in ("name", "person")}
    return DeviceNote(**texts, **numbers, public=public, forgot=dict(forgot))
