"""What an import did, or would do, in lines and as JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

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
    from caretrack.domain.people.namesakes import Namesake
    from caretrack.journal.imports.rows import RowCounts

MOST = 50  # of each sort of line; --json has the others, too
FEW = 5  # where nothing at all could be read
NAMED = 3  # of what is set aside
WIDTH = 60  # characters of a value; a note may be long
# Mails of strangers are not counted, but whoever begins with them should hear why nothing came.
NOTHING = {
    **dict.fromkeys(("mbox", "maildir"), "no mail in it from or to anybody in the journal"),
    **dict.fromkeys(
        ("whatsapp", "sms-backup", "linkedin-messages", "telegram"),
        "nothing in it with anybody in the journal",
    ),
}
CHANGED = "changed"
JOB = {"company", "role"}
NAMELESS = {"uid"}  # what is told without its value: nobody wants to read it
# What the rows of a table are called, and what of them is worth a word.
WORDS = {"people": ("person", "people")} | {
    table: NOUNS[table]
    for table in ("touches", "facts", "actions", "feedback", "occasions", "events", "ties")
}


def lines(page: ImportPage) -> list[str]:
    """Return a line for everybody new or changed, for touches and for refusals; then the counts."""
    most = FEW if page.nothing_came else MOST
    people = _PeopleSaid(page.people, most)
    touched = _TouchesSaid(page, most)
    sorts = (
        *(people.new, people.known, people.again, people.news, people.aside()),
        _FirstLines(most, map(_unknown, page.touches.unknown)),
        _FirstLines(most, map(_unclear, page.touches.unclear)),
        _FirstLines(most, map(_namesake, page.touches.namesakes)),
        *(people.archived, people.differs),
        _FirstLines(
            most, (f"tie      {tie.person}, {_phrase(tie)} {tie.other}" for tie in page.ties)
        ),
        touched.new,
        _FirstLines(most, (f"{_fate(item)} {item.where}: {item.why}" for item in page.refused)),
    )
    return [*(line for sort in sorts for line in sort.lines()), _counts(page, people, touched)]


class _FirstLines:
    """The first lines of one sort, and how many there are in all."""

    def __init__(self, most: int, lines: Iterable[str] = ()) -> None:
        self.number = 0
        self._most = most
        self._first: list[str] = []
        for line in lines:
            self.add(line)

    def add(self, line: str) -> None:
        self.number += 1
        if len(self._first) < self._most:
            self._first.append(line)

    def lines(self) -> Iterator[str]:
        yield from self._first
        if self.number > self._most:
            yield f"{self._first[0][:8]} … and {self.number - self._most:,} more: --json has them"


class _PeopleSaid:
    """What is said of the people of an import: the first lines of each sort, and the counts.

    They are gone through once: there may be hundreds of thousands.
    """

    def __init__(self, people: Iterable[PersonOutcome], most: int) -> None:
        self.new, self.known, self.again = (_FirstLines(most) for _ in range(3))
        self.news, self.archived, self.differs = (_FirstLines(most) for _ in range(3))
        self.sorts: Counter[str] = Counter()
        self.changed = self.died = self.differing = 0
        self._aside: list[str] = []
        for person in people:
            self.sorts[person.sort] += 1
            self._add(person)

    def _add(self, person: PersonOutcome) -> None:
        taken = _taken(person)
        if person.sort == NEW:
            self.new.add(f"new      {person.name}{_aside(person)}")
        elif person.sort == KNOWN and taken:
            verb = _verb(person)
            self.changed += verb == CHANGED
            self.known.add(f"{verb:8} {person.name}: {_all(taken)}{_aside(person)}")
        elif person.sort == AGAIN:
            more = f", with {_all(taken)}" if taken else ""
            self.again.add(f"again    {person.where}: {person.name} too{more}{_aside(person)}")
        elif person.sort == ASIDE and len(self._aside) < NAMED:
            self._aside.append(person.name)
        if person.news:
            self.news.add(f"news     {person.name}: {person.news}")
        for change in person.changes:
            if change.field in (DIED, ARCHIVED) and change.taken:
                self.died += change.field == DIED
                self.archived.add(f"archived {person.name}: {_why_archived(change)}")
        kept = [change for change in person.changes if not change.taken]
        self.differing += bool(kept)
        # The line of the news says it already.
        if rest := [change for change in kept if not (person.news and change.field in JOB)]:
            self.differs.add(f"differs  {person.name}: {_all(rest)}")

    def aside(self) -> _FirstLines:
        """Return what is of no person, in one line, and how it comes in."""
        number = self.sorts[ASIDE]
        if not number:
            return _FirstLines(0)
        more = f" and {number - NAMED:,} more" if number > NAMED else ""
        named = ", ".join(self._aside) + more
        what, them = ("no person", "it") if number == 1 else ("no people", "them")
        return _FirstLines(1, [f"aside    {named}: {what}; --everybody brings {them} in"])

    def counts(self) -> Iterator[tuple[int, str]]:
        """Yield what became of the people who are not new, each with its words."""
        filled = self.known.number - self.changed
        same = self.sorts[KNOWN] - self.known.number
        again, archived = self.sorts[AGAIN], self.archived.number - self.died
        yield filled, words.count(filled, "person", "people") + " filled in"
        yield self.changed, words.count(self.changed, "person", "people") + " changed"
        yield same, words.count(same, "person was", "people were") + " there already"
        yield (
            again,
            words.count(again, "record", "records") + " of somebody who is in the file already",
        )
        new_jobs = words.count(self.news.number, "new job", "new jobs")
        yield self.news.number, new_jobs + " to congratulate on"
        yield self.died, f"{self.died:,} in the archive now: they have died"
        yield archived, f"{archived:,} archived, as in the file"
        yield self.sorts[ASIDE], f"{self.sorts[ASIDE]:,} set aside"


class _TouchesSaid:
    """What is said of the new touches of an import: the first lines, and how many of a family."""

    def __init__(self, page: ImportPage, most: int) -> None:
        self.new = _FirstLines(most)
        self.families: Counter[str] = Counter()
        for item in page.touches.new:
            self.families[page.kinds[item.kind].family] += 1
            self.new.add(f"touch    {_touch(item, page)}")


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


def _unknown(item: tuple[str, int]) -> str:
    """Say that nobody is called so, in how many touches."""
    name, number = item
    touches = words.count(number, "touch", "touches")
    return f"unknown  {name} ({touches}): care add, then import it again"


def _unclear(item: tuple[str, int]) -> str:
    """Say that several people are called so, in how many touches."""
    name, number = item
    touches = words.count(number, "touch", "touches")
    return f"unclear  {name} ({touches}): more than one here is called so"


def namesake_words(one: "Namesake") -> str:
    """Say who is called so in the file, by which addresses, and how often."""
    addresses = "".join(f" <{address}>" for address in one.addresses[:NAMED])
    return f"{one.name}{addresses}, {words.count(one.touches, 'touch', 'touches')}"


def _namesake(one: "Namesake") -> str:
    said = f"by name  {namesake_words(one)}"
    if not one.person_id:
        return f"{said}: more than one here is called so; give one of them the address"
    if one.taken:
        kept = "the address" if any("@" in address for address in one.addresses) else "the number"
        return f"{said}: {kept} is kept" if one.addresses else said
    return f"{said}: is this your {one.name}? --by-name says yes"


def _fate(item: Refused) -> str:
    return "not yet " if item.not_yet else "refused " if item.whole else "left out"


def _verb(person: PersonOutcome) -> str:
    return CHANGED if any(change.taken and change.old for change in person.changes) else "filled"


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


def _counts(page: ImportPage, people: _PeopleSaid, touched: _TouchesSaid) -> str:
    counts = (
        *_new_counts(page, people, touched),
        *people.counts(),
        (len(page.ties), words.count(len(page.ties), "new tie", "new ties")),
        *_touch_counts(page),
        *_refused_counts(page),
    )
    said = ", ".join(what for count, what in counts if count) or NOTHING.get(
        page.format, "nothing in it"
    )
    differs = people.differing
    hint = (
        f"; {differs:,} {'differs' if differs == 1 else 'differ'} "
        "(--update takes what the file says)"
        if differs and not page.update
        else ""
    )
    return f"{page.format}: {said}{hint}" + (
        " (a dry run: nothing was changed)" if page.dry_run else ""
    )


def _new_counts(
    page: ImportPage, people: _PeopleSaid, touched: _TouchesSaid
) -> Iterator[tuple[int, str]]:
    """Yield how many people and touches are new, each with its words."""
    yield people.new.number, words.count(people.new.number, "new person", "new people")
    new, families = touched.new.number, touched.families
    tried = f", {families[TRIED]:,} that reached nobody" if families[TRIED] else ""
    worked_out = ", worked out from their words" if page.touches.guessed else ""
    yield (
        new,
        f"{words.count(new, 'new touch', 'new touches')} "
        f"({families[CARE]:,} care, {families[SALES]:,} sales{tried}{worked_out})",
    )


def _touch_counts(page: ImportPage) -> Iterator[tuple[int, str]]:
    """Yield what became of the touches that are not new, each with its words."""
    touches = page.touches
    yield touches.same, words.count(touches.same, "touch was", "touches were") + " there already"
    like_ours = sum(one.touches for one in touches.namesakes if not one.taken)
    for count, rest in (
        (touches.grown, "with more people now"),
        (touches.strangers, "with nobody who is known here"),
        (touches.with_unknown, "with people who are not here yet"),
        (touches.with_unclear, "with one of several of that name"),
        (like_ours, "with somebody called like a person here"),
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
