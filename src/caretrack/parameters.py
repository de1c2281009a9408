"""What a command takes, declared in its signature: read by the front door, and made Typer's.

def command(session: Session, name: Annotated[str, Argument("NAME", "Who.")], json: Json = False)
"""

from collections.abc import Callable, Sequence
from functools import cache
from types import UnionType
from typing import Any

# Offers words that begin with what was typed; first comes the journal that `--journal` names.
Completer = Callable[[str | None, str], Sequence[str]]


class BadValue(ValueError):
    """What was typed is no value of its option; the text says why."""


class Option:
    """An option with all its names, long ones first; of a bool it is a flag."""

    def __init__(
        self,
        *names: str,
        metavar: str = "",
        help: str = "",
        min: int | None = None,
        max: int | None = None,
        parser: Callable[[str], Any] | None = None,
        complete: Completer | None = None,
    ) -> None:
        """`min` and `max` bound a whole number; `parser` reads a value, and raises BadValue."""
        self.names = names
        self.metavar = metavar
        self.help = help
        self.min, self.max = min, max
        self.parser = parser
        self.complete = complete


class Argument:
    """What is told from others by its place."""

    names: tuple[str, ...] = ()
    min = max = parser = None

    def __init__(self, metavar: str, help: str = "", complete: Completer | None = None) -> None:
        """`metavar` is how the help calls it."""
        self.metavar = metavar
        self.help = help
        self.complete = complete


class Parameter:
    """One parameter of a command: its name, what was declared, and its type.

    Of `many`, a value stands for each time the parameter is given. `one` is what one value is: str,
    int, bool or something else.
    """

    def __init__(self, name: str, declared: Option | Argument, annotation: Any) -> None:
        """Read the type."""
        self.name, self.declared, self.annotation = name, declared, annotation
        sort = annotation.__args__[0] if isinstance(annotation, UnionType) else annotation
        self.many = getattr(sort, "__origin__", None) is list
        self.one: Any = sort.__args__[0] if self.many else sort


@cache
def parameters(command: Callable[..., Any]) -> list[Parameter]:
    """Return what a command takes, in the order of its signature; the session is none of it."""
    found = []
    for name, annotation in command.__annotations__.items():
        declared = getattr(annotation, "__metadata__", (None,))[0]
        if isinstance(declared, Option | Argument):
            found.append(Parameter(name, declared, annotation.__origin__))
    return found
