"""`care day`: the evening in prose becomes touches, in one change set.

Nothing is written before all is read, asked and corrected: one `care undo` takes all of it back.
"""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from caretrack.app.day_plan import (
    Answers,
    DayPlan,
    Keep,
    NotTaken,
    PlannedTouch,
    planned,
    why_not,
)
from caretrack.app.entries import day_in_the_past
from caretrack.domain.day import values as read
from caretrack.domain.model import Action, Fact, Feedback, Touch
from caretrack.domain.person import Person
from caretrack.domain.talk.keep_commands import command_for, of_day
from caretrack.domain.talk.proposals import (
    EVENT,
    FACT,
    MOOD,
    PROMISE,
    REFERRAL,
    Proposal,
)
from caretrack.domain.text import clean_text
from caretrack.journal import entries, people, touches
from caretrack.journal.connection import Journal
from caretrack.journal.find_people import near_names, typed_back
from caretrack.journal.ids import short_id
from caretrack.session import Session


class DayTyped(NamedTuple):
    """The options of `care day` as they were typed; `ask` is False if there is nobody to ask."""

    day: str | None = None
    edit: bool = False
    dry_run: bool = False
    ask: bool = False


class LoggedOfDay(NamedTuple):
    """A touch that was written, or would be (`touch` is None, `short` ""), and what was kept.

    `commands` keep what is proposed and was not kept, each with what it is of whom.
    """

    planned: PlannedTouch
    label: str
    family: str
    touch: Touch | None
    short: str
    kept: Sequence[Keep]
    commands: Sequence[tuple[Keep, str]]


class DayReport(NamedTuple):
    """What came of a day. `stored_in` is where the text stays after a dry run, if it was typed."""

    touches: list[LoggedOfDay]
    left_out: list[NotTaken]
    stored_in: Sequence[Path] = ()


def day(session: Session, words: Sequence[str], typed: DayTyped) -> DayReport:
    """Write the touches that a text tells of; `words` are the text, "-" is stdin.

    Raises CareError if nobody is there to look after yet, or at the terminal nothing is wanted.
    """
    about = day_in_the_past(session, typed.day)
    with session.read(somebody=True) if typed.dry_run else session.write() as journal:
        text = _text(session, words, about, typed)
        answers = Answers()
        if typed.ask:
            from caretrack.app.day_review import reviewed

            plan = reviewed(session, journal, text, about, dry_run=typed.dry_run)
        else:
            plan, _ = planned(session, journal, text, about, answers)
        report = _report(journal, plan, typed)
        typed_in = typed.edit or not words
        if typed.dry_run and typed_in and typed.ask:
            return report._replace(stored_in=session.settle_edits(arrived=False))
        session.typed.clear()
        return report


def _text(session: Session, words: Sequence[str], about: date, typed: DayTyped) -> str:
    """Return the text of the day; what is typed or piped is kept until it is written."""
    if typed.edit:
        return session.text(words, "the text", edit=True)
    if list(words) == ["-"] or not (words or typed.ask or sys.stdin.isatty()):
        text = session.text("-", "the text")
    elif words:
        text = clean_text(" ".join(words), "the text")
    elif not typed.ask:
        return session.text(None, "the text", option="it in words", ask=False)
    else:
        from caretrack.app.day_review import ask_for_text

        return clean_text(ask_for_text(session, about), "the text")
    session.typed.append(text)
    return text


def _report(journal: Journal, plan: DayPlan, typed: DayTyped) -> DayReport:
    if typed.dry_run:
        written: list[LoggedOfDay] = [
            _logged(journal, one, None, kept=typed.ask) for one in plan.touches
        ]
    else:
        with journal.change("day"):
            made = [_write(journal, one, keep=typed.ask) for one in _with_new_people(journal, plan)]
        written = [_logged(journal, *one, kept=typed.ask) for one in made]
    left = list(plan.left_out)
    for one in written:
        left += [_unclear(journal, one, each) for each in one.planned.unclear]
    return DayReport(written, left)


def _with_new_people(journal: Journal, plan: DayPlan) -> list[PlannedTouch]:
    """Add who is new, and return the touches with them."""
    names = [who for touch in plan.touches for who in touch.people if isinstance(who, str)]
    new = {name: people.add(journal, name) for name in dict.fromkeys(names)}
    return [
        touch._replace(
            people=tuple(new[who] if isinstance(who, str) else who for who in touch.people),
            keeps=tuple(
                keep._replace(person=new[keep.person]) if isinstance(keep.person, str) else keep
                for keep in touch.keeps
            ),
        )
        for touch in plan.touches
    ]


