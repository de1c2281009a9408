"""Whether a journal is the one that a device synced last, or a copy of it.

Each sync leaves a note on the hub, before it sends anything and at its end: with a count, and a
mark that nobody else can have. The journal has the mark of the last note that arrived, and of one
of which that is not known. So a journal that is alone knows the mark that it finds.
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
    marks: frozenset[str],
    keys_of: str,
    same_place: bool,
    old_place_is_there: bool,
    noted: tuple[int, str] | None,
) -> Identity:
    """Say what a journal is.

    `device`, `counter` (of the notes that arrived) and `marks` stand in the journal; `keys_of` is
    the device of the secrets file, which also says at which place the journal lay; `noted` are
    count and mark on the hub, None for no note.
    """
    if device != keys_of or (not same_place and old_place_is_there):
        return Identity.COPY
    if noted is None and counter:
        return Identity.HUB_BEHIND
    if noted is not None and noted[1] not in marks:
        return Identity.HUB_BEHIND if noted[0] < counter else Identity.COPY
    return Identity.SAME if same_place else Identity.MOVED
