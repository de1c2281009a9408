"""Read a list of addresses: `Ann Probe <ann@probe.example>` a line, as one pastes it from a mail.

The aliases of mutt are such a list, too. Addresses may also be parted by commas and semicolons.
"""

import re
from collections.abc import Iterator

from caretrack.domain.records import Item, PersonRecord, Refused
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import name_fault, said_name, unix_lines

_ADDRESS = r"[^\s@<>(),;:\"]{1,200}@[^\s@<>(),;:\"]{1,200}\.[^\s@<>(),;:\".]{2,60}"
# A name in quotes or not, and the address in angles; or the address alone.
_NAME = r"(?:\"([^\"\n]{1,200})\"|([^\s<>@\",;#][^<>@\",;\n]{0,200}?))"
_ONE = rf"(?:{_NAME}?[ \t]*<({_ADDRESS})>|({_ADDRESS}))"
_ALIAS = r"(?:alias[ \t]+(?:-group[ \t]+\S+[ \t]+)*[^\s@<>]+[ \t]+)"
_ENTRY = re.compile(rf"[ \t]*{_ALIAS}?{_ONE}[ \t]*(?:[,;][ \t]*|$)")

# Characters of a line that may be cut off in a head, and of the longest entry.
_LONG, _LONGEST_ENTRY = 2_000, 800


def is_address_list(text: str) -> bool:
    """True if all lines of the head of a file are addresses, with names or without.

    Its last line may be cut off.
    """
    lines = text.split("\n")
    whole = lines[:-1] if len(lines) > 1 and lines[-1] else lines
    said = [line for line in whole if line.strip() and not line.startswith("#")]
    if len(said) == 1 and len(said[0]) > _LONG:
        # Hundreds of addresses on one line, and the last of this head is cut off.
        found, rest = _entries(said[0])
        return bool(found) and len(rest) < _LONGEST_ENTRY
    return bool(said) and all(_parts(line) for line in said)


def read(source: Source, options: ReadOptions) -> Iterator[Item]:  # noqa: ARG001 - all are alike
    """Give the people of a list; a line that is no address is refused, the others come in.

    Raises CareError for a file that cannot be read.
    """
    for number, line in enumerate(unix_lines(source.text()).split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _parts(line)
        if not found:
            yield Refused(f"line {number}", "it is not a list of addresses: Ann <ann@x.example>")
        for name, email in found:
            fault = name_fault(name) if name else ""
            if fault:
                yield Refused(f"line {number}", fault)
            else:
                yield PersonRecord(
                    name or email, f"line {number}", emails=(email,), unnamed=not name
                )
    source.position = source.size


def _parts(line: str) -> list[tuple[str, str]]:
    """Return the names and addresses of a line; none where anything else stands in it."""
    found, rest = _entries(line)
    return [] if rest else found


def _entries(line: str) -> tuple[list[tuple[str, str]], str]:
    """Return the names and addresses of a line, and the rest of it, which begins with neither."""
    found, place = [], 0
    line = line.rstrip()
    while place < len(line) and (entry := _ENTRY.match(line, place)):
        found.append((said_name(entry[1] or entry[2] or "").strip("'"), entry[3] or entry[4]))
        place = entry.end()
    return found, line[place:]
