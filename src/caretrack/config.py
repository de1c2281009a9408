"""Where things lie and how the program should behave: option, then environment, then file, then default."""

import os
from collections.abc import Iterable, MutableMapping
from pathlib import Path
from typing import Any, NamedTuple

from caretrack.errors import CareError, WrongUsage

APP = "caretrack"


class Config(NamedTuple):
    """What `config.toml` may say. Each field is a key, `_` standing for the dot: `due_limit` is `limit` in `[due]`."""

    due_limit: int = 7
    dates_month_first: bool = False


HELP = {
    "due.limit": "how many people `care due` shows",
    "dates.month_first": "read 3/4 as 4 March",
}


def expanded(path: str | Path) -> Path:
    """The path with `~` written out. Raises WrongUsage for the home of somebody who has none here."""
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise WrongUsage(f"there is no home for {path}", "Write the path in full.") from error


def journal_path(option: str | None) -> Path:
    """The journal: the option, else `$CARE_JOURNAL`, else `journal.db` in the user data directory."""
    named = option or os.environ.get("CARE_JOURNAL")
    if named:
        return expanded(named)
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "journal.db"


def config_path() -> Path:
    """The config file: `$CARE_CONFIG`, else `config.toml` in the user config directory."""
    named = os.environ.get("CARE_CONFIG")
    if named:
        return expanded(named)
    import platformdirs

    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "config.toml"


def keys() -> dict[str, str]:
    """The keys of the file and the fields they stand for."""
    return {name.replace("_", ".", 1): name for name in Config._fields}


def load(path: Path) -> Config:
    """What the file says over the defaults; no file is no error. Raises CareError for a key or value it does not know."""
    return Config(**dict(checked(key, value) for key, value in said(path).items()))


def said(path: Path) -> dict[str, Any]:
    """The keys and values of the file as they stand there. Raises CareError when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise CareError(f"cannot read {path}: {error}", "Mend the file, or name another with $CARE_CONFIG.") from error
    import tomllib

    try:
        return dict(_flat(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise CareError(f"{path} is no TOML: {error}", "Mend the file.") from error


def _flat(tables: dict[str, Any]) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for key, value in tables.items():
        pairs += [(f"{key}.{name}", inner) for name, inner in value.items()] if isinstance(value, dict) else [(key, value)]
    return pairs


def field_of(key: str, others: Iterable[str] = ()) -> str:
    """The field that a key stands for. Raises WrongUsage with the nearest one; `others` are keys that are known elsewhere."""
    if key in keys():
        return keys()[key]
    from difflib import get_close_matches

    there = [*others, *keys()]
    near = get_close_matches(key, there, n=1)
    raise WrongUsage(f"no setting is called '{key[:60]}'", f"Did you mean {near[0]}?" if near else f"There are {', '.join(there)}.")


def checked(key: str, value: Any) -> tuple[str, Any]:
    """The field that a key stands for, and its value. Raises WrongUsage with the nearest key, or with what is wanted."""
    field = field_of(key)
    wanted = type(getattr(Config(), field))
    if type(value) is not wanted or (wanted is int and not 0 < value <= 1_000_000):
        asked = {int: "a whole number, 1 or more", bool: "true or false"}[wanted]
        raise WrongUsage(f"{key} cannot be {str(value)[:40]!r}", f"It takes {asked}.")
    return field, value


def save(path: Path, key: str, value: Any) -> None:
    """Write one setting into the file, None to take it out; comments and the rest of the file stay as they are."""
    import tomlkit
    import tomlkit.exceptions

    if value is not None:
        checked(key, value)
    table, _, name = key.partition(".")
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        document = tomlkit.parse(text)
        section = document.setdefault(table, tomlkit.table())
        if not isinstance(section, MutableMapping):
            raise CareError(f"{path}: {table} is no table", "Mend the file.")
        if value is None:
            section.pop(name, None)
        else:
            section[name] = value
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = path.resolve()  # a link stays a link
        part = target.with_name(f".{target.name}.{os.getpid()}")
        part.write_text(tomlkit.dumps(document), encoding="utf-8")
        part.replace(target)
    except (OSError, UnicodeDecodeError, tomlkit.exceptions.TOMLKitError) as error:
        raise CareError(f"cannot write {path}: {error}", "Mend the file, or name another with $CARE_CONFIG.") from error
