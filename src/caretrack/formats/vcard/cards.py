"""Take a file of vCards apart: lines, cards, and the properties as they stand.

It works on bytes: old programs fold a line within a letter, and every property may have a
character set of its own. Nothing recurses, no more than one card is held, and of a card only what
is wanted (no photographs); of the rest only the names.
"""

import codecs
import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from caretrack.formats.text import encoding_to_read

LONGEST_PROPERTY = 1_000_000  # as written: quoted-printable has twelve characters for one
LARGEST_CARD = 4_000_000  # of what is wanted of it
_CHUNK = 65_536
_COST = 100  # what a property takes in memory beside its text

# A file that was put together from others may lack a line end between two cards.
_MARK = re.compile(
    rb"(?:(END)[ \t]*:[ \t]*VCARD[ \t]*)?(?:(BEGIN)[ \t]*:[ \t]*VCARD[ \t]*)?", re.IGNORECASE
)
_NAME = re.compile(rb"(?:[\w/-]++\.)?([\w/-]++)(?=[;:])")
_BULKY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_AGENT = "AGENT"
_BOM = codecs.BOM_UTF8
_STARTS = b"BbEe" + _BOM[:1]


class RawProperty(NamedTuple):
    """A property as it stands in the file, unfolded.

    It is not `whole` where it is longer than LONGEST_PROPERTY bytes.
    """

    line: int
    name: str
    text: bytes
    whole: bool = True


class Card(NamedTuple):
    """A card; `number` is 0 for what stands outside of any card.

    `line` is that of its BEGIN; `strays` are lines that are no property. `unread` are the names
    of the properties that were not wanted and say something, one for each.
    """

    number: int
    line: int
    properties: tuple[RawProperty, ...] = ()
    strays: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()
    fault: str = ""

    @property
    def where(self) -> str:
        """For the report."""
        return f"card {self.number}, line {self.line}" if self.number else f"line {self.line}"


def lines(file: BinaryIO, done: Callable[[int], None], encoding: str = "") -> Iterator[bytes]:
    """Give the lines of a file without their ends, which may be LF, CR LF, CR or CR CR LF.

    They are in UTF-8 where `encoding` (of --encoding) or a byte order mark says what they are in.
    A line over LONGEST_PROPERTY bytes is cut off. `done` is told how many bytes were read.
    """
    held = ends = b""
    for read in _pieces(file, done, encoding):
        piece = ends + read
        # Whether these are one end or more is known when the next piece is there.
        body = piece.removesuffix(b"\r").removesuffix(b"\r")
        ends = piece[len(body) :]
        if b"\r" in body:
            body = body.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        found = body.split(b"\n")
        found[0] = (held + found[0])[: LONGEST_PROPERTY + 1]
        held = found.pop()
        yield from found
    yield held


def _pieces(file: BinaryIO, done: Callable[[int], None], encoding: str) -> Iterator[bytes]:
    """A file bit by bit. Text of two or four bytes a letter comes as UTF-8."""
    piece = file.read(_CHUNK)
    encoding = encoding_to_read(piece, encoding)
    decoder = (
        codecs.getincrementaldecoder(encoding)("replace")
        if encoding not in ("", "utf-8-sig")
        else None
    )
    while piece:
        done(len(piece))
        yield decoder.decode(piece).encode("utf-8", "replace") if decoder else piece
        piece = file.read(_CHUNK)
    if decoder:
        yield decoder.decode(b"", True).encode("utf-8", "replace")


