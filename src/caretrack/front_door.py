"""The front door: plain command lines, read from the declarations of a command, without Typer.

Plain is: exact names of options, values that do not begin with `-`, numbers in range, nothing twice
that may be given once, nothing missing. Anything else is left to Typer, before anything is done.
"""

import os
from collections.abc import Callable, Sequence
from typing import Any

from caretrack.command_table import COMMANDS, CommandCall, command_module
from caretrack.parameters import Argument, BadValue, Parameter, parameters


class NotPlain(Exception):
    """Typer must read this line."""


def read(args: Sequence[str]) -> CommandCall | None:
    """Return what a command line says; None if it is not plain."""
    # On Windows, Typer expands `*` in what was typed.
    if os.name == "nt":
        return None
    try:
        number, journal, no_pager = _global_options(args)
        if number == len(args):
            return CommandCall("", {}, journal, no_pager)
        name, rest = args[number], args[number + 1 :]
        if name not in COMMANDS:
            return None
        values = read_values(command_module(name).command, rest)
    except NotPlain:
        return None
    return CommandCall(name, values, journal, no_pager)


def _global_options(args: Sequence[str]) -> tuple[int, str | None, bool]:
    """Return the place of the command, and the options before it."""
    number, journal, no_pager = 0, None, False
    while number < len(args) and args[number].startswith("-"):
        option, equals, value = args[number].partition("=")
        if option == "--no-pager" and not (equals or no_pager):
            no_pager = True
        elif option == "--journal" and journal is None:
            if not equals:
                number += 1
                value = _value(args, number)
            journal = value
        else:
            raise NotPlain
        number += 1
    return number, journal, no_pager


def read_values(command: Callable[..., Any], args: Sequence[str]) -> dict[str, Any]:
    """Return the values of the parameters that were given; the others have their defaults.

    Raises NotPlain.
    """
    takes = parameters(command)
    options = {name: one for one in takes for name in one.declared.names}
    texts: dict[str, list[str]] = {}
    places: list[str] = []
    number = 0
    while number < len(args):
        word = args[number]
        number += 1
        if len(word) < 2 or not word.startswith("-"):
            places.append(word)
            continue
        name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        one = options.get(name)
        if one is None or (one.name in texts and not one.many):
            raise NotPlain
        if one.one is bool:
            if equals:
                raise NotPlain
        elif not equals:
            value = _value(args, number)
            number += 1
        texts.setdefault(one.name, []).append(value)
    _place(takes, places, texts)
    return _read_all(command, takes, texts)


def _value(args: Sequence[str], number: int) -> str:
    if number == len(args) or (args[number].startswith("-") and len(args[number]) > 1):
        raise NotPlain
    return args[number]


def _place(takes: list[Parameter], words: list[str], texts: dict[str, list[str]]) -> None:
    """Give each argument its words; the last one may take many."""
    arguments = [one for one in takes if isinstance(one.declared, Argument)]
    for number, one in enumerate(arguments):
        if one.many and number + 1 < len(arguments):
            raise NotPlain
        taken = len(words) if one.many else 1
        if words:
            texts[one.name] = words[:taken]
        words = words[taken:]
    if words:
        raise NotPlain


def _read_all(
    command: Callable[..., Any], takes: list[Parameter], texts: dict[str, list[str]]
) -> dict[str, Any]:
    needed = len(takes) - len(command.__defaults__ or ())
    values = {}
    for number, one in enumerate(takes):
        given = texts.get(one.name)
        if given is not None:
            read_one = [_read(one, text) for text in given]
            values[one.name] = read_one if one.many else read_one[0]
        elif number < needed:
            raise NotPlain
    return values


def _read(one: Parameter, text: str) -> Any:
    """Return the value of a text that was typed."""
    if one.one is bool:
        return True
    declared = one.declared
    if declared.parser is not None:
        try:
            return declared.parser(text)
        except BadValue:
            raise NotPlain from None
    if one.one is str:
        return text
    # Python reads no number of thousands of digits, and none here has as many as twenty.
    if one.one is not int or len(text) > 20 or not (text.isascii() and text.isdigit()):
        raise NotPlain
    number = int(text)
    low, high = declared.min, declared.max
    if (low is not None and number < low) or (high is not None and number > high):
        raise NotPlain
    return number


def values_of(name: str, args: Sequence[str]) -> dict[str, Any]:
    """Return the values that words give the parameters of a command. Raises WrongUsage."""
    try:
        return read_values(command_module(name).command, args)
    except NotPlain:
        from caretrack.typer_commands import read_with_typer

        call = read_with_typer([name, *args])
        return call.values if call is not None else {}
