"""A person is erased: no byte is left, others lose nothing, and the journal stays sound."""

from __future__ import annotations

import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_derived import STEPS, TODAY, ids, one, picks, same_as_rebuilt, undo

import stored
from caretrack.disk import files_below
from caretrack.domain.people.byte_patterns import byte_patterns
from caretrack.journal import merging, people, touches
from caretrack.journal.change_log import lines
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.doctor.examine import examine
from caretrack.journal.files.daily import backup_folder
from caretrack.journal.forget import forget_person as forgetting
from caretrack.journal.forget import personal_data
from caretrack.journal.forget.entries_of_others import TEXT_COLUMNS
from caretrack.journal.forget.verify import CHUNK, files_of, patterns_in_file
from caretrack.journal.schema import MODEL, columns
from caretrack.temporary import abandoned
from conftest import Care, Result, refused
from transcript import ROOT

NAME = "Zoë Kröger-Nguyễn"
# Words that are in no entry of others, no schema and no name, so each can be searched alone.
SYLLABLES = ("qua", "zor", "vim", "plö", "ñek", "gwy", "łud", "fje", "xol", "brø")


def made_up(seed: int, count: int) -> str:
    """Return a text of words that no other entry has."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choices(SYLLABLES, k=4)) for _ in range(count))


def files(care: Care) -> list[Path]:
    return [path for path in care.journal.parent.rglob("*") if path.is_file()]


def still_there(care: Care, *texts: str) -> dict[str, list[str]]:
    """Return words of the texts still in a file's bytes, in any encoding, without program code."""
    found: dict[str, list[str]] = {}
    # Of a long text a hundred words: they lie on pages all over the file.
    words = {
        word
        for text in texts
        for word in text.split()[:: 1 + len(text.split()) // 100]
        if len(word) > 3
    }
    for path in files(care):
        held = path.read_bytes().decode("latin-1").lower()
        for word in words:
            for form in {
                word,
                normalize("NFC", word),
                normalize("NFD", word),
                people.name_key(word),
            }:
                if form.encode().decode("latin-1").lower() in held:
                    found.setdefault(path.name, []).append(word)
    return found


def run(care: Care, *args: str) -> Result:
    done = care(*args)
    assert done.code == 0, done
    return done


TEXTS = {
    "email": "zoe.kroeger@quallenfarm.example",
    "phone": "+351912345678",
    "nickname": "Zozolina",
    "note": made_up(1, 40),
    "long": made_up(2, 3_000),
    "edited": made_up(3, 12),
    "deleted": made_up(4, 12),
    "undone": made_up(5, 12),
    "fact": made_up(6, 9),
    "promise": made_up(7, 9),
    "feedback": made_up(8, 9),
    "action": made_up(9, 9),
    "merged": made_up(10, 9),
    "old_name": "Zerlina Quastenfloss",
    "relation": made_up(11, 2),
    "company": made_up(12, 2),
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a journal, two days of backups, and one person's history among others'."""
    folder = tmp_path_factory.mktemp("filled")
    journal, text = folder / "data" / "journal.db", TEXTS
    handles = (
        "--email",
        text["email"],
        "--phone",
        text["phone"],
        "--nickname",
        text["nickname"],
        "--birthday",
        "14 Mar 1976",
    )
    stored.fill(journal, ["add", NAME, *handles, "--note", text["note"]], today="2026-11-18")
    names = ("Ben Okoro", "Ana Silva", "Łukasz Żak")
    stored.fill(
        journal, *(["add", name, "--company", "Lagoon Foods"] for name in names), today="2026-11-18"
    )
    stored.fill(
        journal,
        *(
            ["log", names[number % 3], "the harbour and the budget", str(number)]
            for number in range(30)
        ),
        today="2026-11-18",
    )
    stored.fill(journal, ["log", NAME, text["long"]], today="2026-11-19")
    stored.fill(journal, ["log", NAME, text["edited"]], today="2026-11-20")
    stored.fill(
        journal,
        ["edit", touch_of(journal, "edited"), "--note", "a plain note"],
        ["log", NAME, text["deleted"]],
    )
    stored.fill(journal, ["delete", touch_of(journal, "deleted")])
    stored.fill(journal, ["log", NAME, text["undone"], "-l", f"family: {text['undone']}"], ["undo"])
    stored.fill(
        journal,
        [
            "log",
            NAME,
            "--with",
            "ben",
            "the lake",
            "-l",
            f"family: {text['fact']}",
            "-p",
            text["promise"],
        ],
    )
    stored.fill(journal, ["feedback", NAME, text["feedback"]])
    stored.fill(
        journal,
        ["acted", stored.only(journal, "SELECT id FROM feedback"), text["action"]],
        ["tie", NAME, text["relation"], "ana"],
    )
    stored.fill(
        journal,
        ["edit", NAME, "--company", text["company"]],
        ["edit", NAME, "--company", "Lagoon Foods"],
    )
    stored.fill(
        journal,
        ["add", text["old_name"], "--note", text["merged"]],
        ["log", text["old_name"], text["merged"]],
    )
    stored.fill(
        journal, ["merge", text["old_name"], NAME, "--yes"], ["log", "ben", "just the weather"]
    )
    return journal.parent


def touch_of(journal: Path, text: str) -> str:
    return str(stored.only(journal, "SELECT id FROM touches WHERE note = ?", TEXTS[text]))


@pytest.fixture
def zoe(care: Care, filled: Path) -> Care:
    mine = replace(care, journal=care.journal.parent / "data" / "journal.db")
    shutil.copytree(filled, mine.journal.parent)
    return mine


def test_not_a_byte_is_left_in_any_file_and_nothing_of_others_is_lost(zoe: Care) -> None:
    assert set(still_there(zoe, *TEXTS.values())) == {
        "journal.db",
        "2026-11-18.db",
        "2026-11-19.db",
        "2026-11-20.db",
        "2026-11-21.db",
    }
    mine = [
        touch
        for touch in zoe("history", "ben", "--json", "--limit", "99").json
        if "lake" not in touch["note"]
    ]
    done = run(zoe, "forget", NAME, "--yes", "--backups")
    assert done.out.splitlines()[-1] == "checked 6 files: nothing of theirs is left"
    assert still_there(zoe, NAME, *TEXTS.values()) == {}
    after = zoe("history", "ben", "--json", "--limit", "99").json
    assert [touch for touch in after if "lake" not in touch["note"]] == mine
    assert [
        person["name"] for touch in after if "lake" in touch["note"] for person in touch["people"]
    ] == ["Ben Okoro"]
    assert [person["name"] for person in zoe("list", "--json").json] == [
        "Ana Silva",
        "Ben Okoro",
        "Łukasz Żak",
    ]
    assert zoe("doctor").code == 0
    assert {oct(path.stat().st_mode & 0o777) for path in files(zoe)} == {"0o600"}
    for path in backup_folder(zoe.journal).glob("*.db"):
        assert replace(zoe, journal=path)("doctor").code == 0
        assert stored.only(path, "SELECT count(*) FROM people") == (
            0 if "11-18" in path.name else 3
        )


def test_without_backups_the_backups_that_hold_them_are_said_and_can_be_cleared_afterwards(
    zoe: Care,
) -> None:
    done = run(zoe, "forget", NAME, "--yes")
    assert (
        done.out.splitlines()[-1]
        == "still in 4 automatic backups: the same command with --backups erases them there"
    )
    assert set(still_there(zoe, *TEXTS.values())) == {
        "2026-11-18.db",
        "2026-11-19.db",
        "2026-11-20.db",
        "2026-11-21.db",
    }
    order = [
        path.name
        for path in sorted(
            backup_folder(zoe.journal).glob("*.db"), key=lambda path: path.stat().st_mtime_ns
        )
    ]
    done = run(zoe, "forget", NAME, "--yes", "--backups", "--json")
    assert (done.json["checked"]["clean"], len(done.json["backups"])) == (True, 4)
    assert still_there(zoe, NAME, *TEXTS.values()) == {}
    assert [
        path.name
        for path in sorted(
            backup_folder(zoe.journal).glob("*.db"), key=lambda path: path.stat().st_mtime_ns
        )
    ] == order


def test_what_is_told_before_is_what_is_erased(zoe: Care) -> None:
    before = stored.everything(zoe.journal)
    told = run(zoe, "forget", NAME, "--dry-run", "--json").json
    assert stored.everything(zoe.journal) == before
    done = run(zoe, "forget", NAME, "--yes", "--json").json
    assert (done["rows"], done["log"]) == (told["rows"], told["log"])
    assert told["rows"] == {
        "touches": 5,
        "facts": 2,
        "actions": 1,
        "feedback": 1,
        "occasions": 1,
        "handles": 4,
        "ties": 1,
    }
    assert [(item["whose"], item["text"]) for item in told["shared"]] == [("Ben Okoro", "the lake")]
    assert (told["mentions"], told["backups"]) == ([], 4)


def test_undo_says_plainly_what_it_cannot_take_back(zoe: Care) -> None:
    shared = stored.only(
        zoe.journal,
        f"SELECT change_set FROM {lines()} WHERE table_name = 'touches' "
        "AND after LIKE '%the lake%' "
        "AND before IS NULL",
    )
    alone = stored.only(
        zoe.journal,
        f"SELECT change_set FROM {lines()} WHERE table_name = 'feedback' AND before IS NULL",
    )
    run(zoe, "forget", NAME, "--yes")
    before = stored.everything(zoe.journal)
    assert "forget erases for good" in refused(zoe("undo"), 1)
    assert "somebody in it was forgotten" in refused(zoe("undo", shared), 1)
    assert "no command has an id that starts with" in refused(zoe("undo", alone), 3)
    assert stored.everything(zoe.journal) == before
    weather = next(
        item for item in zoe("undo", "--list", "--json").json if "weather" in item["what"]
    )
    assert run(zoe, "undo", weather["id"]).out.startswith("Undone  log")


def test_whoever_was_deleted_or_archived_can_be_forgotten(zoe: Care) -> None:
    run(zoe, "delete", stored.only(zoe.journal, "SELECT id FROM people WHERE name = ?", NAME))
    assert "was deleted, and is still in the file. Add --deleted to forget them." in refused(
        zoe("forget", NAME, "--yes"), 3
    )
    assert "nobody who was deleted is called" in refused(
        zoe("forget", "ben", "--yes", "--deleted"), 3
    )
    run(zoe, "archive", "łukasz")
    run(zoe, "forget", "łukasz", "--yes", "--backups")
    assert still_there(zoe, "Łukasz") == {}
    run(zoe, "forget", "zoe kroger-nguyen", "--yes", "--backups", "--deleted")
    assert still_there(zoe, NAME, *TEXTS.values()) == {}


def test_a_touch_of_which_only_the_deleted_are_left_is_deleted_and_comes_back_with_them(
    care: Care,
) -> None:
    stored.fill(care.journal, ["add", "Ana"], ["add", "Ben"])
    run(care, "log", "ana", "--with", "ben", "-k", "help", "round the lake")
    run(care, "delete", stored.only(care.journal, "SELECT id FROM people WHERE name = 'Ana'"))
    deleted = run(care, "undo", "--list", "--json").json[0]["id"]
    assert len(run(care, "history", "--json").json) == 1
    run(care, "forget", "ben", "--yes")
    assert run(care, "history", "--json").json == []
    assert care("find", "lake", "--json").code == 3
    assert care("doctor").code == 0
    run(care, "undo", deleted)
    (touch,) = run(care, "history", "--json").json
    assert [person["name"] for person in touch["people"]] == ["Ana"]
    assert run(care, "list", "--json").json[0]["last_care"] == touch["happened_on"]
    assert care("doctor").code == 0


def test_several_who_were_deleted_are_told_apart_by_id(care: Care) -> None:
    ids_ = []
    for _ in range(2):
        ids_.append(run(care, "add", "Ana", "--anyway", "--json").json["person"]["id"])
        run(care, "delete", ids_[-1])
    said = refused(care("forget", "ana", "--deleted", "--yes"), 4)
    assert all(whole[:4] in said for whole in ids_)
    run(care, "forget", ids_[0][:8], "--deleted", "--yes")
    assert stored.rows(care.journal, "SELECT id FROM people") == [(ids_[1],)]


@pytest.fixture
def named(care: Care) -> Care:
    """Others' entries name her."""
    stored.fill(care.journal, ["add", NAME], ["add", "Ben Okoro"], ["add", "Ana Silva"])
    stored.fill(
        care.journal,
        ["log", "ben", "--with", NAME, "lunch with Zoë at the lake"],
        ["log", "ben", "he and zoe kröger-nguyễn are friends"],
    )
    stored.fill(
        care.journal,
        ["learn", "ben", "family", "his sister is called Zoë"],
        ["log", "ana", "the zoo"],
    )
    return care


def test_who_else_names_them_is_said_and_stays_as_written(named: Care) -> None:
    done = run(named, "forget", NAME, "--yes", "--json").json
    assert done["checked"]["clean"] is False
    assert {(item["table"], item["whose"]) for item in done["checked"]["mentions"]} == {
        ("touches", "Ben Okoro"),
        ("facts", "Ben Okoro"),
    }
    assert [item["backup"] for item in done["checked"]["left"]] == [True]
    notes = [touch["note"] for touch in named("history", "ben", "--json").json]
    assert sorted(notes) == ["he and zoe kröger-nguyễn are friends", "lunch with Zoë at the lake"]
    assert (
        stored.only(
            named.journal,
            f"SELECT count(*) FROM {lines()} WHERE before LIKE '%Zoë%' OR after LIKE '%Zoë%'",
        )
        == 0
    )


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "afterwards"])
def test_the_name_is_taken_out_of_what_is_written_of_others(named: Care, at_once: bool) -> None:
    if not at_once:
        run(named, "forget", NAME, "--yes")
        run(named, "log", "ana", "hello")
    done = run(named, "forget", NAME, "--yes", "--mentions", "--backups")
    assert done.out.splitlines()[-1].endswith(": nothing of theirs is left")
    assert sorted(touch["note"] for touch in named("history", "ben", "--json").json) == [
        "he and … are friends",
        "lunch with … at the lake",
    ]
    assert still_there(named, NAME) == {}
    assert [hit["text"] for hit in named("find", "zoo", "--json").json] == ["the zoo"]
    assert named("doctor").code == 0
    assert "nobody is called" in refused(named("forget", NAME, "--yes", "--mentions"), 3)