@dataclass(slots=True)
class _OpenCard:
    """A card whose END has not come yet.

    `name` is the property that is being read, `pieces` are its lines where it is wanted.
    """

    number: int
    line: int
    wanted: Container[str]
    found: list[RawProperty] = field(default_factory=list)
    strays: list[int] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    name: str = ""
    begun: int = 0
    pieces: list[bytes] | None = None
    after_soft: list[int] = field(default_factory=list)
    quoted: bool = False
    soft: bool = False
    length: int = 0
    size: int = 0
    agents: int = 0

    def add(self, at: int, line: bytes) -> None:
        """Add one more line.

        White space at its start, or a soft break at the end of the line before, continues that
        line.
        """
        if self.soft:
            if line and self.pieces is not None:
                self.after_soft.append(len(self.pieces))
            self._keep(line)
        elif line[:1] in (b" ", b"\t"):
            if self.pieces is not None:
                self._keep(line[1:])
        elif self.agents:
            self.name = _AGENT if line[:6].upper() == b"AGENT:" else ""
        elif line and self.size <= LARGEST_CARD:
            self._begin(at, line)

    def _begin(self, at: int, line: bytes) -> None:
        self.size += _COST
        start = _NAME.match(line)
        if start is None:
            # Old phones write photographs without indenting them.
            if self.name not in _BULKY:
                self._finish()
                self.name = ""
                self.strays.append(at)
            return
        self._finish()
        self.name = start[1].decode().upper().replace("_", "-")
        self.begun = at
        header = line[: line.find(b":")].upper()
        self.quoted = b"QUOTED-PRINTABLE" in header
        # The sound of a name is a recording, but for one written out by a Japanese phone.
        if self.name in self.wanted and (self.name not in _BULKY or b"X-IRMC" in header):
            self.pieces = []
        else:
            self.pieces = None
            # A photograph, or a card within this one, may begin on the next line.
            if self.name in (*_BULKY, _AGENT) or line[start.end() :].partition(b":")[2].strip(
                b"; "
            ):
                self.unread.append(self.name)
        self._keep(line)

    def _keep(self, piece: bytes) -> None:
        if self.quoted:
            bare = piece.rstrip()
            self.soft = bare.endswith(b"=")
            piece = bare[:-1] if self.soft else piece
        if piece and self.pieces is not None and self.length <= LONGEST_PROPERTY:
            self.pieces.append(piece)
            self.length += len(piece)
            self.size += len(piece)

    def _finish(self) -> None:
        """What was being read is whole."""
        if self.pieces:
            after = [self.pieces[at] for at in self.after_soft if at < len(self.pieces)]
            # Some programs indent what follows a soft break. In others a word may begin there: one
            # line alone does not tell.
            if all(piece[:1] in (b" ", b"\t") for piece in after) and (
                len(after) > 1 or any(piece[1:2] == b"=" for piece in after)
            ):
                for at, piece in zip(self.after_soft, after, strict=False):
                    self.pieces[at] = piece.lstrip(b" \t")
            self.found.append(
                RawProperty(
                    self.begun, self.name, b"".join(self.pieces), self.length <= LONGEST_PROPERTY
                )
            )
        self.pieces, self.after_soft, self.length, self.soft, self.quoted = (
            None,
            [],
            0,
            False,
            False,
        )

    def closed(self, fault: str = "") -> Card:
        """All of it."""
        self._finish()
        if self.size > LARGEST_CARD:
            fault = (
                f"the card is larger than {LARGEST_CARD // 1_000_000} MB, photographs not counted"
            )
        return Card(
            self.number,
            self.line,
            () if fault else tuple(self.found),
            () if fault else tuple(self.strays),
            () if fault else tuple(self.unread),
            fault,
        )


def cards(read: Iterable[bytes], wanted: Container[str]) -> Iterator[Card]:
    """Give the cards of these lines with their `wanted` properties, and what is not a card.

    A card within another is an agent where AGENT stands before it, and is left out. Else the one
    before has lost its END.
    """
    card: _OpenCard | None = None
    number = 0
    outside = doubled = False
    for at, line, mark in _marked(read):
        if mark == "BEGIN":
            if card and card.name == _AGENT:
                card.agents, card.name = card.agents + 1, ""
                continue
            # Thousands in a row, with nothing between them, are told once.
            empty = card is not None and not card.size
            if not (empty and doubled):
                number += 1
                if card:
                    yield card.closed("the card is not closed: another begins before its END:VCARD")
            doubled, outside = empty, False
            card = _OpenCard(number, at, wanted)
        elif card and mark == "END" and card.agents:
            card.agents -= 1
        elif card and mark == "END":
            yield card.closed()
            card = None
        elif card:
            card.add(at, line)
        elif line.strip() and not outside:
            outside = True
            yield Card(
                0, at, fault="this stands outside of any card: there is no BEGIN:VCARD before it"
            )
    if card:
        yield card.closed("the card is not closed: it has no END:VCARD")


def _marked(read: Iterable[bytes]) -> Iterator[tuple[int, bytes, str]]:
    """Give each line with its number, and BEGIN or END where it is that.

    Both where one file ends and the next one starts.
    """
    for at, line in enumerate(read, start=1):
        if not line or line[0] not in _STARTS:
            yield at, line, ""
            continue
        # Files joined by `cat` carry a mark in the middle, where it would hide the start of a line.
        found = _MARK.fullmatch(line.replace(_BOM, b""))
        marks = (
            [mark for mark in (found[1] and "END", found[2] and "BEGIN") if mark] if found else []
        )
        for mark in marks or ("",):
            yield at, line.removeprefix(_BOM), mark
