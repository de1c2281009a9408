"""How a touch is logged: who, the note, its kind, what it says beside; then one write.

Everything that can be refused is refused before the note is asked for, and every question comes
before the write: nothing is locked while one waits, and one `care undo` takes all of it back.
"""

from collections.abc import Callable, Container, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from caretrack.app.entries import (
    NOTE_OF_MISSED,
    clean_about,
    clean_channel,
    clean_kind,
    day_in_the_past,
    day_of_note,
    kind_within,
    promised,
    split_feedback,
    worked_out,
)
from caretrack.app.log import Details, Logged, write
from caretrack.domain.kinds.families import TRIED
from caretrack.domain.kinds.name_words import Names, NameSet
from caretrack.domain.person import Person
from caretrack.domain.talk.categories import split_learned
from caretrack.domain.text import clean_text
from caretrack.errors import NothingFound, WrongUsage
from caretrack.journal import touches
from caretrack.journal.connection import Journal
from caretrack.journal.find_people import find_leading
from caretrack.journal.names_in_notes import names_of, others_in
from caretrack.session import Session

if TYPE_CHECKING:
    from caretrack.domain.talk.proposals import Proposal


class Typed(NamedTuple):
    """The options of `care log` as they were typed.

    `ask` is False if there is nobody to ask, or nobody wants to be asked; `propose` is False if
    nothing that the note says beside is wanted.
    """

    day: str | None = None
    kind: str | None = None
    channel: str | None = None
    others: Sequence[str] = ()
    crowd: int | None = None
    from_them: bool = False
    mood: int | None = None
    learned: Sequence[str] = ()
    declined: Sequence[str] = ()
    promised: Sequence[str] = ()
    feedback: Sequence[str] = ()
    events: Sequence[str] = ()
    about: str | None = None
    new: bool = False
    missed: bool = False
    edit: bool = False
    ask: bool = False
    propose: bool = True


def log(session: Session, words: Sequence[str], typed: Typed) -> Logged:
    """Log the touch of a command line: `words` are the name and the note."""
    _refuse_missing(words, typed)
    if words[1:] and not typed.edit:
        clean_text(" ".join(words[1:]), "the note")
    with session.write(make=typed.new) as journal:
        if not typed.ask:
            journal.choose = None
        details = _details(session, journal, typed)
        if typed.ask and not session.typed:
            session.typed.append(" ".join(words[1:]))
        first, rest = _who(journal, words, typed) if words else (_asked_for(journal), ())
        named, rest = _others(journal, rest, typed)
        who = [first, *named]
        note = _note(session, rest, typed)
        details, note = _with_day(session, note, details, typed)
        named_too = _named_too(journal, note, who) if typed.propose else []
        died = _deaths_told(note, details.day, who, named_too) if typed.propose else []
        dead = {person.id for person, _ in died}
        called = cache(lambda: others_in(journal, note))
        proposals = []
        if typed.propose and not _has_died(first, dead):
            proposals = _proposals(session, journal, first, note, details, called)
        details = _with_kind(session, journal, who, note, details, typed, proposals, called)
        if proposals and typed.ask:
            details, proposals = _keep_some(session, journal, proposals, details)
        others = _also_there(journal, [one for one in named_too if one.id not in dead], details)
        if others and typed.ask:
            who, others = [*who, *_asked_who_was_there(others)], []
        if died and typed.ask:
            details, died = _asked_who_died(details, died), []
        if not words:
            details = _asked_the_rest(session, journal, details, typed)
        report = write(journal, who, note, details)
        session.typed.clear()
        return _with_heard(journal, report, proposals, others, died)


def _note(session: Session, words: Sequence[str], typed: Typed) -> str:
    if typed.missed and not words and not typed.edit:
        return NOTE_OF_MISSED
    return session.text(words, "the note", edit=typed.edit, option="what was said", ask=typed.ask)


