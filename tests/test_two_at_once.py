"""Two processes at the same moment: what must happen once does, and no entry is lost."""

from __future__ import annotations

import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import stored
from caretrack.committed import begin_run
from caretrack.errors import JournalUnusable
from caretrack.journal import people, touches
from caretrack.journal.connection import open_journal
from caretrack.journal.rows import now
from conftest import Care, refused


def promised(care: Care) -> str:
    return str(care("promise", "ana", "the numbers", "--json").json["id"])


def planned(care: Care) -> str:
    return str(care("gesture", "ana", "a card", "--json").json["id"])


def heard(care: Care) -> str:
    return str(care("feedback", "ana", "the export is slow", "--json").json["id"])


@pytest.mark.parametrize(("make", "command"), [(planned, "done"), (heard, "told")])
def test_two_processes_do_it_once(care: Care, make: Callable[[Care], str], command: str) -> None:
    assert care("add", "Ana Silva").code == 0
    entry = make(care)
    both = [
        subprocess.Popen(care.command(command, entry), env=care.environment(), stdout=-1, stderr=-1)
        for _ in range(2)
    ]
    codes = sorted(process.wait(30) for process in both)
    for process in both:
        process.communicate()
    assert codes == [0, 1]
    assert len(care("history", "--json").json) == 1


def undone_at_once(care: Care, *args: str) -> list[tuple[int, str]]:
    """Run `care undo` twice at once: both have chosen, and wait for a third process, then go on."""
    with stored.opened(care.journal) as db:
        db.execute("BEGIN IMMEDIATE")
        both = [
            subprocess.Popen(
                care.command("undo", *args),
                env=care.environment({"CARE_TIMEOUT": "30"}),
                stdout=-1,
                stderr=-1,
                text=True,
            )
            for _ in range(2)
        ]
        time.sleep(1)
        db.execute("ROLLBACK")
    return sorted((process.wait(60), process.communicate()[1]) for process in both)


def test_undo_twice_at_once_takes_back_one_command(care: Care) -> None:
    for name in ("Ana Silva", "Ben Okoro", "Cleo Park"):
        assert care("add", name).code == 0
    done, refused = undone_at_once(care)
    assert (done[0], refused[0]) == (0, 1)
    assert [person["name"] for person in care("list", "--json").json] == ["Ana Silva", "Ben Okoro"]
    assert "another `care undo` took the last command back at the same time" in refused[1]
    assert "add · Cleo Park" in refused[1]
    assert "The command before it was add · Ben Okoro" in refused[1]
    # Afterwards it is the turn of the one before.
    assert care("undo").code == 0
    assert [person["name"] for person in care("list", "--json").json] == ["Ana Silva"]


def test_the_same_id_is_undone_once_at_once(care: Care) -> None:
    assert care("add", "Ana Silva").code == 0
    assert care("add", "Ben Okoro").code == 0
    older = care("undo", "--list", "--json").json[1]["id"]
    done, refused = undone_at_once(care, older)
    assert (done[0], refused[0]) == (0, 1)
    assert "is undone already" in refused[1]
    assert [person["name"] for person in care("list", "--json").json] == ["Ben Okoro"]


def test_undo_does_not_take_back_what_was_logged_after_it_was_typed(care: Care) -> None:
    assert care("add", "Ana Silva").code == 0
    assert care("learn", "ana", "hobby", "sailing").code == 0
    with stored.opened(care.journal) as db:
        db.execute("BEGIN IMMEDIATE")
        undo = subprocess.Popen(
            care.command("undo"),
            env=care.environment({"CARE_TIMEOUT": "30"}),
            stdout=-1,
            stderr=-1,
            text=True,
        )
        time.sleep(1)
        # What a `care log` of another process writes.
        db.execute(
            "INSERT INTO change_sets (id, made_at, command) VALUES ('z0other', ?, 'log')", (now(),)
        )
        db.execute("UPDATE change_now SET change_set = last_insert_rowid()")
        db.execute(
            "INSERT INTO touches (id, happened_on, kind, channel, note, created_at, updated_at) "
            "VALUES ('x', '2026-11-21', 'checkin', 'call', 'hello', '', '')"
        )
        db.execute("UPDATE change_now SET change_set = NULL")
        db.execute("COMMIT")
    assert undo.wait(60) == 1
    said = undo.communicate()[1]
    assert "another command ran at the same time: log · hello" in said
    assert "takes back learn · Ana Silva: sailing" in said
    assert len(care("find", "sailing", "--json").json) == 1


