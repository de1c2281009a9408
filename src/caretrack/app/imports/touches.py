"""The touches of an import: of which kind, by which channel, and with whom."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from caretrack.app.entries import clean_kind, own_words
from caretrack.app.imports.touch_people import TouchPeople
from caretrack.domain.clock import DEFAULT_CROWD
from caretrack.domain.kinds.families import BUILT_IN, CHANNELS, Kind
from caretrack.domain.kinds.guess import UNREAD, Guess, OwnRules, guess, guess_channel
from caretrack.domain.kinds.name_words import Names, NameSet, name_set
from caretrack.domain.model import MISSED
from caretrack.domain.packed import Many, Packed
from caretrack.domain.people.namesakes import Namesake
from caretrack.domain.records import PersonOutcome, Refused, TouchOutcomes, TouchRecord
from caretrack.formats.source import nobody
from caretrack.journal import touches
from caretrack.journal.imports.called import CalledSo
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
from caretrack.journal.rows import crowd_limit
from caretrack.session import Session

if TYPE_CHECKING:
    from caretrack.app.imports.records import Refusals


class TouchContext(NamedTuple):
    """What the journal knew before the file was read.

    `kind` is what `--kind` asks for, or "". `names` are those of everybody in the journal,
    `full_names` the keys of those of two or more words. `knows` says whether somebody is called so.
    `namesakes` of the file have the name of one of ours.
    """

    emails: frozenset[str]
    uids: frozenset[str]
    kinds: Mapping[str, Kind]
    own: OwnRules
    crowd: int
    kind: str = ""
    names: NameSet = NameSet()
    full_names: frozenset[str] = frozenset()
    knows: Callable[[str], bool] = nobody
    namesakes: tuple[Namesake, ...] = ()

    def with_kind(self, touch: TouchRecord, mine: frozenset[str]) -> TouchRecord:
        """Return a touch of the reader with its kind and channel, and no address of `mine`.

        The kind is the one asked for, else the reader's, else worked out from the words. A touch
        that reached nobody stays one.
        """
        text = touch.clue or touch.note
        asked = "" if touch.kind == MISSED else self.kind
        kind = asked or (touch.kind if touch.kind in self.kinds else "")
        guessed, unread = not kind, False
        if guessed and touch.uid not in self.uids:
            # To work out fifty thousand kinds takes a while, and what is there is not written.
            kind, _, state = self.guessed_kind(text, touch)
            unread = state == UNREAD
        channel = touch.channel if touch.channel in CHANNELS else guess_channel(text) or "other"
        emails = tuple(email for email in touch.emails if email.casefold() not in mine)
        return touch._replace(
            kind=kind, channel=channel, emails=emails, clue="", guessed=guessed, unread=unread
        )

    def guessed_kind(self, text: str, touch: TouchRecord) -> Guess:
        """Return the kind that a text of the touch speaks for; names are no words of it."""
        return guess(text, self.own, Names(name_set(touch.people), self.names))


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
                crowd_limit(journal),
                names=every_name(journal),
                full_names=known_names(journal),
                knows=CalledSo(journal),
            )
    return context if kind is None else context._replace(kind=clean_kind(kind, kinds))


def add_touches(
    importing: PeopleImport,
    records: Packed[TouchRecord],
    refused: "Refusals",
    context: TouchContext,
    people: Many[PersonOutcome] = (),
) -> TouchOutcomes:
    """Match the touches with the people of the import and the journal, and add what is new.

    `people` are those of the file. Of a table of touches, whoever is unknown is counted. At the end
    there are no `records` left.
    """
    found = Packed[TouchRecord]()
    by_place = {person.where: person.id for person in people if person.id} if records else {}
    finder = TouchPeople(importing, context.namesakes, context.uids)
    for touch in records.taken_out():
        if touch.of_record:
            if who := by_place.get(touch.where):
                uid = f"in-touch:{who}:{touch.happened_on}"
                found.add(touch._replace(person_ids=(who,), uid=uid))
            continue
        ids, why = finder.people_of(touch)
        if ids:
            found.add(touch._replace(person_ids=ids))
        elif why:
            refused.add(Refused(touch.where, why))
    of_records = (touch.person_ids[0] for touch in found if touch.of_record)
    there = days_in_touch(importing.journal, of_records)
    adding = TouchImport(importing.journal, importing.bulk)
    adding.look_up(found)
    counts = {ADDED: 0, SAME: 0, GROWN: 0}
    new, guessed, unread = Packed[TouchRecord](), 0, 0
    for touch in found.taken_out():
        if not (touch.kind or adding.is_there(touch)):
            # It was deleted since its uid was looked up.
            touch = touch._replace(kind=context.guessed_kind(touch.note, touch).kind)  # noqa: PLW2901
        known_day = touch.of_record and (touch.person_ids[0], touch.happened_on) in there
        outcome = SAME if known_day else adding.add(touch)
        counts[outcome] += 1
        if outcome == ADDED:
            names = tuple(importing.matcher.name(person_id) for person_id in touch.person_ids)
            new.add(touch._replace(people=names))
            guessed += touch.guessed
            unread += touch.unread
    return TouchOutcomes(
        new.finished(),
        counts[SAME] + finder.there,
        counts[GROWN],
        finder.strangers,
        guessed,
        unknown=tuple(finder.unknown.items()),
        unclear=tuple(finder.unclear.items()),
        namesakes=context.namesakes,
        unread=unread,
        with_unknown=finder.with_unknown,
        with_unclear=finder.with_unclear,
    )
