"""What is asked of the console of Windows, and how a page is drawn where it reads no codes.

The system is a fake of three of its functions: the tests say what is asked of it, and its answers.
"""

from __future__ import annotations

import ctypes
import os
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

from caretrack.settings.config import COLOURS
from caretrack.streams import use_styles
from caretrack.views.page import Page
from test_drawn_as_rich import written

USUAL, CODES = 3, 4
PAGE = Page([("Ana " * 20, "name"), (" ana@x.example", "quiet link mailto:ana@x.example")], [], [])


class System:
    """Three functions of Windows, for a console in some `mode`, or for none."""

    def __init__(self, mode: int | None, *, is_new: bool) -> None:
        self.mode, self.is_new = mode, is_new
        self.asked: list[str] = []
        self.GetStdHandle = Mock(return_value=7)

    def GetConsoleMode(self, console: ctypes.c_void_p, mode: Any) -> int:
        assert console.value == 7
        self.asked.append("which mode")
        mode._obj.value = self.mode or 0
        return int(self.mode is not None)

    def SetConsoleMode(self, console: ctypes.c_void_p, mode: int) -> int:
        assert console.value == 7
        self.asked.append(f"mode {mode}")
        return int(self.is_new)


def drawn(system: System, monkeypatch: pytest.MonkeyPatch, **env: str) -> str:
    """Return the page as it is drawn on 40 columns of Windows."""
    from caretrack.views.terminal import layout

    # Not those of a session that another test left: it would look for its config, as on Windows.
    use_styles(lambda: COLOURS)
    with monkeypatch.context() as there:
        there.setattr(ctypes, "windll", SimpleNamespace(kernel32=system), raising=False)
        for name in ("TERM", "COLORTERM", "NO_COLOR"):
            there.delenv(name, raising=False)
        named = {"FORCE_COLOR": "1", "FORCE_HYPERLINK": "1", "COLUMNS": "40"} | env
        for name, value in named.items():
            there.setenv(name, value)
        there.setattr(os, "name", "nt")
        return written(layout.show, PAGE)


@pytest.mark.parametrize(
    ("mode", "is_new", "asked", "codes"),
    [
        (USUAL, True, ["which mode", "mode 7"], True),
        (USUAL | CODES, True, ["which mode"], True),
        (USUAL, False, ["which mode", "mode 7"], False),
        (None, False, ["which mode"], True),  # a pipe that was told to have colours
    ],
    ids=["new", "told already", "old", "pipe"],
)
def test_a_console_is_asked_to_read_codes_and_gets_none_where_it_cannot(
    mode: int | None, is_new: bool, asked: list[str], codes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = System(mode, is_new=is_new)
    shown = drawn(system, monkeypatch)
    assert system.asked == asked
    system.GetStdHandle.assert_called_once_with(-11)
    assert ("\x1b[1m" in shown, "\x1b]8;" in shown) == (codes, codes)
    assert "mailto" in shown or not codes


def test_no_line_fills_the_last_column_of_an_old_console(monkeypatch: pytest.MonkeyPatch) -> None:
    old = drawn(System(USUAL, is_new=False), monkeypatch)
    assert "\x1b" not in old
    assert max(map(len, old.split("\n"))) == 39


def test_a_dumb_terminal_on_windows_is_asked_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(USUAL, is_new=True)
    assert "\x1b" not in drawn(system, monkeypatch, TERM="dumb")
    assert system.asked == []
