"""What the settings are where the config file does not say; `declared.py` says what each is for."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

# The styles of the pages: few, calm, and never the only sign of something. Each colour can be read
# on black and on white. ANSI red can in every common palette; yellow, cyan and green cannot.
COLOURS = {
    "head": "bold",
    "name": "bold",
    "quiet": "dim",
    "late": "bold red",
    "owed": "red",
    "soon": "#008787",
    "care": "#008700",
    "sales": "#b04ab0",
    "id": "dim",
}


class Config:
    """What `config.toml` may say: the settings, each with what it is where the file is silent."""

    due_limit: int = 7
    history_limit: int = 20
    find_limit: int = 20
    undo_limit: int = 20
    dupes_limit: int = 20
    tie_limit: int = 20
    profile_history: int = 5
    occasions_within: int = 30
    stats_months: int = 12
    log_ask: str = "doubt"
    log_propose: bool = True
    dates_month_first: bool = False
    me_name: str = ""
    me_emails: tuple[str, ...] = ()
    me_aliases: tuple[str, ...] = ()
    brief_calendars: tuple[str, ...] = ()
    new_journal_cadence: int | None = None
    new_journal_crowd: int | None = None
    new_journal_country: str | None = None
    check_generic: tuple[str, ...] = ()
    check_allow: tuple[str, ...] = ()
    kinds_words: Mapping[str, tuple[str, ...]] = {}
    backup_kept: int = 7
    sync_auto: bool = False
    sync_pause: int = 60
    pager: str = ""
    theme: str = "calm"
    colours: Mapping[str, str] = COLOURS

    def __init__(self, said: Mapping[str, Any] = MappingProxyType({})) -> None:
        """Put what the file says before the defaults."""
        vars(self).update(said)
