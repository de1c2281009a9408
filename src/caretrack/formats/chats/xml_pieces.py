"""XML read an element at a time, by the expat parser of the standard library.

No tree is made. An entity is never declared by the programs whose files come here, so that any is
refused, and with it every bomb made of them. Pictures in `data="…"` (base64, hundreds of megabytes)
are passed over before the parser sees them.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from caretrack.domain.records import Refused
from caretrack.errors import CareError
from caretrack.formats.source import Source
from caretrack.formats.text import encoding_by_mark

PIECE = 1 << 18  # bytes read at a time
# Characters of one tag; no message is nearly as long.
LONGEST_TAG = 16_000_000
DEEPEST = 100

_DATA = re.compile(r'(\sdata=")[A-Za-z0-9+/=\s]+')
_DATA_BEGINS = re.compile(r'\sdata="$')
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
# This app writes a smiley as two numbers, the halves of a letter beyond the first 65,536.
_HALVES = re.compile(r"&#(5[56][0-9]{3});&#(5[67][0-9]{3});")
_NUMBER = re.compile(r"&#(x[0-9A-Fa-f]{1,8}|[0-9]{1,9});")
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | {
    0xFFFE: None,
    0xFFFF: None,
}
# What may go on in the next piece: the second half of a letter, a reference, a picture.
_CUT = re.compile(
    r"(?:(?:&#5[56][0-9]{3};)?(?:&[#A-Za-z0-9]{0,12})?|\s(?:d(?:a(?:t(?:a(?:=)?)?)?)?)?)$"
)


class Element(NamedTuple):
    """An element that begins or, where `ends` is True, one that is over."""

    name: str
    attributes: Mapping[str, str]
    line: int
    ends: bool = False


class _Refused(Exception):
    """What is not read, and why."""


def read_elements(source: Source, file: BinaryIO) -> Iterator[Element | Refused]:
    """Give the elements of a file in their order; where it breaks off, what was wrong, at the end.

    Raises CareError for a file that declares entities, and OSError.
    """
    found: list[Element] = []
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _Refused(f"elements are in each other more than {DEEPEST} deep")
        found.append(Element(name, attributes, parser.CurrentLineNumber))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        found.append(Element(name, {}, parser.CurrentLineNumber, ends=True))

    def entity(*_: object) -> None:
        raise CareError("the file declares entities of its own", "No program writes such a file.")

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.EntityDeclHandler = entity
    waiting = 0
    try:
        for text in _pieces(source, file):
            parser.Parse(text, False)
            waiting = 0 if found else waiting + len(text)
            if waiting > LONGEST_TAG:
                raise _Refused(f"a tag has more than {LONGEST_TAG:,} characters")
            yield from found
            found.clear()
        parser.Parse("", True)
        yield from found
    except (expat.ExpatError, _Refused) as error:
        source.position = source.size
        yield from found
        why = error if isinstance(error, _Refused) else expat.ErrorString(error.code)
        yield Refused(
            f"line {parser.CurrentLineNumber}", f"the file cannot be read from here on: {why}"
        )


def _pieces(source: Source, file: BinaryIO) -> Iterator[str]:
    """Give the text, without what no XML may have, and without pictures."""
    encoding = encoding_by_mark(file.read(4)) or "utf-8"
    file.seek(0)
    decode = codecs.getincrementaldecoder(encoding)("replace").decode
    rest, in_picture = "", False
    while True:
        data = file.read(PIECE)
        source.position += len(data)
        text = rest + decode(data, not data)
        if in_picture:
            text = text[_BASE64.match(text).end() :]  # type: ignore[union-attr]
            in_picture = not text and bool(data)
        text = _HALVES.sub(_whole_letter, _DATA.sub(r"\1", text))
        in_picture = in_picture or _DATA_BEGINS.search(text, max(len(text) - 7, 0)) is not None
        cut = _CUT.search(text, max(len(text) - 40, 0)) if data else None
        rest = text[cut.start() :] if cut else ""
        whole = text[: cut.start()] if cut else text
        if "&#" in whole:
            whole = _NUMBER.sub(_number, whole)
        yield whole if whole.isprintable() else whole.translate(_CONTROLS)
        if not data:
            return


def _whole_letter(found: "re.Match[str]") -> str:
    """The number of the letter that two halves make."""
    high, low = int(found[1]), int(found[2])
    if 0xD800 <= high < 0xDC00 <= low < 0xE000:
        return f"&#{0x10000 + ((high - 0xD800) << 10) + low - 0xDC00};"
    return found[0]


def _number(found: "re.Match[str]") -> str:
    """The reference itself, or nothing where there is no such letter in XML."""
    text = found[1]
    number = int(text[1:], 16) if text[0] == "x" else int(text)
    return found[0] if _is_character(number) else ""


def _is_character(number: int) -> bool:
    return (
        number in (9, 10, 13)
        or 0x20 <= number < 0xD800
        or 0xE000 <= number < 0xFFFE
        or 0x10000 <= number < 0x110000
    )
