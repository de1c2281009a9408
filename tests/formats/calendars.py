"""Helpers for tests of the ICS reader: calendars, and a journal of Mia's with Ana and Ben."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caretrack.domain.records import Item, Refused, TouchRecord
from caretrack.formats.ics.read import read
from caretrack.formats.source import ReadOptions, Source

ANA, BEN, ME = "ana@lagoon.example", "ben@lagoon.example", "mia@care.example"
ASKED = ReadOptions("ics", date(2026, 11, 21), known=frozenset({ANA, BEN}), mine=frozenset({ME}))


def guest(address: str = ANA, answer: str = "ACCEPTED") -> str:
    return (
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};"
        f"CN=Somebody:mailto:{address}"
    )


def event(
    *lines: str,
    start: str = "DTSTART:20261102T090000Z",
    uid: str = "one@x",
    who: Iterable[str] = (guest(),),
) -> list[str]:
    return [
        "BEGIN:VEVENT",
        *([f"UID:{uid}"] if uid else []),
        start,
        "SUMMARY:Coffee",
        *who,
        *lines,
        "END:VEVENT",
    ]


def calendar(*events: list[str], head: Iterable[str] = ()) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//x//y//EN",
        *head,
        *(line for lines in events for line in lines),
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines).encode()


def read_file(path: Path, data: bytes, **asked: object) -> list[Item]:
    """All items of a file of these bytes."""
    file = path / "calendar.ics"
    file.write_bytes(data)
    return list(read(Source(file, len(data)), replace(ASKED, **asked)))  # type: ignore[arg-type]


def touches(items: Iterable[Item]) -> list[TouchRecord]:
    return [item for item in items if isinstance(item, TouchRecord)]


def refused(items: Iterable[Item]) -> list[Refused]:
    return [item for item in items if isinstance(item, Refused)]


@pytest.fixture(autouse=True)
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock of every test of a module that imports this: local days are those of Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
