"""Long pages on a terminal go through a pager; other output does not."""

import re
import shutil
from pathlib import Path

import pytest

import stored
from caretrack.views.pager import PAGED, named, pager_words
from conftest import Care
from pseudo_terminal import COLOURS, Terminal, plain

PEOPLE = [f"Person Number{number:02}" for number in range(14)]
LONG = ("list",)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db", *(["add", name] for name in PEOPLE)
    )


@pytest.fixture
def many(care: Care, filled: Path) -> Care:
    shutil.copy(filled, care.journal)
    return care


def pager(care: Care, body: str, name: str = "my pager") -> str:
    """Write a pager that reports its use; return its path, quoted for $PAGER."""
    path = care.home / name
    path.write_text(
        f'#!/bin/sh\nprintf \'PAGED with [%s] [%s]\\n\' "$LESS" "$*"\n{body}\n', encoding="utf-8"
    )
    path.chmod(0o755)
    return f"'{path}'"


def shown(care: Care, *args: str, env: dict[str, str | None], lines: int = 8) -> tuple[int, str]:
    whole = care.environment({"CARE_PAGER": None, **env})
    with Terminal(care.command(*args), whole, care.home, columns=140, lines=lines) as terminal:
        # Terminals of the tests have no pager by default; this one has the pager asked for.
        return terminal.end()


def test_a_page_longer_than_the_screen_goes_through_the_pager_with_its_colours(many: Care) -> None:
    code, text = shown(many, *LONG, env={"CARE_PAGER": pager(many, "cat") + " -x 'a b'"})
    assert code == 0
    assert "PAGED with [FRX] [-x a b]" in text
    assert all(name in text for name in PEOPLE)
    assert re.search(r"\x1b\[1m", text) or COLOURS.search(text)


def test_a_page_in_the_pager_has_no_links(many: Care) -> None:
    linking: dict[str, str | None] = {"FORCE_HYPERLINK": "1", "CARE_PAGER": pager(many, "cat")}
    assert many("edit", PEOPLE[0], "--email", "her@x.example", "--prefers", "email").code == 0
    _, paged = shown(many, "profile", PEOPLE[0], env=linking, lines=3)
    _, whole = shown(many, "profile", PEOPLE[0], env=linking, lines=80)
    assert "PAGED" in paged
    assert "her@x.example" in paged
    assert "\x1b]8;" not in paged
    assert "\x1b]8;" in whole


def test_a_page_that_fits_is_shown_as_it_is(many: Care) -> None:
    code, text = shown(many, *LONG, env={"CARE_PAGER": pager(many, "cat")}, lines=20)
    assert (code, "PAGED" in text) == (0, False)
    assert PEOPLE[-1] in text


@pytest.mark.parametrize("lines", [15, 16])
def test_the_prompt_of_the_shell_has_its_line(many: Care, lines: int) -> None:
    """A header and fourteen people are 15 lines."""
    assert (
        "PAGED" in shown(many, *LONG, env={"CARE_PAGER": pager(many, "cat")}, lines=lines)[1]
    ) == (lines == 15)


@pytest.mark.parametrize(
    "env",
    [
        {"CARE_PAGER": ""},
        {"CARE_PAGER": "cat"},
        {"CARE_PAGER": "no-such-pager -R"},
        {"CARE_PAGER": "'unclosed"},
    ],
    ids=str,
)
def test_without_a_pager_that_works_the_page_is_shown_at_once(
    many: Care, env: dict[str, str | None]
) -> None:
    code, text = shown(many, *LONG, env={**env, "PAGER": pager(many, "cat")})
    assert (code, "PAGED" in text) == (0, False)
    assert all(name in text for name in PEOPLE)


def test_a_shell_that_cannot_run_the_pager_loses_nothing(many: Care) -> None:
    code, text = shown(many, *LONG, env={"CARE_PAGER": "no-such-pager $HOME"})
    assert code == 0
    assert all(name in text for name in PEOPLE)


def test_the_option_turns_it_off(many: Care) -> None:
    code, text = shown(many, "--no-pager", *LONG, env={"CARE_PAGER": pager(many, "cat")})
    assert (code, "PAGED" in text, PEOPLE[0] in text) == (0, False, True)


def test_a_pager_that_is_left_early_is_no_error_and_the_exit_code_is_that_of_the_command(
    many: Care,
) -> None:
    env: dict[str, str | None] = {"CARE_PAGER": pager(many, "exit 3")}
    code, text = shown(many, *LONG, env=env)
    assert (code, "Traceback" in text, "care:" in text) == (0, False, False)
    stored.write(many.journal, "UPDATE clocks SET due_on = '2026-11-01'")
    assert shown(many, "due", "--all", "--exit-code", env=env)[0] == 1


