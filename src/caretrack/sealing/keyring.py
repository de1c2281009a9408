"""The keys of a journal: they name its rows for the hub, seal what is sent, and open what comes.

A sealed body is a format byte, the mark of its key, a nonce, and what XChaCha20-Poly1305 makes of
the plain one. Format, mark, journal and row are bound to it: a body that was moved to another row,
another journal or another key does not open. The nonce is a keyed hash of the row and the plain
body, so equal bodies are equal sealed ones, and no two others share a nonce.
"""

from collections.abc import Sequence
from hashlib import blake2b
from struct import Struct

from caretrack.errors import CareError
from caretrack.sealing.sodium import failures, sodium

# What a sealed body of today begins with. A later format has a higher byte.
FORMAT = 1
KEY = 32
_MARK, _NONCE, _TAG = 8, 24, 16
# Format byte, mark, nonce and tag: how much longer a sealed body is than a plain one.
OVERHEAD = 1 + _MARK + _NONCE + _TAG
# Hubs take no larger one, and none is opened.
LARGEST = 16 * 1024 * 1024
_LENGTH = Struct(">I").pack


class NotOurs(CareError):
    """A body that none of our keys opens: garbage, cut short, moved, or of somebody else."""


class OtherKey(NotOurs):
    """A body that is sealed with a key which this machine does not have, or does not have yet."""


class TooNew(NotOurs):
    """A body in the format of a later version."""


class Keyring:
    """All keys of one journal. The first one seals, every one opens; the naming key never changes.

    Raises CareError without PyNaCl; ValueError for keys of another length.
    """

    def __init__(self, journal: str, keys: Sequence[bytes], naming: bytes) -> None:
        """Work out once what each call needs."""
        if not keys or any(len(key) != KEY for key in (*keys, naming)):
            raise ValueError(f"a key is {KEY} bytes long")
        calls = sodium()
        self._encrypt = calls.crypto_aead_xchacha20poly1305_ietf_encrypt
        self._decrypt = calls.crypto_aead_xchacha20poly1305_ietf_decrypt
        self._failures = failures()
        self.journal = journal
        self._journal = _measured(journal.encode("utf-8", "surrogatepass"))
        self._rows = _derived(naming, b"care row", 16)
        self._ids = _derived(naming, b"care op", 16)
        self._keys = {key_mark(key): _secret(key, b"care seal") for key in keys}
        self._mark = key_mark(keys[0])
        self._head = bytes([FORMAT]) + self._mark
        self._nonces = _derived(keys[0], b"care nonce", _NONCE)

    def row_name(self, unit: str) -> str:
        """Return the name of a unit on the hub: 32 hex digits that say nothing of it."""
        named = self._rows.copy()
        named.update(unit.encode("utf-8", "surrogatepass"))
        return named.hexdigest()

    def op_id(self, row: str, plain: bytes) -> str:
        """Return the id of a body: 32 hex digits, the same for the same row and body."""
        named = self._ids.copy()
        named.update(_measured(row.encode("utf-8", "surrogatepass")))
        named.update(plain)
        return named.hexdigest()

    def seal(self, row: str, plain: bytes) -> bytes:
        """Return the body sealed for this row: the same each time.

        Raises CareError for one that is too large.
        """
        if len(plain) > LARGEST - OVERHEAD:
            raise CareError(
                f"an entry of {len(plain) / 1024 / 1024:.0f} MB is too large to be sent",
                f"Make it shorter than {LARGEST // 1024 // 1024} MB.",
            )
        named = _measured(row.encode("utf-8", "surrogatepass"))
        nonces = self._nonces.copy()
        nonces.update(named)
        nonces.update(plain)
        nonce = nonces.digest()
        bound = self._head + self._journal + named
        sealed: bytes = self._encrypt(plain, bound, nonce, self._keys[self._mark])
        return self._head + nonce + sealed

    def open(self, row: str, sealed: bytes) -> bytes:
        """Return the plain body that was sealed for this row.

        Raises NotOurs; OtherKey where a key is missing, TooNew for the format of a later version.
        """
        if not OVERHEAD <= len(sealed) <= LARGEST:
            raise NotOurs("it is too short or too long to be one of ours")
        head = sealed[: 1 + _MARK]
        if head[0] != FORMAT:
            if head[0] > FORMAT:
                raise TooNew("it is in the format of a later version", "Install that version.")
            raise NotOurs("it is in no format of ours")
        key = self._keys.get(head[1:])
        if key is None:
            raise OtherKey("it is sealed with a key that this machine does not have")
        bound = head + self._journal + _measured(row.encode("utf-8", "surrogatepass"))
        start = 1 + _MARK + _NONCE
        try:
            plain: bytes = self._decrypt(sealed[start:], bound, sealed[1 + _MARK : start], key)
        except self._failures as error:
            raise NotOurs("it was changed, moved, or made without the key") from error
        return plain

    def is_current(self, sealed: bytes) -> bool:
        """True if a body is sealed with the key that seals now, and not with one before it."""
        return sealed[: 1 + _MARK] == self._head


def key_mark(key: bytes) -> bytes:
    """Return the mark of a key: it tells keys apart, and says nothing of them."""
    return blake2b(key=key, person=b"care mark", digest_size=_MARK).digest()


def _derived(key: bytes, purpose: bytes, size: int) -> blake2b:
    """Return the beginning of a keyed hash for one purpose, to be copied."""
    return blake2b(key=key, person=purpose, digest_size=size)


def _secret(key: bytes, purpose: bytes) -> bytes:
    return _derived(key, purpose, KEY).digest()


def _measured(text: bytes) -> bytes:
    """Return a text behind its length, so that no two parts run into each other."""
    return _LENGTH(len(text)) + text
