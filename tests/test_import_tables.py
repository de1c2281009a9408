"""Tables as people have them: imported twice they change nothing, and they come back as they were.

Addresses are shared, cells say "N/A", the same person stands in it twice, days are in any order.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import stored
from caretrack.app.exports import csv as export
from caretrack.app.exports.selection import ExportOptions, select_people
from caretrack.app.imports.records import ImportOptions, import_file
from caretrack.domain.records import NEW, ImportPage
from caretrack.formats.open import find_source
from caretrack.session import Session

TODAY = date(2026, 11, 21)

FIRST = st.sampled_from(["Ana", "Ben", "ANA", "José", "Jose", "Eva", "Mary Ann", "李", "N/A", ""])
LAST = st.sampled_from(["Silva", "Okoro", "SILVA", "de la Cruz", "O'Neil", "n/a", "", "Lind, Jr."])
WHOLE = st.sampled_from(
    ["Ana Silva", "Ben Okoro", "ana silva", "Silva, Ana", "Dr. Ana Silva", "José", "=cmd",
     "Mary Ann Lind", "N/A", "", "ana@lagoon.example", "office@lagoon.example", "Lagoon"]
)  # fmt: skip
EMAIL = st.sampled_from(
    ["ana@lagoon.example", "ANA@lagoon.example", "ben@lagoon.example", "info@lagoon.example",
     "N/A", "", "none", "a@x.example; b@x.example", "Ana <ana@lagoon.example>", "ana at lagoon",
     "office@lagoon.example", "mailto:ben@lagoon.example", "shared@family.example"]
)  # fmt: skip
PHONE = st.sampled_from(
    ["+351 555 0142", "00351 555 0142", "555-0142", "N/A", "", "4.9E+11", "+49 30 1; +49 30 2",
     "'+49 30 1", "on request", "0"]
)  # fmt: skip
COMPANY = st.sampled_from(["Lagoon", "Lagoon Ltd", "Fjord", "N/A", "-", "", "n.a.", "=1+1"])
ROLE = st.sampled_from(["CFO", "Head of Finance", "N/A", "", "tbd"])
NOTE = st.sampled_from(
    ["likes boats", "met in Porto,\nwas glad", 'said "yes"', "N/A", "", "=HYPERLINK(1)", "- one"]
)
TAG = st.sampled_from(["VIP", "vip; fair", "N/A", "", '"VIP","Blog"', "* myContacts"])
URL = st.sampled_from(
    ["https://www.linkedin.com/in/ana-silva", "https://www.linkedin.com/in/ana-silva-2",
     "lagoon.example", "N/A", ""]
)  # fmt: skip
DAY = st.sampled_from(
    ["1976-03-14", "14/3/1976", "3/14/1976", "3/4/1976", "14.3.76", "--02-29", "N/A", "", "never",
     "31/31/1990", "1899-05-01", "14 March", "0000-00-00"]
)  # fmt: skip
LATELY = st.sampled_from(
    ["2026-10-01", "2026-10-01 09:15", "1/10/2026", "10/13/2026", "N/A", "", "never", "2027-01-01",
     "Oct 1, 2026"]
)  # fmt: skip
NUMBER = st.sampled_from(["1", "40000000001", "40000000002", "40000000001", ""])
ANY = st.sampled_from(["", "x", "N/A", "Open"])

HEADS: dict[str, tuple[tuple[str, st.SearchStrategy[str]], ...]] = {
    "hubspot": (
        ("Record ID", NUMBER), ("First Name", FIRST), ("Last Name", LAST), ("Email", EMAIL),
        ("Phone Number", PHONE), ("Mobile Phone Number", PHONE), ("Job Title", ROLE),
        ("Associated Company", COMPANY), ("Contact owner", ANY), ("Last Contacted", LATELY),
    ),
    "salesforce": (
        ("Salutation", ANY), ("First Name", FIRST), ("Last Name", LAST), ("Title", ROLE),
        ("Account Name", COMPANY), ("Mailing City", ANY), ("Phone", PHONE), ("Mobile", PHONE),
        ("Email", EMAIL), ("Birthdate", DAY), ("Last Activity", LATELY),
    ),
    "pipedrive": (
        ("Person - Name", WHOLE), ("Person - Organization", COMPANY),
        ("Person - Email - Work", EMAIL), ("Person - Email - Home", EMAIL),
        ("Person - Phone - Work", PHONE), ("Person - Label", TAG), ("Person - Notes", NOTE),
    ),
    "google": (
        ("First Name", FIRST), ("Last Name", LAST), ("Organization Name", COMPANY),
        ("Organization Title", ROLE), ("Birthday", DAY), ("Notes", NOTE), ("Labels", TAG),
        ("E-mail 1 - Value", EMAIL), ("Phone 1 - Value", PHONE), ("Website 1 - Value", URL),
    ),
    "linkedin": (
        ("First Name", FIRST), ("Last Name", LAST), ("URL", URL), ("Email Address", EMAIL),
        ("Company", COMPANY), ("Position", ROLE), ("Connected On", LATELY),
    ),
    "thunderbird": (
        ("First Name", FIRST), ("Last Name", LAST), ("Display Name", WHOLE),
        ("Primary Email", EMAIL), ("Secondary Email", EMAIL), ("Screen Name", ANY),
        ("Birth Year", st.sampled_from(["1976", "", "0"])),
        ("Birth Month", st.sampled_from(["3", "", "March", "13"])),
        ("Birth Day", st.sampled_from(["14", "", "31"])), ("Notes", NOTE),
    ),
    "own making": (
        ("Name", WHOLE), ("Mail", EMAIL), ("Tel", PHONE), ("Company", COMPANY), ("Birthday", DAY),
        ("Last contact", LATELY), ("Notes", NOTE), ("Tags", TAG),
    ),
    "dutch": (
        ("Voornaam", FIRST), ("Achternaam", LAST), ("Bedrijf", COMPANY), ("E-mailadres", EMAIL),
        ("Mobiele telefoon", PHONE), ("Verjaardag", DAY), ("Notities", NOTE),
    ),
}  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Return a table of one of the programs, with up to seven rows."""
    columns = draw(st.sampled_from(list(HEADS.values())))
    rows = [[draw(cells) for _, cells in columns] for _ in range(draw(st.integers(1, 7)))]
    # Whoever keeps such a table has rows in it twice.
    rows += rows[: draw(st.integers(0, 2))]
    return written([name for name, _ in columns], *rows)


