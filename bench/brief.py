"""What calendars cost `care due` and `care brief`: nothing, a folder of 2,000 files, a large file.

    python bench/brief.py

Prints CPU seconds, the median of seven runs: without the setting, the first time, when nothing has
changed, and of `care brief`.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

TODAY = date(2026, 11, 21)
RUNS = 7
FILES, EVENTS = 2_000, 20_000


def event(number: int) -> str:
    day = TODAY + timedelta(days=number % 1_000 - 500)
    series = "RRULE:FREQ=WEEKLY\r\n" if number % 50 == 0 else ""
    return (
        f"BEGIN:VEVENT\r\nUID:{number}@bench\r\nDTSTART;TZID=Europe/Berlin:{day:%Y%m%d}T090000\r\n"
        f"DTEND;TZID=Europe/Berlin:{day:%Y%m%d}T100000\r\n{series}SUMMARY:Coffee {number}\r\n"
        f"DESCRIPTION:{'lorem ipsum ' * 80}\r\n"
        f"ATTENDEE;PARTSTAT=ACCEPTED;CN=One:mailto:p{number % 30}@known.example\r\nEND:VEVENT\r\n"
    )


def write(path: Path, numbers: range) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        file.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
        file.writelines(map(event, numbers))
        file.write("END:VCALENDAR\r\n")


def seconds(env: dict[str, str], *args: str, before: Path | None = None) -> str:
    """Return the CPU time of a command; the file `before` is removed before each run."""
    took = []
    for _ in range(RUNS):
        if before is not None:
            before.unlink(missing_ok=True)
        start = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "caretrack", *args],
            env=env,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        end = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime)
    return f"{statistics.median(took):.2f}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        env = {
            **os.environ,
            "HOME": folder,
            "CARE_TODAY": TODAY.isoformat(),
            "XDG_CACHE_HOME": f"{folder}/cache",
            "CARE_JOURNAL": f"{folder}/journal.db",
            "CARE_CONFIG": f"{folder}/config.toml",
        }
        people = "".join(
            f"BEGIN:VCARD\nVERSION:3.0\nFN:Person {number}\nEMAIL:p{number}@known.example\n"
            "END:VCARD\n"
            for number in range(30)
        )
        (home / "people.vcf").write_text(people)
        subprocess.run(
            [sys.executable, "-m", "caretrack", "import", f"{folder}/people.vcf"],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        for number in range(FILES):
            write(home / f"vdir/work/{number}.ics", range(number, number + 1))
        write(home / "large.ics", range(EVENTS))
        kept = home / "cache/caretrack/agenda.json"
        config = home / "config.toml"
        config.write_text("")
        print("due without calendars", seconds(env, "due"))
        for name in ("vdir", "large.ics"):
            config.write_text(f'[brief]\ncalendars = ["{folder}/{name}"]\n')
            size = sum(path.stat().st_size for path in home.rglob("*.ics")) / 1e6
            print(
                f"{name} ({size:.0f} MB of calendars in all): brief",
                seconds(env, "brief", before=kept),
                "due the first time",
                seconds(env, "due", before=kept),
                "brief again",
                seconds(env, "brief"),
                "due again",
                seconds(env, "due"),
            )


if __name__ == "__main__":
    main()
