"""What `care import` does between the file and the journal: read, match, write.

The file is read before the journal is locked, and nothing is written before everything is matched: the lock is held for as long
as it takes to write, and a dry run does all but that.
"""

from collections.abc import Mapping, Sequence

from caretrack.app.entries import clean_kind, own_words
from caretrack.app.imports.contents import Contents, Draft, Known, Refusals, Wishes, contents_of
from caretrack.domain.clock import DEFAULT_CROWD
from caretrack.domain.kinds.families import BUILT_IN, Kind
from caretrack.domain.kinds.guess import guess
from caretrack.domain.pages.imports import ImportPage, Met, Touched, Touches
from caretrack.errors import WrongUsage
from caretrack.formats.open import read
from caretrack.formats.recognise import JSON, READERS
from caretrack.formats.source import Asked, Source
from caretrack.journal import due, phones, touches
from caretrack.journal.connection import Journal
from caretrack.journal.imports.people import Intake
from caretrack.journal.imports.touches import (
    ADDED,
    GROWN,
    SAME,
    IncomingTouch,
    TouchIntake,
    known_emails,
    known_uids,
)
from caretrack.journal.people import handle_key
from caretrack.session import Session
from caretrack.views.progress import Progress

FORMATS = (*READERS, JSON)
# The formats that an option is for: elsewhere it would do nothing, and somebody should know that.
_CSV, _TOUCHES = ("google-csv", "linkedin-csv", "outlook-csv", "csv"), ("ics", "mbox", "maildir")
FIT = {
    "--map": _CSV,
    "--kind": (*_TOUCHES, "friends"),
    "--keep-text": ("mbox", "maildir"),
    "--tag": (*_CSV, "vcard", "friends"),
}


def refuse_unfit(format: str, options: Mapping[str, object]) -> None:
    """Raises WrongUsage for an option that was given and does nothing for files of this format."""
    for option, given in options.items():
        if given and format not in FIT[option]:
            raise WrongUsage(
                f"{option} is not for {format}", f"It is for {', '.join(FIT[option])}."
            )


def bring_in(session: Session, source: Source, wishes: Wishes) -> ImportPage:
    """Read the file, then match and write what came of it, as one change. Raises CareError with the journal untouched."""
    known = known_to(session)
    wishes = wishes._replace(kind=_clean_kind(wishes.kind, known.kinds))
    asked = Asked(
        wishes.format,
        session.today,
        known=known.emails,
        mine=frozenset(session.config.me_emails),
        columns=wishes.columns,
        keep_text=wishes.keep_text,
        month_first=session.month_first,
        crowd=known.crowd,
    )
    with Progress() as progress:
        progress.now(f"Reading {source.path.name}", source.size, lambda: source.position)
        contents = contents_of(read(source, asked), wishes, asked, known)
        if contents.nothing:
            return ImportPage(
                wishes.format,
                wishes.dry_run,
                wishes.update,
                (),
                Touches(),
                tuple(contents.refused.kept),
                contents.refused.more,
            )
        if wishes.dry_run:
            with session.read() as journal:
                return take_in(journal, contents, wishes, progress, known)
        with session.write(make=True) as journal, journal.change("import"):
            return take_in(journal, contents, wishes, progress, known)


def known_to(session: Session) -> Known:
    """What the journal knows already."""
    words = session.config.kinds_words
    if not session.there():
        kinds = {kind.kind: kind for kind in BUILT_IN}
        return Known(frozenset(), frozenset(), kinds, own_words(words, kinds), DEFAULT_CROWD)
    with session.read() as journal:
        kinds = touches.kinds(journal)
        return Known(
            known_emails(journal),
            known_uids(journal),
            kinds,
            own_words(words, kinds),
            due.crowd(journal),
            phones.country(journal.db),
        )


def _clean_kind(word: str | None, known: dict[str, Kind]) -> str | None:
    return None if word is None else clean_kind(word, known)


def take_in(
    journal: Journal, contents: Contents, wishes: Wishes, progress: Progress, known: Known
) -> ImportPage:
    """Match what was read and, unless it is a dry run, write it; that must be inside `journal.change(...)`."""
    progress.now("Matching")
    intake = Intake(journal)
    refused = contents.refused
    people: list[Met] = []
    for answer in intake.people(contents.people, update=wishes.update):
        if isinstance(answer, Met):
            people.append(answer)
        else:
            refused.add(answer.where, answer.why)
    touched = _touches(intake, contents.touches, refused, known)
    if not wishes.dry_run:
        # What was read is in what will be written: for many people it is not held twice.
        contents.people.clear()
        contents.touches.clear()
        progress.now("Writing into the journal")
        intake.write()
    return ImportPage(
        wishes.format,
        wishes.dry_run,
        wishes.update,
        tuple(people),
        touched,
        tuple(refused.kept),
        refused.more,
    )


def _touches(intake: Intake, drafts: Sequence[Draft], refused: Refusals, known: Known) -> Touches:
    found, strangers = [], 0
    for draft in drafts:
        ids, unknown = _people_of(intake, draft)
        if ids:
            found.append((draft.touch._replace(people=ids), draft.guessed))
        elif unknown:
            refused.add(draft.where, f"nobody, or more than one, is called {', '.join(unknown)}")
        else:
            strangers += 1
    taking = TouchIntake(intake.journal, intake.bulk)
    taking.look_up([touch for touch, _ in found])
    counts = {ADDED: 0, SAME: 0, GROWN: 0}
    new, guessed = [], 0
    for touch, is_guess in found:
        if not (touch.kind or taking.is_there(touch)):
            touch = touch._replace(kind=guess(touch.note, known.own).kind)  # noqa: PLW2901 - somebody deleted it since it was looked up
        outcome = taking.take(touch)
        counts[outcome] += 1
        if outcome == ADDED:
            guessed += is_guess
            new.append(_touched(intake, touch, known))
    return Touches(tuple(new), counts[SAME], counts[GROWN], strangers, guessed)


def _touched(intake: Intake, touch: IncomingTouch, known: Known) -> Touched:
    names = tuple(intake.matcher.name(person_id) for person_id in touch.people)
    kind = known.kinds[touch.kind]
    return Touched(
        touch.happened_on.isoformat(),
        kind.kind,
        kind.label,
        kind.family,
        touch.channel,
        names,
        touch.note,
    )


def _people_of(intake: Intake, draft: Draft) -> tuple[tuple[str, ...], list[str]]:
    """Everybody in it, by name and by address; and, where a touch names people and nothing else, those who are not known."""
    by_name = {name: intake.matcher.named(name) for name in draft.names}
    by_mail = [intake.matcher.addressed(handle_key("email", email, "")) for email in draft.emails]
    unknown = (
        [] if draft.emails else [name for name, person_id in by_name.items() if person_id is None]
    )
    ids = (
        ()
        if unknown
        else tuple(
            dict.fromkeys(person_id for person_id in (*by_name.values(), *by_mail) if person_id)
        )
    )
    return ids, unknown
