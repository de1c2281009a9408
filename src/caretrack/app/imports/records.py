"""`care import` of people and touches: read the file, match, write.

The whole file is read before the journal is locked, so that nobody waits for that, and nothing is
written before everything is matched. A dry run does all but write. What was read, and what became
of it, is packed (`domain/packed.py`): an address book may be of hundreds of thousands.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from caretrack.domain.cadence import cadence_days
from caretrack.domain.clock import DEFAULT_CROWD
from caretrack.domain.load import load_words
from caretrack.domain.packed import Many, Packed
from caretrack.domain.records import (
    ImportPage,
    Item,
    PersonOutcome,
    PersonRecord,
    Refused,
    TieOutcome,
    TieRecord,
    TouchOutcomes,
    TouchRecord,
)
from caretrack.errors import WrongUsage
from caretrack.formats.open import read
from caretrack.formats.registry import REGISTRY
from caretrack.formats.source import ReadOptions, Source, nobody
from caretrack.journal import who_waits
from caretrack.journal.connection import Journal
from caretrack.journal.derived import refresh
from caretrack.journal.imports.beginning import NewPeople
from caretrack.journal.imports.people import PeopleImport
from caretrack.journal.work_load import work_load
from caretrack.session import Session

if TYPE_CHECKING:
    from caretrack.app.imports.touches import TouchContext
    from caretrack.domain.people.namesakes import Namesake

# What address books write beside the name of somebody who has died.
_MARKS = frozenset("†✝✞")
# What a format must have for an option: elsewhere it would do nothing, and is refused.
NEEDED = {
    "--map": "columns",
    "--encoding": "encoded",
    "--kind": "touches",
    "--keep-text": "text",
    "--by-name": "touches",
    "--tag": "people",
    "--every": "people",
    "--known": "people",
    "--everybody": "people",
}
# A table that somebody made is of the people they look after, unless it is as long as a book.
LONGEST_LIST = 50
# Nobody reads more, and garbage may have millions.
MOST_REFUSED = 10_000


# Is told what is being done, and how many bytes there are and are done, where that is known.
Tell = Callable[..., None]


class ImportOptions(NamedTuple):
    """What the command line says beside the file."""

    format: str
    dry_run: bool
    update: bool
    tags: tuple[str, ...]
    columns: dict[str, str]
    kind: str | None
    keep_text: bool
    every: str | None = None
    known: bool = False
    everybody: bool = False
    by_name: bool = False


# Is asked whether somebody of the file is the person here who is called so.
Ask = Callable[[Sequence["Namesake"]], Sequence["Namesake"]]


class Refusals:
    """What is refused: the first MOST_REFUSED as they are, the rest as a number."""

    def __init__(self) -> None:
        """Start with none."""
        self.kept: list[Refused] = []
        self.more = 0

    def add(self, refused: Refused) -> None:
        """Add one."""
        if len(self.kept) < MOST_REFUSED:
            self.kept.append(refused)
        else:
            self.more += refused.number


class FileContents(NamedTuple):
    """All that came out of a file."""

    people: Packed[PersonRecord]
    touches: Packed[TouchRecord]
    refused: Refusals
    ties: list[TieRecord]


def fitting(option: str) -> tuple[str, ...]:
    """Return the formats that an option is for."""
    return tuple(name for name, what in REGISTRY.items() if getattr(what, NEEDED[option]))


def refuse_unfit(format: str, options: Mapping[str, object]) -> None:
    """Raise WrongUsage for an option that was given and does nothing for this format."""
    for option, given in options.items():
        if given and format not in (fit := fitting(option)):
            raise WrongUsage(f"{option} is not for {format}", f"It is for {', '.join(fit)}.")


def import_file(
    session: Session,
    source: Source,
    options: ImportOptions,
    tell: Tell,
    ask: "Ask | None" = None,
) -> ImportPage:
    """Read the file, then match and write what came of it, as one change.

    `ask` says who of the file is one of ours by name; without it `--by-name` does.

    Raises CareError, with the journal untouched.
    """
    context = None
    if REGISTRY[options.format].touches:
        from caretrack.app.imports.touches import read_context

        context = read_context(session, options.kind)
    elif session.has_journal():
        # A journal that cannot be used is refused before a long file is read.
        with session.read():
            pass
    reading = ReadOptions(
        options.format,
        session.today,
        known=context.emails if context else frozenset(),
        mine=frozenset(session.config.me_emails),
        names=context.full_names if context else frozenset(),
        kinds=frozenset(context.kinds) if context else frozenset(),
        columns=options.columns,
        keep_text=options.keep_text,
        month_first=session.month_first,
        crowd=context.crowd if context else DEFAULT_CROWD,
        now=session.now,
        my_names=(session.config.me_name, *session.config.me_aliases),
        knows=context.knows if context else nobody,
    )
    tell(f"Reading {source.path.name}", source.size, source.done)
    contents = contents_of(read(source, reading), options.tags, reading, context)
    if not (contents.people or contents.touches):
        return _page(options, (), TouchOutcomes(), contents.refused, context)
    if context and any(touch.called for touch in contents.touches):
        tell("Matching")
        context = context._replace(namesakes=_namesakes(session, contents, options, context, ask))
    if options.dry_run:
        with session.read() as journal:
            return write_contents(journal, contents, options, tell, context)
    with session.write(make=True) as journal, journal.change("import"):
        return write_contents(journal, contents, options, tell, context)


def _namesakes(
    session: Session,
    contents: FileContents,
    options: ImportOptions,
    context: "TouchContext",
    ask: "Ask | None",
) -> "tuple[Namesake, ...]":
    """Say who has the name of one of ours, and whether it is them. Nothing is locked meanwhile.

    Whoever is called by their address here gets the name that they have there.
    """
    if not session.has_journal():
        return ()
    from caretrack.app.imports.touch_people import names_given, offered

    with session.read() as journal:
        importing = PeopleImport(journal)
        found = offered(importing, contents.touches, context.uids)
        for record in names_given(importing, contents.touches):
            contents.people.add(record)
    if options.by_name:
        return tuple(one._replace(taken=bool(one.person_id)) for one in found)
    return tuple(ask(found) if ask and found and not options.dry_run else found)


def contents_of(
    items: Iterable[Item],
    tags: Sequence[str],
    reading: ReadOptions,
    context: "TouchContext | None",
) -> FileContents:
    """Return what a reader gave, made ready for the journal: tags and kinds added."""
    found = FileContents(Packed(), Packed(), Refusals(), [])
    today = reading.today.isoformat()
    for item in items:
        if isinstance(item, PersonRecord):
            person = _without_years_to_come(_without_mark(item), reading.today, found.refused)
            person = _without_death_to_come(person, reading.today, found.refused)
            found.people.add(person._replace(tags=(*person.tags, *tags)) if tags else person)
        elif isinstance(item, Refused):
            found.refused.add(item)
        elif isinstance(item, TieRecord):
            found.ties.append(item)
        elif item.happened_on > today:
            found.refused.add(Refused(item.where, f"{item.happened_on} is still to come"))
        elif context:
            found.touches.add(context.with_kind(item, reading.mine))
    return found


def _without_mark(person: PersonRecord) -> PersonRecord:
    """Return the person with the † of the name as what it says: that they have died."""
    if _MARKS.isdisjoint(person.name):
        return person
    from caretrack.domain.people.death import death_in_name

    name, died = death_in_name(person.name)
    return person._replace(name=name, died=person.died or died) if died else person


def _without_years_to_come(person: PersonRecord, today: date, refused: Refusals) -> PersonRecord:
    """Return the person with no yearly day that begins after today."""
    if not any(day.year and day.year >= today.year for day in person.occasions):
        return person
    days = []
    for day in person.occasions:
        if day.year and (day.year, day.month, day.day) > (today.year, today.month, today.day):
            why = f"the year of the {day.label}: {day.year} is still to come"
            refused.add(Refused(person.where, why, whole=False))
            day = day._replace(year=None)  # noqa: PLW2901
        days.append(day)
    return person._replace(occasions=tuple(days))


def _without_death_to_come(person: PersonRecord, today: date, refused: Refusals) -> PersonRecord:
    """Return the person without a death that is still to come."""
    if person.died is None or not person.died.is_after(today):
        return person
    why = f"the day of their death: {person.died.day_words} is still to come"
    refused.add(Refused(person.where, why, whole=False))
    return person._replace(died=None)


def write_contents(
    journal: Journal,
    contents: FileContents,
    options: ImportOptions,
    tell: Tell,
    context: "TouchContext | None",
) -> ImportPage:
    """Match what was read and, unless it is a dry run, write it.

    To write, call it inside `journal.change(...)`.
    """
    tell("Matching")
    importing = PeopleImport(
        journal,
        tells_jobs=REGISTRY[options.format].book,
        everybody=options.everybody,
        writes=not options.dry_run,
    )
    read = contents.people.taken_out()
    if options.known:
        # A cadence would take them in.
        read = (person._replace(cadence_days=None) for person in read)
    for refused in importing.match_people(read):
        contents.refused.add(refused)
    if not options.dry_run:
        tell("Writing into the journal")
    known_before = who_waits.count_known(journal)
    begin = _new_people(importing, options)
    people = Packed(importing.take_people(begin, update=options.update)).finished()
    touches = TouchOutcomes()
    if context:
        from caretrack.app.imports.touches import add_touches

        touches = add_touches(importing, contents.touches, contents.refused, context, people)
    ties: tuple[TieOutcome, ...] = ()
    if contents.ties:
        from caretrack.journal.imports.ties import add_ties

        ties = add_ties(journal, importing.matcher, importing.bulk, contents.ties)
    if not options.dry_run:
        importing.write(begin)
    beginning = begin.counted()
    known_in_all = known_before + beginning.known - beginning.taken_in
    beginning = beginning._replace(known_in_all=known_in_all)
    if not options.dry_run and (beginning.looked_after or beginning.taken_in):
        refresh(journal.db)
        load = work_load(journal)
        beginning = beginning._replace(load=load_words(load) if load.says_something else "")
    page = _page(options, people, touches, contents.refused, context)
    return page._replace(beginning=beginning, ties=ties)


def _new_people(importing: PeopleImport, options: ImportOptions) -> NewPeople:
    """Say how the new people begin: looked after, or only known.

    People of an address book are known. A table that somebody made, and a friends.md, is of those
    whom they look after, and so is an export of Monica; of more than LONGEST_LIST new people it is
    an address book. Whoever has a cadence of their own is looked after, but for --known.
    """
    book = REGISTRY[options.format].book or (
        options.format in ("csv", "monica") and importing.new_people > LONGEST_LIST
    )
    plain = (options.every or "default").strip().casefold()
    days = None if plain == "default" else cadence_days(plain)
    return NewPeople(
        importing.journal,
        known=options.known or book,
        days=days,
        every=options.every is not None,
    )


def _page(
    options: ImportOptions,
    people: Many[PersonOutcome],
    outcomes: TouchOutcomes,
    refused: Refusals,
    context: "TouchContext | None",
) -> ImportPage:
    return ImportPage(
        options.format,
        options.dry_run,
        options.update,
        people,
        outcomes,
        tuple(refused.kept),
        refused.more,
        context.kinds if context else {},
    )


def columns(given: Sequence[str]) -> dict[str, str]:
    """Return what `--map` says: our field -> their column.

    It is `name="Full name",email=Mail` in one word, or one pair at a time. Raises WrongUsage for
    what is not a pair.
    """
    found: dict[str, str] = {}
    for text in given:
        for part in _parts(text):
            field, sign, column = part.partition("=")
            if not (sign and field.strip() and column.strip()):
                raise WrongUsage(
                    f"--map cannot be read: '{part[:60]}'",
                    "It looks like --map 'name=Full name,email=Mail'.",
                )
            found[field.strip().lower()] = column.strip()
    return found


def _parts(text: str) -> Iterator[str]:
    """Split at the commas that are not in quotes, and take the quotes off.

    A single pair may have commas in its column.
    """
    if text.count("=") == 1 and '"' not in text:
        yield text
        return
    part, quoted = "", False
    for char in text + ",":
        if char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            yield part
            part = ""
        else:
            part += char
    if part:
        yield part
