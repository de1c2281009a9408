"""What an import did, or would do, in lines and as JSON."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from caretrack.domain.kinds.families import CARE, SALES, TRIED
from caretrack.domain.records import (
    AGAIN,
    ARCHIVED,
    ASIDE,
    DIED,
    KNOWN,
    NEW,
    Change,
    ImportPage,
    PersonOutcome,
    Refused,
    TieOutcome,
    TouchRecord,
)
from caretrack.domain.text import shortened
from caretrack.views import words
from caretrack.views.pages.duplicates import NOUNS

if TYPE_CHECKING:
    from caretrack.journal.imports.rows import RowCounts

MOST = 50  # of each sort of line; --json has the others, too
FEW = 5  # where nothing at all could be read
NAMED = 3  # of what is set aside
TWENTY = 20
WIDTH = 60  # characters of a value; a note may be long
# Mails of strangers are not counted, but whoever begins with them should hear why nothing came.
NOTHING = {
    **dict.fromkeys(("mbox", "maildir"), "no mail in it from or to anybody in the journal"),
    **dict.fromkeys(
        ("whatsapp", "sms-backup", "linkedin-messages", "telegram"),
        "nothing in it with anybody in the journal",
    ),
}
NAMELESS = {"uid"}  # what is told without its value: nobody wants to read it
# What the rows of a table are called, and what of them is worth a word.
WORDS = {"people": ("person", "people")} | {
    table: NOUNS[table]
    for table in ("touches", "facts", "actions", "feedback", "occasions", "events", "ties")
}


def lines(page: ImportPage) -> list[str]:
    """Return a line for everybody new or changed, for touches and for refusals; then the counts."""
    sorts = (
        [f"new      {person.name}{_aside(person)}" for person in page.people if person.sort == NEW],
        [
            f"{_verb(person)}  {person.name}: {_all(taken)}{_aside(person)}"
            for person in page.people
            if person.sort == KNOWN and (taken := _taken(person))
        ],
        [
            f"again    {person.where}: {person.name} too{_more(person)}{_aside(person)}"
            for person in page.people
            if person.sort == AGAIN
        ],
        [f"news     {person.name}: {person.news}" for person in page.people if person.news],
        _aside_lines(page),
        [
            f"unknown  {name} ({words.count(number, 'touch', 'touches')}): "
            "care add, then import it again"
            for name, number in page.touches.unknown
        ],
        [
            f"unclear  {name} ({words.count(number, 'touch', 'touches')}): "
            "more than one here is called so"
            for name, number in page.touches.unclear
        ],
        [
            f"archived {person.name}: {_why_archived(change)}"
            for person in page.people
            for change in person.changes
            if change.field in (DIED, ARCHIVED) and change.taken
        ],
        [
            f"differs  {person.name}: {_all(kept)}"
            for person in page.people
            if (kept := [change for change in person.changes if not change.taken])
        ],
        [f"tie      {tie.person}, {_phrase(tie)} {tie.other}" for tie in page.ties],
        [f"touch    {_touch(item, page)}" for item in page.touches.new],
        [f"{_fate(item)} {item.where}: {item.why}" for item in page.refused],
    )
    most = FEW if page.nothing_came else MOST
    return [*(line for found in sorts for line in _some(found, most)), _counts(page)]


def _aside_lines(page: ImportPage) -> list[str]:
    """Return what is of no person, in one line, and how it comes in."""
    names = [person.name for person in page.people if person.sort == ASIDE]
    if not names:
        return []
    more = len(names) - NAMED
    named = ", ".join(names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")
    what = "no person" if len(names) == 1 else "no people"
    return [f"aside    {named}: {what}; --everybody brings {_them(len(names))} in"]


def _them(number: int) -> str:
    return "it" if number == 1 else "them"


def next_steps(page: ImportPage) -> Iterator[str]:
    """Yield who is looked after from now on, who is only known, and what to do about it."""
    begun, would = page.beginning, page.dry_run
    after = begun.looked_after + begun.taken_in
    if after > 1 or begun.taken_in or (after and begun.days is not None):
        every = f", every {begun.days} d" if begun.days else ""
        over = "over it" if begun.days else "over their cadence"
        spread = f"; their first days are spread {over}" if after > 1 and begun.days != 0 else ""
        who = _who(after, "would be") if would else _who(after, "is", "are")
        yield f"{who} looked after from now on{every}{spread}."
        if begun.load:
            yield begun.load
    if would and begun.known:
        yield f"{_who(begun.known, 'would be')} {words.NOT_YET}."
    elif begun.known:
        twenty = ": two minutes for the first twenty" if begun.known_in_all >= TWENTY else ""
        each = "them" if begun.known_in_all == 1 else "each, the most met first"
        yield (
            f"{_who(begun.known_in_all, 'is', 'are')} {words.NOT_YET}. "
            f"`care triage` asks about {each}{twenty}."
        )


def _who(number: int, one: str, many: str = "") -> str:
    """`1 person is`, `214 people are`."""
    return words.count(number, f"person {one}", f"people {many or one}")


def _some(found: Sequence[str], most: int) -> Iterator[str]:
    yield from found[:most]
    if len(found) > most:
        yield f"{found[0].split()[0]:8} … and {len(found) - most:,} more: --json has them"


def _taken(person: PersonOutcome) -> list[Change]:
    return [
        change for change in person.changes if change.taken and change.field not in (DIED, ARCHIVED)
    ]


def _phrase(tie: TieOutcome) -> str:
    from caretrack.domain.talk.ties import tie_wording

    return tie_wording(tie.relation).phrase


def _why_archived(change: Change) -> str:
    return _died(change) if change.field == DIED else shortened(change.new, WIDTH)


def _died(change: Change) -> str:
    """That they died, and what the archive said before."""
    before = f" (before: {shortened(change.old, WIDTH)})" if change.old else ""
    return f"{DIED} {shortened(change.new, WIDTH)}".rstrip() + before


def _fate(item: Refused) -> str:
    return "not yet " if item.not_yet else "refused " if item.whole else "left out"


def _verb(person: PersonOutcome) -> str:
    return "changed" if any(change.taken and change.old for change in person.changes) else "filled "


def _more(person: PersonOutcome) -> str:
    taken = _taken(person)
    return f", with {_all(taken)}" if taken else ""


def _aside(person: PersonOutcome) -> str:
    """What they are called in the file, or who else has their address."""
    said = any(person.called == change.new for change in person.changes)
    asides = [f"called {person.called} there"] if person.called and not said else []
    asides += [f"an address of {person.shares}, too"] if person.shares else []
    return f" ({'; '.join(asides)})" if asides else ""


def _all(changes: Sequence[Change]) -> str:
    return ", ".join(_change(change) for change in changes)


def _change(change: Change) -> str:
    new = shortened(change.new, WIDTH)
    if change.field in NAMELESS:
        return change.field
    if change.field == DIED:
        return f"the file says that they {_died(change)}"
    if not change.old:
        return f"{change.field} {new}"
    old = shortened(change.old, WIDTH)
    return (
        f"{change.field} {new}, it was {old}"
        if change.taken
        else f"{change.field} is {old}, there {new}"
    )


def _touch(item: TouchRecord, page: ImportPage) -> str:
    kind, who = page.kinds[item.kind], words.few(item.people)
    what = f"{item.channel} · {kind.label} ({kind.family}) · {who}"
    note = f": {shortened(item.note, WIDTH)}" if item.note else ""
    return f"{item.happened_on} · {what}{note}"


def _counts(page: ImportPage) -> str:
    counts = (
        *_new_counts(page),
        *_known_counts(page),
        *_tie_counts(page),
        *_touch_counts(page),
        *_refused_counts(page),
    )
    said = ", ".join(what for count, what in counts if count) or NOTHING.get(
        page.format, "nothing in it"
    )
    differs = sum(any(not change.taken for change in person.changes) for person in page.people)
    hint = (
        f"; {differs:,} {'differs' if differs == 1 else 'differ'} "
        "(--update takes what the file says)"
        if differs and not page.update
        else ""
    )
    return f"{page.format}: {said}{hint}" + (
        " (a dry run: nothing was changed)" if page.dry_run else ""
    )


def _new_counts(page: ImportPage) -> Iterator[tuple[int, str]]:
    """Yield how many people and touches are new, each with its words."""
    people = sum(person.sort == NEW for person in page.people)
    yield people, words.count(people, "new person", "new people")
    new = len(page.touches.new)
    families = Counter(page.kinds[item.kind].family for item in page.touches.new)
    tried = f", {families[TRIED]:,} that reached nobody" if families[TRIED] else ""
    worked_out = ", worked out from their words" if page.touches.guessed else ""
    yield (
        new,
        f"{words.count(new, 'new touch', 'new touches')} "
        f"({families[CARE]:,} care, {families[SALES]:,} sales{tried}{worked_out})",
    )


def _known_counts(page: ImportPage) -> Iterator[tuple[int, str]]:
    """Yield what became of the people who are not new, each with its words."""
    sorts = Counter(person.sort for person in page.people)
    taken = Counter(
        _verb(person) for person in page.people if person.sort == KNOWN and _taken(person)
    )
    changed, filled = taken["changed"], taken["filled "]
    same, again = sorts[KNOWN] - changed - filled, sorts[AGAIN]
    news = sum(bool(person.news) for person in page.people)
    died = sum(
        change.field == DIED and change.taken for one in page.people for change in one.changes
    )
    yield filled, words.count(filled, "person", "people") + " filled in"
    yield changed, words.count(changed, "person", "people") + " changed"
    yield same, words.count(same, "person was", "people were") + " there already"
    yield (
        again,
        words.count(again, "record", "records") + " of somebody who is in the file already",
    )
    yield news, words.count(news, "new job", "new jobs") + " to congratulate on"
    yield died, f"{died:,} in the archive now: they have died"
    archived = sum(
        change.field == ARCHIVED and change.taken for one in page.people for change in one.changes
    )
    yield archived, f"{archived:,} in the archive, as there"
    yield sorts[ASIDE], f"{sorts[ASIDE]:,} set aside"


def _tie_counts(page: ImportPage) -> Iterator[tuple[int, str]]:
    yield len(page.ties), words.count(len(page.ties), "new tie", "new ties")


def _touch_counts(page: ImportPage) -> Iterator[tuple[int, str]]:
    """Yield what became of the touches that are not new, each with its words."""
    touches = page.touches
    unknown = sum(number for _, number in touches.unknown)
    unclear = sum(number for _, number in touches.unclear)
    yield touches.same, words.count(touches.same, "touch was", "touches were") + " there already"
    for count, rest in (
        (touches.grown, "with more people now"),
        (touches.strangers, "with nobody who is known here"),
        (unknown, "with people who are not here yet"),
        (unclear, "with one of several of that name"),
    ):
        yield count, f"{words.count(count, 'touch', 'touches')} {rest}"


def _refused_counts(page: ImportPage) -> Iterator[tuple[int, str]]:
    """Yield how much was refused, left out, or has not happened yet, each with its words."""
    whole = sum(item.number for item in page.refused if item.whole) + page.refused_more
    fields = sum(item.number for item in page.refused if not (item.whole or item.not_yet))
    not_yet = sum(item.number for item in page.refused if item.not_yet)
    yield whole, f"{whole:,} refused"
    yield fields, f"{fields:,} left out"
    yield not_yet, f"{not_yet:,} not yet"


def as_object(page: ImportPage) -> dict[str, Any]:
    """The report of `--json`. Somebody new has no id in a dry run."""
    nobody_yet = (
        {person.id for person in page.people if person.sort == NEW} if page.dry_run else set()
    )
    return {
        "format": page.format,
        "dry_run": page.dry_run,
        "people": [_person(person, nobody_yet) for person in page.people if person.sort != ASIDE],
        "set_aside": [
            {"where": person.where, "name": person.name, "why": person.why}
            for person in page.people
            if person.sort == ASIDE
        ],
        "beginning": {
            key: value for key, value in page.beginning._asdict().items() if key != "load"
        },
        "touches": {
            **page.touches._asdict(),
            "new": [_touch_json(item, page) for item in page.touches.new],
            **{
                key: [{"name": name, "touches": number} for name, number in names]
                for key, names in (
                    ("unknown", page.touches.unknown),
                    ("unclear", page.touches.unclear),
                )
            },
        },
        "ties": [tie._asdict() for tie in page.ties],
        "refused": [item._asdict() for item in page.refused],
        "refused_more": page.refused_more,
    }


def _person(person: PersonOutcome, nobody_yet: set[str]) -> dict[str, Any]:
    return {
        **person._asdict(),
        "id": None if person.id in nobody_yet else person.id,
        "changes": [change._asdict() for change in person.changes],
    }


def _touch_json(item: TouchRecord, page: ImportPage) -> dict[str, Any]:
    kind = page.kinds[item.kind]
    return {
        "happened_on": item.happened_on,
        "kind": item.kind,
        "label": kind.label,
        "family": kind.family,
        "channel": item.channel,
        "people": item.people,
        "note": item.note,
    }


def journal_lines(brought: "Mapping[str, RowCounts]", dry_run: bool) -> list[str]:
    """What became of the rows of a journal that was brought in."""
    said = [
        f"{which}: {counts}"
        for which in ("new", "changed")
        if (counts := _row_counts(brought, which))
    ]
    said += [f"{counts} there already" for counts in [_row_counts(brought, "same")] if counts]
    if not said:
        # Rows that only list or join: an address, a tag, a setting.
        rest = [
            sum(getattr(counted, which) for counted in brought.values())
            for which in ("new", "changed")
        ]
        said = (
            [f"{words.count(sum(rest), 'row')} beside people and entries"]
            if any(rest)
            else ["nothing in it"]
        )
    gone = _row_counts(brought, "gone")
    lines = (
        [f"deleted here, and not in the file: {gone}; --update brings them back"] if gone else []
    )
    return [
        *lines,
        f"json: {'; '.join(said)}" + (" (a dry run: nothing was changed)" if dry_run else ""),
    ]


def _row_counts(brought: "Mapping[str, RowCounts]", which: str) -> str:
    return ", ".join(
        words.count(number, *WORDS[table])
        for table in WORDS
        if (number := getattr(brought[table], which))
    )
