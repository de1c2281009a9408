"""Workbooks: which sheet is read, and what each sort of cell becomes."""

import io
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from caretrack.domain.records import PersonRecord
from caretrack.domain.yearly_day import YearlyDay
from caretrack.errors import CareError
from caretrack.formats.open import find_source, read
from caretrack.formats.sheets import cell_text
from caretrack.formats.source import ReadOptions

openpyxl = pytest.importorskip("openpyxl")


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (None, "General", ""),
        ("Ann\r\nProbe", "General", "Ann\nProbe"),
        ("a_x000D_b", "General", "ab"),
        ("#N/A", "General", ""),
        (True, "General", "yes"),
        (4930123456, "General", "4930123456"),
        (4930123456789.0, "0.00E+00", "4930123456789"),
        (30123, "0000000", "0030123"),
        (0.25, "0%", "25%"),
        (0.125, "0.0%", "12.5%"),
        (1.5, "General", "1.5"),
        (float("inf"), "General", ""),
        (date(1976, 3, 14), "yyyy-mm-dd", "1976-03-14"),
        (datetime(1976, 3, 14), "mm-dd-yy", "1976-03-14"),
        (datetime(2026, 11, 2, 9, 30), "m/d/yy h:mm", "2026-11-02 09:30"),
        # Excel adds the year of typing, and does not show it.
        (datetime(2026, 3, 14), "d-mmm", "14 Mar"),
        (datetime(2026, 3, 14), '[$-407]d. mmmm "day"', "14 Mar"),
        (datetime(2026, 3, 14), "General", "2026-03-14"),
        (time(9, 30), "h:mm", "09:30"),
        (timedelta(hours=26), "[h]:mm", "1 day, 2:00:00"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: object, shown: str, text: str) -> None:
    assert cell_text(value, shown) == text


def workbook(path: Path, **sheets: list[list[object]]) -> "openpyxl.Workbook":
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


def people(path: Path, **columns: str) -> tuple[list[PersonRecord], str, list[str]]:
    source, format = find_source(path, "csv" if columns else None)
    asked = ReadOptions(format, date(2026, 11, 29), columns=columns)
    found = [item for item in read(source, asked) if isinstance(item, PersonRecord)]
    return found, format, source.remarks


TABLE: list[list[object]] = [
    ["Customers of 2026"],
    [],
    ["Name", "E-mail", "Phone", "Birthday"],
    ["Ann Probe", "ann@x.example", 4930123456, date(1976, 3, 14)],
    [None, None, None, None],
    ["Ben Okoro", "ben@x.example", None, None],
]


def test_the_first_sheet_with_a_table_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = workbook(path, Notes=[["a thought"]], People=TABLE, Old=[["Name", "E-mail"]])
    book["Old"].sheet_state = "hidden"
    book["People"].merge_cells("A1:D1")
    book.save(path)
    found, format, remarks = people(path)
    assert format == "csv"
    assert [(person.name, person.where) for person in found] == [
        ("Ann Probe", "line 4"),
        ("Ben Okoro", "line 6"),
    ]
    assert found[0].phones == ("4930123456",)
    assert found[0].occasions == (YearlyDay(3, 14, 1976, "birthday"),)
    assert remarks[0] == "the sheet “People” is read, and not “Notes”, “Old” (hidden)"


def test_the_head_says_which_program_it_is_of(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    head = ["First Name", "Last Name", "URL", "Email Address", "Company", "Connected On"]
    page = "https://www.linkedin.com/in/anasilva"
    workbook(path, Sheet1=[head, ["Ana", "Silva", page, None, "Lagoon", "02 Nov 2026"]])
    found, format, remarks = people(path)
    assert (found[0].name, format, remarks) == ("Ana Silva", "linkedin-csv", [])


def test_columns_are_named_by_map_as_in_a_table_of_text(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    workbook(path, Sheet1=[["Wer", "Wo"], ["Ann Probe", "ann@x.example"]])
    found, _, _ = people(path, name="Wer", email="Wo")
    assert found[0].emails == ("ann@x.example",)


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    workbook(tmp_path / "x.xlsx", Sheet1=[])
    with pytest.raises(CareError, match="no sheet of it has anything in it"):
        find_source(tmp_path / "x.xlsx", None)


@pytest.mark.parametrize(("row", "most"), [(1_048_576, 1_000), (900, 1_000_000)])
def test_a_cell_far_out_on_the_sheet_is_not_walked_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: int, most: int
) -> None:
    book = workbook(tmp_path / "x.xlsx", Sheet1=TABLE)
    book["Sheet1"].cell(row, 16_000, "far")
    book.save(tmp_path / "x.xlsx")
    monkeypatch.setattr("caretrack.formats.sheets._MOST_ROWS", most)
    monkeypatch.setattr("caretrack.formats.sheets._MOST_CELLS", 15_000)
    with pytest.raises(CareError, match="a sheet that is too large"):
        people(tmp_path / "x.xlsx")


def test_a_day_that_is_none_is_an_empty_cell_and_nothing_is_warned_of(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    workbook(tmp_path / "x.xlsx", Sheet1=TABLE)
    old = (tmp_path / "x.xlsx").read_bytes()
    with (
        zipfile.ZipFile(io.BytesIO(old)) as before,
        zipfile.ZipFile(tmp_path / "y.xlsx", "w") as after,
    ):
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"<v>27833</v>", b"<v>1e300</v>"))
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        found, _, _ = people(tmp_path / "y.xlsx")
    assert [(person.name, person.occasions) for person in found] == [
        ("Ann Probe", ()),
        ("Ben Okoro", ()),
    ]
    assert capfd.readouterr().err == ""


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    workbook(path, Sheet1=TABLE)
    data = path.read_bytes()
    at = data.index(b"xl/worksheets/sheet1.xml") + 30
    path.write_bytes(data[:at] + b"\xff" * 60 + data[at + 60 :])
    with pytest.raises(CareError, match="damaged"):
        people(path)


def test_a_workbook_without_openpyxl_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook(tmp_path / "x.xlsx", Sheet1=TABLE)
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(CareError, match=r"pip install 'caretrack\[xlsx\]'"):
        find_source(tmp_path / "x.xlsx", None)
