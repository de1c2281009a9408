"""What an import did, or would do, in lines and as JSON."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from caretrack.domain.pages.imports import AGAIN, KNOWN, NEW, Change, ImportPage, Met, Touched
from caretrack.domain.text import shortened
from caretrack.views import as_json, words

MOST = 50  # of each sort of line; --json has the others, too
FEW = 5  # where nothing at all could be read
WIDTH = 60  # characters of a value; a note may be long
# Mails of strangers are not counted, but whoever begins with them should hear why nothing came.
NOTHING = dict.fromkeys(("mbox", "maildir"), "no mail in it from or to anybody in the journal")
NAMELESS = {"uid"}  # what is told without its value: nobody wants to read it


def lines(page: ImportPage) -> list[str]:
    """A line for everybody who is new or changed, for the touches and for all that was refused; then the counts."""
    sorts = (
        [f"new      {met.name}{_aside(met)}" for met in page.people if met.sort == NEW],
        [
            f"{_verb(met)}  {met.name}: {_all(taken)}{_aside(met)}"
            for met in page.people
            if met.sort == KNOWN and (taken := _taken(met))
        ],
        [
            f"again    {met.where}: {met.name} too{_more(met)}{_aside(met)}"
            for met in page.people
            if met.sort == AGAIN
        ],
        [
            f"differs  {met.name}: {_all(kept)}"
            for met in page.people
            if (kept := [change for change in met.changes if not change.taken])
        ],
        [f"touch    {_touch(item)}" for item in page.touches.new],
        [
            f"{'refused ' if item.whole else 'left out'} {item.where}: {item.why}"
            for item in page.refused
        ],
    )
    most = FEW if page.nothing_came else MOST
    return [*(line for found in sorts for line in _some(found, most)), _counts(page)]


def _some(found: Sequence[str], most: int) -> Iterator[str]:
    yield from found[:most]
    if len(found) > most:
        yield f"{found[0].split()[0]:8} … and {len(found) - most:,} more: --json has them"


def _taken(met: Met) -> list[Change]:
    return [change for change in met.changes if change.taken]


def _verb(met: Met) -> str:
    return "changed" if any(change.taken and change.old for change in met.changes) else "filled "


def _more(met: Met) -> str:
    taken = _taken(met)
    return f", with {_all(taken)}" if taken else ""


def _aside(met: Met) -> str:
    """What they are called in the file, or who else has their address."""
    asides = [f"called {met.called} there"] if met.called else []
    asides += [f"an address of {met.shares}, too"] if met.shares else []
    return f" ({'; '.join(asides)})" if asides else ""


def _all(changes: Sequence[Change]) -> str:
    return ", ".join(_change(change) for change in changes)


def _change(change: Change) -> str:
    new = shortened(change.new, WIDTH)
    if change.field in NAMELESS:
        return change.field
    if not change.old:
        return f"{change.field} {new}"
    old = shortened(change.old, WIDTH)
    return (
        f"{change.field} {new}, it was {old}"
        if change.taken
        else f"{change.field} is {old}, there {new}"
    )


def _touch(item: Touched) -> str:
    who = words.few(item.people)
    return f"{item.happened_on} · {item.channel} · {item.label} ({item.family}) · {who}: {shortened(item.note, WIDTH)}"


def _counts(page: ImportPage) -> str:
    sorts = Counter(met.sort for met in page.people)
    taken = Counter(_verb(met) for met in page.people if met.sort == KNOWN and _taken(met))
    changed, filled = taken["changed"], taken["filled "]
    same = sorts[KNOWN] - changed - filled
    differs = sum(any(not change.taken for change in met.changes) for met in page.people)
    whole = sum(item.number for item in page.refused if item.whole) + page.refused_more
    fields = sum(item.number for item in page.refused if not item.whole)
    touches, new = page.touches, len(page.touches.new)
    care = sum(item.family == "care" for item in touches.new)
    worked_out = ", worked out from their words" if touches.guessed else ""
    counts = (
        (sorts[NEW], words.count(sorts[NEW], "new person", "new people")),
        (
            new,
            f"{words.count(new, 'new touch', 'new touches')} ({care:,} care, {new - care:,} sales{worked_out})",
        ),
        (filled, words.count(filled, "person", "people") + " filled in"),
        (changed, words.count(changed, "person", "people") + " changed"),
        (same, words.count(same, "person was", "people were") + " there already"),
        (
            sorts[AGAIN],
            words.count(sorts[AGAIN], "record", "records")
            + " of somebody who is in the file already",
        ),
        (touches.same, words.count(touches.same, "touch was", "touches were") + " there already"),
        (touches.grown, words.count(touches.grown, "touch", "touches") + " with more people now"),
        (
            touches.strangers,
            words.count(touches.strangers, "touch", "touches") + " with nobody who is known here",
        ),
        (whole, f"{whole:,} refused"),
        (fields, f"{fields:,} left out"),
    )
    said = ", ".join(what for count, what in counts if count) or NOTHING.get(
        page.format, "nothing in it"
    )
    hint = (
        f"; {differs:,} {'differs' if differs == 1 else 'differ'} (--update takes what the file says)"
        if differs and not page.update
        else ""
    )
    return f"{page.format}: {said}{hint}" + (
        " (a dry run: nothing was changed)" if page.dry_run else ""
    )


def as_object(page: ImportPage) -> dict[str, Any]:
    """The report of `--json`. Somebody new has no id in a dry run."""
    nobody_yet = {met.id for met in page.people if met.sort == NEW} if page.dry_run else set()
    return {
        "format": page.format,
        "dry_run": page.dry_run,
        "people": [_person(met, nobody_yet) for met in page.people],
        "touches": {**page.touches._asdict(), "new": as_json.rows(page.touches.new)},
        "refused": as_json.rows(page.refused),
        "refused_more": page.refused_more,
    }


def _person(met: Met, nobody_yet: set[str]) -> dict[str, Any]:
    return {
        **as_json.row(met),
        "id": None if met.id in nobody_yet else met.id,
        "changes": as_json.rows(met.changes),
    }
