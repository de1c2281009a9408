"""Who looks after whom and who wrote a touch, through every way in and out of a journal."""

from __future__ import annotations

from pathlib import Path

import pytest

import stored
from conftest import Care


@pytest.fixture
def team(care: Care) -> Care:
    """A journal in which I am Mia Wong, Ana is mine, Ben is of Leo, and Eva is of nobody."""
    assert care("config", "name", "Mia Wong").code == 0
    for name, *more in (("Ana Silva", "--owner", "me"), ("Ben Okoro", "--owner", "Leo"), ("Eva",)):
        assert care("add", name, *more).code == 0
    return care


def owners(path: Path) -> dict[str, str | None]:
    return dict(stored.rows(path, "SELECT name, owner FROM people WHERE deleted_at IS NULL"))


def writers(path: Path) -> list[str | None]:
    return [row[0] for row in stored.rows(path, "SELECT by FROM touches ORDER BY rowid")]


def test_every_command_that_writes_a_touch_says_who_wrote_it(team: Care) -> None:
    team("log", "ana", "a word about the harbour")
    gesture = team("gesture", "ana", "a card", "--json").json["id"]
    team("done", gesture)
    said = team("feedback", "ana", "the export is slow", "--complaint", "--json").json["id"]
    team("acted", said, "made it fast")
    team("told", said)
    assert writers(team.journal) == ["Mia Wong"] * 3


def test_without_a_name_no_touch_says_who_wrote_it(care: Care) -> None:
    care("add", "Ana")
    care("log", "ana", "a word about the harbour")
    assert writers(care.journal) == [None]
    assert "by" not in care("history", "--json").json[0]
    assert "owner" not in care("list", "--json").json[0]


def test_an_import_is_written_by_who_imports_and_a_journal_by_who_wrote_it(
    team: Care, tmp_path: Path
) -> None:
    table = tmp_path / "touches.csv"
    table.write_text("name,date,note\nAna Silva,2026-11-02,had lunch\n", encoding="utf-8")
    assert team("import", str(table)).code == 0
    assert writers(team.journal) == ["Mia Wong"]
    whole = tmp_path / "whole.json"
    assert team("export", "--to", "json", "-o", str(whole)).code == 0
    assert team("config", "name", "Somebody Else").code == 0
    new = tmp_path / "new.db"
    assert team("--journal", str(new), "import", str(whole)).code == 0
    assert writers(new) == ["Mia Wong"]
    assert owners(new) == {"Ana Silva": "Mia Wong", "Ben Okoro": "Leo", "Eva": None}


def test_who_wrote_is_shown_only_where_somebody_else_writes(team: Care) -> None:
    team("log", "ana", "a word about the harbour")
    assert "Mia" not in team("history").out
    team("config", "name", "Leo")
    # One name that is not mine is a second writer.
    assert team("history").out.splitlines()[1].split("\t")[4] == "Mia Wong"
    team("config", "name", "default")
    assert "Mia" not in team("history").out


def test_a_hand_over_is_one_change_that_undo_takes_back(team: Care) -> None:
    before = owners(team.journal)
    sets = stored.only(team.journal, "SELECT count(*) FROM change_sets")
    assert team("archive", "ben").code == 0
    done = team("owner", "leo", "mia", "--yes", "--json")
    assert done.json["from"] == "Leo" and done.json["to"] == "Mia Wong"
    assert owners(team.journal) == {**before, "Ben Okoro": "Mia Wong"}
    assert stored.only(team.journal, "SELECT count(*) FROM change_sets") == sets + 2
    assert team("undo").code == 0
    assert owners(team.journal) == before
    assert team("doctor").code == 0


def test_a_dry_run_of_a_hand_over_changes_nothing(team: Care) -> None:
    before = owners(team.journal)
    assert "1 person" in team("owner", "leo", "mia", "--dry-run").out
    refused = team("owner", "leo", "mia")
    assert refused.code == 2 and "--yes" in refused.err
    assert owners(team.journal) == before


