"""Lists of addresses, as they are pasted out of a mail."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.records import Item, PersonRecord, Refused
from caretrack.formats.address_list import is_address_list, read
from caretrack.formats.source import ReadOptions, Source


def items(folder: Path, text: str) -> list[Item]:
    path = folder / "list"
    path.write_text(text)
    source = Source(path, path.stat().st_size)
    return list(read(source, ReadOptions("addresses", date(2026, 11, 29))))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ann Probe <ann@x.example>\n", [("Ann Probe", "ann@x.example")]),
        ('"Okoro, Ben" <ben@x.example>', [("Okoro, Ben", "ben@x.example")]),
        ("a@x.example, <b@x.example>;", [("a@x.example", "a@x.example"), ("b@x.example",) * 2]),
        ("alias ann Ann Probe <ann@x.example>", [("Ann Probe", "ann@x.example")]),
        ("alias -group vip ann ann@x.example", [("ann@x.example", "ann@x.example")]),
        ("# mine\n\nAna Müller <ana@x.example>\n", [("Ana Müller", "ana@x.example")]),
    ],
)
def test_a_list_is_read(tmp_path: Path, text: str, people: list[tuple[str, str]]) -> None:
    assert is_address_list(text)
    found = items(tmp_path, text)
    assert [(one.name, *one.emails) for one in found if isinstance(one, PersonRecord)] == people


def test_a_line_of_hundreds_is_told_by_its_head(tmp_path: Path) -> None:
    line = ", ".join(f'"Probe, Ann {n}" <ann{n}@x.example>' for n in range(400))
    assert all(is_address_list(line[:length]) for length in range(8_100, 8_192))
    assert len(items(tmp_path, line)) == 400
    assert not is_address_list(line[:4_000] + " and this is a text" * 100)


@pytest.mark.parametrize(
    "text",
    ["", "# a\n", "Name,Email\n", "Ann,ann@x.example\n", "write to ann@x.example\n", "a@b\n"],
)
def test_anything_else_is_no_list(text: str) -> None:
    assert not is_address_list(text)


def test_a_line_that_is_none_is_refused(tmp_path: Path) -> None:
    found = items(tmp_path, "Ann Probe <ann@x.example>\nhello\n")
    assert [type(item) for item in found] == [PersonRecord, Refused]


@given(st.text(st.sampled_from('ab@.<>",; \talis'), max_size=80))
def test_any_line_is_a_list_or_not(text: str) -> None:
    assert is_address_list(text) in {True, False}
