"""Somebody who has died prompts nothing: what address books say of it, and what a log says."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Care
from pseudo_terminal import Terminal, plain

TODAY = "2026-11-29"


def card(version: str, name: str, *lines: str) -> str:
    head = ("BEGIN:VCARD", f"VERSION:{version}", f"FN:{name}", "BDAY:19501203")
    return "\r\n".join((*head, *lines, "END:VCARD", ""))


def whys(care: Care) -> dict[str, str | None]:
    return {item["name"]: item["archived_why"] for item in care("list", "--all", "--json").json}


DEATHS = (
    (("DEATHDATE:20200101",), "died 1 Jan 2020"),
    (("DEATHDATE:2020-05",), "died May 2020"),
    (("DEATHDATE:--0512",), "died 12 May"),
    (("DEATHDATE;VALUE=text:circa 1999",), "died circa 1999"),
    (("DEATHPLACE;VALUE=uri:geo:48.85,2.35",), "died"),
    (("DEATHPLACE:Porto", "DEATHDATE:2020"), "died 2020, in Porto"),
    (("X-DEATHDATE:2019-05-05",), "died 5 May 2019"),
    (("X-EVOLUTION-DEATHDATE:2019-05-05",), "died 5 May 2019"),
    (("X-KADDRESSBOOK-X-DeathDate:2019-05-05",), "died 5 May 2019"),
    (("X-DECEASED:true",), "died"),
    (("item1.X-ABDATE:2019-05-05", "item1.X-ABLabel:Todestag"), "died 5 May 2019"),
    (("DEATHDATE:",), None),
    (("DEATHDATE;VALUE=text:",), None),
    (("X-DECEASED:FALSE",), None),
    (("DEATHPLACE:",), None),
)


def test_a_card_of_somebody_who_died_comes_in_archived(care: Care, tmp_path: Path) -> None:
    book = tmp_path / "book.vcf"
    cards = [
        card("4.0" if lines[0].startswith("DEATH") else "3.0", f"Person {at:02}", *lines)
        for at, (lines, _) in enumerate(DEATHS)
    ]
    book.write_bytes("".join(cards).encode())
    said = care("import", str(book), today=TODAY)
    dead = sum(why is not None for _, why in DEATHS)
    assert f"{dead} in the archive now: they have died" in said.out + said.err
    found = whys(care)
    assert [found[f"Person {at:02}"] for at in range(len(DEATHS))] == [why for _, why in DEATHS]
    again = care("import", str(book), today=TODAY)
    assert f"{len(DEATHS)} people were there already" in again.out + again.err
    # What goes out comes in again as it was.
    care("export", "--to", "vcard", "--all", "-o", str(tmp_path / "out.vcf"))
    other = str(tmp_path / "other.db")
    care("--journal", other, "import", str(tmp_path / "out.vcf"), today=TODAY)
    back = care("--journal", other, "list", "--all", "--json").json
    assert {item["name"]: item["archived_why"] for item in back} == found


def test_a_second_import_brings_the_news_and_undo_takes_it_back(care: Care, tmp_path: Path) -> None:
    book = tmp_path / "book.vcf"
    book.write_text(card("4.0", "Tomas Ek"))
    care("import", str(book), today=TODAY)
    book.write_text(card("4.0", "Tomas Ek", "DEATHDATE:20260501"))
    assert "archived Tomas Ek: died 1 May 2026" in care("import", str(book), today=TODAY).out
    care("undo")
    assert whys(care) == {"Tomas Ek": None}
    # What was undone may come in again; what was taken back by hand may not.
    care("import", str(book), today=TODAY)
    assert whys(care) == {"Tomas Ek": "died 1 May 2026"}
    care("unarchive", "tomas")
    said = care("import", str(book), today=TODAY).out
    assert "differs  Tomas Ek: the file says that they died 1 May 2026" in said
    assert whys(care) == {"Tomas Ek": None}
    care("import", str(book), "--update", today=TODAY)
    assert whys(care) == {"Tomas Ek": "died 1 May 2026"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.csv", "Name,Todestag\nTomas Ek,2020-01-02\n"),
        ("t.csv", "Name,Дата смерти\nTomas Ek,2020-01-02\n"),
        ("t.csv", "Name,E-mail 1 - Value,Event 1 - Type,Event 1 - Value\n"
         "Tomas Ek,,Death,2020-01-02\n"),
        ("t.ldif", "dn: cn=T\nobjectclass: person\ncn: Tomas Ek\ndateOfDeath: 2020-01-02\n"),
        ("t.org", "* Tomas Ek\n:PROPERTIES:\n:EMAIL: t@ek.example\n:DIED: 2020-01-02\n:END:\n"),
        ("t.md", "---\nname: Tomas Ek\ntags: person\nverstorben: 2020-01-02\n---\nhello\n"),
    ],
)  # fmt: skip
def test_other_files_say_it_too(care: Care, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    done = care("import", str(tmp_path / name), today=TODAY)
    assert whys(care) == {"Tomas Ek": "died 2 Jan 2020"}, done
    assert care("occasions", "--within", "365", "--json", today=TODAY).json == []


@pytest.mark.parametrize(("answer", "why"), [("y", "died 28 Nov 2026"), ("n", None), ("", None)])
def test_a_terminal_asks_whether_they_died(care: Care, answer: str, why: str | None) -> None:
    care("add", "Ana Silva", today=TODAY)
    care("add", "Tom Silva", "--birthday", "3 dec", today=TODAY)
    line = care.command("log", "ana", "-k", "checkin", "heard that Tom died last night")
    with Terminal(line, care.environment(today=TODAY), care.home, 120) as terminal:
        terminal.answer("Has Tom Silva died?", answer)
        code, shown = terminal.end()
    assert code == 0
    assert whys(care) == {"Ana Silva": None, "Tom Silva": why}
    assert ("archived  Tom Silva: died 28 Nov 2026" in plain(shown)) == (why is not None)
    assert "Were they there too" not in plain(shown)
    assert bool(care("occasions", "--json", today=TODAY).json) == (why is None)
    # It is one change set with the touch.
    care("undo")
    assert whys(care)["Tom Silva"] is None
    assert care("history", "--json").json == []


def test_a_draft_to_somebody_who_died_is_left_alone(care: Care) -> None:
    care("add", "Ida Mann", today=TODAY)
    care("learn", "ida", "family", "a son", today=TODAY)
    care("archive", "ida", "--why", "passed away in May", today=TODAY)
    found = care("check", "ida", "--json", stdin="Dear Ida, how are you?", today=TODAY).json
    assert [item["rule"] for item in found["findings"]] == ["leave-alone"]


def test_in_the_prose_of_a_day_a_death_is_no_touch(care: Care) -> None:
    care("add", "Ana Silva", today=TODAY)
    care("add", "Tom Silva", today=TODAY)
    text = "Lunch with Ana. Tom Silva died yesterday."
    found = care("day", "--json", "-", stdin=text, today=TODAY).json
    assert [touch["note"] for touch in found["touches"]] == ["Lunch with Ana."]
    (left,) = found["left_out"]
    assert left["why"] == "died"
    assert left["command"] == "care archive tom-silva --why 'died 28 Nov 2026'"


def test_the_page_of_somebody_who_died_asks_nothing(care: Care) -> None:
    care("add", "Ida Mann", "--birthday", "1 dec 1950", today=TODAY)
    care("log", "ida", "-m", "1", "worried", "-l", "worry: money", "-p", "seeds", today=TODAY)
    care("archive", "ida", "--why", "died", today=TODAY)
    page = care("profile", "ida", "--json", today=TODAY).json
    empty = ("openers", "occasions", "promises", "gestures", "feedback", "to_ask", "ideas")
    assert [page[key] for key in empty] == [[]] * len(empty)
    assert (page["clock"], page["ask"], page["last_learned"]) == (None, None, None)
    for command in ("due", "triage", "occasions", "open", "next"):
        assert "Ida" not in care(command, today="2026-12-01").out, command
    logged = care("log", "ida", "wrote to her family", today=TODAY).out
    assert logged.endswith("Ida Mann has died: this is kept, and nothing will remind you.\n")
