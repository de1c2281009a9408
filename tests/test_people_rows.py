"""Rows of people on a terminal: straight at any width, and links that nothing can break out of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack import streams
from caretrack.domain.people.reach import link_to
from caretrack.views.listing import PeopleListing, PersonItem
from caretrack.views.page import linked
from caretrack.views.terminal.ansi import TRUE, Ansi
from caretrack.views.terminal.blocks import Group, rows_of
from caretrack.views.terminal.cells import cell
from caretrack.views.terminal.people_rows import people_rows
from pseudo_terminal import plain, width

NAMES = st.sampled_from(
    ["Ana Silva", "Ana Costa", "陈伟", "Ngọc Trần", "Zoë Freifrau von Hohenlohe", "王" * 40,
     "x\x1b[2Jy", "Siobhán Ní Bhriain", "W" * 70]
)  # fmt: skip
COMPANIES = st.sampled_from(
    ["", "Lotus", "株式会社" * 9, "Harbour Insurance International Holding"]
)


@st.composite
def people(draw: st.DrawFn) -> PersonItem:
    company = draw(COMPANIES)
    return PersonItem(
        (),
        draw(NAMES),
        (f"Buyer, {company}", company) if company else (),
        ((draw(st.sampled_from(["never", "7 d", "1,200 d"])), "late"), ("every 30 d", "quiet")),
        (("due since Mon", "quiet"), (draw(st.sampled_from(["", "only sales: 4 since"])), "sales")),
        (draw(st.sampled_from(["", "goal, 3 Nov: a second site. " * 6])), ""),
    )


def shown(items: list[PersonItem], columns: int) -> list[str]:
    rows = rows_of(Group(*people_rows(PeopleListing("", (), items), columns)), columns)
    return ["".join(plain(text) for text, _ in row) for row in rows]


@given(st.lists(people(), min_size=1, max_size=6), st.sampled_from([58, 78, 138]))
def test_the_days_stand_under_each_other_and_no_line_is_too_long(
    items: list[PersonItem], columns: int
) -> None:
    lines = shown(items, columns)
    assert max(width(line) for line in lines) <= columns
    ends = {
        width(line[: found.end()])
        for line in lines
        if (found := re.search(r"(never|\d d)(?=  every 30 d)", line))
    }
    assert len(ends) == 1


@given(st.lists(people(), min_size=1, max_size=4), st.integers(12, 40))
def test_on_a_very_narrow_terminal_no_line_is_too_long(
    items: list[PersonItem], columns: int
) -> None:
    assert max(width(line) for line in shown(items, columns)) <= columns


@given(st.lists(people(), min_size=1, max_size=4), st.integers(-1, 3))
def test_where_there_is_no_room_at_all_rows_are_made_all_the_same(
    items: list[PersonItem], columns: int
) -> None:
    assert len(people_rows(PeopleListing("", (), items), columns)) >= len(items)


TERMINALS = [
    ({}, False),
    ({"VTE_VERSION": "7200"}, True),
    ({"VTE_VERSION": "5000"}, False),
    ({"VTE_VERSION": "new"}, False),
    ({"TERM_PROGRAM": "WezTerm"}, True),
    ({"TERM_PROGRAM": "Apple_Terminal"}, False),
    ({"TERM": "xterm-kitty"}, True),
    ({"TERM": "foot-extra"}, True),
    ({"KONSOLE_VERSION": "230805"}, True),
    ({"VTE_VERSION": "7200", "NO_COLOR": "1"}, False),
    ({"VTE_VERSION": "7200", "TERM": "dumb"}, False),
    ({"VTE_VERSION": "7200", "FORCE_HYPERLINK": "0"}, False),
    ({"FORCE_HYPERLINK": "1"}, True),
]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in (
        "VTE_VERSION", "TERM_PROGRAM", "KONSOLE_VERSION", "WT_SESSION", "DOMTERM", "NO_COLOR",
        "FORCE_HYPERLINK", "FORCE_COLOR",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    return monkeypatch


@pytest.mark.parametrize(("env", "links"), TERMINALS)
def test_links_are_shown_where_the_terminal_is_known_for_them(
    terminal: pytest.MonkeyPatch, env: dict[str, str], links: bool
) -> None:
    for name, value in env.items():
        terminal.setenv(name, value)
    assert streams.shows_links() is links
    terminal.setattr("sys.stdout.isatty", lambda: False)
    assert streams.shows_links() is False


@given(st.sampled_from(["call", "email"]), st.text())
def test_a_hostile_address_cannot_leave_its_link(channel: str, text: str) -> None:
    with pytest.MonkeyPatch.context() as env:
        env.setenv("FORCE_COLOR", "1")
        env.setenv("FORCE_HYPERLINK", "1")
        address = f"+49 30 5550142{text}" if channel == "call" else f"{text}@x.example"
        shown = cell(address, linked("quiet", link_to(channel, address)))
    [row] = rows_of(shown, 10_000)
    ansi = Ansi({}, TRUE, no_colour=False)
    written = re.sub(r"\x1b\[[0-9;]*m", "", "".join(ansi.written(*piece) for piece in row))
    written = re.sub(r"\x1b\]8;(id=[\d-]+)?;([!-~]*)\x1b\\", "", written)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", written)
