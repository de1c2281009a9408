"""Prose: a title, paragraphs and list items, a line each, wrapped to the width of the terminal."""

from collections.abc import Iterator

from caretrack import streams

# Longer lines are hard to read, however wide the window is.
WIDEST = 100


def show(title: str, text: str) -> None:
    """A title and its text on stdout; 80 columns where there is no terminal to ask."""
    width = min(streams.columns(), WIDEST)
    streams.put_parts(f"{line}\n" for part in (title, "", text) for line in lines(part, width))


def lines(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text, wrapped to `width` columns between words.

    The second line of a list item ("- ") begins under its first word.
    """
    import textwrap

    for line in text.split("\n"):
        indent = "  " if line.startswith("- ") else ""
        wrapped = textwrap.wrap(
            streams.unbroken(line, width), width, subsequent_indent=indent, break_long_words=False
        )
        yield from map(streams.as_shown, wrapped or [""])
