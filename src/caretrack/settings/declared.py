"""The settings, each declared once in `Config`, and the places of the journal and the config file.

The keys, what they take, `care config`, the checks and docs/config.md follow from the declaration.
Nothing here reads the file: file.py does, and is imported only if there is one.
"""

import os
import re
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from caretrack.disk import place_of
from caretrack.errors import WrongUsage

if TYPE_CHECKING:
    from pathlib import Path

APP = "caretrack"
# What is looked up in a key that has many: the kind in `kinds.workshop.words`.
ANY = "*"

# The styles of the pages, and what each is for: few, calm, and never the only sign of something.
# Each colour can be read on black and on white. ANSI red can in every common palette; yellow, cyan
# and green cannot.
_STYLES = {
    "head": ("bold", "the headline of a page"),
    "name": ("bold", "names of people"),
    "quiet": ("dim", "titles, places and reasons beside it"),
    "late": ("bold red", "who has waited too long, and what to mend"),
    "owed": ("red", "what you owe"),
    "soon": ("#008787", "days that come"),
    "care": ("#008700", "touches of care, and what is well"),
    "sales": ("#b04ab0", "touches of sales, and who hears only sales"),
    "id": ("dim", "ids"),
}
COLOURS = {name: style for name, (style, _) in _STYLES.items()}
_USES = {name: use for name, (_, use) in _STYLES.items()}

# The variables of the environment that `care` obeys.
ENVIRONMENT = {
    "CARE_JOURNAL": "the journal; `--journal FILE` goes before it",
    "CARE_CONFIG": "the config file",
    "CARE_TODAY": "an ISO day to use as today",
    "CARE_SLOW_EXIT": "1 takes the program apart at its end, for a tool that measures it (0)",
    "CARE_BACKUP": "wait: a command ends when the backup of a large journal is made, not before",
    "CARE_TIMEOUT": "seconds to wait for other processes, from the last time that one got on (5)",
    "NO_COLOR": "no colour, whatever the settings say",
    "FORCE_COLOR": "pages as on a terminal, where there is none",
    "FORCE_HYPERLINK": "numbers and addresses as links, whatever terminal it is; 0: never",
    "CARE_PAGER": "the pager, whatever `pager` says; empty for none",
    "PAGER": "the pager, if neither of these is set",
    "VISUAL": "the editor of `care edit`, `care config --edit` and `-e`",
    "EDITOR": "the editor, if VISUAL is not set",
}


# The most rows that `--limit` and the settings of its name take.
MOST_ROWS = 10_000_000


class Setting(NamedTuple):
    """A key of the file, what it `takes` (a name in values.py), and what it does.

    `*` in a key stands for any name, or for one of `names`, with what each is. `least` and `most`
    are the bounds of a whole number.
    """

    key: str
    takes: str
    what: str
    least: int = 1
    most: int = MOST_ROWS
    names: Mapping[str, str] = {}


