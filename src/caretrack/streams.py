"""The two streams: results on stdout, everything else on stderr; what a terminal is."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TextIO

from caretrack.domain.text import flat, flat_cells, safe, typed
from caretrack.errors import CareError, Stopped


def on_terminal() -> bool:
    """True if stdout gets pages made for a terminal.

    It is one, or FORCE_COLOR is set (not to `0` or nothing).
    """
    forced = os.environ.get("FORCE_COLOR", "")
    return forced not in {"", "0", "false"} or (
        sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    )


def shows_links() -> bool:
    """True if words on stdout can be links (OSC 8): the page is for a terminal known to have them.

    FORCE_HYPERLINK says so for any other, and denies it with `0`. NO_COLOR turns links off.
    """
    forced = os.environ.get("FORCE_HYPERLINK", "")
    if forced:
        return on_terminal() and forced not in {"0", "false"}
    named = os.environ.get
    if not (on_terminal() and sys.stdout.isatty()) or named("NO_COLOR"):
        return False
    vte = named("VTE_VERSION", "")
    return (
        # Of version 0.50.0 a link ends the terminal.
        (vte.isdecimal() and int(vte) > 5000)
        or named("TERM_PROGRAM") in _LINKING_PROGRAMS
        or named("TERM", "").startswith(_LINKING_TERMS)
        or any(named(name) for name in ("KONSOLE_VERSION", "WT_SESSION", "DOMTERM"))
    )


# By which terminals are known to show links, as programs that show them look for it.
_LINKING_PROGRAMS = frozenset(
    ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "terminology", "rio", "zed"]
)
_LINKING_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour")


def can_ask() -> bool:
    """True if there is a person to ask: stdin and stderr are terminals."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def say(text: str) -> None:
    """Write one line on stderr; on a terminal it is wrapped between words.

    Where stderr cannot be written, nobody is told, and what is being done goes on.
    """
    line = flat(text)
    _write_on_stderr([(_wrapped(line) if sys.stderr.isatty() else line) + "\n"])


def say_lines(lines: Iterable[str]) -> None:
    """Write lines on stderr as `say` does, made safe, with their indent."""
    fit = _wrapped if sys.stderr.isatty() else (lambda line: line)
    _write_on_stderr(fit(safe(line).replace("\n", " ")) + "\n" for line in lines)


def _write_on_stderr(lines: Iterable[str]) -> None:
    try:
        sys.stderr.writelines(lines)
    except OSError:
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """Throw away what waits to be written on a stream that cannot be, and whatever comes after."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, stream.fileno())
    os.close(nothing)
    try:
        stream.flush()
    except OSError:
        # Python would try once more at its end, and exit with 120.
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is stream:
                setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))


def ask(question: str, default: str = "", *, show_default: bool = False) -> str:
    """Return the answer to a question on stderr; `default` for Enter."""
    shown = f" [{flat(default)}]" if show_default and default else ""
    return typed(_answer(f"{flat(question)}{shown}: ")).strip() or default


def ask_to_change(question: str, text: str) -> str:
    """Return `text` as it is changed on the line of a question.

    Where lines cannot be changed, the text stands in the question, and Enter keeps it.
    """
    if _lines_can_be_changed():
        return typed(_answer(f"{flat(question)}: ", flat(text))).strip()
    return ask(f"{question} [{text}]", text)


def _lines_can_be_changed() -> bool:
    """True if the cursor can be moved in an answer: readline writes to stdout, if it is there."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return False
    try:
        import readline  # noqa: F401
    except ImportError:
        return False
    return True


def _answer(prompt: str, text: str = "") -> str:
    """Return a line that is typed behind the prompt, where `text` stands already.

    Raises Stopped at the end of input.
    """
    show_what_is_held()
    if sys.stderr.isatty():
        prompt = f"{_wrapped(prompt.rstrip())} "
    if not _lines_can_be_changed():
        return _prompt(prompt.removesuffix(": "))
    import readline

    readline.set_auto_history(False)
    readline.set_completer(lambda _text, _state: None)
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        return input(prompt)
    except EOFError:
        raise Stopped from None
    finally:
        readline.set_startup_hook(None)


def ask_unseen(question: str) -> str:
    """Return the answer to a question on stderr, which the terminal does not show."""
    show_what_is_held()
    return _prompt(flat(question), hide_input=True)


def _prompt(question: str, *, hide_input: bool = False) -> str:
    """Return what is typed. Raises Stopped for ^C, and at the end of input."""
    import typer

    try:
        answer: str = typer.prompt(
            question, err=True, default="", show_default=False, hide_input=hide_input
        )
    except typer.Abort:
        raise Stopped from None
    return answer


def confirm(question: str) -> bool:
    """True if the answer to a question on stderr is yes; no answer is no."""
    return choose(f"{question} [y/N]", ["yes", "no"], "no") == "yes"


def choose(question: str, keys: Sequence[str], default: str) -> str:
    """Return the key that a person chose, asked on stderr; `default` for Enter.

    `keys` are the answers that count, in lower case; the beginning of one is enough ("s" is
    "sales"). Anything else is asked again.
    """
    while True:
        answer = ask(question, default).casefold()
        found = [key for key in keys if key.startswith(answer)] if answer else []
        if answer in keys or len(found) == 1:
            return answer if answer in keys else found[0]
        say(f"'{answer[:20]}' is not an answer: type {' or '.join(filter(None, keys))}.")


