"""Whether a journal is the one that a device synced last, or a copy of it.

Each sync counts one up, first in the journal, then in the note of the device on the hub. So a
journal that is alone has the count of its note. A sync that was killed between the two leaves the
hub one behind, which costs an offer of everything and nothing else.
"""

from enum import Enum


class Identity(Enum):
    """What a journal is, and so what its next sync begins with."""

    # The one of its device, and the hub as it was left.
    SAME = "same"
    # The one of its device, at another place; its old place is empty.
    MOVED = "moved"
    # The hub was wiped or restored: everything is offered to it again, and read from its start.
    HUB_BEHIND = "hub behind"
    # A copy of the journal, or an older state of it: it takes a device of its own.
    COPY = "copy"


def identify(
    *,
    device: str,
    counter: int,
    keys_of: str,
    same_place: bool,
    old_place_is_there: bool,
    noted: int | None,
) -> Identity:
    """Say what a journal is.

    `device` and `counter` stand in the journal; `keys_of` is the device of the secrets file, which
    also says at which place the journal lay; `noted` is the count on the hub, None for no note.
    """
    if device != keys_of or (not same_place and old_place_is_there):
        return Identity.COPY
    if noted is not None and noted > counter:
        return Identity.COPY
    if (noted or 0) < counter:
        return Identity.HUB_BEHIND
    return Identity.SAME if same_place else Identity.MOVED
