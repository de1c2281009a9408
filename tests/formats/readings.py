"""Helpers that read bytes through a file, as an import does."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from caretrack.domain.records import Item, PersonRecord, Refused, TouchRecord
from caretrack.formats.source import ReadOptions, Source

TODAY = date(2026, 11, 21)


class Reading(NamedTuple):
    """All that a file gave, by what it is."""

    people: tuple[PersonRecord, ...]
    touches: tuple[TouchRecord, ...]
    refused: tuple[Refused, ...]


def reading(
    read: Callable[[Source, ReadOptions], Iterator[Item]], data: bytes, format: str
) -> Reading:
    """Return what the reader gives for a file with these bytes, read to its end."""
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(data)
        source = Source(Path(file.name), len(data))
        items = list(read(source, ReadOptions(format, TODAY)))
    assert source.position == source.size
    return Reading(
        tuple(item for item in items if isinstance(item, PersonRecord)),
        tuple(item for item in items if isinstance(item, TouchRecord)),
        tuple(item for item in items if isinstance(item, Refused)),
    )
