"""The rows of who waits, to be chosen with the arrows: `care due -i`."""

from collections.abc import Sequence
from typing import NamedTuple

from caretrack.app.due import DuePage, Waits
from caretrack.views import words
from caretrack.views.pages.due import head, reach_spans
from caretrack.views.terminal.cells import cell
from caretrack.views.terminal.layout import WIDE, spaced
from caretrack.views.terminal.screen import Screen
from caretrack.views.terminal.text import Text

KEYS = (
    ("l", "log"), ("s", "snooze"), ("n", "skip"), ("p", "profile"), ("q", "stop"), ("?", "keys"),
)  # fmt: skip
HELP = (
    ("up, down, k, j", "the row before, the next row"),
    ("Home, End", "the first row, the last row"),
    ("l", "log: a note, with options of `care log`"),
    ("s", "snooze: asks until when"),
    ("n", "skip for today"),
    ("", "(the third time offers a longer cadence)"),
    ("p, Enter", "the profile"),
    ("q, Esc", "stop"),
)
MARK, NO_MARK = "› ", "  "
LONGEST_NAME, SINCE, CADENCE = 28, 6, 24
LEAST_OPENER = 12
# Below so many lines there are only rows; below so many no details under them.
LOW, LEAST_FOR_DETAILS = 7, 14
DETAILS = 4


class DueRows(NamedTuple):
    """What is on the screen: the page, its rows, which one is chosen, and the last answer."""

    page: DuePage
    rows: Sequence[Waits]
    at: int
    said: str = ""
    help: bool = False


def drawn(shown: DueRows, width: int, height: int) -> list[str]:
    """Return the lines of the screen, at most `height`, each at most `width` wide."""
    lines = _lines(shown, width, height)
    screen = Screen()
    return [_printed(screen, line, width) for line in lines[:height]]


def _lines(shown: DueRows, width: int, height: int) -> list[Text]:
    keys = _keys(width)
    if height < LOW:
        return [*_window(shown, width, max(height - 1, 1)), *([keys] if height > 1 else [])]
    top = [Text().append_text(_head(shown)), Text()]
    below = _below(shown, width) if height >= LEAST_FOR_DETAILS or shown.help else []
    # Text above and below takes its lines first, as long as three rows are left.
    below = below[: max(height - len(top) - 2 - 3, 0)]
    end = [Text(), *below] if below else [cell(shown.said, "quiet")]
    rows = _window(shown, width, height - len(top) - len(end) - 1)
    rest = [Text()] * (height - len(top) - len(rows) - len(end) - 1)
    return [*top, *rows, *end, *rest, keys]


def _head(shown: DueRows) -> Text:
    line = Text()
    for text, style in head(shown.page):
        line.append(spaced(text), style)
    return line


def _below(shown: DueRows, width: int) -> list[Text]:
    """The keys, or all of the chosen row; and the last answer."""
    if shown.help:
        longest = max(len(key) for key, _ in HELP) + 2
        lines = [
            Text().append(key.ljust(longest), "name").append(what, "quiet") for key, what in HELP
        ]
        return [*lines, Text()]
    item = shown.rows[shown.at]
    clock = item.clock
    said = (
        ", ".join(filter(None, (item.role, item.company))),
        words.cadence(clock),
        words.sales_and_tried(clock, item.tried, shown.page.today),
    )
    reach = reach_spans(item.reach, shown.page.today) if item.reach else ()
    opener = cell(item.openers[0].text if item.openers else "")
    title = cell(item.name, "name")
    for text, style in (*((part, "quiet") for part in said), *reach):
        if text:
            title.append(" · ", "quiet").append_text(cell(text, style))
    lines = [
        title,
        *opener.wrap(max(width - 1, 1))[: DETAILS - 1],
    ]
    lines += [Text()] * (DETAILS - len(lines))
    return [*lines, cell(shown.said, "quiet")]


def _window(shown: DueRows, width: int, count: int) -> list[Text]:
    """The rows around the chosen one, as many as there is room for."""
    count = max(count, 1)
    start = min(max(shown.at - count // 2, 0), max(len(shown.rows) - count, 0))
    longest = min(
        max(cell(item.name).columns for item in shown.rows), LONGEST_NAME, max(width // 3, 8)
    )
    return [
        _row(shown.rows[number], number == shown.at, longest, width)
        for number in range(start, min(start + count, len(shown.rows)))
    ]


def _row(item: Waits, chosen: bool, longest: int, width: int) -> Text:
    name = cell(item.name, "name")
    name.truncate(longest, ellipsis=True, pad=True)
    line = Text().append(MARK if chosen else NO_MARK, "head").append_text(name)
    line.append(f"  {words.since(item.clock):>{SINCE}}", "late" if chosen else "")
    if width >= WIDE:
        cadence = cell(words.cadence(item.clock), "quiet")
        cadence.truncate(CADENCE, ellipsis=True, pad=True)
        line.append("  ").append_text(cadence)
    if item.openers and width - line.columns - 2 >= LEAST_OPENER:
        line.append("  ").append_text(cell(item.openers[0].text, "" if chosen else "quiet"))
    return line


def _keys(width: int) -> Text:
    """The keys that count, with their words as long as there is room."""
    line = Text()
    for key, what in KEYS:
        line.append(key, "name").append(f" {what}  ", "quiet")
    if line.columns > width:
        line = cell(" ".join(key for key, _ in KEYS), "quiet")
    return line


def _printed(screen: Screen, line: Text, width: int) -> str:
    """Return a line as it goes to the terminal, cut at its width."""
    line.truncate(max(width, 1), ellipsis=True)
    return screen.written(list(line.pieces()))
