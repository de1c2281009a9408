"""`care doctor` on entries that differ from their log, and what takes either side."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import stored
from caretrack.errors import JournalUnusable
from caretrack.journal.doctor.examine import examine
from caretrack.journal.doctor.log import differences
from caretrack.journal.doctor.open import open_to_examine
from caretrack.journal.files.daily import backup_folder
from caretrack.journal.tables import DELETED, LOGGED, UPDATED
from conftest import Care, refused
from transcript import TODAY

NOTE = "walked through the new warehouse in Porto"


@pytest.fixture
def ana(care: Care) -> Care:
    """A journal with an automatic backup: the log holds no copy of a row that never changed."""
    assert care("add", "Ana Silva", "--tag", "vip").code == 0
    assert care("add", "Ben Okoro").code == 0
    assert care("log", "ana", "--with", "ben", "-l", "hobby: sailing", NOTE).code == 0
    keep_backup(care)
    return care


def keep_backup(care: Care) -> Path:
    """Make the automatic backup of today, of the journal as it is."""
    folder = backup_folder(care.journal)
    folder.mkdir(mode=0o700, exist_ok=True)
    made = folder / f"{TODAY}.db"
    made.write_bytes(care.journal.read_bytes())
    made.chmod(0o600)
    return made


def without_backups(care: Care) -> None:
    shutil.rmtree(backup_folder(care.journal))


def behind(path: Path, statement: str, *values: Any) -> None:
    """Change the file as a disk does: no trigger sees it."""
    with stored.opened(path) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        made = [tuple(row) for row in triggers]
        for name, _ in made:
            db.execute(f"DROP TRIGGER {name}")
        db.execute(statement, values)
        for _, sql in made:
            db.execute(sql)


def found(care: Care) -> list[dict[str, Any]]:
    """What differs from its log; the doctor must agree with itself."""
    answer = care("doctor", "--json")
    differing: list[dict[str, Any]] = answer.json["differences"]
    wrong = {item["check"] for item in answer.json["findings"] if item["fine"] is False}
    assert (answer.code, "entries" in wrong) == (1 if wrong else 0, bool(differing))
    return differing


FLIP = "UPDATE touches SET note = replace(note, 'warehouse', 'war#house')"


def test_a_changed_byte_is_named_with_both_texts_and_both_cures(ana: Care) -> None:
    assert found(ana) == []
    behind(ana.journal, FLIP)
    (item,) = found(ana)
    assert (item["table"], item["column"], item["person"]) == (
        "touches",
        "note",
        "Ana Silva, Ben Okoro",
    )
    assert (item["row"], item["log"]) == (NOTE.replace("warehouse", "war#house"), NOTE)
    assert item["indexed"] == "log"
    line = next(line for line in ana("doctor").out.splitlines() if line.startswith("entries"))
    for part in (
        "war#house",
        "warehouse",
        f"care doctor --put-back {item['id']}",
        f"care doctor --accept {item['id']}",
    ):
        assert part in line
    assert "--rebuild" not in line


def test_rebuild_makes_nothing_again_while_an_entry_differs_from_its_log(ana: Care) -> None:
    behind(ana.journal, FLIP)
    before = stored.digest(ana.journal)
    done = ana("doctor", "--rebuild")
    assert done.code == 1
    assert "1 entry differs from the log" in done.err
    assert "--put-back" in done.err
    assert stored.digest(ana.journal) == before
    assert ana("doctor", "--put-back", "all").code == 0
    assert ana("doctor", "--rebuild").code == 0


def test_the_logged_text_is_put_back_and_undo_takes_that_back(ana: Care) -> None:
    behind(ana.journal, FLIP)
    item = found(ana)[0]
    done = ana("doctor", "--put-back", item["id"])
    assert (done.code, "`care undo` takes it back" in done.out) == (0, True)
    assert found(ana) == []
    assert NOTE in ana("history", "ana").out
    assert ana("find", "warehouse").code == 0
    assert ana("undo").code == 0
    assert "war#house" in ana("history", "ana").out
    # As before: it is not made final by taking the cure back.
    assert [item["log"] for item in found(ana)] == [NOTE]


def test_the_text_that_stands_is_accepted_and_undo_puts_the_logged_one_back(ana: Care) -> None:
    behind(ana.journal, FLIP)
    assert ana("doctor", "--accept", "all").code == 0
    assert ana("doctor").code == 0
    assert ana("find", "war").code == 0
    edits = ana("history", found_id(ana), "--edits", "--json").json
    assert (edits[-1]["before"]["note"], "war#house" in edits[-1]["after"]["note"]) == (NOTE, True)
    assert ana("undo").code == 0
    assert NOTE in ana("history", "ana").out
    assert ana("doctor").code == 0


def found_id(care: Care) -> str:
    row_id: str = stored.only(care.journal, "SELECT id FROM touches LIMIT 1")
    return row_id


def test_an_edit_that_came_after_the_changed_byte_does_not_hide_it(ana: Care) -> None:
    behind(ana.journal, FLIP)
    assert ana("edit", found_id(ana), "--mood", "4").code == 0
    (item,) = found(ana)
    assert (item["how"], item["column"], item["log"]) == ("rewritten", "note", NOTE)
    assert ana("doctor", "--put-back", "all").code == 0
    assert found(ana) == []
    assert stored.rows(ana.journal, "SELECT note, mood FROM touches") == [(NOTE, 4)]


def test_an_edit_of_the_changed_text_itself_settles_it(ana: Care) -> None:
    behind(ana.journal, FLIP)
    assert ana("edit", found_id(ana), "--note", "as it was meant").code == 0
    assert found(ana) == []


def test_a_text_that_was_logged_with_a_changed_byte_can_be_accepted(ana: Care) -> None:
    behind(ana.journal, FLIP)
    assert ana("edit", found_id(ana), "--mood", "4").code == 0
    assert ana("doctor", "--accept", "all").code == 0
    assert found(ana) == []
    assert ana("doctor").code == 0


TOUCHES, FACTS = LOGGED["touches"], LOGGED["facts"]
CHANGES = [
    ("UPDATE people SET name = 'Ana Silvb' WHERE name = 'Ana Silva'", "changed"),
    ("UPDATE people SET added_on = '2026-11-20'", "changed"),
    ("UPDATE touches SET happened_on = '2026-11-01'", "changed"),
    ("UPDATE touches SET mood = 2", "changed"),
    ("UPDATE touches SET note = x'00ff'", "changed"),
    ("UPDATE touches SET note = cast(x'77c3' || note AS TEXT)", "changed"),
    ("UPDATE facts SET touch_id = NULL", "changed"),
    ("UPDATE facts SET updated_at = created_at || 'x'", "changed"),
    ("DELETE FROM facts", "gone"),
    ("DELETE FROM tags", "gone"),
    ("UPDATE facts SET id = 'f' || substr(id, 2)", None),
    ("UPDATE facts SET id = 'zzz' || substr(id, 4)", "renamed"),
    ("UPDATE tags SET tag = 'vjp'", "renamed"),
    (f"UPDATE changes SET before = substr(before, 2) WHERE source = {TOUCHES}", "unreadable"),
    (f"UPDATE changes SET before = replace(before, '[', '{{') WHERE source = {TOUCHES}",
     "unreadable"),
    (f"UPDATE changes SET before = NULL WHERE source = {TOUCHES}", "unreadable"),
    (f"UPDATE changes SET event = {UPDATED} WHERE source = {FACTS}", "unreadable"),
    (f"UPDATE changes SET event = {DELETED} WHERE source = {FACTS}", "unreadable"),
    (f"UPDATE changes SET sum = sum + 256 WHERE source = {FACTS}", "altered"),
    (f"UPDATE changes SET row_id = 'zzz' || substr(row_id, 4) WHERE source = {FACTS}", "misnamed"),
    (f"UPDATE changes SET source = {FACTS + 64} WHERE source = {FACTS}", "misnamed"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "how"), CHANGES)
def test_whatever_differs_is_found_and_either_cure_leaves_a_sound_journal(
    ana: Care, statement: str, how: str | None
) -> None:
    assert ana("edit", found_id(ana), "--mood", "3").code == 0
    whole = keep_backup(ana).read_bytes()
    entered = stored.model(ana.journal)
    for cure in ("--put-back", "--accept"):
        ana.journal.write_bytes(whole)
        behind(ana.journal, statement)
        item = next(iter(found(ana)), None)
        if how is None and item is None:
            return
        assert item is not None
        assert how in (item["how"], None)
        done = ana("doctor", cure, "all")
        if done.code:
            # A damaged line has nothing to put back, and no backup fits a damaged check sum; a row
            # under another id cannot stay so.
            assert (done.code, f"--{'accept' if cure == '--put-back' else 'put-back'}") == (
                1,
                next(word for word in done.err.split() if word.startswith("--")),
            )
            continue
        assert found(ana) == []
        last = ana("doctor")
        assert last.code == 0, last.out
        if cure == "--put-back" or item["how"] in ("unreadable", "misnamed", "altered"):
            assert stored.model(ana.journal) == entered
        for command in (["history", "ana"], ["profile", "ana"], ["undo", "--list"], ["undo"]):
            assert ana(*command).code == 0


def test_what_neither_the_log_nor_a_backup_has_is_said_and_not_put_back(ana: Care) -> None:
    without_backups(ana)
    behind(ana.journal, FLIP)
    (item,) = found(ana)
    assert (item["how"], item["column"], item["log"]) == ("altered", "", None)
    before = stored.digest(ana.journal)
    said = refused(ana("doctor", "--put-back", "all"), code=1)
    assert "neither the log nor an automatic backup" in said
    assert f"care doctor --accept {found_id(ana)}" in said
    assert stored.digest(ana.journal) == before
    assert ana("doctor", "--accept", "all").code == 0
    assert ana("doctor").code == 0
    assert "war#house" in ana("history", "ana").out


def test_an_entry_that_is_gone_and_in_no_backup_can_be_let_go(ana: Care) -> None:
    without_backups(ana)
    behind(ana.journal, "DELETE FROM facts")
    (item,) = found(ana)
    assert (item["how"], item["log"]) == ("gone", None)
    assert "neither the log" in refused(ana("doctor", "--put-back", "all"), code=1)
    assert ana("doctor", "--accept", "all").code == 0
    assert ana("doctor").code == 0
    # Nothing of it is left that an undo could bring back.
    assert ana("undo").code == 0
    assert ana("doctor").code == 0


def test_a_row_of_which_the_key_is_all_needs_no_backup(ana: Care) -> None:
    without_backups(ana)
    entered = stored.model(ana.journal)
    behind(ana.journal, "DELETE FROM tags")
    assert [item["how"] for item in found(ana)] == ["gone"]
    assert ana("doctor", "--put-back", "all").code == 0
    assert stored.model(ana.journal) == entered


def test_what_an_entry_was_once_before_is_in_the_log(ana: Care) -> None:
    for days in (30, 60, 30):
        assert ana("every", "--tag", "vip", f"{days}d").code == 0
    without_backups(ana)
    behind(ana.journal, "UPDATE tag_cadences SET days = 31")
    assert [(item["how"], item["row"], item["log"]) for item in found(ana)] == [("changed", 31, 30)]
    assert ana("doctor", "--put-back", "all").code == 0
    assert stored.only(ana.journal, "SELECT days FROM tag_cadences") == 30


def test_an_older_backup_helps_where_the_newest_does_not_fit_or_is_damaged(ana: Care) -> None:
    sound = keep_backup(ana)
    sound.rename(sound.with_name("2026-01-02.db"))
    behind(ana.journal, FLIP)
    newest = keep_backup(ana)
    assert [item["log"] for item in found(ana)] == [NOTE]
    for damage in (b"", b"no database", newest.read_bytes()[:8192]):
        newest.write_bytes(damage)
        (item,) = ana("doctor", "--json").json["differences"]
        assert item["log"] == NOTE
    assert ana("doctor", "--put-back", "all").code == 0
    assert stored.only(ana.journal, "SELECT note FROM touches") == NOTE


def test_rows_of_another_program_have_no_check_sum_and_are_counted(ana: Care) -> None:
    def seen() -> str:
        findings = ana("doctor", "--json").json["findings"]
        said: str = next(item["seen"] for item in findings if item["check"] == "entries")
        return said

    assert seen() == "every entry matches its log"
    stored.write(ana.journal, "UPDATE facts SET text = 'rowing'")
    assert ana("doctor").code == 0
    assert seen() == (
        "every entry matches its log; not compared, because another program wrote them: 1"
    )
    assert ana("edit", stored.only(ana.journal, "SELECT id FROM facts"), "--text", "oars").code == 0
    assert seen() == "every entry matches its log"


def test_an_id_is_enough_by_its_start_and_must_be_one_that_differs(ana: Care) -> None:
    assert ana("doctor", "--put-back", "all").code == 3
    behind(ana.journal, FLIP)
    done = ana("doctor", "--put-back", "nobody")
    assert (done.code, "`care doctor` names them" in done.err) == (3, True)
    assert ana("doctor", "--put-back", "x", "--accept", "y").code == 2
    assert ana("doctor", "--put-back", found_id(ana)[:5]).code == 0
    assert ana("doctor").code == 0


def test_many_entries_are_counted_and_named_in_json(ana: Care) -> None:
    for number in range(9):
        assert ana("learn", "ana", "hobby", f"number {number}").code == 0
    keep_backup(ana)
    behind(ana.journal, "UPDATE facts SET text = text || '?'")
    assert len(found(ana)) == 10
    assert "and 5 more" in ana("doctor").out
    done = ana("doctor", "--put-back", "all", "--json")
    assert len(done.json["put_back"]) == 10


def test_a_journal_of_every_version_agrees_with_its_log(care: Care) -> None:
    for script in sorted((Path(__file__).parents[1] / "schemas").glob("*.sql")):
        old = care.home / f"{script.stem}.db"
        with stored.opened(old) as db:
            db.executescript(script.read_text(encoding="utf-8"))
        there = replace(care, journal=old)
        assert there("due").code == 0
        assert there("doctor", "--json").json["differences"] == [], script


FILLED = (
    ("add", "Ana Silva", "--company", "Lagoon Foods", "--tag", "vip"),
    ("log", "ana", "-l", "hobby: sailing", "-p", "call by friday", NOTE),
)
TEXTS = (b"Ana Silva", b"Lagoon Foods", b"warehouse", b"sailing", b"vip", b"2026-", b"help")


def test_no_byte_of_an_entry_changes_unseen(journal_path: Path) -> None:
    """Where a table of the model says something else after one bit changed, the doctor sees it."""
    stored.fill(journal_path, *FILLED)
    whole, before, changed = journal_path.read_bytes(), plain(journal_path), 0
    for seed in range(150):
        chance, damaged = random.Random(seed), bytearray(whole)
        text = chance.choice(TEXTS)
        spots = [found.start() for found in re.finditer(re.escape(text), whole)]
        damaged[chance.choice(spots) + chance.randrange(len(text))] ^= 1 << chance.randrange(8)
        journal_path.write_bytes(damaged)
        if plain(journal_path) == before:
            continue
        changed += 1
        with (
            suppress(JournalUnusable),
            open_to_examine(journal_path, date(2027, 1, 1), 5, lambda _: None) as opened,
        ):
            assert not all(item.fine for item in examine(opened)), seed
    assert changed > 30


def plain(path: Path) -> object:
    try:
        with stored.opened(path) as db:
            db.text_factory = bytes
            names = ["people", "handles", "tags", "touches", "touch_people", "facts", "actions"]
            return {name: [tuple(row) for row in db.execute(f"SELECT * FROM {name}")]
                    for name in names}  # fmt: skip
    except (sqlite3.Error, ValueError) as error:
        return str(error)


def test_differences_need_no_write(journal_path: Path) -> None:
    stored.fill(journal_path, *FILLED)
    with open_to_examine(journal_path, date(2026, 11, 21), 5, lambda _: None) as opened:
        opened.db.execute("PRAGMA query_only = ON")
        assert differences(opened.db) == []


def test_references_that_a_lost_entry_broke_are_mended_by_putting_it_back(ana: Care) -> None:
    behind(ana.journal, "DELETE FROM touches")
    rows = {item["check"]: item for item in ana("doctor", "--json").json["findings"]}
    assert rows["references"]["advice"].startswith("First do what the other lines say")
    assert ana("doctor", "--put-back", "all").code == 0
    assert ana("doctor").code == 0


def test_an_undo_after_a_rebuild_takes_no_older_command(ana: Care) -> None:
    assert ana("doctor", "--rebuild").code == 0
    assert "the last command (doctor --rebuild" in refused(ana("undo"), code=1)
    assert ana("history", "--json").json != []


def test_an_empty_id_takes_nothing_back(ana: Care) -> None:
    assert "the id is empty" in refused(ana("undo", ""), code=2)
    assert ana("history", "--json").json != []
