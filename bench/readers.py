"""Every reader at three sizes: it is linear where a record costs the same at each of them.

    python bench/readers.py [FORMAT]...        2,000, 6,000 and 18,000 records
    python bench/readers.py --sizes 500,2000 FORMAT

Prints the CPU microseconds of a record, and the peak memory of the process. A new reader takes a
function that makes a text of so many records, in MADE, or that writes a file, in WRITTEN. Files
are read as an import reads them, without the journal.
"""

import csv
import gzip
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests" / "formats"
sys.path.insert(0, str(TESTS))

SIZES = "2000,6000,18000"
TODAY = date(2026, 11, 21)
PEOPLE = 1_000  # whom the mails, meetings and chats are with
ME = "mia@care.example"


def who(number: int) -> str:
    return f"Ana Silva{number % PEOPLE}"


def address(number: int) -> str:
    return f"ana{number % PEOPLE}@lagoon.example"


def moment(number: int) -> datetime:
    """Return a moment before TODAY; the numbers go through the hours of eight years."""
    return datetime(2018, 1, 1, 8, tzinfo=UTC) + timedelta(hours=number % 70_000)


def table(head: str, row: Callable[[int], Iterable[object]], number: int) -> Iterator[str]:
    """Yield a table as CSV, a piece at a time."""
    yield head + "\n"
    for place in range(number):
        line = StringIO()
        csv.writer(line, lineterminator="\n").writerow(row(place))
        yield line.getvalue()


def cards(number: int) -> Iterator[str]:
    for place in range(number):
        yield (
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card-{place}\r\nFN:Ana Silva{place}\r\n"
            f"N:Silva{place};Ana;;;\r\nORG:Lagoon {place % 900}\r\nTITLE:Head of Things\r\n"
            f"EMAIL:ana{place}@lagoon.example\r\nTEL;TYPE=CELL:+351 555 {place:06}\r\n"
            f"BDAY:19{place % 60 + 40}-03-{place % 28 + 1:02}\r\nNOTE:Likes tea.\r\nEND:VCARD\r\n"
        )


def contacts(number: int) -> Iterator[str]:
    head = "Name,Email,Phone,Company,Role,Birthday,Tags,Note"
    return table(
        head,
        lambda n: (
            (
                f"Ana Silva{n}",
                f"ana{n}@x.example",
                f"+351 555 {n:06}",
                f"Lagoon {n % 900}",
                "Head of Things",
                f"19{n % 60 + 40}-03-{n % 28 + 1:02}",
                "bench",
                "Likes tea.",
            )
        ),
        number,
    )


def google(number: int) -> Iterator[str]:
    head = "Name,Given Name,Family Name,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name"
    return table(
        head,
        lambda n: (
            (
                f"Ana Silva{n}",
                "Ana",
                f"Silva{n}",
                f"ana{n}@x.example",
                f"+351 555 {n:06}",
                f"Lagoon {n % 900}",
            )
        ),
        number,
    )


def linkedin(number: int) -> Iterator[str]:
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    return table(
        head,
        lambda n: (
            (
                "Ana",
                f"Silva{n}",
                f"https://www.linkedin.com/in/ana-{n}",
                "",
                f"Lagoon {n}",
                "Head of Things",
                f"{n % 28 + 1:02} Mar 2020",
            )
        ),
        number,
    )


def table_of_touches(number: int) -> Iterator[str]:
    return table(
        "Date,Name,Kind,Note",
        lambda n: (f"{moment(n):%Y-%m-%d}", who(n), "checkin", f"Talked about the harbour, {n}"),
        number,
    )


def calendar(number: int) -> Iterator[str]:
    yield "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    for place in range(number):
        repeated = "RRULE:FREQ=WEEKLY;COUNT=3\r\n" if place % 10 == 1 else ""
        yield (
            f"BEGIN:VEVENT\r\nUID:{place}@bench\r\nDTSTART:{moment(place):%Y%m%dT%H%M%SZ}\r\n"
            f"{repeated}SUMMARY:Coffee\r\nDESCRIPTION:About the harbour\r\n"
            f"ATTENDEE;PARTSTAT=ACCEPTED;CN={who(place)}:mailto:{address(place)}\r\n"
            f"ATTENDEE;PARTSTAT=ACCEPTED;CN=Mia:mailto:{ME}\r\nEND:VEVENT\r\n"
        )
    yield "END:VCALENDAR\r\n"


