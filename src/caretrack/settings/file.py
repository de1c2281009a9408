"""Read the config file, and find what is wrong in it. `save.py` writes."""

import os
import re
import stat
from collections.abc import Iterator
from typing import Any, NamedTuple

from caretrack.disk import AnyPath
from caretrack.domain.text import nearest
from caretrack.errors import CareError, WrongUsage
from caretrack.settings.config import Config
from caretrack.settings.declared import ANY, SETTINGS, Setting, field_of, keys

LARGEST = 1_000_000
MOST_NAMED = 3
EDIT = "Mend it: `care config --edit`."
NAME_ANOTHER = "Mend the file, or name another with $CARE_CONFIG."
# Who is due, and which numbers are one, follows from these. Two machines may share a journal, so
# they belong to the journal.
OF_JOURNAL = {"cadence": "cadence 45d", "crowd": "crowd 8", "country": "country DE"}


class ConfigProblem(NamedTuple):
    """A setting of the file that is not valid: its key, its line, what is wrong, what to do.

    The line is 0 if it was not found.
    """

    key: str
    line: int
    wrong: str
    hint: str


class ConfigContents(NamedTuple):
    """The settings of the file that are valid, and the problems with the others, in order."""

    values: dict[str, Any]
    problems: list[ConfigProblem]


def load(path: AnyPath) -> Config:
    """Return what the file says over the defaults.

    Raises CareError if it cannot be read, WrongUsage with the line of its first problem.
    """
    found = read(path)
    if found.problems:
        raise problem_error(path, found.problems[0])
    return config_from(found.values)


def read(path: AnyPath) -> ConfigContents:
    """Return everything that the file says, checked; nothing if there is no file.

    Raises CareError if it cannot be read or is not TOML.
    """
    return check_text(path, read_text(path))


def check_text(path: AnyPath, text: str) -> ConfigContents:
    """Return what `read` returns, of a text that may be written to `path`."""
    values: dict[str, Any] = {}
    problems: list[ConfigProblem] = []
    for parts, value in _leaves(parse_toml(path, text)):
        key = ".".join(parts)
        try:
            values[key] = check_value(key, value)
        except WrongUsage as error:
            problems.append(ConfigProblem(key, find_line(text, parts), error.message, error.hint))
    return ConfigContents(values, problems)


def problem_error(path: AnyPath, problem: ConfigProblem) -> WrongUsage:
    """Return a problem as an error with its place."""
    place = f"{path}, line {problem.line}" if problem.line else str(path)
    return WrongUsage(f"{place}: {problem.wrong}", problem.hint)


def config_from(values: dict[str, Any]) -> Config:
    """Return the values over the defaults."""
    said: dict[str, Any] = {}
    for key, value in values.items():
        field, name = field_of(key) or ("", "")
        said[field] = {**said.get(field, getattr(Config, field)), name: value} if name else value
    return Config(said)


def check_value(key: str, value: Any) -> Any:
    """Return the value of a key as it is kept.

    Raises WrongUsage with the nearest key, or with what this key takes.
    """
    from caretrack.settings.values import check_value as check

    setting = find_setting(key, is_table=isinstance(value, dict))
    try:
        return check(setting, value)
    except ValueError as error:
        raise WrongUsage(f"{key} cannot be {_shown(value)}", f"It takes {error}.") from None


def find_setting(key: str, others: tuple[str, ...] = (), *, is_table: bool = False) -> Setting:
    """Return the setting of a key. Raises WrongUsage with the nearest key.

    `others` are keys that are known elsewhere.
    """
    found = field_of(key)
    if found is None:
        raise _no_setting(key, others, is_table)
    return SETTINGS[found[0]]


