"""Cards to try the reader of vCards with."""

import tempfile
from datetime import date
from pathlib import Path

from caretrack.exchange.records import Item, Parsed, PersonRecord, Refused
from caretrack.exchange.source import Asked, Source
from caretrack.exchange.vcard import read


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def items(path: Path) -> list[Item]:
    """What the reader gives; how far it says it is must be where it is."""
    size = sum(one.stat().st_size for one in path.rglob("*") if one.is_file()) if path.is_dir() else path.stat().st_size
    source = Source(path, size)
    found = list(read(source, Asked("vcard", date(2026, 11, 21))))
    assert source.position <= size
    return found


def parse(data: bytes) -> Parsed:
    """The same of a file with these bytes, in an order that is easy to ask."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "cards.vcf")
        path.write_bytes(data)
        found = items(path)
    people = tuple(item for item in found if isinstance(item, PersonRecord))
    return Parsed("vcard", people, (), tuple(item for item in found if isinstance(item, Refused)))


def person(*lines: str, version: str = "3.0") -> PersonRecord:
    parsed = parse(card(*lines, version=version))
    assert parsed.refused == ()
    (only,) = parsed.people
    return only


def names(parsed: Parsed) -> list[str]:
    return [found.name for found in parsed.people]
