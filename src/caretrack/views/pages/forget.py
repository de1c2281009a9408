"""What `care forget` says before and after, in lines that look the same everywhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from caretrack.domain.text import shortened
from caretrack.journal.forget.still_found import StillFound
from caretrack.views import words
from caretrack.views.pages.duplicates import counted

SHOWN = 12
WIDTH = 100
NAMES_THEM = " (names them)"
WHAT_NOBODY_FINDS = "words that do not name them, such as “her brother”"

TRAVELS = (
    "the next `care sync` erases them on the hub; other machines do so at their own, and "
    "`care sync status` says which have"
)


def rows(counts: Mapping[str, int]) -> str:
    """`3 touches, 1 fact`, or nothing more than the name."""
    return counted(counts) or "nothing but the name"


class Names(NamedTuple):
    """Where entries of others have the name, as lines, before anything is erased.

    `shared` are touches with others, where one that names the person ends with NAMES_THEM; `named`
    other entries; `in_doubt` those that may name them; `plain` are plain words with the number of
    entries that have them; `looked_for` says what was looked for.
    """

    shared: Sequence[str]
    named: Sequence[str]
    in_doubt: Sequence[str]
    plain: Sequence[tuple[str, int]]
    looked_for: Iterable[str]


def before(
    who: str,
    counts: Mapping[str, int],
    log: int,
    broken: int,
    names: Names,
    *,
    mentions: bool,
) -> Iterator[str]:
    """Yield what will be erased, and what will stay; `mentions` is True if names are blanked."""
    yield f"To be erased for good: {who}"
    yield f"  {rows(counts)}"
    if log:
        undo = (
            f"; {words.count(broken, 'command')} that also changed others can no longer be undone"
            if broken
            else ""
        )
        yield f"  {words.count(log, 'row')} of the log of changes{undo}"
    if names.shared:
        stay = words.count(len(names.shared), "touch with others stays", "touches with others stay")
        yield f"  {stay}:"
        yield from _some(names.shared)
    if names.named:
        name = words.count(len(names.named), "entry of others names", "entries of others name")
        stay = ", and will stay as written:"
        yield f"  {name} them{'; the name there becomes …:' if mentions else stay}"
        yield from _some(names.named)
    if names.in_doubt:
        may = words.count(len(names.in_doubt), "entry of others", "entries of others")
        yield f"  {may} may name them, or mean something else:"
        yield from _some(names.in_doubt)
    if not mentions and (names.named or any(line.endswith(NAMES_THEM) for line in names.shared)):
        yield ("  Edit those first (care edit ID), or add --mentions: the name becomes …")
    for word, count in names.plain:
        entries = words.count(count, "entry", "entries")
        yield f"  '{word}' is a plain word in {entries} of others, and will stay."
    for line in names.looked_for:
        yield f"  {line}"


def looked_for(names: Sequence[str], others: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield what was looked for in entries of others, and what was not, with the reason."""
    unsought = {what for what, _ in others}
    if wanted := [name for name in names if name not in unsought]:
        yield f"looked for: {', '.join(wanted)}; also each word alone, and with endings"
    left = "; ".join(f"{what} ({why})" for what, why in others)
    yield "not looked for: " + (f"{left}; " if left else "") + WHAT_NOBODY_FINDS


def as_colleague(name: str, owns: int, wrote: int) -> Iterator[str]:
    """Yield that the name is also one of the team, which stays: an owner, or who wrote touches."""
    if owns or wrote:
        after = [f"looks after {words.count(owns, 'person', 'people')}"] if owns else []
        after += [f"wrote {words.count(wrote, 'touch', 'touches')}"] if wrote else []
        yield f"  A colleague called {name} {' and '.join(after)}: that name stays."
        if owns:
            yield f'  care owner "{name}" none takes it off the people.'


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
    in_doubt: Sequence[str],
    found: Sequence[StillFound],
    command: str,
) -> Iterator[str]:
    """Yield what was found when every byte was read; `command` blanks an entry in doubt."""
    read = words.count(files, "file")
    if not (left or backups or mentions or in_doubt):
        yield f"checked {read}: nothing of theirs is left"
    elif not left and not backups:
        yield f"checked {read}: nothing is left but in entries of others"
    for path, some in left:
        yield f"still in {path}: {', '.join(f'“{text}”' for text in some)}"
    if backups:
        there = words.count(backups, "automatic backup")
        yield f"still in {there}: the same command with --backups erases them there"
    if mentions:
        yield f"still named in {words.count(len(mentions), 'entry', 'entries')} of others:"
        yield from _some(mentions)
    if in_doubt:
        entries = words.count(len(in_doubt), "entry", "entries")
        yield f"perhaps named in {entries} of others, which stay as written:"
        yield from _some(in_doubt)
        yield f"  Where the name is theirs: {command}"
    for one in found:
        yield _still_found(one)


def _still_found(one: StillFound) -> str:
    entries = words.count(one.entries, "entry", "entries")
    written = [f"'{word}'" for word in one.written]
    if one.written in ((), (one.word,)):
        return f"left as a plain word in {entries} of others: '{one.word}'"
    return f"`care find '{one.word}'` still finds {entries}, by other words: {', '.join(written)}"
