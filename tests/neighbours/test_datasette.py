"""Datasette opens a journal as docs/datasette.md says, and finds what `care find` finds."""

import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from pages import blocks
from programs import program

import stored
from conftest import Care


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of a journal, with the metadata of the page beside it."""
    folder = tmp_path_factory.mktemp("datasette")
    journal = stored.fill(
        folder / "journal.db",
        ["add", "Łukasz Żak", "--company", "Café Nord", "--birthday", "29 feb"],
        ["add", "Ana <b>Silva</b>", "--every", "never"],
        [
            "log",
            "lukasz",
            "--with",
            "ana",
            "-d",
            "2026-01-02",
            "lunch at the Harbour",
            "-l",
            "hobby: an old BOAT, in the straße",
        ],
        ["log", "lukasz", "the harbour again, by mistake"],
    )
    touch = stored.only(journal, "SELECT id FROM touches WHERE note LIKE '%mistake'")
    stored.fill(journal, ["delete", touch], ["backup", str(folder / "look.db")])
    (folder / "care.metadata.json").write_text(blocks("datasette.md", "json")[0], encoding="utf-8")
    return folder / "look.db"


def page(look: Path, where: str, **asked: str) -> Any:
    """What Datasette answers, as JSON."""
    query = urlencode({"_shape": "array", **asked})
    command = [
        program("datasette"),
        "--immutable",
        look.name,
        "--metadata",
        "care.metadata.json",
        "--get",
        f"{where}?{query}",
    ]
    done = subprocess.run(command, cwd=look.parent, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr + done.stdout
    return json.loads(done.stdout)


def test_the_search_of_the_journal_is_a_page_of_its_own(look: Path) -> None:
    before = stored.digest(look)
    assert [
        (row["source"], row["person"], row["text"])
        for row in page(look, "/look/find.json", words="HARBOUR")
    ] == [("touches", "Łukasz Żak, Ana <b>Silva</b>", "lunch at the Harbour")]
    assert [
        (row["source"], row["person"])
        for row in page(look, "/look/find.json", words="boat strasse")
    ] == [("facts", "Łukasz Żak")]
    assert [row["person"] for row in page(look, "/look/find.json", words="cafe")] == ["Łukasz Żak"]
    # Nothing that is typed is read as an operator.
    assert page(look, "/look/find.json", words='c++ (foo "') == []
    assert stored.digest(look) == before


def test_the_search_box_stands_over_the_list_of_what_is_in_the_index(look: Path) -> None:
    found = page(look, "/look/search_docs.json", _search="harbour")
    assert [row["source"] for row in found] == ["touches"]


def test_every_table_and_query_of_the_page_is_there(look: Path) -> None:
    about = page(look, "/look.json", _shape="objects")
    assert {table["name"]: table["hidden"] for table in about["tables"]}.items() >= {
        "people": False,
        "changes": True,
        "search_docs": True,
    }.items()
    assert [query["name"] for query in about["queries"]] == ["find", "waits", "touches_of"]
    assert [row["note"] for row in page(look, "/look/touches_of.json", name="ukasz")] == [
        "lunch at the Harbour"
    ]
    assert [row["name"] for row in page(look, "/look/waits.json")] in ([], ["Łukasz Żak"])


def test_the_journal_itself_is_read_and_not_changed(look: Path, care: Care) -> None:
    journal = look.with_name("journal.db")
    before = stored.digest(journal)
    command = [program("datasette"), journal.name, "--get", "/journal/people.json?_shape=array"]
    done = subprocess.run(command, cwd=look.parent, capture_output=True, text=True, timeout=60)
    assert {row["name"] for row in json.loads(done.stdout)} == {"Łukasz Żak", "Ana <b>Silva</b>"}
    assert stored.digest(journal) == before
    assert not list(look.parent.glob("*-wal"))
    assert care("--journal", str(journal), "doctor").code == 0
