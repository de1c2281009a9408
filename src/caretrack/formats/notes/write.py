"""Write a person as a note of a vault: what `read` reads back, and Obsidian shows.

Nothing that was typed can run or link: all that Markdown, HTML and plugins read as a mark is
escaped. The only links are those to the notes of other people, and to web pages and addresses.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from caretrack.domain.clock import NEVER
from caretrack.domain.model import Action, Fact, Feedback, Occasion, Touch
from caretrack.domain.person_texts import PERSON_TEXTS
from caretrack.domain.talk.categories import LABELS, MARKS
from caretrack.domain.talk.ties import Around, tie_wording
from caretrack.domain.text import flat
from caretrack.formats.markdown import PersonPage, escaped
from caretrack.formats.notes import layout

# What YAML takes for a text without quotes, in every version of it.
_PLAIN = re.compile(r"[A-Za-z][\w ./@+-]*(?<![ .])")
_NO_TEXT = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|#^\[\]%\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
# What Obsidian and its plugins read beside the marks of Markdown.
_MORE_MARKS = re.compile(r"(?<!\\)(?:==|%%|::|[$^])")
LONGEST_STEM = 100  # bytes: with an ending and a number it fits everywhere


def stems(people: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the name of the file of each person, by id, out of their ids and names.

    It is safe on every system, and no two are the same where case does not count.
    """
    found: dict[str, str] = {}
    taken = {layout.INDEX.casefold()}
    for person_id, name in sorted(people, key=lambda pair: pair[0]):
        stem = first = safe_stem(name)
        number = 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{first} ({number})"
        taken.add(stem.casefold())
        found[person_id] = stem
    return found


def safe_stem(name: str) -> str:
    """Return the name of a file for a person, safe on every system."""
    text = " ".join(_NOT_IN_NAMES.sub(" ", flat(name)).split()).strip(". ")
    if _RESERVED.fullmatch(text) or text.startswith(("-", "_")):
        text = f"({text})"
    text = text.encode()[:LONGEST_STEM].decode(errors="ignore").strip(". ")
    return text or "(somebody)"


def note(page: PersonPage, links: Mapping[str, str], uid: str) -> str:
    """Return the note of a person. `links` are the names of the files of all who are in the vault.

    `uid` is what the person is known by elsewhere.
    """
    lines = [*_front(page, uid), f"# {escaped(page.person.name)}"]
    text = page.person.note
    if text:
        lines += ["", f"## {layout.NOTE}", "", *map(marked, text.split("\n"))]
    sections: Sequence[tuple[str, Iterable[str]]] = (
        (layout.KNOWN, (_fact(fact) for fact in page.facts if fact.retired_on is None)),
        (layout.DAYS, (_day(item) for item in page.occasions if item.label != "birthday")),
        (layout.EVENTS, (_item(f"{item.happens_on}: {item.text}") for item in page.events)),
        (layout.TIES, (_tie(page.person.id, item, links) for item in page.ties)),
        (layout.ACTIONS, (_action(item) for item in page.actions)),
        (layout.FEEDBACK, (_feedback(item) for item in page.feedback)),
        (layout.TOUCHES, (_touch(page.person.id, item, links) for item in page.touches)),
    )
    for title, rows in sections:
        made = list(rows)
        if made:
            lines += ["", f"## {title}", "", *made]
    return "\n".join(lines) + "\n"


def index(rows: Iterable[tuple[str, str, str | None, str | None, bool]]) -> str:
    """Return the note that lists everybody: link, name, company, role, in the archive."""
    here: list[str] = []
    archived: list[str] = []
    for stem, name, company, role, is_archived in rows:
        about = [escaped(text) for text in (role, company) if text]
        (archived if is_archived else here).append(" · ".join([f"- {_link(stem, name)}", *about]))
    lines = ["---", "type: index", f"{layout.OURS}: index", "---", f"# {layout.INDEX}", "", *here]
    if archived:
        lines += ["", "## In the archive", "", *archived]
    return "\n".join(lines) + "\n"


def is_ours(head: str) -> bool:
    """True if a file was written by this module; `head` is its beginning."""
    return bool(re.match(rf"---\n(?:[^\n]*\n){{0,3}}?{layout.OURS}: [a-z0-9]+\n", head))