def test_an_entry_that_names_them_twice_loses_both(named: Care) -> None:
    stored.fill(named.journal, ["feedback", "ben", "as Zoë said, it is slow"])
    stored.fill(
        named.journal, ["acted", stored.only(named.journal, "SELECT id FROM feedback"), "asked Zoë"]
    )
    assert (
        run(named, "forget", NAME, "--yes", "--mentions", "--backups", "--json").json["checked"][
            "clean"
        ]
        is True
    )
    assert stored.rows(named.journal, "SELECT text, action FROM feedback") == [
        ("as … said, it is slow", "asked …")
    ]


def test_every_column_of_the_journal_is_thought_of() -> None:
    """A new table or column must be erased, or hold no personal data."""
    ours = {
        "id",
        "person_id",
        "touch_id",
        "other_id",
        "created_at",
        "updated_at",
        "deleted_at",
        "name_key",
        "value_key",
        "sort",
        "kind",
        "channel",
    }
    ours |= {
        "source",
        "about",
        "tone",
        "category",
        "key",
        "cadence_days",
        "mood",
        "from_them",
        "crowd",
        "month",
        "day",
        "year",
        "family",
        "days",
    }
    for table in set(MODEL) - {"settings", "kinds", "tag_cadences", "touch_people"}:
        texts = {
            column
            for column in columns(table)
            # Who wrote a touch is a colleague, and no text.
            if column not in {*ours, "by"} and not column.endswith(("_on", "_until"))
        }
        assert texts == set(TEXT_COLUMNS[table]), table
    assert set(personal_data.OWNED_TABLES) == {*merging.SAME, "handles", "tags"}


