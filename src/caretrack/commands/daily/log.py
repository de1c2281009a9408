"""`care log`: write down a touch, and everything that came out of it, in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, NamedTuple

import typer

from caretrack import streams
from caretrack.domain.clock import Clock
from caretrack.domain.model import ASK, Action, Fact, Feedback, Person, Touch
from caretrack.domain.pages.logged import Logged
from caretrack.domain.talk.categories import CATEGORIES, clean_category, not_known, split_learned
from caretrack.domain.talk.openers import openers, to_ask
from caretrack.domain.text import clean_text
from caretrack.errors import NothingFound, WrongUsage
from caretrack.journal import due, entries, people, touches
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_id
from caretrack.options import (
    Day,
    Edit,
    Json,
    Name,
    complete_categories,
    complete_channels,
    complete_kinds,
    complete_people,
)
from caretrack.session import Session

EXAMPLES = (
    "care log ana -c call -m 2 worried about the Q3 budget -l 'family: daughter Mia starts school in May' -p 'send the template by friday'",
    "care log ben --with ana -d tuesday lunch at the harbour, talked about his second site",
    "care log 'Eva Lind' - -f 'complaint: the export is slow' < mail.txt",
)

Note = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NOTE]...", help="What was said; words need no quotes, - reads stdin."),
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        "-k",
        metavar="KIND",
        help="Why; else worked out from the note (care kinds).",
        autocompletion=complete_kinds,
    ),
]
Channel = Annotated[
    str | None,
    typer.Option(
        "--channel",
        "-c",
        metavar="CHANNEL",
        help="How: call, video, email, chat, meeting …",
        autocompletion=complete_channels,
    ),
]
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="NAME",
        help="Who else was in it; may be given again.",
        autocompletion=complete_people,
    ),
]
FromThem = Annotated[bool, typer.Option("--from-them", help="They got in touch with you.")]
Mood = Annotated[
    int | None, typer.Option("--mood", "-m", min=1, max=5, help="How they were: 1 low, 5 high.")
]
Learned = Annotated[
    list[str] | None,
    typer.Option(
        "--learned", "-l", metavar='"CATEGORY: TEXT"', help="What you learned about them."
    ),
]
Declined = Annotated[
    list[str] | None,
    typer.Option(
        "--declined",
        metavar="CATEGORY",
        help="You asked, they did not want to say.",
        autocompletion=complete_categories,
    ),
]
Promised = Annotated[
    list[str] | None,
    typer.Option(
        "--promise",
        "-p",
        metavar='"TEXT [by DATE]"',
        help="What you promised, its day as seen from the day of the touch.",
    ),
]
FeedbackHeard = Annotated[
    list[str] | None,
    typer.Option(
        "--feedback",
        "-f",
        metavar='"[complaint|idea|praise:] TEXT"',
        help="What they said of your work.",
    ),
]
About = Annotated[
    str | None,
    typer.Option(
        "--about",
        metavar="AREA",
        help="The feedback, or what you asked, is about product, marketing, sales or service.",
    ),
]
New = Annotated[
    bool,
    typer.Option(
        "--new",
        help="Add people who are not in the journal yet; the start of a word means nobody then.",
    ),
]

Written = tuple[list[Fact], list[Action], list[Feedback]]


def command(
    ctx: typer.Context,
    name: Name,
    note: Note = None,
    kind: Kind = None,
    channel: Channel = None,
    day: Day = None,
    with_: With = None,
    from_them: FromThem = False,
    mood: Mood = None,
    learned: Learned = None,
    declined: Declined = None,
    promise: Promised = None,
    feedback: FeedbackHeard = None,
    about: About = None,
    new: New = False,
    edit: Edit = False,
    json: Json = False,
) -> None:
    """Log a touch. Only a caring one resets the clock; which it was is worked out from the note, and always said.

    Then you hear when they are next due, what to talk about, and what you do not know yet. After the third sales touch in a
    row, or a first one to somebody of whom you know nothing, one line says so; a fourth is not mentioned again. What they
    tell you now (-l) ends what they once declined; a fact that is near to one you have is kept, and both are named.
    """
    from caretrack.app.entries import clean_about, day_in_the_past, split_feedback

    session: Session = ctx.obj
    on = day_in_the_past(session, day)
    said = Said(
        day=on,
        kind=kind,
        channel=channel,
        from_them=from_them,
        mood=mood,
        learned=[split_learned(item) for item in learned or []],
        declined=declined or [],
        promised=_promised(promise or [], on, session.month_first),
        feedback=[split_feedback(item) for item in feedback or []],
        about=clean_about(about) if about is not None else None,
        words=session.config.kinds_words,
    )
    text = session.text(note, "the note", edit=edit, option="what was said")
    with session.write(make=new) as journal:
        report = write(journal, [name, *(with_ or [])], text, said, new=new)
    if json:
        from caretrack.views import as_json

        return streams.put_json(as_json.logged(report))
    from caretrack.views import plain

    return streams.put(plain.logged(report))


class Said(NamedTuple):
    """What came with the note on the command line, each value read already; `words` of one's own by the kind that they speak for."""

    day: date
    kind: str | None = None
    channel: str | None = None
    from_them: bool = False
    mood: int | None = None
    learned: Sequence[tuple[str, str]] = ()
    declined: Sequence[str] = ()
    promised: Sequence[tuple[str, date | None]] = ()
    feedback: Sequence[tuple[str, str]] = ()
    about: str | None = None
    words: Mapping[str, Sequence[str]] = {}


