"""`$VISUAL` and `$EDITOR` as people set them, and editors as they behave."""

import errno
import re
import signal
import stat
from pathlib import Path

import pytest

import stored
from caretrack.disk import system_temporary_folder
from caretrack.session import start
from conftest import Care
from pseudo_terminal import Terminal

WRITES = 'echo "rang to hear how she is" >"$1"'


@pytest.fixture
def ana(care: Care) -> Care:
    stored.fill(care.journal, ["add", "Ana Silva"])
    return care


def editor(care: Care, body: str, name: str = "my editor") -> str:
    """Write an editor script with this body; return its quoted path."""
    path = care.home / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return f"'{path}'"


def left(care: Care) -> list[Path]:
    return [path for own in care.journal.parent.glob(".care-*") for path in own.rglob("*")]


def test_the_file_and_its_folder_are_private_and_gone_afterwards(ana: Care) -> None:
    # It leaves a backup copy and replaces the file by another, as editors do.
    body = (
        f'stat -c "%a %n" "$1" "$(dirname "$1")" >told; cp "$1" "$1~"; '
        f'{WRITES.replace("$1", "$1.new")}; mv "$1.new" "$1"'
    )
    done = ana("log", "ana", "-e", env={"EDITOR": editor(ana, body)})
    assert (done.code, left(ana), list(ana.journal.parent.glob(".care-*"))) == (0, [], [])
    assert [line.split()[0] for line in (ana.home / "told").read_text().splitlines()] == [
        "600",
        "700",
    ]
    assert ana("history", "--json").json[0]["note"] == "rang to hear how she is"


@pytest.mark.parametrize(
    "named",
    [
        lambda path: {"VISUAL": path, "EDITOR": "false"},
        lambda path: {"VISUAL": "  ", "EDITOR": path},
        lambda path: {"EDITOR": path.strip("'")},  # with a space in it, and no quotes
    ],
    ids=["visual first", "blank is not set", "a space in the path"],
)
def test_how_it_is_named(ana: Care, named) -> None:
    assert ana("log", "ana", "-e", env=named(editor(ana, WRITES))).code == 0


def test_its_arguments_are_its_own(ana: Care) -> None:
    path = editor(ana, 'echo "rang her, $1 $2" >"$3"')
    assert ana("log", "ana", "-e", env={"EDITOR": f"{path} --wait 'two words'"}).code == 0
    assert ana("history", "--json").json[0]["note"] == "rang her, --wait two words"


@pytest.mark.parametrize(
    ("body", "said", "kept"),
    [
        (f"{WRITES}; exit 3", "ended with 3. Nothing was changed.", "rang to hear how she is\n"),
        (
            f"{WRITES}; kill -9 $$",
            "was killed by signal 9. Nothing was changed.",
            "rang to hear how she is\n",
        ),
        ("exit 1", "ended with 1. Nothing was changed.", None),
        (
            '(sleep 0.2; echo late >"$1") 2>/dev/null &',
            "what you saved is empty. If it opens a window of its own, tell it to wait",
            None,
        ),
        ('rm "$1"', "the editor took its file away. Nothing was changed.", None),
        ('rm "$1"; mkfifo "$1"', "the editor took its file away. Nothing was changed.", None),
        ('rm "$1"; mkdir "$1"', "the editor took its file away. Nothing was changed.", None),
        (
            "printf 'caf\\351' >\"$1\"",
            "what you saved is not text in UTF-8. Nothing was changed.",
            "caf\udce9",
        ),
    ],
    ids=[
        "failed",
        "killed",
        "failed with nothing",
        "did not wait",
        "took the file",
        "left a pipe",
        "left a folder",
        "latin-1",
    ],
)
def test_what_goes_wrong_is_said_and_what_was_written_is_kept(
    ana: Care, body: str, said: str, kept: str | None
) -> None:
    done = ana("log", "ana", "-e", env={"EDITOR": editor(ana, body)})
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert ana("history", "--json").json == []
    where = re.search("what you wrote is kept in (.*)\n", done.err)
    if kept is None:
        assert (where, left(ana)) == (None, [])
    else:
        assert where is not None
        assert Path(where[1]).read_bytes().decode("utf-8", "surrogateescape") == kept
        assert stat.S_IMODE(Path(where[1]).stat().st_mode) == 0o600


@pytest.mark.parametrize("named", ["no-such-editor", "vi 'x", "/"])
def test_an_editor_that_cannot_be_run_is_named(ana: Care, named: str) -> None:
    done = ana("log", "ana", "-e", env={"EDITOR": named})
    assert (done.code, done.err.count("\n"), left(ana)) == (1, 1, [])
    assert done.err.startswith(f"care: cannot run the editor {named}: ")
    assert "Set $VISUAL or $EDITOR." in done.err


def test_what_was_written_for_a_command_that_fails_is_kept(ana: Care) -> None:
    done = ana("log", "ana", "-e", "--about", "product", env={"EDITOR": editor(ana, WRITES)})
    assert done.code == 2
    where = re.search("what you wrote is kept in (.*)\n", done.err)
    assert where is not None
    assert Path(where[1]).read_text() == "rang to hear how she is\n"


def test_an_interrupt_is_for_the_editor(ana: Care) -> None:
    """In an editor ^C ends a search or a mode only; the text is still saved."""
    body = (
        f"trap 'caught=yes' INT; echo ready; while [ -z \"$caught\" ]; do sleep 0.05; done; "
        f"{WRITES}"
    )
    with Terminal(
        ana.command("log", "ana", "-e"), ana.environment({"EDITOR": editor(ana, body)}), ana.home
    ) as terminal:
        terminal.expect("ready")
        terminal.type("\x03")
        code, shown = terminal.end()
    assert code == 0, shown
    assert "Logged" in shown


def test_a_terminal_that_closes_leaves_what_the_editor_had_saved(ana: Care) -> None:
    body = "trap '' HUP; echo 'a long note' > \"$1\"; echo saved; sleep 1"
    with Terminal(
        ana.command("log", "ana", "-e"), ana.environment({"EDITOR": editor(ana, body)}), ana.home
    ) as terminal:
        terminal.expect("saved")
        terminal.process.send_signal(signal.SIGHUP)
        code, shown = terminal.end()
    assert code == -signal.SIGHUP
    assert "what you wrote is kept in" in shown
    assert [path.read_text() for path in left(ana)] == ["a long note\n"]


def test_what_was_typed_is_shown_where_no_disk_has_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    session = start(str(tmp_path / "journal.db"))
    session.typed.append("Met Ana.\nTalked \x1b[31mof tea.")
    assert session.settle_edits(arrived=False) == []
    first, *text = capsys.readouterr().err.splitlines()
    reason = "(no space left on device)"
    assert first == (
        f"care: a file for the text cannot be written into {tmp_path} {reason} nor into "
        f"{system_temporary_folder()} {reason}. Make room in one of them, or set TMPDIR to another "
        "folder. You wrote:"
    )
    assert text == ["Met Ana.", "Talked \ufffd[31mof tea."]
