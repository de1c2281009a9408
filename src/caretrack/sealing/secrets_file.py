"""What only this machine may know of a journal that is synced: one file, for its owner alone.

It lies in the folder `sync` beside the config file, by the id of the journal, and never in the
journal: who is given a copy of the journal or a backup gets no key with it.
"""

import json
import os
import re
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from caretrack.disk import new_private_file, private_folder, read_plain, replace_synced, sync_folder
from caretrack.errors import CareError, cannot_write
from caretrack.settings.places import config_path
from caretrack.temporary import temporary_file

FORMAT = 1
_LARGEST = 1024 * 1024
_KEY = 32
_JOIN_AGAIN = (
    "Get an invitation on another machine (`care sync invite`), and `care sync join` here."
)


class SecretsUnusable(CareError):
    """The file with the keys is missing or damaged, or others can read it: exit code 5."""

    exit_code = 5


class Secrets(NamedTuple):
    """The keys and names of one journal on this machine.

    `place` is the real path of the journal that they belong to. The first of `keys` seals; those
    after it open what is older. `peers` are the public keys of the other machines, as they were
    first seen; `shut` are the machines that were shut out. `invited` are the notes of invitations
    that were made here, each with the instant (UTC) until which it can be used.
    """

    journal: str
    hub: str
    device: str
    tag: int
    name: str
    place: str
    keys: tuple[bytes, ...]
    naming: bytes
    public: bytes
    secret: bytes
    peers: Mapping[str, bytes] = {}
    shut: tuple[str, ...] = ()
    invited: Mapping[str, str] = {}

    def __repr__(self) -> str:
        """Say whose they are, and none of them."""
        return f"Secrets(journal={self.journal!r}, device={self.device!r})"


def secrets_path(journal: str, device: str = "") -> Path:
    """Return the file with the secrets of a journal.

    A copy on the same machine has a file of its own, with its `device` in the name. Raises
    SecretsUnusable for what is no id.
    """
    for word in (journal, *filter(None, [device])):
        if not re.fullmatch(r"[0-9A-Za-z]{1,64}", word):
            raise SecretsUnusable(f"'{word[:40]}' is not the id of a journal", _JOIN_AGAIN)
    name = f"{journal}-{device}" if device else journal
    return config_path().parent / "sync" / f"{name}.json"


def read_secrets(
    journal: str, tell: Callable[[str], None] | None = None, device: str = ""
) -> Secrets:
    """Return the secrets of a journal, of a copy of it those of its own `device` where it has any.

    A file or folder that others could read is closed to them, and `tell` is handed a line of it.
    Raises SecretsUnusable if there is none, if it is damaged, or if it cannot be closed.
    """
    path = secrets_path(journal, device)
    if not os.path.lexists(path):
        path = secrets_path(journal)
    try:
        opened = [_close(place) for place in (path.parent, path)]
        data = read_plain(path) if path.stat().st_size <= _LARGEST else b""
    except FileNotFoundError as error:
        raise SecretsUnusable(f"the keys of this journal are missing: {path}", _JOIN_AGAIN) from (
            error
        )
    except OSError as error:
        raise SecretsUnusable(
            f"the keys cannot be read: {path}: {error.strerror}", "Check who may read it."
        ) from error
    if any(opened) and tell is not None:
        tell(f"{path} could be read by others; it is closed to them now.")
    try:
        secrets = _decoded(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SecretsUnusable(f"the file with the keys is damaged: {path}", _JOIN_AGAIN) from error
    if secrets.journal != journal:
        raise SecretsUnusable(f"the keys in {path} are of another journal", _JOIN_AGAIN)
    return secrets


def write_secrets(secrets: Secrets) -> Path:
    """Write the secrets, all of them or none, for their owner alone. Raises CareError."""
    path = _path_for(secrets)
    try:
        private_folder(path.parent)
        _close(path.parent)
        with temporary_file(path) as part:
            with new_private_file(part) as file:
                file.write(_encoded(secrets))
            replace_synced(part, path)
    except OSError as error:
        raise cannot_write(path, error) from error
    return path


def remove_secrets(journal: str, device: str = "") -> None:
    """Take the secrets of a journal off this machine, of a copy only its own.

    Nothing happens if there are none. Raises CareError.
    """
    path = secrets_path(journal, device)
    if not os.path.lexists(path):
        path = secrets_path(journal)
        with suppress(SecretsUnusable):
            if device and read_secrets(journal).device != device:
                return
    try:
        path.unlink(missing_ok=True)
        with suppress(OSError):
            sync_folder(path.parent)
            path.parent.rmdir()
    except OSError as error:
        raise cannot_write(path, error) from error


def _path_for(secrets: Secrets) -> Path:
    """Return the file to write: that of the journal, unless another copy of it here has it."""
    own, usual = (secrets_path(secrets.journal, device) for device in (secrets.device, ""))
    if os.path.lexists(own):
        return own
    try:
        there = read_secrets(secrets.journal)
    except SecretsUnusable:
        return usual
    is_free = there.device == secrets.device or there.place == secrets.place
    return usual if is_free or not os.path.lexists(there.place) else own


def _close(path: Path) -> bool:
    """Close a file or folder to everybody but its owner; True if it was open to others.

    Raises SecretsUnusable where it is of somebody else or cannot be closed, FileNotFoundError.
    """
    found = path.lstat()
    if path.is_symlink() or found.st_uid != os.geteuid():
        raise SecretsUnusable(
            f"{path} is {'a link' if path.is_symlink() else 'not yours'}",
            "Keys are read only from a file and folder of your own. Move it away.",
        )
    mode = stat.S_IMODE(found.st_mode)
    if not mode & 0o077:
        return False
    closed = mode & 0o700
    with suppress(OSError):
        path.chmod(closed)
    if stat.S_IMODE(path.lstat().st_mode) & 0o077:
        raise SecretsUnusable(
            f"others can read {path}, and it cannot be closed to them",
            "Put the config on a disk that keeps permissions: $CARE_CONFIG.",
        )
    return True


def _encoded(secrets: Secrets) -> bytes:
    value = {
        "format": FORMAT,
        **secrets._asdict(),
        "keys": [key.hex() for key in secrets.keys],
        **{name: getattr(secrets, name).hex() for name in ("naming", "public", "secret")},
        "peers": {device: public.hex() for device, public in secrets.peers.items()},
        "invited": dict(secrets.invited),
    }
    return json.dumps(value, indent=2).encode() + b"\n"


def _decoded(value: Any) -> Secrets:
    """Return what a file says. Raises ValueError, KeyError or TypeError if it is not of ours."""
    if value["format"] != FORMAT:
        raise ValueError("another format")
    texts = {name: value[name] for name in ("journal", "hub", "device", "name", "place")}
    keys = tuple(_key(text) for text in value["keys"])
    if not keys or not all(isinstance(text, str) for text in texts.values()):
        raise ValueError("no keys")
    tag = value["tag"]
    if type(tag) is not int or not 1 <= tag <= 4095:
        raise ValueError("no tag")
    return Secrets(
        **texts,
        tag=tag,
        keys=keys,
        naming=_key(value["naming"]),
        public=_key(value["public"]),
        secret=_key(value["secret"]),
        peers={str(device): _key(public) for device, public in value["peers"].items()},
        shut=tuple(map(str, value["shut"])),
        invited={str(note): str(until) for note, until in value.get("invited", {}).items()},
    )


def _key(text: Any) -> bytes:
    key = bytes.fromhex(text)
    if len(key) != _KEY:
        raise ValueError("no key")
    return key
