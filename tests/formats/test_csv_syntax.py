import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.records import Refused
from caretrack.errors import CareError
from caretrack.formats.csv.rows import LONGEST_CELL, CsvRow, first_text, read_rows
from caretrack.formats.source import Source

OPEN = "a quote in this line is never closed"
LONG = "the line is too long: a cell may have 131,072 characters"


def rows_of(data: bytes, delimiter: str = ",") -> list[CsvRow | Refused]:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(data)
        source = Source(Path(file.name), len(data))
        found = list(read_rows(source, delimiter))
    assert source.position == source.size
    return found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"a,b\nc,d\n", [(1, "a", "b"), (2, "c", "d")]),
        (b"a,b\r\nc,d", [(1, "a", "b"), (2, "c", "d")]),
        (b"a,b\rc,d\r", [(1, "a", "b"), (2, "c", "d")]),
        (b"\n\na,b\n,\n\nc\n", [(3, "a", "b"), (6, "c")]),
        (b'"a\nb",c\nd,"e\r\n\r\nf"\ng,h\n', [(1, "a\nb", "c"), (3, "d", "e\n\nf"), (6, "g", "h")]),
        (b'"a ""b"" c",5" pipe\n', [(1, 'a "b" c', '5" pipe')]),
        # A quote out of place in one line costs nothing.
        (b'"Ann" Smith,b\n"x" ,y\nc,d\n', [(1, "Ann Smith", "b"), (2, "x ", "y"), (3, "c", "d")]),
        (b"\xef\xbb\xbfa,\xc3\xa9\n", [(1, "a", "é")]),
        ("a,é\n\ufeffb,c\n".encode("utf-16"), [(1, "a", "é"), (2, "b", "c")]),
        ("\ufeffa,é\n".encode("utf-16-be"), [(1, "a", "é")]),
        ("\ufeffa,é\n".encode("utf-32-le"), [(1, "a", "é")]),
        # Each line that is not UTF-8 is read as cp1252, on its own.
        (b"a,\xe9\nb,\xc3\xa9\n\x80,c\n", [(1, "a", "é"), (2, "b", "é"), (3, "€", "c")]),
        (b"a\0,b\n", [(1, "a\0", "b")]),
        (b"", []),
        (b"\n", []),
    ],
)
def test_rows_are_taken_apart_with_the_lines_they_begin_on(
    data: bytes, found: list[tuple[int | str, ...]]
) -> None:
    assert [(row.line, *row.cells) for row in rows_of(data) if isinstance(row, CsvRow)] == found
    assert len(rows_of(data)) == len(found)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_parts(delimiter: str) -> None:
    assert rows_of(f"a{delimiter}b\n".encode(), delimiter) == [CsvRow(1, ["a", "b"])]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        # Up to the end of the file …
        (
            b'a,b\nc,"d\ne,f\ng,h\n',
            [
                CsvRow(1, ["a", "b"]),
                Refused("line 2", OPEN),
                CsvRow(3, ["e", "f"]),
                CsvRow(4, ["g", "h"]),
            ],
        ),
        # … or up to the next cell in quotes.
        (
            b'"a,b\nc,d\n"e","f"\n',
            [Refused("line 1", OPEN), CsvRow(2, ["c", "d"]), CsvRow(3, ["e", "f"])],
        ),
        (b'"', [Refused("line 1", OPEN)]),
        (b'"a\n"b\n', [Refused("line 1", OPEN), Refused("line 2", OPEN)]),
    ],
)
def test_an_open_quote_costs_its_line_alone(data: bytes, found: list[CsvRow | Refused]) -> None:
    assert rows_of(data) == found


def test_an_open_quote_in_a_large_file_costs_its_line_alone() -> None:
    lines = [f"a{number},b" for number in range(60_000)]
    lines[30_000] = '"' + lines[30_000]
    found = rows_of("\n".join(lines).encode())
    assert [row for row in found if isinstance(row, Refused)] == [Refused("line 30001", OPEN)]
    assert found[-1] == CsvRow(60_000, ["a59999", "b"])
    assert len(found) == 60_000


def test_a_quoted_cell_may_reach_over_the_pieces_in_which_a_file_is_read() -> None:
    # Wherever a piece ends, a cell is open at its end.
    note = "x" * 70_000 + "\n" + "y" * 50_000
    found = rows_of("".join(f'{number},"{note}"\n' for number in range(20)).encode())
    assert found == [CsvRow(1 + 2 * number, [str(number), note]) for number in range(20)]


@pytest.mark.parametrize(
    "line",
    [
        b"x" * 3_000_000,
        b"x," * 1_500_000,
        b'"' * 3_000_001,
        b"\0" * 3_000_000,
        b"a," + b"x" * (LONGEST_CELL + 1),
    ],
)
def test_a_line_that_is_too_long_is_refused_and_the_others_come_in(line: bytes) -> None:
    assert rows_of(b"a,b\n" + line + b"\nc,d\n") == [
        CsvRow(1, ["a", "b"]),
        Refused("line 2", LONG),
        CsvRow(3, ["c", "d"]),
    ]


@pytest.mark.parametrize("data", [b'a"b,"c\n' * 100_000, b'"a\n' * 10_000, b'"a\nb",' * 400_000])
def test_quotes_left_open_all_over_are_refused_as_a_whole(data: bytes) -> None:
    with pytest.raises(
        CareError, match=r"lines a quote is left open, the last of them line \d+. Is it a CSV"
    ):
        rows_of(data)


@given(st.binary())
def test_any_bytes_are_rows_or_refused(data: bytes) -> None:
    lines = [
        int(row.where.removeprefix("line ")) if isinstance(row, Refused) else row.line
        for row in rows_of(data)
    ]
    assert lines == sorted(set(lines))


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_characters="\ufeff\r", exclude_categories=["Cs"])),
            min_size=1,
        ),
        min_size=1,
    )
)
def test_what_csv_writes_is_read(table: list[list[str]]) -> None:
    text = "".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n" for cells in table
    )
    found = [row.cells for row in rows_of(text.encode()) if isinstance(row, CsvRow)]
    assert found == [cells for cells in table if any(cells)]


def test_the_head_of_a_file_is_read_without_moving_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" * 500_000)
    source = Source(path, path.stat().st_size)
    assert first_text(source).startswith("a,b\na,b\n")
    assert len(first_text(source)) < 300_000
    assert source.position == 0


def test_the_position_is_true_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" * 500_000)
    source = Source(path, path.stat().st_size)
    seen = {source.position for _ in read_rows(source, ",")}
    assert len(seen) > 5
    assert max(seen) <= source.size == source.position
