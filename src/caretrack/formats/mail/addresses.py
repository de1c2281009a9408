"""The addresses in the fields of a mail, and the names that stand at them.

All of it takes time that grows with the length of a field.
"""

import re
from collections.abc import Iterable

from caretrack.formats.mail.headers import LONGEST_FIELD, decode_words
from caretrack.formats.text import decode, said_name

# Of a mail to more people than fit in here, nobody is told by name.
LONGEST_NAMED = 4 * 1024

# What is between addresses, and cannot be in one.
_BETWEEN = re.compile(rb"[\s<>,;:\"()\[\]\\]+")
_ADDRESS = re.compile(r"[^\s@<>()\[\]:;,\\\"]++@[^\s@<>()\[\]:;,\\\"]++")
# One entry of a list: what stands between two commas that are not quoted.
_ENTRY = re.compile(r'(?:"(?:[^"\\]|\\.)*+"|\([^()]*+\)|[^,;])+')
_COMMENT = re.compile(r"\(([^()]*+)\)")


def possible_addresses(values: Iterable[bytes]) -> Iterable[bytes]:
    """Give all that looks like an address in these fields, in lower case: a quick first look."""
    return (part for value in values for part in _BETWEEN.split(value.lower()) if b"@" in part)


def addresses(values: Iterable[bytes]) -> list[str]:
    """Return the addresses of these fields, casefolded.

    What stands in a quoted name or a comment, or only looks like two addresses joined, is none.
    """
    return [
        address
        for value in values
        for part in re.split("[,;]", _without_names(decode(value[:LONGEST_FIELD])))
        if (address := _address_of(part))
    ]


def names_at_addresses(values: Iterable[bytes]) -> dict[str, str]:
    """Return the names that stand at the addresses of these fields: by address, casefolded.

    A name may be quoted, encoded, or a comment behind the address. Of fields longer than
    LONGEST_NAMED only the beginning is read.
    """
    found: dict[str, str] = {}
    for value in values:
        before = ""
        for entry in _ENTRY.findall(decode(value[:LONGEST_NAMED])):
            address = _address_of(_without_names(entry))
            if not address:
                # The half of "Silva, Ana <…>" that stands before the comma.
                before = entry if "@" not in entry and ":" not in entry else ""
                continue
            name = entry.rpartition("<")[0].rpartition(":")[2] if "<" in entry else ""
            if before and name and '"' not in name:
                name = f"{before},{name}"
            if not name.strip():
                comment = _COMMENT.search(entry)
                name = comment[1] if comment else ""
            before = ""
            found.setdefault(address, _plain(name))
    return found


def _address_of(part: str) -> str:
    """Return the address of one entry without its quoted name and comments; "" for none."""
    # A name before <…>; the name of a group, or an old route, before a colon.
    inside = part.rpartition("<")[2].partition(">")[0] if "<" in part else part
    address = inside.rpartition(":")[2].strip().casefold()
    return address if _ADDRESS.fullmatch(address) else ""


def _plain(name: str) -> str:
    """Return a name without quotes and backslashes, its encoded words read."""
    return said_name(decode_words(re.sub(r"\\(.)", r"\1", name).replace('"', "").strip()))


def _without_names(value: str) -> str:
    """Return a list of addresses without quoted names and comments.

    Of quotes and brackets that are never closed only the sign is taken off.
    """
    kept: list[str] = []
    depth, quoted = 0, False
    for part in re.findall(r'\\.|[^"()\\]+|.', value, re.DOTALL):
        if part == '"' and not depth:
            quoted = not quoted
        elif part == "(" and not quoted:
            depth += 1
        elif part == ")" and not quoted and depth:
            depth -= 1
        elif not quoted and not depth:
            kept.append(part)
    return "".join(kept) if not quoted and not depth else re.sub('["(]', " ", value)
