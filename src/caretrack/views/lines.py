"""The answer of a command that is lines, and no page; and how very long texts are cut."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from caretrack import streams
from caretrack.domain.text import shortened

# In characters: a dozen lines of a terminal. A note of a hundred pages must not hide the rest.
LONGEST_SHOWN = 1_000
HOW_TO_SEE_ALL = "--json has them"


def answer_lines(json: bool, value: Any, lines: Callable[[], Iterable[str]]) -> None:
    """Print the answer of a command: `value` as JSON, or the lines, very long ones cut.

    The value may be a function that returns it. An iterator is JSON already, in parts.
    """
    if json:
        put_value(value)
    else:
        streams.put(cut(line, HOW_TO_SEE_ALL) for line in lines())


def put_value(value: Any) -> None:
    """Print a value as JSON, as `answer_lines` takes it."""
    made = value() if callable(value) else value
    streams.put_parts(made) if isinstance(made, Iterator) else streams.put_json(made)


def cut(text: str, whole: str, at: int = 0) -> str:
    """Return a text, or LONGEST_SHOWN characters of it from `at` on if it is longer than that."""
    if len(text) <= LONGEST_SHOWN:
        return text
    shown = shortened(text[at:], LONGEST_SHOWN)
    before = "…" if at else ""
    return f"{before}{shown} ({len(text) - len(shown):,} more characters: {whole})"
