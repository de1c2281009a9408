"""`care config`: the settings, where each comes from, and how to change them."""

from typing import Annotated

import typer

from caretrack import config as files
from caretrack.domain.cadence import cadence_days
from caretrack.errors import WrongUsage
from caretrack.journal import settings
from caretrack.options import Json
from caretrack.session import Session
from caretrack.views import out, tables

EXAMPLES = ("care config", "care config cadence 45d", "care config due.limit default")
OF_JOURNAL = {
    "cadence": "how long people go without a caring touch, where neither they nor a tag say",
    "crowd": "the most people a caring touch may be with and still reset their clocks",
}


def command(
    ctx: typer.Context,
    key: Annotated[str | None, typer.Argument(metavar="[KEY]", help="One setting.")] = None,
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="Its new value, or default.")] = None,
    json: Json = False,
) -> None:
    """Show every setting and where it comes from, or change one.

    The cadence and the crowd belong to the journal, because the clocks depend on them; the rest is in config.toml.
    """
    session: Session = ctx.obj
    if key == "journal" and value is not None:
        raise WrongUsage("the journal is not set here", "Name it with --journal or $CARE_JOURNAL.")
    if key not in {None, "journal", *OF_JOURNAL}:
        files.field_of(str(key), [*OF_JOURNAL, "journal"])
    if key is not None and value is not None:
        _set(session, key, value)
    found = [row for row in _rows(session) if key is None or row[0] == key]
    if json:
        return out.put_json([{"key": name, "value": value, "from": source, "what": what} for name, value, source, what in found])
    rows = [(name, _words(value), source, what) for name, value, source, what in found]
    return tables.show(("setting", "value", "from", "what"), rows, empty="")


def _rows(session: Session) -> list[tuple[str, object, str, str]]:
    with session.read() as journal:
        rows: list[tuple[str, object, str, str]] = [
            (name, settings.get(journal, name), "journal" if settings.is_set(journal, name) else "default", what)
            for name, what in OF_JOURNAL.items()
        ]
    path = files.config_path()
    said = files.said(path)
    for name, field in files.keys().items():
        rows.append((name, getattr(session.config, field), str(path) if name in said else "default", files.HELP[name]))
    rows.append(("journal", str(session.path), session.path_from, "where the journal is"))
    return rows


def _words(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _set(session: Session, key: str, text: str) -> None:
    back = text.strip().lower() == "default"
    if key in OF_JOURNAL:
        number = None if back else cadence_days(text) if key == "cadence" else _whole(key, text)
        with session.write(make=True) as journal, journal.change("config"):
            settings.put(journal, key, number)
        return
    files.save(files.config_path(), key, None if back else _typed(key, text))
    session.__dict__.pop("config", None)


def _whole(key: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 1000):
        raise WrongUsage(f"{key} cannot be '{text[:40]}'", "It takes a whole number from 1 to 1000.")
    return int(text)


def _typed(key: str, text: str) -> int | bool:
    if isinstance(getattr(files.Config(), files.keys()[key]), bool):
        words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
        if text.strip().lower() not in words:
            raise WrongUsage(f"{key} cannot be '{text[:40]}'", "It takes true or false.")
        return words[text.strip().lower()]
    try:
        return int(text)
    except ValueError as error:
        raise WrongUsage(f"{key} cannot be '{text[:40]}'", "It takes a whole number, 1 or more.") from error
