"""What `care occasion` asks on a terminal about a day that may come once."""

from __future__ import annotations

import json

import pytest

import stored
from conftest import Care
from pseudo_terminal import Terminal, plain


@pytest.fixture
def ana(care: Care) -> Care:
    stored.fill(care.journal, ["add", "Ana Silva"], today="2026-10-01")
    return care


def answered(care: Care, args: tuple[str, ...], answer: str) -> tuple[int, str]:
    """Run `care occasion`, answer its question, and return its code and what it showed."""
    command = care.command("occasion", *args)
    with Terminal(command, care.environment(), care.home, 120) as terminal:
        terminal.answer("every year? ", answer)
        code, shown = terminal.end()
    return code, plain(shown)


def kept(care: Care) -> list[tuple[str, str]]:
    """Return each table in which something was kept, and its text."""
    return stored.rows(
        care.journal,
        "SELECT 'events', text FROM events UNION ALL SELECT 'occasions', label FROM occasions",
    )


@pytest.mark.parametrize(
    ("label", "answer", "table"),
    [
        ("operation", "", "events"),
        ("operation", "n", "events"),
        ("operation", "y", "occasions"),
        ("trade fair", "", "occasions"),
        ("trade fair", "n", "events"),
    ],
)
def test_a_day_to_come_with_its_year_is_asked_about_by_one_key(
    ana: Care, label: str, answer: str, table: str
) -> None:
    code, shown = answered(ana, ("ana", label, "2027-03-14"), answer)
    assert (code, kept(ana)) == (0, [(table, label)])
    assert f"Sun 14 Mar 2027 is still to come. Does “{label}” come every year?" in shown
    assert "Kept " in shown


def test_a_pipe_is_told_both_commands(ana: Care) -> None:
    run = ana("occasion", "ana", "knee operation", "2027-03-14")
    assert (run.code, kept(ana)) == (2, [])
    assert "care event ana-silva 2027-03-14 'knee operation'" in run.err
    assert "care occasion ana-silva 'knee operation' 03-14" in run.err
    assert ana("occasion", "ana", "operation", "2027-03-14", "--json").code == 2


def test_both_commands_do_as_they_say(ana: Care) -> None:
    assert ana("event", "ana-silva", "2027-03-14", "knee operation").code == 0
    assert ana("occasion", "ana-silva", "knee operation", "03-14").code == 0
    assert sorted(table for table, _ in kept(ana)) == ["events", "occasions"]


@pytest.mark.parametrize("label", ["anniversary", "with us since"])
def test_what_comes_every_year_by_its_name_is_not_asked_about(ana: Care, label: str) -> None:
    assert ana("occasion", "ana", label, "2027-03-14").code == 0


def test_an_operation_given_as_a_yearly_day_gets_a_hint_and_no_card(ana: Care) -> None:
    run = ana("occasion", "ana", "operation", "25 Nov")
    assert "If it comes once: care event ana-silva 2026-11-25 operation" in run.err
    (coming,) = json.loads(ana("occasions", "--json").out)
    assert coming["idea"] == "wish them luck"