def _write(journal: Journal, one: PlannedTouch, *, keep: bool) -> tuple[PlannedTouch, Touch]:
    """Write a touch, and with `keep` what came out of it."""
    kept = [each for each in one.keeps if keep]
    moods = [each.proposal.mood for each in kept if each.proposal.sort == MOOD]
    touch = touches.add(
        journal,
        [who.id for who in one.people if isinstance(who, Person)],
        happened_on=one.day,
        kind=one.kind,
        channel=one.channel,
        from_them=one.from_them,
        mood=min((mood for mood in moods if mood is not None), default=None),
        note=one.note,
        crowd=one.crowd,
    )
    touches.answer_praise(journal, touch)
    for person, proposal in kept:
        if isinstance(person, Person):
            _keep(journal, touch, person, proposal)
    return one, touch


def _keep(journal: Journal, touch: Touch, person: Person, proposal: Proposal) -> None:
    base = {"person_id": person.id, "touch_id": touch.id, "text": proposal.text}
    if proposal.sort == FACT:
        from caretrack.app import learn

        before = learn.current(journal, person.id)
        fact = entries.add(
            journal,
            Fact,
            category=proposal.category,
            source="told",
            learned_on=touch.happened_on,
            **base,
        )
        learn.end_silence(journal, fact, before)
    elif proposal.sort == PROMISE:
        entries.add(
            journal,
            Action,
            sort="promise",
            due_on=proposal.on,
            made_on=touch.happened_on,
            **base,
        )
    elif proposal.sort == REFERRAL:
        heard = {"about": "marketing", "tone": "praise", "heard_on": touch.happened_on}
        entries.add(journal, Feedback, **heard, **base)
    elif proposal.sort == EVENT and proposal.on is not None:
        from caretrack.app.events import write_event

        write_event(journal, person.id, proposal.on, proposal.text, touch.id)


def _logged(journal: Journal, one: PlannedTouch, touch: Touch | None, *, kept: bool) -> LoggedOfDay:
    kind = touches.kinds(journal)[one.kind]
    short = short_id(journal.db, touch.id) if touch else ""
    commands = [] if kept else [(keep, _command(journal, one, keep, short)) for keep in one.keeps]
    return LoggedOfDay(
        one, kind.label, kind.family, touch, short, one.keeps if kept else (), commands
    )


def _command(journal: Journal, one: PlannedTouch, keep: Keep, short: str) -> str:
    """Return the command that keeps a proposal, "" where none does yet."""
    person, proposal = keep
    if isinstance(person, str):
        return ""
    slug = typed_back(journal, person.id, person.name_key)
    if proposal.sort == PROMISE:
        by = f" --by {proposal.on}" if proposal.on else ""
        return f"care promise {quote(slug)} {quote(proposal.text)}{by}"
    if proposal.sort == MOOD and not short:
        return ""
    command = command_for(proposal, slug, short)
    return command if one.day == journal.today else of_day(command, one.day)


def _unclear(journal: Journal, one: LoggedOfDay, left: read.LeftOut) -> NotTaken:
    """Return what is said of somebody who was in a touch that was written without them."""
    meant = [people.get(journal, who) for who in left.people if not who.startswith("+")]
    command = ""
    if one.short and meant and left.why == read.SEVERAL:
        slug = typed_back(journal, meant[0].id, meant[0].name_key)
        command = f"care edit {one.short} --with {slug}"
    says = f"logged without {left.written}: {why_not(journal, left)}"
    near = near_names(journal, left.written) if left.why == read.STRANGER else []
    if one.short and near:
        command = f"care edit {one.short} --with {quote(near[0])}"
    return NotTaken(left.text, left.why, says, left.day, tuple(meant), command)


def written_by(report: DayReport) -> int:
    """Return how many touches were written."""
    return sum(one.touch is not None for one in report.touches)


def is_empty(report: DayReport) -> bool:
    """True if the text told of no touch at all, not even of one that is there already."""
    return not report.touches and all(one.why != "same" for one in report.left_out)
