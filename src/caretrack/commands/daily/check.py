"""`care check`: a draft read before it is sent, with what the journal knows of whom it is for."""

from typing import Annotated

import typer

from caretrack import streams
from caretrack.app.draft import meant, needs_a_journal, text_of
from caretrack.domain.draft.check import CheckResult, DraftReader, OwnPhrases, check_draft, greeted
from caretrack.domain.draft.pasted import nearest, pairs
from caretrack.domain.kinds.families import CARE
from caretrack.domain.language.letter import read_letter
from caretrack.domain.language.own_words import body
from caretrack.domain.model import Person
from caretrack.domain.talk.categories import NOT_RAISED, silent_categories
from caretrack.domain.talk.openers import openers
from caretrack.journal import due, entries, people, search, touches
from caretrack.journal.connection import Journal
from caretrack.options import Edit, Json, complete_kinds, complete_people
from caretrack.session import Session
from caretrack.views.pages import check

EXAMPLES = (
    "care check ana mail.txt",
    "care check ana - < mail.txt",
    "care check ana offer.txt --kind pitch --exit-code",
)
TOPICS = 5


def command(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="Whom it is for; may be left out.",
            autocompletion=complete_people,
        ),
    ] = None,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE|-]",
            help="Where the draft is; - reads stdin, and so does nothing in a pipe.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            "-k",
            metavar="KIND",
            help="What it is to be; a kind of sales may sell.",
            autocompletion=complete_kinds,
        ),
    ] = None,
    edit: Edit = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 when there is something to mend.")
    ] = False,
    json: Json = False,
) -> None:
    """Read a draft before you send it: is it about them, does it ask, does it sell, was it pasted?

    It looks for an opener or a sign-off that could be anybody's; an offer, a price or a renewal inside a check-in; nothing that is
    theirs; all about you; no question; and half of its words, fifteen at least, in what you sent to somebody else by e-mail,
    chat or letter, or a greeting to somebody else. What is better comes from what you know of NAME, never from what they would rather not speak of.

    One word alone is a file where there is one of that name, else a person. Nothing is written, and nothing is sent.
    """
    session: Session = ctx.obj
    config = session.config
    own = OwnPhrases(config.check_generic, config.check_allow, config.me_name)
    with session.read(somebody=needs_a_journal(name, file)) as journal:
        family = _family(journal, kind)
        person, source = meant(journal, name, file, edit=edit)
        draft = text_of(session, source, edit=edit)
        # A check stores nothing itself, and what was written must not be lost.
        for path in session.settle_edits(arrived=False):
            streams.say(f"what you wrote is kept in {path}")
        reading = _read(journal, draft, person, family, own)
    check.show(draft, reading, person.name if person else "", json=json)
    if exit_code and reading.findings:
        raise typer.Exit(1)


def _family(journal: Journal, kind: str | None) -> str:
    if kind is None:
        return CARE
    from caretrack.app.entries import clean_kind

    known = touches.kinds(journal)
    return known[clean_kind(kind, known)].family


def _read(
    journal: Journal, draft: str, person: Person | None, family: str, own: OwnPhrases
) -> CheckResult:
    reader = reader_of(journal, person) if person else None
    names = (reader.name, *reader.names, reader.company) if reader else ()
    near = nearest(
        draft, search.find_sent(journal, pairs(draft, names), person.id if person else None), names
    )
    others = (
        people.called_first(journal, greeted(read_letter(draft), reader), person.id)
        if reader and person
        else {}
    )
    return check_draft(
        draft, reader, journal.today, family=family, near=near, others=others, own=own
    )


def reader_of(journal: Journal, person: Person) -> DraftReader:
    """What is known of somebody, without what must be left alone: declined and closed categories, boundaries (S2.6)."""
    who = person.id
    known = due.opener_sources(journal, [who])[who]
    ties = entries.ties_of(journal, who)
    nicknames = people.listed(journal, [who])[who].nickname
    around = people.names(
        journal, [side for tie in ties for side in (tie.person_id, tie.other_id) if side != who]
    )
    silent = silent_categories(known.facts) | NOT_RAISED
    newest = touches.history(
        journal, person=who, family=CARE, until=journal.today.isoformat(), limit=TOPICS
    )
    return DraftReader(
        name=person.name,
        names=(*nicknames, *around.values()),
        company=person.company or "",
        role=person.role or "",
        facts=tuple(fact for fact in known.facts if fact.is_known and fact.category not in silent),
        # Of a whole letter in a note, the greeting is no topic.
        topics=tuple(
            (touch.happened_on, body(touch.note).strip() or touch.note) for touch in newest
        ),
        openers=tuple(openers(known, journal.today)),
        nicknames=nicknames,
    )
