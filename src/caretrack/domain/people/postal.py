"""Postal addresses: the parts that vCards and tables have, and the lines that people read.

An address is lines, the first of which may say what it is of ("Home:"); an empty line parts two.
Parts become lines and lines become parts again so that nothing is lost: where the parts of a text
cannot be told, all of it is the street.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from caretrack.words import phrase_set

_LABEL = r"[^\n:\d]{1,40}:"
_PLACES = (
    r"(?P<code>(?:[A-Z]{1,3}[- ])?\d[\d -]*\d(?: [A-Z]{2})?) (?P<city>\D+)",
    r"(?P<city>[^,]+), (?P<region>[^,\d]+?) (?P<code>\d[\d-]*|[A-Z]\d[A-Z] \d[A-Z]\d)",
    r"(?P<city>\D+) (?P<code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})",
)


class PostalAddress(NamedTuple):
    """The parts of an address, in the order of a vCard; `label` says what it is of."""

    box: str = ""
    extended: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    code: str = ""
    country: str = ""
    label: str = ""


def clean_address(text: str) -> str:
    """Return addresses as they are stored: no blanks around a line, one empty line between two."""
    return re.sub("\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def address_text(addresses: Iterable[PostalAddress]) -> str:
    """Return addresses as one text: the lines of each, with an empty line between two."""
    return "\n\n".join(filter(None, map(_block, addresses)))


def _block(address: PostalAddress) -> str:
    lines = _lines(address)
    return "\n".join(([f"{address.label}:"] if address.label and lines else []) + lines)


def _lines(address: PostalAddress) -> list[str]:
    """Return the lines of an address, as they are written in its country."""
    city, region, code = address.city, address.region, address.code
    is_behind = address.country.casefold() in phrase_set("postal", "code behind") or (
        not address.country and re.fullmatch("[A-Z]{2}", region)
    )
    if is_behind:
        place = [" ".join(filter(None, (", ".join(filter(None, (city, region))), code)))]
    else:
        place = [" ".join(filter(None, (code, city))), region]
    parts = [address.box, address.extended, address.street, *place, address.country]
    return [line for part in parts for text in part.split("\n") if (line := text.strip())]


def address_line(text: str) -> str:
    """Return addresses on one line: "Home: 12 Harbour Rd, 1000 Lisbon · Work: 1 Quay"."""
    blocks = (", ".join(block.split("\n")) for block in text.split("\n\n"))
    return " · ".join(block.replace(":, ", ": ", 1) for block in blocks)


def parse_addresses(text: str) -> list[PostalAddress]:
    """Return the addresses of a text as it is stored; `address_text` makes the same text of them.

    Where that cannot be, it is one address whose street is all of the text.
    """
    found = [_parsed(block.split("\n")) for block in text.split("\n\n") if block]
    return found if address_text(found) == text else [PostalAddress(street=text)]


def _parsed(lines: Sequence[str]) -> PostalAddress:
    """Return the parts of one address."""
    label = ""
    if len(lines) > 1 and re.fullmatch(_LABEL, lines[0]):
        label, lines = lines[0][:-1], lines[1:]
    # The place is the last line, or a country stands below it, or a region and a country.
    for at in range(len(lines) - 1, max(0, len(lines) - 4), -1):
        below = dict(zip(("country", "region"), reversed(lines[at + 1 :]), strict=False))
        for found in (re.fullmatch(place, lines[at]) for place in _PLACES):
            if found:
                parts = below | found.groupdict()
                address = PostalAddress(street="\n".join(lines[:at]), label=label, **parts)
                if _lines(address) == lines:
                    return address
    return PostalAddress(street="\n".join(lines), label=label)
