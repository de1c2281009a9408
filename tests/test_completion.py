"""Completion in the three real shells: plain words, names that are found, and nothing is run."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

import stored
from caretrack.command_table import COMMANDS
from caretrack.completion import PLAIN, answer
from caretrack.domain.kinds.families import BUILT_IN
from caretrack.journal import people
from caretrack.journal.connection import open_journal
from conftest import Care
from pseudo_terminal import Terminal, plain
from transcript import ROOT

EVIL = (
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "\\$(touch pwned)",
    "x'$(touch pwned)'",
    'y"`touch pwned`"',
    "z|touch pwned",
    "$(ana)",
    "*",
    "~",
    "{a,b}",
    "!!",
    "-rf x",
    "--help",
    "R2d2",
    "🦊 Fox",
    "שרה לוי",
)
NAMES = (
    "Ana Silva",
    "Łukasz Żak",
    "O'Brien-Lee",
    "OBrien Lee",
    "An'a Silva",
    "東京 太郎",
    "Ben Okoro",
    *EVIL,
)
SLUG = re.compile("[a-z0-9-]+")
EVERY = {"lukasz-zak", "o-brien-lee", "ben-okoro"}
PAGE = (ROOT / "docs/completion.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db",
        *(["add", "--", name] for name in NAMES),
        ["add", "Ana Silva", "--anyway", "--company", "Lagoon $(touch pwned) Foods"],
        ["edit", "ben", "--nickname", "Big Ben", "--company", "O'Brien & Sons"],
        ["tag", "ben", "+vip", "+münchen"],
        ["kinds", "add", "mentoring", "care"],
        ["learn", "ben", "allergy", "nuts"],
        ["add", "Gil Ruiz"],
        ["archive", "gil"],
    )
    stored.write(
        path,
        "UPDATE people SET company = coalesce(company, '$(touch pwned)'), note = '`touch pwned`', "
        "say = '$(touch pwned)'",
    )
    # Another program may have written this, without our checks.
    stored.write(path, "INSERT INTO tags SELECT id, '$(touch pwned)' FROM people")
    stored.write(path, "INSERT INTO tags SELECT id, 'a\nb;touch pwned' FROM people")
    stored.write(path, "INSERT INTO kinds VALUES ('`touch pwned`', 'care', '$(touch pwned)')")
    stored.write(
        path,
        "UPDATE people SET name = name || char(10) || '$(touch pwned)', name_key = name_key || "
        "char(10) WHERE name = '{a,b}'",
    )
    return path


@pytest.fixture
def here(care: Care, filled: Path, monkeypatch: pytest.MonkeyPatch) -> Care:
    shutil.copy(filled, care.journal)
    monkeypatch.setenv("CARE_JOURNAL", str(care.journal))
    return care


@pytest.fixture
def shell(here: Care, tmp_path: Path) -> dict[str, str]:
    """The environment of a shell in which `care` is the program."""
    program = tmp_path / "bin/care"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.join(here.command())} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = here.environment()
    return environment | {"PATH": f"{program.parent}:{environment['PATH']}", "HISTFILE": ""}


def offered(*words: str, shell: str = "bash") -> list[str]:
    """Return the completions, asked for in this process."""
    what, *lines = answer(shell, words).split("\n")
    assert what == "words"
    assert lines.pop() == ""
    return lines


def lines_of(shell: str, number: int) -> str:
    """Return the lines that docs/completion.md gives for a shell."""
    return re.findall(rf"```{shell}\n(.*?)```", PAGE, re.DOTALL)[number]


def nothing_was_run(shell: dict[str, str]) -> None:
    assert list(Path(shell["HOME"]).rglob("pwned")) == []
    assert not Path(shell["CARE_JOURNAL"]).with_name("pwned").exists()


def with_shell(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed")


def run(shell: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        command,
        env=shell,
        cwd=shell["HOME"],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


# What is answered


def test_people_are_offered_as_slugs_and_each_finds_whose_it_is(here: Care) -> None:
    words = offered("profile", "")
    assert "gil-ruiz" not in words
    assert set(words) >= EVERY
    assert [word for word in words if not SLUG.fullmatch(word) or word.startswith("-")] == []
    with open_journal(here.journal, date(2026, 11, 21)) as journal:
        whose = [people.find(journal, word).id for word in words if word != "big-ben"]
    assert len(set(whose)) == len(whose)
    without = {"東京 太郎", "*", "~", "!!", "שרה לוי"}
    everybody = stored.rows(
        here.journal,
        "SELECT id FROM people WHERE archived_on IS NULL AND name NOT IN (?, ?, ?, ?, ?)",
        *without,
    )
    assert set(whose) == {row[0] for row in everybody}


def test_people_of_one_name_are_told_apart_by_company_and_id(here: Care) -> None:
    twins = offered("log", "ana-silva")
    assert len(twins) == 2
    assert any(
        re.fullmatch("ana-silva-lagoon-touch-pwned-foods-[a-z0-9]{4,}", word) for word in twins
    )
    assert offered("log", "ana-silva-l") == [word for word in twins if "-lagoon-" in word]
    assert here("log", twins[0], "rang her").code == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("pro",), ["profile", "promise"]),
        (("profile", "Łu"), ["lukasz-zak"]),
        (("profile", "okor"), ["ben-okoro"]),
        (("profile", "big"), ["big-ben"]),
        (("profile", '"ben'), ["ben-okoro"]),
        (("unarchive", ""), ["gil-ruiz"]),
        (("profile", "gil"), []),
        (("profile", "東"), []),
        (("profile", "*"), []),
        (("add", "be"), []),
        (("log", "ben", ""), []),
        (("log", "ben", "-k", "me"), ["mentoring"]),
        (("log", "ben", "--kind=me"), ["mentoring"]),
        (("log", "ben", "--kind", "=", "me"), ["mentoring"]),
        (("log", "ben", "-k", "="), []),
        (("log", "ben", "-c", "em"), ["email"]),
        (("log", "ben", "-m", ""), ["1", "2", "3", "4", "5"]),
        (("log", "ben", "--with", "luk"), ["lukasz-zak"]),
        (("log", "ben", "--declined", "al"), ["allergy"]),
        (("learn", "ben", "go"), ["goal"]),
        (("tag", "ben", "+v"), ["+vip"]),
        (("due", "--tag", ""), ["vip"]),
        (("due", "--company", "o"), ["o-brien-sons"]),
        (("history", "--family", ""), ["care", "sales", "tried"]),
        (("config", "due"), ["due.limit"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("sync", ""), ["setup", "status", "conflicts", "invite", "join", "leave"]),
        (("sync", "l"), ["leave"]),
        (("import", "--from", "v"), ["vcard"]),
        (("export", "--to", "mark"), ["markdown"]),
        (("export", "be"), ["ben-okoro"]),
        (("help", "clo"), ["clock"]),
        (("merge", "ben", "luk"), ["lukasz-zak"]),
        (("due", "--wi"), ["--within"]),
        (("due", "--", "--wi"), []),
        (("--j",), ["--journal"]),
        (("--journal", "elsewhere.db", "profile", "ben"), []),
        (("nothing", ""), []),
        (("profile", "--nothing", "ben"), ["ben-okoro"]),
        (("retire", "\x1b"), []),
    ],
    ids=lambda value: " ".join(value) or "nothing",
)
def test_what_fits_is_offered(here: Care, words: tuple[str, ...], found: list[str]) -> None:
    assert offered(*words) == found


@pytest.mark.parametrize(
    "words",
    [
        ("import", ""),
        ("restore", "x"),
        ("check", "ben", ""),
        ("--journal", ""),
        ("stats", "--html", ""),
    ],
)
def test_the_name_of_a_file_is_left_to_the_shell(here: Care, words: tuple[str, ...]) -> None:
    assert answer("zsh", words) == "files\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_completes_plain_words_only(here: Care, name: str) -> None:
    for words in (
        [name, ""],
        [name, "ben", ""],
        [name, "--"],
        [name, "--tag", ""],
        [name, "-k", ""],
    ):
        told = answer("fish", words)
        assert [
            line for line in told.splitlines() if not PLAIN.fullmatch(line.split("\t")[0])
        ] == []
        assert "touch pwned" not in told


def test_an_option_is_said_what_it_means_where_the_shell_can_show_it(here: Care) -> None:
    assert offered("due", "--ta", shell="fish") == ["--tag\tOnly people with this tag."]
    assert offered("due", "--ta") == ["--tag"]
    assert offered("log", "ben", "--kind=me", shell="zsh") == ["--kind=mentoring"]


@pytest.mark.parametrize(
    "bytes_there", [None, b"", b"no journal", b"SQLite format 3\0" + bytes(84)]
)
def test_a_journal_that_cannot_be_used_completes_nothing_and_is_left_alone(
    care: Care, bytes_there: bytes | None
) -> None:
    if bytes_there is not None:
        care.journal.write_bytes(bytes_there)
    done = care("profile", "", env={"_CARE_COMPLETE": "bash"})
    assert (done.code, done.out, done.err) == (0, "words\n", "")
    kinds = care("log", "x", "-k", "", env={"_CARE_COMPLETE": "bash"}).out.split()
    assert kinds == ["words", *(kind.kind for kind in BUILT_IN)]
    assert (care.journal.read_bytes() if care.journal.exists() else None) == bytes_there


def test_a_journal_that_is_cut_off_completes_nothing(here: Care) -> None:
    here.journal.write_bytes(here.journal.read_bytes()[:8192])
    assert offered("profile", "") == []


def test_tab_writes_nothing(here: Care) -> None:
    here.journal.chmod(0o644)
    before = (
        stored.digest(here.journal),
        here.journal.stat().st_mode,
        sorted(here.journal.parent.iterdir()),
    )
    assert offered("profile", "ben") == ["ben-okoro"]
    assert (
        stored.digest(here.journal),
        here.journal.stat().st_mode,
        sorted(here.journal.parent.iterdir()),
    ) == before


def test_the_script_of_a_shell_is_printed(here: Care) -> None:
    said = here("completion").out.splitlines()
    assert list(dict.fromkeys(line.split("\t")[0] for line in said)) == [
        "shell",
        "bash",
        "zsh",
        "fish",
    ]
    assert all(line.count("~") == 0 or len(line) <= 79 for line in said), (
        "what is to be copied is not broken by 80 columns"
    )
    assert here("completion", "ZSH").out.startswith("#compdef care\n")
    assert here("completion", "fish", "--json").json["script"] == here("completion", "fish").out
    assert here("completion", "tcsh").code == 2


def clear(terminal: Terminal) -> None:
    """Clear the line and wait until the shell has answered."""
    terminal.type("\x05\x15echo cle''ared\n")
    terminal.expect("cleared")
    terminal.expect("ready> ")


# The real shells, set up with the lines of the page


def test_tab_in_bash(shell: dict[str, str]) -> None:
    run(
        shell,
        "bash",
        "-ec",
        f"{lines_of('bash', 0)}\ncp ~/.local/share/bash-completion/completions/care "
        "~/.care-completion.bash",
    )
    Path(shell["HOME"], ".bashrc").write_text(
        f"PS1='ready> '\nbind 'set bell-style none'\n{lines_of('bash', 1)}", encoding="utf-8"
    )
    Path(shell["HOME"], "file one.vcf").touch()
    with Terminal(
        ["bash", "--noprofile", "-i"], shell, Path(shell["HOME"]), columns=200
    ) as terminal:
        terminal.expect("ready> ")
        for typed, shown in (
            ("care pro\t\t", "promise"),
            ("care profile lu\t", "lukasz-zak"),
            ("care profile okor\t", "ben-okoro"),
            ("care log ben --kind=ment\t", "--kind=mentoring"),
            ("care import fi\t", "file\\ one.vcf"),
            ("care profile \t\t", "o-brien-lee"),
            ("care profile $(tou\t\t", "touch-pwned"),
            ("care profile '\t\t", "o-brien-lee"),
            ("care tag ben -\t\t", "-vip"),
        ):
            terminal.type(typed)
            terminal.expect(shown)
            clear(terminal)
        terminal.type("exit\n")
        terminal.end()
    nothing_was_run(shell)


@with_shell("zsh")
def test_tab_in_zsh(shell: dict[str, str]) -> None:
    run(shell, "zsh", "-fec", lines_of("zsh", 0))
    start = f"unsetopt beep\nZLE_RPROMPT_INDENT=0\nPS1='ready> '\n{lines_of('zsh', 1)}".replace(
        "&& compinit", "&& compinit -u -D"
    )
    Path(shell["HOME"], ".zshrc").write_text(start, encoding="utf-8")
    Path(shell["HOME"], "file one.vcf").touch()
    with Terminal(["zsh", "-d", "-i"], shell, Path(shell["HOME"]), columns=200) as terminal:
        terminal.expect("ready> ")
        for typed, shown in (
            ("care pro\t", "Something you told them you would do."),
            ("care profile lu\t", "kasz-zak"),
            ("care profile okor\t", "ben-okoro"),
            ("care log ben --kind=ment\t", "oring"),
            ("care due --wi\t", "thin"),
            ("care import fi\t", "le\\ one.vcf"),
            ("care profile \t\t", "o-brien-lee"),
            ("care profile \\$(tou\t\t", "touch-pwned"),
            ("care tag ben -\t\t", "-vip"),
        ):
            terminal.type(typed)
            terminal.expect(shown)
            clear(terminal)
        terminal.type("care profile \t\t\t\t\x15")
        terminal.type("\x15exit\n")
        _, shown = terminal.end()
    nothing_was_run(shell)
    assert "touch pwned" not in plain(shown)


@with_shell("fish")
def test_tab_in_fish(shell: dict[str, str]) -> None:
    run(shell, "fish", "--no-config", "-c", lines_of("fish", 0))
    Path(shell["HOME"], "file one.vcf").touch()

    def in_fish(typed: str) -> set[str]:
        return {
            line.split("\t")[0]
            for line in run(shell, "fish", "-c", f"complete -C {shlex.quote(typed)}").splitlines()
        }

    everybody = in_fish("care profile ")
    assert everybody >= EVERY
    assert [word for word in everybody if not SLUG.fullmatch(word)] == []
    assert in_fish("care profile lu") == {"lukasz-zak"}
    assert in_fish("care profile okor") == {"ben-okoro"}
    assert in_fish("care log ben --kind=ment") == {"--kind=mentoring"}
    assert "file one.vcf" in in_fish("care import fi")
    assert in_fish("care due --wi") == {"--within"}
    in_fish("care profile $(tou")
    in_fish("care profile (touch pwned)")
    nothing_was_run(shell)


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_the_script_of_bash_is_clean(here: Care) -> None:
    run(
        here.environment(),
        "shellcheck",
        "--shell=bash",
        str(ROOT / "src/caretrack/shells/care.bash"),
    )
