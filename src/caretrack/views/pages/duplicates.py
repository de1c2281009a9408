"""The pages of `care dupes` and `care merge`: plain lines that look the same everywhere."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from caretrack.views import words

NOUNS = {
    "touches": ("touch", "touches"),
    "facts": ("fact", "facts"),
    "actions": ("promise or gesture", "promises and gestures"),
    "feedback": ("piece of feedback", "pieces of feedback"),
    "occasions": ("occasion", "occasions"),
    "events": ("event", "events"),
    "ties": ("tie", "ties"),
    "handles": ("nickname, address or number", "nicknames, addresses and numbers"),
    "tags": ("tag", "tags"),
    "checked_drafts": ("checked draft", "checked drafts"),
}


class PairLine(NamedTuple):
    """One pair of `care dupes`: both people in words, how sure it is, why, and the ids to type."""

    gone: str
    into: str
    how: str
    why: str
    gone_id: str
    into_id: str

    @property
    def merge(self) -> str:
        """What to type where they are one."""
        return f"care merge {self.gone_id} {self.into_id}"

    @property
    def two(self) -> str:
        """What to type where they are two."""
        return f"care dupes --not {self.gone_id} {self.into_id}"


def pairs(rows: list[PairLine], more: int) -> Iterator[str]:
    """The pairs for a terminal, each with what to type."""
    for row in rows:
        yield f"{row.how}: {row.gone} · {row.into}"
        yield f"    {row.why}"
        yield f"    one: {row.merge}    two: {row.two}"
    if more:
        yield f"and {more} more: care dupes --limit {more + len(rows)}"
    if not rows:
        yield "Nobody seems to be in the journal twice."


def counted(counts: Mapping[str, int]) -> str:
    """`3 touches, 1 fact`: how many rows of which tables, in words."""
    return ", ".join(
        words.count(counts[table], *nouns) for table, nouns in NOUNS.items() if table in counts
    )


def merged(
    moved: Mapping[str, int],
    both: Mapping[str, int],
    filled: tuple[str, ...],
    kept: tuple[str, ...],
    nickname: str,
) -> Iterator[str]:
    """What a merge does, or did, in a line each."""
    yield f"  moves     {counted(moved) or 'nothing'}"
    if both:
        yield f"  both had  {counted(both)}: stands once"
    if filled:
        yield f"  fills     {', '.join(column.removesuffix('_days') for column in filled)}"
    yield from (f"  differs   {line}" for line in kept)
    if nickname:
        yield f"  nickname  {nickname}"
