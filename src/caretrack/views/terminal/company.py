"""The page of a company on a terminal: its people in columns where there is room, else in two lines each."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from caretrack.domain.pages.company import CompanyPage, Member, has_nobody
from caretrack.views import words
from caretrack.views.pages import company as lines
from caretrack.views.terminal.layout import WIDE, cell, console
from caretrack.views.terminal.profile import grid


def company(page: CompanyPage) -> None:
    """The page, printed."""
    screen = console()
    head = cell(page.company, "head").append(lines.headline(page).removeprefix(page.company))
    parts: list[RenderableType] = [head]
    parts += [
        cell(text, style)
        for text, style in ((lines.covered(page), ""), (lines.strip(page), "care"))
        if text
    ]
    if page.members:
        parts += ["", Padding(_people(page, screen.width), (0, 0, 0, 2), expand=False)]
    for _, section in lines.SECTIONS:
        rows = list(section(page))
        if rows:
            before = ["", *(heading for heading, _, _ in rows)]
            shown = [
                ("" if heading == last else heading, text, source)
                for last, (heading, text, source) in zip(before, rows, strict=False)
            ]
            parts += ["", grid(shown, screen.width)]
    screen.print(Group(*parts))


def _people(page: CompanyPage, width: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    if width < WIDE:
        table.add_column(overflow="fold")
        for member in page.members:
            table.add_row(
                cell(member.person.name, "name")
                .append("  ")
                .append_text(cell(member.person.role or "", "quiet"))
            )
            table.add_row(
                Padding(
                    cell(_state(member, page), _style(member, page)), (0, 0, 0, 4), expand=False
                )
            )
        return table
    for number in range(6):
        table.add_column(overflow="fold", max_width=28 if number < 2 else 44)
    for member in page.members:
        clock = member.clock
        table.add_row(
            cell(member.person.name, "name"),
            cell(member.person.role or "", "quiet"),
            cell(words.since(clock), _style(member, page)),
            cell(
                " · ".join(
                    part for part in (words.cadence(clock), lines.due(member, page)) if part
                ),
                "quiet",
            ),
            cell(words.sales_since(clock), "sales" if clock.only_sales else "quiet"),
            cell(lines.standing(member)),
        )
    return table


def _state(member: Member, page: CompanyPage) -> str:
    clock = member.clock
    parts = (
        words.since(clock),
        words.cadence(clock),
        lines.due(member, page),
        words.sales_since(clock),
        lines.standing(member),
    )
    return " · ".join(part for part in parts if part)


def _style(member: Member, page: CompanyPage) -> str:
    return "late" if has_nobody(member.clock, page.today) else ""
