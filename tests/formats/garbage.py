"""Unreadable files: those that people import by mistake, and those that could break a reader.

Run as a program, it reads garbage in one format and prints the cost, under a limit of CPU time.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

NESTED = 3_000


def _lines(size: int) -> Iterator[str]:
    chance = random.Random(size)
    while size > 0:
        line = "".join(chance.choice('abc äé€;:,"=\t@') for _ in range(60))
        size -= len(line)
        yield line


def _mixed(size: int) -> bytes:
    """Return bytes in no single encoding, without NULs or a magic number."""
    return b"x" + random.Random(1).randbytes(size - 1).replace(b"\0", b"\xff")


# The contents of each kind, for a size in bytes.
GARBAGE: dict[str, Callable[[int], bytes]] = {
    "one-line": lambda size: b"a" * size,
    "one-line-of-quotes": lambda size: b'a,"' * (size // 3),
    "one-line-of-colons": lambda size: b"A;B=C,D:" * (size // 8),
    "one-line-of-brackets": lambda size: b"{[" * (size // 2),
    "short-lines": lambda size: b"x\n" * (size // 2),
    "lines": lambda size: "\n".join(_lines(size)).encode(),
    "dashes": lambda size: b"- \n" * (size // 3),
    "folded": lambda size: b"A:\n" + b" b\n" * (size // 3),
    "from-lines": lambda size: b"From a\n" * (size // 7),
    "heads": lambda size: b"From a@b Sat Nov 21 10:00:00 2026\n" + b"A: b\n" * (size // 5),
    "from-addresses": lambda size: b"\nFrom a@b\nA: b\n" * (size // 15),
    "from-times": lambda size: (b"From 1:00\n" + b"A: b\n" * 70) * (size // 360),
    "one-mail": lambda size: b"From: a@b\nMessage-ID: <a@b>\n" + b"A: b\n" * (size // 5),
    "multiparts": lambda size: (
        b'From a\nContent-Type: multipart/mixed; boundary="a"\n\n'
        + b"--a\nContent-Type: message/rfc822\n\n" * (size // 33)
    ),
    "nested-cards": lambda size: b"BEGIN:VCARD\n" * NESTED,
    "nested-calendars": lambda size: b"BEGIN:VCALENDAR\n" * NESTED,
    "nested-events": lambda size: (
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * NESTED + b"END:VEVENT\n" * NESTED
    ),
    "nested-json": lambda size: b'{"caretrack":' + b"[" * NESTED,
    "rows-of-sql": lambda size: b"INSERT INTO `contacts` (`id`) VALUES " + b"(1)," * (size // 4),
    "quotes-of-sql": lambda size: b"INSERT INTO `contacts` VALUES ('" + b"''" * (size // 2),
    "comments-of-sql": lambda size: b"/*" + b"/**/;-- \n" * (size // 9),
    "columns-of-sql": lambda size: b"CREATE TABLE `contacts` (" + b"a(b,'" * (size // 5),
    "front-matter": lambda size: b"---\n" + b"a: [b, c]\n" * (size // 10) + b"---\n",
    "open-front-matter": lambda size: b"---\n" + b"a: b\n" * (size // 5),
    "nested-yaml": lambda size: b"---\na: " + b"[" * (size // 2) + b"\n---\n",
    "yaml-aliases": lambda size: b"---\na: &a [x]\nb: [" + b"*a," * (size // 3) + b"]\n---\n",
    "inline-fields": lambda size: b"email:: a@b.example\n" * (size // 20),
    "stars": lambda size: b"**a" * (size // 3),
    "links": lambda size: b"[[a" * (size // 3),
    "comments": lambda size: b"%%" * (size // 2) + b"a",
    "dated-lines": lambda size: b"- 2026-11-02: a\n" * (size // 16),
    "org-headings": lambda size: b"* a\n:PROPERTIES:\n:EMAIL: a@b\n" * (size // 31),
    "mixed-bytes": _mixed,
    "utf-16": lambda size: ("no such format\n" * (size // 30)).encode("utf-16"),
    "utf-16-unmarked": lambda size: ("no such format\n" * (size // 30)).encode("utf-16-le"),
    "cut-off-utf-8": lambda size: "€".encode()[:2] * (size // 2),
    "nul": lambda size: b"\0" * size,
    "binary": lambda size: random.Random(2).randbytes(size),
    "zip": lambda size: b"PK\x03\x04" + b"a" * size,
    "gzip": lambda size: b"\x1f\x8b\x08" + b"a" * size,
    "pdf": lambda size: b"%PDF-1.7\n" + b"a" * size,
    "sqlite": lambda size: b"SQLite format 3\0" + b"a" * size,
    "pst": lambda size: b"!BDN" + b"a" * size,
    "web-page": lambda size: b"<!DOCTYPE html>" + b"<p>" * (size // 3),
    "empty": lambda size: b"",
    "blank": lambda size: b" \n" * (size // 2),
}


def cost(format: str, folder: Path) -> dict[str, tuple[float, str]]:
    """Read every file in the folder as an import does; return CPU seconds and the outcome."""
    from caretrack.app.imports.records import contents_of
    from caretrack.app.imports.touches import TouchContext
    from caretrack.errors import CareError
    from caretrack.formats.journal_json import read as rows_of
    from caretrack.formats.open import find_source, read
    from caretrack.formats.registry import JSON
    from caretrack.formats.source import ReadOptions

    asked = ReadOptions(format, date(2026, 11, 21), known=frozenset({"a@b"}))
    context = TouchContext(frozenset(), frozenset(), {}, {}, 5)
    found = {}
    for path in sorted(folder.iterdir()):
        start, said = time.process_time(), ""
        try:
            source, _ = find_source(path, format)
            if format == JSON:
                said = f"{sum(1 for _ in rows_of(source))} rows"
                continue
            contents = contents_of(read(source, asked), (), asked, context)
            said = (
                f"{len(contents.people)} people, {len(contents.touches)} touches, "
                f"{len(contents.refused.kept)} refused"
            )
        except CareError as error:
            said = f"refused: {error}"
        finally:
            found[path.name] = (time.process_time() - start, said)
    return found


def most_memory() -> int:
    """Return the peak memory of this process in KiB; getrusage would count its parent too."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    # The process ends in any case.
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]), int(sys.argv[3])))
    costs = cost(sys.argv[1], Path(sys.argv[2]))
    print(json.dumps({"costs": costs, "kib": most_memory()}))