def test_a_name_that_is_a_word_of_the_language_stays_in_the_words_of_others(care: Care) -> None:
    calls = [["log", "ben", "he will call back", str(number)] for number in range(14)]
    stored.fill(
        care.journal,
        ["add", "Will Quastenfloss"],
        ["add", "Ben Okoro"],
        *calls,
        ["log", "ben", "knows Will Quastenfloss"],
    )
    done = run(care, "forget", "will", "--yes", "--mentions")
    assert done.out.splitlines()[-1] == "left as a plain word in 14 entries of others: 'will'"
    notes = [touch["note"] for touch in care("history", "ben", "--json", "--limit", "99").json]
    assert "he will call back 3" in notes
    assert "knows …" in notes
    assert set(still_there(care, "Quastenfloss")) == {"2026-11-21.db"}


def test_another_of_the_same_name_keeps_everything(care: Care) -> None:
    run(care, "add", "Ana Silva", "--note", "the first")
    run(care, "add", "Ana Silva", "--anyway", "--note", "the second")
    run(care, "log", "ben", "--new", "spoke of Ana Silva")
    first = stored.only(care.journal, "SELECT id FROM people WHERE note = 'the first'")
    done = run(care, "forget", first, "--yes", "--mentions", "--backups")
    assert "perhaps named in 1 entry of others, which stay as written:" in done.out.splitlines()
    assert done.out.splitlines()[-1] == "  Where the name is theirs: care edit ID"
    assert care("profile", "ana silva", "--json").json["person"]["note"] == "the second"
    assert care("history", "ben", "--json").json[0]["note"] == "spoke of Ana Silva"


