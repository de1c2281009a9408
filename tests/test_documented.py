import re
from textwrap import indent

import pytest

from caretrack.command_table import COMMANDS
from conftest import Care
from transcript import ROOT
from transcript_file import read, steps

NAMES = sorted(COMMANDS)
BEFORE_THE_NAME = r"(?:\s+--journal[= ]\S+)?\s+"
ADDED_BY_TYPER = re.compile(r"\[(?:default|required|env var|possible values|x[<>=])[^\]]*\]")
OPTION = re.compile(r"^ {1,4}(?=-)(?P<names>\S.*?)(?: {2,}(?P<help>\S.*))?$")


def uses(name: str, text: str) -> bool:
    return bool(re.search(rf"\bcare{BEFORE_THE_NAME}{re.escape(name)}(?![\w-])", text))


@pytest.fixture(scope="module")
def commands_of_transcripts() -> list[str]:
    files = (ROOT / "tests" / "transcripts").glob("**/*.txt")
    return [step.command for path in files for step in steps(read(path))]


def examples(help_text: str) -> list[str]:
    """Return the lines below the last `Examples:` to the end, with their relative indent."""
    head = re.search(r"^( *)Examples:\n(?!.*^ *Examples:$)", help_text, re.MULTILINE | re.DOTALL)
    return (
        [line.removeprefix(head[1]) for line in help_text[head.end() :].rstrip().split("\n")]
        if head
        else []
    )


def options_without_help(help_text: str) -> list[str]:
    """Return the options that have no explanation."""
    silent, waiting = [], ""
    for line in re.split(r"\n *Examples:\n", help_text, maxsplit=1)[0].split("\n"):
        option = OPTION.match(line)
        if waiting and (option or not line.startswith("     ")):
            silent.append(waiting)
            waiting = ""
        told = option["help"] if option else line
        if option:
            waiting = option["names"]
        if waiting and re.search(r"[^\W\d_]", ADDED_BY_TYPER.sub("", told or "")):
            waiting = ""
    return [*silent, waiting] if waiting else silent


@pytest.mark.parametrize("name", NAMES)
def test_a_command_is_shown_in_the_manual(name: str) -> None:
    assert uses(name, (ROOT / "docs" / "manual.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "docs").glob("*.md")))
def test_a_page_is_found_from_the_readme(page: str) -> None:
    assert f"(docs/{page}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_changelog_tells_nothing_twice() -> None:
    beginnings = re.findall(
        r"^- (.{30})", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [text for text in beginnings if beginnings.count(text) > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_command_has_a_transcript(name: str, commands_of_transcripts: list[str]) -> None:
    assert any(uses(name, command) for command in commands_of_transcripts)


@pytest.mark.parametrize("name", NAMES)
def test_the_help_of_a_command_explains_every_option_and_ends_with_examples(
    name: str, care: Care
) -> None:
    result = care(name, "--help")
    assert (result.code, result.err) == (0, "")
    lines = examples(result.out)
    assert len(lines) in {2, 3}, f"two or three lines under a last `Examples:`, not {lines}"
    assert [line for line in lines if not (re.match(r"  care ", line) and uses(name, line))] == []
    assert "--help" in result.out
    assert options_without_help(result.out) == []


HELP = """Usage: care due [OPTIONS]

  Who waits.

Options:
  --within DAYS             Also who is due in so many days.
  -a, --all                 Everybody.
  --a-very-long-option-name TEXT
                            Said on the next line.
  --help                    Show this message and exit.

Examples:
  care due
  care due --within 7
"""


@pytest.mark.parametrize("margin", ["", "  "])
def test_good_help_is_passed(margin: str) -> None:
    before, found, after = HELP.partition("Examples:\n")
    text = before + indent(found + after, margin)
    assert examples(text) == ["  care due", "  care due --within 7"]
    assert options_without_help(text) == []


@pytest.mark.parametrize(
    ("silent", "found"),
    [
        ("  --limit INTEGER", ["--limit INTEGER"]),
        ("  --limit INTEGER           [default: 7]", ["--limit INTEGER"]),
        ("  --limit INTEGER\n                            [default: 7]", ["--limit INTEGER"]),
        ("  -l, --limit INTEGER  [required]\n  --json", ["-l, --limit INTEGER", "--json"]),
    ],
)
def test_an_option_without_help_is_found(silent: str, found: list[str]) -> None:
    assert options_without_help(HELP.replace("  -a, --all", f"{silent}\n  -a, --all")) == found


@pytest.mark.parametrize("text", ["Examples: care due", "\nExamples:\n  care due\n\nMore.", ""])
def test_help_that_does_not_end_with_examples_is_found(text: str) -> None:
    assert [line for line in examples(text) if not line.startswith("  care ")] or not examples(text)


@pytest.mark.parametrize(
    "text",
    ["care due", "$ CARE_TODAY=2026-01-01 care --journal x.db due --all", "a | care due | b"],
)
def test_a_use_of_a_command_is_seen(text: str) -> None:
    assert uses("due", text)


@pytest.mark.parametrize("text", ["care due-list", "care list due", "take care. due", "scare due"])
def test_another_word_is_no_use_of_a_command(text: str) -> None:
    assert not uses("due", text)