def test_a_sign_of_the_shell_is_read_by_a_shell(many: Care) -> None:
    code, text = shown(many, *LONG, env={"CARE_PAGER": "grep Number07 | sed 's/^/found: /'"})
    assert code == 0
    assert [plain(line).split()[:3] for line in text.splitlines()] == [
        ["found:", "Person", "Number07"]
    ]


def test_messages_go_with_the_page(many: Care) -> None:
    code, text = shown(many, "help", env={"CARE_PAGER": pager(many, "sed 's/^/| /'")}, lines=4)
    assert code == 0
    assert "| `care help TOPIC` shows one" in text


def test_a_config_that_cannot_be_read_hides_no_page(many: Care) -> None:
    (many.home / "config.toml").write_text("x = ", encoding="utf-8")
    env = many.environment(
        {"CARE_CONFIG": str(many.home / "config.toml"), "PAGER": pager(many, "sed 's/^/| /'")}
    )
    with Terminal(
        ["env", "-u", "CARE_PAGER", *many.command("help", "clock")],
        env,
        many.home,
        columns=140,
        lines=4,
    ) as terminal:
        code, text = terminal.end()
    assert (code, "PAGED" in text, "| " in text) == (0, True, True)


def test_a_refusal_is_said_as_ever(many: Care) -> None:
    code, text = shown(many, "profile", "nobody", env={"CARE_PAGER": pager(many, "cat")})
    assert (code, "care: nobody is called 'nobody'" in text, "PAGED" in text) == (3, True, False)


def test_less_is_left_with_q(many: Care) -> None:
    if shutil.which("less") is None:
        pytest.skip("less is not installed")
    env = {name: value for name, value in many.environment().items() if name != "CARE_PAGER"}
    with Terminal(
        ["env", "-u", "CARE_PAGER", *many.command(*LONG)], env, many.home, columns=140, lines=8
    ) as terminal:
        terminal.expect(PEOPLE[3])
        assert terminal.process.poll() is None
        terminal.press("q")
        code, text = terminal.end()
    assert code == 0
    assert PEOPLE[13] not in text


def test_an_interrupt_is_for_the_pager(many: Care) -> None:
    """^C in the pager ends what the pager does, not the page."""
    body = (
        "trap 'echo caught' INT; echo ready; while read -r line; do last=$line; done; sleep 1; "
        'echo "last $last"'
    )
    with Terminal(
        many.command(*LONG),
        many.environment({"CARE_PAGER": pager(many, body)}),
        many.home,
        columns=140,
        lines=8,
    ) as terminal:
        terminal.expect("ready")
        terminal.type("\x03")
        code, text = terminal.end()
    assert (code, "Traceback" in text) in {(0, False), (130, False)}
    assert "caught" in text


def test_nothing_else_than_a_terminal_is_paged(many: Care) -> None:
    done = many(*LONG, env={"CARE_PAGER": pager(many, "cat"), "FORCE_COLOR": "1"})
    assert (done.code, "PAGED" in done.out) == (0, False)


@pytest.mark.parametrize(
    ("environment", "config", "expected"),
    [
        ({}, "", "less"),
        ({}, "auto", "less"),
        ({"PAGER": "more"}, "", "more"),
        ({"PAGER": ""}, "", ""),
        ({"PAGER": "more"}, "never", ""),
        ({"PAGER": "more"}, "most -s", "most -s"),
        ({"PAGER": "more", "CARE_PAGER": "less -S"}, "never", "less -S"),
        ({"CARE_PAGER": ""}, "most", ""),
    ],
)
def test_which_pager_it_is(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], config: str, expected: str
) -> None:
    for name in ("PAGER", "CARE_PAGER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert named(lambda: config) == expected


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("", []),
        ("cat", []),
        ("'", []),
        ("no-such-pager", []),
        ("sh -R 'a b'", ["sh", "-R", "a b"]),
        ("LESS=R less", ["/bin/sh", "-c", "LESS=R less"]),
        ("less | tee x", ["/bin/sh", "-c", "less | tee x"]),
    ],
)
def test_the_words_of_a_pager(command: str, words: list[str]) -> None:
    assert pager_words(command) == words


def test_no_command_that_asks_is_paged() -> None:
    assert PAGED.isdisjoint(
        {"next", "merge", "restore", "forget", "gesture", "learn", "log", "edit"}
    )