def test_what_the_editor_left_and_any_file_beside_the_journal_is_read_and_said(zoe: Care) -> None:
    kept = zoe.journal.with_name(".care-abc.txt")
    kept.write_text(f"a draft: {TEXTS['fact']}", encoding="utf-8")
    copy = zoe.journal.with_name("journal.db.bak")
    shutil.copy(zoe.journal, copy)
    other = zoe.journal.with_name("shopping.txt")
    other.write_text(NAME, encoding="utf-8")
    done = run(zoe, "forget", NAME, "--yes", "--backups", "--json").json["checked"]
    assert {Path(item["file"]).name for item in done["left"]} == {".care-abc.txt", "journal.db.bak"}
    assert (done["clean"], done["files"]) == (False, 8)


def test_a_backup_that_cannot_be_read_is_deleted_and_said(zoe: Care) -> None:
    folder = backup_folder(zoe.journal)
    damaged, newer, part = (
        folder / "2026-11-19.db",
        folder / "2026-11-20.db",
        folder / ".2026-11-21.db.999999999",
    )
    with damaged.open("r+b") as file:
        file.seek(20_000)
        file.write(b"x" * 60_000)
    stored.write(newer, "PRAGMA user_version = 999")
    shutil.copy(zoe.journal, part)
    # What SQLite set aside for a write that was cut off holds pages of the journal, too.
    aside = damaged.with_name(f"{damaged.name}-journal")
    shutil.copy(zoe.journal, aside)
    done = run(zoe, "forget", NAME, "--yes", "--backups", "--json").json
    assert {Path(item["file"]).name for item in done["backups"] if item["deleted"]} == {
        damaged.name,
        newer.name,
    }
    assert not any(path.exists() for path in (damaged, newer, part, aside))
    assert done["checked"]["clean"] is True