def test_my_people_alone_are_in_my_morning_list(team: Care) -> None:
    later = "2027-02-01"
    page = team("due", "--mine", "--json", today=later).json
    assert [row["name"] for row in page["waiting"]] == ["Ana Silva"]
    assert page["coverage"]["people"] == 1 and page["of_nobody"] == 1
    page = team("due", "--owner", "none", "--json", today=later).json
    assert [row["name"] for row in page["waiting"]] == ["Eva"] and "of_nobody" not in page
    assert len(team("due", "--json", today=later).json["waiting"]) == 3
    assert team("due", "--mine", "--count", today=later).out == "1\n"


def test_an_owner_of_whoever_goes_is_taken_where_the_other_has_none(team: Care) -> None:
    assert team("merge", "ben", "eva", "--yes").code == 0
    assert owners(team.journal) == {"Ana Silva": "Mia Wong", "Eva": "Leo"}
    assert team("merge", "ana", "eva", "--yes").code == 0
    assert owners(team.journal) == {"Eva": "Leo"}
    note = stored.only(team.journal, "SELECT note FROM people WHERE name = 'Eva'")
    assert "owner Mia Wong" in note


def test_the_name_of_a_colleague_stays_when_a_person_of_that_name_is_forgotten(
    team: Care,
) -> None:
    team("add", "Mia Wong")
    team("log", "ana", "a word about the harbour")
    done = team("forget", "Mia Wong", "--yes", "--backups", "--mentions")
    assert done.code == 0
    assert "A colleague called Mia Wong looks after 1 person and wrote 1 touch" in done.out
    assert owners(team.journal)["Ana Silva"] == "Mia Wong"
    assert writers(team.journal) == ["Mia Wong"]


def test_the_form_of_a_person_has_the_owner_only_in_a_team(care: Care, tmp_path: Path) -> None:
    seen, program = tmp_path / "seen.toml", tmp_path / "editor"
    program.write_text(f'#!/bin/sh\ncp "$1" "{seen}"\n', encoding="utf-8")
    program.chmod(0o755)
    editor = {"EDITOR": str(program)}
    care("add", "Ana")
    care("edit", "ana", env=editor)
    assert "owner" not in seen.read_text(encoding="utf-8")
    care("edit", "ana", "--owner", "Leo")
    care("edit", "ana", env=editor)
    assert 'owner = "Leo"' in seen.read_text(encoding="utf-8")


def test_stats_has_coverage_and_load_by_owner_in_every_form(team: Care) -> None:
    told = team("stats", "--json").json["owners"]
    assert [(row["owner"], row["people"], row["share"]) for row in told] == [
        ("Leo", 1, 1.0),
        ("Mia Wong", 1, 1.0),
        (None, 1, 1.0),
    ]
    assert "Who looks after whom" in team("stats", "--html", "-").out
    assert "Mia Wong\t1\t1\t1.0\t0.05" in team("stats").out
    assert "Owners" in team("stats", env={"FORCE_COLOR": "1"}).out


def test_stats_of_one_person_says_nothing_of_owners(care: Care) -> None:
    care("add", "Ana")
    for form in ([], ["--json"], ["--html", "-"]):
        assert "owner" not in care("stats", *form).out.lower()
        assert "looks after whom" not in care("stats", *form).out.lower()


def test_an_edit_corrects_who_wrote_a_touch(team: Care) -> None:
    touch = team("log", "ana", "a word", "--json").json["touch"]["id"]
    assert team("edit", touch, "--by", "leo", "--json").json["touch"]["by"] == "Leo"
    assert team("edit", touch, "--by", "friday").code == 3
    assert "by" not in team("edit", touch, "--by", "none", "--json").json["touch"]
    assert team("undo").code == 0
    assert writers(team.journal) == ["Leo"]


def test_the_column_of_a_crm_is_no_owner_unless_it_is_asked_for(care: Care, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Name,Email,Owner\nAna Silva,ana@x.example,Mia Wong\n", encoding="utf-8")
    assert care("import", str(table)).code == 0
    assert owners(care.journal) == {"Ana Silva": None}
    new = tmp_path / "new.db"
    assert care("--journal", str(new), "import", str(table), "--map", "owner=Owner").code == 0
    assert owners(new) == {"Ana Silva": "Mia Wong"}
