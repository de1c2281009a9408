"""Cards to try the reader of vCards with."""

from caretrack.exchange.records import Parsed, PersonRecord
from caretrack.exchange.vcard import parse


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def person(*lines: str, version: str = "3.0") -> PersonRecord:
    parsed = parse(card(*lines, version=version))
    assert parsed.refused == ()
    (only,) = parsed.people
    return only


def names(parsed: Parsed) -> list[str]:
    return [found.name for found in parsed.people]
