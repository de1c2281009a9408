"""`care demo`: a sample journal, and its morning list."""

import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import typer

from caretrack.commands import _sample as sample
from caretrack.commands._due import due_page, show
from caretrack.domain.model import Action, Fact, Feedback, Occasion, Tie
from caretrack.journal import entries, people, settings, touches
from caretrack.journal.connection import Journal, open_journal
from caretrack.options import Json
from caretrack.session import Session
from caretrack.views import out

EXAMPLES = ("care demo", "care demo --json")


def command(ctx: typer.Context, json: Json = False) -> None:
    """Make a sample journal in a temporary folder and show its `care due`. Nothing of yours is touched."""
    session: Session = ctx.obj
    path = Path(tempfile.mkdtemp(prefix="care-demo-")) / "journal.db"
    with open_journal(path, session.today, make=True) as journal:
        with journal.change("demo"):
            fill(journal)
        show(due_page(journal, limit=None if json else session.config.due_limit), json)
    out.say("")
    called = sys.argv[0] if "/" in sys.argv[0] and shutil.which("care") is None else "care"
    out.say(f"These people do not exist. Look around: {called} --journal {path} profile ben")


def fill(journal: Journal) -> None:
    """Write the sample people with all that is known of them, their days counted from the journal's today."""
    settings.set_tag_cadence(journal, *sample.TAG_CADENCE)
    ids = {person.name: _person(journal, person) for person in sample.PEOPLE}
    for one, relation, other in sample.TIES:
        entries.add(journal, Tie, person_id=ids[one], other_id=ids[other], relation=relation)


def _person(journal: Journal, person: sample.Sample) -> str:
    today = journal.today
    made = people.add(
        journal,
        person.name,
        company=person.company,
        role=person.role,
        say=person.say,
        met=person.met,
        cadence_days=person.every,
        added_on=_ago(today, person.added),
    )
    people.add_handles(journal, made.id, "nickname", person.nicknames)
    people.tag(journal, made.id, person.tags)
    for spoke in person.touches:
        values = {"kind": spoke.kind, "channel": spoke.channel, "note": spoke.note, "mood": spoke.mood, "from_them": spoke.from_them}
        touches.add(journal, [made.id], happened_on=_ago(today, spoke.ago), **values)
    _entries(journal, person, made.id)
    return made.id


def _entries(journal: Journal, person: sample.Sample, who: str) -> None:
    today = journal.today
    for category, text, ago, source in person.facts:
        entries.add(journal, Fact, person_id=who, category=category, text=text, source=source, learned_on=_ago(today, ago))
    for sort, planned in (("promise", person.promises), ("gesture", person.gestures)):
        for text, ahead in planned:
            due_on = None if ahead is None else today + timedelta(days=ahead)
            entries.add(journal, Action, person_id=who, sort=sort, text=text, due_on=due_on)
    for tone, about, text, ago, acted, action in person.feedback:
        acted_on = None if acted is None else _ago(today, acted)
        values = {"tone": tone, "about": about, "text": text, "heard_on": _ago(today, ago), "acted_on": acted_on, "action": action}
        entries.add(journal, Feedback, person_id=who, **values)
    if person.birthday is not None:
        ahead, age = person.birthday
        day = today + timedelta(days=ahead)
        year = None if age is None else day.year - age
        entries.add(journal, Occasion, person_id=who, label="birthday", month=day.month, day=day.day, year=year)


def _ago(today: date, days: int) -> date:
    return today - timedelta(days=days)