def written(*rows: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=",", lineterminator="\n").writerows(rows)
    return out.getvalue()


class Place(NamedTuple):
    """A folder with a journal in it."""

    folder: Path

    @property
    def journal(self) -> Path:
        return self.folder / "journal.db"

    def bring(self, text: str, *, dry_run: bool = False) -> ImportPage:
        """Import a table, as the command does."""
        table = self.folder / "table.csv"
        table.write_text(text, encoding="utf-8")
        source, format = find_source(table, None)
        options = ImportOptions(format, dry_run, False, (), {}, None, False)
        session = Session(self.journal, TODAY, "--journal")
        return import_file(session, source, options, lambda *_: None)

    def rows(self) -> stored.Rows:
        """Return all that the journal holds; nothing where there is none."""
        return stored.model(self.journal) if self.journal.exists() else {}


@contextmanager
def somewhere() -> Iterator[Place]:
    with tempfile.TemporaryDirectory() as folder:
        yield Place(Path(folder))


def told(page: ImportPage) -> Any:
    """What a report says, without the ids, which are made anew."""
    people = [(one.name, one.sort, one.where, one.changes, one.shares) for one in page.people]
    touches = [
        (touch.people, touch.happened_on, touch.kind, touch.channel) for touch in page.touches.new
    ]
    return people, touches, page.refused


SLOWLY = settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
# As it was found by a table of random rows: a name that is an address, at a shared address.
FOUND = written(
    ["Name", "Mail", "Tel", "Company", "Birthday", "Last contact", "Notes", "Tags"],
    ["ana@lagoon.example", "ana@lagoon.example", "", "", "", "2026-10-01", "", ""],
    ["Ana Silva", "ana@lagoon.example", "N/A", "N/A", "14/3/1976", "1/10/2026", "", ""],
    ["N/A", "info@lagoon.example", "", "Lagoon", "", "", "", ""],
)


@SLOWLY
@given(tables())
@example(FOUND)
def test_a_table_imported_again_changes_nothing(home: Path, text: str) -> None:
    with somewhere() as place:
        place.bring(text)
        before = place.rows()
        again = place.bring(text)
        assert place.rows() == before
        assert [one for one in again.people if one.sort == NEW] == []
        assert [change for one in again.people for change in one.changes if change.taken] == []
        assert again.touches.new == ()


