"""A choice that narrows while one types, shown below its question and gone afterwards."""

import shutil
import sys
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from caretrack import streams
from caretrack.domain.text import flat
from caretrack.keyboard import BACKSPACE, DOWN, ENTER, ESCAPE, UP, Keyboard, keys_can_be_read

# How many rows are offered at once: one digit chooses each.
MOST_ROWS = 9
_ROWS_AROUND = 3  # the question, the last row, and one that stays empty


class Chosen(NamedTuple):
    """What was typed, and the row that was chosen: None for none of them."""

    typed: str
    row: int | None


def choose_while_typing(
    question: str, rows_for: Callable[[str], Sequence[str]], new: str = ""
) -> Chosen | None:
    """Return what was chosen among `rows_for(typed)`; None for nothing.

    Letters narrow the rows, arrows move, a digit or Enter chooses. `new` is the row for a text that
    is none of the rows; "" for no such row. Raises Stopped for ^C and ^D.
    """
    if not keys_can_be_read():
        return _choose_by_lines(question, rows_for, new)
    picker = _Picker(flat(question), rows_for, new)
    with Keyboard() as keyboard:
        try:
            while not picker.done:
                picker.draw()
                picker.press(keyboard.read())
        finally:
            picker.clear()
    return picker.chosen


class _Picker:
    """The state of a choice, and how it is drawn."""

    def __init__(self, question: str, rows_for: Callable[[str], Sequence[str]], new: str) -> None:
        self.question, self.rows_for, self.new = question, rows_for, new
        self.typed, self.at, self.done = "", -1, False
        self.chosen: Chosen | None = None
        size = shutil.get_terminal_size()
        self.width, self.most = size.columns - 1, max(1, min(MOST_ROWS, size.lines - _ROWS_AROUND))
        self.rows: Sequence[str] = ()
        self.more = 0
        self._take(rows_for(""))

    def lines(self) -> list[str]:
        """Return the rows that can be chosen; the last may be the one for somebody new."""
        numbered = [f"{number}  {flat(row)}" for number, row in enumerate(self.rows, 1)]
        return [
            *numbered,
            *([f"+  {self.new}: {flat(self.typed)}"] if self.new and self.typed else []),
        ]

    def press(self, key: str) -> None:
        """Take one key."""
        last = len(self.lines()) - 1
        if key == ESCAPE or (key == ENTER and self.at < 0):
            self.done = True
        elif key == ENTER:
            self._choose(self.at)
        elif key in {UP, DOWN}:
            step = 1 if key == DOWN else -1
            self.at = min(max(self.at + step, 0), last)
        elif key == BACKSPACE:
            self._narrow(self.typed[:-1])
        elif key.isascii() and key.isdigit() and 1 <= int(key) <= len(self.rows):
            self._choose(int(key) - 1)
        elif len(key) == 1:
            self._narrow(self.typed + key)

    def _narrow(self, typed: str) -> None:
        self.typed = typed
        self._take(self.rows_for(typed.strip()))
        self.at = 0 if typed.strip() and self.lines() else -1

    def _take(self, rows: Sequence[str]) -> None:
        self.rows, self.more = rows[: self.most], max(len(rows) - self.most, 0)

    def _choose(self, at: int) -> None:
        typed = " ".join(self.typed.split())
        self.chosen = Chosen(typed, at if at < len(self.rows) else None)
        self.done = True

    def draw(self) -> None:
        """Show the question with what was typed, the rows below, and the cursor behind it."""
        head = f"{self.question}: {flat(self.typed)}"
        if self.typed.endswith(" "):
            head += " "
        head = _cut(head, self.width)
        rows = [
            _cut(f"{'>' if number == self.at else ' '} {line}", self.width)
            for number, line in enumerate(self.lines())
        ]
        if self.more:
            rows.append(_cut(f"  … and {self.more} more: type to narrow", self.width))
        below = "".join(f"\r\n{row}" for row in rows)
        up = f"\x1b[{len(rows)}A" if rows else ""
        self._write(f"\r\x1b[J{head}{below}{up}\r\x1b[{max(_width(head), 1)}C")

    def clear(self) -> None:
        """Leave one line: the question and what was chosen."""
        row = self.chosen.row if self.chosen else None
        said = self.typed if row is None else self.rows[row]
        self._write("\r\x1b[J" + _cut(f"{self.question}: {flat(said)}", self.width) + "\r\n")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _choose_by_lines(
    question: str, rows_for: Callable[[str], Sequence[str]], new: str
) -> Chosen | None:
    """Ask line by line: a number chooses, a text narrows, an empty line ends."""
    typed = ""
    while True:
        rows = rows_for(typed)[:MOST_ROWS]
        last = [f"  +  {new}: {typed}"] if new and typed else []
        streams.say_lines([*(f"  {at}  {row}" for at, row in enumerate(rows, 1)), *last])
        answer = streams.ask(question)
        if not answer:
            return None
        if last and answer == "+":
            return Chosen(typed, None)
        if answer.isascii() and answer.isdigit() and 1 <= int(answer[:3]) <= len(rows):
            return Chosen(typed, int(answer[:3]) - 1)
        typed = answer
        if len(rows_for(typed)) == 1:
            return Chosen(typed, 0)


def _width(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _cut(text: str, width: int) -> str:
    """Return the text, cut off with an ellipsis where it is wider than this."""
    if _width(text) <= width:
        return text
    while _width(text) > width - 1:
        text = text[:-1]
    return text + "…"
