"""Notes about people: a vault of Markdown, one note, and people in Org."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caretrack.domain.records import (
    EventRecord,
    Item,
    PersonRecord,
    Refused,
    TieRecord,
    TouchRecord,
)
from caretrack.domain.yearly_day import YearlyDay
from caretrack.errors import CareError
from caretrack.formats.notes.body import read_body
from caretrack.formats.notes.front import LONGEST, linked, plain, read_note, unescaped
from caretrack.formats.notes.places import is_vault
from caretrack.formats.notes.read import read
from caretrack.formats.notes.signs import notes_format
from caretrack.formats.notes.write import safe_stem, stems
from caretrack.formats.open import find_source
from caretrack.formats.source import ReadOptions

TODAY = date(2026, 11, 29)


def vault(folder: Path, **notes: str) -> list[Item]:
    """Return what is read of a folder People with these notes."""
    for name, text in notes.items():
        path = folder / "People" / f"{name.replace('_', ' ')}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    source, format = find_source(folder, "markdown")
    return list(read(source, ReadOptions(format, TODAY)))


def only(folder: Path, text: str) -> PersonRecord:
    """Return the one person of a note called Ana Silva."""
    (person,) = [item for item in vault(folder, Ana_Silva=text) if isinstance(item, PersonRecord)]
    return person


def test_the_properties_of_a_note_are_those_of_a_person(tmp_path: Path) -> None:
    person = only(
        tmp_path,
        "---\naliases: [Annie, 'Ms Silva']\ntags:\n  - person\n  - vip\norg: '[[Lagoon]]'\n"
        "job: CFO\nemail: [ana@lagoon.example, mailto:ana@home.example]\nphone: +351 555 0142\n"
        "birthday: 1976-03-14\nevery: 2w\nwebsite: '[page](https://ana.example)'\nname: Ana Silva\n"
        "---\n# Ana Silva\n\nLikes **boats**.\n",
    )
    assert person == PersonRecord(
        name="Ana Silva",
        where="People/Ana Silva.md",
        nicknames=("Annie", "Ms Silva"),
        emails=("ana@lagoon.example", "ana@home.example"),
        phones=("+351 555 0142",),
        urls=("https://ana.example",),
        company="Lagoon",
        role="CFO",
        note="Likes boats.",
        tags=("vip",),
        occasions=(YearlyDay(3, 14, 1976, "birthday"),),
        cadence_days=14,
    )


@pytest.mark.parametrize(
    "line",
    [
        "Email:: ana@x.example",
        "- Email:: ana@x.example",
        "[Email:: ana@x.example]",
        "**Email:** ana@x.example",
        "- **E-mail**: ana@x.example",
        "__email__:: <ana@x.example>",
    ],
)
def test_properties_may_stand_in_the_text(tmp_path: Path, line: str) -> None:
    person = only(tmp_path, f"A painter.\n{line}\n")
    assert (person.emails, person.note) == (("ana@x.example",), "A painter.")


@pytest.mark.parametrize(
    ("line", "day", "note", "channel"),
    [
        ("- 2026-11-02: Coffee", "2026-11-02", "Coffee", ""),
        ("* 2026-11-02 – Coffee", "2026-11-02", "Coffee", ""),
        ("- [[2026-11-02]] Coffee", "2026-11-02", "Coffee", ""),
        ("- **2026-11-02**: Coffee", "2026-11-02", "Coffee", ""),
        ("**2026-11-02:** Coffee", "2026-11-02", "Coffee", ""),
        ("- [x] 2026/11/02 10:30 Coffee", "2026-11-02", "Coffee", ""),
        ("- [2026-11-02 Mon 10:30] Coffee", "2026-11-02", "Coffee", ""),
        ("### 2026-11-02 Coffee", "2026-11-02", "Coffee", ""),
        ("## [[2026-11-02]]\n\nCoffee\n- and cake", "2026-11-02", "Coffee\n- and cake", ""),
        ("- 2026-11-02 call: she moved", "2026-11-02", "she moved", "call"),
        ("- 2026-11-02: Coffee\n  with cake", "2026-11-02", "Coffee\nwith cake", ""),
    ],
)
def test_a_line_that_begins_with_a_day_is_a_touch(
    tmp_path: Path, line: str, day: str, note: str, channel: str
) -> None:
    items = vault(tmp_path, Ana_Silva=f"Text.\n\n## Log\n{line}\n")
    (touch,) = [item for item in items if isinstance(item, TouchRecord)]
    assert touch == TouchRecord(day, ("Ana Silva",), note, "People/Ana Silva.md", channel=channel)
    (person,) = [item for item in items if isinstance(item, PersonRecord)]
    assert person.note == "Text."


@pytest.mark.parametrize(
    "line", ["- 2026-11-31: no day", "- 2026-11-02", "- 12026-11-02: x", "- 2026-11-02-b x"]
)
def test_what_is_no_day_stays_in_the_note(tmp_path: Path, line: str) -> None:
    items = vault(tmp_path, Ana_Silva=f"{line}\n")
    assert not [item for item in items if isinstance(item, TouchRecord)]
    assert only(tmp_path, f"{line}\n").note == line


def test_a_day_to_come_is_an_event(tmp_path: Path) -> None:
    assert only(tmp_path, "- 2027-01-11: moves to Leeds\n").events == (
        EventRecord("2027-01-11", "moves to Leeds"),
    )


def test_links_under_a_property_are_ties_and_in_a_touch_people(tmp_path: Path) -> None:
    items = vault(
        tmp_path,
        Ana_Silva="---\nboss: [[Cleo Park]]\nreports to: '[[Cleo Park]]'\n"
        "friends: ['[[Ben Okoro|Ben]]']\n"
        "up: '[[Ben Okoro]]'\n---\n- 2026-11-02: Lunch with [[Ben Okoro|Ben]] and [[Nobody]]\n",
        Ben_Okoro="", Cleo_Park="",
    )  # fmt: skip
    where = "People/Ana Silva.md"
    assert [item for item in items if isinstance(item, TieRecord)] == [
        TieRecord("Cleo Park", "boss", "Ana Silva", where),
        TieRecord("Ana Silva", "reports to", "Cleo Park", where),
        TieRecord("Ben Okoro", "friend", "Ana Silva", where),
    ]
    (touch,) = [item for item in items if isinstance(item, TouchRecord)]
    assert touch.people == ("Ana Silva", "Ben Okoro")
    assert touch.note == "Lunch with Ben and Nobody"


@pytest.mark.parametrize(
    "line", ["Boss:: [[Cleo Park]]", "- **Boss:** [[Cleo Park|Cleo]]", "[Boss:: [[Cleo Park]]]"]
)
def test_a_line_of_links_alone_is_a_tie_and_stays_in_the_note(tmp_path: Path, line: str) -> None:
    items = vault(tmp_path, Ana_Silva=f"{line}\nLikes tea.\n", Cleo_Park="")
    (tie,) = [item for item in items if isinstance(item, TieRecord)]
    assert (tie.person, tie.relation, tie.other) == ("Cleo Park", "boss", "Ana Silva")
    ana = next(item for item in items if isinstance(item, PersonRecord))
    assert "Cleo" in ana.note and "Likes tea." in ana.note


def test_notes_that_are_about_no_person_are_counted(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "Ana.md").write_text("---\ntype: person\n---\n")
    (tmp_path / "2026-11-02.md").write_text("met [[Ana]]\n")
    (tmp_path / ".trash").mkdir()
    (tmp_path / ".trash" / "Old.md").write_text("---\ntype: person\n---\n")
    (tmp_path / "Link.md").symlink_to(tmp_path / "Ana.md")
    source, format = find_source(tmp_path, None)
    items = list(read(source, ReadOptions(format, TODAY)))
    assert [item.name for item in items if isinstance(item, PersonRecord)] == ["Ana"]
    assert source.remarks == ["1 note is about no person, and left out"]


def test_a_property_without_a_place_is_counted(tmp_path: Path) -> None:
    (tmp_path / "Ana.md").write_text("---\ntype: person\nshoe size: 39\ncssclass: x\n---\n")
    source, format = find_source(tmp_path, "markdown")
    list(read(source, ReadOptions(format, TODAY)))
    assert source.remarks == ["left out: shoe size 1"]


@pytest.mark.parametrize(
    ("front", "why"),
    [
        ("tags: [person", "its front matter is not YAML, line 3"),
        ("a: &a [x]\nb: *a", "its front matter has an alias (*name)"),
        ("a: " + "[" * 200, "its front matter has lists within lists without end"),
    ],
)
def test_front_matter_that_cannot_be_read_costs_its_note_alone(
    tmp_path: Path, front: str, why: str
) -> None:
    items = vault(tmp_path, Bad=f"---\n{front}\n---\n", Ben="")
    assert [item for item in items if isinstance(item, Refused)] == [Refused("People/Bad.md", why)]
    assert [item.name for item in items if isinstance(item, PersonRecord)] == ["Ben"]


def test_a_folder_without_people_is_refused(tmp_path: Path) -> None:
    (tmp_path / "todo.md").write_text("- buy milk\n")
    source, format = find_source(tmp_path, None)
    with pytest.raises(CareError, match=r"no note in .* is about a person"):
        list(read(source, ReadOptions(format, TODAY)))


def test_a_folder_of_other_files_is_no_vault(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("x")
    assert is_vault(tmp_path)
    (tmp_path / "main.py").write_text("x")
    assert not is_vault(tmp_path)


ORG = """#+TITLE: People
* Friends
** DONE Ana Silva                                   :vip:work:
:PROPERTIES:
:EMAIL:    ana@x.example [[mailto:ana2@x.example][ana2@x.example]]
:BIRTHDAY: 1976-03-14
:ID:       5f0c
:END:
:LOGBOOK:
- Note taken on [2026-11-02 Mon 10:00] \\\\
  Coffee, her audit goes well
