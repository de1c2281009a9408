"""What one device of a journal hands to another, so that nobody else can read or have written it.

Boxes are made with the key pair of the one and the public key of the other (X25519, XSalsa20,
Poly1305): keys that were turned over do not go by the old ones, which a device that was shut out
still has.
"""

import os

from caretrack.sealing.keyring import LARGEST, NotOurs
from caretrack.sealing.sodium import failures, sodium

_NONCE = 24


def box(plain: bytes, to: bytes, secret: bytes) -> bytes:
    """Return what only the device with the public key `to` can open."""
    nonce = os.urandom(_NONCE)
    boxed: bytes = sodium().crypto_box(plain, nonce, to, secret)
    return nonce + boxed


def unbox(boxed: bytes, by: bytes, secret: bytes) -> bytes:
    """Return what the device with the public key `by` boxed for us. Raises NotOurs."""
    if len(boxed) > LARGEST:
        raise NotOurs("it is too long to be one of ours")
    try:
        plain: bytes = sodium().crypto_box_open(boxed[_NONCE:], boxed[:_NONCE], by, secret)
    except failures() as error:
        raise NotOurs("it was changed, or is not for this machine") from error
    return plain
