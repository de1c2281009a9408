"""The state of a row with its stamps, and how two states of it are joined.

A join is the same in any order and however often it is done: so machines that have seen the same
states have the same rows.

There are two sorts of rows. An *entry* is joined column by column: the later stamp holds. A
*register* (a tag, an address, a setting, who was in a touch) is one value as a whole: there, or
not.
"""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from caretrack.domain.sync.stamps import tag_of

# Columns that mean something only together: they are stamped together.
TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {
    "people": (("archived_on", "archived_why"), ("known_on", "taken_in_on")),
    "feedback": (("acted_on", "action"),),
    "occasions": (("month", "day", "year"),),
    "touches": (("kind", "about"),),
}
# Stamps of the row itself: they differ wherever anything does.
NO_CONFLICT = frozenset({"created_at", "updated_at"})
DELETED_AT = "deleted_at"


class Entry(NamedTuple):
    """A row that is joined by its columns.

    `birth` is the stamp of the row, and of each column that has none of its own in `stamps`. A
    column's own is its stamp, and that of the value it was put over. `values` are without None.
    """

    table: str
    id: str
    birth: int
    values: dict[str, Any]
    stamps: dict[str, tuple[int, int]]

    def stamp(self, column: str) -> tuple[int, int]:
        """Return the stamp of a column, and that of the value it was put over (0: none)."""
        return self.stamps.get(column, (self.birth, 0))

    @property
    def newest(self) -> int:
        """The newest stamp in it."""
        if not self.stamps:
            return self.birth
        return max(self.birth, *(stamp for stamp, _ in self.stamps.values()))


class Register(NamedTuple):
    """A row that is one value: its columns, or None where it was taken away.

    `order` is where it stands among its table's rows, by the stamp of when it came.
    """

    table: str
    id: str
    order: int
    row: dict[str, Any] | None
    stamp: int
    over: int


class Lost(NamedTuple):
    """A value that lost against one whose author had not seen it.

    `field` is a column, or "" for a register as a whole, whose `value` is its columns or None.
    """

    field: str
    value: Any
    stamp: int
    won: int


class JoinedEntry(NamedTuple):
    """Two states of an entry as one, and what was lost."""

    entry: Entry
    lost: tuple[Lost, ...]


class JoinedRegister(NamedTuple):
    """Two states of a register as one, and what was lost."""

    register: Register
    lost: tuple[Lost, ...]


def with_its_own(table: str, changed: set[str]) -> set[str]:
    """Return the columns that are stamped where these were changed.

    Whoever changes a row says that it is there, too: so a change by somebody who did not know of a
    deletion takes the deletion back.
    """
    whole = changed | {DELETED_AT}
    for group in TOGETHER.get(table, ()):
        if changed & set(group):
            whole |= set(group)
    return whole


def join_entries(mine: Entry, theirs: Entry, columns: Sequence[str]) -> JoinedEntry:
    """Return the join of two states of one entry; `columns` are those of its table."""
    if theirs == mine:
        return JoinedEntry(mine, ())
    birth = min(mine.birth, theirs.birth)
    values: dict[str, Any] = {}
    stamps: dict[str, tuple[int, int]] = {}
    lost: list[Lost] = []
    names = mine.values.keys() | theirs.values.keys() | mine.stamps.keys() | theirs.stamps.keys()
    if mine.birth != theirs.birth:
        names |= set(columns)
    for name in sorted(names):
        own, other = mine.stamp(name), theirs.stamp(name)
        value, other_value = mine.values.get(name), theirs.values.get(name)
        wins = _is_later(other, other_value, own, value)
        held, stamp, gone, gone_stamp = (
            (other_value, other, value, own) if wins else (value, own, other_value, other)
        )
        if held is not None:
            values[name] = held
        if stamp != (birth, 0):
            stamps[name] = stamp
        if held != gone and _unseen(stamp, gone_stamp[0]) and name not in NO_CONFLICT:
            lost.append(Lost(name, gone, gone_stamp[0], stamp[0]))
    return JoinedEntry(Entry(mine.table, mine.id, birth, values, stamps), tuple(lost))


def join_registers(mine: Register, theirs: Register) -> JoinedRegister:
    """Return the join of two states of one register."""
    if theirs == mine:
        return JoinedRegister(mine, ())
    own = (mine.stamp, mine.over)
    other = (theirs.stamp, theirs.over)
    wins = _is_later(other, (theirs.row, theirs.order), own, (mine.row, mine.order))
    held, gone = (theirs, mine) if wins else (mine, theirs)
    lost = (
        (Lost("", gone.row, gone.stamp, held.stamp),)
        if held.row != gone.row and _unseen((held.stamp, held.over), gone.stamp)
        else ()
    )
    return JoinedRegister(held, lost)


def _unseen(stamp: tuple[int, int], gone: int) -> bool:
    """True if whoever made a stamp had not seen the one that is gone.

    What a machine says after something of its own it says over that.
    """
    return stamp[1] < gone and tag_of(stamp[0]) != tag_of(gone)


def _is_later(
    other: tuple[int, int], other_value: object, own: tuple[int, int], value: object
) -> bool:
    """True if the other one holds: by its stamp, or else by its value, which is as good as any."""
    if other[0] != own[0]:
        return other[0] > own[0]
    if other_value == value:
        return other[1] > own[1]
    return json.dumps(other_value, sort_keys=True) > json.dumps(value, sort_keys=True)
