"""Where the journal, the config file and the agenda lie, by the environment and the system."""

import os
import sys
from typing import TYPE_CHECKING

from caretrack.disk import place_of
from caretrack.errors import WrongUsage

if TYPE_CHECKING:
    from pathlib import Path

APP = "caretrack"


def expand_home(path: "str | Path") -> "Path":
    """Return the path with `~` written out.

    Raises WrongUsage for a user who has no home here.
    """
    from pathlib import Path

    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise WrongUsage(f"there is no home for {path}", "Write the path in full.") from error


def _place_at_home(named: str) -> str:
    """Return a place that was named, with `~` written out. Raises WrongUsage as `expand_home`."""
    return str(expand_home(named)) if "~" in named else place_of(named)


def journal_place(option: str | None) -> str:
    """Return the journal: the option, `$CARE_JOURNAL`, or `journal.db` among the user's data."""
    named = option or os.environ.get("CARE_JOURNAL")
    if named:
        return _place_at_home(named)
    return f"{_folder('data', 'XDG_DATA_HOME', '~/.local/share')}/journal.db"


def agenda_place() -> str:
    """Return where what was read of the calendars is kept: it can be read again at any time."""
    try:
        folder = _folder("cache", "XDG_CACHE_HOME", "~/.cache")
    except WrongUsage:
        # Without a home folder, the config file is named.
        folder = os.path.dirname(config_place()) or "."
    return f"{folder}/agenda.json"


def agenda_file() -> "Path":
    """Return `agenda_place` as a Path."""
    from pathlib import Path

    return Path(agenda_place())


def config_path() -> "Path":
    """Return `config_place` as a Path."""
    from pathlib import Path

    return Path(config_place())


def config_place() -> str:
    """Return the config file: `$CARE_CONFIG`, or `config.toml` in the user's config folder."""
    named = os.environ.get("CARE_CONFIG")
    if named:
        return _place_at_home(named)
    return f"{_folder('config', 'XDG_CONFIG_HOME', '~/.config')}/config.toml"


def sync_place() -> str:
    """Return the folder for the keys of journals that are synced: beside the config file."""
    return f"{os.path.dirname(config_place()) or '.'}/sync"


def _folder(sort: str, variable: str, usual: str) -> str:
    """Return the folder where the system keeps the `data`, `config` or `cache` of a user.

    On Linux that is one variable or a folder of home, and every command needs it: platformdirs,
    which knows all other systems, would take a twelfth of the time of `log`. Unusual settings are
    left to it on Linux, too.
    """
    named, at_home = os.environ.get(variable, ""), os.environ.get("HOME", "").startswith("/")
    if (
        sys.platform == "linux"
        and "ANDROID_ROOT" not in os.environ
        and (named.startswith("/") or at_home)
    ):
        # As platformdirs has it.
        folder = named if named.startswith("/") else os.path.expanduser(usual)
        return place_of(f"{folder}/{APP}")
    import platformdirs

    given = {
        "data": platformdirs.user_data_dir,
        "config": platformdirs.user_config_dir,
        "cache": platformdirs.user_cache_dir,
    }[sort]
    try:
        return given(APP, appauthor=False)
    except RuntimeError as error:
        # In a service or a container, as a user whom the system does not know.
        raise WrongUsage(
            "this user has no home folder, where the journal and the config file lie",
            "Set $HOME, or name both: $CARE_JOURNAL and $CARE_CONFIG.",
        ) from error


def config_exists(path: "str | Path") -> bool:
    """True if there is a config file. One that cannot be looked at counts: reading it says why."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