def _front(page: PersonPage, uid: str) -> Iterator[str]:
    person = page.person
    handles: dict[str, list[str]] = {}
    for sort, value in page.handles:
        handles.setdefault(sort, []).append(value)
    birthday = next((item for item in page.occasions if item.label == "birthday"), None)
    yield "---"
    yield f"type: {layout.PERSON}"
    yield f"{layout.OURS}: {person.id}"
    yield f"name: {_yaml(person.name)}"
    yield from _list("aliases", handles.get("nickname", []))
    yield from _list("tags", page.tags)
    for text in PERSON_TEXTS:
        value = getattr(person, text.name)
        if value and text.name != "note":
            yield f"{text.name}: {_yaml(value)}"
    for sort in ("email", "phone", "fax", "chat", "url"):
        yield from _list(sort, handles.get(sort, []))
    if birthday:
        yield f"birthday: {_iso(birthday) if birthday.year else _yaml(_iso(birthday))}"
    if person.cadence_days is not None:
        every = "never" if person.cadence_days == NEVER else f"{person.cadence_days}d"
        yield f"{layout.EVERY}: {every}"
    if person.known_on:
        yield f"{layout.KNOWN_ON}: {person.known_on}"
    if person.archived_on:
        yield f"{layout.ARCHIVED}: {_yaml(f'{person.archived_on} {person.archived_why or str()}')}"
    yield f"uid: {_yaml(uid)}"
    yield "---"


def _list(name: str, values: Sequence[str]) -> Iterator[str]:
    if values:
        yield f"{name}:"
        yield from (f"  - {_yaml(value)}" for value in values)


def _yaml(text: str) -> str:
    """Return a text as YAML has it, in quotes where it could be taken for anything else."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _NO_TEXT and text.isascii():
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", quoted)


def marked(text: str) -> str:
    """Return one line of a text, its marks escaped."""
    indent = len(text) - len(text.lstrip(" "))
    line = _MORE_MARKS.sub(
        lambda found: "".join(f"\\{sign}" for sign in found[0]), escaped(text).lstrip()
    )
    return " " * min(indent, 3) + line


def _item(text: str) -> str:
    """Return a text as an item of a list; its other lines are indented, empty ones left out."""
    first, *others = filter(str.strip, text.split("\n"))
    # After the dash a number or a sign begins nothing.
    return "\n".join([f"- {marked(first)}", *(f"  {marked(line.strip())}" for line in others)])


def _fact(fact: Fact) -> str:
    label = LABELS.get(fact.category, fact.category)
    if fact.source in MARKS:
        return _item(f"{label}: {MARKS[fact.source]}, {fact.learned_on}")
    return _item(f"{label}: {fact.text} ({fact.source}, {fact.learned_on})")


def _iso(item: Occasion) -> str:
    return f"{item.year or '-'}-{item.month:02}-{item.day:02}"


def _day(item: Occasion) -> str:
    return _item(f"{item.label}: {_iso(item)}")


def _tie(person_id: str, tie: Around, links: Mapping[str, str]) -> str:
    way = tie_wording(tie.relation)
    wording, other = (
        (way.first, tie.other_id) if tie.person_id == person_id else (way.second, tie.person_id)
    )
    return f"{_item(wording)}: {_named(other, tie.name, links)}"


def _action(item: Action) -> str:
    mark = "x" if item.done_on else " "
    day = (
        f" (done {item.done_on})" if item.done_on else f" (by {item.due_on})" if item.due_on else ""
    )
    return _item(f"{item.sort}: {item.text}{day}").replace("- ", f"- [{mark}] ", 1)


def _feedback(item: Feedback) -> str:
    days = [str(item.heard_on)]
    days += [f"acted on {item.acted_on}: {item.action}"] if item.acted_on else []
    days += [f"told {item.told_on}"] if item.told_on else []
    return _item(f"{item.tone}, {item.about}: {item.text} ({'; '.join(days)})")


def _touch(person_id: str, item: Touch, links: Mapping[str, str]) -> str:
    how = [item.channel, item.kind]
    how += [layout.FROM_THEM] if item.from_them else []
    how += [f"{layout.MOOD} {item.mood}"] if item.mood else []
    how += [f"{item.crowd} {layout.THERE}"] if item.crowd else []
    others = [_named(who, name, links) for who, name in item.people if who != person_id]
    text = _item(f"{item.happened_on} {', '.join(how)}: {item.note}")
    return text + (f" (with {', '.join(others)})" if others else "")


def _named(person_id: str, name: str, links: Mapping[str, str]) -> str:
    """Return a link to somebody, or their name where they have no note."""
    return _link(links[person_id], name) if person_id in links else escaped(name)


def _link(stem: str, name: str) -> str:
    shown = " ".join(_NOT_IN_NAMES.sub(" ", flat(name)).split())
    return f"[[{stem}]]" if stem == shown else f"[[{stem}|{shown}]]"
