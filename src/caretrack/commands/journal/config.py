"""`care config`: the settings, where each comes from, and how to change them."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from caretrack import streams
from caretrack.app.entries import unknown_kinds
from caretrack.domain.cadence import cadence_days
from caretrack.domain.clock import NEVER
from caretrack.domain.people.phone import country_code
from caretrack.domain.text import typed
from caretrack.errors import CareError, WrongUsage
from caretrack.journal import phones, settings
from caretrack.journal.connection import Journal
from caretrack.journal.idle import record_idle
from caretrack.options import Json
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.settings import declared as settings_of
from caretrack.settings import file, places, save, values
from caretrack.settings.declared import ANY
from caretrack.views import words as phrases
from caretrack.views.page import ListPage, answer

EXAMPLES = (
    "care config",
    "care config cadence 45d",
    "care config me.emails sam@studio.example,sam@home.example",
)
OF_JOURNAL = {
    "cadence": "how long people go without a caring touch, if nothing else is set for them",
    "crowd": "the most people a caring touch may be with and still reset their clocks",
    "country": "the country of phone numbers that do not name one, like DE",
}
# What is typed for a longer key.
SHORT = {"name": "me.name"}
# What is shown beside the settings, and is set elsewhere.
PLACES = {
    "journal": ("the journal is not a setting", "Name it with --journal or $CARE_JOURNAL."),
    "config": ("the config file is not a setting", "Name it with $CARE_CONFIG."),
    "today": ("today is not a setting", "It comes from the clock, or from $CARE_TODAY."),
    "timeout": ("the timeout is not a setting", "Set $CARE_TIMEOUT."),
}


class SettingRow(NamedTuple):
    """A setting as it is shown: `value` is a list, a number, a word, True or False, or None."""

    key: str
    value: Any
    source: str
    what: str


class FileSettings(NamedTuple):
    """The settings of the file that are valid, and a line for each problem with the others."""

    values: dict[str, Any]
    wrong: list[str]


def command(
    session: Session,
    key: Annotated[
        str | None, Argument(metavar="[KEY]", help="The setting to show or change.")
    ] = None,
    value: Annotated[
        str | None,
        Argument(
            metavar="[VALUE]",
            help="Its new value; a list as a,b,c; `default` to take it out of the file.",
        ),
    ] = None,
    show: Annotated[
        bool,
        Option("--show", help="Show only: every setting, its value, and where that comes from."),
    ] = False,
    path: Annotated[bool, Option("--path", help="Where the config file is, or would be.")] = False,
    edit: Annotated[
        bool,
        Option(
            "--edit",
            "-e",
            help="The file in $VISUAL or $EDITOR; it is checked before it is written.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Show every setting and where it comes from, or change one. `care help settings` tells more.

    The cadence, the crowd and the country of phone numbers belong to the journal, and go
    where it goes; what a new journal begins with, and all else, is in config.toml. `care undo` does
    not reach that file, so you are told the old value when you change one.
    """
    if (
        sum((show, path, edit)) > 1
        or ((path or edit) and key is not None)
        or (show and value is not None)
    ):
        raise WrongUsage(
            "--path, --edit, and --show with a VALUE, do not go together", "Say one of them."
        )
    if path:
        where = str(places.config_path())
        return streams.put_json({"path": where}) if json else streams.put_parts([where, "\n"])
    key = SHORT.get(key or "", key)
    if key is not None and key not in {*OF_JOURNAL, *PLACES}:
        file.find_setting(key, (*OF_JOURNAL, *PLACES))
    if edit:
        _edit(session)
    elif key is not None and value is not None:
        _set(session, key, value)
    found = list(_rows(session, key))
    value_of = [
        {"key": row.key, "value": row.value, "from": row.source, "what": row.what} for row in found
    ]
    # The whole path on each line leaves a narrow terminal no room; it stands in the row `config`.
    where = str(places.config_path())
    shown = {where: Path(where).name} if streams.on_terminal() else {}
    rows = [
        (row.key, values.format_value(row.value), shown.get(row.source, row.source), row.what)
        for row in found
    ]
    return answer(json, value_of, ListPage(("setting", "value", "from", "what"), rows))


def _rows(session: Session, key: str | None) -> Iterator[SettingRow]:
    """Yield every setting, or one.

    The journal is read only for its own, so that one that cannot be read hides nothing else.
    """
    if key is None or key in OF_JOURNAL:
        with session.read() as journal:
            if key is None:
                streams.say_lines(
                    phrases.unknown_kinds(
                        unknown_kinds(journal, places.config_path()), places.config_path()
                    )
                )
            for name, what in OF_JOURNAL.items():
                if key in {None, name}:
                    yield SettingRow(
                        name,
                        None if (own := _of_journal(journal, name)) == "" else own,
                        "journal" if settings.is_set(journal, name) else "default",
                        what,
                    )
    yield from (
        row for row in [*_file_rows(), *_environment_rows(session)] if key in {None, row.key}
    )


