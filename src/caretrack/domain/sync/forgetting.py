"""That somebody was forgotten, as it travels: ids, and nothing that says who it was.

The other machines take the name out of their own journals. What is sent stays on the hub for good,
so that a machine that was away for years learns of it before it sends anything.
"""

import json
from typing import Any, NamedTuple

from caretrack.domain.sync.stamps import LARGEST
from caretrack.domain.sync.units import FORMAT, NotUnderstood, is_half_a_character

# The text of no unit begins so: their keys are sorted as well.
_BEGINNING = b'{"f":1,"forget":'
# What the name of such an op on the hub is made of, with its id.
ROW = "forget/"


class Forgetting(NamedTuple):
    """Somebody who was forgotten, under the ids that they had (`people`).

    `apart` are people whom one of them was merged into and who are not forgotten. `gone` are units
    that were erased, and `others` units of others that were written again: each the number of a
    table and a row id, never one that holds words. With `mentions` the name goes from entries of
    others, with `backups` from the automatic backups. `stamp` is when it was said.
    """

    id: str
    stamp: int
    device: str
    people: tuple[str, ...]
    apart: tuple[str, ...] = ()
    gone: tuple[tuple[int, str], ...] = ()
    others: tuple[tuple[int, str], ...] = ()
    mentions: bool = False
    backups: bool = False
    of: str = ""


def is_forgetting(text: bytes) -> bool:
    """True if an opened op says that somebody was forgotten, and is no unit."""
    return text.startswith(_BEGINNING)


def to_text(said: Forgetting) -> bytes:
    """Return it as text: the same for the same."""
    inside = {
        "id": said.id,
        "s": said.stamp,
        "d": said.device,
        "people": sorted(said.people),
        "apart": sorted(said.apart),
        "gone": _units_as_text(said.gone),
        "others": _units_as_text(said.others),
        "mentions": said.mentions,
        "backups": said.backups,
        "of": said.of,
    }
    value = {"f": FORMAT, "forget": inside}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def from_text(text: bytes) -> Forgetting:
    """Read what `to_text` wrote. Raises NotUnderstood."""
    try:
        said = json.loads(text)["forget"]
        found = Forgetting(
            _text(said["id"]),
            said["s"],
            _text(said["d"]),
            tuple(map(_text, said["people"])),
            tuple(map(_text, said["apart"])),
            tuple(map(_unit, said["gone"])),
            tuple(map(_unit, said["others"])),
            said["mentions"] is True,
            said["backups"] is True,
            str(said["of"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotUnderstood("it says of nobody that they were forgotten") from error
    if (
        type(found.stamp) is not int
        or not 0 < found.stamp <= LARGEST
        or not found.people
        or is_half_a_character(found)
    ):
        raise NotUnderstood("it says of nobody that they were forgotten")
    return found


def _units_as_text(units: tuple[tuple[int, str], ...]) -> list[str]:
    return sorted(f"{source} {row_id}" for source, row_id in units)


def _unit(value: Any) -> tuple[int, str]:
    number, _, row_id = _text(value).partition(" ")
    return int(number), row_id


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("no text")
    return value
