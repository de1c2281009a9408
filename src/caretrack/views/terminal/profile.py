"""`care profile` on a terminal: calm columns that fit the width."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from caretrack.domain.pages.profile import Profile
from caretrack.domain.text import flat
from caretrack.views.pages import profile as lines
from caretrack.views.pages import recognition
from caretrack.views.terminal.layout import NO_BREAK, Together, cell, console, kept_together

NARROW = 72


def profile(page: Profile) -> None:
    """The page, printed."""
    screen = console()
    parts: list[RenderableType] = [_head(page)]
    for text, style in (
        (lines.handles(page), "quiet"),
        (lines.note(page), ""),
        (lines.state(page), ""),
        (lines.warning(page), "sales"),
        (lines.strip(page), "care"),
        (recognition.standing(page), "quiet"),
        (recognition.mood(page), "quiet"),
        (lines.knowing(page), "quiet"),
    ):
        if text:
            parts.append(cell(text, style))
    if page.openers:
        parts += [
            "",
            grid(
                [
                    ("Talk about" if number == 0 else "", item.text, "")
                    for number, item in enumerate(page.openers[:3])
                ],
                screen.width,
            ),
        ]
    for section in (
        lines.known,
        lines.to_ask,
        lines.left_alone,
        lines.around,
        lines.owed,
        recognition.recognised,
        recognition.gestures,
        lambda page: lines.history(page, brief=True),
    ):
        rows = list(section(page))
        if rows:
            parts += ["", grid(rows, screen.width)]
    screen.print(Group(*parts))


def with_source(body: Text, source: str) -> RenderableType:
    """Words with where they come from behind them; an id alone does not stand on a line of its own."""
    if not source:
        return body
    if " " in source:
        return kept_together(body.append(f"  {flat(source)}", "quiet"))
    return Together(body.append(f"{NO_BREAK * 2}{flat(source)}", "quiet"))


def _head(page: Profile) -> Text:
    name, dot, rest = lines.headline(page).partition(" · ")
    return cell(name, "head").append_text(Text(f" · {flat(rest)}" if dot else ""))


def grid(rows: list[lines.Row], width: int) -> RenderableType:
    """Rows of heading, words and source; the source beside the words where there is room."""
    beside = width >= NARROW and any(source for _, _, source in rows)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold", style="quiet", min_width=15 if width >= NARROW else None)
    table.add_column(overflow="fold")
    if beside:
        table.add_column(overflow="fold", style="quiet", max_width=32)
    for heading, text, source in rows:
        body = cell(text)
        if beside:
            table.add_row(cell(heading), body, cell(source))
        else:
            table.add_row(cell(heading), with_source(body, source))
    return Padding(table, (0, 0, 0, 2), expand=False)