class Config(NamedTuple):
    """What `config.toml` may say, and the defaults."""

    due_limit: Annotated[int, Setting("due.limit", "whole", "how many people `care due` shows")] = 7
    history_limit: Annotated[
        int, Setting("history.limit", "whole", "how many touches `care history` shows")
    ] = 20
    find_limit: Annotated[
        int, Setting("find.limit", "whole", "how many entries `care find` shows")
    ] = 20
    undo_limit: Annotated[
        int,
        Setting("undo.limit", "whole", "how many commands `care undo --list` shows"),
    ] = 20
    dupes_limit: Annotated[
        int, Setting("dupes.limit", "whole", "how many pairs `care dupes` shows")
    ] = 20
    tie_limit: Annotated[
        int, Setting("tie.limit", "whole", "how many introductions `care tie --ideas` shows")
    ] = 20
    profile_history: Annotated[
        int, Setting("profile.history", "whole", "how many touches `care profile` shows", least=0)
    ] = 5
    occasions_within: Annotated[
        int,
        Setting(
            "occasions.within", "whole", "days that `care occasions` looks ahead", least=0, most=366
        ),
    ] = 30
    stats_months: Annotated[
        int, Setting("stats.months", "whole", "months that `care stats` looks back", most=60)
    ] = 12
    log_ask: Annotated[
        str,
        Setting(
            "log.ask", "when", "when `care log` asks whether it was care: always, doubt or never"
        ),
    ] = "doubt"
    log_propose: Annotated[
        bool, Setting("log.propose", "yes", "offer to keep facts and moods from a note")
    ] = True
    dates_month_first: Annotated[
        bool, Setting("dates.month_first", "yes", "read 3/4 as 4 March")
    ] = False
    me_name: Annotated[
        str, Setting("me.name", "text", "your name, to know it in drafts and chats")
    ] = ""
    me_emails: Annotated[
        tuple[str, ...],
        Setting(
            "me.emails", "emails", "your own addresses, to know what you sent in mails and meetings"
        ),
    ] = ()
    me_aliases: Annotated[
        tuple[str, ...],
        Setting("me.aliases", "phrases", "other names of yours, to know what you wrote in chats"),
    ] = ()
    brief_calendars: Annotated[
        tuple[str, ...],
        Setting("brief.calendars", "paths", "your calendars: .ics files, and folders of them"),
    ] = ()
    new_journal_cadence: Annotated[
        int | None,
        Setting("new_journal.cadence", "cadence", "the cadence that a new journal begins with"),
    ] = None
    new_journal_crowd: Annotated[
        int | None,
        Setting(
            "new_journal.crowd", "whole", "the crowd that a new journal begins with", most=1000
        ),
    ] = None
    new_journal_country: Annotated[
        str | None,
        Setting("new_journal.country", "country", "the country that a new journal begins with"),
    ] = None
    check_generic: Annotated[
        tuple[str, ...],
        Setting("check.generic", "phrases", "more phrases for `care check` to fault"),
    ] = ()
    check_allow: Annotated[
        tuple[str, ...], Setting("check.allow", "phrases", "phrases that `care check` never faults")
    ] = ()
    kinds_words: Annotated[
        Mapping[str, tuple[str, ...]],
        Setting("kinds.*.words", "phrases", "words of a note that speak for a kind of the journal"),
    ] = {}
    backup_kept: Annotated[
        int, Setting("backup.kept", "whole", "how many daily backups are kept", most=366)
    ] = 7
    pager: Annotated[
        str,
        Setting(
            "pager",
            "text",
            "the pager for long pages: auto, never or a command; if not set, $PAGER",
        ),
    ] = ""
    theme: Annotated[
        str, Setting("theme", "theme", "calm; or none, for no colours and no bold")
    ] = "calm"
    colours: Annotated[
        Mapping[str, str], Setting("colours.*", "colour", "a colour, a weight or both", names=_USES)
    ] = COLOURS


def all_settings() -> dict[str, Setting]:
    """Return the settings by the field of `Config` that holds each."""
    return {field: kind.__metadata__[0] for field, kind in Config.__annotations__.items()}


def keys() -> dict[str, str]:
    """Return the keys of the file in their order, and what each does.

    A key with `*` comes once for each of its names, or as it is if any name may stand there.
    """
    found: dict[str, str] = {}
    for setting in all_settings().values():
        named = {setting.key.replace(ANY, name): what for name, what in setting.names.items()}
        found |= named or {setting.key: setting.what}
    return found


def default(key: str) -> Any:
    """Return the default of a key; None for nothing."""
    field, name = field_of(key) or ("", "")
    value = getattr(Config(), field)
    return value.get(name) if isinstance(value, Mapping) else value


def field_of(key: str) -> tuple[str, str] | None:
    """Return the field of a key, and the name in the place of its `*` ("" if it has none).

    None if there is no such setting.
    """
    for field, setting in all_settings().items():
        before, star, after = setting.key.partition(ANY)
        if not star and key == setting.key:
            return field, ""
        name = key[len(before) : len(key) - len(after)]
        if (
            star
            and key == before + name + after
            and (name in setting.names if setting.names else re.fullmatch(r"[\w-]+", name))
        ):
            return field, name
    return None


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
