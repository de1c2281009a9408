"""Helpers for tests of the vCard reader."""

import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from caretrack.domain.records import Item, PersonRecord, Refused
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.vcard.read import read


class Parsed(NamedTuple):
    people: tuple[PersonRecord, ...]
    refused: tuple[Refused, ...]


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def items(path: Path) -> list[Item]:
    """Return what the reader gives; its position must end at the end."""
    source = Source(path, path.stat().st_size)
    found = list(read(source, ReadOptions("vcard", date(2026, 11, 21))))
    assert source.position == source.size
    return found


def parse(data: bytes) -> Parsed:
    """The same of a file with these bytes, people and refused apart."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "cards.vcf")
        path.write_bytes(data)
        found = items(path)
    people = tuple(item for item in found if isinstance(item, PersonRecord))
    return Parsed(people, tuple(item for item in found if isinstance(item, Refused)))


def remarks(data: bytes, folder: Path) -> list[str]:
    """Return what the reader says of a whole file with these bytes."""
    path = folder / "cards.vcf"
    path.write_bytes(data)
    source = Source(path, len(data))
    for _ in read(source, ReadOptions("vcard", date(2026, 11, 21))):
        pass
    return source.remarks


def person(*lines: str, version: str = "3.0") -> PersonRecord:
    parsed = parse(card(*lines, version=version))
    assert parsed.refused == ()
    (only,) = parsed.people
    return only


def names(parsed: Parsed) -> list[str]:
    return [found.name for found in parsed.people]
