"""What a command replaces is named: nobody loses a value without seeing it."""

from __future__ import annotations

import pytest

from conftest import Care


@pytest.fixture
def ana(care: Care) -> Care:
    assert care(
        "add", "Ana Silva", "--email", "a@x.example", "--email", "b@x.example", "--company",
        "Lagoon", "--birthday", "3 Feb 1980", "--every", "30d", "--tag", "vip",
    ).code == 0  # fmt: skip
    return care


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("edit", "ana", "--email", "c@x.example"), "(was a@x.example, b@x.example)"),
        (("edit", "ana", "--email", ""), "email: none (was a@x.example, b@x.example)"),
        (("edit", "ana", "--company", "Harbour"), "company: Harbour (was Lagoon)"),
        (("edit", "ana", "--birthday", "3 Feb"), "birthday: 3 Feb (was Sun 3 Feb 1980)"),
        (("edit", "ana", "--birthday", ""), "birthday: none (was Sun 3 Feb 1980)"),
        (("occasion", "ana", "birthday", "3 Feb"), "birthday (was 3 Feb 1980)"),
        (("occasion", "ana", "birthday", "4 Apr 1981"), "(was 3 Feb 1980)"),
        (("every", "ana", "2w"), "every 14 d (was every 30 d)"),
        (("every", "ana", "never"), "no reminders (was every 30 d)"),
        (("every", "ana", "default"), "(was every 30 d)"),
    ],
)
def test_the_old_value_stands_beside_the_new_one(
    ana: Care, command: tuple[str, ...], said: str
) -> None:
    assert said in ana(*command).out


@pytest.mark.parametrize(
    "command",
    [
        ("edit", "ana", "--role", "Head"),
        ("edit", "ana", "--company", "Lagoon"),
        ("every", "ana", "30d"),
        ("snooze", "ana", "2w"),
        ("every", "--tag", "vip", "14d"),
        ("occasion", "ana", "with us since", "2019-03-03"),
    ],
)
def test_what_was_empty_or_the_same_replaces_nothing(ana: Care, command: tuple[str, ...]) -> None:
    assert "(was" not in ana(*command).out


def test_a_year_that_was_not_known_is_filled_in_and_nothing_is_lost(ana: Care) -> None:
    assert ana("edit", "ana", "--birthday", "3 Feb").code == 0
    assert "(was" not in ana("occasion", "ana", "birthday", "3 Feb 1981").out


def test_a_second_snooze_and_a_second_cadence_of_a_tag_name_the_first(ana: Care) -> None:
    assert ana("snooze", "ana", "2w").code == 0
    assert "(was Sat 5 Dec 2026)" in ana("snooze", "ana", "off").out
    assert ana("every", "--tag", "vip", "14d").code == 0
    assert "every 7 d (was every 14 d)" in ana("every", "--tag", "vip", "7d").out


def test_a_setting_of_the_journal_says_what_it_was(ana: Care) -> None:
    assert "cadence was 30" in ana("config", "cadence", "45d").err
    assert ana("config", "cadence", "45d").err == ""
    assert "country was not set" in ana("config", "country", "de").err


def test_the_json_of_an_edit_has_the_old_values(ana: Care) -> None:
    replaced = ana("edit", "ana", "--email", "c@x.example", "--role", "Head", "--json").json
    assert replaced["replaced"] == {"email": ["a@x.example", "b@x.example"], "role": ""}


def test_a_long_note_is_named_in_short(ana: Care) -> None:
    assert ana("edit", "ana", "--note", "long words " * 400).code == 0
    [line] = ana("edit", "ana", "--note", "short").out.splitlines()
    assert len(line) < 200
    assert "…)" in line