:END:
Likes boats.
- [2026-10-01 Thu] call about the move
** Shopping
:PROPERTIES:
:EFFORT: 1
:END:
"""


def test_people_in_org_are_read(tmp_path: Path) -> None:
    path = tmp_path / "people.org"
    path.write_text(ORG)
    source, format = find_source(path, None)
    assert format == "org"
    person, *touches = read(source, ReadOptions(format, TODAY))
    assert isinstance(person, PersonRecord)
    assert (person.name, person.where, person.tags) == ("Ana Silva", "line 3", ("vip", "work"))
    assert person.emails == ("ana@x.example", "ana2@x.example")
    assert (person.occasions, person.note) == (
        (YearlyDay(3, 14, 1976, "birthday"),), "Likes boats."
    )  # fmt: skip
    assert [(item.happened_on, item.note) for item in touches if isinstance(item, TouchRecord)] == [
        ("2026-11-02", "Coffee, her audit goes well"),
        ("2026-10-01", "call about the move"),
    ]


def test_properties_in_org_that_are_not_closed_end_at_the_next_heading(tmp_path: Path) -> None:
    path = tmp_path / "people.org"
    path.write_text("* Ana Silva\n:PROPERTIES:\n:EMAIL: ana@x.example\nLikes boats.\n" + ORG)
    source, format = find_source(path, None)
    people = [
        item for item in read(source, ReadOptions(format, TODAY)) if isinstance(item, PersonRecord)
    ]
    assert [(person.emails, person.note) for person in people] == [
        (("ana@x.example",), "Likes boats."),
        (("ana@x.example", "ana2@x.example"), "Likes boats."),
    ]


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("---\ntype: person\n---\n", "markdown"),
        ("---\r\nemail: a@b.example\r\n---\r\n".replace("\r\n", "\n"), "markdown"),
        ("---\ntitle: A post\ndate: 2026-01-01\n---\n", ""),
        ("---\ntags: [\n---\n", ""),
        ("# Ana\n", ""),
        (ORG, "org"),
        ("* Task\n:PROPERTIES:\n:EFFORT: 1\n:END:\n", ""),
    ],
)
def test_one_file_is_told_by_what_is_in_it(text: str, format: str) -> None:
    assert notes_format(text) == format


def test_links_read_as_what_they_show() -> None:
    text = "[[People/Ben Okoro|Ben]], [[Cleo#Log]], ![[x.png]] and [a page](https://x.example)"
    assert linked(text) == ["Ben Okoro", "Cleo", "x.png"]
    assert plain(text) == "Ben, Cleo#Log, x.png and a page"


@given(st.text(alphabet="\\`*_{}[]<>#|~&-+.!ab 1\n:%$^"))
def test_what_is_escaped_reads_as_it_was(text: str) -> None:
    from caretrack.formats.notes.write import marked

    for line in text.split("\n"):
        assert unescaped(marked(line)).strip() == " ".join(line.split())


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    try:
        note = read_note(f"---\n{text}\n---\n{text}", lambda _: True)
    except CareError:
        return
    read_body("Ana", "x", note.body + text, TODAY)
    assert len(note.properties) <= LONGEST


@given(st.lists(st.text(max_size=200), max_size=8))
def test_names_of_files_are_safe_and_never_the_same(names: list[str]) -> None:
    found = stems((f"{number:04}", name) for number, name in enumerate(names))
    assert len({stem.casefold() for stem in found.values()}) == len(names)
    for stem in found.values():
        assert len(f"{stem}.md".encode()) <= 120
        assert not set(stem) & set('\\/:*?"<>|#^[]%\n\0')
        assert stem == stem.strip(" .")
        assert stem


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Ana Silva", "Ana Silva"),
        ("../etc/passwd", "etc passwd"),
        ("CON", "(CON)"),
        ("...", "(somebody)"),
        ("a/b: c?", "a b c"),
        ("-rf", "(-rf)"),
    ],
)
def test_a_name_becomes_the_name_of_a_file(name: str, stem: str) -> None:
    assert safe_stem(name) == stem


@pytest.mark.parametrize(
    ("stem", "text", "name"),
    [
        ("ana", "# Ana Silva\n", "Ana Silva"),
        ("Ana Silva", "# Notes of today\n", "Ana Silva"),
        ("20261102103000", "# Ana Silva\n", "Ana Silva"),
        ("@Ana Silva", "", "Ana Silva"),
        ("People%2FAna Silva", "", "Ana Silva"),
        ("ana", "---\nfirst: Ana\nlast: Silva\n---\n# Other\n", "Ana Silva"),
        ("ana", "---\nname: '[[Ana Silva]]'\n---\n", "Ana Silva"),
    ],
)
def test_a_person_is_called_as_the_note_says(
    tmp_path: Path, stem: str, text: str, name: str
) -> None:
    (found,) = [item for item in vault(tmp_path, **{stem: text}) if isinstance(item, PersonRecord)]
    assert found.name == name
