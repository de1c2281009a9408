"""`care triage`: whom to look after, of those who are only known, one by one."""

from typing import Annotated

from caretrack import streams
from caretrack.app.triage import (
    ARCHIVE,
    BACK,
    CADENCES,
    NEXT,
    STOP,
    decide,
    take_back,
    to_decide,
)
from caretrack.errors import CareError, NothingFound
from caretrack.journal.ids import short_ids
from caretrack.journal.queries.known_people import KnownPerson
from caretrack.keyboard import ENTER, ESCAPE, Keyboard, keys_can_be_read
from caretrack.options import Company, Json, Tag, limit_option
from caretrack.session import Session
from caretrack.views.page import ListPage, answer
from caretrack.views.pages import triage

EXAMPLES = ("care triage", "care triage --limit 20", "care triage --company lagoon --json")
ANSWERS = (*CADENCES, ARCHIVE, NEXT, BACK, STOP)


def command(
    session: Session,
    tag: Tag = None,
    company: Company = None,
    limit: Annotated[int | None, limit_option("How many at most.")] = None,
    json: Json = False,
) -> None:
    """Decide one by one about people whom an address book brought: how often should each hear from
    you?

    The most met come first. One key answers, and each answer is kept at once: ^C loses nothing, u
    takes the last one back, care undo too. First days are spread over the cadence, so that people
    taken in together are not due together. In a pipe they are listed.
    """
    with session.read() as journal:
        found, in_all = to_decide(journal, tag, company, limit)
        if json or not streams.can_ask() or not found:
            starts = short_ids(journal.db, [person.id for person in found])
            rows = [triage.row(person, starts[person.id]) for person in found]
            page = ListPage(triage.HEADER, rows, triage.NOBODY)
            return answer(json, {"known": in_all, "people": found}, page)
    streams.show_what_is_held()
    _ask(session, found, in_all)
    return None


def _ask(session: Session, found: list[KnownPerson], in_all: int) -> None:
    """Ask about each, until all are decided or it is enough; say what came of it."""
    streams.say_lines(triage.head(in_all))
    at, done = 0, list[tuple[int, str, str]]()  # the place, the key, the change set
    try:
        while at < len(found):
            streams.say_lines(["", *triage.of_person(found[at], at + 1, len(found), session.today)])
            key = _key(behind_answer=bool(done))
            if key == STOP:
                break
            if key == BACK:
                at = _back(session, found, at, done)
                continue
            change_set = _decide(session, found[at], key)
            if change_set is None:
                del found[at]
                in_all -= 1
                continue
            done.append((at, key, change_set))
            at += 1
    finally:
        counts = dict[str, int]()
        for _, key, _ in done:
            counts[key] = counts.get(key, 0) + 1
        left = in_all - len(done) + counts.get(NEXT, 0)
        streams.say_lines(["", triage.ended(counts, left)])


def _decide(session: Session, person: KnownPerson, key: str) -> str | None:
    """Write an answer; return its change set, "" for none, None if the person has gone since."""
    if key == NEXT:
        streams.say_lines(["  left for the next time"])
        return ""
    try:
        decided = decide(session, person.id, key)
    except NothingFound:
        streams.say_lines([f"  {person.name} is no longer in the journal"])
        return None
    streams.say_lines([f"  {triage.decided(decided, key)}"])
    return decided.change_set


def _back(
    session: Session, found: list[KnownPerson], at: int, done: list[tuple[int, str, str]]
) -> int:
    """Take the last answer back, and return who is asked about again."""
    if not done:
        streams.say_lines(["  nothing to undo yet"])
        return at
    place, _, change_set = done[-1]
    if change_set:
        try:
            take_back(session, change_set)
        except CareError as error:
            streams.say(str(error))
            return at
    done.pop()
    streams.say_lines([f"  undone: {found[place].name}"])
    return place


def _key(*, behind_answer: bool) -> str:
    """Return the key of an answer; without single keys it is a line.

    Enter answers nothing: many type it behind a key, and the next person would be passed over.
    """
    if not keys_can_be_read():
        return streams.choose(f"  {triage.CHOICE}", ANSWERS, NEXT)
    streams.say_lines([f"  {triage.CHOICE}"])
    with Keyboard() as keys:
        while True:
            key = keys.read().casefold()
            if key == ESCAPE:
                return STOP
            if key in ANSWERS:
                return key
            if key != ENTER or not behind_answer:
                streams.say_lines(triage.KEYS)
            behind_answer = False
