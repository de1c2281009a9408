"""`care tie`: how two people are connected, and whom to introduce to each other."""

from typing import TYPE_CHECKING, Annotated

from caretrack import streams
from caretrack.domain.person import Person
from caretrack.domain.talk.ties import meaning, tie_wording
from caretrack.domain.tie import Tie
from caretrack.errors import CareError, NothingFound, SeveralFound, WrongUsage
from caretrack.journal import entries, people
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_id, short_ids
from caretrack.journal.ties import all_ties, clean_new_relation, ties_of
from caretrack.options import Json, MaybeName, complete_people, limit_option
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views.page import Cell, ListPage, answer

if TYPE_CHECKING:
    pass

EXAMPLES = (
    "care tie ana boss ben",
    "care tie eva 'went to school with' gil",
    "care tie --ideas ana",
)


def complete_relations(incomplete: str) -> list[str]:
    """Return the relations that read differently on either page."""
    from caretrack.domain.talk.ties import KNOWN

    return [word for word in KNOWN if word.startswith(incomplete)]


def command(
    session: Session,
    name: MaybeName = None,
    relation: Annotated[
        str | None,
        Argument(
            metavar="[RELATION]",
            help="What the first is of the second: boss, sister, 'old colleague' …",
            complete=complete_relations,
        ),
    ] = None,
    other: Annotated[
        list[str] | None,
        Argument(metavar="[NAME]", help="The second person.", complete=complete_people),
    ] = None,
    ideas: Annotated[
        bool,
        Option(
            "--ideas",
            help="Who could be introduced: they share a worry, a goal or a hobby, "
            "and do not know each other.",
        ),
    ] = False,
    limit: Annotated[
        int | None, limit_option("How many ideas to show (config: tie.limit, 20).")
    ] = None,
    json: Json = False,
) -> None:
    """Keep who knows whom: the first person is the RELATION of the second. Each profile says it
    from its own side.

    With one name you see the people around them; without a name, all ties. Some words have another
    side (boss and reports to, mentor and mentee, supplier and buyer); your own words are kept as
    they are.

    Ideas (--ideas) come from worries, challenges, goals, hobbies and passions: words that two
    people use and few others do. An idea goes once the two have a tie, or were together in a caring
    touch that was not a crowd (kind introduce, for one). People of one company are taken to know
    each other. No idea comes from what somebody declined to talk about, or from what should not be
    raised with them.
    """
    said = [word for word in (name, relation, *(other or [])) if word is not None]
    if not said:
        return _ideas(session, None, limit, json) if ideas else _list(session, None, json)
    with session.read(somebody=True) as journal:
        person, rest = people.find_leading(journal, said)
    if ideas:
        if rest:
            raise WrongUsage("--ideas takes one name at most", "Like `care tie --ideas ana`.")
        return _ideas(session, person, limit, json)
    if not rest:
        return _list(session, person, json)
    if len(rest) == 1:
        raise WrongUsage(
            "the second person is missing",
            f"Like `care tie {said[0]} {rest[0] or 'RELATION'} NAME`.",
        )
    return _write(session, person, rest, json)


def _ideas(session: Session, person: Person | None, limit: int | None, json: bool) -> None:
    """Show the ideas for introductions of one person, or of everybody."""
    from caretrack.app.suggestions import introductions_for, introductions_of_all

    most = limit or session.config.tie_limit
    with session.read(somebody=person is not None) as journal:
        found, in_all = (
            introductions_of_all(journal, most)
            if person is None
            else introductions_for(journal, person.id, most)
        )
    rows = [
        (
            idea.one.name,
            f"{idea.fact.category}: {idea.fact.text}",
            idea.other.name,
            f"{idea.other_fact.category}: {idea.other_fact.text}",
        )
        for idea in found
    ]
    value = [
        {
            "people": [idea.one, idea.other],
            "facts": [idea.fact, idea.other_fact],
            "shared": list(idea.shared),
        }
        for idea in found
    ]
    empty = "No two people who share a subject and do not know each other yet."
    answer(json, value, ListPage(("person", "fact", "other", "other_fact"), rows, empty))
    if in_all > len(found) and not json:
        streams.say(f"and {in_all - len(found)} more: --limit {in_all}")


