"""The text of a note: days on which you were in touch, what our own vault says, and the rest."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from caretrack.domain.kinds.families import BUILT_IN, CHANNELS
from caretrack.domain.records import ActionRecord, EventRecord, FactRecord, Refused, TouchRecord
from caretrack.domain.talk.categories import LABELS
from caretrack.domain.text import LONGEST_TEXT, shortened, tidy
from caretrack.domain.yearly_day import YearlyDay, parse_yearly_day
from caretrack.errors import CareError
from caretrack.formats.notes import layout
from caretrack.formats.notes.front import linked, plain, unescaped

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ITEM = re.compile(r"[ \t]*[-*+][ \t]+(?:\[([ xX])\][ \t]+)?(.*)$")
# A day at the head of a line: alone, in a link, in bold, or in the brackets of Org with a time.
_DAY = r"(\d{4})[-./](\d{2})[-./](\d{2})"
_DATED = re.compile(
    rf"(?:\*\*|__|==)?(?:(?:\[\[)?{_DAY}(?:[T ]\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?(?:\]\])?"
    rf"|[\[<]{_DAY}[^\[\]<>\n]{{0,25}}[\]>])"
    r"(?![\w-])(?:\*\*|__|==)?[ \t]*[:–—·,|-]*(?:\*\*|__)?[ \t]*(.*)$",
    re.DOTALL,
)
_WITH = re.compile(r"\s*\(with ([^()]*)\)$")
_ABOUT = re.compile(r"([^:\n]{1,80}):\s*(.*)$", re.DOTALL)
_KIND = re.compile("[a-z][a-z0-9-]{1,23}")
_LABELS = {kind.label: kind.kind for kind in BUILT_IN} | {kind.kind: kind.kind for kind in BUILT_IN}
_CATEGORIES = {label.casefold(): name for name, label in LABELS.items()}
_FACT = re.compile(
    r"([^:\n]{1,60}):\s*(.*?)(?:\s*\((told|noticed), (\d{4}-\d\d-\d\d)\))?$", re.DOTALL
)
_ACTION = re.compile(r"(promise|gesture):\s*(.*?)(?:\s*\(by (\d{4}-\d\d-\d\d)\))?$", re.DOTALL)
# Stands before a heading while the lines of a note are gathered.
_TITLE = "\0"
_PAIR = re.compile(r"([^:\n]{1,80}):\s*(.*)$", re.DOTALL)
# What is of the program and not of the person: comments, and queries that a program answers.
_HIDDEN = re.compile(
    r"%%.*?%%|<!--.*?-->|^(```|~~~)[ \t]*(?:dataview|dataviewjs|tasks|query|button|meta-bind)\b.*?"
    r"^\1[ \t]*$",
    re.DOTALL | re.MULTILINE,
)


class _Entry(NamedTuple):
    """One line, or an item of a list with the indented lines below it.

    `section` is the heading of our own above it, or ""; `whole` is the text with its marks.
    """

    section: str
    text: str
    whole: str
    is_item: bool = False
    checked: bool = False


@dataclass(slots=True)
class NoteBody:
    """What the text of a note says. `ties` are the wording from this side, and the other's note."""

    name: str
    where: str
    today: date
    written: list[str] = field(default_factory=list)  # below the heading of our own
    rest: list[str] = field(default_factory=list)
    touches: list[TouchRecord] = field(default_factory=list)
    facts: list[FactRecord] = field(default_factory=list)
    days: list[YearlyDay] = field(default_factory=list)
    events: list[EventRecord] = field(default_factory=list)
    actions: list[ActionRecord] = field(default_factory=list)
    ties: list[tuple[str, str]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def note(self) -> str:
        """What is left for the note of the person, without headings of nothing."""
        lines: list[str] = []
        for line in self.rest:
            heading = _HEADING.match(line)
            if heading and lines and lines[-1].startswith(_TITLE):
                lines.pop()
            lines.append(f"{_TITLE}{heading[2]}:" if heading else line)
            if not line.strip() and len(lines) > 1 and lines[-2].startswith(_TITLE):
                lines.pop()
        if lines and lines[-1].startswith(_TITLE):
            lines.pop()
        text = "\n".join(line.removeprefix(_TITLE) for line in lines)
        rest = re.sub(r"\n{3,}", "\n\n", unescaped(text))
        return tidy("\n".join(["\n".join(self.written).strip(), rest]))

    def take(self, entry: _Entry) -> None:
        """Take one entry of the text."""
        if entry.section == layout.NOTE:
            self.written.append(unescaped(entry.whole))
            return
        reader = _SECTIONS.get(entry.section)
        if reader and entry.is_item:
            try:
                reader(self, entry)
            except CareError as error:
                why = f"“{shortened(entry.text, 60)}”: {error.message}"
                self.refused.append(Refused(self.where, why, whole=False))
        elif dated := _DATED.match(entry.text):
            self.dated(dated, entry)
        else:
            self.rest += plain(entry.whole).split("\n")

    def dated(self, found: re.Match[str], entry: _Entry) -> None:
        """Take a line that begins with a day: you were in touch, unless it is still to come."""
        try:
            day = date(*map(int, _parts(found)))
        except ValueError:
            day = None
        if day is None or not found[7].strip() or day.year < 1900:
            self.rest += plain(entry.whole).split("\n")
        elif day > self.today:
            self.events.append(EventRecord(day.isoformat(), plain(found[7])[:LONGEST_TEXT]))
        else:
            self.touches.append(self._touch(day, found[7].strip()))

    def touch(self, entry: _Entry) -> None:
        """Take a touch of a vault of our own."""
        found = _DATED.match(entry.text)
        if found is None:
            raise CareError("it does not begin with a day like 2026-03-14")
        self.dated(found, entry)

    def _touch(self, day: date, text: str) -> TouchRecord:
        about = _ABOUT.match(text)
        kind = channel = ""
        from_them, crowd = False, 0
        parts = [part.strip() for part in about[1].split(",")] if about else []
        if about and parts and all(map(_says_how, parts)) and parts[0] in CHANNELS:
            channel, text = parts[0], about[2]
            for part in parts[1:]:
                if part == layout.FROM_THEM:
                    from_them = True
                elif part.endswith(f" {layout.THERE}"):
                    crowd = int(part.split()[0].replace(",", ""))
                elif not part.startswith(f"{layout.MOOD} "):
                    kind = _LABELS.get(part, part)
        with_them = _WITH.search(text)
        if with_them and not linked(with_them[1]):
            with_them = None
        others = linked(text)
        text = unescaped(plain(text[: with_them.start()] if with_them else text))
        return TouchRecord(
            day.isoformat(), (self.name, *others), tidy(text)[:LONGEST_TEXT], self.where,
            kind=kind, channel=channel, from_them=from_them, crowd=crowd,
        )  # fmt: skip

    def fact(self, entry: _Entry) -> None:
        """Take a fact; that somebody did not want to say something is none."""
        found = _FACT.match(entry.text)
        if found and found[3]:
            label = unescaped(found[1]).strip()
            category = _CATEGORIES.get(label.casefold(), label)
            text = unescaped(plain(found[2]))
            self.facts.append(FactRecord(category, text, found[4]))

    def day(self, entry: _Entry) -> None:
        """Take a yearly day."""
        found = _PAIR.match(entry.text)
        if found is None:
            raise CareError("it is not LABEL: DAY")
        label = unescaped(plain(found[1])).strip()
        self.days.append(parse_yearly_day(found[2].strip())._replace(label=label))

    def event(self, entry: _Entry) -> None:
        """Take a day that comes once."""
        found = _DATED.match(entry.text)
        if found is None:
            raise CareError("it does not begin with a day like 2026-03-14")
        day = "-".join(_parts(found))
        self.events.append(EventRecord(day, unescaped(plain(found[7])).strip()))

    def tie(self, entry: _Entry) -> None:
        """Take a tie, as it reads from this side."""
        found, others = _PAIR.match(entry.text), linked(entry.text)
        if found and others:
            self.ties.append((found[1].strip(), others[0]))

    def action(self, entry: _Entry) -> None:
        """Take a promise or a gesture that is still open."""
        found = _ACTION.match(entry.text)
        if found and not entry.checked:
            text, due = unescaped(plain(found[2])), found[3]
            self.actions.append(ActionRecord(found[1], text, None, due))

    def pass_over(self, entry: _Entry) -> None:
        """Take nothing: what was said of your work is in no import."""


_SECTIONS: Mapping[str, Callable[[NoteBody, _Entry], None]] = {
    layout.KNOWN: NoteBody.fact,
    layout.DAYS: NoteBody.day,
    layout.EVENTS: NoteBody.event,
    layout.TIES: NoteBody.tie,
    layout.ACTIONS: NoteBody.action,
    layout.FEEDBACK: NoteBody.pass_over,
    layout.TOUCHES: NoteBody.touch,
}


def read_body(name: str, where: str, text: str, today: date) -> NoteBody:
    """Return what the text of a person's note says."""
    body = NoteBody(name, where, today)
    for entry in _entries(_HIDDEN.sub("", text), name):
        body.take(entry)
    return body


def _parts(dated: re.Match[str]) -> list[str]:
    """Return year, month and day of a line that begins with a day."""
    return [part for part in dated.groups()[:6] if part]


def _says_how(part: str) -> bool:
    """True if a word before the text of a touch may be of ours."""
    return bool(
        part in CHANNELS
        or part in _LABELS
        or part == layout.FROM_THEM
        or re.fullmatch(rf"{layout.MOOD} [1-5]|[\d,]{{1,9}} {layout.THERE}", part)
        or _KIND.fullmatch(part)
    )


def _entries(text: str, name: str) -> Iterator[_Entry]:
    """Give the entries of a text: what stands below a heading with a day is one."""
    section = ""
    held: list[str] = []  # an item, or a heading with a day, and what follows
    whole: list[str] = []
    item: re.Match[str] | None = None

    def let_go() -> Iterator[_Entry]:
        if held:
            checked = item is not None and (item[1] or "").lower() == "x"
            text = "\n".join(held).strip()
            yield _Entry(section, text, "\n".join(whole), item is not None, checked)
            held.clear()
            whole.clear()

    for line in text.split("\n"):
        heading, new = _HEADING.match(line), _ITEM.match(line)
        if heading:
            yield from let_go()
            title, item = heading[2], None
            section = title if title in layout.HEADINGS else ""
            if _DATED.match(title):
                held.append(title)
                whole.append(line)
            elif not section and title.casefold() != name.casefold():
                yield _Entry("", line, line)
        elif held and item is None:
            held.append(line)
            whole.append(line)
        elif new and not line[:1].isspace():
            yield from let_go()
            item = new
            held.append(new[2])
            whole.append(line)
        elif held and line[:2].isspace() and line.strip():
            held.append(line.removeprefix("  "))
            whole.append(line)
        else:
            yield from let_go()
            yield _Entry(section, line, line)
    yield from let_go()
