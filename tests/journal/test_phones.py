"""A person has a number once: on add, edit, import, merge, and a change of country."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_derived import TODAY

import stored
from caretrack.domain.people.phone import stored_phone_key
from caretrack.journal import changes, people, phones
from caretrack.journal.change_log import lines
from caretrack.journal.connection import Journal, open_journal
from conftest import Care, refused

FOUR = ("+49 30 1234567", "030 1234567", "+49 (0)30 123 45 67", "0049 30 1234567")
SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
NUMBERS = "SELECT value, value_key FROM handles WHERE sort = 'phone' ORDER BY rowid"


@pytest.fixture
def journal(journal_path: Path) -> Iterator[Journal]:
    with open_journal(journal_path, TODAY, make=True) as opened:
        yield opened


def ana(journal: Journal, *numbers: str, name: str = "Ana") -> str:
    with journal.change("add"):
        person = people.add(journal, name)
        people.add_handles(journal, person.id, "phone", numbers)
    return person.id


def numbers(journal: Journal) -> list[tuple[str, str]]:
    return [tuple(row) for row in journal.db.execute(NUMBERS)]


def undo(journal: Journal, start: str | None = None) -> None:
    changes.undo(journal, changes.find_change_set(journal, start))


def card(*numbers: str) -> str:
    lines = ["BEGIN:VCARD", "VERSION:3.0", "FN:Ana Silva", *(f"TEL:{number}" for number in numbers)]
    return "\n".join([*lines, "END:VCARD", ""])


def test_four_spellings_that_are_added_are_one_number(journal: Journal) -> None:
    with journal.change("config"):
        phones.set_country(journal, "DE")
    ana(journal, *FOUR)
    assert numbers(journal) == [(FOUR[0], "+49301234567")]


def test_without_a_country_the_one_number_that_it_can_be_is_meant(journal: Journal) -> None:
    person = ana(journal, "030 1234567")
    assert numbers(journal) == [("030 1234567", "301234567")]
    with journal.change("edit"):
        people.add_handles(journal, person, "phone", ["+49 30 1234567"])
    assert numbers(journal) == [("+49 30 1234567", "+49301234567")]
    with journal.change("edit"):
        people.add_handles(journal, person, "phone", ["30 1234567", "+44 30 1234567"])
    assert [value for value, _ in numbers(journal)] == ["+49 30 1234567", "+44 30 1234567"]
    with journal.change("edit"):
        people.add_handles(journal, person, "phone", ["030 1234567"])
    assert len(numbers(journal)) == 3  # it could be either


def test_an_edit_gives_the_whole_list_each_number_once(journal: Journal) -> None:
    person = ana(journal, "030 1234567", "110")
    with journal.change("edit"):
        people.set_handles(journal, person, "phone", ["112", *FOUR])
    assert numbers(journal) == [("112", "112"), ("+49 30 1234567", "+49301234567")]
    with journal.change("edit"):
        people.set_handles(journal, person, "phone", ["0049 30 1234567"])
    assert numbers(journal) == [("0049 30 1234567", "+49301234567")]


def test_a_country_makes_keys_again_and_an_undo_takes_all_of_it_back(journal: Journal) -> None:
    ana(journal, "030 1234567", "+49 30 1234567", name="Ana")
    ana(journal, "030 1234567", name="Ben")
    with journal.change("add"):
        journal.db.execute(
            "INSERT INTO handles VALUES ('b1', (SELECT id FROM people WHERE name = 'Ben'), "
            "'phone', '0049 30 1234567', '+49301234567')"
        )
    before = stored.everything(journal.path)["handles"]  # type: ignore[arg-type]
    with journal.change("config"):
        phones.set_country(journal, "DE")
    assert phones.country(journal.db) == "DE"
    assert numbers(journal) == [
        ("+49 30 1234567", "+49301234567"),
        ("0049 30 1234567", "+49301234567"),
    ]
    undo(journal)
    assert phones.country(journal.db) == ""
    assert sorted(stored.everything(journal.path)["handles"], key=str) == sorted(before, key=str)  # type: ignore[arg-type]


def test_a_country_that_is_set_already_changes_nothing(journal: Journal) -> None:
    ana(journal, "030 1234567")
    for code, sets in (("DE", 2), ("DE", 2), ("FR", 3), (None, 4), (None, 4)):
        with journal.change("config"):
            phones.set_country(journal, code)
        assert len(changes.change_sets(journal, 9)) == sets
    assert numbers(journal) == [("030 1234567", "301234567")]


def test_what_is_undone_after_the_country_changed_has_the_keys_of_the_country(
    journal: Journal,
) -> None:
    person = ana(journal, "030 1234567", "040 7654321")
    with journal.change("edit"):
        people.set_handles(journal, person, "phone", ["030 1234567"])
    with journal.change("config"):
        phones.set_country(journal, "DE")
    undo(journal, changes.change_sets(journal, 3)[1].id)
    assert sorted(key for _, key in numbers(journal)) == ["+49301234567", "+49407654321"]
    undo(journal, changes.change_sets(journal, 4)[3].id)
    assert numbers(journal) == []


@pytest.mark.parametrize("file", ["001.sql", "002.sql"])
def test_an_older_journal_has_each_number_once_and_loses_nothing(care: Care, file: str) -> None:
    with stored.opened(care.journal) as db:
        db.executescript((SCHEMAS / file).read_text(encoding="utf-8"))
        (person,) = db.execute("SELECT id FROM people WHERE name = 'Ana Silva'").fetchone()
        for place, number in enumerate(("030 1234567", *FOUR, "110")):
            key = "".join(filter(str.isdigit, number))
            row = (f"h{place}", person, "phone", number, key)
            db.execute("INSERT INTO handles VALUES (?, ?, ?, ?, ?)", row)
    shown = care("profile", "ana", "--json").json["person"]
    phones_shown = [item["value"] for item in shown["handles"] if item["sort"] == "phone"]
    assert phones_shown == ["+49 30 1234567", "110"]
    assert stored.rows(care.journal, NUMBERS) == [
        ("+49 30 1234567", "+49301234567"),
        ("110", "110"),
    ]
    assert care("doctor").code == 0
    # The repair is in the log, is not what `undo` alone takes back, and can be undone by name.
    mended = care("undo", "--list", "--json").json[0]
    assert (mended["command"], mended["rows"]) == ("upgrade", 4)
    assert care("log", "ana", "hello").code == 0
    assert "Undone  log" in care("undo").out
    assert care("undo", mended["id"]).code == 0
    assert sorted(row[0] for row in stored.rows(care.journal, NUMBERS)) == sorted(
        ["030 1234567", *FOUR, "110"]
    )


def test_an_older_journal_without_numbers_twice_gets_no_change_set(care: Care) -> None:
    with stored.opened(care.journal) as db:
        db.executescript((SCHEMAS / "002.sql").read_text(encoding="utf-8"))
    logged = "SELECT change_set, table_name, row_id FROM {} ORDER BY seq"
    before = stored.rows(care.journal, logged.format("changes"))
    assert care("list").code == 0
    assert stored.rows(care.journal, logged.format(lines())) == before
    assert "upgrade" not in care("undo", "--list").out


def test_a_card_brings_each_number_once(care: Care, tmp_path: Path) -> None:
    file = tmp_path / "ana.vcf"
    file.write_text(card("030 1234567", *FOUR))
    assert care("import", str(file)).code == 0
    assert stored.rows(care.journal, NUMBERS) == [("+49 30 1234567", "+49301234567")]
    assert care("import", str(file)).code == 0
    assert len(stored.rows(care.journal, NUMBERS)) == 1


def test_a_file_that_says_the_country_fills_it_in(care: Care, tmp_path: Path) -> None:
    care("add", "Ana Silva", "--phone", "030 1234567")
    file = tmp_path / "ana.vcf"
    file.write_text(card("0049 30 1234567") + card("+49 30 1234567"))
    assert care("import", str(file)).code == 0
    assert stored.rows(care.journal, NUMBERS) == [("0049 30 1234567", "+49301234567")]
    assert care("undo").code == 0
    assert stored.rows(care.journal, NUMBERS) == [("030 1234567", "301234567")]


def test_two_cards_of_somebody_new_bring_the_fuller_number(care: Care, tmp_path: Path) -> None:
    file = tmp_path / "ana.vcf"
    file.write_text(card("030 1234567") + card("+49 30 1234567"))
    assert care("import", str(file)).code == 0
    assert stored.rows(care.journal, NUMBERS) == [("+49 30 1234567", "+49301234567")]


@pytest.mark.parametrize("country", ["", "DE"])
def test_a_whole_journal_that_is_brought_in_has_each_number_once(
    care: Care, tmp_path: Path, country: str
) -> None:
    care("add", "Ana Silva")
    file = tmp_path / "journal.json"
    care("export", "--to", "json", "-o", str(file))
    whole = json.loads(file.read_text())
    person = whole["tables"]["people"][0]["id"]
    whole["tables"]["handles"] = [
        {"id": f"h{place}" + "0" * 14, "person_id": person, "sort": "phone", "value": number}
        for place, number in enumerate(("030 1234567", *FOUR))
    ]
    whole["tables"]["settings"] = [{"key": "country", "value": country}] if country else []
    file.write_text(json.dumps(whole))
    care.journal.unlink()
    assert care("import", str(file)).code == 0
    assert stored.rows(care.journal, NUMBERS) == [("+49 30 1234567", "+49301234567")]
    log = stored.rows(care.journal, f"SELECT before FROM {lines()} WHERE table_name = 'handles'")
    assert log == [(None,)]
    assert care("undo").code == 0
    assert stored.rows(care.journal, NUMBERS) == []


def test_a_country_that_is_none_is_refused_in_a_whole_journal(care: Care, tmp_path: Path) -> None:
    file = tmp_path / "journal.json"
    file.write_text(
        json.dumps({"caretrack": 1, "tables": {"settings": [{"key": "country", "value": "xx"}]}})
    )
    assert "country cannot be “xx”" in refused(care("import", str(file)), 1)


@pytest.mark.parametrize(
    ("gone", "into", "left"),
    [
        (["030 1234567"], ["+49 30 1234567"], "+49 30 1234567"),
        (["+49 30 1234567"], ["030 1234567"], "+49 30 1234567"),
        (["0049 30 1234567"], ["+49 30 1234567"], "+49 30 1234567"),
    ],
)
def test_a_merge_keeps_the_fuller_form(
    care: Care, gone: list[str], into: list[str], left: str
) -> None:
    care("add", "Ana Silva", "--phone", *gone)
    care("add", "Anna Silva", "--phone", *into)
    before = stored.rows(care.journal, NUMBERS)
    assert care("merge", "ana silva", "anna silva", "--yes").code == 0
    assert [value for value, _ in stored.rows(care.journal, NUMBERS)] == [left]
    assert care("undo").code == 0
    assert sorted(stored.rows(care.journal, NUMBERS)) == sorted(before)


def test_keys_in_the_journal_are_those_of_the_domain(journal: Journal) -> None:
    ana(journal, *FOUR, "110", "ask Ben", "(212) 555-0142 x7")
    for value, key in numbers(journal):
        assert key == stored_phone_key(value)