def mail(number: int) -> str:
    at = f"{moment(number):%a, %d %b %Y %H:%M:%S} +0000"
    return (
        f"Message-ID: <{number}@bench>\nDate: {at}\nFrom: {who(number)} <{address(number)}>\n"
        f"To: Mia <{ME}>\nSubject: The harbour, {number}\nContent-Type: text/plain\n\n"
        "Hello Mia,\n\nthe new oven works, and the children ask when you come.\n\nAna\n"
    )


def mbox(number: int) -> Iterator[str]:
    for place in range(number):
        at = f"{moment(place):%a %b %d %H:%M:%S %Y}"
        yield f"From {address(place)} {at}\n{mail(place)}\n"


def whatsapp(number: int) -> Iterator[str]:
    for place in range(number):
        sender = ("Ana Silva1", "Mia")[place % 2]
        yield f"{moment(place):%d/%m/%Y, %H:%M} - {sender}: See you at the harbour, {place}\n"


def sms(number: int) -> Iterator[str]:
    yield f"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"{number}\">\n"
    for place in range(number):
        yield (
            f'<sms address="+351555{place % PEOPLE:06}" date="{moment(place).timestamp():.0f}000" '
            f'type="{place % 2 + 1}" body="See you, {place}" contact_name="{who(place)}" />\n'
        )
    yield "</smses>\n"


def linkedin_messages(number: int) -> Iterator[str]:
    head = (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER"
    )
    return table(
        head,
        lambda n: (
            (
                f"talk-{n % PEOPLE}",
                "",
                who(n),
                f"https://www.linkedin.com/in/ana-{n % PEOPLE}",
                "Mia",
                f"{moment(n):%Y-%m-%d %H:%M:%S} UTC",
                "",
                f"See you, {n}",
                "INBOX",
            )
        ),
        number,
    )


def telegram(number: int) -> Iterator[str]:
    yield '{"name": "Ana Silva1", "type": "personal_chat", "id": 700, "messages": [\n'
    for place in range(number):
        told = {"id": place, "type": "message", "date": f"{moment(place):%Y-%m-%dT%H:%M:%S}"}
        sender, sent_by = (("Ana Silva1", "user700"), ("Mia", "user300"))[place % 2]
        told |= {"from": sender, "from_id": sent_by, "text": "See you", "text_entities": []}
        yield (",\n" if place else "") + json.dumps(told)
    yield "]}\n"


def friends(number: int) -> Iterator[str]:
    yield "### Activities:\n"
    for place in range(number):
        yield f"- {moment(place):%Y-%m-%d}: Lunch with **{who(place)}**, {place}.\n"
    yield "\n### Friends:\n"
    for place in range(PEOPLE):
        yield f"- {who(place)}\n"


def monica(number: int) -> Iterator[str]:
    from monicas import contact, exported_sql, tables

    contacts = [
        contact(place, "Ana", f"Silva{place}", uuid=f"{place:08}-aaaa-4bbb-8ccc-dddddddddddd")
        for place in range(1_000, 1_000 + number)
    ]
    own = tables()
    yield exported_sql(own | {"contacts": [*own["contacts"], *contacts]})


