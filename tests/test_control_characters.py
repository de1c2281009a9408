"""Control characters of an entry are treated the same, whichever way it comes in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stored
from caretrack.domain.text import clean_text, is_unsafe, tidy
from caretrack.errors import CareError
from conftest import Care

# A shell cannot pass a NUL; every other way can.
TYPED = "talk\x1b[31m of\x07 the\u202e boat\x0band\x85of\u2028the\x9b sea\tand\x7f e\u0301"
STORED = "talk[31m of the boat\nand\nof\nthe sea\tand é"


def _argument(care: Care, text: str) -> None:
    assert care("log", "ana", text).code == 0


def _stdin(care: Care, text: str) -> None:
    assert care("log", "ana", "-", stdin=text.replace(" sea", "\0 sea")).code == 0


def _editor(care: Care, text: str) -> None:
    editor = care.home / "editor"
    editor.write_text(
        f"#!/usr/bin/env python3\nimport sys\nopen(sys.argv[1], 'w').write({text!r})\n"
    )
    editor.chmod(0o700)
    assert care("log", "ana", "-e", env={"VISUAL": str(editor)}).code == 0


def _edited(care: Care, text: str) -> None:
    assert care("log", "ana", "x").code == 0
    assert care("edit", "-", "--note", text).code == 0


def _imported(name: str, make: Callable[[str], str]) -> Callable[[Care, str], None]:
    def bring_in(care: Care, text: str) -> None:
        file = care.home / name
        file.write_text(make(text), encoding="utf-8", newline="")
        assert care("import", str(file)).code == 0

    return bring_in


def _csv(text: str) -> str:
    return f'date,who,kind,note\r\n2026-11-20,Ana Silva,checkin,"{text}"\r\n'


WAYS = {
    "argument": _argument,
    "stdin": _stdin,
    "editor": _editor,
    "edit": _edited,
    "csv": _imported("touches.csv", _csv),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_note_is_stored_the_same(care: Care, way: str) -> None:
    assert care("add", "Ana Silva").code == 0
    WAYS[way](care, TYPED)
    assert care("history", "ana", "--json").json[0]["note"] == STORED


@given(st.text(alphabet=st.characters(), max_size=40))
def test_what_is_stored_is_safe_and_stays_as_it_is(text: str) -> None:
    stored = tidy(text)
    assert not is_unsafe(stored)
    assert tidy(stored) == stored


@given(st.text(max_size=40))
def test_a_typed_text_is_stored_as_an_imported_one(text: str) -> None:
    try:
        stored = clean_text(text, "the note")
    except CareError:
        assert tidy(text) == ""
    else:
        assert stored == tidy(text)


HOSTILE = "a\x1b[2J\r\nb\rc \"quoted\" '''more''' \\ # = \u202e\x00\x7f\u2028 ends: \t\n\n"
# Every table that has a form, its first text, and the command that makes a row of it.
FORMS = [
    ("people", "note", ("add", "Eva Lind", "--note", "x")),
    ("touches", "note", ("log", "ana", "x")),
    ("facts", "text", ("learn", "ana", "hobby", "x")),
    ("actions", "text", ("promise", "ana", "x by friday")),
    ("feedback", "text", ("feedback", "ana", "idea: x")),
    ("occasions", "label", ("occasion", "ana", "x", "25 Nov")),
    ("events", "text", ("event", "ana", "4 dec", "x")),
    ("ties", "relation", ("tie", "ana", "friend", "ben")),
]


@pytest.mark.parametrize(("table", "column", "command"), FORMS)
def test_a_form_that_is_saved_unchanged_changes_nothing(
    care: Care, table: str, column: str, command: tuple[str, ...]
) -> None:
    assert care("add", "Ana Silva").code == 0
    assert care("add", "Ben Okoro").code == 0
    assert care(*command).code == 0
    with stored.opened(care.journal) as db:
        # As an older version, or another program, may have stored it.
        db.execute(f"UPDATE {table} SET {column} = ?", (HOSTILE,))
        entry = db.execute(f"SELECT id FROM {table} ORDER BY rowid DESC LIMIT 1").fetchone()[0]
        db.commit()
    assert care("due").code == 0
    before = stored.model(care.journal)
    done = care("edit", entry, env={"VISUAL": "true", "EDITOR": "true"})
    assert (done.code, done.out) == (0, "Nothing changed.\n")
    assert stored.model(care.journal) == before


BELL = "\x07"


def belled(text: str) -> str:
    """The text with a bell in its midst, as a slip of the keyboard leaves it."""
    return f"{text[:1]}{BELL}{text[1:]}"


def test_what_is_typed_for_a_person_is_stored_as_what_is_imported(care: Care) -> None:
    options = {
        "--company": "Lagoon", "--role": "Chief", "--nickname": "Anni", "--email": "ana@x.example",
        "--phone": "+35121", "--tag": "vip", "--met": "the fair", "--birthday": "3 may",
    }  # fmt: skip
    typed = [word for name, value in options.items() for word in (name, belled(value))]
    assert care("add", "A\x1bna\u202e Silva", *typed).code == 0
    (person,) = care("list", "--json").json
    assert person["name"] == "Ana Silva"
    assert (person["company"], person["role"], person["met"]) == ("Lagoon", "Chief", "the fair")
    assert [handle["value"] for handle in person["handles"]] == ["Anni", "ana@x.example", "+35121"]
    assert person["tags"] == ["vip"]
    assert care("edit", "ana", "--name", f"{BELL}Ana Costa").code == 0
    assert [one["name"] for one in care("list", "--json").json] == ["Ana Costa"]


def test_what_is_looked_up_is_read_as_what_is_stored(care: Care) -> None:
    assert care("add", "Ana Silva", "--company", "Lagoon", "--tag", "vip").code == 0
    assert care("log", belled("ana"), "-k", belled("checkin"), "-c", belled("call"), "x").code == 0
    commands = [
        ["profile", belled("ana")],
        ["find", belled("lagoon")],
        ["list", "--tag", belled("vip")],
        ["due", "--company", belled("lagoon")],
        ["history", "--channel", belled("call"), "--since", belled("2026-11-01")],
        ["every", "ana", belled("30d")],
        ["snooze", "ana", belled("2w")],
        ["learn", "ana", belled("hobby"), "chess"],
        ["config", "due.limit", belled("3")],
        ["config", "me.aliases", belled("Anni")],
        ["config", "cadence", belled("45d")],
    ]
    for command in commands:
        done = care(*command)
        assert (done.code, BELL in done.out) == (0, False), (command, done)
    assert "me.aliases\tAnni\t" in care("config", "me.aliases").out


def test_the_name_of_a_file_keeps_them(care: Care) -> None:
    assert care("add", "Ana Silva").code == 0
    target = care.home / f"all{BELL}.json"
    assert care("export", "--to", "json", "-o", str(target)).code == 0
    assert target.exists()