def _write(session: Session, first: Person, said: list[str], json: bool) -> None:
    """Write the tie that is said of the first person: the relation, and the name of the second."""
    with session.write() as journal:
        _refuse_no_relation(journal, first, said)
        relation, second = people.find_trailing(journal, said)
        if len(relation) > 1 and relation[-1] == "of":
            relation.pop()
        what = clean_new_relation(journal, " ".join(relation))
        if first.id == second.id:
            raise CareError(f"{first.name} is one person", "A tie needs two.")
        _refuse_the_same(journal, what, first, second)
        with journal.change("tie"):
            tie = entries.add(journal, Tie, person_id=first.id, other_id=second.id, relation=what)
        start = short_id(journal.db, tie.id)
    answer(json, tie, [f"Tied {start}  {first.name} · {tie_wording(what).phrase} {second.name}"])


def _refuse_no_relation(journal: Journal, first: Person, said: list[str]) -> None:
    """Raise WrongUsage if all that is said of the first person is the name of the second."""
    try:
        second, left = people.find_leading(journal, said)
    except (NothingFound, SeveralFound):
        return
    if not left:
        raise WrongUsage(
            f"what {first.name} is of {second.name} is missing", "Like `care tie ana boss ben`."
        )


def _refuse_the_same(journal: Journal, what: str, first: Person, second: Person) -> None:
    said = meaning(what, first.id, second.id)
    for tie in ties_of(journal, first.id):
        if meaning(tie.relation, tie.person_id, tie.other_id) == said:
            names = {first.id: first.name, second.id: second.name}
            there = (
                f"{names[tie.person_id]} · {tie_wording(tie.relation).phrase} {names[tie.other_id]}"
            )
            start = short_id(journal.db, tie.id)
            raise CareError(
                f"that tie is there already: {there} ({start})",
                f"To word it another way: care edit {start} --relation WORD.",
            )


def _list(session: Session, person: Person | None, json: bool) -> None:
    with session.read(somebody=person is not None) as journal:
        if person is not None:
            return _around(journal, person, json)
        found = all_ties(journal)
        starts = short_ids(journal.db, [tie.id for tie in found])
    rows = [
        (tie.name, tie_wording(tie.relation).phrase, tie.other_name, starts[tie.id])
        for tie in found
    ]
    empty = "No ties yet: care tie NAME RELATION NAME."
    return answer(json, found, ListPage(("person", "tie", "other", "id"), rows, empty))


def _around(journal: Journal, person: Person, json: bool) -> None:
    """Show who is around one person: ties from their side, then others of the same company."""
    from caretrack.journal.colleagues import colleagues

    found = all_ties(journal, {person.id})
    tied = {tie.other_id if tie.person_id == person.id else tie.person_id for tie in found}
    beside = [
        (other_id, name) for other_id, name in colleagues(journal, person) if other_id not in tied
    ]
    starts = short_ids(journal.db, [tie.id for tie in found])
    rows: list[tuple[Cell, ...]] = []
    for tie in found:
        is_first = tie.person_id == person.id
        way = tie_wording(tie.relation)
        rows.append(
            (
                way.first if is_first else way.second,
                tie.other_name if is_first else tie.name,
                starts[tie.id],
            )
        )
    rows += [("Same company", name, "") for _, name in beside]
    empty = f"No ties of {person.name} yet: care tie NAME RELATION NAME."
    page = ListPage(("tie", "person", "id"), rows, empty)
    same_company = [{"id": other_id, "name": name} for other_id, name in beside]
    answer(json, {"ties": found, "same_company": same_company}, page)
