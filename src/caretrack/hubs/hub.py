"""What every hub does, whatever engine is behind it, and what can go wrong with one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from caretrack.errors import CareError

T = TypeVar("T")

# The largest body that a hub takes, and how much of bodies a page holds: what comes as JSON is in
# memory three times while it is read.
LARGEST_BODY = 16 * 1024 * 1024
PAGE_BYTES = LARGEST_BODY
# The largest note. A note holds what one machine says of itself, or a key in a box.
LARGEST_NOTE = 1024 * 1024
# What this program keeps on a hub. A hub with a higher number was made by a newer program.
FORMAT = 1
# The tables of a hub in a database.
TABLES = frozenset({"care_hub", "care_journals", "care_ops", "care_notes"})
# How long one answer of a hub is waited for, in seconds, unless the settings say otherwise.
SECONDS = 30.0


class Op(NamedTuple):
    """The state of one unit of a journal, as a hub sees it.

    `id` is a keyed hash of row and body (32 hex digits), `device` who sent it, `stamp` the newest
    stamp in it, `row` the opaque name of the unit (32 hex digits), `body` sealed. The body of an op
    that a hub gives is empty if it was larger than any hub takes.
    """

    id: str
    device: str
    stamp: int
    row: str
    body: bytes


class Page(NamedTuple):
    """Some ops in the order of the hub, and where to go on; `more` is true if there are more."""

    ops: list[Op]
    cursor: str
    more: bool


class HubUnusable(CareError):
    """The hub cannot be used: exit code 5.

    It cannot be reached, refuses, is full, or is no hub. What is in the journal is safe.
    """

    exit_code = 5


class Hub(Protocol):
    """A place that orders and keeps the ops of journals.

    Every method raises HubUnusable if the hub cannot be used. `told` collects, a line each, what
    was passed over without harm: a file that has not arrived whole, say.
    """

    shown: str
    told: list[str]

    def prepare(self, *, make: bool = True) -> None:
        """Make what the hub needs, tables or a folder. Refuse what is somebody else's.

        Without `make`, for a hub that was there before, a folder that is not there is not made: its
        disk may be away.
        """

    def pull(self, journal: str, cursor: str, limit: int, but_of: str) -> Page:
        """Return up to `limit` ops after the cursor, without those of the device `but_of`.

        The cursor "" is the start, and so is one that another sort of hub gave. An op may come
        twice: who reads them must not mind.
        """

    def push(self, journal: str, ops: Sequence[Op]) -> None:
        """Add the ops, all or none; one whose id is there already is passed over."""

    def missing(self, journal: str, ids: Sequence[str]) -> set[str]:
        """Read back: return those of the ids that are not there."""

    def is_at(self, journal: str, cursor: str) -> bool:
        """Return False if the hub was wiped or restored since it gave this cursor.

        That is seen by another op at the cursor, or by a hub that ends before it. An op that was
        folded away is no sign.
        """

    def fold(self, journal: str, newest: Mapping[str, str], cursor: str) -> int:
        """Let go of the ops of these units (row: id that stays) up to the cursor; return how many.

        A hub may put that off.
        """

    def erase(self, journal: str, rows: Sequence[str]) -> int:
        """Erase every op of these units now; return how many there were."""

    def notes(self, journal: str) -> dict[str, bytes]:
        """Return the notes of the journal by name."""

    def put_note(self, journal: str, name: str, body: bytes) -> None:
        """Write a note in place of the one that has this name."""

    def drop_note(self, journal: str, name: str) -> None:
        """Take a note away, if it is there."""

    def drop_journal(self, journal: str) -> None:
        """Erase all ops and notes of the journal."""

    def size(self, journal: str) -> tuple[int, int]:
        """Return how many ops there are of the journal, and how many bytes they hold."""

    def own_journals(self) -> int:
        """Return how many journals lie in a hub of one person, a folder; 0 in one of many."""

    def close(self) -> None:
        """Let go of connections. The hub can be used again: it connects anew."""


def refuse_large_bodies(shown: str, ops: Iterable[Op]) -> None:
    """Raise HubUnusable if a body is larger than a hub takes."""
    for op in ops:
        if len(op.body) > LARGEST_BODY:
            raise HubUnusable(
                f"one entry is {len(op.body) // 1_000_000} MB, and {shown} takes"
                f" {LARGEST_BODY // 1_000_000} MB at most"
            )


def refuse_large_note(shown: str, body: bytes) -> None:
    """Raise HubUnusable if a note is larger than a hub takes."""
    if len(body) > LARGEST_NOTE:
        raise HubUnusable(f"a note of {len(body) // 1000} kB is too large for {shown}")


def newer_format(shown: str) -> HubUnusable:
    """Return the error for a hub that a newer version of this program has made."""
    return HubUnusable(
        f"{shown} was made by a newer version of care", "Update care on this machine."
    )


def no_hub_there(shown: str, why: str) -> HubUnusable:
    """Return the error for a place that is not a hub, and must not be written to."""
    return HubUnusable(f"{shown} is not a hub of care: {why}", "Name another place.")


def one_line(text: str, most: int = 200) -> str:
    """Return what an engine or a library says as one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def parted(items: Sequence[T], length: Callable[[T], int], most: int) -> Iterator[list[T]]:
    """Give the items in parts of at most this length together, one item at least."""
    part: list[T] = []
    held = 0
    for item in items:
        if part and held + length(item) > most:
            yield part
            part, held = [], 0
        part.append(item)
        held += length(item)
    if part:
        yield part
