"""No control characters, bidirectional marks or markup from input reach the terminal."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import stored
from caretrack.domain.text import is_unsafe
from caretrack.journal.schema import MODEL
from conftest import Care, Result
from pseudo_terminal import Terminal

# A window title, a C1 colour, a reversed line, unclosed markup, and extra lines and cells.
HOSTILE = (
    "\x1b]0;title\x07 \x1b[2J \x9b31m \u202egnp \u2066x\u2069 \u200f [/x] [red] \x08\x7f a\tb \n"
    "INJECTED\r\u061c end"
)
UNSAFE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# What rich itself writes: styles, and nothing else.
STYLES = re.compile(r"\x1b\[[0-9;]*m")
KEPT = (
    "id",
    "name_key",
    "value_key",
    "person_id",
    "other_id",
    "touch_id",
    "kind",
    "family",
    "channel",
    "sort",
    "source",
    "relation_id",
)
PAGES = (
    ("due", "--all"), ("profile", "ana"), ("profile", "ana", "--markdown"), ("list",),
    ("list", "--all"), ("history",), ("history", "ana"), ("find", "end"), ("open",),
    ("open", "ana"), ("occasions", "--within", "365"), ("undo", "--list"), ("stats",), ("kinds",),
    ("config",), ("doctor",), ("next",), ("history", "ana", "--edits"),
    ("tie",), ("tie", "ana"), ("profile", "--company", "end"),
    ("profile", "--company", "end", "--markdown"),
)  # fmt: skip
LISTS = ("list", "history", "find", "open", "occasions", "kinds", "config", "tie")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal in which another program has made every text hostile."""
    path = stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db",
        ["add", "Ana", "--company", "x", "--role", "x", "--say", "x", "--met", "x", "--note", "x",
            "--nickname", "nick", "--email", "x@y", "--phone", "1", "--tag", "x", "--birthday",
            "24 Nov 1976"],
        ["add", "Ben", "--every", "1"],
        ["archive", "ben", "--why", "x"],
        ["kinds", "add", "workshop", "care", "x"],
        ["log", "ana", "--with", "ben", "-k", "workshop", "-m", "2", "-d", "1 Oct", "x", "-l",
            "worry: x", "-l", "family: x", "-l", "boundary: x", "-p", "x by monday", "-p", "x",
            "-f", "complaint: x"],
        ["gesture", "ana", "x"],
        ["feedback", "ana", "praise: x"],
        ["occasion", "ana", "x", "25 Nov"],
        ["tie", "ana", "x", "ben"],
        ["every", "--tag", "x", "5"],
    )  # fmt: skip
    feedback = stored.only(path, "SELECT id FROM feedback WHERE tone = 'praise'")
    stored.fill(path, ["acted", feedback, "x"])
    with stored.opened(path) as db:
        for table in MODEL:
            for name, sort in [
                (row["name"], row["type"]) for row in db.execute(f"PRAGMA table_info({table})")
            ]:
                if (
                    sort == "TEXT"
                    and name not in KEPT
                    and not name.endswith(("_on", "_at", "_until"))
                    and table not in {"tags", "tag_cadences", "settings"}
                ):
                    db.execute(
                        f"UPDATE {table} SET {name} = ? WHERE {name} IS NOT NULL AND {name} NOT "
                        "IN ('worry', 'family', 'boundary', 'complaint', 'praise')",
                        (HOSTILE,),
                    )
        db.execute("UPDATE occasions SET label = 'birthday' WHERE year IS NOT NULL")
        db.execute("UPDATE people SET name = 'Zed ' || name")
        db.execute("UPDATE tags SET tag = ?", (HOSTILE,))
        db.execute("UPDATE tag_cadences SET tag = ?", (HOSTILE,))
        db.execute("UPDATE change_sets SET command = ?", (HOSTILE,))
    return path


@pytest.fixture
def ana(care: Care, filled: Path) -> Care:
    shutil.copy(filled, care.journal)
    return care