def test_a_backup_of_an_older_version_is_brought_up_to_date_and_kept(care: Care) -> None:
    with stored.opened(care.journal) as db:
        db.executescript((ROOT / "tests" / "schemas" / "001.sql").read_text(encoding="utf-8"))
    name = stored.only(care.journal, "SELECT name FROM people ORDER BY rowid LIMIT 1")
    run(care, "log", name, "hello")
    (old,) = backup_folder(care.journal).glob("*before-version*.db")
    assert still_there(care, name)
    done = run(care, "forget", name, "--yes", "--backups", "--mentions", "--json").json
    assert {"file": str(old), "deleted": False} in done["backups"]
    assert done["checked"]["clean"] is True
    assert still_there(care, name) == {}
    assert replace(care, journal=old)("doctor").code == 0


def test_what_lies_in_the_free_pages_of_a_backup_goes_too(zoe: Care) -> None:
    path = backup_folder(zoe.journal) / "2026-11-20.db"
    with stored.opened(path) as db:
        db.execute("PRAGMA secure_delete = OFF")
        db.execute("CREATE TABLE gone (text)")
        db.execute("INSERT INTO gone VALUES (?)", (TEXTS["long"],))
        db.execute("DROP TABLE gone")
    assert TEXTS["long"][:40].encode() in path.read_bytes()
    run(zoe, "forget", NAME, "--yes", "--backups")
    assert still_there(zoe, TEXTS["long"]) == {}


