"""Chats for the tests: read out of a file, with people who are in the journal."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from caretrack.domain.clock import DEFAULT_CROWD
from caretrack.domain.records import Item, Refused, TouchRecord
from caretrack.formats.source import ReadOptions, Source

TODAY = date(2026, 11, 21)
ANA, BEN, ME = "Ana Silva", "Ben Okoro", "Max Meyer"

Reader = Callable[[Source, ReadOptions], Iterator[Item]]


class ChatReading:
    """What a reader gave: `touches`, `refused` as lines, and `remarks`."""

    def __init__(
        self,
        read: Reader,
        data: str | bytes,
        *,
        known: frozenset[str] = frozenset([ANA, BEN]),
        me: tuple[str, ...] = (),
        keep_text: bool = False,
        month_first: bool = False,
        crowd: int = DEFAULT_CROWD,
        name: str = "_chat.txt",
    ) -> None:
        """Read it to its end."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
            source = Source(path, path.stat().st_size)
            options = ReadOptions(
                "chat",
                TODAY,
                keep_text=keep_text,
                month_first=month_first,
                crowd=crowd,
                my_names=me,
                knows=lambda text: text in known,
            )
            items = list(read(source, options))
        assert source.position == source.size
        self.touches = [item for item in items if isinstance(item, TouchRecord)]
        self.refused = [f"{item.where}: {item.why}" for item in items if isinstance(item, Refused)]
        self.remarks = source.remarks

    @property
    def days(self) -> list[str]:
        """The days of the touches."""
        return [touch.happened_on for touch in self.touches]
