"""The questions of `care day` at a terminal: who is meant, and what shall be corrected.

All of them come before anything is written. A number picks a row, a key what to change of it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from caretrack import streams
from caretrack.app.day_plan import (
    Answers,
    DayPlan,
    Keep,
    NotTaken,
    PlannedTouch,
    names_of,
    planned,
)
from caretrack.app.entries import clean_channel, clean_kind, day_in_the_past, kind_within
from caretrack.app.heard import described
from caretrack.app.log_questions import ask_who, changed
from caretrack.domain.dates import spoken
from caretrack.domain.day import values as read
from caretrack.domain.day.values import LeftOut
from caretrack.domain.kinds.families import FAMILIES, Kind
from caretrack.domain.people.names import name_key
from caretrack.domain.person import Person
from caretrack.domain.promise_days import split_promise
from caretrack.domain.talk.proposals import PROMISE
from caretrack.domain.text import clean_text, shortened
from caretrack.errors import CareError, NothingFound
from caretrack.journal import people, touches
from caretrack.journal.connection import Journal
from caretrack.journal.find_people import (
    SHOWN_CANDIDATES,
    candidates_of,
    in_order,
    told_apart,
)
from caretrack.session import Session

ECHO = 70
_YES, _NO, _EDIT = "yes", "no", "edit"
_NOBODY = "nobody"


class _Row(NamedTuple):
    """A row that can be picked: a touch, or with `keep` something to keep of it, by its place."""

    touch: int
    keep: int | None
    lines: Sequence[str]


def ask_for_text(session: Session, about: date) -> str:
    """Return what is typed at the prompt, until an empty line; all of it is kept if it is lost."""
    what = "Today" if about == session.today else spoken(about)
    streams.say("Say in plain words whom you met, called or wrote to. An empty line ends it.")
    line = streams.ask(what)
    while line:
        session.typed.append(line)
        line = streams.ask("And")
    return "\n".join(session.typed)


def reviewed(
    session: Session, journal: Journal, text: str, about: date, *, dry_run: bool
) -> DayPlan:
    """Return the touches of a text as they were corrected. Raises CareError if none is wanted."""
    plan = _asked(session, journal, text, about)
    while not dry_run:
        rows = list(_rows(session, plan, touches.kinds(journal)))
        _show(rows, plan.left_out)
        numbers = [str(number) for number, _ in enumerate(rows, start=1)]
        if not plan.touches:
            question = "No touch in it. Change the text? [e, Enter: no]"
            chosen = streams.choose(question, [_EDIT, _NO], _NO)
        else:
            which = "Write it" if len(plan.touches) == 1 else "Write these"
            some = "1" if len(rows) == 1 else f"1-{len(rows)}"
            question = f"{which}? [Y/n/{some} to change one/e the text]"
            chosen = streams.choose(question, [_YES, _NO, _EDIT, *numbers], _YES)
        if chosen == _YES:
            return plan
        if chosen == _NO:
            raise CareError("nothing was written")
        if chosen == _EDIT:
            text = session.edit(f"{text.rstrip()}\n")
            plan = _asked(session, journal, text, about)
        else:
            _change(session, journal, plan, rows[int(chosen) - 1])
    return plan


def _asked(session: Session, journal: Journal, text: str, about: date) -> DayPlan:
    """Return what a text becomes, after every name that is not clear was asked for once."""
    meant: dict[str, Sequence[str]] = {}
    new: list[str] = []
    asked: set[tuple[str, str]] = set()
    while True:
        plan, left = planned(session, journal, text, about, Answers(meant, new))
        unclear = next((one for one in left if _is_to_ask(one, asked)), None)
        if unclear is None:
            return DayPlan([_with_days_known(one) for one in plan.touches], plan.left_out)
        asked.add((unclear.why, unclear.written))
        if unclear.why == read.STRANGER:
            who = _ask_stranger(journal, unclear)
            if isinstance(who, str):
                new.append(who)
            elif who is not None:
                meant[name_key(unclear.written)] = [who.id]
        else:
            ids = _ask_which(journal, unclear)
            key = unclear.written if unclear.why == read.GROUP else name_key(unclear.written)
            if ids:
                meant[key] = ids


def _with_days_known(touch: PlannedTouch) -> PlannedTouch:
    """Return a touch without the events whose day is not known: these are no row."""
    return touch._replace(keeps=tuple(one for one in touch.keeps if not one.proposal.is_undated))


def _is_to_ask(left: LeftOut, asked: set[tuple[str, str]]) -> bool:
    if (left.why, left.written) in asked:
        return False
    few = len(left.people) <= SHOWN_CANDIDATES
    return left.why == read.STRANGER or (left.why in {read.SEVERAL, read.GROUP} and few)


def _ask_stranger(journal: Journal, left: LeftOut) -> Person | str | None:
    said = f"nobody is called “{left.written}”, in “{shortened(left.text, ECHO)}”"
    error = NothingFound(said)
    try:
        return ask_who(journal, left.written, error)
    except NothingFound:
        return None


def _ask_which(journal: Journal, left: LeftOut) -> list[str]:
    """Return who of several was meant, of a group all who were there; nobody for Enter."""
    shown = in_order(journal.db, candidates_of(journal, left.people))
    several = left.why == read.GROUP
    named = (
        f"“{left.written}”"
        if left.written == left.text
        else (f"“{left.written}”, in “{shortened(left.text, ECHO)}”")
    )
    streams.say(f"Who of them was there: {named}" if several else f"Who is {named}")
    streams.say_lines(
        f"  {number}  {line}" for number, line in enumerate(told_apart(journal, shown), start=1)
    )
    numbers = [str(number) for number, _ in enumerate(shown, start=1)]
    some = "/".join(numbers)
    if not several:
        answer = streams.choose(
            f"Which? [{some}, Enter: leave it out]", [*numbers, _NOBODY], _NOBODY
        )
        return [] if answer == _NOBODY else [shown[int(answer) - 1].id]
    while True:
        answer = streams.ask(f"Which? [{some} or several, Enter: leave it out]")
        words = answer.replace(",", " ").split()
        if all(word in numbers for word in words):
            return [shown[int(word) - 1].id for word in dict.fromkeys(words)]
        streams.say(f"'{answer[:20]}' is none of them: {', '.join(numbers)}.")


def _rows(session: Session, plan: DayPlan, known: dict[str, Kind]) -> Iterator[_Row]:
    """Yield the touches, each with what would be kept of it."""
    for place, touch in enumerate(plan.touches):
        day = "today" if touch.day == session.today else spoken(touch.day)
        kind = known[touch.kind]
        doubt = "" if touch.guess is None or touch.guess.sure else ", not sure"
        parts = [names_of(touch.people), day, touch.channel, f"{kind.label} ({kind.family}{doubt})"]
        parts += ["from them"] if touch.from_them else []
        parts += [f"{touch.crowd:,} there"] if touch.crowd else []
        yield _Row(place, None, [" · ".join(parts), f"“{shortened(touch.note, ECHO)}”"])
        for at, keep in enumerate(touch.keeps):
            yield _Row(place, at, [f"  {names_of([keep.person])} · {kept_as(keep)}"])


def kept_as(keep: Keep) -> str:
    """Return what is kept of somebody, in a few words."""
    proposal = keep.proposal
    if proposal.sort == PROMISE:
        by = f", by {spoken(proposal.on)}" if proposal.on else ""
        return f"you promised: {proposal.text}{by}"
    return described(proposal)


def _show(rows: Sequence[_Row], left_out: Sequence[NotTaken]) -> None:
    wide = len(str(len(rows)))
    streams.say_lines([""])
    for number, row in enumerate(rows, start=1):
        first, *more = row.lines
        streams.say_lines([f"  {number:>{wide}}  {first}"])
        streams.say_lines(f"  {'':{wide}}  {line}" for line in more)
    streams.say_lines(
        f"  {'-':>{wide}}  left out: “{shortened(left.text, ECHO)}”: {left.says}"
        for left in left_out
    )


def _change(session: Session, journal: Journal, plan: DayPlan, row: _Row) -> None:
    """Ask what to change of a row, and change it; Enter leaves it as it is."""
    touch = plan.touches[row.touch]
    if row.keep is not None:
        plan.touches[row.touch] = _keep_changed(session, journal, touch, row.keep)
        return
    question = (
        "Change [p people/d day/k kind/c channel/f from them or not/x drop it, Enter: nothing]"
    )
    keys = ["people", "day", "kind", "channel", "from", "x", "nothing"]
    key = streams.choose(question, keys, "nothing")
    if key == "x":
        del plan.touches[row.touch]
    elif key == "from":
        plan.touches[row.touch] = touch._replace(from_them=not touch.from_them)
    elif key != "nothing":
        plan.touches[row.touch] = _touch_changed(session, journal, touch, key)


def _touch_changed(
    session: Session, journal: Journal, touch: PlannedTouch, key: str
) -> PlannedTouch:
    """Return a touch as it was changed; what is wrong is said and asked again."""
    text = ", ".join(one if isinstance(one, str) else one.name for one in touch.people)
    asked = {
        "day": f"Day, as “yesterday” [Enter: {spoken(touch.day)}]",
        "kind": f"Kind, or care, sales, tried [Enter: {touch.kind}]",
        "channel": f"Channel [Enter: {touch.channel}]",
    }
    while True:
        if key == "people":
            text = streams.ask_to_change("People", text)
        else:
            text = streams.ask(asked[key])
            if not text:
                return touch
        try:
            if key == "people":
                return _with_people(journal, touch, text)
            if key == "day":
                return touch._replace(day=day_in_the_past(session, text))
            if key == "channel":
                return touch._replace(channel=clean_channel(text, ""))
            return touch._replace(kind=_kind(session, journal, touch, text), guess=None)
        except CareError as error:
            streams.say(str(error))


def _kind(session: Session, journal: Journal, touch: PlannedTouch, text: str) -> str:
    """Return the kind that is meant: a kind, or a family, of which the note says the kind."""
    known = touches.kinds(journal)
    family = [one for one in FAMILIES if text.strip() and one.startswith(text.strip().lower())]
    if family:
        return kind_within(touch.note, family[0], session.config.kinds_words, known)
    return clean_kind(text, known)


def _with_people(journal: Journal, touch: PlannedTouch, text: str) -> PlannedTouch:
    """Return a touch with these people. What is kept of others is no longer kept."""
    new = {one for one in touch.people if isinstance(one, str)}
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise CareError("a touch has somebody in it", "x drops it.")
    found = [name if name in new else people.find(journal, name) for name in names]
    keeps = [one for one in touch.keeps if one.person in found]
    if len(keeps) < len(touch.keeps) and len(found) == 1:
        keeps = [one._replace(person=found[0]) for one in touch.keeps]
    return touch._replace(people=tuple(dict.fromkeys(found)), keeps=tuple(keeps), unclear=())


def _keep_changed(session: Session, journal: Journal, touch: PlannedTouch, at: int) -> PlannedTouch:
    """Return a touch whose row of something to keep was changed or dropped."""
    keeps = list(touch.keeps)
    key = streams.choose("Change [e the text/x drop it, Enter: nothing]", ["edit", "x", ""], "")
    if key == "x":
        del keeps[at]
    elif key == "edit":
        keeps[at] = _edited(session, journal, touch, keeps[at])
    return touch._replace(keeps=tuple(keeps))


def _edited(session: Session, journal: Journal, touch: PlannedTouch, keep: Keep) -> Keep:
    """Return something to keep as it was changed; what is wrong is asked again."""
    proposal = keep.proposal
    if proposal.sort != PROMISE:
        return keep._replace(proposal=changed(journal, proposal, month_first=session.month_first))
    text = f"{proposal.text} by {spoken(proposal.on)}" if proposal.on else proposal.text
    while True:
        text = streams.ask_to_change("Promise", text)
        try:
            said, on = split_promise(
                clean_text(text, "the promise"), touch.day, session.month_first
            )
            return keep._replace(proposal=proposal._replace(text=said, on=on))
        except CareError as error:
            streams.say(str(error))
