"""Completion of names in real shells: slugs only, and nothing of a journal is ever run."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

import stored
from conftest import Care
from pseudo_terminal import Terminal, plain

EVIL = (
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "\\$(touch pwned)",
    "x'$(touch pwned)'",
    'y"`touch pwned`"',
    "z|touch pwned",
    "*",
    "~",
    "{a,b}",
    "!!",
)
NAMES = ("Ana Silva", "Łukasz Żak", "O'Brien-Lee", "東京 太郎", *EVIL)
SLUG = re.compile("[a-z0-9-]+")
EVERY = {"ana-silva", "lukasz-zak", "o-brien-lee"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = stored.fill(tmp_path_factory.mktemp("filled") / "journal.db", *(["add", "--", name] for name in NAMES))
    stored.write(path, "UPDATE people SET company = '$(touch pwned)', note = '`touch pwned`', say = '$(touch pwned)'")
    return path


@pytest.fixture
def shell(care: Care, filled: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a shell in which `care` is the program."""
    shutil.copy(filled, care.journal)
    program = tmp_path / "bin/care"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.join(care.command())} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = care.environment()
    return environment | {"PATH": f"{program.parent}:{environment['PATH']}"}


def run(shell: dict[str, str], *command: str) -> str:
    done = subprocess.run(command, env=shell, cwd=shell["HOME"], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done
    return done.stdout


def nothing_was_run(shell: dict[str, str]) -> None:
    assert list(Path(shell["HOME"]).rglob("pwned")) == []
    assert not Path(shell["CARE_JOURNAL"]).with_name("pwned").exists()


def with_shell(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed")


BASH = """
eval "$(_CARE_COMPLETE=source_bash care)"
COMP_WORDS=(care {words}) COMP_CWORD={at}
_care_completion care
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def in_bash(shell: dict[str, str], *words: str) -> set[str]:
    script = BASH.format(words=shlex.join(words), at=len(words))
    return set(run(shell, "bash", "--norc", "-c", script).split("\n")) - {""}


def test_bash_offers_names_as_slugs_and_runs_nothing(shell: dict[str, str]) -> None:
    offered = in_bash(shell, "profile", "")
    assert offered >= EVERY
    assert all(SLUG.fullmatch(word) for word in offered), offered
    nothing_was_run(shell)


def test_bash_offers_those_that_begin_so(shell: dict[str, str]) -> None:
    assert in_bash(shell, "profile", "lu") == {"lukasz-zak"}
    assert in_bash(shell, "log", "ana") == {"ana-silva"}
    assert in_bash(shell, "pro") == {"profile", "promise"}
    assert in_bash(shell, "log", "ana", "-c", "em") == {"email"}
    for start in ("$(touch pwned)", "`touch pwned`", "'", '"', "\\", "*", "\x1b"):
        assert all(SLUG.fullmatch(word) for word in in_bash(shell, "profile", start))
    nothing_was_run(shell)


def test_tab_in_an_interactive_bash_runs_nothing(shell: dict[str, str]) -> None:
    with Terminal(["bash", "--norc", "--noprofile", "-i"], shell | {"PS1": "ready> ", "HISTFILE": ""}, Path(shell["HOME"])) as terminal:
        terminal.expect("ready> ")
        terminal.type('bind "set bell-style none"; eval "$(_CARE_COMPLETE=source_bash care)"\n')
        terminal.expect("ready> ")
        terminal.type("echo care profile \x01\x04\x04\x04\x04\x04\x05lu\t")
        terminal.expect("lukasz-zak")
        terminal.type("\x15care profile \t\t")
        terminal.expect("o-brien-lee")
        terminal.type("\x15exit\n")
        terminal.end()
    nothing_was_run(shell)


@with_shell("zsh")
def test_tab_in_an_interactive_zsh_runs_nothing(shell: dict[str, str]) -> None:
    with Terminal(["zsh", "-f", "-i"], shell | {"PS1": "ready> "}, Path(shell["HOME"]), columns=120) as terminal:
        terminal.expect("ready> ")
        terminal.type("unsetopt zle_bracketed_paste 2>/dev/null; autoload -U compinit; compinit -u -D; echo loa''ded\n")
        terminal.expect("loaded")
        terminal.type("eval \"$(_CARE_COMPLETE=source_zsh care)\"; compdef _care_completion care; echo don''e\n")
        terminal.expect("done")
        terminal.type("care profile lu\t")
        terminal.expect("lukasz-zak")
        terminal.type("\x15care profile \t\t")
        terminal.expect("o-brien-lee")
        terminal.type("\x15")
        for _ in range(3):
            terminal.type("care profile \t\t\t\t\x15")
        terminal.type("\x15exit\n")
        _, shown = terminal.end()
    nothing_was_run(shell)
    assert "touch pwned" not in plain(shown)


@with_shell("fish")
def test_fish_offers_names_as_slugs_and_runs_nothing(shell: dict[str, str]) -> None:
    script = '_CARE_COMPLETE=source_fish care | source; complete -C "care profile "; complete -C "care log lu"'
    offered = {line.split("\t")[0] for line in run(shell, "fish", "--no-config", "-c", script).splitlines()}
    assert offered >= EVERY
    assert all(SLUG.fullmatch(word) for word in offered), offered
    nothing_was_run(shell)


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_what_the_program_gives_a_shell_holds_slugs_only(shell: dict[str, str], name: str) -> None:
    words = {
        "COMP_WORDS": "care profile ",
        "COMP_CWORD": "2",
        "_TYPER_COMPLETE_ARGS": "care profile ",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    given = run(shell | words | {"_CARE_COMPLETE": f"complete_{name}"}, "care")
    offered = re.findall('"(.*)"', given) if name == "zsh" else given.split()
    assert set(offered) >= EVERY
    assert all(SLUG.fullmatch(word) for word in offered), given


def test_completion_of_a_journal_that_cannot_be_used_offers_nothing_and_says_nothing(shell: dict[str, str]) -> None:
    Path(shell["CARE_JOURNAL"]).write_bytes(b"no journal")
    assert in_bash(shell, "profile", "") == set()
    done = subprocess.run(
        ["bash", "-c", BASH.format(words="profile ''", at=2)], env=shell, cwd=shell["HOME"], capture_output=True, text=True
    )
    assert done.stderr == ""
