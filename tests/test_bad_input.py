"""Impossible input is refused: one clear line, the right exit code, and nothing changed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import stored
from caretrack import cli
from caretrack.domain.text import tidy
from conftest import Care, Result
from transcript import TODAY

LONG = "x" * 10_000
BIDI = "\u202e"
BYTES = b"caf\xe9".decode("utf-8", "surrogateescape")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two Anas at different companies, and Ben, with some facts."""
    return stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db",
        ["add", "Ana Silva", "--company", "Lagoon"],
        ["add", "Ana Souza", "--company", "Harbour"],
        ["add", "Ben Okoro"],
        ["log", "ben", "-p", "send the plan", "hello", "-l", "family: Mia", "-f", "it is slow"],
    )


@pytest.fixture
def ana(care: Care, filled: Path, monkeypatch: pytest.MonkeyPatch) -> Care:
    monkeypatch.setenv("CARE_TODAY", TODAY)
    shutil.copy(filled, care.journal)
    return care


def refused(
    care: Care,
    code: int,
    *args: str,
    stdin: bytes | None = None,
    env: dict[str, str | None] | None = None,
) -> str:
    """Return the one line of a refused command; the journal must be unchanged."""
    before = stored.digest(care.journal) if care.journal.is_file() else None
    done: Result = care(*args, stdin=stdin, env=env)
    assert (done.code, done.out) == (code, ""), done
    assert done.err.startswith("care: ")
    assert done.err.endswith("\n")
    assert done.err.count("\n") == 1
    assert len(done.err) < 1_500
    assert (stored.digest(care.journal) if care.journal.is_file() else None) == before
    return done.err


def refused_here(
    ana: Care, capsys: pytest.CaptureFixture[str], code: int, args: tuple[str, ...]
) -> None:
    """The same in this process: a hundred interpreters would be slow."""
    before = stored.digest(ana.journal)
    ended = cli.run(["--journal", str(ana.journal), *args])
    out, err = capsys.readouterr()
    assert (ended, out) == (code, ""), err
    assert err.startswith("care: ")
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert len(err) < 1_500
    assert stored.digest(ana.journal) == before


