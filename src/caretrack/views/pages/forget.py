"""What `care forget` says before and after, in lines that look the same everywhere."""

from collections.abc import Iterator, Mapping, Sequence

from caretrack.domain.text import shortened
from caretrack.views import words
from caretrack.views.pages.duplicates import counted

SHOWN = 12
WIDTH = 100
NAMES_THEM = " (names them)"


def rows(counts: Mapping[str, int]) -> str:
    """`3 touches, 1 fact`, or nothing more than the name."""
    return counted(counts) or "nothing but the name"


def before(
    who: str,
    counts: Mapping[str, int],
    log: int,
    broken: int,
    shared: Sequence[str],
    mentions: Sequence[str],
    common: Sequence[tuple[str, int]],
) -> Iterator[str]:
    """Yield what will be erased, and what will stay.

    A shared touch that names the person ends with NAMES_THEM.
    """
    yield f"To be erased for good: {who}"
    yield f"  {rows(counts)}"
    if log:
        undo = (
            f"; {words.count(broken, 'command')} that changed others too cannot be undone any more"
            if broken
            else ""
        )
        yield f"  {words.count(log, 'row')} of the log of changes{undo}"
    if shared:
        stay = words.count(len(shared), "touch with others stays", "touches with others stay")
        yield f"  {stay}, for them:"
        yield from _some(shared)
    if mentions:
        name = words.count(len(mentions), "entry of others names", "entries of others name")
        yield f"  {name} them, and would stay as written:"
        yield from _some(mentions)
    if mentions or any(line.endswith(NAMES_THEM) for line in shared):
        yield (
            "  Mend those that name them first (care edit ID),"
            " or let --mentions put … in the place of the name."
        )
    for word, count in common:
        yield (
            f"  '{word}' stands in {count} entries of others:"
            " that is a word like any other, and stays."
        )


def _some(lines: Sequence[str]) -> Iterator[str]:
    for line in lines[:SHOWN]:
        end = NAMES_THEM if line.endswith(NAMES_THEM) else ""
        yield f"    {shortened(line.removesuffix(end), WIDTH)}{end}"
    if len(lines) > SHOWN:
        yield f"    and {len(lines) - SHOWN} more"


def checked(
    files: int,
    left: Sequence[tuple[str, Sequence[str]]],
    backups: int,
    mentions: Sequence[str],
    common: Sequence[tuple[str, int]],
) -> Iterator[str]:
    """Yield what was found when every byte was read."""
    read = words.count(files, "file")
    if not (left or backups or mentions):
        yield f"checked: nothing of theirs is left in {read}"
    elif not left and not backups:
        yield f"checked {read}: nothing is left but what is written of others"
    for path, some in left:
        yield f"still in {path}: {', '.join(f'“{text}”' for text in some)}"
    if backups:
        there = words.count(backups, "automatic backup")
        yield f"still in {there}: the same command with --backups erases there too"
    if mentions:
        yield f"still named in {words.count(len(mentions), 'entry', 'entries')} of others:"
        yield from _some(mentions)
    for word, count in common:
        yield (
            f"but the word '{word}', which {count} entries of others had:"
            " it is a word like any other"
        )