def test_the_check_finds_what_is_left_in_a_free_page(
    zoe: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check must be able to fail: here nothing is rewritten and nothing overwritten."""
    monkeypatch.setattr(
        forgetting, "_write_anew", lambda journal: journal.db.execute("PRAGMA integrity_check")
    )
    with open_journal(zoe.journal, TODAY) as journal:
        journal.db.execute("PRAGMA secure_delete = OFF")
        who = personal_data.find_subject(journal.db, people.find(journal, NAME).id)
        done = forgetting.forget(
            journal, who, mentions=False, in_backups=False, whole_folder=False, note=lambda _: None
        )
        left = [item for item in done.checked.left if item.path == zoe.journal]
        assert len(left[0].words) == 3
        monkeypatch.undo()
        assert forgetting.finish(journal) is True
        assert forgetting.finish(journal) is False
        assert patterns_in_file(zoe.journal, byte_patterns([TEXTS["fact"], TEXTS["long"]])) == (
            set(),
            set(),
        )


@pytest.mark.parametrize(
    "place", [CHUNK - 30, CHUNK - 12, CHUNK - 5, CHUNK - 1, CHUNK, 3 * CHUNK - 3, 0]
)
@pytest.mark.parametrize("text", ["Zozo", "Zozolina", "Kröger", "her daughter Mia"])
def test_a_text_across_the_borders_of_the_pieces_that_are_read_is_found(
    tmp_path: Path, place: int, text: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"\0" * place + text.encode() + b"\0" * 9)
    found = patterns_in_file(file, byte_patterns([text]))
    assert found.runs or found.shorts
    file.write_bytes(b"\0" * place + b"\0" * 9)
    assert patterns_in_file(file, byte_patterns([text])) == (set(), set())


def test_without_a_name_there_is_nothing_to_finish(zoe: Care) -> None:
    assert "say whom to forget" in refused(zoe("forget"), 2)
    assert "Say --yes" in refused(zoe("forget", NAME), 2)
    assert "nobody is called" in refused(
        zoe("forget", "nobody", "--yes", "--backups", "--mentions"), 3
    )


def test_a_journal_that_another_process_writes_is_said_and_left_as_it_is(zoe: Care) -> None:
    before = stored.everything(zoe.journal)
    with stored.opened(zoe.journal) as db:
        db.execute("BEGIN IMMEDIATE")
        said = refused(zoe("forget", NAME, "--yes", "--backups", env={"CARE_TIMEOUT": "0.2"}), 5)
        db.execute("ROLLBACK")
    assert "is in use by another process" in said
    assert stored.everything(zoe.journal) == before


LEAVE = """
import os, sys
from pathlib import Path
from caretrack.temporary import temporary_file
with temporary_file(Path(sys.argv[1])) as file:
    file.write_text("a secret")
    os._exit(0)
"""


def test_a_reader_that_stays_does_not_keep_them_from_being_erased_and_the_next_run_finishes(
    zoe: Care,
) -> None:
    """The write waits for readers; one between the steps leaves the second for the next run."""
    with open_journal(zoe.journal, TODAY, timeout=0.1) as journal:
        who = personal_data.find_subject(journal.db, people.find(journal, NAME).id)
        reader = sqlite3.connect(zoe.journal, isolation_level=None)

        def begin(_: object) -> None:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM people").fetchone()

        original = forgetting._write_anew
        forgetting._write_anew = lambda opened: (begin(opened), original(opened))[1]  # type: ignore[assignment]
        try:
            with pytest.raises(
                forgetting.JournalUnusable,
                match="they are erased, but the file is not written anew yet",
            ) as refusal:
                forgetting.forget(
                    journal,
                    who,
                    mentions=False,
                    in_backups=True,
                    whole_folder=False,
                    note=lambda _: None,
                )
        finally:
            forgetting._write_anew = original
            reader.close()
        assert refusal.value.exit_code == 5
    assert [person["name"] for person in zoe("list", "--json").json] == [
        "Ana Silva",
        "Ben Okoro",
        "Łukasz Żak",
    ]
    examined = zoe("doctor")
    assert (
        examined.code,
        "\ta `care forget` was cut off: what it erased may still be in the file\t`care forget`, "
        "without a name, finishes it." in examined.out,
    ) == (1, True)
    # What a run left that was killed while it wrote the file anew.
    subprocess.run([sys.executable, "-c", LEAVE, str(zoe.journal)], check=True)
    assert len(abandoned(zoe.journal)) == 1
    assert run(zoe, "forget", NAME, "--yes").out.startswith("Finished what was cut off")
    assert abandoned(zoe.journal) == []
    assert still_there(zoe, NAME, *TEXTS.values()) == {}
    assert zoe("doctor").code == 0
    assert "say whom to forget" in refused(zoe("forget"), 2)


def limited(care: Care, size: int, *args: str) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(
        care.command(*args),
        env=care.environment(),
        cwd=care.journal.parent,
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=limit,
        check=False,
    )


@pytest.mark.parametrize("share", [0.0, 0.1, 0.4, 0.7, 0.95])
def test_a_full_disk_is_said_in_a_line_loses_nothing_and_can_be_finished(
    zoe: Care, share: float
) -> None:
    of_others = (
        "SELECT DISTINCT t.note FROM touches AS t JOIN touch_people ON touch_id = t.id JOIN "
        "people AS p ON p.id = person_id WHERE p.name <> ? ORDER BY 1"
    )
    others = stored.rows(zoe.journal, of_others, NAME)
    done = limited(
        zoe, int(zoe.journal.stat().st_size * share), "forget", NAME, "--yes", "--backups"
    )
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert (done.returncode in {1, 5}, done.stdout) == (True, "")
        assert [
            line[:6] for line in done.stderr.splitlines() if not line.startswith("looking in")
        ] == ["care: "]
    assert zoe("doctor").code == 0
    again = zoe("forget", NAME, "--yes", "--backups")
    assert again.code == 0 or done.returncode == 0
    assert still_there(zoe, NAME, *TEXTS.values()) == {}
    assert stored.rows(zoe.journal, of_others, NAME) == others


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for a journal and not much more."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    ).returncode:
        pytest.skip("only root may mount a file system")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_disk_without_room_is_no_accident(zoe: Care, small_disk: Path) -> None:
    care = replace(zoe, journal=small_disk / "journal.db")
    shutil.copytree(zoe.journal.parent, small_disk, dirs_exist_ok=True)
    (small_disk / "filler").write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 4096))
    before = stored.everything(care.journal)
    said = care("forget", NAME, "--yes", "--backups")
    assert (said.code in {1, 5}, said.out) == (True, "")
    assert stored.everything(care.journal) == before
    (small_disk / "filler").unlink()
    assert care("forget", NAME, "--yes", "--backups").code == 0
    assert still_there(care, NAME, *TEXTS.values()) == {}


def test_a_run_that_is_killed_at_any_moment_leaves_a_sound_journal_and_the_next_finishes(
    zoe: Care,
) -> None:
    start = time.monotonic()
    whole = replace(zoe, journal=zoe.journal.parent.with_name("whole") / "journal.db")
    shutil.copytree(zoe.journal.parent, whole.journal.parent)
    run(whole, "forget", NAME, "--yes", "--backups")
    takes = time.monotonic() - start
    chance, ends = random.Random(7), set()
    for number in range(10):
        care = replace(zoe, journal=zoe.journal.parent.with_name(f"killed{number}") / "journal.db")
        shutil.copytree(zoe.journal.parent, care.journal.parent)
        process = subprocess.Popen(
            care.command("forget", NAME, "--yes", "--backups"),
            env=care.environment(),
            cwd=zoe.journal.parent,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(takes * (0.15 + 0.85 * (number + chance.random()) / 10))
        process.kill()
        process.wait(timeout=60)
        seen = care("doctor")
        # A forget that was cut off is reported, with the copies that it left, and nothing else is.
        amiss = [
            line.split("\t")[0]
            for line in seen.out.splitlines()[1:]
            if line.count("\t") == 3 and line.split("\t")[1] != "fine"
        ]
        assert set(amiss) <= {"forget", "left over"}
        assert seen.code == bool(amiss)
        again = care("forget", NAME, "--yes", "--backups")
        ends.add((process.returncode, again.code))
        assert again.code == 0 or process.returncode == 0 or "nobody is called" in again.err
        assert still_there(care, NAME, *TEXTS.values()) == {}
        assert care("doctor").code == 0
    assert (-signal.SIGKILL, 0) in ends


def forget(journal: Journal, person_id: str) -> forgetting.ErasureReport:
    who = personal_data.find_subject(journal.db, person_id)
    return forgetting.forget(
        journal, who, mentions=True, in_backups=True, whole_folder=True, note=lambda _: None
    )


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
# A setting that was taken away again, and an undo of when it was made.
@example(
    [
        (0, [0, 0, 0, 0]),
        (15, [0, 0, 0, 31]),
        (13, [0, 0, 0, 0]),
        (13, [0, 0, 0, 0]),
        (0, [0, 0, 0, 0]),
        (13, [0, 0, 0, 0]),
        (13, [0, 0, 0, 0]),
        (0, [0, 0, 0, 0]),
    ],
    0,
    False,
)
@example([(7, [0, 1, 0, 0]), (7, [0, 0, 0, 0]), (12, [1, 1, 0, 0])], 0, False)
@given(
    st.lists(st.tuples(st.integers(0, len(STEPS)), picks), min_size=5, max_size=40),
    st.integers(0, 9),
    st.booleans(),
)
def test_after_whatever_was_done_somebody_can_be_forgotten(
    steps: list[tuple[int, list[int]]], who: int, deleted: bool
) -> None:
    secret = made_up(20, 8)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_journal(Path(folder) / "journal.db", TODAY, make=True) as journal,
    ):
        journal.db.execute("PRAGMA synchronous = OFF")
        with journal.change("fill"):
            for number in range(4):
                people.add(
                    journal,
                    f"Person {made_up(30 + number, 2)}",
                    added_on=TODAY - timedelta(days=number),
                )
        with journal.change("log"):
            first = ids(journal, "people")[who % 4]
            touches.add(
                journal,
                [first],
                kind="checkin",
                channel="call",
                from_them=False,
                happened_on=TODAY,
                note=secret,
            )
        for number, pick in steps:
            step = (*STEPS, merge_two)[number]
            if step is undo:
                undo(journal, *pick)
            else:
                with journal.change(step.__name__):
                    step(journal, *pick)
        gone = one(ids(journal, "people", "1" if deleted else "deleted_at IS NULL"), who)
        holds_the_secret = journal.db.execute(
            "SELECT 1 FROM people WHERE id = ? AND id IN (SELECT person_id FROM touch_people)",
            (first,),
        ).fetchone()
        if gone is None:
            return
        theirs_ = personal_data.find_subject(journal.db, gone)
        name = theirs_.name
        done = forget(journal, gone)
        assert done.checked.left == ()
        same_as_rebuilt(journal)
        assert [one.check for one in examine(journal) if not one.fine and one.check != "days"] == []
        assert journal.db.execute("SELECT count(*) FROM people WHERE name = ?", (name,)).fetchone()[
            0
        ] == 0 or not name.startswith("Person")
        held = Path(folder, "journal.db").read_bytes()
        assert not any(person.encode() in held for person in theirs_.ids)
        if first in theirs_.ids and holds_the_secret is not None:
            assert not any(word.encode() in held for word in secret.split())


def test_a_name_beside_an_id_is_not_taken_for_a_name_that_is_left(journal_path: Path) -> None:
    with open_journal(journal_path, TODAY, make=True) as journal:
        with journal.change("fill"):
            # In the list of names `paul` stands right before the id: `paul` and `a...`.
            while not people.add(journal, "Paul", anyway=True, added_on=TODAY).id.startswith("a"):
                pass
            gone = people.add(journal, "Paula", added_on=TODAY).id
        assert forget(journal, gone).checked.left == ()
        assert b"paula" in journal_path.read_bytes()


def test_a_temporary_file_that_goes_while_files_are_searched_is_not_left(
    journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_one_that_is_gone(*args: Any) -> list[Path]:
        return [journal_path.with_name(".care-0a1b2c3d") / "text.toml", *files_of(*args)]

    monkeypatch.setattr(forgetting, "files_of", and_one_that_is_gone)
    with open_journal(journal_path, TODAY, make=True) as journal:
        with journal.change("fill"):
            gone = people.add(journal, "Paula", added_on=TODAY).id
        assert forget(journal, gone).checked.left == ()


def test_folders_that_go_while_their_files_are_listed_are_passed_over(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "text.txt").touch()
    found = files_below(tmp_path)
    first = next(found)
    for other in {"a", "b", "c"} - {first.parent.name}:
        shutil.rmtree(tmp_path / other)
    assert list(found) == []
    assert list(files_below(tmp_path / "nothing")) == []


def merge_two(journal: Journal, a: int, b: int, c: int, d: int) -> None:
    gone, into = one(ids(journal, "people"), a), one(ids(journal, "people"), d)
    if gone and into and gone != into:
        merging.merge(journal, gone, into)


def test_the_folder_is_left_as_it_was_but_for_what_is_erased(zoe: Care) -> None:
    names = {path.name for path in files(zoe)}
    run(zoe, "forget", NAME, "--yes", "--backups")
    assert {path.name for path in files(zoe)} == names
    assert zoe.journal.parent.stat().st_mode & 0o777 == 0o700


def test_a_kept_text_is_named_though_entries_of_others_name_them_too(zoe: Care) -> None:
    assert zoe("log", "ben", f"met {NAME} at the lake").code == 0
    kept = zoe.journal.parent / ".care-abc" / "text.txt"
    kept.parent.mkdir()
    kept.write_text(f"lunch with {NAME}\n", encoding="utf-8")
    done = zoe("forget", NAME, "--yes", "--json").json["checked"]
    assert str(kept) in {item["file"] for item in done["left"]}


def test_what_somebody_had_of_them_while_they_were_merged_goes(care: Care) -> None:
    run(care, "add", "Xaverius Quopp", "--note", "sold the lighthouse", "--email", "xq@sea.example")
    run(care, "add", "Ana Silva")
    run(care, "merge", "xaverius", "ana", "--yes")
    run(care, "learn", "ana", "hobby", "chess")
    ((merged,),) = stored.rows(care.journal, "SELECT id FROM change_sets WHERE command = 'merge'")
    run(care, "edit", "ana", "--role", "Captain")
    run(care, "undo", merged)
    run(care, "edit", "ana", "--company", "Lagoon Foods")
    assert still_there(care, "Xaverius", "lighthouse", "xq@sea")
    run(care, "forget", "xaverius", "--yes", "--backups")
    assert still_there(care, "Xaverius", "lighthouse", "xq@sea") == {}
    assert [person["role"] for person in care("list", "--json").json] == ["Captain"]
    assert run(care, "doctor").code == 0


def test_lines_that_are_left_before_and_after_erased_ones_are_no_damage(care: Care) -> None:
    run(care, "add", "Xaverius Quopp")
    run(care, "add", "Ana Silva")
    run(care, "edit", "ana", "--note", "saw Xaverius Quopp")
    run(care, "edit", "ana", "--note", "likes chess")
    run(care, "edit", "ana", "--company", "Lagoon Foods")
    last = stored.only(care.journal, "SELECT id FROM change_sets ORDER BY rowid DESC LIMIT 1")
    run(care, "forget", "xaverius", "--yes")
    run(care, "doctor")
    run(care, "undo", last)
    assert [person["company"] for person in care("list", "--json").json] == [None]
    run(care, "doctor")
