"""`care forget` tells the person from the word, asks in doubt, and says what is left."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import stored
from caretrack.journal.change_log import lines
from conftest import Care, refused
from pseudo_terminal import Terminal


def notes(care: Care) -> list[str]:
    """Return all notes, the oldest first."""
    return [touch["note"] for touch in care("history", "--json", "--limit", "99").json][::-1]


def forgotten(care: Care, name: str, *options: str) -> Any:
    done = care("forget", name, "--mentions", "--yes", "--json", *options)
    assert done.code == 0, done
    return done.json


@pytest.fixture
def eva(care: Care) -> Iterator[Care]:
    stored.fill(care.journal, ["add", "Eva Lind"])
    yield care
    assert care("doctor").code == 0


@pytest.mark.parametrize(
    ("name", "note", "after"),
    [
        ("Jo", "Jo rang about the boat", "… rang about the boat"),
        ("Al", "lunch with Al, spaghetti al dente", "lunch with …, spaghetti al dente"),
        ("Xu", "Xu asked after you", "… asked after you"),
        ("李雷", "昨天跟李雷吃饭", "昨天跟…吃饭"),
        ("李", "李先生来了", "…先生来了"),
        ("김민수", "어제 김민수를 만났다", "어제 …를 만났다"),
        ("Will", "Will rang, I will call back", "… rang, I will call back"),
        ("May", "May rang: school starts in May", "… rang: school starts in May"),
        ("Mark Holm", "Mark's boat made a mark, says M. Holm", "…'s boat made a mark, says …"),
        ("Anna Nowak", "Rozmawiałem z Anną o pracy", "Rozmawiałem z … o pracy"),
        ("Ana Silva", "#ana, @ana and ana_silva", "#…, @… and …"),
    ],
)
def test_the_person_goes_and_the_word_stays(eva: Care, name: str, note: str, after: str) -> None:
    stored.fill(eva.journal, ["add", name], ["log", "eva", "-k", "checkin", "--", note])
    done = forgotten(eva, name, "--backups")
    assert notes(eva) == [after]
    words = [
        word for word in ("will", "May", "al", "mark") if word in after.replace(",", "").split()
    ]
    assert bool(done["common"]) == bool(words)
    assert done["checked"]["clean"] is not bool(words)


def test_a_nickname_a_former_name_an_address_and_a_number_are_looked_for(eva: Care) -> None:
    stored.fill(
        eva.journal,
        ["add", "Zerlina Quast", "--nickname", "Zozo", "--email", "zq77@lagoon.example"],
        ["edit", "zerlina", "--name", "Zerlina Holm", "--phone", "+351 912 345 678"],
        ["log", "eva", "-k", "checkin", "--", "Zozo rang; Quast is her old name, zq77 her nick"],
        ["log", "eva", "-k", "checkin", "--", "her number: 912-345-678"],
    )
    done = forgotten(eva, "Zerlina Holm", "--backups")
    assert notes(eva) == ["… rang; … is her old name, … her nick", "her number: …"]
    assert set(done["looked_for"]) == {
        "Zerlina Holm",
        "Zerlina Quast",
        "Zozo",
        "zq77@lagoon.example",
        "+351 912 345 678",
        "ZQ",
        "ZH",
    }
    assert done["checked"]["clean"] is True


def test_whoever_was_merged_is_looked_for_by_that_name(eva: Care) -> None:
    stored.fill(
        eva.journal,
        ["add", "Zerlina Quast"],
        ["add", "Zerlina Holm"],
        ["merge", "Zerlina Quast", "Zerlina Holm", "--yes"],
        ["log", "eva", "-k", "checkin", "--", "Quast rang"],
    )
    assert forgotten(eva, "Zerlina Holm", "--backups")["checked"]["clean"]
    assert notes(eva) == ["… rang"]


def test_what_is_in_doubt_is_left_in_a_pipe_and_blanked_later_by_its_id(eva: Care) -> None:
    stored.fill(
        eva.journal,
        ["add", "Will Hart"],
        ["log", "eva", "-k", "checkin", "--", "the Harts moved"],
        ["log", "eva", "-k", "checkin", "--", "Will Jones moved"],
    )
    done = forgotten(eva, "Will Hart", "--backups")
    checked = done["checked"]
    assert checked["clean"] is False
    doubts = checked["in_doubt"]
    assert {tuple(item["words"]) for item in doubts} == {("Harts",), ("Will",)}
    harts = next(item["id"] for item in doubts if item["words"] == ["Harts"])
    log = f"SELECT count(*) FROM {lines()} WHERE after LIKE '%Harts%'"
    assert stored.only(eva.journal, log) == 1
    done = forgotten(eva, "Will Hart", "--backups", "--them", harts[:6])
    assert notes(eva) == ["the … moved", "Will Jones moved"]
    assert stored.only(eva.journal, log) == 0
    for path in (eva.journal, *eva.journal.with_name("journal.db-backups").glob("*.db")):
        assert b"Harts" not in path.read_bytes()


def test_nothing_is_clean_that_find_still_finds(eva: Care) -> None:
    stored.fill(
        eva.journal,
        ["add", "Ana Silva"],
        ["log", "eva", "-k", "checkin", "--", "the analysis is done"],
    )
    done = forgotten(eva, "Ana Silva", "--backups")
    assert done["common"] == [{"word": "ana", "entries": 1, "as": ["analysis"]}]
    assert done["checked"]["clean"] is False
    assert "analysis" in eva("find", "ana").out


def test_what_others_are_called_is_theirs(eva: Care) -> None:
    stored.fill(
        eva.journal,
        ["add", "Ana Silva"],
        ["add", "Ana Costa"],
        ["log", "ana costa", "-k", "checkin", "--", "Ana has a new job, says Ana Costa"],
        ["learn", "ana costa", "family", "Ana has two sons"],
    )
    done = forgotten(eva, "Ana Silva", "--backups")
    assert notes(eva) == ["Ana has a new job, says Ana Costa"]
    assert done["checked"]["clean"] is True


def test_a_plain_word_of_others_can_still_be_undone(eva: Care) -> None:
    stored.fill(eva.journal, ["add", "Will"], ["log", "eva", "-k", "checkin", "--", "I will call"])
    forgotten(eva, "Will", "--backups")
    last = next(item for item in eva("undo", "--list", "--json").json if item["command"] == "log")
    assert eva("undo", last["id"]).code == 0
    assert eva("history").code == 0 and notes(eva) == []


def test_a_backup_of_after_the_erasure_is_read_for_the_name(eva: Care) -> None:
    stored.fill(
        eva.journal,
        ["add", "Jo"],
        ["log", "eva", "-k", "checkin", "--", "Jo rang"],
        today="2026-11-19",
    )
    eva("forget", "Jo", "--yes", "--backups")
    stored.fill(eva.journal, ["log", "eva", "-k", "checkin", "--", "hello"], today="2026-11-20")
    done = forgotten(eva, "Jo", "--backups")
    assert done["checked"]["clean"] is True
    for path in eva.journal.with_name("journal.db-backups").glob("*.db"):
        with sqlite3.connect(path) as db:
            assert not db.execute("SELECT 1 FROM touches WHERE note LIKE '%Jo%'").fetchall()
        db.close()


def test_a_text_that_was_kept_loses_the_name(eva: Care) -> None:
    stored.fill(eva.journal, ["add", "Zerlina Quast"])
    folder = eva.journal.parent / ".care-kept"
    folder.mkdir(0o700)
    text = folder / "text.txt"
    text.write_text("Zerlina rang, and Eva too", encoding="utf-8")
    assert forgotten(eva, "Zerlina Quast", "--backups")["checked"]["clean"]
    assert text.read_text(encoding="utf-8") == "… rang, and Eva too"
    text.unlink()
    folder.rmdir()


DOUBT = ["the Harts moved", "Will Jones moved", "the Harts again"]


@pytest.fixture
def doubtful(eva: Care) -> Care:
    stored.fill(
        eva.journal,
        ["add", "Will Hart"],
        *(["log", "eva", "-k", "checkin", "--", note] for note in DOUBT),
    )
    return eva


def terminal(care: Care, *args: str) -> Terminal:
    return Terminal(care.command(*args), care.environment(), care.home)


@pytest.mark.parametrize(
    ("answers", "after"),
    [
        (["n", "n", "n"], DOUBT),
        (["y", "n", "y"], ["the … moved", "Will Jones moved", "the … again"]),
        (["n", "all"], ["the Harts moved", "… Jones moved", "the … again"]),
    ],
)
def test_on_a_terminal_each_line_in_doubt_is_asked(
    doubtful: Care, answers: list[str], after: list[str]
) -> None:
    with terminal(doubtful, "forget", "Will Hart", "--mentions", "--backups") as screen:
        for number, answer in enumerate(answers, start=1):
            screen.answer(f"{number} of 3 [y/n/all/quit]", answer)
        screen.answer("type the whole name", "Will Hart")
        assert screen.end()[0] == 0
    assert notes(doubtful) == after


def test_who_quits_erases_nothing(doubtful: Care) -> None:
    before = stored.everything(doubtful.journal)
    with terminal(doubtful, "forget", "Will Hart", "--mentions", "--backups") as screen:
        screen.answer("»Harts«", "q")
        code, shown = screen.end()
        assert code == 1 and "stopped: nothing was erased" in shown
    assert stored.everything(doubtful.journal) == before


def test_with_json_nothing_is_asked_and_doubt_is_listed_in_a_dry_run(doubtful: Care) -> None:
    told = doubtful("forget", "Will Hart", "--mentions", "--dry-run", "--json").json
    assert [item["text"] for item in told["in_doubt"]] == DOUBT
    assert told["looked_for"] == ["Will Hart", "WH"]
    assert told["not_looked_for"] == []
    assert "is in doubt" in refused(
        doubtful("forget", "Will Hart", "--mentions", "--them", "zz", "--yes"), 3
    )


def test_the_files_stay_private(eva: Care) -> None:
    stored.fill(eva.journal, ["add", "Jo"])
    forgotten(eva, "Jo", "--backups")
    files = [path for path in Path(eva.journal.parent).rglob("*") if path.is_file()]
    assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o600"}


@pytest.mark.parametrize("note", ["Å was there too", "lunch with B.Å.", "BÅ said so", "B. said so"])
def test_initials_and_a_letter_by_itself_are_in_doubt(care: Care, note: str) -> None:
    stored.fill(
        care.journal,
        ["add", "Eva Lind"],
        ["add", "Bo Å"],
        ["log", "eva", "-k", "checkin", "--", note],
    )
    done = forgotten(care, "Bo Å")
    assert notes(care) == [note]
    assert [item["text"] for item in done["checked"]["in_doubt"]] == [note]
    assert not done["checked"]["clean"]


@pytest.mark.parametrize(
    ("name", "note", "word"),
    [("Olga Kern", "that is OK", "OK"), ("王伟", "他的伟大计划", "伟")],
)
def test_a_hint_that_is_mostly_a_word_stays_and_is_counted(
    care: Care, name: str, note: str, word: str
) -> None:
    stored.fill(
        care.journal,
        ["add", "Eva Lind"],
        ["add", name],
        ["log", "eva", "-k", "checkin", "--", note],
    )
    done = forgotten(care, name)
    assert notes(care) == [note]
    assert done["common"] == [{"word": word, "entries": 1, "as": [word]}]
    assert not done["checked"]["clean"]
