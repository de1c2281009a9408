"""`care stats` on a terminal: bars that fit the width. Words and shapes say what colours say."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from caretrack.app.stats import Stats
from caretrack.views.pages import stats as lines
from caretrack.views.terminal.with_rich import cell, console, indented
from caretrack.views.words import percent

MARGIN, GAP, MONTH = 2, 2, 8
LONGEST_BAR = 36
WIDE = 100
SHOWN = 7
SOLID, LIGHT, PARTS = "█", "░", "▏▎▍▌▋▊▉"

Row = tuple[str, str, str]  # heading, words, more of it


def show(page: Stats) -> None:
    """The page, printed."""
    screen = console()
    head = cell("Care and sales", "head").append(f" · {lines.span(page)}", "quiet")
    if page.nothing_yet:
        screen.print(Group(head, "", cell(lines.nothing_yet(page))))
        return
    parts: list[RenderableType] = [
        head,
        cell(lines.balance(page), "quiet"),
        "",
        indented(_months(page, screen.width - MARGIN)),
    ]
    if page.channels:
        parts += ["", indented(_channels(page, screen.width - MARGIN))]
    for section in (
        _people,
        _personal,
        _one_sided,
        _stood,
        _involved,
        _owed,
        *([_owners] if page.owners else []),
    ):
        parts += ["", *(indented(_grid(rows, screen.width)) for rows in _alike(section(page)))]
    ends = filter(None, (lines.coverage(page.now), lines.load(page), lines.known(page)))
    screen.print(Group(*parts, "", *(cell(f"{end[:1].upper()}{end[1:]}", "quiet") for end in ends)))


def bar(value: float, highest: float, width: int, solid: bool = True) -> str:
    """Return a bar of at most `width` cells; what is more than nothing never looks like nothing.

    A light one has whole cells only.
    """
    if not value or width < 1:
        return ""
    eighths = max(round(value / highest * width * 8), 1)
    if not solid:
        return LIGHT * max(round(eighths / 8), 1)
    return SOLID * (eighths // 8) + (PARTS[eighths % 8 - 1] if eighths % 8 else "")


def _months(page: Stats, width: int) -> Table:
    """A row a month: care, sales, and who had heard in time."""
    highest = max(1, *(count for month in page.months for count in (month.care, month.sales)))
    digits, shares = (
        len(f"{highest:,}"),
        [f"{percent(month.coverage.share)}" for month in page.months],
    )
    learned = width >= WIDE
    fixed = MONTH + 2 * (digits + 1) + 6 + 3 * GAP + (GAP + len("learned") if learned else 0)
    longest = max(min((width - fixed) // 3, LONGEST_BAR), 4)
    table = Table(box=None, padding=(0, GAP, 0, 0), header_style="quiet", pad_edge=False)
    for title in ("", "care", "sales", "in time"):
        table.add_column(title, no_wrap=True, style="quiet" if not title else "")
    if learned:
        table.add_column("learned", no_wrap=True, justify="right", style="quiet")
    for month, share in zip(page.months, shares, strict=True):
        taught = percent(month.taught / month.care) if month.care else "–"
        table.add_row(
            lines.month(month.month),
            _measured(bar(month.care, highest, longest), month.care, digits, "care"),
            _measured(
                bar(month.sales, highest, longest, solid=False), month.sales, digits, "sales"
            ),
            Text(f"{share:>5} ").append(bar(month.coverage.share or 0, 1, longest), "soon"),
            *([taught] if learned else []),
        )
    return table


def _measured(drawn: str, count: int, digits: int, style: str) -> Text:
    return Text(f"{count:>{digits},} ").append(drawn, style)


def _channels(page: Stats, width: int) -> Table:
    """A row a channel: care and sales, one after the other."""
    highest = max(channel.care + channel.sales for channel in page.channels)
    label = max(len(channel.channel) for channel in page.channels)
    said = [lines.of_channel(channel) for channel in page.channels]
    longest = max(
        min(
            width
            - label
            - 3 * GAP
            - 1
            - max(len(f"{highest:,} care, {highest:,} sales"), *(len(words) for words in said)),
            2 * LONGEST_BAR,
        ),
        4,
    )
    table = Table.grid(padding=(0, GAP, 0, 0))
    for style in ("quiet", "", ""):
        table.add_column(no_wrap=True, style=style)
    for channel, words in zip(page.channels, said, strict=True):
        drawn = (
            Text()
            .append(bar(channel.care, highest, longest), "care")
            .append(bar(channel.sales, highest, longest, solid=False), "sales")
        )
        table.add_row(cell(channel.channel), drawn, words)
    return table


def _alike(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows in groups that share their columns: a sentence does not widen a list."""
    for _, group in groupby(rows, key=lambda row: bool(row[2])):
        yield list(group)


