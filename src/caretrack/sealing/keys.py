"""New keys, and how the secrets of a journal make its keyring."""

import os
from pathlib import Path

from caretrack.disk import real_place
from caretrack.sealing.keyring import KEY, Keyring
from caretrack.sealing.secrets_file import Secrets
from caretrack.sealing.sodium import sodium


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
        naming=new_key(),
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


def new_key() -> bytes:
    """Return a new key."""
    return os.urandom(KEY)


def new_pair() -> tuple[bytes, bytes]:
    """Return the public and the secret key of a new device."""
    public, secret = sodium().crypto_box_keypair()
    return public, secret
