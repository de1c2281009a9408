"""`care doctor --compact --fold DAY` joins older steps of the log, and changes no entry."""

from __future__ import annotations

import shlex

import stored
from conftest import Care, refused

DAY = "2026-06-01"


def _older(care: Care) -> None:
    """Let all that was done so far have been done years ago."""
    stored.write(care.journal, "UPDATE change_sets SET made_at = '2018-01-02T03:04:05.000000Z'")


def _sound(care: Care) -> bool:
    """True if nothing is wrong but that backups are older than what was done years ago."""
    found = care("doctor", "--json").json["findings"]
    return {item["check"] for item in found if item["fine"] is False} <= {"backups"}


def _life(care: Care) -> None:
    for line in (
        "add 'Ana Silva' --company Lagoon --email ana@lagoon.example",
        "add 'Ben Okoro' --every 9d",
        "log ana 'the first visit' -l worry:budget -p 'send the plan'",
        "edit ana --company Delta",
        "edit ana --role captain",
        "edit ana --company Lagoon",
        "snooze ben '2 weeks'",
        "log ana --with ben lunch",
        "undo",
        "archive ben --why moved",
        "unarchive ben",
        "tag ana +a +b",
        "tag ana -a",
    ):
        assert care(*shlex.split(line)).code == 0, line


def test_entries_stay_and_the_journal_is_sound(care: Care) -> None:
    _life(care)
    _older(care)
    assert care(*shlex.split("log ben 'after that'")).code == 0
    assert care(*shlex.split("edit ana --company Omega")).code == 0
    rows = stored.model(care.journal)
    lines = stored.only(care.journal, "SELECT count(*) FROM changes")
    done = care("doctor", "--compact", "--fold", DAY, "--json").json
    assert done["folded"]["lines"] > 5
    assert stored.model(care.journal) == rows
    assert stored.only(care.journal, "SELECT count(*) FROM changes WHERE source < 100") == (
        lines - done["folded"]["lines"]
    )
    assert care("doctor").code == 0
    # What was done since is taken back as ever.
    newest = "SELECT id FROM change_sets WHERE command = 'edit' ORDER BY number DESC LIMIT 1"
    assert care("undo", stored.only(care.journal, newest)).code == 0
    company = "SELECT company FROM people WHERE name = 'Ana Silva'"
    assert stored.only(care.journal, company) == "Lagoon"
    assert care("undo").code == 0
    assert care("doctor").code == 0


def test_a_command_that_lost_a_step_is_not_taken_back(care: Care) -> None:
    _life(care)
    _older(care)
    added = stored.only(
        care.journal, "SELECT id FROM change_sets WHERE command = 'log' ORDER BY number LIMIT 1"
    )
    edited = stored.only(
        care.journal, "SELECT id FROM change_sets WHERE command = 'add' ORDER BY number LIMIT 1"
    )
    assert care("doctor", "--compact", "--fold", DAY).code == 0
    assert "folded" in refused(care("undo", edited), code=1)
    # A command of which every step is there still can be.
    assert care("undo", added).code == 0
    assert _sound(care)


def test_twice_joins_nothing_more(care: Care) -> None:
    _life(care)
    _older(care)
    assert care("doctor", "--compact", "--fold", DAY, "--json").json["folded"]["lines"]
    again = care("doctor", "--compact", "--fold", DAY, "--json").json
    assert again["folded"] == {"lines": 0, "commands": 0}
    assert "the log stays as it is" in care("doctor", "--compact", "--fold", DAY).out


def test_forget_still_finds_a_touch_that_was_undone(care: Care) -> None:
    _life(care)
    assert care(*shlex.split("log ana 'a secret of hers'")).code == 0
    assert care("undo").code == 0
    _older(care)
    assert care("doctor", "--compact", "--fold", DAY).code == 0
    assert care("forget", "Ana Silva", "--backups", "--yes").code == 0
    assert b"secret of hers" not in care.journal.read_bytes()
    assert care(*shlex.split("log ben 'after that'")).code == 0
    assert _sound(care)


def test_bad_input(care: Care) -> None:
    assert care(*shlex.split("add 'Ana Silva'")).code == 0
    assert "Add --compact" in refused(care("doctor", "--fold", DAY), code=2)
    assert refused(care("doctor", "--compact", "--fold", "never"), code=1)
    stored.write(care.journal, "DROP TRIGGER log_people_update")
    stored.write(care.journal, "UPDATE people SET company = 'Other'")
    assert "settle" in refused(care("doctor", "--compact", "--fold", DAY), code=1)
