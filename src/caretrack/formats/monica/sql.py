"""Read the rows of an SQL dump of MySQL, in pieces.

Monica writes one with its own exporter, with the columns in each statement; mysqldump writes them
into the statement that makes the table. Both escape with a backslash, as MySQL does.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import BinaryIO

from caretrack.errors import CareError
from caretrack.formats.monica.tables import LEFT_OUT, TABLES, Row
from caretrack.formats.source import Source
from caretrack.formats.text import decode

PIECE = 1 << 18  # bytes read at a time
LONGEST_VALUE = 4_000_000  # bytes
# MySQL has no table of more columns. Each value that is held holds the piece that it is in.
MOST_COLUMNS = 4_096
LONGEST_HEAD = 200_000  # bytes of a statement before its values
_SPACE = re.compile(rb"(?:\s++|;|#[^\n]*+\n|--(?=[\s-])[^\n]*+\n|/\*(?:[^*]++|\*(?!/))*+\*/)*+")
_NAME = rb"""(?:[`"]?[\w$-]+[`"]?\s*\.\s*)?[`"]?([\w$-]+)[`"]?"""
_INSERT = re.compile(
    rb"(?i)(?:INSERT|REPLACE)\s+(?:(?:IGNORE|LOW_PRIORITY|HIGH_PRIORITY|DELAYED)\s+)*(?:INTO\s+)?"
    + _NAME
    + rb"\s*(?:\(([^()]*)\))?\s*VALUES?\s*(?=[(;]|\Z)"
)
_CREATE = re.compile(
    rb"(?i)CREATE\s+(?:TEMPORARY\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?" + _NAME + rb"\s*\("
)
_WORD = re.compile(rb"[A-Za-z]*")
_VALUE = re.compile(
    rb"\s*+(?:(?:_[a-z0-9]+\s*)?'((?:[^'\\]++|\\.|'')*+)'"
    rb'|"((?:[^"\\]++|\\.|"")*+)"'
    rb"|([^,()'\"]*+))\s*+([,)])",
    re.DOTALL,
)
_ROW = re.compile(rb"[\s,]*+([(;])|\s*+(?=[A-Za-z])")
# Up to the end of a statement: no quote and no semicolon, or a text in quotes.
_REST = re.compile(rb"[^;'\"`]*+")
_WHOLE = re.compile(rb"(?:[^;'\"`]|'(?:[^'\\]|\\.)*+'|\"[^\"]*+\"|`[^`]*+`)*+;", re.DOTALL)
_END_OF_TEXT = {quote: re.compile(rb"[\\" + quote + b"]") for quote in (b"'", b'"', b"`")}
_COLUMN = re.compile(rb"""\s*(?:[`"]([^`"]+)[`"]|(\w+))""")
_NO_COLUMN = re.compile(
    rb"(?i)\s*(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FULLTEXT|SPATIAL|FOREIGN|CHECK)\b"
)
_ESCAPED = re.compile(rb"\\(.)|''|\"\"", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"0": b"", b"b": b"", b"Z": b""}
# The first table of a dump that ends so says what is before the names of all tables.
_FIRST = "accounts"


ENDS = "the dump ends in the middle"


class BrokenDump(Exception):
    """What is wrong with the SQL, at the place where the reader stands."""


class SqlDump:
    """The rows of a dump, as they stand in the file."""

    def __init__(self, source: Source, file: BinaryIO) -> None:
        """Begin at the start of the file; `source.position` follows."""
        self._source, self._file = source, file
        self._data, self._at, self._ended = b"", 0, False
        self._lines = 1
        self._columns: dict[str, tuple[str, ...]] = {}
        self._prefix = ""

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Give the rows of TABLES and LEFT_OUT, each with its table.

        Raises CareError, with the line, where the dump ends in the middle or is no SQL.
        """
        try:
            while self._to_statement():
                yield from self._statement()
        except BrokenDump as broken:
            raise CareError(
                f"{self._source.path}, line {self._line:,}: {broken}", "Nothing was changed."
            ) from broken

    @property
    def _line(self) -> int:
        # The line end that is added to the file is none of its own.
        return self._lines + self._data.count(b"\n", 0, min(self._at, len(self._data) - 1))

    def _to_statement(self) -> bool:
        """Pass over space and comments; False at the end of the file."""
        while True:
            self._at = _SPACE.match(self._data, self._at).end()  # type: ignore[union-attr]
            rest = len(self._data) - self._at
            # A comment may go on beyond what was read.
            if rest > LONGEST_HEAD or self._ended:
                return rest > 0
            self._more()

    def _statement(self) -> Iterator[tuple[str, Row]]:
        word = _WORD.match(self._data, self._at)[0].upper()  # type: ignore[index]
        if word in (b"INSERT", b"REPLACE"):
            head = _INSERT.match(self._data, self._at)
            if head:
                table = self._table(head[1])
                wanted = TABLES.get(table) or (("account_id",) if table in LEFT_OUT else ())
                if wanted:
                    self._at = head.end()
                    columns = _names(head[2]) if head[2] else self._columns.get(table, ())
                    for row in self._values(columns, wanted):
                        yield table, row
        elif word == b"CREATE":
            head = _CREATE.match(self._data, self._at)
            if head:
                self._at = head.end()
                self._columns[self._table(head[1])] = self._made_columns()
        self._skip()

    def _table(self, name: bytes) -> str:
        """Return what Monica calls a table, without the prefix that an instance may have."""
        table = name.decode("latin-1").lower()
        if not self._prefix and table.endswith(_FIRST):
            self._prefix = table.removesuffix(_FIRST)
        return table.removeprefix(self._prefix)

    def _values(self, columns: Sequence[str], wanted: Collection[str]) -> Iterator[Row]:
        """Give the rows of a statement: the columns that are wanted, without those that are NULL.

        Without the names of its columns nothing is known of a row but that it is there.
        """
        places = [(at, name) for at, name in enumerate(columns) if name in wanted]
        while True:
            found = self._match(_ROW)
            if found[1] != b"(":
                self._at -= found[1] == b";"
                return
            values = []
            while True:
                value = self._match(_VALUE)
                values.append(value)
                if value[4] == b")":
                    break
                if len(values) >= MOST_COLUMNS:
                    raise BrokenDump(f"a row has more than {MOST_COLUMNS:,} values")
            if columns and len(values) != len(columns):
                raise BrokenDump(f"{len(values)} values for {len(columns)} columns")
            yield {name: text for at, name in places if (text := _text(values[at])) is not None}

    def _match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes]:
        """Read what comes next, and more of the file where it may go on."""
        while True:
            found = pattern.match(self._data, self._at)
            if found and (found.end() < len(self._data) or self._ended):
                self._at = found.end()
                return found
            if not self._more():
                raise BrokenDump(ENDS)

    def _made_columns(self) -> tuple[str, ...]:
        """Return the names of the columns of a table that is made, in their order."""
        while not (found := _WHOLE.match(self._data, self._at)):
            if len(self._data) - self._at > LONGEST_HEAD or not self._more():
                raise BrokenDump("a table is made, and that does not end")
        parts = _parts(found[0])
        names = (_COLUMN.match(part) for part in parts if not _NO_COLUMN.match(part))
        return tuple((name[1] or name[2]).decode("latin-1").lower() for name in names if name)

    def _skip(self) -> None:
        """Pass over the rest of a statement, of any length; what is in quotes does not end it."""
        while True:
            self._at = _REST.match(self._data, self._at).end()  # type: ignore[union-attr]
            if self._at == len(self._data):
                if not self._more():
                    raise BrokenDump(ENDS)
                continue
            char = self._data[self._at : self._at + 1]
            self._at += 1
            if char == b";":
                return
            self._skip_text(_END_OF_TEXT[char])

    def _skip_text(self, end: re.Pattern[bytes]) -> None:
        while True:
            found = end.search(self._data, self._at)
            if found and found[0] != b"\\":
                self._at = found.end()
                return
            if found and found.end() < len(self._data):
                self._at = found.end() + 1
                continue
            self._at = found.start() if found else len(self._data)
            if not self._more():
                raise BrokenDump(ENDS)

    def _more(self) -> bool:
        """Read on; False where there is no more.

        It reads twice as much as there is, so that a long text is not read again and again.
        """
        rest = len(self._data) - self._at
        if self._ended:
            return False
        if rest > LONGEST_VALUE:
            raise BrokenDump(f"this has more than {LONGEST_VALUE:,} bytes")
        self._lines += self._data.count(b"\n", 0, self._at)
        data = self._file.read(max(PIECE, rest))
        self._source.position += len(data)
        self._ended = not data
        # A comment may be the last line, without its end.
        self._data = self._data[self._at :] + (data or b"\n")
        self._at = 0
        return True


def _names(text: bytes) -> tuple[str, ...]:
    """Return the columns that a statement names."""
    return tuple(name.strip(b' `"\r\n\t').decode("latin-1").lower() for name in text.split(b","))


def _parts(text: bytes) -> Iterator[bytes]:
    """Split what makes a table at the commas that are in no brackets and no quotes."""
    start = depth = 0
    quote = b""
    for at in range(len(text)):
        char = text[at : at + 1]
        if quote:
            quote = b"" if char == quote else quote
        elif char in (b"'", b'"', b"`"):
            quote = char
        elif char == b"(":
            depth += 1
        elif char == b")":
            depth -= 1
            if depth < 0:
                yield text[start:at]
                return
        elif char == b"," and not depth:
            yield text[start:at]
            start = at + 1


def _text(value: re.Match[bytes]) -> str | None:
    """Return what a value says, None for NULL.

    What is a number for PHP stands without quotes, be it a phone number.
    """
    if value[3] is not None:
        bare = value[3].strip()
        if bare.upper() == b"NULL":
            return None
        return _of_hex(bare) if bare[:2].lower() == b"0x" else bare.decode("latin-1")
    text: bytes = value[1] if value[1] is not None else value[2]
    if b"\\" in text or b"''" in text or b'""' in text:
        text = _ESCAPED.sub(_unescaped, text)
    try:
        return text.decode()
    except UnicodeDecodeError:
        return decode(text)


def _unescaped(found: re.Match[bytes]) -> bytes:
    return _ESCAPES.get(found[1], found[1]) if found[1] else found[0][:1]


def _of_hex(text: bytes) -> str:
    """Return what a column of bytes says: `mysqldump --hex-blob` writes it so."""
    try:
        return decode(bytes.fromhex(text[2:].decode("latin-1")))
    except ValueError:
        return ""