def _few(heading: str, rows: list[tuple[str, str]], nobody: str) -> Iterator[Row]:
    """The first of a list of people, and how many more there are."""
    if not rows:
        yield (heading, nobody, "")
    for number, (name, words) in enumerate(rows[:SHOWN]):
        yield ("" if number else heading, name, words)
    if len(rows) > SHOWN:
        yield ("", f"and {len(rows) - SHOWN:,} more", "")


def _people(page: Stats) -> Iterator[Row]:
    yield from _few(
        "Hear only sales",
        [(item.name, lines.only_sales(page, item)) for item in page.only_sales],
        lines.NOBODY,
    )
    yield from _few(
        "No care yet", [(item.name, lines.never(page, item)) for item in page.never], lines.NOBODY
    )


def _personal(page: Stats) -> Iterator[Row]:
    yield ("Just because", lines.personal(page), "")


def _stood(page: Stats) -> Iterator[Row]:
    yield ("How they stand", lines.standings(page), "")
    for heading, word in (("Fans", "fan"), ("Critics", "critical")):
        found = [
            (item.name, f"{lines.stood(item)}: {item.evidence[0]}")
            for item in page.stood
            if item.word == word
        ]
        yield from _few(heading, found, "") if found else ()
    changes = [item for item in page.quarters if any(one[2:] != (0, 0) for one in page.quarters)]
    if changes:
        yield ("Over time", " · ".join(lines.quarter(item) for item in changes), "")
    yield ("Mood", lines.moods(page), "")


def _involved(page: Stats) -> Iterator[Row]:
    for number, area in enumerate(page.involved):
        names = ", ".join(name for _, name in area.people[:SHOWN])
        more = f" and {len(area.people) - SHOWN:,} more" if len(area.people) > SHOWN else ""
        yield (
            "" if number else "Involved in",
            f"{lines.area(area)} · {lines.involved(area)}",
            names + more,
        )
    yield from _few(
        "Thanks due",
        [(item.name, lines.unthanked(item)) for item in page.unthanked],
        lines.ALL_THANKED,
    )


def _one_sided(page: Stats) -> Iterator[Row]:
    yield from _few(
        "One-sided", [(item.name, lines.one_sided(item)) for item in page.one_sided], lines.NOBODY
    )


def _owed(page: Stats) -> Iterator[Row]:
    yield ("Promises", " · ".join(lines.promises(page)), "")
    yield ("Gestures", lines.gestures(page), "")
    yield ("Goals", lines.reached(page), "")
    yield ("Learned", lines.learning(page), "")


def _owners(page: Stats) -> Iterator[Row]:
    rows = [(lines.owner_name(item), lines.owner(item)) for item in page.owners]
    yield from ((heading, name, words) for heading, name, words in _few("Owners", rows, ""))


def _grid(rows: list[Row], width: int) -> Table:
    beside = width >= WIDE and any(more for _, _, more in rows)
    table = Table.grid(padding=(0, GAP, 0, 0))
    table.add_column(style="quiet", no_wrap=True, min_width=15)
    table.add_column(overflow="fold")
    if beside:
        table.add_column(overflow="fold", style="quiet")
    for heading, text, more in rows:
        body = cell(text)
        if not beside:
            body.append("  ").append_text(cell(more, "quiet")) if more else None
        table.add_row(cell(heading), body, *([cell(more)] if beside else []))
    return table