WHEN = st.sampled_from(
    ["2026-10-01", "2026-10-01 09:15", "1/10/2026", "10/13/2026", "N/A", "", "2027-01-01"]
)
WHO = st.sampled_from(
    ["Ana Silva", "Ana Silva (ana@lagoon.example)", "ben@lagoon.example", "Ana Silva; Ben Okoro",
     "N/A", "", "Nobody Known", "Ana", "Ben Okoro <ben@lagoon.example>"]
)  # fmt: skip
KIND = st.sampled_from(["Call", "EMAIL", "Lunch", "Check-in", "NOTE", "N/A", "", "INCOMING_EMAIL"])
TEXT = st.sampled_from(["<p>her new <b>job</b></p>", "our offer", "N/A", "", "=1", "a\nb"])
DONE = st.sampled_from(["Completed", "Not Started", "No answer", "Canceled", "", "N/A"])
TOUCHES: tuple[tuple[tuple[str, st.SearchStrategy[str]], ...], ...] = (
    (("Date", WHEN), ("Name", WHO), ("Type", KIND), ("Notes", TEXT)),
    (
        ("Record ID", NUMBER), ("Activity type", KIND), ("Title", TEXT), ("Body", TEXT),
        ("Activity date", WHEN), ("Call outcome", DONE), ("Associated Contact", WHO),
        ("Associated Contact IDs", NUMBER),
    ),
    (
        ("Date", WHEN), ("Subject", TEXT), ("Assigned", ANY), ("Status", DONE), ("Contact", WHO),
        ("Full Comments", TEXT),
    ),
)  # fmt: skip
PEOPLE = written(
    ["Record ID", "First Name", "Last Name", "Email", "Contact owner"],
    ["40000000001", "Ana", "Silva", "ana@lagoon.example", ""],
    ["40000000002", "Ben", "Okoro", "", ""],
)


@st.composite
def tables_of_touches(draw: st.DrawFn) -> str:
    """Return a table of touches, with some rows in it twice."""
    columns = draw(st.sampled_from(TOUCHES))
    rows = [[draw(cells) for _, cells in columns] for _ in range(draw(st.integers(1, 6)))]
    rows += rows[: draw(st.integers(0, 2))]
    return written([name for name, _ in columns], *rows)


@SLOWLY
@given(tables_of_touches())
def test_a_table_of_touches_imported_again_changes_nothing(home: Path, text: str) -> None:
    with somewhere() as place:
        place.bring(PEOPLE)
        dry = place.bring(text, dry_run=True)
        assert told(dry) == told(place.bring(text))
        before = place.rows()
        assert place.bring(text).touches.new == ()
        assert place.rows() == before


@SLOWLY
@given(tables(), tables())
@example(FOUND, FOUND)
def test_a_dry_run_says_what_the_true_run_does(home: Path, known: str, text: str) -> None:
    with somewhere() as place:
        place.bring(known)
        before = place.rows()
        dry = place.bring(text, dry_run=True)
        assert place.rows() == before
        assert told(dry) == told(place.bring(text))


@SLOWLY
@given(tables())
@example(FOUND)
def test_what_is_written_out_comes_back_as_it_was(home: Path, text: str) -> None:
    with somewhere() as place, somewhere() as other:
        place.bring(text)
        if not place.journal.exists():
            return
        table = exported(place)
        other.bring(table)
        assert exported(other) == table


def exported(place: Place) -> str:
    """Return the table that `care export` writes."""
    with Session(place.journal, TODAY, "--journal").read() as journal:
        chosen = select_people(journal, ExportOptions("csv", None, None, None, True))
        return "".join(export.text(journal, chosen))


def test_rows_without_a_name_among_others_change_nothing_the_second_time(home: Path) -> None:
    text = written(
        ["Name", "Company", "Work email", "Home email"],
        ["N/A", "Lagoon", "ana@lagoon.example", "office@lagoon.example"],
        ["Ana Silva", "Lagoon", "ben@lagoon.example", "ben@lagoon.example"],
        ["N/A", "N/A", "ana@lagoon.example", "office@lagoon.example"],
        ["Ana Silva", "Lagoon", "ana@lagoon.example", "ana@lagoon.example"],
    )
    with somewhere() as place:
        place.bring(text)
        before = place.rows()
        place.bring(text)
        assert place.rows() == before


def test_an_office_is_whoever_has_its_address_wherever_that_row_stands(home: Path) -> None:
    office = ["N/A", "Fjord", "office@lagoon.example", ""]
    ana = ["office@lagoon.example", "", "ana@lagoon.example", "office@lagoon.example"]
    head = ["Name", "Company", "Work email", "Home email"]
    for rows in ([office, ana], [ana, office]):
        with somewhere() as place:
            place.bring(written(head, *rows))
            before = place.rows()
            assert [person["company"] for person in before["people"]] == ["Fjord"]
            place.bring(written(head, *rows))
            assert place.rows() == before
