"""Nearly equal facts: `care learn` asks at a terminal, tells a pipe, and loses nothing."""

from __future__ import annotations

import pytest

import stored
from conftest import Care
from pseudo_terminal import Terminal

OLD, NEW = "daughter Mia starts school in May", "daughter Mia starts school in September"
CURRENT = (
    "SELECT text FROM facts WHERE retired_on IS NULL AND deleted_at IS NULL ORDER BY created_at"
)


@pytest.fixture
def ana(care: Care) -> Care:
    assert care("add", "Ana Silva").code == 0
    assert care("learn", "ana", "family", OLD).code == 0
    return care


def at_terminal(care: Care, answer: str | None, *args: str) -> str:
    with Terminal(
        care.command("learn", "ana", "family", NEW, *args),
        care.environment(None, "2026-11-21"),
        care.home,
    ) as terminal:
        if answer is not None:
            terminal.answer("replace it?", answer)
        code, shown = terminal.end()
    assert code == 0
    return shown


def test_at_a_terminal_it_is_asked_and_yes_retires_the_old_fact_in_the_same_step(ana: Care) -> None:
    shown = at_terminal(ana, "y")
    assert OLD in shown
    assert "replaces" in shown
    assert stored.rows(ana.journal, CURRENT) == [(NEW,)]
    assert ana("undo").code == 0
    assert stored.rows(ana.journal, CURRENT) == [(OLD,)]


def test_no_keeps_both_and_says_nothing_more_of_it(ana: Care) -> None:
    assert "care retire" not in at_terminal(ana, "n")
    assert stored.rows(ana.journal, CURRENT) == [(OLD,), (NEW,)]


@pytest.mark.parametrize("option", ["--anyway", "--json"])
def test_with_anyway_and_for_programs_nothing_is_asked(ana: Care, option: str) -> None:
    assert "Does the new one" not in at_terminal(ana, None, option)
    assert stored.rows(ana.journal, CURRENT) == [(OLD,), (NEW,)]


def test_in_a_pipe_it_is_written_and_said_how_to_retire_the_other(ana: Care) -> None:
    said = ana("learn", "ana", "family", NEW)
    assert (said.code, said.err) == (0, "")
    assert stored.rows(ana.journal, CURRENT) == [(OLD,), (NEW,)]
    assert ana("retire", said.out.partition("care retire ")[2].split()[0]).code == 0
    assert stored.rows(ana.journal, CURRENT) == [(NEW,)]


def test_a_fact_is_near_to_facts_of_the_same_person_only(ana: Care) -> None:
    assert ana("add", "Ben Okoro").code == 0
    assert "near to" not in ana("learn", "ben", "family", NEW).out


@pytest.mark.parametrize(
    "command",
    [("learn", "ana", "fear", "of dogs"), ("log", "ana", "she told me", "-l", "fear: of dogs")],
)
def test_what_they_tell_ends_what_they_declined_and_undo_brings_it_back(
    ana: Care, command: tuple[str, ...]
) -> None:
    declined = "SELECT count(*) FROM facts WHERE source = 'declined' AND retired_on IS NULL"
    assert ana("learn", "ana", "fear", "--declined").code == 0
    assert "They told you after all: fear" in ana(*command).out
    assert stored.rows(ana.journal, declined) == [(0,)]
    assert ana("undo").code == 0
    assert stored.rows(ana.journal, declined) == [(1,)]


def test_declined_again_is_one_mark_with_the_new_day(ana: Care) -> None:
    assert ana("learn", "ana", "fear", "--declined", today="2025-01-01").code == 0
    assert ana("log", "ana", "asked again", "--declined", "fear").code == 0
    rows = stored.rows(
        ana.journal, "SELECT learned_on FROM facts WHERE source = 'declined' AND retired_on IS NULL"
    )
    assert rows == [("2026-11-21",)]


def test_what_was_declined_is_not_suggested_years_later(ana: Care) -> None:
    assert ana("learn", "ana", "who", "--declined").code == 0
    page = ana("profile", "ana", "--json", today="2036-11-21").json
    assert page["questions"][0]["state"] == "declined"
    assert all("who they are" not in opener["text"] for opener in page["openers"])


def test_the_profile_says_when_something_was_last_learned_and_what_is_old(ana: Care) -> None:
    assert ana("learn", "ana", "worry", "the budget", today="2026-11-20").code == 0
    page = ana("profile", "ana", "--json", today="2027-11-21").json
    assert page["last_learned"] == "2026-11-21"
    assert {fact["text"]: fact["old"] for fact in page["facts"]} == {"the budget": True, OLD: False}
    assert (
        "You last learned something on 21 Nov 2026, 12 months ago"
        in ana("profile", "ana", today="2027-11-21").out
    )


def test_what_was_retired_since_was_learned_all_the_same(ana: Care) -> None:
    (fact,) = stored.rows(ana.journal, "SELECT id FROM facts")
    assert ana("retire", fact[0]).code == 0
    assert ana("profile", "ana", "--json").json["last_learned"] == "2026-11-21"
    assert ana("undo").code == 0
    assert ana("delete", fact[0]).code == 0
    assert ana("profile", "ana", "--json").json["last_learned"] is None
    assert "learned" not in ana("profile", "ana").out
    assert ana("log", "ana", "just to hear").code == 0
    assert "In the journal since 21 Nov · nothing learned yet" in ana("profile", "ana").out
