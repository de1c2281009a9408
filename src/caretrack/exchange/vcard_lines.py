"""Takes a file of vCards apart: cards, then properties, each with the line it stands on.

vobject reads one property at a time: its parameters, its quoted-printable, its character set. The rest is ours, since
vobject's own reading of a card

- fails the whole file for one bad line, and recurses into nested cards;
- cuts a note at its first bare comma (2.1 never escapes them), and keeps one nickname of several;
- takes about half a minute over 10 MB of folded lines;
- takes for ever over some lines without a colon (`X;A,b,b,b,…"`): only what _HEADER matches reaches it.
"""

import base64
import re
import warnings
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from caretrack.errors import CareError
from caretrack.exchange.records import Refused, decode, tidy, tidy_name, unix_lines

LONGEST_VALUE = 1_000  # of anything but a note
LONGEST_PROPERTY = 1_000_000  # as written: quoted-printable has twelve characters for one
LONGEST_HEADER = 10_000  # of its name and parameters

_MARK = re.compile(r"^(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
# A letter of two to four bytes with a fold in its midst: some programs count bytes.
_TORN_LETTER = re.compile(rb"([\xc2-\xf4][\x80-\xbf]{0,2})(\r?\n[ \t])([\x80-\xbf]{1,3})")
_NAME = re.compile(r"(?:[A-Za-z0-9_-]++\.)?([A-Za-z0-9_-]++)[;:]")
_PARAMETER = r'(?:"[^"]*+"|[^";:,]*+)'
_HEADER = re.compile(rf"(?:[\w-]++\.)?[\w-]++(?:;[\w-]++(?:={_PARAMETER}(?:,{_PARAMETER})*+)?)*+:", re.ASCII)
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_ESCAPED_OF_OLD = re.compile(r"\\([,;:])")
_BULKY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})

ReadLine = Callable[[str], Any]


class Unread(Exception):
    """Why a property cannot be taken in; the rest of its card can."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it stands in the file; `number` is 0 for text outside of any card. `line` is that of its BEGIN."""

    number: int
    line: int
    body: str
    fault: str = ""

    @property
    def where(self) -> str:
        """For the report."""
        return f"card {self.number}, line {self.line}" if self.number else f"line {self.line}"

    def refused(self, line: int, why: str) -> Refused:
        """For the report, that something on this line of the card did not come in."""
        return Refused(f"card {self.number}, line {line}", why, whole=False)


@dataclass(frozen=True, slots=True)
class Property:
    """One property, its value still escaped, but out of quoted-printable and base64."""

    name: str
    group: str
    params: dict[str, list[str]]
    value: str
    escaped: re.Pattern[str]

    def parts(self, mark: str) -> list[str]:
        """The values between the marks (`;` or `,`), but for those that a backslash stands before."""
        cuts = [found.start() for found in re.finditer(rf"\\.|{mark}", self.value, re.DOTALL) if found[0] == mark]
        return [self._plain(self.value[before + 1 : after]) for before, after in pairwise([-1, *cuts, len(self.value)])]

    def text(self) -> str:
        """The whole value. Bare commas and semicolons are part of it."""
        return self._plain(self.value)

    def _plain(self, value: str) -> str:
        return tidy(self.escaped.sub(lambda found: "\n" if found[1] in "nN" else found[1], value))

    def short(self) -> str:
        """The whole value on one line, for all that is no note."""
        return short(self.text())


def line_reader() -> ReadLine:
    """What reads one unfolded line. Raises CareError when vobject is not installed."""
    try:
        with warnings.catch_warnings():
            # Newer Pythons warn about vobject's own source.
            warnings.simplefilter("ignore")
            from vobject.base import textLineToContentLine
    except ImportError:
        raise CareError("reading vCards needs vobject", "pip install 'caretrack[vcard]'") from None
    read_line: ReadLine = textLineToContentLine
    return read_line


def cards(data: bytes) -> Iterator[Card]:
    """The cards of a file, and what is no card, in their order. Nothing here recurses."""
    text = unix_lines(decode(_TORN_LETTER.sub(rb"\1\3\2", data)))
    marks = list(_MARK.finditer(text))
    ends = _ends(marks)
    number, line, position, following = 0, 1, 0, 0
    for index, mark in enumerate(marks):
        if index < following or mark[1].upper() == "END":
            continue
        yield from _outside(text, position, mark.start(), line)
        number += 1
        line += text.count("\n", position, mark.start())
        if index in ends:
            end = marks[ends[index]]
            fault = "another card begins inside this one" if ends[index] > index + 1 else ""
            following, stop, after = ends[index] + 1, end.start(), end.end()
        else:
            fault = "the card is not closed: it has no END:VCARD"
            following = index + 1
            stop = after = marks[following].start() if following < len(marks) else len(text)
        yield Card(number, line, "" if fault else text[mark.end() : stop], fault)
        line += text.count("\n", mark.start(), after)
        position = after
    yield from _outside(text, position, len(text), line)


