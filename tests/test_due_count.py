"""`care due --count`: one number for a prompt, equal to the rows of the list, and cheap."""

from pathlib import Path

import pytest

import stored
from conftest import Care
from test_start_up import imported

LATER = "2027-01-15"


@pytest.fixture
def some(care: Care) -> Care:
    stored.fill(
        care.journal,
        ["add", "Ana Silva", "--tag", "vip", "--company", "Lagoon Foods"],
        ["add", "Ben Okoro", "--company", "Lagoon Foods", "--every", "90d"],
        ["add", "Eva Lind", "--tag", "vip"],
        ["add", "Gil Ruiz"],
        ["add", "Ivo Maas"],
        ["snooze", "gil", "2027-02-01"],
        ["archive", "ivo"],
    )
    return care


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("--within", "0"),
        ("--within", "60"),
        ("--tag", "vip"),
        ("--company", "lagoon"),
        ("--company", "lagoon-foods", "--tag", "vip"),
    ],
)
def test_the_number_is_that_of_the_list(some: Care, args: tuple[str, ...]) -> None:
    listed = some("due", "--json", "--all", *args, today=LATER).json["waiting"]
    assert some("due", "--count", *args, today=LATER).out == f"{len(listed)}\n"
    assert some("due", "--json", "--count", *args, today=LATER).json == {"count": len(listed)}
    assert len(listed) == {(): 2, ("--within", "0"): 2, ("--within", "60"): 3}.get(
        args, len(listed)
    )


def test_a_touch_that_lies_ahead_does_not_count(some: Care) -> None:
    stored.fill(
        some.journal, ["log", "ana", "-c", "call", "rang her to hear how she is"], today=LATER
    )
    for today in ("2027-01-01", LATER):
        listed = some("due", "--json", "--all", today=today).json["waiting"]
        assert some("due", "--count", today=today).out == f"{len(listed)}\n"
    assert some("due", "--count", today="2027-01-01").out == "2\n"
    assert some("due", "--count", today=LATER).out == "1\n"


def test_with_the_exit_code(some: Care) -> None:
    assert some("due", "--count", "--exit-code").code == 0
    assert some("due", "--count", "--exit-code", today=LATER).code == 1
    assert some("due", "--count", today=LATER).code == 0
    # As without --count: only who is due today counts for the exit code.
    ahead = some("due", "--count", "--exit-code", "--within", "60")
    assert (ahead.code, ahead.out) == (0, "2\n")


def test_without_a_journal_it_is_nought_and_nothing_is_said(care: Care) -> None:
    for args in ((), ("--exit-code",), ("--tag", "vip")):
        done = care("due", "--count", *args)
        assert (done.code, done.out, done.err) == (0, "0\n", "")
    assert not care.journal.exists()


def test_what_is_in_the_way_is_said_as_ever(care: Care, tmp_path: Path) -> None:
    care.journal.write_bytes(b"no journal")
    done = care("due", "--count")
    assert (done.code, done.out, done.err.count("\n")) == (5, "", 1)
    assert care("due", "--count", env={"CARE_TODAY": "soon"}).code == 2


def test_for_a_prompt_nothing_of_the_list_is_imported(some: Care) -> None:
    modules = imported(some, "due", "--count")
    assert {
        "typer",
        "rich",
        "tomllib",
        "platformdirs",
        "caretrack.typer_commands",
        "caretrack.app.due",
        "caretrack.journal.due",
        "caretrack.views.page",
    } & modules == set()
