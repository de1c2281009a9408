"""New keys, and how the secrets of a journal make its keyring."""

import os
from collections.abc import Iterable
from pathlib import Path

from caretrack.disk import real_place
from caretrack.sealing.keyring import KEY, Keyring
from caretrack.sealing.secrets_file import Secrets
from caretrack.sealing.sodium import sodium

# How many bytes of a key are its number.
_NUMBER = 2


def new_secrets(
    journal: str, hub: str, device: str, tag: int, name: str, place: "str | Path"
) -> Secrets:
    """Return the secrets of a journal that is synced for the first time, with keys of its own."""
    public, secret = new_pair()
    return Secrets(
        journal=journal,
        hub=hub,
        device=device,
        tag=tag,
        name=name,
        place=real_place(place),
        keys=(new_key(),),
        naming=os.urandom(KEY),
        public=public,
        secret=secret,
    )


def with_new_device(secrets: Secrets, device: str, tag: int, place: "str | Path") -> Secrets:
    """Return the secrets of a copied journal: the same keys, another device with its own pair."""
    public, secret = new_pair()
    return secrets._replace(
        device=device, tag=tag, place=real_place(place), public=public, secret=secret
    )


def keyring_of(secrets: Secrets) -> Keyring:
    """Return the keyring of these secrets."""
    return Keyring(secrets.journal, secrets.keys, secrets.naming)


def new_key(before: Iterable[bytes] = ()) -> bytes:
    """Return a new key, after those that there were `before`.

    It begins with its number, 240 bits are random: so all machines put keys in the same order, the
    newest first, whichever they were handed last.
    """
    number = max((int.from_bytes(key[:_NUMBER], "big") for key in before), default=0) + 1
    return min(number, 0xFFFF).to_bytes(_NUMBER, "big") + os.urandom(KEY - _NUMBER)


def in_order(keys: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return keys in the order in which a keyring takes them: the newest first."""
    return tuple(sorted(set(keys), reverse=True))


def new_pair() -> tuple[bytes, bytes]:
    """Return the public and the secret key of a new device."""
    public, secret = sodium().crypto_box_keypair()
    return public, secret