def choose_line(question: str, lines: Sequence[str]) -> int:
    """Return the place of the line that a person chose by its number.

    Raises CareError if they chose none.
    """
    say(f"{question}:")
    say_lines(f"  {number}  {line}" for number, line in enumerate(lines, start=1))
    numbers = [str(number) for number in range(1, len(lines) + 1)]
    some = " or ".join(numbers) if len(numbers) < 3 else f"1 to {len(numbers)}"
    chosen = choose(f"Which? {some}, Enter for none", ["", *numbers], "")
    if not chosen:
        raise CareError("nobody was chosen: nothing was done")
    return int(chosen) - 1


def show_what_is_held() -> None:
    """A page that waits to be long enough for a pager is shown before a question (`pager`)."""
    let_go = getattr(sys.stdout, "let_go", None)
    if let_go is not None:
        let_go()


# What stands between the parts of a line; a blank, and a hyphen, where it is not broken.
_BETWEEN, _NO_BREAK, _HYPHEN = " · ", "\0", "\2"
# The second column of a wide character, as in Japanese.
_WIDE = "\1"


def put(lines: Iterable[str]) -> None:
    """Write lines on stdout, made safe; on a terminal they are wrapped between words."""
    fit = _wrapped if on_terminal() else (lambda line: line)
    sys.stdout.writelines(fit(safe(line).replace("\n", " ")) + "\n" for line in lines)


def columns() -> int:
    """Return how wide the terminal is: $COLUMNS, or what it says itself, or 80."""
    return _screen("COLUMNS", 0, 80)


def screen_rows() -> int:
    """Return how high the terminal is: $LINES, or what it says itself, or 24."""
    return _screen("LINES", 1, 24)


def _screen(name: str, side: int, usual: int) -> int:
    named = os.environ.get(name, "")
    if named.isdecimal() and len(named) < 6 and int(named) > 0:
        return int(named)
    # Where stdout is no terminal, a message goes to that of stderr, and a page by a pager to it.
    for stream in (1, 2, 0):
        with suppress(OSError):
            return os.get_terminal_size(stream)[side] or usual
    return usual


def _wrapped(line: str) -> str:
    width = columns()
    if not line.isascii():
        line = _in_columns(line)
    if len(line) < width:
        return as_shown(line)
    import textwrap

    line = _whole_commands(line, width)
    indent = " " * (len(line) - len(line.lstrip(" ")) + 2)
    parts = line.split(_BETWEEN)
    # A short part, such as a name or a day, is not broken; the mark stays behind it.
    whole = [
        part.replace(" ", _NO_BREAK) if len(part) <= width * 3 // 4 else part for part in parts
    ]
    wrapped = textwrap.fill(
        f"{_NO_BREAK}· ".join(whole if len(parts) > 1 else parts),
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
    return as_shown(wrapped)


def unbroken(line: str, width: int) -> str:
    """Return a line to be wrapped to `width`: only between words, and in no short command.

    It has as many characters as it takes columns. `as_shown` makes its parts readable again.
    """
    whole = _whole_commands(line, width).replace("-", _HYPHEN)
    return whole if whole.isascii() else _in_columns(whole)


def as_shown(wrapped: str) -> str:
    """Return the text of a line that was made by `unbroken` and wrapped."""
    return wrapped.replace(_NO_BREAK, " ").replace(_HYPHEN, "-").replace(_WIDE, "")


def _whole_commands(line: str, width: int) -> str:
    """Return a line whose commands in backticks are not broken if they take half a line at most."""
    parts = line.split("`")
    inside = range(1, len(parts) - 1, 2)
    for number in inside:
        if len(parts[number]) <= width // 2:
            parts[number] = parts[number].replace(" ", _NO_BREAK).replace("\n", _NO_BREAK)
    return "`".join(parts)


def _in_columns(line: str) -> str:
    """Return a line with as many characters as it takes columns."""
    import unicodedata

    return "".join(
        f"{char}{_WIDE}" if unicodedata.east_asian_width(char) in "WF" else char for char in line
    )


def put_rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a list as tab-separated lines with a header; no cell is cut off."""
    sys.stdout.write("\t".join(header) + "\n")
    sys.stdout.writelines("\t".join(flat_cells(row)) + "\n" for row in rows)


def put_json(value: Any) -> None:
    """Write `value` as one line of JSON."""
    from caretrack.json_text import dumped

    sys.stdout.write(dumped(value) + "\n")


def put_parts(parts: Iterable[str]) -> None:
    """Write parts of a line that need no change."""
    sys.stdout.writelines(parts)


def put_bytes(data: bytes) -> None:
    """Write bytes to stdout, after what was written as text."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


Styles = Mapping[str, str]

# Of this run, in a list of one. A function, because most commands show no page: the config is asked
# when one is shown.
_read_styles: list[Callable[[], Styles]] = []


def use_styles(read: Callable[[], Styles]) -> None:
    """Let the pages of this run ask `read` for their styles."""
    _read_styles[:] = [read]


def styles() -> Styles:
    """Return the styles of this run; the built-in ones where none were set."""
    if _read_styles:
        return _read_styles[0]()
    from caretrack.settings.config import COLOURS

    return COLOURS