def _no_setting(key: str, others: tuple[str, ...], is_table: bool) -> WrongUsage:
    last = key.rpartition(".")[2]
    what = "table" if is_table else "setting"
    if last in OF_JOURNAL and not others:
        hint = (
            f"It belongs to the journal: `care config {OF_JOURNAL[last]}`; what a new journal "
            f"begins with is new_journal.{last}."
        )
        return WrongUsage(f"no {what} is called '{key[:60]}'", hint)
    there = [*others, *(name.replace(ANY, "KIND") for name in keys())]
    tables = list(dict.fromkeys(name.partition(".")[0] for name in there if "." in name))
    if is_table:
        near = nearest(key, tables)
    elif "." in key:
        near = nearest(key, there)
    else:
        near = [name for name in there if name.endswith(f".{key}")]
        near = near or nearest(key, [*tables, *there])
        near = [name for name in there if name.startswith(f"{near[0]}.")] or near if near else []
    more = " …" if len(near) > MOST_NAMED else ""
    hint = (
        f"Did you mean {', '.join(near[:MOST_NAMED])}{more}?"
        if near
        else "`care config` lists them."
    )
    return WrongUsage(f"no {what} is called '{key[:60]}'", hint)


def read_text(path: AnyPath) -> str:
    """Return the text of the file; "" if there is none.

    Raises CareError if it is not a file, too large, no text, or may not be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        if os.path.islink(path):
            raise CareError(f"cannot read {path}: it points at nothing", NAME_ANOTHER) from None
        return ""
    except (OSError, ValueError) as error:
        raise CareError(
            f"cannot read {path}: {(getattr(error, 'strerror', None) or str(error)).lower()}",
            NAME_ANOTHER,
        ) from error
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode) and os.fspath(path) != os.devnull:
        os.close(handle)
        raise CareError(
            f"{path} is {'a folder' if stat.S_ISDIR(mode) else 'not a file'}", NAME_ANOTHER
        )
    with os.fdopen(handle, "rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise CareError(
            f"{path} is larger than {LARGEST // 1_000_000} MB: that is not a config file",
            NAME_ANOTHER,
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CareError(f"{path}, line {line}: this is not text in UTF-8", NAME_ANOTHER) from error


def parse_toml(path: AnyPath, text: str) -> dict[str, Any]:
    """Return the tables of a text. Raises CareError if it is not TOML."""
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise CareError(
            f"{path} is not TOML that can be read: it is nested too deep", EDIT
        ) from error
    except ValueError as error:  # a number of thousands of digits is no TOMLDecodeError
        said = re.fullmatch(r"(.*) \(at line (\d+), column \d+\)", str(error), re.DOTALL)
        place, wrong = (f"{path}, line {said[2]}", said[1]) if said else (str(path), str(error))
        wrong = re.sub(
            r"\((?=')[^()]*\)", lambda names: ".".join(re.findall(r"'([^']*)'", names[0])), wrong
        )
        raise CareError(
            f"{place}: this is not TOML: {wrong[:1].lower() + wrong[1:]}", EDIT
        ) from error


def _leaves(tables: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every value with the names that lead to it.

    A table in which no setting can stand is one value.
    """
    waiting: list[tuple[tuple[str, ...], Any]] = [
        ((name,), value) for name, value in reversed(tables.items())
    ]
    known = {
        tuple(key.split(".")[:depth])
        for key in (setting.key for setting in SETTINGS.values())
        for depth in (1, 2)
    }
    while waiting:
        parts, value = waiting.pop()
        inside = len(parts) < 3 and (parts in known or (parts[0], ANY) in known)
        if isinstance(value, dict) and inside and field_of(".".join(parts)) is None:
            waiting += [((*parts, name), inner) for name, inner in reversed(value.items())]
        else:
            yield parts, value


def find_line(text: str, parts: tuple[str, ...]) -> int:
    """Return the line on which a key stands, counted from 1.

    If it is not found, the line of its table; 0 if that is not found either.
    """
    table: tuple[str, ...] = ()
    best = 0
    for number, line in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*\[{1,2}\s*([^\]]+?)\s*\]", line)
        said = re.match(r"\s*([\w\"'.\- ]+?)\s*=", line)
        if head:
            table = _names(head[1])
            here = table
        elif said:
            here = (*table, *_names(said[1]))
        else:
            continue
        if here[: len(parts)] == parts:
            return number
        if here and here == parts[: len(here)]:
            best = number
    return best


def _names(key: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in key.split("."))


def _shown(value: Any) -> str:
    shown = (
        str(value).lower()
        if isinstance(value, bool)
        else "a table"
        if isinstance(value, dict)
        else repr(value)
    )
    return shown if len(shown) <= 60 else f"{shown[:59]}…"
