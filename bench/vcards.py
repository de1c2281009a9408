"""How long the reader of vCards takes, and how much memory, on data that it makes.

python bench/vcards.py              20,000 cards with photographs, and 10 MB of each garbage
python bench/vcards.py FILE         what FILE takes
"""

import base64
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

CARDS = 20_000
PHOTO = 15_000  # bytes: what a phone keeps of a face
MEGABYTES = 10


def card(number: int, photo: str) -> str:
    """A card as a phone writes it."""
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Apple Inc.//iPhone OS 18.1//EN",
        f"N:Silva{number};Ana;Maria;;",
        f"FN:Ana Maria Silva{number}",
        f"ORG:Lagoon {number % 500};Kitchen",
        f"item1.EMAIL;type=INTERNET;type=pref:ana{number}@lagoon.example",
        f"TEL;type=CELL;type=VOICE;type=pref:+351 9{number:08}",
        "item2.ADR;type=HOME;type=pref:;;Rua do Sol 1;Porto;;4000-001;Portugal",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-14",
        "NOTE:Met at the fair\\, likes tea.\\nHas a daughter.",
        f"PHOTO;ENCODING=b;TYPE=JPEG:{photo}",
        f"UID:urn:uuid:00000000-0000-4000-8000-{number:012}",
        "END:VCARD",
        "",
    ]
    return "\r\n".join(lines)


def write_cards(path: Path) -> None:
    """A file of CARDS of them."""
    photos = [
        "\r\n ".join(_cut(base64.b64encode(random.Random(seed).randbytes(PHOTO)).decode()))
        for seed in range(20)
    ]
    with path.open("w", newline="") as file:
        for number in range(CARDS):
            file.write(card(number, photos[number % len(photos)]))


def _cut(text: str) -> list[str]:
    return [text[start : start + 74] for start in range(0, len(text), 74)]


def garbage() -> dict[str, Callable[[], bytes]]:
    """Return garbage of each kind that may choke a reader, MEGABYTES each unless it says less."""
    size = MEGABYTES * 1_000_000
    inside = {
        "one line": lambda: b"NOTE:" + b"x" * size,
        "no letters": lambda: b"\xff\x80" * (size // 2),
        "folds": lambda: b"NOTE:" + b"\r\n ".join([b"x" * 74] * (size // 77)),
        "empty folds": lambda: b"NOTE:" + b"\r\n " * (size // 3),
        "soft breaks": lambda: b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=\r\n" * (size // 3),
        "parameters": lambda: b"TEL;X" + b",a" * (size // 2) + b'":1',
        "escapes": lambda: b"ORG:" + b"\\" * size,
        "categories": lambda: b"CATEGORIES:" + b"a," * 499_000,
        "properties": lambda: b"\r\n".join([b"TEL:1"] * (size // 7)),
        "no properties": lambda: b"\r\n".join([b"x"] * (size // 3)),
        "CR": lambda: b"\r" * size,
        "NUL": lambda: b"\0" * size,
    }
    whole = {
        "BEGINs": lambda: b"BEGIN:VCARD\r\n" * (size // 13),
        "BEGINs and ENDs": lambda: b"BEGIN:VCARD\n" * (size // 22) + b"END:VCARD\n" * (size // 22),
        "agents": lambda: b"BEGIN:VCARD\nAGENT:\n" * (size // 19),
        "empty cards": lambda: b"BEGIN:VCARD\nEND:VCARD\n" * (size // 22),
        "UTF-16": lambda: ("BEGIN:VCARD\n" + "é" * (size // 2)).encode("utf-16"),
    }
    return {
        name: lambda made=made: b"BEGIN:VCARD\r\nFN:Ana\r\n" + made() + b"\r\nEND:VCARD\r\n"
        for name, made in inside.items()
    } | whole


def measure(path: Path) -> str:
    """Measure in a separate process, with memory of its own."""
    done = subprocess.run(
        [sys.executable, __file__, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def read_one(path: Path) -> None:
    """Read the file as the command would, and print the cost."""
    from caretrack.domain.records import PersonRecord
    from caretrack.formats.source import ReadOptions, Source
    from caretrack.formats.vcard.read import read

    people = refused = 0
    start = time.process_time()
    for item in read(Source(path, path.stat().st_size), ReadOptions("vcard", date(2026, 11, 21))):
        people += isinstance(item, PersonRecord)
        refused += not isinstance(item, PersonRecord)
    took = time.process_time() - start
    memory = (
        int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
    )  # ru_maxrss begins with the peak of the parent
    print(
        f"{path.stat().st_size / 1e6:5.0f} MB  {took:6.2f} s of CPU  {memory:4.0f} MB of memory  "
        f"{people:6,} people  {refused:7,} refused"
    )


def main() -> None:
    if sys.argv[1:]:
        read_one(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "cards.vcf")
        write_cards(path)
        print(f"{CARDS:,} cards     {measure(path)}")
        for name, made in garbage().items():
            path.write_bytes(made())
            print(f"{name:16} {measure(path)}")


if __name__ == "__main__":
    main()