def harmless(text: str) -> None:
    """Check that the output has no control characters."""
    shown = STYLES.sub("", text).replace("\r\n", "\n")
    found = UNSAFE.search(shown)
    assert found is None, shown[max(found.start() - 100, 0) : found.end() + 50]


def on_one_line(text: str) -> None:
    """Check that no text of an entry starts a line."""
    assert not re.search("^INJECTED", text, re.MULTILINE), text


@pytest.mark.parametrize("args", PAGES, ids=" ".join)
def test_a_pipe_gets_nothing_hostile(ana: Care, args: tuple[str, ...]) -> None:
    done = ana(*args)
    assert done.code == 0, done
    harmless(done.out)
    harmless(done.err)
    on_one_line(done.out)
    if args[0] in LISTS:
        assert len({line.count("\t") for line in done.out.splitlines()}) == 1


@pytest.mark.parametrize("args", PAGES, ids=" ".join)
def test_a_terminal_gets_nothing_hostile_but_styles(ana: Care, args: tuple[str, ...]) -> None:
    done = ana(*args, env={"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "120"})
    assert done.code == 0, done
    harmless(done.out)
    assert "[/x" in done.out or args[0] in {"config", "doctor"}


@pytest.mark.parametrize("args", [args for args in PAGES if "--markdown" not in args], ids=" ".join)
def test_json_is_whole_and_has_nothing_raw(ana: Care, args: tuple[str, ...]) -> None:
    done = ana(*args, "--json")
    assert done.code == 0, done
    harmless(done.out)
    assert (done.out.count("\n"), "\t" in done.out) == (1, False)
    assert (
        HOSTILE in strings(done.json)
        or f"Zed {HOSTILE}" in strings(done.json)
        or args[0] in {"config", "doctor"}
    )


def strings(value: object) -> set[str]:
    if isinstance(value, dict):
        return set().union(*(strings(item) for pair in value.items() for item in pair))
    if isinstance(value, list):
        return set().union(*(strings(item) for item in value))
    return {value} if isinstance(value, str) else set()


def test_what_was_hostile_in_the_journal_is_still_there_unchanged(ana: Care) -> None:
    assert json.loads(ana("list", "--json").out)[0]["company"] == HOSTILE


def answers(ana: Care) -> dict[str, str]:
    queries = {
        "touch": "touches",
        "fact": "facts",
        "action": "actions",
        "feedback": "feedback",
        "occasion": "occasions",
        "tie": "ties",
        "person": "people",
    }
    return {
        name: stored.rows(ana.journal, f"SELECT id FROM {table} ORDER BY rowid")[0][0]
        for name, table in queries.items()
    }


@pytest.mark.parametrize(
    "line",
    [
        "log ana hello", "log ana --with x -k workshop hello", "promise ana x", "gesture ana x",
        "learn ana hobby x", "feedback ana x", "every ana 5", "every ana default",
        "snooze ana monday", "archive ana", "unarchive ben", "tag ana +new", "edit ana --role y",
        "edit {touch} --mood 3", "edit {fact} --category goal", "edit {action} --by tomorrow",
        "edit {feedback} --tone idea", "edit {occasion} --date 3-May", "edit {tie} --relation y",
        "retire {fact}", "done {action}", "acted {feedback} y", "told {feedback}",
        "occasion ana birthday 3-May", "tie ana y ben", "delete {touch}", "delete {fact}",
        "delete {action}", "delete {feedback}", "delete {occasion}", "delete {tie}",
        "delete {person}", "undo",
    ],
)  # fmt: skip
def test_the_answer_to_a_command_has_nothing_hostile(ana: Care, line: str) -> None:
    ids = answers(ana)
    words = [word.format(**ids) for word in line.replace("-May", "\xa0May").split(" ")]
    people = stored.rows(ana.journal, "SELECT id FROM people ORDER BY rowid")
    by_id = {"ana": people[0][0], "ben": people[1][0]}
    done: Result = ana(*(by_id.get(word, word) for word in words))
    assert done.code in {0, 1, 3}, done
    harmless(done.out)
    harmless(done.err)
    on_one_line(done.out)
    assert done.err.count("\n") <= 2


def test_a_hostile_name_is_stored_without_what_is_hostile(care: Care) -> None:
    done = care("add", HOSTILE)
    assert done.code == 0
    harmless(done.out)
    assert not is_unsafe(care("list", "--json").json[0]["name"])


@pytest.mark.parametrize(
    "args",
    [
        ("profile", f"zz {HOSTILE}"), ("find", f"zz {HOSTILE}"), ("log", HOSTILE, "hello"),
        ("log", "ana", "-k", f"zz {HOSTILE}", "hello"), ("log", "ana", "-c", HOSTILE, "hello"),
        ("log", "ana", "-d", HOSTILE, "hello"), ("log", "ana", "-l", HOSTILE, "hello"),
        ("log", "ana", "--declined", HOSTILE, "hello"),
        ("add", "Zoe", "--email", HOSTILE), ("add", "Zoe", "--tag", HOSTILE),
        ("add", "Zoe", "--birthday", HOSTILE), ("every", "ana", HOSTILE),
        ("snooze", "ana", HOSTILE),
        ("tag", "ana", HOSTILE), ("delete", HOSTILE), ("undo", HOSTILE), ("kinds", HOSTILE),
        ("kinds", "add", HOSTILE, "care"), ("kinds", "add", "x", HOSTILE), ("config", HOSTILE),
        ("config", "cadence", HOSTILE), ("import", HOSTILE),
        ("import", "--from", HOSTILE, "/dev/null"), ("backup", f"/{HOSTILE}/x"),
        ("restore", HOSTILE), ("profile", "zed"), ("profile", "--company", f"zz {HOSTILE}"),
        ("tie", "ana", HOSTILE, "nobody"),
        ("--journal", f"/dev/null/{HOSTILE}", "due"), (f"zz {HOSTILE}",),
            ("due", "--limit", HOSTILE),
        (f"--{HOSTILE}",), ("log", "ana", "--about", HOSTILE, "-f", "x", "hello"),
    ],
    ids=lambda args: " ".join("HOSTILE" if HOSTILE in word else word for word in args),
)  # fmt: skip
def test_a_message_has_nothing_hostile(ana: Care, args: tuple[str, ...]) -> None:
    done = ana(*args)
    assert done.code in {1, 2, 3, 4, 5}
    assert done.out == ""
    assert done.err.count("\n") == 1
    harmless(done.err)


def test_questions_have_nothing_hostile(ana: Care) -> None:
    for day in ("2026-11-21", "2026-11-22", "2026-11-23"):
        with Terminal(ana.command("next"), ana.environment(None, day), ana.home) as terminal:
            terminal.answer("[q]uit", "n")
            if day == "2026-11-23":
                terminal.answer("[y/N]", "y")
            code, shown = terminal.end()
            assert code == 0
            harmless(shown)


def test_what_an_import_says_has_nothing_hostile(ana: Care, tmp_path: Path) -> None:
    hostile = HOSTILE.replace("\n", "\\n").replace("\r", "")
    cards = [
        f"BEGIN:VCARD\nVERSION:3.0\nFN:Zoe\nORG:{hostile}\nNOTE:{hostile}\nEMAIL:{hostile}\nTEL:{hostile}\nBDAY:{hostile}\nCATEGORIES:{hostile}\nEND:VCARD\n",
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{hostile}\nEND:VCARD\n",
    ]
    file = tmp_path / "cards.vcf"
    file.write_text("".join(cards), encoding="utf-8")
    for extra in (["--dry-run"], ["--json"], []):
        done = ana("import", str(file), *extra)
        assert done.code == 0
        harmless(done.out + done.err)
        on_one_line(done.out)
