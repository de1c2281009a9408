"""A journal's JSON is read row by row in any layout; other files are refused at their fault."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caretrack.errors import CareError
from caretrack.formats import json_pieces
from caretrack.formats.journal_json import VERSION, JournalRow, read
from caretrack.formats.source import Source

ROWS = [{"id": "a", "note": 'x "y" \\ é😀\n]}', "n": 12, "t": True, "z": None}, {}, {"id": "b"}]
WHOLE = {
    "caretrack": VERSION,
    "made_by": "care",
    "tables": {"people": ROWS, "tags": [], "touches": [{"id": "c"}]},
    "more": [{}],
}


def rows(path: Path, data: bytes | str) -> list[JournalRow]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    source = Source(path, path.stat().st_size)
    found = list(read(source))
    assert source.position == source.size
    return found


def refused(path: Path, data: bytes | str) -> str:
    with pytest.raises(CareError) as said:
        rows(path, data)
    return str(said.value).removeprefix(str(path))


@pytest.mark.parametrize("piece", [1, 7, 1 << 18])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_journal_is_read_in_any_layout_and_in_pieces_of_any_size(
    tmp_path: Path, indent: int | None, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_pieces, "PIECE", piece)
    found = rows(
        tmp_path / "x.json", "\ufeff" + json.dumps(WHOLE, ensure_ascii=False, indent=indent) + "\n "
    )
    assert [(row.table, row.values) for row in found] == [
        *(("people", row) for row in ROWS),
        ("touches", {"id": "c"}),
    ]


def test_each_row_knows_its_place(tmp_path: Path) -> None:
    text = '{"caretrack": 1,\n"tables": {"people": [\n{"id": 1},\n\n{"id":\n2}], "tags": [{}]}}'
    assert [str(row.where) for row in rows(tmp_path / "x.json", text)] == [
        "people, row 1, line 3",
        "people, row 2, line 6",
        "tags, row 1, line 6",
    ]


BY_LINE = (
    '{"caretrack": 1,\n"tables": {"people": [\n'
    '{"id": 1},\n{"id": 2},\n{"id": 3, "note": "},{ [x]"},\n{"id": 4}\n],\n'
    '"tags": [{"id":\n5},\n{"id": 6},\n{"id": [{},\n{}]}, {"id": 7},\n{"id": 8}],'
    '"touches": [\n{"id": 9},\n{"id": 10}, {"id": 11},\n{"id": {"a": {}}},\n{"id": 12},\n{}]}}'
)


@pytest.mark.parametrize("piece", [1, 9, 20, 40, 70, 1 << 18])
def test_rows_on_a_line_each_are_read_together_and_know_their_places(
    tmp_path: Path, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_pieces, "PIECE", piece)
    found = rows(tmp_path / "x.json", BY_LINE)
    lines = [3, 4, 5, 6, 9, 10, 12, 12, 13, 14, 15, 15, 16, 17, 18]
    assert [row.where.line for row in found] == lines
    assert [row.where.row for row in found] == [1, 2, 3, 4, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 6]
    ids = [1, 2, 3, 4, 5, 6, [{}, {}], 7, 8, 9, 10, 11, {"a": {}}, 12, None]
    assert [row.values.get("id") for row in found] == ids


@pytest.mark.parametrize("bad", ['{"id": 1, "id": 2}', '{"id": NaN}', "[]", '{"id"}', "{},"])
def test_a_fault_in_rows_on_a_line_each_is_told_with_its_line(tmp_path: Path, bad: str) -> None:
    lines = [*['{"id": 1}'] * 6, bad, *['{"id": 2}'] * 6]
    text = '{"caretrack": 1, "tables": {"people": [\n' + ",\n".join(lines) + "\n]}}"
    # A comma too many is seen at what follows it.
    place = ", people, row 8, line 8:" if bad == "{}," else ", people, row 7, line 8:"
    assert refused(tmp_path / "x.json", text).startswith(place)


def tables(inner: str) -> str:
    return '{"caretrack": 1, "tables": {' + inner + "}}"


LONG = "x" * 5_000_000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file ends in the middle"),
        ("[]", "there should be a {"),
        ("{}", 'there is no "caretrack" in it'),
        ('{"tables": {}, "caretrack": 1}', '"caretrack" has to come first'),
        ('{"caretrack": 2, "tables": {}}', "newer care: got format 2, supports 1"),
        ('{"caretrack": true, "tables": {}}', "is not a version"),
        ('{"caretrack": 1.0, "tables": {}}', "is not a version"),
        ('{"caretrack": 0}', "is not a version"),
        ('{"caretrack": "1"}', "is not a version"),
        ('{"caretrack": 1, "tables": []}', "there should be a {"),
        ('{"caretrack": 1, "tables": {}, "tables": {}}', 'has "tables" twice'),
        (tables('"people": {}'), ", people, line 1: there should be a ["),
        (tables('"people": [], "people": []'), 'has "people" twice'),
        (tables('"people": [1]'), ", people, row 1, line 1: this is not an object"),
        (tables('"people": [{}{}]'), "there should be a ,"),
        (tables('"people": [{},]'), "this is not JSON"),
        (tables('"people": [{"id": 1, "id": 2}]'), "a key stands twice"),
        (tables('"people": [{"n": NaN}]'), "NaN is not JSON"),
        (tables('"people": [{"n": -Infinity}]'), "-Infinity is not JSON"),
        (tables('"people": [{"n": ' + "9" * 5_000 + "}]"), "a number that nobody can read"),
        (tables('"people": [{"n": ' + "[" * 3_000), "too many brackets"),
        (tables('"people": [' + "[" * 3_000), "too many brackets"),
        (tables('"people": [' + '{"a":' * 3_000), "too many brackets"),
        ("[" * 3_000, "there should be a {"),
        ('{"a":' * 3_000, "too many brackets"),
        (tables("people: []"), "this is not JSON"),
        (tables("'people': []"), "this is not JSON"),
        (tables('"people": [{"note": "a\nb"}]'), "this is not JSON"),
        (tables('"people": [{"note": "' + LONG), "more than 4,000,000 characters"),
        (tables('"people": [{"note": ' + LONG), "this is not JSON"),
        ('{"caretrack": 1, "x": "' + LONG + '"}', "more than 4,000,000 characters"),
        (tables("") + "{}", "more behind the end"),
        (tables("") + "\0", "more behind the end"),
        ("{1: 2}", "has a key that is not text"),
        ("{[]: 2}", "has a key that is not text"),
        ("\0" * 100, "there should be a {"),
    ],
    ids=lambda value: value[:40] if len(value) < 1_000 else value[:40] + "…",
)
def test_what_is_no_journal_is_refused_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    message = refused(tmp_path / "x.json", text)
    assert said in message
    assert "\n" not in message
    assert len(message) < 200


@pytest.mark.parametrize(
    "data", [b'{"caretrack": 1, "x": "\xff"}', '{"caretrack": 1}'.encode("utf-16"), b"\x80"]
)
def test_what_is_not_utf_8_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "is not text in UTF-8" in refused(tmp_path / "x.json", data)


@given(cut=st.integers(0, len(json.dumps(WHOLE)) - 1))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    # Cut inside a word like true or an escape like \\u00e9, it looks like a syntax error.
    message = refused(tmp_path / "x.json", json.dumps(WHOLE)[:cut])
    assert "the file ends in the middle" in message or "this is not JSON" in message


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(value=anything)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_other_json_is_refused_and_nothing_else_happens(tmp_path: Path, value: Any) -> None:
    assert refused(tmp_path / "x.json", json.dumps(value))
    assert (
        refused(tmp_path / "x.json", json.dumps({"caretrack": 1, "tables": value}))
        if not isinstance(value, dict)
        else True
    )
