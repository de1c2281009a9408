"""Pages for a terminal, fitted to its width. rich is imported here and nowhere else."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from caretrack.domain.clock import Clock, is_due
from caretrack.domain.dates import short, spoken
from caretrack.domain.pages.due import DuePage, Owed, Waits
from caretrack.domain.text import flat
from caretrack.views import theme, words

if TYPE_CHECKING:
    from caretrack.domain.talk.occasions import ComingOccasion

WIDE = 100
NO_BREAK = "\U0010fffd"  # of a plane that is nobody's: one cell, and no space


def console() -> Console:
    """A console on stdout; NO_COLOR is obeyed, and nothing in a text is ever read as markup or emoji."""
    return Console(
        file=sys.stdout,
        theme=Theme(theme.ask()),
        force_terminal=True,
        no_color=bool(os.environ.get("NO_COLOR")),
        emoji=False,
        markup=False,
        highlight=False,
    )


def cell(text: object, style: str = "") -> Text:
    """A text as it is: made safe, on one line, no markup."""
    return Text().append(flat(str(text)), style=style)


def rows(header: Sequence[str], lines: Iterable[Sequence[str]], empty: str) -> None:
    """A list as a light table; `empty` says so where there is nothing in it."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="quiet")
    for number, name in enumerate(header):
        table.add_column(
            name, overflow="fold", style="name" if number == 0 else "", min_width=min(len(name), 6)
        )
    for line in lines:
        table.add_row(*(cell(item) for item in line))
    console().print(table if table.row_count else cell(empty))


def touches(header: Sequence[str], lines: Iterable[Sequence[str]], empty: str) -> None:
    """`care history`: a table where there is room for the notes, else each note under its touch. A day is never broken."""
    screen = console()
    if screen.width < WIDE:
        parts: list[RenderableType] = []
        for day, people, channel, kind, note, short_id in lines:
            line = (
                cell(day)
                .append("  ")
                .append(flat(people), "name")
                .append(f"  {flat(channel)} · {flat(kind)}", "quiet")
            )
            parts += [
                kept_together(line.append(f" · {short_id}", "id")),
                Padding(cell(note), (0, 0, 0, 4), expand=False),
            ]
        screen.print(Group(*parts) if parts else cell(empty))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="quiet")
    for number, name in enumerate(header):
        whole = number in {0, len(header) - 1}
        table.add_column(name, overflow="fold", no_wrap=whole, style="name" if number == 0 else "")
    for texts in lines:
        table.add_row(*(cell(text) for text in texts))
    screen.print(table if table.row_count else cell(empty))


def due(page: DuePage) -> None:
    """`care due`."""
    screen = console()
    parts: list[RenderableType] = [_due_head(page)]
    if page.shown:
        parts += ["", Padding(_waiting(page, screen.width), (0, 0, 0, 2), expand=False)]
    for title, style, body in (("You owe", "owed", _owe(page)), ("Soon", "soon", _soon(page))):
        if body:
            parts += ["", _section(title, style, body)]
    screen.print(Group(*parts, "", cell(words.coverage(page), "quiet")))


def _due_head(page: DuePage) -> Text:
    head = cell(f"{spoken_long(page)} ·", "quiet").append(" ")
    if not page.everybody:
        return head.append("good morning")
    ahead = page.waiting_in_all - page.due_today
    soon = f" · {ahead} more in the days asked for" if ahead else ""
    if not page.due_today:
        return head.append("nobody has waited too long", "care").append(soon)
    verb = "has" if page.due_today == 1 else "have"
    return head.append(f"{page.due_today} of {page.people} {verb} waited too long", "head").append(
        soon
    )


def spoken_long(page: DuePage) -> str:
    """`Saturday 21 November`."""
    return f"{page.today:%A} {page.today.day} {page.today:%B}"


def _waiting(page: DuePage, width: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    if width >= WIDE:
        for number in range(4):
            table.add_column(overflow="fold", max_width=28 if number == 0 else 24)
        table.add_column(overflow="fold", ratio=1)
        table.expand = True
        for item in page.waiting:
            table.add_row(cell(item.name, "name"), *_clock_cells(item, page), cell(_opener(item)))
        return table
    table.add_column(overflow="fold")
    for item in page.waiting:
        line = cell(item.name, "name")
        for part in _clock_cells(item, page):
            line.append("  ").append_text(part) if part else None
        table.add_row(line)
        table.add_row(Padding(cell(_opener(item)), (0, 0, 0, 4), expand=False))
    return table


def _clock_cells(item: Waits, page: DuePage) -> list[Text]:
    clock = item.clock
    cadence = f"added {short(item.added_on, page.today)}" if clock.never else words.cadence(clock)
    due_now = is_due(clock.due_on, page.today)
    if not due_now and clock.due_on is not None:
        cadence += f", due {short(clock.due_on, page.today)}"
    return [
        cell(words.since(clock), "late" if due_now else ""),
        cell(cadence, "quiet"),
        cell(words.sales_since(clock), _sales_style(clock)),
    ]


def _sales_style(clock: Clock) -> str:
    return "sales" if clock.only_sales else "quiet"


def _opener(item: Waits) -> str:
    return item.openers[0].text if item.openers else ""


def _owe(page: DuePage) -> list[RenderableType]:
    hidden = page.owed_in_all - len(page.owed)
    rest = [cell(f"and {hidden} more: care open", "quiet")] if hidden else []
    return [*(_owed(item, page) for item in page.owed), *rest]


def _soon(page: DuePage) -> list[RenderableType]:
    rest = [cell(words.MORE_OCCASIONS, "quiet")] if page.occasions_more else []
    return [*(_coming(item) for item in page.occasions), *rest]


class Together:
    """A line whose last word, and what NO_BREAK binds to it, are never wrapped apart. rich itself breaks at every kind of space."""

    def __init__(self, line: Text) -> None:
        """Of a line whose NO_BREAKs stand for spaces."""
        self.line = line

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The line wrapped, with spaces in the place of NO_BREAK."""
        for part in self.line.wrap(console, options.max_width, overflow="fold"):
            part.plain = part.plain.replace(NO_BREAK, " ")
            yield part

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """As wide as the line is."""
        return Measurement.get(console, options, self.line)


def kept_together(line: Text) -> Together:
    """A line that ends with an id, as ` · k3f9`: an id alone on a line says nothing."""
    words_before, dot, last = line.plain.rpartition(" · ")
    if dot and " " not in last:
        line.plain = f"{words_before}{NO_BREAK}·{NO_BREAK}{last}"
    return Together(line)


def _owed(item: Owed, page: DuePage) -> Together:
    line = cell(item.name, "name").append(
        f" {flat(words.owed(item, page.today))}"
        if item.sort in {"answer", "thank"}
        else f" · {flat(words.owed(item, page.today))}"
    )
    return kept_together(line.append(f" · {item.short}", "id"))


def _coming(item: "ComingOccasion") -> Text:
    return (
        cell(item.name, "name")
        .append(f" · {flat(item.words)} · {spoken(item.on)}")
        .append(f" · {flat(item.idea)}", "quiet")
    )


def _section(title: str, style: str, body: Sequence[RenderableType]) -> Padding:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style=style)
    table.add_column(overflow="fold")
    for number, line in enumerate(body):
        table.add_row(cell("" if number else title), line)
    return Padding(table, (0, 0, 0, 2), expand=False)
