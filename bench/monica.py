"""What the reader of Monica takes, of its SQL and its JSON, each at three sizes.

    python bench/monica.py

The accounts are invented: everybody has three notes, three calls and a way to be reached, and the
JSON has a photograph of 300 kB for each hundred of them. Each reading is a process of its own; it
prints the size of the file, the records, CPU seconds and the most MiB.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TextIO

CONTACTS = (5_000, 10_000, 20_000)
WORDS = "told of the garden, the new school and what she plans for the summer"


def uuid(number: int) -> str:
    """A uuid of its own for each number."""
    return f"{number:08}-aaaa-4bbb-8ccc-dddddddddddd"


def moments(contact: int) -> Iterator[str]:
    """Three moments at which something was written down of a contact."""
    for number in range(1, 4):
        yield f"2021-0{number}-{contact % 28 + 1:02} {contact // 60 % 24:02}:{contact % 60:02}:00"


def sql(file: TextIO, contacts: int) -> None:
    """Write an account as Monica's SQL export does."""
    people = range(1, contacts + 1)
    tables: dict[str, tuple[str, Iterator[str]]] = {
        "accounts": ("`id`", iter(["1"])),
        "contacts": (
            "`id`,`account_id`,`first_name`,`last_name`,`uuid`,`company`,`created_at`",
            (f"{n},1,'First{n}','Last','{uuid(n)}',NULL,'2021-01-01 09:00:00'" for n in people),
        ),
        "contact_field_types": ("`id`,`type`", iter(["1,'email'"])),
        "contact_fields": (
            "`contact_id`,`contact_field_type_id`,`data`",
            (f"{n},1,'p{n}@x.example'" for n in people),
        ),
        "notes": (
            "`contact_id`,`body`,`created_at`",
            (f"{n},'{n} {WORDS}','{at}'" for n in people for at in moments(n)),
        ),
        "calls": (
            "`contact_id`,`called_at`,`content`,`created_at`",
            (f"{n},'{at}','{WORDS}','{at}'" for n in people for at in moments(n)),
        ),
    }
    file.write("# dump of data\n\nSET FOREIGN_KEY_CHECKS=0;\n\n")
    for table, (columns, rows) in tables.items():
        file.write(f"INSERT IGNORE INTO `{table}` ({columns}) VALUES\n ({next(rows)})")
        file.writelines(f",\n ({row})" for row in rows)
        file.write(";\n\n")


def export(file: TextIO, contacts: int) -> None:
    """Write an account as Monica's JSON export does."""
    file.write('{"version": "1.0-preview.1", "app_version": "4.1.2", "account": {"data": [\n')
    file.write('{"count": 1, "type": "contact", "values": [\n')
    for number in range(1, contacts + 1):
        texts = [{"created_at": at, "properties": {"body": WORDS}} for at in moments(number)]
        calls = [
            {"created_at": at, "properties": {"called_at": at, "content": WORDS}}
            for at in moments(number)
        ]
        contact = {
            "uuid": uuid(number),
            "properties": {"first_name": f"First{number}", "last_name": "Last"},
            "data": [{"type": "note", "values": texts}, {"type": "call", "values": calls}],
        }
        file.write(f"{',' * (number > 1)}{json.dumps(contact, indent=4)}\n")
    file.write(']}, {"count": 1, "type": "photo", "values": [\n')
    photo = json.dumps({"properties": {"dataUrl": "data:image/jpeg;base64," + "QUJD" * 75_000}})
    file.write(",\n".join([photo] * (contacts // 100)))
    file.write("]}]}}")


WRITERS: dict[str, Callable[[TextIO, int], None]] = {"sql": sql, "json": export}


def measure(path: Path) -> None:
    """Read the file with the reader alone, and print what it took."""
    from caretrack.formats.open import read
    from caretrack.formats.source import ReadOptions, Source

    source = Source(path, path.stat().st_size)
    start = time.process_time()
    records = sum(1 for _ in read(source, ReadOptions("monica", date(2046, 1, 1))))
    seconds = time.process_time() - start
    kib = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
    print(
        f"{path.suffix[1:]:5} {source.size / 1e6:6.1f} MB {records:8,} records "
        f"{seconds:6.1f} s {kib // 1024:5} MiB"
    )


def main() -> None:
    """Make, measure, tell."""
    with tempfile.TemporaryDirectory() as folder:
        for ending, write in WRITERS.items():
            for contacts in CONTACTS:
                path = Path(folder) / f"monica.{ending}"
                with path.open("w", encoding="utf-8") as file:
                    write(file, contacts)
                subprocess.run([sys.executable, __file__, "--measure", str(path)], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    else:
        main()
