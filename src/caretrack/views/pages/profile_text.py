"""`care profile` in a pipe and as Markdown."""

from collections.abc import Iterable, Iterator

from caretrack.domain.pages.profile import Profile
from caretrack.domain.text import flat
from caretrack.views.pages import profile as lines
from caretrack.views.pages import recognition
from caretrack.views.plain import tabs

SECTIONS = (
    ("What you know", lines.known),
    ("Ask", lines.to_ask),
    ("Leave alone", lines.left_alone),
    ("Around them", lines.around),
    ("Open", lines.owed),
    ("Recognition", recognition.recognised),
    ("What you could do", recognition.gestures),
    ("Last touches", lines.history),
)


def _intro(page: Profile) -> Iterator[str]:
    for text in (
        lines.headline(page),
        lines.handles(page),
        lines.note(page),
        lines.state(page),
        lines.warning(page),
        lines.strip(page),
        recognition.standing(page),
        recognition.mood(page),
        lines.knowing(page),
    ):
        if text:
            yield flat(text)


def profile(page: Profile) -> Iterator[str]:
    """Plain lines: the sentences first, then a tab-separated list for each section."""
    yield from _intro(page)
    for opener in page.openers[:3]:
        yield tabs("Talk about", opener.text)
    for title, section in SECTIONS:
        rows = list(section(page))
        if rows:
            yield from ("", title)
            yield from (tabs(*row).rstrip("\t") for row in rows)


def markdown(page: Profile) -> Iterator[str]:
    """A page of Markdown, with what Markdown would read as marks escaped."""
    first, *rest = _intro(page)
    yield f"# {escaped(first)}"
    for text in rest:
        yield from ("", escaped(text))
    yield from bullets("Talk about", (("", opener.text, "") for opener in page.openers[:3]))
    for title, section in SECTIONS:
        yield from bullets(title, section(page))


def bullets(title: str, rows: Iterable[lines.Row]) -> Iterator[str]:
    """A section of Markdown: a title and an item for each row; nothing where there is no row."""
    made = [
        "- "
        + (f"**{escaped(heading)}** " if heading else "")
        + escaped(text)
        + (f" ({escaped(source)})" if source else "")
        for heading, text, source in rows
    ]
    if made:
        yield from ("", f"## {title}", "", *made)


def escaped(text: str) -> str:
    """The text on one line with Markdown's and HTML's own characters behind a backslash, those that begin a list or a rule too."""
    line = "".join("\\" + char if char in "\\`*_{}[]<>#|~&" else char for char in flat(text))
    number = len(line) - len(line.lstrip("0123456789"))
    if line[:1] in {"-", "+", "="}:
        return "\\" + line
    return (
        line[:number] + "\\" + line[number:]
        if number and line[number : number + 1] in {".", ")"}
        else line
    )
