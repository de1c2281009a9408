"""Everything about one person as a page of Markdown.

Every entry is there with its full day; nothing is worked out, nothing left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.dates import MONTH_NAMES, spoken
from caretrack.domain.event import Event
from caretrack.domain.model import Action, Fact, Feedback, Occasion, Touch
from caretrack.domain.people.postal import address_line
from caretrack.domain.person import Person
from caretrack.domain.person_texts import PERSON_TEXTS
from caretrack.domain.talk.categories import LABELS, MARKS
from caretrack.domain.talk.ties import Around, tie_wording
from caretrack.domain.text import flat

Entry = tuple[str, ...]  # heading, text, and the source where there is one
# What comes before the other texts: how to say the name that stands above.
_FIRST = {"say": 0, "role": 1}
_SORTS = {
    "nickname": "Also called",
    "email": "E-mail",
    "phone": "Phone",
    "fax": "Fax",
    "chat": "Chat",
    "url": "Page",
    "uid": "Known elsewhere as",
}


class PersonPage(NamedTuple):
    """All entries of a person that are not deleted, on one day.

    Entries that are not current are there, too; `labels` are the words of kinds.
    """

    today: date
    person: Person
    handles: Sequence[tuple[str, str]]
    tags: Sequence[str]
    facts: Sequence[Fact]
    occasions: Sequence[Occasion]
    events: Sequence[Event]
    ties: Sequence[Around]
    actions: Sequence[Action]
    feedback: Sequence[Feedback]
    touches: Sequence[Touch]
    labels: Mapping[str, str]


def lines(page: PersonPage) -> Iterator[str]:
    """The lines of the page; what Markdown or HTML would read as marks is escaped."""
    person = page.person
    yield f"# {escaped(person.name)}"
    yield from (
        "",
        f"What is written down about {escaped(person.name)}, as of {spoken(page.today)}.",
    )
    yield from bullets("Who they are", _who(page))
    yield from bullets("What is known", (_fact(fact) for fact in page.facts))
    yield from bullets("Days", (_day(item) for item in page.occasions))
    yield from bullets(
        "Days that come once", ((spoken(item.happens_on), item.text) for item in page.events)
    )
    yield from bullets(
        "Who they know",
        ((_way(page, item.person_id, item.relation), item.name) for item in page.ties),
    )
    yield from bullets("What they said of our work", (_feedback(item) for item in page.feedback))
    yield from bullets("Promises and gestures", (_action(item) for item in page.actions))
    yield from bullets("Every time we were in touch", (_touch(page, item) for item in page.touches))


def _who(page: PersonPage) -> Iterator[Entry]:
    person = page.person
    for text in sorted(PERSON_TEXTS, key=lambda text: _FIRST.get(text.name, len(_FIRST))):
        if value := getattr(person, text.name):
            yield text.label, address_line(value) if text.name == "address" else value
    yield from ((_SORTS[sort], value) for sort, value in page.handles)
    if page.tags:
        yield ("Tags", ", ".join(page.tags))
    yield ("In the journal since", spoken(person.added_on))
    if person.archived_on:
        yield ("In the archive since", spoken(person.archived_on), person.archived_why or "")


def _fact(fact: Fact) -> Entry:
    until = f", held until {spoken(fact.retired_on)}" if fact.retired_on else ""
    if fact.reached_on:
        until = f", reached on {spoken(fact.reached_on)}"
    if fact.source in MARKS:
        return (
            LABELS.get(fact.category, fact.category),
            MARKS[fact.source],
            spoken(fact.learned_on) + until,
        )
    return (
        LABELS.get(fact.category, fact.category),
        fact.text,
        f"{fact.source}, {spoken(fact.learned_on)}{until}",
    )


def _day(item: Occasion) -> Entry:
    return (
        item.label,
        f"{item.day} {MONTH_NAMES[item.month - 1]}" + (f" {item.year}" if item.year else ""),
    )


def _way(page: PersonPage, person_id: str, relation: str) -> str:
    way = tie_wording(relation)
    return way.first if person_id == page.person.id else way.second


def _feedback(item: Feedback) -> Entry:
    after = [f"acted on {spoken(item.acted_on)}: {item.action}"] if item.acted_on else []
    after += [f"told {spoken(item.told_on)}"] if item.told_on else []
    return (f"{item.tone}, {item.about}", "; ".join([item.text, *after]), spoken(item.heard_on))


def _action(item: Action) -> Entry:
    days = [f"by {spoken(item.due_on)}"] if item.due_on else []
    days += [f"done {spoken(item.done_on)}"] if item.done_on else ["open"]
    return (item.sort, item.text, ", ".join(days))


def _touch(page: PersonPage, item: Touch) -> Entry:
    others = [name for person_id, name in item.people if person_id != page.person.id]
    about = [item.channel, f"{page.labels.get(item.kind, item.kind)} ({item.family})"]
    about += [f"about {item.about}"] if item.about else []
    about += [f"mood {item.mood} of 5"] if item.mood else []
    about += ["from them"] if item.from_them else []
    about += [f"with {', '.join(others)}"] if others else []
    about += [f"{item.crowd:,} there"] if item.crowd else []
    about += ["ahead"] if item.happened_on > page.today else []
    return (spoken(item.happened_on), item.note, ", ".join(about))


def bullets(title: str, rows: Iterable[Entry]) -> Iterator[str]:
    """A title and a list item for each row; nothing where there is no row."""
    made = [
        "- "
        + (f"**{escaped(heading)}** " if heading else "")
        + escaped(text)
        + (f" ({escaped(source[0])})" if any(source) else "")
        for heading, text, *source in rows
    ]
    if made:
        yield from ("", f"## {title}", "", *made)


def escaped(text: str) -> str:
    """Return `text` on one line, with all that Markdown and HTML read escaped."""
    line = "".join("\\" + char if char in "\\`*_{}[]<>#|~&" else char for char in flat(text))
    number = len(line) - len(line.lstrip("0123456789"))
    if line[:1] in {"-", "+", "="}:
        return "\\" + line
    return (
        line[:number] + "\\" + line[number:]
        if number and line[number : number + 1] in {".", ")"}
        else line
    )
