"""What a command is handed: today, the journal, the config, and somebody to ask. Read once, at the edge."""

import os
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from pathlib import Path

from caretrack import streams
from caretrack.domain.dates import parse_iso
from caretrack.domain.text import clean_text
from caretrack.errors import CareError, NothingFound, WrongUsage
from caretrack.journal.connection import Journal, new_journal, open_journal
from caretrack.journal.files.file import DEFAULT_TIMEOUT, read_header
from caretrack.settings.declared import COLOURS, Config, config_exists, config_path, journal_path


class Session:
    """One run of `care`: where its journal is and who said so (`path_from`), and which day it is."""

    def __init__(self, path: Path, today: date, path_from: str) -> None:
        """Nothing is opened or read yet."""
        self.path = path
        self.today = today
        self.path_from = path_from
        self.written: list[Path] = []

    @cached_property
    def config(self) -> Config:
        """The config file over the defaults. Raises CareError for what it cannot mean, with the line."""
        path = config_path()
        if not config_exists(path):
            return Config()
        from caretrack.settings.file import load

        return load(path)

    def styles(self) -> Mapping[str, str]:
        """The styles of the pages; those of the house, and a word on stderr, where the config cannot say: help and `doctor` are shown then too."""
        try:
            config = self.config
        except CareError as error:
            streams.say(str(error))
            return COLOURS
        return dict.fromkeys(COLOURS, "") if config.theme == "none" else config.colours

    def pager(self) -> str:
        """What the config says of the pager; nothing where it cannot say: help is shown then too, and a page has begun when this is asked."""
        try:
            return self.config.pager
        except CareError:
            return ""

    @property
    def month_first(self) -> bool:
        """Whether 3/4 is 4 March."""
        return self.config.dates_month_first

    @property
    def timeout(self) -> float:
        """Seconds to wait for another process that uses the journal: `$CARE_TIMEOUT`, else five."""
        named = os.environ.get("CARE_TIMEOUT")
        if not named:
            return DEFAULT_TIMEOUT
        try:
            return min(max(float(named), 0.0), 3600.0)
        except ValueError as error:
            raise WrongUsage(
                f"$CARE_TIMEOUT is '{named[:40]}'", "It takes a number of seconds."
            ) from error

    def read(self, *, somebody: bool = False, leave_stale: bool = False) -> Journal:
        """The journal to read; an empty one in memory where there is none yet, NothingFound where `somebody` is wanted of it."""
        if somebody:
            self._refuse_none()
        return open_journal(
            self.path, self.today, timeout=self.timeout, note=streams.say, leave_stale=leave_stale
        )

    def write(self, *, make: bool = False) -> Journal:
        """The journal to write. Where there is none yet it is made if `make`, for commands that may be the first; else NothingFound."""
        if not make:
            self._refuse_none()
        # Asked before anything is made: a config that is broken leaves no journal behind that lacks what it says.
        settings = self._new_journal_settings() if make else {}
        journal = open_journal(
            self.path,
            self.today,
            make=True,
            timeout=self.timeout,
            note=streams.say,
            settings=settings,
        )
        journal.backups_kept = lambda: self.config.backup_kept
        if settings:
            streams.say(
                f"it begins with {' and '.join(f'{key} {value}' for key, value in settings.items())}, as {config_path()} says"
            )
        return journal

    def write_whole_journal(self) -> AbstractContextManager[Journal]:
        """The journal to bring a whole one into. Where there is none yet it is made, without what the config says of new ones: it is that
        journal, moved. What is refused leaves none behind.
        """
        if self.has_journal():
            return self.write(make=True)
        return new_journal(self.path, self.today, self.timeout, streams.say)

    def _new_journal_settings(self) -> dict[str, int | str]:
        """The settings that a journal which is not there yet begins with, where the config names any."""
        header = read_header(self.path)
        if header is not None and header.page_size:
            return {}
        begins = {
            "cadence": self.config.new_journal_cadence,
            "crowd": self.config.new_journal_crowd,
            "country": self.config.new_journal_country,
        }
        return {key: value for key, value in begins.items() if value is not None}

    def has_journal(self) -> bool:
        """Whether there is a journal. Raises JournalUnusable where that cannot be said: a folder that may not be entered, no file."""
        return read_header(self.path) is not None

    def _refuse_none(self) -> None:
        if not self.has_journal():
            raise NothingFound(
                f"there is no journal at {self.path} yet",
                "`care add NAME` starts one, `care demo` shows a sample.",
            )

    def text(
        self, words: list[str] | str | None, what: str, *, edit: bool = False, option: str = ""
    ) -> str:
        """A TEXT of the command line: words, `-` for stdin, the editor, or the answer to a question where one can be asked.

        Raises CareError when it is empty or no text, WrongUsage naming `option` when it is missing and nobody can be asked.
        """
        given = words if isinstance(words, str) else " ".join(words or [])
        if edit:
            return clean_text(self.edit(given), what)
        if given == "-":
            return clean_text(_stdin(what), what)
        if words:
            return clean_text(given, what)
        if not streams.can_ask():
            raise WrongUsage(
                f"{what} is missing", f"Say {option or 'it'}, - for stdin, or -e for your editor."
            )
        return clean_text(streams.ask(what.removeprefix("the ").capitalize()), what)

    def edit(self, text: str, suffix: str = ".txt", folder: Path | None = None) -> str:
        """Return `text` as the user leaves it in their editor.

        The private file lies in `folder`, else beside the journal. Raises what `editor.edit_text` raises.
        """
        from caretrack.editor import edit_text

        return edit_text(text, folder or self.path.parent, self.written, suffix)

    def settle_edits(self, *, arrived: bool) -> list[Path]:
        """Remove what was written in an editor if it arrived in the journal; else return where it is kept."""
        if not self.written:
            return []
        from caretrack.editor import settle_edits

        return settle_edits(self.written, arrived=arrived)


def start(journal: str | None) -> Session:
    """The session of this run. Raises CareError when `$CARE_TODAY` is no date."""
    path, named = journal_path(journal), os.environ.get("CARE_TODAY")
    said_by = (
        "--journal" if journal else "$CARE_JOURNAL" if os.environ.get("CARE_JOURNAL") else "default"
    )
    if not named:
        return Session(path, date.today(), said_by)  # noqa: DTZ011 - a local calendar day is what is meant
    try:
        return Session(path, parse_iso(named), said_by)
    except CareError as error:
        raise WrongUsage(
            f"$CARE_TODAY is '{named[:40]}'", "It takes a day like 2026-11-21."
        ) from error


def _stdin(what: str) -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CareError(
            f"{what} on stdin is not text in UTF-8", "Save it as UTF-8 and try again."
        ) from error
