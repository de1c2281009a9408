"""The full-text index: which words find an entry, and no words cause an error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caretrack.journal import touches
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.delete_entry import delete_entry
from caretrack.journal.people import add
from caretrack.journal.rows import update
from caretrack.journal.search import find
from conftest import Care

TODAY = date(2026, 11, 21)
NOTES = {
    "polish": "Wycieczka do Łodzi: łódź, Żółć i Kraków",
    "german": "Ihr Büro in der Straße zum Meißner Öhringen",
    "danish": "Smørrebrød på Ærø, œuvre, ıssız",
    "program": "C++ and C# in a .NET shop; 50% off, a_b, e-mail: x@y.example",
    "quoted": 'he said "never say never" AND NEAR( me; col:umn * ^ star',
    "japanese": "東京タワー",
    "chinese": "和王小明吃午饭，聊到女儿上学；他换了iPhone手机",
    "thai": "เมื่อวานคุยเรื่องลูกสาวไปโรงเรียน",
    "long": "budget " * 500 + "needle",
}


def logged(journal: Journal, note: str) -> str:
    with journal.change("log"):
        kind = {"kind": "checkin", "channel": "call", "mood": None, "from_them": False}
        return touches.add(journal, [], happened_on=TODAY, note=note, **kind).id


@pytest.fixture(scope="module")
def journal_of_notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "journal.db"
    with open_journal(path, TODAY, make=True) as journal:
        with journal.change("add"):
            add(journal, "Łukasz Þórsson-O'Brien", company="Café Größe")
        for note in NOTES.values():
            logged(journal, note)
    return path


def found(path: Path, words: str) -> list[str]:
    with open_journal(path, TODAY) as journal:
        return [hit.text for hit in find(journal, words, 20)]


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("女儿", "chinese"), ("上学", "chinese"), ("小明", "chinese"), ("饭", "chinese"),
        ("女儿 午饭", "chinese"), ("iphone", "chinese"), ("手机", "chinese"),
        ("ลูกสาว", "thai"), ("โรงเรียน", "thai"), ("タワー", "japanese"), ("京", "japanese"),
        ("lodz", "polish"), ("ŁÓDŹ", "polish"), ("zolc", "polish"), ("krakow", "polish"),
        ("do lodzi", "polish"), ("lodzi wycieczka", "polish"),
        ("strasse", "german"), ("STRASSE", "german"), ("straße", "german"), ("buro", "german"),
        ("meissner", "german"), ("ohring", "german"),
        ("smorrebrod", "danish"), ("aero", "danish"), ("ÆRØ", "danish"), ("oeuvre", "danish"),
        ("issiz", "danish"),
        ("C++", "program"), ("c#", "program"), (".net", "program"), ("50%", "program"),
        ("e-mail", "program"), ("x@y.example", "program"),
        ('"never say', "quoted"), ("NEAR(", "quoted"), ("he AND me", "quoted"),
        ("col:umn", "quoted"), ("star *", "quoted"), ("^ star", "quoted"),
        ("東京タワー", "japanese"), ("東京", "japanese"), ("needle", "long"), ("need", "long"),
    ],
)  # fmt: skip
def test_a_note_is_found_by_its_words_however_they_are_written(
    journal_of_notes: Path, words: str, note: str
) -> None:
    assert found(journal_of_notes, words) == [NOTES[note]]


@pytest.mark.parametrize(
    "words", ["lukasz", "thorsson", "ŁUK", "thorsson-o'brien", "grosse", "cafe lukasz"]
)
def test_a_person_is_found_by_name_and_company(journal_of_notes: Path, words: str) -> None:
    assert found(journal_of_notes, words) == ["Café Größe"]


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        '"',
        '""',
        "''",
        "*",
        "-",
        "()",
        "AND",
        "OR",
        "NOT",
        "NEAR(",
        "NEAR(a b, 3)",
        '"never" OR "x',
        "text:",
        "{",
        "^",
        "\\",
    ],
)
def test_no_words_are_an_error(journal_of_notes: Path, words: str) -> None:
    found(journal_of_notes, words)


def test_or_is_a_word_and_no_operator(journal_of_notes: Path) -> None:
    assert found(journal_of_notes, "lodz OR strasse") == []
    assert found(journal_of_notes, "NOT strasse") == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
    | st.text('"*()+-:^ aAND{}~', max_size=12)
)
def test_any_text_can_be_searched_for(journal_of_notes: Path, words: str) -> None:
    with open_journal(journal_of_notes, TODAY) as journal:
        assert len(find(journal, words, 20)) <= len(NOTES) + 1


letters = st.text(
    st.characters(categories=["Ll", "Lu", "Nd"], max_codepoint=0x24F), min_size=1, max_size=12
)


@settings(max_examples=40)
@given(letters)
def test_a_word_that_was_written_is_found_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, word: str
) -> None:
    path = tmp_path_factory.mktemp("word") / "journal.db"
    with open_journal(path, TODAY, make=True) as journal:
        journal.db.execute("PRAGMA synchronous = OFF")
        logged(journal, f"before {word} after")
        for written in (word, f"{word} after"):
            assert [hit.text for hit in find(journal, written, 5)] == [f"before {word} after"]


def test_an_edited_note_is_found_by_its_new_words_only_and_a_deleted_one_not_at_all(
    journal_path: Path,
) -> None:
    with open_journal(journal_path, TODAY, make=True) as journal:
        touch = logged(journal, "the first łódź")
        with journal.change("edit"):
            update(journal.db, "touches", touch, {"note": "the second straße"})
        assert find(journal, "lodz", 5) == find(journal, "first", 5) == []
        assert [hit.id for hit in find(journal, "strasse", 5)] == [touch]
        with journal.change("delete"):
            delete_entry(journal, "touches", touch)
        assert find(journal, "strasse", 5) == find(journal, "the", 5) == []


def test_everything_that_is_written_of_a_person_is_found_and_goes_with_them(care: Care) -> None:
    care(
        "add",
        "Ana",
        "--nickname",
        "quokka",
        "--role",
        "walrus",
        "--met",
        "ibis",
        "--note",
        "okapi",
        "--email",
        "heron@x.example",
        "--phone",
        "12345",
    )
    care("log", "ana", "tapir", "-l", "hobby: lemur", "-p", "gibbon", "-f", "complaint: bison")
    care("gesture", "ana", "marmot")
    care("occasion", "ana", "wombat", "1 May")
    words = [
        "quokka",
        "walrus",
        "ibis",
        "okapi",
        "heron",
        "12345",
        "tapir",
        "lemur",
        "gibbon",
        "bison",
        "marmot",
        "wombat",
    ]

    def are_found() -> list[str]:
        with open_journal(care.journal, TODAY) as journal:
            return [word for word in words if find(journal, word, 5)]

    assert are_found() == words
    assert care("delete", care("profile", "ana", "--json").json["person"]["id"]).code == 0
    assert are_found() == []
    assert care("undo").code == 0
    assert are_found() == words


def test_a_replaced_nickname_is_found_no_more(care: Care) -> None:
    care("add", "Ana", "--nickname", "quokka")
    assert care("edit", "ana", "--nickname", "wombat").code == 0
    assert care("find", "quokka").code == 3
    assert [hit["person"] for hit in care("find", "wombat", "--json").json] == ["Ana"]
