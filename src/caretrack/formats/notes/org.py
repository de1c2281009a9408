"""Read people out of an Org file, as org-contacts keeps them: a heading each, with properties."""

import re
from collections.abc import Iterator

from caretrack.domain.text import tidy
from caretrack.formats.notes.front import Note
from caretrack.formats.notes.person import field_of
from caretrack.formats.text import tidy_name
from caretrack.words import word_set

_HEADING = re.compile(r"(\*+)[ \t]+(.*?)(?:[ \t]+:([\w@#%:]+):)?[ \t]*$")
# A priority, or how much is done; the state before it is a word of its own.
_MARKS = re.compile(r"\[#[A-Z]\][ \t]*|\[\d+[%/]\d*\][ \t]*")
_PROPERTY = re.compile(r"[ \t]*:([\w-]+?)\+?:[ \t]+(.*?)[ \t]*$")
_LINK = re.compile(r"\[\[([^\[\]]+)\](?:\[([^\[\]]+)\])?\]")
_DRAWER = re.compile(r"[ \t]*:(\w+):[ \t]*$")
_TAKEN = re.compile(r"[ \t]*- Note taken on (\[[^\]]+\])[ \t]*(?:\\\\)?[ \t]*$")
# Of the heading itself, and of no person.
_OF_THE_HEADING = frozenset(("ID", "CUSTOM_ID", "CATEGORY", "CREATED", "ARCHIVE_TIME", "ICON"))


def is_org_contacts(text: str) -> bool:
    """True if a text is Org with a person in it."""
    return next(people_of(text), None) is not None


def people_of(text: str) -> Iterator[tuple[int, str, Note]]:
    """Give each person of an Org file: the number of the line, the name, and their note."""
    for line, name, note in _headings(text):
        if _is_person(note):
            yield line, name, note


def _is_person(note: Note) -> bool:
    return any(
        field_of(name) in {"email", "phone", "birthday", "address"} for name in note.properties
    )


def _headings(text: str) -> Iterator[tuple[int, str, Note]]:
    """Give each heading that has properties, with all that stands below it."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        heading = _HEADING.match(lines[at])
        first, at = at, at + 1
        if heading is None:
            continue
        properties, at = _properties(lines, at)
        if not properties:
            continue
        if heading[3]:
            properties["tags"] = tuple(filter(None, heading[3].split(":")))
        below = at
        while at < len(lines):
            next_one = _HEADING.match(lines[at])
            if next_one and len(next_one[1]) <= len(heading[1]):
                break
            at += 1
        name = tidy_name(_shown(_MARKS.sub("", _without_state(heading[2]))))
        yield first + 1, name, Note(properties, "\n".join(_body(lines[below:at])))


def _without_state(title: str) -> str:
    """Return a heading without the state of a task before it."""
    state, _, rest = title.partition(" ")
    known = state.isupper() and state.lower() in word_set("notes", "states in org")
    return rest if known else title


def _properties(lines: list[str], at: int) -> tuple[dict[str, tuple[str, ...]], int]:
    """Return the properties of a heading, and where its text begins."""
    while at < len(lines) and re.match(r"[ \t]*(?:SCHEDULED|DEADLINE|CLOSED):", lines[at]):
        at += 1
    found: dict[str, tuple[str, ...]] = {}
    if at >= len(lines) or not re.match(r"(?i)[ \t]*:PROPERTIES:[ \t]*$", lines[at]):
        return found, at
    below = at + 1
    for number in range(at + 1, len(lines)):
        if re.match(r"(?i)[ \t]*:END:[ \t]*$", lines[number]):
            return found, number + 1
        if _HEADING.match(lines[number]):
            break  # they were not closed
        pair = _PROPERTY.match(lines[number])
        if pair:
            below = number + 1
        if pair and pair[1].upper() not in _OF_THE_HEADING and (value := tidy(_shown(pair[2]))):
            name = pair[1].removesuffix("_ALL").replace("_", " ")
            values = value.split() if field_of(name) == "email" else [value]
            found[name] = (*found.get(name, ()), *values)
    return found, below


def _body(lines: list[str]) -> Iterator[str]:
    """Give the text below a heading as Markdown: drawers of a clock left out."""
    drawer = ""
    held = ""
    for line in lines:
        mark = _DRAWER.match(line)
        if mark:
            drawer = "" if mark[1].upper() == "END" else mark[1].upper()
            continue
        if drawer and drawer != "LOGBOOK":
            continue
        if line.lstrip().startswith(("CLOCK:", "- State ", "#+")):
            continue
        if taken := _TAKEN.match(line):
            held = taken[1]
            continue
        if held:
            yield f"- {held} {_shown(line.strip())}"
            held = ""
            continue
        heading = _HEADING.match(line)
        text = _shown(line)
        yield f"## {_shown(heading[2])}" if heading else re.sub(r"^[ \t]*([-+])[ \t]", r"\1 ", text)


def _shown(text: str) -> str:
    """Return a text with its links as they read."""
    return _LINK.sub(lambda match: match[2] or re.sub("^(?:mailto|tel):", "", match[1]), text)
