"""The settings of the config file: each key, what it takes, what it does.

What each is where the file does not say is in `config.py`. `care config`, the checks and
docs/config.md follow from both.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from caretrack.settings import MOST_ROWS
from caretrack.settings.config import Config

# What is looked up in a key that has many: the kind in `kinds.workshop.words`.
ANY = "*"

# What each style of the pages is for.
_USES = {
    "head": "the headline of a page",
    "name": "names of people",
    "quiet": "titles, places and reasons beside it",
    "late": "who has waited too long, and what to mend",
    "owed": "what you owe",
    "soon": "days that come",
    "care": "touches of care, and what is well",
    "sales": "touches of sales, and who hears only sales",
    "id": "ids",
}

# The variables of the environment that `care` obeys.
ENVIRONMENT = {
    "CARE_JOURNAL": "the journal; `--journal FILE` goes before it",
    "CARE_CONFIG": "the config file",
    "CARE_TODAY": "an ISO day to use as today",
    "CARE_SLOW_EXIT": "1 takes the program apart at its end, for a tool that measures it (0)",
    "CARE_BACKUP": "wait: a command ends when the backup of a large journal is made, not before",
    "CARE_SYNC": "wait: a command ends when the sync of `sync.auto` is done, not before",
    "CARE_TIMEOUT": "seconds to wait for other processes, from the last time that one got on (5)",
    "NO_COLOR": "no colour, whatever the settings say",
    "FORCE_COLOR": "pages as on a terminal, where there is none",
    "FORCE_HYPERLINK": "numbers and addresses as links, whatever terminal it is; 0: never",
    "CARE_PAGER": "the pager, whatever `pager` says; empty for none",
    "PAGER": "the pager, if neither of these is set",
    "VISUAL": "the editor of `care edit`, `care config --edit` and `-e`",
    "EDITOR": "the editor, if VISUAL is not set",
}


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


# The settings by the field of `Config` that holds each.
SETTINGS = {
    "due_limit": Setting("due.limit", "whole", "how many people `care due` shows"),
    "history_limit": Setting("history.limit", "whole", "how many touches `care history` shows"),
    "find_limit": Setting("find.limit", "whole", "how many entries `care find` shows"),
    "undo_limit": Setting("undo.limit", "whole", "how many commands `care undo --list` shows"),
    "dupes_limit": Setting("dupes.limit", "whole", "how many pairs `care dupes` shows"),
    "tie_limit": Setting("tie.limit", "whole", "how many introductions `care tie --ideas` shows"),
    "profile_history": Setting(
        "profile.history", "whole", "how many touches `care profile` shows", least=0
    ),
    "occasions_within": Setting(
        "occasions.within", "whole", "days that `care occasions` looks ahead", least=0, most=366
    ),
    "stats_months": Setting(
        "stats.months", "whole", "months that `care stats` looks back", most=60
    ),
    "log_ask": Setting(
        "log.ask", "when", "when `care log` asks whether it was care: always, doubt or never"
    ),
    "log_propose": Setting("log.propose", "yes", "offer to keep facts and moods from a note"),
    "dates_month_first": Setting("dates.month_first", "yes", "read 3/4 as 4 March"),
    "me_name": Setting("me.name", "text", "your name: in drafts and chats, and on what you write"),
    "me_emails": Setting(
        "me.emails", "emails", "your own addresses, to know what you sent in mails and meetings"
    ),
    "me_aliases": Setting(
        "me.aliases", "phrases", "other names of yours, to know what you wrote in chats"
    ),
    "brief_calendars": Setting(
        "brief.calendars", "paths", "your calendars: .ics files, and folders of them"
    ),
    "new_journal_cadence": Setting(
        "new_journal.cadence", "cadence", "the cadence that a new journal begins with"
    ),
    "new_journal_crowd": Setting(
        "new_journal.crowd", "whole", "the crowd that a new journal begins with", most=1000
    ),
    "new_journal_country": Setting(
        "new_journal.country", "country", "the country that a new journal begins with"
    ),
    "check_generic": Setting("check.generic", "phrases", "more phrases for `care check` to fault"),
    "check_allow": Setting("check.allow", "phrases", "phrases that `care check` never faults"),
    "kinds_words": Setting(
        "kinds.*.words", "phrases", "words of a note that speak for a kind of the journal"
    ),
    "backup_kept": Setting("backup.kept", "whole", "how many daily backups are kept", most=366),
    "sync_auto": Setting(
        "sync.auto",
        "yes",
        "sync in the background after a command that wrote, and after `care due`",
    ),
    "sync_pause": Setting(
        "sync.pause", "whole", "seconds from one sync in the background to the next", most=86_400
    ),
    "pager": Setting(
        "pager",
        "text",
        "the pager for long pages: auto, never or a command; if not set, $PAGER",
    ),
    "theme": Setting("theme", "theme", "calm; or none, for no colours and no bold"),
    "colours": Setting("colours.*", "colour", "a colour, a weight or both", names=_USES),
}


def keys() -> dict[str, str]:
    """Return the keys of the file in their order, and what each does.

    A key with `*` comes once for each of its names, or as it is if any name may stand there.
    """
    found: dict[str, str] = {}
    for setting in SETTINGS.values():
        named = {setting.key.replace(ANY, name): what for name, what in setting.names.items()}
        found |= named or {setting.key: setting.what}
    return found


def default(key: str) -> Any:
    """Return the default of a key; None for nothing."""
    field, name = field_of(key) or ("", "")
    value = getattr(Config, field)
    return value.get(name) if isinstance(value, Mapping) else value


def field_of(key: str) -> tuple[str, str] | None:
    """Return the field of a key, and the name in the place of its `*` ("" if it has none).

    None if there is no such setting.
    """
    for field, setting in SETTINGS.items():
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
