"""The touches of an import: of which kind, by which channel, and with whom."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from caretrack.app.entries import clean_kind, own_words
from caretrack.domain.clock import DEFAULT_CROWD
from caretrack.domain.kinds.families import BUILT_IN, CHANNELS, Kind
from caretrack.domain.kinds.guess import OwnRules, guess, guess_channel
from caretrack.domain.kinds.name_words import Names, NameSet, name_set
from caretrack.domain.model import MISSED
from caretrack.domain.records import PersonOutcome, Refused, TouchOutcomes, TouchRecord
from caretrack.errors import NothingFound, SeveralFound
from caretrack.journal import due, touches
from caretrack.journal.connection import Journal
from caretrack.journal.find_people import find
from caretrack.journal.imports.people import PeopleImport
from caretrack.journal.imports.touches import (
    ADDED,
    GROWN,
    SAME,
    TouchImport,
    days_in_touch,
    known_emails,
    known_names,
    known_uids,
)
from caretrack.journal.names_in_notes import every_name
from caretrack.journal.people import handle_key
from caretrack.session import Session

if TYPE_CHECKING:
    from caretrack.app.imports.records import Refusals


class TouchContext(NamedTuple):
    """What the journal knew before the file was read.

    `kind` is what `--kind` asks for, or "". `names` are those of everybody in the journal,
    `full_names` the keys of those of two or more words.
    """

    emails: frozenset[str]
    uids: frozenset[str]
    kinds: Mapping[str, Kind]
    own: OwnRules
    crowd: int
    kind: str = ""
    names: NameSet = NameSet()
    full_names: frozenset[str] = frozenset()

    def with_kind(self, touch: TouchRecord, mine: frozenset[str]) -> TouchRecord:
        """Return a touch of the reader with its kind and channel, and no address of `mine`.

        The kind is the one asked for, else the reader's, else worked out from the words. A touch
        that reached nobody stays one.
        """
        text = touch.clue or touch.note
        asked = "" if touch.kind == MISSED else self.kind
        kind = asked or (touch.kind if touch.kind in self.kinds else "")
        guessed = not kind
        if guessed and touch.uid not in self.uids:
            # To work out fifty thousand kinds takes a while, and what is there is not written.
            kind = self.guessed_kind(text, touch)
        channel = touch.channel if touch.channel in CHANNELS else guess_channel(text) or "other"
        emails = tuple(email for email in touch.emails if email.casefold() not in mine)
        return touch._replace(kind=kind, channel=channel, emails=emails, clue="", guessed=guessed)

    def guessed_kind(self, text: str, touch: TouchRecord) -> str:
        """Return the kind that a text of the touch speaks for; names are no words of it."""
        return guess(text, self.own, Names(name_set(touch.people), self.names)).kind


def read_context(session: Session, kind: str | None) -> TouchContext:
    """Read what the journal knows already. Raises WrongUsage where it has no such kind."""
    words = session.config.kinds_words
    if not session.has_journal():
        kinds = {kind.kind: kind for kind in BUILT_IN}
        context = TouchContext(
            frozenset(), frozenset(), kinds, own_words(words, kinds), DEFAULT_CROWD
        )
    else:
        with session.read() as journal:
            kinds = touches.kinds(journal)
            context = TouchContext(
                known_emails(journal),
                known_uids(journal),
                kinds,
                own_words(words, kinds),
                due.crowd_limit(journal),
                names=every_name(journal),
                full_names=known_names(journal),
            )
    return context if kind is None else context._replace(kind=clean_kind(kind, kinds))


def add_touches(
    importing: PeopleImport,
    records: Sequence[TouchRecord],
    refused: "Refusals",
    context: TouchContext,
    people: Sequence[PersonOutcome] = (),
) -> TouchOutcomes:
    """Match the touches with the people of the import and the journal, and add what is new.

    `people` are those of the file. Of a table of touches, whoever is unknown is counted.
    """
    found, strangers = [], 0
    by_place = {person.where: person.id for person in people if person.id}
    finder = TableNames(importing.journal)
    for touch in records:
        if touch.of_record:
            if who := by_place.get(touch.where):
                uid = f"in-touch:{who}:{touch.happened_on}"
                found.append(touch._replace(person_ids=(who,), uid=uid))
            continue
        if touch.of_table:
            ids, why = finder.people_of(touch)
            if ids:
                found.append(touch._replace(person_ids=ids))
            elif why:
                refused.add(Refused(touch.where, why))
            continue
        ids, unknown = _people_of(importing, touch)
        if ids:
            found.append(touch._replace(person_ids=ids))
        elif unknown:
            why = f"nobody, or more than one, is called {', '.join(unknown)}"
            refused.add(Refused(touch.where, why))
        else:
            strangers += 1
    there = days_in_touch(importing.journal, [item for item in found if item.of_record])
    adding = TouchImport(importing.journal, importing.bulk)
    adding.look_up(found)
    counts = {ADDED: 0, SAME: 0, GROWN: 0}
    new = []
    for touch in found:
        if not (touch.kind or adding.is_there(touch)):
            # It was deleted since its uid was looked up.
            touch = touch._replace(kind=context.guessed_kind(touch.note, touch))  # noqa: PLW2901
        known_day = touch.of_record and (touch.person_ids[0], touch.happened_on) in there
        outcome = SAME if known_day else adding.add(touch)
        counts[outcome] += 1
        if outcome == ADDED:
            names = tuple(importing.matcher.name(person_id) for person_id in touch.person_ids)
            new.append(touch._replace(people=names))
    guessed = sum(touch.guessed for touch in new)
    outcomes = TouchOutcomes(tuple(new), counts[SAME], counts[GROWN], strangers, guessed)
    return outcomes._replace(unknown=tuple(finder.unknown.items()))


class TableNames:
    """Finds the people of a table of touches as they are found when one types them."""

    def __init__(self, journal: Journal) -> None:
        """Start with none looked for."""
        self.unknown: dict[str, int] = {}
        self._journal = journal
        # Of a file nobody is asked who is meant: the line is refused.
        journal.choose = None
        self._found: dict[str, str | SeveralFound | None] = {}

    def people_of(self, touch: TouchRecord) -> tuple[tuple[str, ...], str]:
        """Return the ids of all who are in a touch, or why it cannot come in ("": unknown)."""
        ids: list[str] = []
        for text in touch.emails or touch.people:
            parts = [text] if self._find(text) else [part.strip() for part in text.split(",")]
            for name in filter(None, parts):
                found = self._find(name)
                if isinstance(found, SeveralFound):
                    return (), f"more than one is called {name}: put an e-mail address in its place"
                if found is None:
                    self.unknown[name] = self.unknown.get(name, 0) + 1
                else:
                    ids.append(found)
        return tuple(dict.fromkeys(ids)), ""

    def _find(self, name: str) -> "str | SeveralFound | None":
        if name not in self._found:
            try:
                self._found[name] = find(self._journal, name).id
            except SeveralFound as error:
                self._found[name] = error
            except NothingFound:
                self._found[name] = None
        return self._found[name]


def _people_of(importing: PeopleImport, touch: TouchRecord) -> tuple[tuple[str, ...], list[str]]:
    """Return the ids of all who are in a touch, and its names that are unknown.

    Names count as unknown only where the touch has no addresses.
    """
    matcher = importing.matcher
    by_name = {name: matcher.person_named(name) for name in touch.people}
    by_uid = [matcher.person_told(uid) for uid in touch.uids]
    by_mail = [matcher.person_with_email(handle_key("email", email, "")) for email in touch.emails]
    unknown = [] if touch.emails else [name for name, found in by_name.items() if found is None]
    if unknown:
        return (), unknown
    return tuple(
        dict.fromkeys(found for found in (*by_name.values(), *by_mail, *by_uid) if found)
    ), []
