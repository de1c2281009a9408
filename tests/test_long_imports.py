"""Imports of so many people that they are taken and written in several parts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from caretrack.domain.packed import TOGETHER
from conftest import Care

FORMATS = str(Path(__file__).with_name("formats"))
NUMBER = 2 * TOGETHER + 10


def card(name: str, *lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", *lines, "END:VCARD", ""])


def name(number: int) -> str:
    return f"Ana Silva{number:05}"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return an address book; the first two people have a second card behind all others."""
    cards = [card(name(number), f"EMAIL:ana{number}@x.example") for number in range(NUMBER)]
    cards.append(card(name(0), "EMAIL:ana0@x.example", "TEL:+351 555 0100", "ORG:Lagoon"))
    cards.append(card(name(1), "EMAIL:ana1@x.example", "EMAIL:other@y.example"))
    path = tmp_path / "book.vcf"
    path.write_text("".join(cards), newline="")
    return path


def test_everybody_comes_in_once_and_a_second_time_nothing_is_new(care: Care, book: Path) -> None:
    first = care("import", str(book)).out.splitlines()
    assert first[:2] == [f"new      {name(0)}", f"new      {name(1)}"]
    assert first[50:53] == [
        f"new      … and {NUMBER - 50:,} more: --json has them",
        f"again    card {NUMBER + 1}, line {5 * NUMBER + 1}: {name(0)} too, "
        "with company Lagoon, phone +351 555 0100",
        f"again    card {NUMBER + 2}, line {5 * NUMBER + 8}: {name(1)} too, "
        "with email other@y.example",
    ]
    assert first[53:] == [
        f"vcard: {NUMBER:,} new people, 2 records of somebody who is in the file already"
    ]
    again = care("import", str(book)).out.splitlines()
    assert again[-1] == (
        f"vcard: {NUMBER:,} people were there already, "
        "2 records of somebody who is in the file already"
    )
    assert "Lagoon" in care("profile", name(0)).out
    assert care("doctor").code == 0


def test_the_json_has_all_of_them_in_the_order_of_the_file(care: Care, book: Path) -> None:
    dry = json.loads(care("import", str(book), "--json", "--dry-run").out)
    done = json.loads(care("import", str(book), "--json").out)
    assert [person["name"] for person in done["people"]] == [
        *map(name, range(NUMBER)),
        name(0),
        name(1),
    ]
    assert {person["id"] for person in dry["people"]} == {None}
    assert len({person["id"] for person in done["people"]}) == NUMBER
    assert [one["changes"] for one in dry["people"]] == [one["changes"] for one in done["people"]]
    assert dry["beginning"] == done["beginning"] | {"known_in_all": NUMBER}
    assert done["people"][-1]["changes"] == [
        {"field": "email", "old": "", "new": "other@y.example", "taken": True}
    ]


def test_all_of_it_is_one_change_that_undo_takes_back(care: Care, book: Path) -> None:
    care("add", "Ana Silva00000", "--email", "ana0@x.example")
    care("import", str(book))
    care("undo")
    assert care("list").out.count("Ana Silva") == 1
    assert "Lagoon" not in care("profile", name(0)).out
    assert care("doctor").code == 0


def most_mib(care: Care, file: Path, *options: str) -> float:
    """Return the peak memory of an import in a process of its own."""
    measured = (
        "import sys; from caretrack.__main__ import main; from garbage import most_memory\n"
        "try: main()\n"
        "finally: print(most_memory(), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measured, "import", str(file), *options],
        env=care.environment()
        | {"PYTHONPATH": os.pathsep.join([*sys.path, FORMATS]), "CARE_SLOW_EXIT": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return int(done.stderr.split()[-1]) / 1024


def test_a_long_address_book_takes_little_memory(care: Care, tmp_path: Path) -> None:
    """300,000 cards of a name each are to take at most 300 MB: 250 of them what all may grow by."""
    short, long = tmp_path / "short.vcf", tmp_path / "long.vcf"
    short.write_text("".join(card(name(number)) for number in range(1_000)))
    long.write_text("".join(card(name(number)) for number in range(16_000)))
    for options in (("--dry-run",), ("--dry-run", "--json")):
        before = most_mib(care, short, *options)
        grown = most_mib(care, long, *options) - before
        assert grown / 15_000 < 250 / 300_000, (options, before, grown)


def test_an_import_of_a_large_book_holds_little_of_the_journal(care: Care, tmp_path: Path) -> None:
    """So that 20,000 full cards take less than 120 MB: most of that is what SQLite keeps."""
    book = tmp_path / "full.vcf"
    book.write_text("".join(card(name(number), "NOTE:" + 9_000 * "x") for number in range(3_000)))
    assert most_mib(care, book) < 102  # 89 where it was measured; 114 with twice the cache