def _promised(
    texts: Sequence[str], on: date, month_first: bool
) -> Sequence[tuple[str, date | None]]:
    if not texts:
        return ()
    from caretrack.domain.date_phrases import split_promise

    return [split_promise(clean_text(text, "the promise"), on, month_first) for text in texts]


def write(
    journal: Journal, named: list[str], note: str, said: Said, *, new: bool = False
) -> Logged:
    """Write the touch and all that came out of it in one change set, and give what to say back."""
    from caretrack.app.entries import clean_channel, clean_kind, worked_out

    with journal.change("log"):
        known = touches.kinds(journal)
        guessed = worked_out(note, said.words, known) if said.kind is None else None
        word = guessed.kind if guessed else clean_kind(said.kind or "", known)
        asked = said.about if word == ASK else None
        if said.about is not None and not asked and not said.feedback:
            raise WrongUsage(
                "--about says what feedback, or an ask, is about",
                "Add -f 'complaint: …', 'idea: …' or 'praise: …', or -k ask.",
            )
        everybody, added = _people(journal, named, new)
        touch = touches.add(
            journal,
            [person.id for person in everybody],
            happened_on=said.day,
            kind=word,
            channel=clean_channel(said.channel, note),
            from_them=said.from_them,
            mood=said.mood,
            note=note,
            about=asked,
        )
        written = _entries(journal, touch, said)
        of_facts = _of_facts(journal, touch, written[0])
    report = _report(
        journal, touch, known[word].label, guessed.words if guessed else None, written, added
    )
    return report._replace(of_facts=of_facts)


def _entries(journal: Journal, touch: Touch, said: Said) -> Written:
    """The facts, promises and feedback of a log: of the person who was named first."""
    from caretrack.app.entries import DEFAULT_AREA

    base = {"person_id": touch.people[0][0], "touch_id": touch.id}
    named = {category for category, _ in said.learned} | set(said.declined)
    used = entries.categories(journal) if named - set(CATEGORIES) else []
    told = [(clean_category(category, used), text, "told") for category, text in said.learned]
    told += [(clean_category(category, used), "", "declined") for category in said.declined]
    return (
        [
            entries.add(journal, Fact, category=c, text=t, source=s, learned_on=said.day, **base)
            for c, t, s in told
        ],
        [
            entries.add(journal, Action, sort="promise", text=t, due_on=by, **base)
            for t, by in said.promised
        ],
        [
            entries.add(
                journal,
                Feedback,
                about=said.about or DEFAULT_AREA,
                tone=tone,
                text=t,
                heard_on=said.day,
                **base,
            )
            for tone, t in said.feedback
        ],
    )


def _of_facts(journal: Journal, touch: Touch, facts: list[Fact]) -> list[str]:
    """What there is to say of the facts of a log; the silences that they end are ended."""
    if not facts:
        return []
    from caretrack.app import learn

    new = {fact.id for fact in facts}
    before = [fact for fact in learn.current(journal, touch.people[0][0]) if fact.id not in new]
    return learn.after_log(journal, facts, before)


def _selling(
    journal: Journal, touch: Touch, clocks: dict[str, Clock], asks: str
) -> tuple[str, str]:
    """The line after a sales touch, for somebody unknown or as the third in a row (S1.6, S2.4), and the questions that are left."""
    from caretrack.domain.talk.sales_warning import SoldTo, sales_in_a_row, sales_warning

    facts = entries.of_people(journal, Fact, [who for who, _ in touch.people], entries.CURRENT_FACT)
    sold = []
    for who, name in touch.people:
        clock, known = (
            clocks.get(who),
            any(fact.is_known for fact in facts[who]),
        )
        sold.append(
            SoldTo(
                name,
                known,
                sales_in_a_row(clock, touch.happened_on),
                clock.last_care if clock else None,
            )
        )
    return sales_warning(sold, asks, journal.today)


def _people(journal: Journal, named: list[str], new: bool) -> tuple[list[Person], list[str]]:
    """The people who are meant, each once, and the names of those who are new."""
    found: dict[str, Person] = {}
    added: list[str] = []
    for text in named:
        try:
            person = people.find(journal, text, starts=not new)
        except NothingFound as error:
            if not new:
                error.hint = error.hint.replace(
                    "`care add` makes somebody new", "--new logs it for somebody new"
                )
                raise
            from caretrack.domain.people.names import clean_name

            person = people.add(journal, clean_name(text))
            added.append(person.name)
        found[person.id] = person
    return list(found.values()), added


def _report(
    journal: Journal,
    touch: Touch,
    label: str,
    kind_from: str | None,
    written: Written,
    added: list[str],
) -> Logged:
    who = touch.people[0][0]
    clocks = due.clocks(journal, [person_id for person_id, _ in touch.people])
    known = due.opener_sources(journal, [who])[who]
    stands, asks = openers(known, journal.today), not_known(to_ask(known))
    selling, asks = (
        _selling(journal, touch, clocks, asks) if touch.family == "sales" else ("", asks)
    )
    return Logged(
        touch=touch,
        short=short_id(journal.db, touch.id),
        label=label,
        kind_from=kind_from,
        facts=written[0],
        actions=written[1],
        feedback=written[2],
        added=added,
        today=journal.today,
        crowd=due.crowd_limit(journal),
        clocks={person_id: clocks.get(person_id) for person_id, _ in touch.people},
        opener=stands[0] if stands else None,
        not_known=asks,
        selling=selling,
    )
