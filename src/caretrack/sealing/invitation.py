"""Invitations: what a new machine is handed, and the short code that opens it.

A code is 16 characters, of which 15 are random (75 bits) and the last one tells a slip of the
finger. Whoever runs the hub has the sealed invitation and could try codes at leisure, so a code is
not used as it is: argon2id makes both the name of the note and its key of it, and takes a tenth of
a second and 64 MB for each try. 2^75 tries are out of reach then, and 16 characters can be read out
on the phone.
"""

import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from caretrack.errors import WrongUsage
from caretrack.sealing.keyring import KEY, LARGEST, NotOurs, TooNew
from caretrack.sealing.sodium import failures, sodium

FORMAT = 1
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_GROUP, _GROUPS = 4, 4
_LENGTH = _GROUP * _GROUPS
# Argon2id: how often it goes over its memory, and how much memory that is.
_PASSES, _MEMORY = 3, 64 * 1024 * 1024
_SALT = b"care invitation\0"
_NAME, _NONCE = 16, 24


class Invitation(NamedTuple):
    """What a new machine needs of a journal, but the password of the hub.

    `note` is the name of the note on the hub that is there until the invitation was used; `hub` is
    the address without its password; `tag` a tag that no machine had then.
    """

    journal: str
    hub: str
    keys: tuple[bytes, ...]
    naming: bytes
    peers: Mapping[str, bytes]
    shut: tuple[str, ...]
    tag: int
    until: datetime
    note: str = ""


def new_code() -> str:
    """Return a new code: four groups of four characters."""
    noise = int.from_bytes(os.urandom(10), "big")
    word = "".join(_ALPHABET[noise >> 5 * place & 31] for place in range(_LENGTH - 1))
    word += _last_letter(word)
    return "-".join(word[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP)).upper()


def read_code(typed: str) -> str:
    """Return a code as it is used, however it was typed. Raises WrongUsage for what is none."""
    word = re.sub(r"[\s–—‑-]", "", typed).lower().translate(str.maketrans("oil", "011"))
    if len(word) != _LENGTH or not set(word) <= set(_ALPHABET):
        raise WrongUsage(
            f"'{typed.strip()[:40]}' is not the code of an invitation",
            f"A code is {_GROUPS} groups of {_GROUP} letters and digits; `care sync invite` "
            "makes one.",
        )
    if word[-1] != _last_letter(word[:-1]):
        raise WrongUsage("the code was mistyped", "One of its characters is another one.")
    return word


def named_by(code: str) -> tuple[str, bytes]:
    """Return the name of the note on the hub and its key, of a code as `read_code` returns it."""
    calls = sodium()
    made: bytes = calls.crypto_pwhash_alg(
        _NAME + KEY, code.encode(), _SALT, _PASSES, _MEMORY, calls.crypto_pwhash_ALG_ARGON2ID13
    )
    return f"invite/{made[:_NAME].hex()}", made[_NAME:]


def seal_by_code(plain: bytes, key: bytes) -> bytes:
    """Return the body of a note that the key of a code opens."""
    nonce = os.urandom(_NONCE)
    sealed: bytes = sodium().crypto_secretbox(plain, nonce, key)
    return bytes([FORMAT]) + nonce + sealed


def open_by_code(body: bytes, key: bytes) -> bytes:
    """Return what `seal_by_code` sealed. Raises NotOurs."""
    if not 1 + _NONCE < len(body) <= LARGEST:
        raise NotOurs("it is too short or too long to be an invitation")
    if body[0] > FORMAT:
        raise TooNew("the invitation is of a later version", "Install that version.")
    try:
        plain: bytes = sodium().crypto_secretbox_open(body[1 + _NONCE :], body[1 : 1 + _NONCE], key)
    except failures() as error:
        raise NotOurs("the invitation was changed") from error
    return plain


def encoded(invitation: Invitation) -> bytes:
    """Return an invitation as the bytes that are sealed."""
    value = {
        **invitation._asdict(),
        "format": FORMAT,
        "keys": [key.hex() for key in invitation.keys],
        "naming": invitation.naming.hex(),
        "peers": {device: public.hex() for device, public in invitation.peers.items()},
        "until": invitation.until.astimezone(UTC).isoformat(timespec="seconds"),
    }
    return json.dumps(value).encode()


def decoded(data: bytes) -> Invitation:
    """Return an invitation out of its bytes. Raises NotOurs; TooNew for a later format."""
    try:
        value = json.loads(data)
        if type(value["format"]) is int and value["format"] > FORMAT:
            raise TooNew("the invitation is of a later version", "Install that version.")
        return _read(value)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotOurs("this is no invitation") from error


def _read(value: Any) -> Invitation:
    texts = {name: value[name] for name in ("journal", "hub", "note")}
    keys, naming = [bytes.fromhex(key) for key in value["keys"]], bytes.fromhex(value["naming"])
    peers = {str(device): bytes.fromhex(key) for device, key in value["peers"].items()}
    tag, until = value["tag"], datetime.fromisoformat(value["until"])
    if (
        not keys
        or not all(isinstance(text, str) for text in texts.values())
        or any(len(key) != KEY for key in (*keys, naming, *peers.values()))
        or type(tag) is not int
        or until.tzinfo is None
    ):
        raise ValueError("not an invitation")
    shut = tuple(map(str, value["shut"]))
    return Invitation(
        **texts, keys=tuple(keys), naming=naming, peers=peers, shut=shut, tag=tag, until=until
    )


def _last_letter(word: str) -> str:
    return _ALPHABET[blake2b(word.encode(), person=b"care code", digest_size=1).digest()[0] & 31]