def journal(number: int) -> Iterator[str]:
    stamps = {"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}
    yield '{"caretrack": 1, "tables": {"touches": [\n'
    for place in range(number):
        row = {"id": f"a1{place:014}", "happened_on": f"{moment(place):%Y-%m-%d}"} | stamps
        row |= {"kind": "checkin", "channel": "call", "note": f"the harbour, {place}"}
        yield (",\n" if place else "") + json.dumps(row)
    yield "]}}\n"


# A name for each file, the format that it is read as, and its text.
MADE: dict[str, tuple[str, Callable[[int], Iterator[str]]]] = {
    "vcard": ("vcard", cards),
    "csv": ("csv", contacts),
    "google-csv": ("google-csv", google),
    "linkedin-csv": ("linkedin-csv", linkedin),
    "csv of touches": ("csv", table_of_touches),
    "ics": ("ics", calendar),
    "mbox": ("mbox", mbox),
    "whatsapp": ("whatsapp", whatsapp),
    "sms-backup": ("sms-backup", sms),
    "linkedin-messages": ("linkedin-messages", linkedin_messages),
    "telegram": ("telegram", telegram),
    "friends": ("friends", friends),
    "monica": ("monica", monica),
    "json": ("json", journal),
}


def maildir(path: Path, number: int) -> None:
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir(parents=True)
    for place in range(number):
        (path / "cur" / f"{place}.bench:2,S").write_text(mail(place))


def single_mails(path: Path, number: int) -> None:
    path.mkdir()
    for place in range(number):
        (path / f"{place}.eml").write_text(mail(place))


def archive(path: Path, number: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("contacts.vcf", "".join(cards(number)))


def packed_mail(path: Path, number: int) -> None:
    with gzip.open(path, "wt", encoding="utf-8", newline="") as made:
        made.writelines(mbox(number))


def workbook(path: Path, number: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("People")
    for row in csv.reader(contacts(number)):
        sheet.append(row)
    book.save(path)


# What is no text, and how it is written; the format is told from it.
WRITTEN: dict[str, Callable[[Path, int], None]] = {
    "maildir": maildir,
    "eml": single_mails,
    "archive": archive,
    "gz": packed_mail,
    "xlsx": workbook,
}


def read_one(format: str, path: Path) -> None:
    """Read a file in this process; print the CPU seconds, the records, and the peak in MB."""
    from caretrack.app.imports.records import contents_of
    from caretrack.app.imports.touches import TouchContext
    from caretrack.domain.kinds.families import BUILT_IN
    from caretrack.formats.journal_json import read as rows_of
    from caretrack.formats.open import find_source, read
    from caretrack.formats.registry import JSON
    from caretrack.formats.source import ReadOptions
    from garbage import most_memory

    kinds = {kind.kind: kind for kind in BUILT_IN}
    context = TouchContext(frozenset(), frozenset(), kinds, {}, 5)
    source, format = find_source(path, None if format in WRITTEN else format)
    options = ReadOptions(
        format,
        TODAY,
        known=frozenset(map(address, range(PEOPLE))),
        mine=frozenset({ME}),
        my_names=("Mia",),
        knows=lambda _: True,
    )
    begun = time.process_time()
    if format == JSON:
        came = sum(1 for _ in rows_of(source))
    else:
        contents = contents_of(read(source, options), (), options, context)
        came = len(contents.people) + len(contents.touches)
    print(json.dumps([time.process_time() - begun, came, most_memory() / 1024]))


def measure(name: str, number: int, folder: Path) -> tuple[float, int, float]:
    """Return what a file of so many records costs, read in a process of its own."""
    path = folder / "file"
    format = name
    if name in WRITTEN:
        WRITTEN[name](path, number)
    else:
        format, make = MADE[name]
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(make(number))
    command = [sys.executable, __file__, "--read", format, str(path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{name}: {done.stderr.strip()[-500:]}")
    seconds, came, mib = json.loads(done.stdout)
    return seconds, came, mib


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--read", nargs=2, metavar=("FORMAT", "FILE"))
    parser.add_argument("format", nargs="*")
    given = parser.parse_args()
    if given.read:
        read_one(given.read[0], Path(given.read[1]))
        return
    sizes = [int(size) for size in given.sizes.split(",")]
    print("| us a record, MB | " + " | ".join(f"{size:,}" for size in sizes) + " | came in |")
    print("|---|" + "---|" * (len(sizes) + 1))
    for name in given.format or [*MADE, *WRITTEN]:
        cells, came = [], 0
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                seconds, came, mib = measure(name, size, Path(folder))
            cells.append(f"{seconds / size * 1e6:.0f} us, {mib:.0f} MB")
        print(f"| {name} | " + " | ".join(cells) + f" | {came:,} |", flush=True)


if __name__ == "__main__":
    main()
