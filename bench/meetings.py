"""How long a calendar takes to read: 20,000 events, half with known people, a tenth repeating.

    python bench/meetings.py

Prints the CPU seconds and peak memory of reading alone, without the journal.
"""

import resource
import tempfile
import time
from datetime import date
from pathlib import Path

from caretrack.domain.records import TouchRecord
from caretrack.formats.ics.read import read
from caretrack.formats.source import ReadOptions, Source

EVENTS = 20_000
PEOPLE = 5_000


def event(number: int) -> str:
    who = f"p{number % PEOPLE}@known.example" if number % 2 else f"s{number}@x.example"
    repeated = "RRULE:FREQ=WEEKLY;COUNT=10\r\n" if number % 10 == 1 else ""
    start = f"{2015 + number % 11}{1 + number % 12:02}{1 + number % 28:02}T090000"
    return (
        f"BEGIN:VEVENT\r\nUID:{number}@bench\r\nDTSTART;TZID=Europe/Berlin:{start}\r\n{repeated}SUMMARY:Coffee\r\n"
        f"DESCRIPTION:{'lorem ipsum ' * 80}\r\nATTENDEE;PARTSTAT=ACCEPTED;CN=One:mailto:{who}\r\n"
        "ATTENDEE;PARTSTAT=ACCEPTED;CN=Mia:mailto:mia@care.example\r\nBEGIN:VALARM\r\nTRIGGER:-PT10M\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "calendar.ics"
        with path.open("w", newline="") as file:
            file.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
            file.writelines(event(number) for number in range(EVENTS))
            file.write("END:VCALENDAR\r\n")
        known = frozenset(f"p{number}@known.example" for number in range(PEOPLE))
        asked = ReadOptions(
            "ics", date(2026, 11, 21), known=known, mine=frozenset({"mia@care.example"})
        )
        begun = time.process_time()
        touches = sum(
            isinstance(item, TouchRecord) for item in read(Source(path, path.stat().st_size), asked)
        )
        seconds = time.process_time() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{EVENTS:,} events, {path.stat().st_size / 1e6:.0f} MB: {touches:,} touches, "
            f"{seconds:.1f} s of CPU, {peak:.0f} MB at most"
        )


if __name__ == "__main__":
    main()