def test_one_undo_after_the_other_takes_back_two(care: Care) -> None:
    for name in ("Ana Silva", "Ben Okoro", "Cleo Park"):
        assert care("add", name).code == 0
    for _ in range(2):
        done = subprocess.run(care.command("undo"), env=care.environment(), check=False)
        assert done.returncode == 0
    assert [person["name"] for person in care("list", "--json").json] == ["Ana Silva"]


def test_the_note_of_a_promise_kept_is_a_touch_and_can_be_found(care: Care) -> None:
    assert care("add", "Ana Silva").code == 0
    assert care("done", promised(care), "-", stdin="sent it, she was relieved").code == 0
    assert [hit["table"] for hit in care("find", "relieved", "--json").json] == ["touches"]
    assert care("history", "--json").json[0]["family"] == "care"


def test_a_promise_kept_without_a_note_is_no_touch(care: Care) -> None:
    assert care("add", "Ana Silva").code == 0
    assert care("done", promised(care)).code == 0
    assert care("history", "--json").json == []


def test_what_was_written_in_the_editor_is_kept_when_the_command_fails_and_gone_when_it_does_not(
    care: Care,
) -> None:
    assert care("add", "Ana Silva").code == 0
    editor = care.home / "editor"
    editor.write_text("#!/bin/sh\necho 'a long and careful note' > \"$1\"\n")
    editor.chmod(0o700)
    failed = care(
        "log", "ana", "-e", "--about", "product", env={"EDITOR": str(editor), "VISUAL": None}
    )
    assert failed.code == 2
    kept = Path(failed.err.strip().rpartition(" ")[2])
    assert kept.read_text() == "a long and careful note\n"
    assert care("log", "ana", "-e", env={"EDITOR": str(editor), "VISUAL": None}).code == 0
    assert [file.name for file in care.journal.parent.glob(".care-*")] == [kept.parent.name]


def test_an_undo_of_an_undo_does_not_stand_in_the_way_of_older_ones(care: Care) -> None:
    assert care("add", "Ana Silva").code == 0
    assert care("learn", "ana", "hobby", "sailing").code == 0
    for _ in range(2):
        assert care("undo").code == 0  # takes the fact back, then Ana
        newest = care("undo", "--list", "--json").json[0]["id"]
        assert care("undo", newest).code == 0  # and brings back what was taken
    assert care("undo").code == 0
    assert care("undo").code == 0
    assert care("list", "--json").json == []
    assert care("undo").code == 3


def test_a_setting_that_was_set_again_since_is_not_undone_in_silence(care: Care) -> None:
    assert care("config", "cadence", "45d").code == 0
    assert care("config", "cadence", "default").code == 0
    taken_away = care("undo", "--list", "--json").json[0]["id"]
    assert care("config", "cadence", "60d").code == 0
    assert care("undo", taken_away).code == 1
    assert care("config", "cadence", "--json").json[0]["value"] == 60


def test_a_touch_goes_when_the_last_of_its_people_is_deleted(care: Care) -> None:
    ids = [care("add", name, "--json").json["person"]["id"] for name in ("Ana Silva", "Ben Okoro")]
    assert care("log", "ana", "--with", "ben", "lunch").code == 0
    assert care("delete", ids[0]).code == 0
    assert [
        [person["name"] for person in touch["people"]] for touch in care("history", "--json").json
    ] == [["Ben Okoro"]]
    assert care("delete", ids[1]).code == 0
    assert care("history", "--json").json == []