def _refuse_missing(words: Sequence[str], typed: Typed) -> None:
    """Raise WrongUsage if something is missing and nobody can be asked for it."""
    may_be_missing = typed.ask or (words and (typed.edit or typed.missed))
    if len(words) < 2 and not may_be_missing:
        raise WrongUsage(
            "the note is missing" if words else "the name and the note are missing",
            "Say what was said, - for stdin, or -e for your editor."
            if words
            else "Say `care log NAME NOTE`; on a terminal `care log` alone asks for them.",
        )


def _details(session: Session, journal: Journal, typed: Typed) -> Details:
    on = day_in_the_past(session, typed.day)
    if typed.channel is not None:
        clean_channel(typed.channel, "")
    return Details(
        day=on,
        kind=clean_kind(typed.kind, touches.kinds(journal)) if typed.kind else "",
        channel=typed.channel,
        crowd=typed.crowd,
        from_them=typed.from_them,
        mood=typed.mood,
        learned=[split_learned(item) for item in typed.learned],
        declined=typed.declined,
        promised=promised(typed.promised, on, session.month_first),
        feedback=[split_feedback(item) for item in typed.feedback],
        events=_events(session, typed, on),
        about=clean_about(typed.about) if typed.about is not None else None,
    )


def _with_day(session: Session, note: str, details: Details, typed: Typed) -> tuple[Details, str]:
    """Return the details with the day that the note begins with, and the note without its label."""
    day, note, words, unread = day_of_note(session, typed.day, note)
    if not words:
        return details._replace(day_unread=unread), note
    due = promised(typed.promised, day, session.month_first)
    events = _events(session, typed, day)
    return details._replace(day=day, day_from=words, promised=due, events=events), note


def _events(session: Session, typed: Typed, on: date) -> Sequence[tuple[date, str]]:
    """Return the day and the text of each event that was typed, as seen from the day `on`."""
    if not typed.events:
        return ()
    from caretrack.app.events import split_typed

    return [split_typed(item, on, session.month_first) for item in typed.events]


def _who(
    journal: Journal, words: Sequence[str], typed: Typed
) -> tuple[Person | str, Sequence[str]]:
    """Return who is meant by the leading words, or the name of somebody new; and the other words.

    On a terminal, somebody who is not found is asked for, so that the note is not lost.
    """
    try:
        return find_leading(journal, words, starts=not typed.new)
    except NothingFound as error:
        from caretrack.domain.people.names import clean_name

        if typed.new:
            return clean_name(words[0]), words[1:]
        error.hint = error.hint.replace(
            "`care add` makes somebody new", "--new logs it for somebody new"
        )
        if not typed.ask:
            raise
        from caretrack.app.log_questions import ask_who

        return ask_who(journal, clean_name(words[0]), error), words[1:]


def _asked_for(journal: Journal) -> Person | str:
    from caretrack.app.guided_log import ask_who

    return ask_who(journal)


def _asked_the_rest(session: Session, journal: Journal, details: Details, typed: Typed) -> Details:
    from caretrack.app.guided_log import ask_the_rest

    return ask_the_rest(session, journal, details, ask_learned=not typed.learned)


def _others(
    journal: Journal, words: Sequence[str], typed: Typed
) -> tuple[list[Person | str], Sequence[str]]:
    """Return who else was in it, and the words of the note.

    The name of the last one may go on in them: `--with ana silva lunch`.
    """
    found: list[Person | str] = []
    for at, name in enumerate(typed.others, start=1):
        behind = words if at == len(typed.others) else []
        person, left = _who(journal, [name, *behind], typed)
        found.append(person)
        words = left if behind else words
    return found, words


def _with_kind(
    session: Session,
    journal: Journal,
    who: Sequence[Person | str],
    note: str,
    details: Details,
    typed: Typed,
    proposals: Sequence["Proposal"],
    called: Callable[[], NameSet],
) -> Details:
    """Return the details with the kind: what was given, or worked out of the note, or chosen.

    What the note proposes to keep can spare the question.
    """
    if details.kind:
        return details
    known = touches.kinds(journal)
    names = Names(names_of(journal, who), called())
    guess = worked_out(note, session.config.kinds_words, known, names)
    family = known[guess.kind].family
    chosen = None
    if typed.ask:
        from caretrack.app.log_questions import ask_family, without_need_to_ask

        guess = without_need_to_ask(guess, proposals)
        chosen = ask_family(guess, family, session.config.log_ask)
    if chosen is None:
        return details._replace(kind=guess.kind, guess=guess)
    if chosen == family:
        return details._replace(kind=guess.kind)
    return details._replace(kind=kind_within(note, chosen, session.config.kinds_words, known))


