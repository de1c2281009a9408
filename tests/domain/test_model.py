import subprocess
import sys
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path

import pytest

import caretrack.domain
from caretrack.domain.model import Touch

# What grows while a file, a note or a day in prose is read is not a value.
GROWING = {
    *("Matcher", "Multimap", "OpenTouch", "Packed", "PartNames", "PersonUpdate", "PhoneBook"),
    *("Rules", "_Blocks", "_Gathered", "_Group", "_Reader"),
}
FOLDER = Path(caretrack.domain.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(FOLDER).with_suffix("").parts)
    for path in FOLDER.rglob("*.py")
    if path.stem != "__init__"
)


def test_every_value_of_the_domain_is_a_named_tuple():
    modules = [import_module(f"caretrack.domain.{name}") for name in MODULES]
    classes = {
        found
        for module in modules
        for _, found in getmembers(module, isclass)
        if found.__module__ == module.__name__
    }
    assert len(classes) > 30
    others = {found for found in classes if not issubclass(found, Exception | Enum)}
    assert {
        found.__name__ for found in others if is_dataclass(found) or not hasattr(found, "_fields")
    } == GROWING


def test_the_domain_is_imported_without_what_is_slow():
    # What is sent from machine to machine is JSON; only `care sync` loads it.
    daily = [name for name in MODULES if not name.startswith("sync.")]
    code = (
        f"import sys\nfor name in {daily}: __import__('caretrack.domain.' + name)\n"
        "print(*sorted(sys.modules))"
    )
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    slow = {
        "dataclasses",
        "inspect",
        "difflib",
        "dateutil",
        "decimal",
        "unicodedata",
        "json",
        "sqlite3",
        "typer",
        "rich",
    }
    assert slow & set(loaded.stdout.split()) == set()
    assert "caretrack.domain.talk.standing" in loaded.stdout


@pytest.mark.parametrize(("crowd", "there"), [(None, 2), (1, 2), (2, 2), (40, 40)])
def test_a_touch_was_with_those_who_are_named_or_with_as_many_as_were_counted(crowd, there):
    people = (("a", "Ana Silva"), ("b", "Ben Okoro"))
    day, at = date(2026, 11, 21), "2026-11-21T09:00:00.000000Z"
    touch = Touch("t", day, "social", "care", "event", False, None, "", at, at, people, crowd=crowd)
    assert touch.people_there == there