def test_two_people_of_one_name_are_not_made_one_by_an_import(care: Care) -> None:
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nUID:{uid}\nFN:John Smith\nORG:{firm}\nEMAIL:{uid}@x.example\n"
        "END:VCARD\n"
        for uid, firm in (("one", "Acme"), ("two", "Lagoon"))
    )
    file = care.home / "two.vcf"
    file.write_text(cards)
    assert care("import", str(file)).code == 0
    assert sorted(person["company"] for person in care("list", "--json").json) == ["Acme", "Lagoon"]
    file.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:John Smith\nTEL:1\nEND:VCARD\n")
    refused = care("import", str(file), "--json")
    assert refused.code == 1
    assert "more than one is called John Smith" in refused.json["refused"][0]["why"]


def test_the_last_command_of_a_shell_undoes_the_one_before_it(care: Care) -> None:
    """The shell becomes its last command, and is older than what the first one wrote."""
    assert care("add", "Ana Silva").code == 0
    log, undo = (shlex.join([sys.executable, "-m", "caretrack", *args]) for args in (
        ("log", "ana", "hello"), ("undo",)))  # fmt: skip
    done = subprocess.run(
        ["sh", "-c", f"({log}; {undo})"], env=care.environment(), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert "Undone  log" in done.stdout, done.stderr


def test_a_backup_restored_right_after_a_log_takes_away_what_was_to_be_shown(
    care: Care, tmp_path: Path
) -> None:
    assert care("add", "Ben Okoro").code == 0
    assert care("backup", str(tmp_path / "old.db")).code == 0
    assert care("add", "Ana Silva").code == 0
    today = date(2026, 11, 24)
    with (
        pytest.raises(JournalUnusable, match=r"before this could be shown\. The change itself was"),
        open_journal(care.journal, today) as journal,
    ):
        begin_run()
        with journal.change("log"):
            ana = journal.db.execute("SELECT id FROM people WHERE name = 'Ana Silva'").fetchone()[0]
            touches.add(
                journal, [ana], kind="checkin", channel="call", from_them=False,
                happened_on=today, note="hello",
            )  # fmt: skip
        assert care("restore", str(tmp_path / "old.db"), "--yes").code == 0
        assert touches.is_first_log_of_day(journal)
        people.get(journal, ana)


def test_a_kind_that_a_deleted_touch_still_has_is_undone_once(care: Care) -> None:
    assert care("add", "Ana Silva").code == 0
    assert care("kinds", "add", "stroll", "care", "a stroll").code == 0
    assert care("log", "ana", "-k", "stroll", "round the lake").code == 0
    assert "log" in care("undo").out
    assert "kinds add" in care("undo").out
    assert "add" in care("undo").out
    assert care("list", "--json").json == []
    assert care("undo").code == 3
    assert care("doctor").code == 0


def test_an_undo_that_finds_nothing_to_take_back_is_no_entry_of_the_log(care: Care) -> None:
    assert care("add", "Ana Silva").code == 0
    assert care("tag", "ana", "+vip").code == 0
    assert care("tag", "ana", "-vip").code == 0
    off, on = (item["id"] for item in care("undo", "--list", "--json").json[:2])
    assert "Undone  tag" in care("undo", on).out
    newest = care("undo", "--list", "--json").json[0]
    assert (newest["undoes"], newest["rows"]) == (on, 0)
    assert care("doctor").code == 0
    assert "is undone already" in refused(care("undo", on), 1)
    # It was nothing, and to take it back is nothing.
    assert care("undo", newest["id"]).code == 0
    assert care("list", "--json").json[0]["tags"] == []
    assert care("undo", off).code == 0
    assert care("list", "--json").json[0]["tags"] == ["vip"]
    assert care("doctor").code == 0