def _proposals(
    session: Session,
    journal: Journal,
    who: Person | str,
    note: str,
    details: Details,
    called: Callable[[], NameSet],
) -> list["Proposal"]:
    """Return what the note proposes to keep, unless the setting or something said forbids it."""
    if not session.config.log_propose:
        return []
    from caretrack.app.heard import without_stated, worth_keeping

    found = worth_keeping(journal, note, who, details.day, called, month_first=session.month_first)
    stated = {category.strip().casefold() for category, _ in details.learned}
    days = [day for day, _ in details.events]
    return without_stated(found, stated | set(details.declined), details.mood, days)


def _keep_some(
    session: Session, journal: Journal, proposals: Sequence["Proposal"], details: Details
) -> tuple[Details, list["Proposal"]]:
    """Ask what to keep; return the details with it, and the events whose day is not known."""
    from caretrack.app.log_questions import ask_what_to_keep
    from caretrack.domain.talk.proposals import EVENT, FACT, MOOD, REFERRAL

    kept = ask_what_to_keep(journal, proposals, month_first=session.month_first)
    facts = [(proposal.category, proposal.text) for proposal in kept if proposal.sort == FACT]
    moods = [proposal.mood for proposal in kept if proposal.sort == MOOD]
    events = [(one.on, one.text) for one in kept if one.sort == EVENT and one.on is not None]
    gave = [("praise", proposal.text) for proposal in kept if proposal.sort == REFERRAL]
    details = details._replace(
        learned=[*details.learned, *facts],
        mood=moods[0] if moods else details.mood,
        events=[*details.events, *events],
        feedback=[*details.feedback, *gave],
    )
    return details, [one for one in proposals if one.is_undated]


def _named_too(journal: Journal, note: str, who: Sequence[Person | str]) -> list[Person]:
    from caretrack.app.heard import also_there

    return also_there(journal, note, who)


def _also_there(journal: Journal, named: list[Person], details: Details) -> list[Person]:
    """Return who else is named in the note, unless nobody was reached."""
    if not named or touches.kinds(journal)[details.kind].family == TRIED:
        return []
    return named


def _deaths_told(
    note: str, day: date, who: Sequence[Person | str], named: Sequence[Person]
) -> list[tuple[Person, str]]:
    from caretrack.app.heard import deaths_told

    return deaths_told(note, day, who, named)


def _has_died(who: Person | str, dead: Container[str]) -> bool:
    """True if somebody is in the archive as having died, or is among `dead` (ids)."""
    if isinstance(who, str):
        return False
    if not who.archived_on:
        return who.id in dead
    from caretrack.domain.people.death import has_died

    return has_died(who.archived_why)


def _asked_who_died(details: Details, died: Sequence[tuple[Person, str]]) -> Details:
    from caretrack.app.log_questions import ask_who_died

    return details._replace(died=[(one.id, why) for one, why in ask_who_died(died)])


def _asked_who_was_there(others: Sequence[Person]) -> list[Person]:
    from caretrack.app.log_questions import ask_who_was_there

    return ask_who_was_there(others)


def _with_heard(
    journal: Journal,
    report: Logged,
    proposals: Sequence["Proposal"],
    others: Sequence[Person],
    died: Sequence[tuple[Person, str]],
) -> Logged:
    """Return the report with what was heard and not kept, and the commands that keep it."""
    if not (proposals or others or died):
        return report
    from caretrack.app.heard import with_archive, with_commands, with_names

    return report._replace(
        proposed=with_commands(journal, report.touch, report.short, proposals),
        mentioned=with_names(journal, report.short, others),
        died=with_archive(journal, died),
    )
