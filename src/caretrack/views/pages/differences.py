"""What `care doctor` says of entries that differ from their log."""

import shlex
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from caretrack.journal.doctor.log import Difference

SHOWN = 5
# Characters of a long text on each side of where it differs.
AROUND = 24

NOUNS = {
    "people": "person",
    "handles": "address, number or nickname",
    "tags": "tag",
    "tag_cadences": "cadence of a tag",
    "kinds": "kind",
    "touches": "touch",
    "touch_people": "somebody in a touch",
    "facts": "fact",
    "actions": "promise or gesture",
    "feedback": "feedback",
    "occasions": "occasion",
    "events": "event",
    "ties": "tie",
    "settings": "setting",
}
INDEX = {
    "log": "; the index still has the words of the log",
    "row": "; the index has the words of the entry",
    "": "",
}


class DifferenceRow(NamedTuple):
    """Where an entry and its log differ, as it is shown; `row` and `log` are the two values."""

    table: str
    id: str
    person: str
    on: str | None
    how: str
    column: str
    row: str | int | float | None
    log: str | int | float | None
    indexed: str


def difference_rows(
    found: "Iterable[Difference]", short: Callable[[str], str]
) -> list[DifferenceRow]:
    """Return differences as they are shown; `short` returns the short form of an id."""
    return [
        DifferenceRow(
            item.table,
            readable(short(item.id)),
            readable(item.whose),
            readable(item.on),
            item.how.replace(" ", "_"),
            item.column,
            readable(item.row),
            readable(item.log),
            item.indexed,
        )
        for item in found
    ]


def readable(value: Any) -> Any:
    """Return a value with bytes that are no text written as \\x.."""
    if isinstance(value, str):
        value = value.encode("utf-8", "surrogateescape")
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else value


def said_of(rows: Sequence[DifferenceRow]) -> list[tuple[str, str]]:
    """Return what was seen and what to do, for each entry, and how many more there are."""
    said = [(_seen(row), _advice(row)) for row in rows[:SHOWN]]
    more = len(rows) - SHOWN
    if more > 0:
        said.append((f"and {more:,} more", "`care doctor --json` names them all."))
    return said


def title(table: str, row_id: str, person: str, on: str | None = None) -> str:
    """Return an entry by its sort, id, person and day."""
    about = ", ".join(part for part in (person, on) if part)
    return f"{NOUNS[table]} {row_id}{f' ({about})' if about else ''}"


def _seen(row: DifferenceRow) -> str:
    what = title(row.table, row.id, row.person, row.on)
    if row.how == "gone":
        return f"{what} is gone, and the log does not say that it was removed"
    if row.how == "not_removed":
        return f"{what} is there, and the log says that it was removed"
    if row.how == "altered":
        return f"{what} is not as it was logged; what it was is neither in the log nor in a backup"
    if row.how == "misnamed":
        return f"{what}: its line in the log is under another id"
    if row.how == "unreadable":
        return f"{what}: its line in the log cannot be read"
    here, logged = _beside(row.row, row.log)
    since = " before it was edited" if row.how == "rewritten" else ""
    return f"{what}: {row.column} is {here}, the log has {logged}{since}{INDEX[row.indexed]}"


def _advice(row: DifferenceRow) -> str:
    typed = shlex.quote(row.id)
    accept, put_back = f"care doctor --accept {typed}", f"care doctor --put-back {typed}"
    if row.how in ("unreadable", "misnamed"):
        return f"To log it again as it stands: {accept}"
    if row.how == "altered" or (row.how == "gone" and row.log is None):
        return f"`care restore` a backup that has it. To leave it so: {accept}"
    if row.how == "gone":
        return f"To bring it back: {put_back}. To let it go: {accept}"
    if row.how == "not_removed":
        return f"To remove it: {put_back}. To keep it: {accept}"
    if row.how == "renamed":
        return f"To put back what the log has: {put_back}"
    if row.indexed == "row":
        return f"If it is right as it stands: {accept}. If the log is right: {put_back}"
    return (
        f"Unless you changed it with another program: {put_back}. To keep it as it stands: {accept}"
    )


def _beside(one: Any, other: Any) -> tuple[str, str]:
    """Return two values in quotes; of long texts, what is around the place where they part."""
    if not (isinstance(one, str) and isinstance(other, str)):
        return _quoted(one), _quoted(other)
    place = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    start, end = max(place - AROUND, 0), place + AROUND
    return _quoted(_part(one, start, end)), _quoted(_part(other, start, end))


def _part(text: str, start: int, end: int) -> str:
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _quoted(value: Any) -> str:
    return "nothing" if value is None else f'"{value}"'
