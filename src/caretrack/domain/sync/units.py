"""Units: what is sent of a row, as text.

A unit is a row; a touch and who was in it are one unit. The text is canonical: the same state is
the same text on every machine.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from caretrack.domain.sync.stamps import LARGEST
from caretrack.domain.sync.states import Entry, Register

FORMAT = 1
# Where one of these changed, the unit of the other is sent.
MEMBERS = {"touch_people": "touches"}


class Unit(NamedTuple):
    """The state of a unit: a row, and of a touch who was in it."""

    row: Entry | Register
    members: tuple[Register, ...] = ()

    @property
    def newest(self) -> int:
        """The newest stamp in it."""
        return max([_newest(self.row), *map(_newest, self.members)])


def _newest(row: Entry | Register) -> int:
    return row.newest if isinstance(row, Entry) else max(row.stamp, row.order)


class NotUnderstood(Exception):
    """Why a text is no unit, in plain words. `newer`: a later version of this program wrote it."""

    def __init__(self, why: str, *, newer: bool = False) -> None:
        """Keep both."""
        super().__init__(why)
        self.newer = newer


def to_text(unit: Unit, numbers: Mapping[str, int]) -> bytes:
    """Return a unit as text; `numbers` are those of the tables."""
    row = unit.row
    said: dict[str, Any] = {"f": FORMAT, "t": numbers[row.table], "k": row.id}
    if isinstance(row, Entry):
        said |= {"b": row.birth, "v": row.values}
        if row.stamps:
            said["s"] = row.stamps
        if unit.members:
            said["p"] = [
                [m.id.partition(" ")[2], m.order if m.row is not None else 0, m.stamp, m.over]
                for m in sorted(unit.members, key=lambda member: member.id)
            ]
    else:
        said |= {"b": row.order, "v": row.row, "s": row.stamp, "o": row.over}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def from_text(text: bytes, names: Mapping[int, str], entries: frozenset[str]) -> Unit:
    """Read what `to_text` wrote; `names` are those of the tables by number. Raises NotUnderstood.

    `entries` are the tables whose rows are joined by column. Columns are not looked at here.
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood("it is no text of this program") from error
    if not isinstance(said, dict) or (b"\\u" in text and is_half_a_character(said)):
        raise NotUnderstood("it is no text of this program")
    if said.get("f") != FORMAT:
        raise NotUnderstood(
            "a newer care wrote it" if _is_number(said.get("f")) else "it says no version",
            newer=_is_number(said.get("f")) and said["f"] > FORMAT,
        )
    table = names.get(said["t"]) if _is_number(said.get("t")) else None
    if table is None:
        raise NotUnderstood("it is of a table that is not known here", newer=True)
    if table in MEMBERS or not isinstance(said.get("k"), str):
        raise NotUnderstood("it is of no row")
    return _entry(table, said) if table in entries else Unit(_register(table, said))


def _entry(table: str, said: dict[str, Any]) -> Unit:
    own, values, stamps = said["k"], said.get("v"), said.get("s", {})
    if not isinstance(values, dict) or not isinstance(stamps, dict):
        raise NotUnderstood("it holds no columns")
    pairs = {name: _pair(pair) for name, pair in stamps.items()}
    there = {name: value for name, value in values.items() if value is not None}
    members = said.get("p", [])
    if not isinstance(members, list):
        raise NotUnderstood("it holds no people")
    return Unit(
        Entry(table, own, _stamp(said.get("b")), there, pairs),
        tuple(_member(own, member) for member in members),
    )


def _register(table: str, said: dict[str, Any]) -> Register:
    row = said.get("v")
    if row is not None and not isinstance(row, dict):
        raise NotUnderstood("it holds no columns")
    return Register(
        table, said["k"], _stamp(said.get("b")), row, _stamp(said.get("s")), _stamp(said.get("o"))
    )


def _member(touch: str, member: object) -> Register:
    if not isinstance(member, list) or len(member) != 4 or not isinstance(member[0], str):
        raise NotUnderstood("it holds no people")
    person = member[0]
    order, stamp, over = (_stamp(number) for number in member[1:])
    row = {"touch_id": touch, "person_id": person} if order else None
    return Register("touch_people", f"{touch} {person}", order, row, stamp, over)


def _pair(pair: object) -> tuple[int, int]:
    if not isinstance(pair, list) or len(pair) != 2:
        raise NotUnderstood("a stamp is none")
    return _stamp(pair[0]), _stamp(pair[1])


def _stamp(number: object) -> int:
    if not _is_number(number) or not 0 <= number <= LARGEST:  # type: ignore[operator]
        raise NotUnderstood("a stamp is none")
    return number  # type: ignore[return-value]


def is_half_a_character(said: object) -> bool:
    """True if half a character is in what was read as JSON: no file and no table can hold it."""
    try:
        json.dumps(said, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        return True
    return False


def _is_number(value: object) -> bool:
    return type(value) is int
