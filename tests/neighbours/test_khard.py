"""khard and care read each other's folders as docs/khard.md says."""

import re
from pathlib import Path

import pytest
from card_pages import blocks, filled, put, run
from programs import program

from conftest import Care


@pytest.fixture
def book(care: Care, home: Path) -> Path:
    """A home in which all of the page was done."""
    khard = program("khard")
    filled(care.journal)
    home.mkdir(exist_ok=True)
    makes, *_ = blocks("khard.md", "sh")
    for line in makes.splitlines():
        words = line.replace("~", str(home)).split()
        if words[0] == "care":
            done = care(*words[1:])
            assert (done.code, done.out) == (0, ""), done
        else:
            run(home, *words)
    put(home, ".config/khard/khard.conf", blocks("khard.md", "ini")[0])
    assert Path(khard).exists()
    return home


def khard(home: Path, *args: str) -> str:
    return run(home, program("khard"), *args)


def test_everybody_is_listed(book: Path) -> None:
    listed = khard(book, "list", "--parsable").splitlines()
    assert sorted(line.split("\t")[1] for line in listed) == [
        "Ana Maria da Silva",
        "Plato",
        "Zoë van Dijk",
    ]
    assert khard(book, "email", "--parsable").splitlines()[-1].split("\t")[:2] == [
        "ana@lagoon.example",
        "Ana Maria da Silva",
    ]
    assert "+351 912 345 678" in khard(book, "phone", "--parsable")


def test_birthdays_are_listed_with_and_without_their_year(book: Path) -> None:
    listed = [re.split(r" {2,}", line.strip()) for line in khard(book, "birthdays").splitlines()]
    assert listed == [
        ["Name", "Birthday"],
        ["Plato", "02/29/76"],
        ["Ana Maria da Silva", "--03-14"],
    ]


def test_a_person_is_shown_with_all_that_a_card_holds(book: Path) -> None:
    shown = khard(book, "show", "zoë")
    for line in (
        "Full name: Zoë van Dijk",
        "- Z, Z",
        "- zed",
        "Organisation: Lagoon; Foods",
        "Title: Chef, Baker",
        "Categories: vip",
        "Anniversary: 01/13/11",
    ):
        assert line in shown
    assert "one, two; three\\four" in khard(book, "show", "plato")
    ana = khard(book, "show", "ana")
    for line in (
        "Phonetic-First-Name: AH-na",
        "- Harbour",
        "- Cargo",
        "Title: Head of Cargo",
        "Role: Decides on freight",
        "fax: +351 912 345 679",
        "voice: +351 912 345 678",
        "skype: ana.silva",
    ):
        assert line in ana
    assert re.search(r"work: *\n +12 Harbour Rd\n +1000 Lisbon\n +Portugal\n", ana)


def test_a_folder_that_khard_wrote_comes_in(book: Path, care: Care) -> None:
    card = (
        "Formatted name : Eva Lind\nFirst name : Eva\nLast name : Lind\nBirthday : 1900-05-06\n"
        "Email :\n    work : eva@lind.example\n"
    )
    run(book, program("khard"), "new", "-a", "care", "-i", "-", answers=card)
    # Ours are known by their uid, whatever khard made of them.
    done = care("import", str(book / ".contacts/care"), "--json")
    assert done.code == 0, done
    people = {person["name"]: person for person in done.json["people"]}
    assert {name for name, person in people.items() if person["sort"] == "new"} == {"Eva Lind"}
    (eva,) = [one for one in care("list", "--json").json if one["name"] == "Eva Lind"]
    assert [handle["value"] for handle in eva["handles"] if handle["sort"] == "email"] == [
        "eva@lind.example"
    ]
    (birthday,) = care("profile", "eva", "--json").json["occasions"]
    assert (birthday["label"], birthday["on"][5:], birthday["years"]) == ("birthday", "05-06", None)


def test_a_second_export_keeps_the_names_of_files_and_writes_what_changed(
    book: Path, care: Care
) -> None:
    folder = book / ".contacts/care"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert care("edit", "plato", "--name", "Aristocles").code == 0
    assert (
        "0 new, 1 changed, 2 as they were"
        in care("export", "--to", "vcard", "-o", f"{folder}/").err
    )
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(after) == set(before)
    assert sum(after[name] != before[name] for name in before) == 1