def _file_rows() -> Iterator[SettingRow]:
    """Yield what the file says over the defaults, and report what is wrong in it."""
    where = places.config_path()
    said = _file_settings(where)
    for line in said.wrong:
        streams.say(line)
    for key, what in settings_of.keys().items():
        if ANY in key:
            yield from _named(key, what, said, where)
        else:
            there = key in said.values
            yield SettingRow(
                key,
                said.values[key] if there else settings_of.default(key),
                str(where) if there else "default",
                what,
            )


def _named(pattern: str, what: str, said: FileSettings, where: Path) -> Iterator[SettingRow]:
    """Yield the keys of the file that a pattern stands for.

    If there are none, yield the pattern itself, with KIND for the name.
    """
    found = [key for key in said.values if file.find_setting(key).key == pattern]
    for key in found:
        yield SettingRow(key, said.values[key], str(where), what)
    if not found:
        yield SettingRow(pattern.replace(ANY, "KIND"), None, "default", what)


def _environment_rows(session: Session) -> Iterator[SettingRow]:
    """Yield what is set by the environment or by an option."""
    yield SettingRow(
        "config", str(places.config_path()), _from("CARE_CONFIG"), "where the config file is"
    )
    where = "where the journal is" + (f"; {session.link} leads there" if session.link else "")
    yield SettingRow("journal", str(session.path), session.path_from, where)
    yield SettingRow("today", session.today.isoformat(), _from("CARE_TODAY"), "which day it is")
    yield SettingRow(
        "timeout", session.timeout, _from("CARE_TIMEOUT"), "seconds to wait for another process"
    )


def _from(variable: str) -> str:
    return f"${variable}" if os.environ.get(variable) else "default"


def _file_settings(where: Path) -> FileSettings:
    try:
        found = file.read(where)
    except CareError as error:
        return FileSettings({}, [str(error)])
    return FileSettings(
        found.values, [str(file.problem_error(where, problem)) for problem in found.problems]
    )


def _set(session: Session, key: str, text: str) -> None:
    if key in PLACES:
        raise WrongUsage(*PLACES[key])
    if key in OF_JOURNAL or file.find_setting(key).takes != "paths":
        text = typed(text)
    back = text.strip().lower() == "default"
    if key in OF_JOURNAL:
        _set_in_journal(session, key, None if back else text)
        return
    where = places.config_path()
    before = _file_settings(where).values.get(key)
    save.save_setting(where, key, None if back else _typed(key, text))
    _file_written(session)
    was = values.format_value(settings_of.default(key) if before is None else before) or "not set"
    streams.say(f"wrote {where}; `care undo` does not reach it: {key} was {was}")
    journals_own = key.removeprefix("new_journal.")
    if journals_own != key and session.has_journal():
        streams.say(
            f"the existing journal keeps its own: `care config {journals_own} "
            f"{text if not back else 'default'}` changes it"
        )


def _set_in_journal(session: Session, key: str, text: str | None) -> None:
    """Set one of the journal's own settings, and say what it was."""
    country = key == phones.COUNTRY
    code = _country(text) if country and text is not None else None
    number = (
        None
        if country or text is None
        else cadence_days(text)
        if key == "cadence"
        else _crowd(text)
    )
    with session.write(make=True) as journal:
        before = _of_journal(journal, key)
        with journal.change("config"):
            if country:
                phones.set_country(journal, code)
            else:
                settings.put(journal, key, number)
        if _of_journal(journal, key) != before:
            was = "never" if before == NEVER else before or "not set"
            streams.say(f"{key} was {was}")


def _of_journal(journal: Journal, key: str) -> int | str:
    return phones.country(journal.db) if key == phones.COUNTRY else settings.get(journal, key)


def _country(text: str) -> str:
    code = country_code(text)
    if not code:
        raise WrongUsage(f"country cannot be '{text[:40]}'", f"It takes {values.COUNTRY_WORDS}.")
    return code


def _crowd(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 1000):
        raise WrongUsage(
            f"crowd cannot be '{text[:40]}'", "It takes a whole number from 1 to 1000."
        )
    return int(text)


def _typed(key: str, text: str) -> Any:
    try:
        return values.parse_typed(file.find_setting(key), text)
    except ValueError as error:
        raise WrongUsage(f"{key} cannot be '{text[:40]}'", f"It takes {error}.") from None


def _edit(session: Session) -> None:
    """Edit the file, and check it before it takes the place of what was there."""
    where = places.config_path()
    before = file.read_text(where)
    text = session.edit(before, ".toml", where.parent)
    if text == before:
        return streams.say("nothing was changed")
    problems = file.check_text(where, text).problems
    if problems:
        raise file.problem_error(where, problems[0])
    save.write_text(where, text)
    _file_written(session)
    return streams.say(f"wrote {where}")


def _file_written(session: Session) -> None:
    """Forget what the config file said, and keep `care undo` from taking an older command for this.

    Without a journal that can be opened there is nothing to undo either.
    """
    session.__dict__.pop("config", None)
    with suppress(CareError):
        if session.has_journal():
            with session.read() as journal:
                record_idle(journal.db, "config")
