"""What a command is given: today, the journal, the settings, and a person to ask."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from caretrack import streams
from caretrack.disk import AnyPath, place_of, real_place
from caretrack.domain.dates import parse_iso
from caretrack.domain.text import clean_text
from caretrack.errors import CareError, NothingFound, WrongUsage
from caretrack.journal.connection import Journal, new_journal, open_journal
from caretrack.journal.files.file import DEFAULT_TIMEOUT, READERS_CACHE, read_header
from caretrack.settings.places import config_exists, config_place, journal_place

if TYPE_CHECKING:
    from pathlib import Path

    from caretrack.settings.config import Config


class Session:
    """One run of `care`: the day and the time, where its journal is, who said so (`path_from`).

    `place` is the journal behind all links, as text; `path` is the same as a Path. `link` is what
    was named, if that was a link. `now` is local, without a zone, like `today`.
    """

    def __init__(self, path: AnyPath, today: date, path_from: str, at: time = time(12)) -> None:
        """Open and read nothing yet. `at` is the time of the day, to the minute."""
        self._named = place_of(path)
        self.place = real_place(self._named)
        self.today = today
        self.now = datetime.combine(today, at)
        self.path_from = path_from
        self.began = datetime.now(UTC)
        # True if the process was started for this run alone.
        self.alone = False
        self.written: list[Path] = []
        self.may_ask = True
        # What was typed at a terminal in this run, and is not in the journal yet.
        self.typed: list[str] = []
        # The daily backup that is due when the answer is out: how many are kept.
        self.copy_due: int | None = None

    @property
    def path(self) -> "Path":
        """The journal behind all links."""
        from pathlib import Path

        return Path(self.place)

    @property
    def link(self) -> "Path | None":
        """What was named, if that was a link; else None."""
        from pathlib import Path

        return Path(self._named) if self._named != self.place else None

    @cached_property
    def config(self) -> "Config":
        """The config file over the defaults. Raises CareError for a wrong setting."""
        place = config_place()
        if not config_exists(place):
            from caretrack.settings.config import Config

            return Config()
        from caretrack.settings.file import load

        return load(place)

    def styles(self) -> Mapping[str, str]:
        """Return the styles of the pages.

        If the config file is wrong, say so on stderr and return the usual ones: help and `doctor`
        are shown even then.
        """
        try:
            config = self.config
        except CareError as error:
            from caretrack.settings.config import COLOURS

            streams.say(str(error))
            return COLOURS
        return dict.fromkeys(config.colours, "") if config.theme == "none" else config.colours

    def pager(self) -> str:
        """Return the pager that the config file names; "" if the file is wrong.

        Help is shown even then, and a page has begun when this is asked.
        """
        try:
            return self.config.pager
        except CareError:
            return ""

    @property
    def month_first(self) -> bool:
        """True if 3/4 is 4 March."""
        return self.config.dates_month_first

    @property
    def calendars(self) -> tuple[str, ...]:
        """The calendars that the config file names; none if the file is wrong."""
        try:
            return self.config.brief_calendars
        except CareError:
            return ()

    @property
    def my_name(self) -> str:
        """The name of who writes here, as the config file has it; "" if the file is wrong."""
        try:
            return self.config.me_name
        except CareError:
            return ""

    @property
    def timeout(self) -> float:
        """Seconds to wait for another process that uses the journal: `$CARE_TIMEOUT`, or five."""
        named = os.environ.get("CARE_TIMEOUT")
        if not named:
            return DEFAULT_TIMEOUT
        try:
            return min(max(float(named), 0.0), 3600.0)
        except ValueError as error:
            raise WrongUsage(
                f"$CARE_TIMEOUT is '{named[:40]}'", "It takes a number of seconds."
            ) from error

    def start(self) -> str:
        """Return when this run was started, as the log of changes writes an instant (UTC)."""
        began = min(self.began, _process_start()) if self.alone else self.began
        return began.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def read(self, *, somebody: bool = False) -> Journal:
        """Open the journal to read it; an empty one in memory if there is none yet.

        Raises NothingFound instead if the command needs `somebody` in it.
        """
        if somebody:
            self._refuse_none()
        journal = open_journal(
            self.place,
            self.today,
            timeout=self.timeout,
            note=streams.say,
            cache=READERS_CACHE,
        )
        return self._with_somebody_to_ask(journal)

    def examine(self) -> Journal:
        """Open the journal to examine it: nothing is changed, neither in it nor beside it."""
        from caretrack.journal.doctor.open import open_to_examine

        return open_to_examine(self.path, self.today, self.timeout, streams.say)

    def write(self, *, make: bool = False, bare: bool = False) -> Journal:
        """Open the journal to write to it.

        If there is none yet, `make` makes it, for commands that may come first. Otherwise raises
        NothingFound. A `bare` one begins without the settings for new journals: it is to become
        the journal of other machines.
        """
        if not make:
            self._refuse_none()
        # Asked before anything is made: with a wrong config file no journal is made without them.
        settings = self._new_journal_settings() if make and not bare else {}
        journal = open_journal(
            self.place,
            self.today,
            make=True,
            timeout=self.timeout,
            note=streams.say,
            settings=settings,
        )
        journal.backups_kept = lambda: self.config.backup_kept
        journal.copy_later = self._copy_after_answer
        self._with_somebody_to_ask(journal)
        if settings:
            streams.say(
                "it begins with "
                f"{' and '.join(f'{key} {value}' for key, value in settings.items())}, as "
                f"{config_place()} says"
            )
        return journal

    def _copy_after_answer(self, _path: "Path", _today: date, most: int) -> str:
        self.copy_due = most
        return ""

    def _with_somebody_to_ask(self, journal: Journal) -> Journal:
        """Let the journal ask who of several is meant, where there is a person at a terminal.

        It also learns who writes here.
        """
        journal.writer = lambda: self.my_name
        if self.may_ask and streams.can_ask():
            journal.choose = streams.choose_line
        return journal

    def write_whole_journal(self) -> AbstractContextManager[Journal]:
        """Open the journal to import a whole one into it.

        If there is none yet it is made, without the settings for new journals: it is the other
        journal, moved. If the import is refused, none is left behind.
        """
        if self.has_journal():
            return self.write(make=True)
        return new_journal(self.place, self.today, self.timeout, streams.say)

    def _new_journal_settings(self) -> dict[str, int | str]:
        """Return the settings that a new journal begins with, if the config names any."""
        header = read_header(self.place)
        if header is not None and header.page_size:
            return {}
        begins = {
            "cadence": self.config.new_journal_cadence,
            "crowd": self.config.new_journal_crowd,
            "country": self.config.new_journal_country,
        }
        return {key: value for key, value in begins.items() if value is not None}

    def has_journal(self) -> bool:
        """True if there is a journal.

        Raises JournalUnusable if that cannot be told: the folder may not be entered, or it is no
        file.
        """
        return read_header(self.place) is not None

    def _refuse_none(self) -> None:
        if not self.has_journal():
            from caretrack.journal.files.lost import none_there

            said, hint = none_there(self.place)
            raise NothingFound(f"there is {said}", f"{hint}.")

    def text(
        self,
        words: Sequence[str] | str | None,
        what: str,
        *,
        edit: bool = False,
        option: str = "",
        ask: bool = True,
    ) -> str:
        """Return a TEXT of the command line: words, stdin for `-`, the editor, or an answer.

        Raises CareError if it is empty or no text. If it is missing and nobody can be asked, or
        `ask` is False, raises WrongUsage, which names `option`.
        """
        given = words if isinstance(words, str) else " ".join(words or [])
        if edit:
            return clean_text(self.edit(given), what)
        if given == "-":
            return clean_text(_stdin(what), what)
        if words:
            return clean_text(given, what)
        if not (ask and streams.can_ask()):
            raise WrongUsage(
                f"{what} is missing", f"Say {option or 'it'}, - for stdin, or -e for your editor."
            )
        answer = streams.ask(what.removeprefix("the ").capitalize())
        self.typed.append(answer)
        return clean_text(answer, what)

    def edit(self, text: str, suffix: str = ".txt", folder: "Path | None" = None) -> str:
        """Return `text` as the user leaves it in their editor.

        The private file lies in `folder`, or else beside the journal. Raises what
        `editor.edit_text` raises.
        """
        from caretrack.editor import edit_text

        return edit_text(text, folder or self.path.parent, self.written, self.path, suffix)

    def settle_edits(self, *, arrived: bool) -> "list[Path]":
        """Remove what was written in an editor if it arrived in the journal.

        Otherwise keep it, and what was typed at a question as well; return where it is kept.
        """
        typed = "\n".join(text for text in self.typed if text.strip())
        self.typed.clear()
        if typed and not arrived:
            from caretrack.editor import write_kept

            try:
                self.written.append(write_kept(typed, self.path))
            except CareError as error:
                # The terminal is the last place where it can stay.
                with suppress(OSError):
                    streams.say(f"care: {error} You wrote:")
                    streams.say_lines(typed.split("\n"))
        if not self.written:
            return []
        from caretrack.editor import settle_edits

        return settle_edits(self.written, self.path, arrived=arrived)


def start(journal: str | None) -> Session:
    """Return the session of this run. Raises CareError if `$CARE_TODAY` is not a date.

    It may be a day, then it is noon, or a day with a time, as in 2026-11-21T14:30.
    """
    place, named = journal_place(journal), os.environ.get("CARE_TODAY")
    said_by = (
        "--journal" if journal else "$CARE_JOURNAL" if os.environ.get("CARE_JOURNAL") else "default"
    )
    if not named:
        # The local calendar and the clock on the wall are what is meant.
        now = datetime.now()  # noqa: DTZ005
        return Session(place, now.date(), said_by, now.time().replace(second=0, microsecond=0))
    day, timed, at = named.partition("T")
    try:
        return Session(place, parse_iso(day), said_by, _time(at) if timed else time(12))
    except CareError as error:
        raise WrongUsage(
            f"$CARE_TODAY is '{named[:40]}'", "It takes a day like 2026-11-21, or 2026-11-21T14:30."
        ) from error


def _process_start() -> datetime:
    """Return when this process was started: late by up to 0.02 seconds, never early.

    Where the system does not say it, only the time that the processor took since is counted.
    """
    import resource
    import time

    from caretrack.processes import started_ticks

    seconds = time.process_time()
    ticks = started_ticks(os.getpid())
    # A shell becomes its last command: `(care log …; care undo)`. It has waited for others by then.
    was_shell = resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt > 0
    if ticks and not was_shell:
        # A machine that counts otherwise is seen by an age that cannot be.
        age = time.clock_gettime(time.CLOCK_BOOTTIME) - (ticks + 2) / os.sysconf("SC_CLK_TCK")
        seconds = age if 0 <= age < seconds + LONGEST_START else seconds
    return datetime.now(UTC) - timedelta(seconds=seconds)


LONGEST_START = 60.0  # seconds


def _time(text: str) -> time:
    """Return a time such as 14:30. Raises CareError."""
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007
    except ValueError as error:
        raise CareError(f"'{text[:40]}' is not a time") from error


def _stdin(what: str) -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CareError(
            f"{what} on stdin is not text in UTF-8", "Save it as UTF-8 and try again."
        ) from error
