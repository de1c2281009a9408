"""khal shows the days, and todoman the tasks, with the very lines of docs/calendars.md."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pages import tried
from programs import shell

from conftest import Care


@pytest.fixture
def run(care: Care, home: Path) -> Callable[[str], str]:
    """Run shell lines with the real `care`, khal and todo in the test's home."""
    return shell(care, home, "khal", "todo")


def block(name: str) -> str:
    """What stands in the page under `<!-- tried: NAME -->`."""
    return tried("calendars.md", name)


@pytest.fixture(autouse=True)
def _people(run: Callable[[str], str], home: Path) -> None:
    run(
        'care add "Ana; x, Jr." --birthday "29 Feb 1976" && care add "Ben Okoro" --birthday "24 '
        'Nov"'
    )
    run(
        'care occasion ben "with us since" "1 Mar 2019" && care promise ben the churn numbers '
        "--by 2026-12-01 && care gesture ana a book"
    )
    for name in ("khal/config", "todoman/config.py"):
        file = home / ".config" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block(name))


def _weekday(found: re.Match[str]) -> str:
    return f"{date.fromisoformat(found[2]):%A}, {found[2]}"


def test_khal_shows_birthdays_dates_and_due_dates(run: Callable[[str], str]) -> None:
    assert run(block("khal")).splitlines() == [
        "Tuesday, 2028-02-29",
        " Ana; x, Jr.: birthday ⟳ :: Born in 1976.",
    ]
    years = run("khal list 2027-02-27 3d && khal list 2029-02-27 3d").splitlines()
    assert years[:4] == [
        *("Sunday, 2027-02-28", " Ana; x, Jr.: birthday ⟳ :: Born in 1976."),
        *("Monday, 2027-03-01", " Ben Okoro: with us since 2019 ⟳"),
    ]
    assert years[4] == "Wednesday, 2029-02-28"
    # khal says so of the real today and tomorrow.
    soon = re.sub(r"^(Today|Tomorrow), (.*)", _weekday, run("khal list 2026-11-21 31d"), flags=re.M)
    assert [line.partition(" :: ")[0] for line in soon.splitlines()] == [
        *("Tuesday, 2026-11-24", " Ben Okoro: birthday ⟳"),
        *("Tuesday, 2026-12-01", " Ben Okoro, promised: the churn numbers"),
        *("Monday, 2026-12-21", " Ana; x, Jr.: be in touch", " Ben Okoro: be in touch"),
    ]
    # What is done is gone from the next export on.
    run(
        "care done $(care open ben | cut -f1 | tail -1) && care export --to ics --due -o "
        "~/.local/share/calendars/care"
    )
    assert "churn" not in run("khal list 2026-11-21 31d")


def test_todoman_lists_what_is_to_be_done(run: Callable[[str], str]) -> None:
    shown = run(block("todoman"))
    assert sorted(re.sub(r"\[ \] \d+ +", "", line).strip() for line in shown.splitlines()) == [
        "(no due date) Ana; x, Jr., for them: a book  [care]",
        "2026-12-01 Ben Okoro, promised: the churn numbers  [care]",
        "2026-12-21 Ana; x, Jr.: be in touch  [care]",
        "2026-12-21 Ben Okoro: be in touch  [care]",
    ]
    assert "churn" not in run("khal list 2026-11-21 31d")