def cases(*lines: tuple[str, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "args",
        lines,
        ids=lambda args: " ".join(args).encode("ascii", "backslashreplace").decode()[:60],
    )


@cases(
    ("add", ""), ("add", "   "), ("add", "\t\n"), ("add", LONG), ("add", "x" * 201),
    ("add", "\x07"), ("add", "\u200b\u2060"), ("add", "\u0301"),
    ("add", BYTES), ("log", "--new", "", "hello"), ("log", "--new", LONG, "hello"),
    ("add", "Dora", "--nickname", ""), ("add", "Dora", "--nickname", BIDI),
    ("edit", "ben", "--name", ""), ("edit", "ben", "--name", LONG),
)  # fmt: skip
def test_what_is_no_name_is_refused(
    ana: Care, capsys: pytest.CaptureFixture[str], args: tuple[str, ...]
) -> None:
    refused_here(ana, capsys, 1, args)


@cases(
    ("log", "ben", ""), ("log", "ben", " \n\t "), ("log", "ben", BYTES),
    ("log", "ben", "y" * 100_001), ("promise", "ben", " "), ("gesture", "ben", ""),
    ("learn", "ben", "family", "  "), ("learn", "ben", "family", BYTES), ("feedback", "ben", ""),
    ("feedback", "ben", "praise:"),
    ("log", "ben", "hi", "-l", "family:"), ("log", "ben", "hi", "-l", "Mia"),
    ("log", "ben", "hi", "-p", ""), ("log", "ben", "hi", "-p", BYTES),
    ("log", "ben", "hi", "-f", " "), ("occasion", "ben", "", "1 May"),
    ("tie", "ben", "", "ana silva"), ("archive", "ben", "--why", ""),
    ("add", "Dora", "--company", ""), ("add", "Dora", "--note", BYTES),
    ("add", "Dora", "--phone", " "), ("kinds", "add", "tender", "sales", " "),
)  # fmt: skip
def test_an_empty_text_or_one_that_is_no_text_is_refused(
    ana: Care, capsys: pytest.CaptureFixture[str], args: tuple[str, ...]
) -> None:
    refused_here(ana, capsys, 1, args)


@cases(
    ("log", "ben", "-d", "30 Feb", "hi"), ("log", "ben", "-d", "2026-02-30", "hi"),
    ("log", "ben", "-d", "31.4.", "hi"), ("log", "ben", "-d", "0000-01-01", "hi"),
    ("log", "ben", "-d", "1 Jan 0", "hi"), ("log", "ben", "-d", "99999-01-01", "hi"),
    ("log", "ben", "-d", "tomorrow", "hi"), ("log", "ben", "-d", "2026-11-22", "hi"),
    ("log", "ben", "-d", "in 2 weeks", "hi"), ("log", "ben", "-d", "sometime", "hi"),
    ("log", "ben", "-d", "", "hi"), ("log", "ben", "-d", LONG, "hi"),
    ("log", "ben", "-d", BYTES, "hi"), ("log", "ben", "-d", "9" * 5_000, "hi"),
    ("promise", "ben", "it", "--by", "30 Feb"), ("promise", "ben", "it", "--by", "0000-00-00"),
    ("promise", "ben", "it", "--by", "10000-01-01"), ("snooze", "ben", "30 Feb"),
    ("snooze", "ben", "99999999999d"), ("occasion", "ben", "birthday", "30 Feb"),
    ("occasion", "ben", "birthday", "2025-02-29"), ("add", "Dora", "--birthday", "31 June"),
    ("add", "Dora", "--birthday", "0000-01-01"),
    ("learn", "ben", "family", "Mia", "-d", "2027-01-01"), ("history", "--since", "30 Feb"),
)  # fmt: skip
def test_a_day_that_is_none_or_that_cannot_be_meant_is_refused(
    ana: Care, capsys: pytest.CaptureFixture[str], args: tuple[str, ...]
) -> None:
    refused_here(ana, capsys, 1, args)


@cases(
    ("log", "ben", "-m", "9", "hi"), ("log", "ben", "-m", "0", "hi"),
    ("log", "ben", "-m", "dreadful", "hi"), ("log", "ben", "-m", BYTES, "hi"), ("log", "ben", "-m"),
    ("log", "ben", "--about", "weather", "-f", "x", "hi"), ("log", "ben", "--about", "sales", "hi"),
    ("log", "ben"), ("log",), ("log", "ben", "--what", "hi"),
    ("due", "--within", "-1"), ("due", "--within", "9" * 30), ("due", "--limit", "0"),
    ("due", "--limit", "9" * 30), ("due", "--limit", "many"), ("due", "extra"),
    ("history", "--limit", "9" * 30), ("profile", "ben", "--history", "9" * 30),
    ("every", "ben", "sometimes"), ("every", "ben", "0"), ("every", "ben", "99999d"),
    ("every", "ben", "-5"), ("every", "ben"), ("every", "ben", "9" * 5_000),
    ("every", "--tag", "a b", "5"), ("tag", "ben", "+a", "-a"), ("tag", "ben", "+"),
    ("tag", "ben", "+a b"),
    ("add", "Dora", "--email", "nowhere"), ("add", "Dora", "--email", "a b@c"),
    ("learn", "ben", "family", "x", "--declined"), ("feedback", "ben", "x", "--idea", "--praise"),
    ("kinds", "add"), ("kinds", "add", "tender", "other"), ("config", "no.such"),
    ("config", "due.limit", "many"), ("config", "due.limit", "0"), ("config", "crowd", "0"),
    ("config", "crowd", "9" * 5_000), ("config", "cadence", "often"),
    ("config", "dates.month_first", "perhaps"), ("undo", "--limit", "0"), ("due", "--tag"),
    ("duee",), ("",), (BYTES,), (LONG,), ("--what",), ("--journal",),
)  # fmt: skip
def test_a_command_line_that_cannot_be_meant_is_wrong_usage(
    ana: Care, capsys: pytest.CaptureFixture[str], args: tuple[str, ...]
) -> None:
    refused_here(ana, capsys, 2, args)


@cases(
    ("profile", "zoe"), ("profile", ""), ("profile", LONG), ("profile", "%"), ("profile", "*"),
    ("profile", "'"), ("profile", "\x1b[31m"), ("log", "zoe", "hello"),
    ("log", "ben", "--with", "zoe", "hello"), ("snooze", "zoe", "monday"),
    ("tie", "ben", "boss", "zoe"), ("edit", "zoe", "--role", "x"), ("delete", "zzzz"),
    ("delete", "x"), ("retire", "k3f9"), ("done", "k3f9"), ("told", "k3f9"),
    ("acted", "k3f9", "mended"), ("undo", "zzzz"), ("find", "zebra"), ("find", '"'),
    ("history", "k3f9", "--edits"), ("profile", "zoe@nowhere.example"),
)  # fmt: skip
def test_nobody_and_nothing_is_found(
    ana: Care, capsys: pytest.CaptureFixture[str], args: tuple[str, ...]
) -> None:
    refused_here(ana, capsys, 3, args)


@pytest.mark.parametrize(
    "args",
    [
        ("profile", "ana"),
        ("log", "ana", "hello"),
        ("log", "ben", "--with", "ana s", "hello"),
        ("every", "an", "5"),
    ],
    ids=" ".join,
)
def test_more_than_one_could_be_meant_and_what_tells_them_apart_is_said(
    ana: Care, args: tuple[str, ...]
) -> None:
    said = refused(ana, 4, *args)
    assert "Ana Silva (Lagoon, no touch yet, ana-silva); Ana Souza (Harbour, no touch yet" in said
    assert "ana-souza)" in said


def test_a_slip_in_a_name_is_answered_with_the_nearest(ana: Care) -> None:
    assert "Did you mean Ben Okoro?" in refused(ana, 3, "log", "ben okro", "hello")
    assert "--new" in refused(ana, 3, "log", "zoe", "hello")


@pytest.mark.parametrize(
    ("option", "word", "near", "others"),
    [
        ("-k", "chekin", "checkin", ["listen", "newsletter"]),
        ("-k", "invoce", "invoice", ["thanks", "admin"]),
        ("-c", "emial", "email", ["call", "letter", "other"]),
        ("-c", "meting", "meeting", ["video", "gift"]),
    ],
)
def test_an_unknown_kind_or_channel_is_answered_with_the_nearest_and_the_list(
    ana: Care, option: str, word: str, near: str, others: list[str]
) -> None:
    said = refused(ana, 2, "log", "ben", option, word, "hello")
    assert f"Did you mean {near}?" in said
    assert all(other in said for other in others)


@pytest.mark.parametrize(
    "args",
    [
        ("profile", BYTES), ("profile", "ben" + BYTES), ("find", BYTES), ("undo", BYTES),
        ("history", BYTES), ("due", "--tag", BYTES), ("list", "--tag", BYTES),
        ("log", BYTES, "hello"), ("log", "--new", BYTES, "hello"),
        ("log", "ben", "--with", BYTES, "hello"), ("tie", "ben", "boss", BYTES), ("edit", BYTES),
        ("every", BYTES, "5"), ("delete", BYTES), ("learn", "ben", BYTES, "x"),
        ("log", "ben", "hi", "-k", BYTES), ("log", "ben", "hi", "-c", BYTES), ("config", BYTES),
    ],
    ids=lambda args: " ".join(args).encode("ascii", "backslashreplace").decode(),
)  # fmt: skip
def test_bytes_that_are_no_text_are_refused_wherever_they_stand(
    ana: Care, args: tuple[str, ...]
) -> None:
    before = stored.everything(ana.journal)
    done = ana(*args)
    assert done.code in {1, 2, 3}
    assert (done.out, done.err.count("\n")) == ("", 1)
    assert "\udce9" not in done.err
    assert stored.everything(ana.journal) == before


@pytest.mark.parametrize(
    ("stdin", "what"),
    [
        (b"caf\xe9", "UTF-8"),
        (b"\xff\xfeh\0i\0", "UTF-8"),
        (b"\xed\xa0\x80", "UTF-8"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"x" * 200_000, "100,000"),
    ],
)
def test_a_note_on_stdin_that_is_no_text_is_refused(ana: Care, stdin: bytes, what: str) -> None:
    assert what in refused(ana, 1, "log", "ben", "-", stdin=stdin)


def test_a_note_on_stdin_comes_in_as_it_is(ana: Care) -> None:
    assert ana("log", "ben", "-", stdin="\ufefffirst\r\nsecond 😀\r\n").code == 0
    assert stored.rows(ana.journal, "SELECT note FROM touches WHERE note LIKE 'first%'") == [
        ("first\nsecond 😀",)
    ]


@pytest.mark.parametrize(
    "name",
    [
        "[red]",
        "[/x]",
        "[link=x]Ana[/link]",
        "😀 Zoë",
        "👩‍👩‍👧 García",
        "O'Brien; DROP TABLE people",
        "-Ana",
        "@all",
        "100 % ?",
    ],
)
def test_a_strange_name_is_kept_and_shown_as_it_is(care: Care, name: str) -> None:
    assert care("add", "--", name).code == 0
    assert [person["name"] for person in care("list", "--json").json] == [name]
    for env in ({}, {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "400"}):
        listed, due = care("list", env=env), care("due", "--all", env=env, today="2027-01-31")
        assert (listed.code, due.code) == (0, 0)
        assert name in listed.out
        assert name in due.out


@pytest.mark.parametrize(
    "value",
    [
        "foo",
        "2026-02-30",
        "0000-01-01",
        "tomorrow",
        " ",
        "2026-11-21T25:00",
        "2026-11-21T",
        "\x1b[31m",
    ],
)
def test_a_today_that_is_no_day_is_wrong_usage(ana: Care, value: str) -> None:
    for args in (("due",), ("log", "ben", "hello")):
        assert "$CARE_TODAY" in refused(ana, 2, *args, env={"CARE_TODAY": value})


@pytest.mark.parametrize("today", ["0001-01-01", "1899-12-31", "9999-12-31"])
def test_a_today_at_the_end_of_the_calendar_is_no_accident(ana: Care, today: str) -> None:
    for args in (("due",), ("profile", "ben"), ("occasions",), ("list",), ("history",)):
        assert ana(*args, today=today).code in {0, 2}


@pytest.mark.parametrize("value", ["soon", "1 s", "0x1"])
def test_a_timeout_that_is_no_number_is_wrong_usage(ana: Care, value: str) -> None:
    assert "$CARE_TIMEOUT" in refused(ana, 2, "due", env={"CARE_TIMEOUT": value})


def test_arguments_that_are_no_utf8_reach_the_program_as_they_are(ana: Care) -> None:
    """The same with raw bytes, without Python's encoding of the arguments."""
    command = [os.fsencode(part) for part in ana.command("log", "ben")] + [b"caf\xe9 \xf0\x28"]
    done = subprocess.run(
        command, env=ana.environment(), cwd=ana.home, capture_output=True, stdin=subprocess.DEVNULL
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"care: the note is not text in UTF-8. Save it as UTF-8 and try again.\n"


anything = st.text(min_size=1, max_size=60) | st.text(
    st.characters(categories=["Cc", "Cf", "Cs", "Zs", "Mn", "Po"]), min_size=1, max_size=8
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=anything)
def test_any_note_is_kept_but_for_control_characters_or_refused(
    ana: Care, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    before = stored.only(ana.journal, "SELECT count(*) FROM touches")
    code = cli.run(["--journal", str(ana.journal), "log", "ben", "--json", "--", text])
    out, err = capsys.readouterr()
    notes = [row[0] for row in stored.rows(ana.journal, "SELECT note FROM touches ORDER BY rowid")]
    if code == 0:
        assert notes[before:] == [tidy(text)]
        assert err == ""
    else:
        assert code in {1, 2}
        assert (out, len(notes), err.count("\n")) == ("", before, 1)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=anything)
def test_any_name_is_kept_as_it_was_given_or_refused(
    care: Care, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    care.journal.unlink(missing_ok=True)
    code = cli.run(["--journal", str(care.journal), "log", "--new", "--", name, "hello"])
    out, _ = capsys.readouterr()
    if code == 0:
        kept = stored.only(care.journal, "SELECT name FROM people")
        assert " ".join(name.split()) == kept or kept.encode("utf-8", "replace") == kept.encode()
        assert cli.run(["--journal", str(care.journal), "profile", "--json", "--", name]) == 0
        capsys.readouterr()
    else:
        assert code in {1, 2, 3, 4}
        assert out == ""
