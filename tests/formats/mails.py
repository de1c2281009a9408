"""Mails for the tests: short to write, complete when read."""

from datetime import date
from pathlib import Path

from caretrack.domain.clock import DEFAULT_CROWD
from caretrack.domain.records import Item, Refused, TouchRecord
from caretrack.formats.mail.read import read
from caretrack.formats.source import ReadOptions, Source

ME, ANA, BEN, CHLOE = (
    "me@mine.example",
    "ana@lagoon.example",
    "ben@lagoon.example",
    "chloe@creme.example",
)
KNOWN = frozenset([ANA, BEN, CHLOE])
TODAY = date(2026, 11, 21)


def mail(text: str = "How are you?", **fields: str) -> str:
    """A mail of mine to Ana; a field of "" is left out, `content_type` is Content-Type."""
    whole = {
        "From": ME,
        "To": ANA,
        "Subject": "Tuesday",
        "Date": "Fri, 20 Nov 2026 09:30:00 +0100",
        "Message-ID": "<one@mine.example>",
    }
    whole |= {name.replace("_", "-"): value for name, value in fields.items()}
    return "".join(f"{name}: {value}\n" for name, value in whole.items() if value) + f"\n{text}\n"


def mbox(*mails: str) -> bytes:
    """An mbox of these mails."""
    return "".join(f"From - Fri Nov 20 09:30:00 2026\n{text}\n" for text in mails).encode(
        "utf-8", "surrogateescape"
    )


def items(
    path: Path,
    *,
    keep_text: bool = False,
    mine: frozenset[str] = frozenset([ME]),
    known: frozenset[str] = KNOWN,
    crowd: int = DEFAULT_CROWD,
    remarks: list[str] | None = None,
) -> list[Item]:
    """Return what the file or folder gives, read to its end; guesses are added to `remarks`."""
    source = Source(path, path.stat().st_size, remarks=[] if remarks is None else remarks)
    found = list(
        read(
            source,
            ReadOptions("mbox", TODAY, known=known, mine=mine, keep_text=keep_text, crowd=crowd),
        )
    )
    assert source.position == source.size
    return found


def touches(found: list[Item]) -> list[TouchRecord]:
    """The touches among them."""
    return [item for item in found if isinstance(item, TouchRecord)]


def left_out(found: list[Item]) -> list[str]:
    """What was refused or left out, with its place."""
    return [f"{item.where}: {item.why}" for item in found if isinstance(item, Refused)]
