"""Write a touch and all that came out of it, for `care log` and `care next`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from caretrack.app.entries import DEFAULT_AREA, clean_channel, clean_crowd
from caretrack.domain.clock import Clock
from caretrack.domain.kinds.families import SALES, TRIED
from caretrack.domain.kinds.guess import Guess
from caretrack.domain.model import ASK, Action, Fact, Feedback, Touch
from caretrack.domain.person import Person
from caretrack.domain.talk.categories import CATEGORIES, clean_category, not_known
from caretrack.domain.talk.openers import (
    Opener,
    OpenerSources,
    asks_after,
    in_order,
    to_ask,
)
from caretrack.errors import WrongUsage
from caretrack.journal import due, entries, find_people, touches
from caretrack.journal.ahead import touches_ahead
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids
from caretrack.journal.known import known_ids
from caretrack.journal.notes import days_of
from caretrack.journal.rows import crowd_limit

if TYPE_CHECKING:
    from caretrack.app.heard import Mentioned, Proposed
    from caretrack.app.still_open import OpenEntry
    from caretrack.domain.event import Event
    from caretrack.domain.talk.attempts import Attempt

Written = tuple[list[Fact], list[Action], list[Feedback], list["Event"]]


class Logged(NamedTuple):
    """What was written, and what to say about it.

    `guess` is how the kind was worked out, None if it was given or chosen. `of_facts` are lines
    about what was learned: the facts near to it, the silence it ended. `selling` is the warning
    after a sales touch (`sales_warning`), "" for none. `tried` are the attempts to reach the first
    person, where this was one. `day_from` are the words of the note that said the day, "" for none;
    `day_unread` may have said it and were not read. `open` is what waits for the first person since
    before, `unread` the short ids of new promises without a day. `proposed` is what the note says
    beside and `mentioned` whom it names; neither is kept. `thanked` is the praise that it answers.
    `how_to_mend` is True once a day: then it is said how to mend the kind. `taken_in` are the ids
    of those who were only known, and are looked after from now on. `ahead` are the touches after
    today of those who have any, by id. `died` are those who have died by the words of the note,
    each with the command for the archive; `archived` went there with this touch, and `in_memory`
    are the ids of those of the touch who have died.
    """

    touch: Touch
    short: str
    label: str
    guess: Guess | None
    facts: list[Fact]
    actions: list[Action]
    feedback: list[Feedback]
    events: list["Event"]
    added: list[str]
    today: date
    crowd: int
    clocks: dict[str, Clock | None]
    opener: Opener | None
    not_known: str
    of_facts: Sequence[str] = ()
    selling: str = ""
    tried: Sequence["Attempt"] = ()
    proposed: Sequence["Proposed"] = ()
    mentioned: Sequence["Mentioned"] = ()
    day_from: str = ""
    day_unread: str = ""
    open: Sequence["OpenEntry"] = ()
    unread: Mapping[str, str] = {}
    how_to_mend: bool = False
    thanked: Sequence[Feedback] = ()
    taken_in: Sequence[str] = ()
    ahead: Mapping[str, Sequence[Touch]] = {}
    died: Sequence["Mentioned"] = ()
    archived: Sequence[Person] = ()
    in_memory: Sequence[str] = ()


class Details(NamedTuple):
    """What came with the note, each value parsed.

    `kind` is one of the journal's; `guess` is how it was worked out, None if it was not.
    `day_from` and `day_unread` are as in `Logged`. `died` are the ids of those who go into the
    archive, as they have died, each with the reason. `crowd` is how many were there, None where
    everybody is named.
    """

    day: date
    day_from: str = ""
    day_unread: str = ""
    kind: str = ""
    guess: Guess | None = None
    channel: str | None = None
    from_them: bool = False
    mood: int | None = None
    learned: Sequence[tuple[str, str]] = ()
    declined: Sequence[str] = ()
    promised: Sequence[tuple[str, date | None]] = ()
    feedback: Sequence[tuple[str, str]] = ()
    events: Sequence[tuple[date, str]] = ()
    about: str | None = None
    crowd: int | None = None
    died: Sequence[tuple[str, str]] = ()


def write(journal: Journal, who: Sequence[Person | str], note: str, said: Details) -> Logged:
    """Write the touch and all that came out of it in one change set; return what was written.

    A name in `who` is somebody to add.
    """
    with journal.change("log"):
        asked = said.about if said.kind == ASK else None
        if said.about is not None and not asked and not said.feedback:
            raise WrongUsage(
                "--about says what feedback, or an ask, is about",
                "Add -f 'complaint: …', 'idea: …' or 'praise: …', or -k ask.",
            )
        everybody, added = _people(journal, who)
        clean_crowd(said.crowd, len(everybody))
        touch = touches.add(
            journal,
            [person.id for person in everybody],
            happened_on=said.day,
            kind=said.kind,
            channel=clean_channel(said.channel, note),
            from_them=said.from_them,
            mood=said.mood,
            note=note,
            about=asked,
            crowd=said.crowd,
        )
        thanked = touches.answer_praise(journal, touch)
        written = _entries(journal, touch, said)
        of_facts = _of_facts(journal, touch, written[0])
        for person_id, why in said.died:
            from caretrack.journal.people import change

            change(journal, person_id, {"archived_on": journal.today, "archived_why": why})
    known = known_ids(journal, [person.id for person in everybody if person.known_on])
    label = touches.kinds(journal)[said.kind].label
    return _report(journal, touch, label, said.guess, written, added)._replace(
        thanked=thanked,
        of_facts=of_facts,
        archived=[find_people.get(journal, who) for who, _ in said.died],
        taken_in=[person.id for person in everybody if person.known_on and person.id not in known],
        day_from=said.day_from,
        day_unread=said.day_unread,
        how_to_mend=said.guess is not None and touches.is_first_log_of_day(journal),
    )


def _entries(journal: Journal, touch: Touch, said: Details) -> Written:
    """Write what came out of the touch; it belongs to the person who was named first."""
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
            entries.add(
                journal, Action, sort="promise", text=t, due_on=by, made_on=said.day, **base
            )
            for t, by in said.promised
        ],
        [
            entries.add(
                journal,
                Feedback,
                about=said.about or _area_of(tone, t),
                tone=tone,
                text=t,
                heard_on=said.day,
                **base,
            )
            for tone, t in said.feedback
        ],
        _events(journal, said, **base),
    )


def _events(journal: Journal, said: Details, person_id: str, touch_id: str) -> list["Event"]:
    if not said.events:
        return []
    from caretrack.app.events import write_event

    return [write_event(journal, person_id, day, text, touch_id) for day, text in said.events]


def _area_of(tone: str, text: str) -> str:
    """Return what feedback is about where nothing says it: a referral is about marketing."""
    if tone == "praise":
        from caretrack.domain.talk.praise import is_referral

        return "marketing" if is_referral(text) else DEFAULT_AREA
    return DEFAULT_AREA


def _of_facts(journal: Journal, touch: Touch, facts: list[Fact]) -> list[str]:
    """Return what to say about the facts; end the silences that they end."""
    if not facts:
        return []
    from caretrack.app import learn

    new = {fact.id for fact in facts}
    before = [fact for fact in learn.current(journal, touch.people[0][0]) if fact.id not in new]
    return learn.after_log(journal, facts, before)


def _selling(
    journal: Journal, touch: Touch, clocks: dict[str, Clock], asks: str
) -> tuple[str, str]:
    """Return the warning after a sales touch (S1.6, S2.4), and the questions that are left.

    It is given for a person of whom nothing is known, and for the third sales touch in a row.
    What is written of them, and the note of a caring touch, tell something.
    """
    from caretrack.domain.talk.sales_warning import SoldTo, sales_in_a_row, sales_warning

    facts = entries.of_people(journal, Fact, [who for who, _ in touch.people], entries.CURRENT_FACT)
    sold = []
    for who, name in touch.people:
        clock = clocks.get(who)
        cared_for = clock.last_care if clock else None
        person = find_people.get(journal, who)
        known = bool(cared_for or person.role or person.note or person.met) or any(
            fact.is_known for fact in facts[who]
        )
        sold.append(SoldTo(name, known, sales_in_a_row(clock, touch.happened_on), cared_for))
    return sales_warning(sold, asks, journal.today)


def _questions(journal: Journal, touch: Touch, known: OpenerSources) -> str:
    """Return the questions that are open still; "" if they were said within a week of this log.

    What the note just said is not among them.
    """
    days = days_of(journal, touch.people[0][0])
    # None if another process has restored a backup since: then the touch is in what was kept.
    if not days or not asks_after(touch.happened_on, days):
        return ""
    from caretrack.domain.talk.proposals import propose

    said = {item.category for item in propose(touch.note, touch.happened_on)}
    return not_known(to_ask(known, said))


def _people(journal: Journal, who: Sequence[Person | str]) -> tuple[list[Person], list[str]]:
    """Return the people, each once, and the names of those who were added."""
    found: dict[str, Person] = {}
    added: list[str] = []
    for one in dict.fromkeys(who):
        if isinstance(one, str):
            from caretrack.journal.people import add

            person = add(journal, one)
            added.append(person.name)
        else:
            # Read again: a question may have waited for long since they were found.
            person = find_people.get(journal, one.id)
        found[person.id] = person
    return list(found.values()), added


def _report(
    journal: Journal,
    touch: Touch,
    label: str,
    guess: Guess | None,
    written: Written,
    added: list[str],
) -> Logged:
    who = touch.people[0][0]
    new = {item.id for item in written[1]} | {item.id for item in written[2]}
    clocks = due.clocks(journal, [person_id for person_id, _ in touch.people])
    archived = clocks.get(who) is None
    known = OpenerSources()
    gone = [person_id for person_id, _ in touch.people if clocks.get(person_id) is None]
    in_memory = [person_id for person_id in gone if _has_died(journal, person_id)]
    if who not in in_memory:
        known = due.opener_sources(journal, [who])[who]
    stands, asks = () if archived else in_order(known, journal.today), ""
    selling = ""
    tried: list[Attempt] = []
    if touch.family == TRIED:
        # Nobody was there to answer a question.
        tried = touches.attempts(journal, [who])[who]
    elif not archived:
        asks = _questions(journal, touch, known)
    if touch.family == SALES:
        selling, asks = _selling(journal, touch, clocks, asks)
    waits = [item.id for item in known.promises] + [item.id for item in known.feedback]
    waits = [entry_id for entry_id in waits if entry_id not in new]
    unread = [item.id for item in written[1] if item.due_on is None]
    starts = short_ids(journal.db, [touch.id, *unread, *waits])
    still_open: list[OpenEntry] = []
    if waits:
        from caretrack.app.still_open import open_entries

        still_open = open_entries(known, waits, starts, touch.note, journal.today)
    return Logged(
        touch=touch,
        short=starts[touch.id],
        label=label,
        guess=guess,
        facts=written[0],
        actions=written[1],
        feedback=written[2],
        events=written[3],
        added=added,
        today=journal.today,
        crowd=crowd_limit(journal),
        clocks={person_id: clocks.get(person_id) for person_id, _ in touch.people},
        opener=_not_just_typed(stands, {touch.id, *_ids(written)}),
        not_known=asks,
        selling=selling,
        tried=tried,
        open=still_open,
        unread={entry_id: starts[entry_id] for entry_id in unread},
        ahead=touches_ahead(journal, [person_id for person_id, _ in touch.people]),
        in_memory=in_memory,
    )


def _has_died(journal: Journal, who: str) -> bool:
    from caretrack.domain.people.death import has_died

    return has_died(find_people.get(journal, who).archived_why)


def _not_just_typed(stands: Iterable[Opener], typed: set[str]) -> Opener | None:
    """Return the first opener that is of no entry of this log: it would only say it again."""
    return next((opener for opener in stands if opener.source not in typed), None)


def _ids(written: Written) -> Iterator[str]:
    """Yield the ids of the facts, the feedback and the events."""
    facts, _, feedback, events = written
    yield from (fact.id for fact in facts)
    yield from (item.id for item in feedback)
    yield from (event.id for event in events)
