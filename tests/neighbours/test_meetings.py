"""`care brief` reads the folders that khal keeps, the same that vdirsyncer fills."""

import subprocess
from pathlib import Path

import pytest
from programs import program

from conftest import Care

KHAL = """
[calendars]
[[work]]
path = {home}/.calendars/work/
[[home]]
path = {home}/.calendars/home/

[default]
default_calendar = work

[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
"""


@pytest.fixture
def with_khal(care: Care) -> Care:
    """Return a journal with Ana and Ben, and khal with two calendars that the config names."""
    home = care.home
    for name in ("work", "home"):
        (home / ".calendars" / name).mkdir(parents=True)
    config = home / ".config/khal/config"
    config.parent.mkdir(parents=True)
    config.write_text(KHAL.format(home=home))
    ours = home / ".config/caretrack/config.toml"
    ours.parent.mkdir(parents=True, exist_ok=True)
    ours.write_text('[brief]\ncalendars = ["~/.calendars"]\n')
    assert care("add", "Ana Silva", "--email", "ana@lagoon.example").code == 0
    assert care("add", "Ben Okoro").code == 0
    return care


def khal(care: Care, *args: str) -> None:
    env = care.environment({"TZ": "Europe/Berlin"})
    done = subprocess.run(
        [program("khal"), *args], env=env, cwd=care.home, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def meetings(care: Care, on: str) -> list[tuple[str, str, list[str]]]:
    found = care("brief", "--on", on, "--json", env={"TZ": "Europe/Berlin"}).json["meetings"]
    return [
        (item["starts"], item["title"], [one["name"] for one in item["people"]]) for item in found
    ]


def test_what_khal_writes_is_read(with_khal: Care) -> None:
    khal(with_khal, "new", "2026-11-23", "10:00", "11:00", "Ben / Q3 review", "--repeat", "weekly")
    khal(with_khal, "new", "-a", "home", "2026-11-30", "19:00", "20:30", "Dinner with Ana Silva")
    khal(with_khal, "new", "2026-11-29", "2026-12-01", "Fair in Porto")
    assert meetings(with_khal, "30 Nov") == [
        ("2026-11-29", "Fair in Porto", []),
        ("2026-11-30T10:00:00", "Ben / Q3 review", ["Ben Okoro"]),
        ("2026-11-30T19:00:00", "Dinner with Ana Silva", ["Ana Silva"]),
    ]
    assert meetings(with_khal, "24 Nov") == []


def test_our_own_export_in_such_a_folder_is_no_meeting(with_khal: Care, tmp_path: Path) -> None:
    assert with_khal("promise", "ana", "the numbers", "--by", "30 Nov").code == 0
    folder = with_khal.home / ".calendars/care"
    assert with_khal("export", "--to", "ics", "--due", "-o", f"{folder}/").code == 0
    assert list(folder.glob("*.ics"))
    assert meetings(with_khal, "30 Nov") == []
