"""Write one setting, or a whole text, into the config file."""

import stat
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from caretrack.committed import mark_committed
from caretrack.disk import new_private_file, private_folder, replace_synced
from caretrack.errors import CareError, cannot_write
from caretrack.settings.file import NAME_ANOTHER, parse_toml, read_text
from caretrack.temporary import temporary_file


def save_setting(path: Path, key: str, value: Any) -> None:
    """Write one setting into the file, or take it out for None.

    Comments and the rest of the file stay. Raises CareError if the file cannot be read or
    written, or is not TOML.
    """
    import tomlkit
    import tomlkit.exceptions

    text = read_text(path)
    parse_toml(path, text)
    *tables, name = key.split(".")
    try:
        document = tomlkit.parse(text)
        section: Any = document
        for table in tables:
            if value is None and table not in section:
                return
            section = section.setdefault(table, tomlkit.table())
            if not isinstance(section, MutableMapping):
                raise CareError(f"{path}: {table} is not a table", NAME_ANOTHER)
        if value is None:
            section.pop(name, None)
        else:
            section[name] = value
        write_text(path, tomlkit.dumps(document))
    except tomlkit.exceptions.TOMLKitError as error:
        raise CareError(f"cannot write {path}: {error}", NAME_ANOTHER) from error


def write_text(path: Path, text: str) -> None:
    """Write the whole file, or leave it as it was.

    A new file is 0600 and its folder 0700; a link stays a link. Raises CareError.
    """
    try:
        private_folder(path.parent)
        target = path.resolve()
        if target.exists() and not target.is_file():
            raise CareError(f"{path} is not a file", NAME_ANOTHER)
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o600
        with temporary_file(target) as part:
            with new_private_file(part) as file:
                file.write(text.encode())
            part.chmod(mode)
            replace_synced(part, target)
            mark_committed()
    except (OSError, RuntimeError) as error:
        raise cannot_write(path, error) from error
