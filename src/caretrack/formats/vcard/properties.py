"""Read one property of a vCard: its parameters and its value, decoded."""

import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from caretrack.domain.text import tidy
from caretrack.formats.text import is_charset, tidy_name
from caretrack.formats.vcard.cards import LONGEST_PROPERTY, RawProperty

LONGEST_VALUE = 1_000  # of anything but a note
LONGEST_HEADER = 10_000  # of its name and parameters

_VALUES = rb'(?:"[^"]*+"|[^";:,]*+)(?:,(?:"[^"]*+"|[^";:,]*+))*+'
_HEADER = re.compile(rb"(?:([\w/-]++)\.)?[\w/-]++((?:;[\w,-]++(?:=" + _VALUES + rb")?+)*+):")
_PARAMETER = re.compile(r';([\w,-]+)(?:=((?:"[^"]*"|[^";])*))?')
_PARAMETER_VALUE = re.compile(r'"([^"]*)"|([^",]+)')
_CARET = re.compile(r"\^([n^'])")
_CARETS = {"n": "\n", "^": "^", "'": '"'}
_ESCAPED = re.compile(r'\\([\\,;:"nN])')
_ESCAPED_OF_OLD = re.compile(r"\\([,;:])")
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})


class UnreadableProperty(Exception):
    """Why a property cannot be taken in; the rest of its card can."""


@dataclass(frozen=True, slots=True)
class CardProperty:
    """One property, its value decoded, but still escaped.

    The names of `params` are in upper case, their values are as they stand.
    """

    name: str
    group: str
    params: dict[str, list[str]]
    value: str
    old: bool = False

    def parts(self, mark: str) -> list[str]:
        """Return the values between the marks (`;` or `,`) that no backslash stands before."""
        if "\\" not in self.value:
            return [tidy(part) for part in self.value.split(mark)]
        cuts = [
            found.start()
            for found in re.finditer(rf"\\.|{mark}", self.value, re.DOTALL)
            if found[0] == mark
        ]
        return [
            self._plain(self.value[before + 1 : after])
            for before, after in pairwise([-1, *cuts, len(self.value)])
        ]

    def text(self) -> str:
        """The whole value. Bare commas and semicolons are part of it."""
        return self._plain(self.value)

    def _plain(self, value: str) -> str:
        if "\\" in value:
            pattern = _ESCAPED_OF_OLD if self.old else _ESCAPED
            value = pattern.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
        return tidy(value)

    def short(self) -> str:
        """The whole value on one line, for all that is not a note."""
        return short(self.text())

    def types(self) -> list[str]:
        """What sort it says it is, in lower case."""
        return [word for value in self.params.get("TYPE", ()) for word in value.lower().split(",")]


def short(text: str) -> str:
    """A value on one line. Raises UnreadableProperty for one over LONGEST_VALUE characters."""
    if len(text) > LONGEST_VALUE:
        raise UnreadableProperty(f"it has {len(text):,} characters, more than {LONGEST_VALUE:,}")
    return tidy_name(text)


def _western() -> str:
    return "cp1252"


def parse_property(
    raw: RawProperty, old: bool, otherwise: Callable[[], str] = _western
) -> CardProperty:
    """Return the property that these bytes are. Raises UnreadableProperty.

    `old` is for a card of version 2.1, which escapes less; `otherwise` tells the encoding of what
    is not UTF-8 and does not say what it is.
    """
    if not raw.whole:
        raise UnreadableProperty(f"it has more than {LONGEST_PROPERTY:,} characters")
    header = _HEADER.match(raw.text)
    if not header or header.end() > LONGEST_HEADER:
        raise UnreadableProperty("its parameters cannot be read")
    params = _params(header[2].decode("utf-8", "replace")) if header[2] else {}
    return CardProperty(
        raw.name,
        (header[1] or b"").decode().lower(),
        params,
        _value(raw.text[header.end() :], params, otherwise),
        old,
    )


def _params(text: str) -> dict[str, list[str]]:
    """Parameters by their names; 2.1 leaves out the names of two of them."""
    params: dict[str, list[str]] = {}
    for found in _PARAMETER.finditer(text):
        name = found[1].upper()
        if found[2] is None:
            # RFC 2426 has TEL;FAX,WORK in an example.
            values = name.split(",")
            name = "ENCODING" if name in _ENCODINGS else "TYPE"
        else:
            values = [quoted or plain for quoted, plain in _PARAMETER_VALUE.findall(found[2])]
        params.setdefault(name, []).extend(
            _CARET.sub(lambda caret: _CARETS[caret[1]], value) for value in values
        )
    return params


def _value(data: bytes, params: dict[str, list[str]], otherwise: Callable[[], str]) -> str:
    encodings = {encoding.upper() for encoding in params.get("ENCODING", ())}
    charset = next(iter(params.get("CHARSET", ())), "")
    if "QUOTED-PRINTABLE" in encodings:
        return _decoded(binascii.a2b_qp(data), charset, charset or "utf-8")
    if encodings & {"BASE64", "B"}:
        try:
            return _decoded(binascii.a2b_base64(data), charset, charset or "utf-8")
        except binascii.Error:
            raise UnreadableProperty("it cannot be read") from None
    # What the whole file was turned into goes before what the card said once.
    return _decoded(data, charset, "utf-8", otherwise)


def _decoded(data: bytes, charset: str, first: str, otherwise: Callable[[], str] = _western) -> str:
    """Return text out of bytes in a character set, `first` being the likeliest.

    Where none is named and it is not UTF-8, it is in what `otherwise` says.
    """
    exists = True
    for asked in (first, "utf-8", charset or otherwise):
        try:
            encoding = asked() if callable(asked) else asked
            if not is_charset(encoding):
                raise LookupError
            return data.decode(encoding)
        except UnicodeError:
            continue
        except (LookupError, ValueError):
            exists = False
    if not exists:
        raise UnreadableProperty("it names a character set that does not exist")
    if charset:
        raise UnreadableProperty("its bytes are not in the character set that it names")
    return data.decode("latin-1")