def _ends(marks: list[re.Match[str]]) -> dict[int, int]:
    """The END that belongs to each BEGIN, by their places among the marks."""
    ends: dict[int, int] = {}
    begun: list[int] = []
    for index, mark in enumerate(marks):
        if mark[1].upper() == "BEGIN":
            begun.append(index)
        elif begun:
            ends[begun.pop()] = index
    return ends


def _outside(text: str, start: int, stop: int, line: int) -> Iterator[Card]:
    """What stands before, between and behind the cards, where it is more than white space."""
    found = re.compile(r"\S").search(text, start, stop)
    if found:
        line += text.count("\n", start, found.start())
        yield Card(0, line, "", "this stands outside of any card: there is no BEGIN:VCARD before it")


def properties(card: Card, wanted: Container[str], read_line: ReadLine, refused: list[Refused]) -> list[tuple[int, Property]]:
    """The properties of these names, each with its line; what cannot be read is added to `refused`."""
    escaped = _ESCAPED_OF_OLD if re.search(r"(?im)^VERSION:2\.1", card.body) else _ESCAPED
    found: list[tuple[int, Property]] = []
    no_property: list[int] = []
    name = ""
    for number, line in _unfolded(card):
        start = _NAME.match(line)
        if not start:
            # Old phones write photographs without indenting them.
            no_property += [] if name in _BULKY else [number]
            continue
        name = start[1].upper()
        if name in wanted:
            try:
                found.append((number, _property(name, line, escaped, read_line)))
            except Unread as error:
                refused.append(card.refused(number, f"{name} left out: {error}"))
    if no_property:
        more = f" (and {len(no_property) - 1:,} more lines of this card)" if len(no_property) > 1 else ""
        refused.append(card.refused(no_property[0], f"this is no property of a vCard{more}; left out"))
    return found


def _unfolded(card: Card) -> Iterator[tuple[int, str]]:
    """Each property on one line, with the number of the line that it begins on. Blank lines end a property."""
    pieces: list[str] = []
    begun = 0
    quoted = soft = False
    for number, line in enumerate(card.body.split("\n"), start=card.line):
        blank = not line or line.isspace()
        if soft:
            pieces.append(line)
        elif pieces and not blank and line[0] in " \t":
            pieces.append(line[1:])
        else:
            if pieces:
                yield begun, "".join(pieces)
            pieces, begun = ([] if blank else [line]), number
            quoted = "quoted-printable" in line.partition(":")[0].lower()
        soft = quoted and line.rstrip().endswith("=")
        if soft:
            pieces[-1] = pieces[-1].rstrip()[:-1]
    if pieces:
        yield begun, "".join(pieces)


def _property(name: str, line: str, escaped: re.Pattern[str], read_line: ReadLine) -> Property:
    """One unfolded line, read by vobject. Raises Unread."""
    if len(line) > LONGEST_PROPERTY:
        raise Unread(f"it has {len(line):,} characters")
    header = _HEADER.match(line)
    if not header or len(header[0]) > LONGEST_HEADER:
        raise Unread("its parameters cannot be read")
    try:
        found = read_line(re.sub("(?i)quoted-printable", "QUOTED-PRINTABLE", header[0]) + line[header.end() :])
        value: str = found.value
        encodings = {encoding.upper() for encoding in (*found.params.get("ENCODING", ()), *found.singletonparams)}
        if encodings & {"B", "BASE64"}:
            value = base64.b64decode(value).decode(found.params.get("CHARSET", ["utf-8"])[0])
    except Exception as error:  # vobject raises whatever its parts raise: its own, ValueError, TypeError, LookupError, …
        raise Unread(_in_words(error)) from None
    return Property(name, (found.group or "").lower(), found.params, value, escaped)


def _in_words(error: Exception) -> str:
    if isinstance(error, UnicodeError):
        return "its bytes are not in the character set that it names"
    if type(error) is LookupError:
        return "it names a character set that does not exist"
    return "it cannot be read"


def short(text: str) -> str:
    """A value on one line. Raises Unread for one over LONGEST_VALUE characters."""
    if len(text) > LONGEST_VALUE:
        raise Unread(f"it has {len(text):,} characters, more than {LONGEST_VALUE:,}")
    return tidy_name(text)
