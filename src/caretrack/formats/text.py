"""What every reader and writer does to text: decode, tidy, check and fold it."""

import codecs
import re
from collections.abc import Iterable

from caretrack.domain.text import one_line, tidy
from caretrack.words import word_set

LONGEST_NAME = 200
LONGEST_NOTHING = 24
_SIGNS_FOR_NOTHING = frozenset(" -–—.…?_/\\*()[]<>#\"'0")

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    # A vCard or a calendar whose program forgot the mark: both begin with "BE".
    (b"B\0E\0", "utf-16-le"),
    (b"\0B\0E", "utf-16-be"),
)
# Python calls these encodings, but no text is written in them; two take for ever on long texts.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
_EMAIL = re.compile(r"""[^\s@<>(),;:"]+@[^\s@<>(),;:"]+""")
_MAILTO = re.compile("(?i)^mailto:")

LONGEST_OCTETS = 75


def encoding_by_mark(start: bytes) -> str:
    """Return the encoding that a byte order mark says, as Python names it; "" for no mark."""
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), "")


def encoding_to_read(start: bytes, asked: str) -> str:
    """Return the encoding of a file that begins so; `asked` is what `--encoding` says, or "".

    UTF-16 and UTF-32 without a mark are as Windows writes them, the low byte first: Python refuses
    to read them without knowing. Empty where nobody says anything.
    """
    marked = encoding_by_mark(start)
    if asked in {"utf-16", "utf-32"}:
        return marked if marked.startswith(asked) else f"{asked}-le"
    return asked or marked


def is_utf8(data: bytes) -> bool:
    """Whether these bytes are UTF-8, as all plain ASCII is."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def decode(data: bytes, otherwise: str = "cp1252") -> str:
    """Return the text of a file, whatever wrote it. Never raises.

    A byte order mark decides. Without one it is UTF-8, and each line that is not is in the encoding
    `otherwise`: one card of an old program must not garble all others of a file that was put
    together from several.
    """
    encoding = encoding_by_mark(data)
    if encoding:
        text = data.decode(encoding, errors="replace")
    else:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = "\n".join(_decode_line(line, otherwise) for line in data.split(b"\n"))
    # Files joined by `cat` carry a mark in the middle, where it would hide the start of a line.
    return text.replace("\ufeff", "")


def is_charset(name: str) -> bool:
    """True if a text may be in a character set of this name.

    Python knows each by many spellings, and only Python can say which is meant.
    """
    try:
        return codecs.lookup(name).name not in _NO_CHARSETS
    except (LookupError, ValueError):
        return False


def _decode_line(line: bytes, otherwise: str) -> str:
    for encoding in ("utf-8", otherwise):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def unix_lines(text: str) -> str:
    """`text` with LF line ends, also where a program doubled the CR of CR LF."""
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def tidy_name(text: str) -> str:
    """`tidy`, and on one line."""
    return one_line(tidy(text))


def tidy_tag(text: str) -> str:
    """A tag of one lower-case word: "@My Friends" is my-friends. Empty where nothing is left."""
    return re.sub(r"\s+", "-", tidy(text).lstrip("@#+- ").lower())


def says_nothing(text: str, *, is_name: bool = False) -> bool:
    """True for a value that only says that there is none: "N/A", "-", "null", "k.A.".

    As a name, "Na" and "Nil" may be somebody's, written so.
    """
    if len(text) > LONGEST_NOTHING or (is_name and text in word_set("nothing", "names, too")):
        return False
    key = text.casefold().strip(" ()[]<>\"'#").rstrip(".!")
    if not any(char.isalnum() for char in key):
        # Signs alone; a name of emoji is one, and no number, address or company is.
        return bool(text) and all(char in _SIGNS_FOR_NOTHING for char in text)
    return "".join(key.split()).replace(".", "") in word_set("nothing", "words")


def said_name(text: str) -> str:
    """Return a name on one line; "" for "N/A" and whatever else only says that there is none."""
    name = tidy_name(text)
    return "" if says_nothing(name, is_name=True) else name


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """The values that say something, the first spelling of each, in their order."""
    first: dict[str, str] = {}
    for value in values:
        if value:
            first.setdefault(value.casefold(), value)
    return tuple(first.values())


def plain_email(text: str) -> str:
    """The address without the `mailto:` and the angles around it, be it one or not (`is_email`)."""
    return _MAILTO.sub("", text).strip("<>")


def is_email(text: str) -> bool:
    """Whether it looks like an address, as address books write it."""
    return _EMAIL.fullmatch(text) is not None


def is_readable(name: str) -> bool:
    """Whether there is any letter or digit in it."""
    return any(char.isalnum() for char in name)


def name_fault(name: str) -> str:
    """Why nobody can go by this name, or nothing where somebody can."""
    if len(name) > LONGEST_NAME:
        return f"the name has {len(name):,} characters, more than {LONGEST_NAME}"
    return "" if is_readable(name) else "there is no name that can be read"


def fold_line(line: str) -> str:
    """The line in pieces, with CR LF between them, never cut within a letter."""
    if len(line) * 4 <= LONGEST_OCTETS or len(line.encode()) <= LONGEST_OCTETS:
        return line
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST_OCTETS:
            pieces.append(piece)
            # The space that begins the next line is one of its octets.
            piece, size = "", 1
        piece += letter
        size += octets
    return "\r\n ".join([*pieces, piece])


def zone_name(text: str) -> str:
    """Return a time zone by its name, "" for none; -05:00 is `Etc/GMT+5`, half hours have none."""
    offset = re.fullmatch(r"([+-])(\d\d)(?::?00)?", text)
    if offset:
        hours, sign = int(offset[2]), "-" if offset[1] == "+" else "+"
        text = f"Etc/GMT{sign}{hours}" if hours else "UTC"
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError):
        return ""
