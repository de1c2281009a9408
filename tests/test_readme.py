"""README.md and docs/manual.md: replayed, short enough, and of this program."""

import re
import sys
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import pytest
import typer

from caretrack.command_table import COMMANDS
from caretrack.domain.other_words import other_word
from caretrack.typer_commands import app, load_command
from transcript import ROOT, replay
from transcript_file import read, steps

sys.path.insert(0, str(ROOT / "docs"))
import make_manual

README, MANUAL = ROOT / "README.md", ROOT / "docs" / "manual.md"
IMPORT = ROOT / "docs" / "import.md"
MOST_BYTES = 9_000
PAGES = pytest.mark.parametrize("page", [README, MANUAL, IMPORT], ids=lambda path: path.stem)
CODE = re.compile(r"`([^`]+)`")
RUN = re.compile(r"(?:^|[\s|])care\s+([^|]*)")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
OPTION = re.compile(r"(?<!\S)(--?[a-zA-Z][a-z-]*)")
# `care ana` is the page of Ana, who is in the examples; so is what stands for any name or command.
NAMES = {"ana", "ben", "NAME", "COMMAND"}


def test_the_readme_is_short() -> None:
    assert len(README.read_bytes()) <= MOST_BYTES, "what is longer goes to docs/manual.md"


def test_the_manual_has_its_headings_and_every_command_of_the_app() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    assert text == make_manual.filled(text), "run python docs/make_manual.py"
    assert make_manual.anchor("Names, ids and days") == "names-ids-and-days"


@PAGES
def test_a_link_to_another_page_leads_somewhere(page: Path) -> None:
    linked = re.findall(r"\]\(([^)#:]+)[)#]", page.read_text(encoding="utf-8"))
    assert [path for path in linked if not (page.parent / path).exists()] == []


@PAGES
def test_a_page_has_examples_that_are_replayed(page: Path) -> None:
    assert [step for step in steps(read(page)) if not step.unseen]


@PAGES
def test_the_program_prints_what_a_page_says(
    page: Path, tmp_path: Path, forked: tuple[str, ...], pytestconfig: pytest.Config
) -> None:
    accept = pytestconfig.getoption("--accept")
    differences = replay(page, tmp_path, accept, forked)
    if differences and not accept:
        pytest.fail(
            f"{differences}\n\nIf this is right: ./check test tests/test_readme.py --accept",
            pytrace=False,
        )


@PAGES
def test_a_page_names_only_commands_and_options_that_exist(page: Path) -> None:
    about = {page.stem} & set(COMMANDS)
    assert list(unknown(page.read_text(encoding="utf-8"), about)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("`care due --within 7`, `--limit` and `-h`", []),
        ("`care due --whithin 7`", ["care due has no --whithin"]),
        ("`care list`\n\nThere, `--tag` and `--vip`", ["no command here has --vip"]),
        ("`care overdue`, `care show ana` and `care ana`", []),
        ("`care overdo`", ["there is no care overdo"]),
        ("```\n$ care log ana they said --so\n```", ["care log has no --so"]),
        ("```\n$ care log ana 'they said --so' --json\n```", []),
        ("```\n$ echo x --y | care check ana --z\nsaid --w\n```", ["care check has no --z"]),
    ],
)
def test_what_does_not_exist_is_found(text: str, found: list[str]) -> None:
    assert list(unknown(text)) == found


def unknown(page: str, about: Collection[str] = ()) -> Iterator[str]:
    """Say which commands and options in the code of a page do not exist.

    An option that stands alone belongs to a command of its paragraph, or of the one beside it, or
    to a command that the whole page is `about`.
    """
    blocks = list(code_by_paragraph(page))
    runs = [
        [run.split() for code in codes for run in RUN.findall(QUOTED.sub("", code))]
        for codes in blocks
    ]
    named = [{command for words in block if (command := command_of(words[0]))} for block in runs]
    for number, codes in enumerate(blocks):
        for words in runs[number]:
            command = command_of(words[0])
            if command is None:
                yield f"there is no care {words[0]}"
                continue
            for option in OPTION.findall(" ".join(words)):
                if option not in options_of(command):
                    yield f"care {command} has no {option}"
        near = set(about).union(*named[max(number - 1, 0) : number + 2]) or set(COMMANDS)
        for option in OPTION.findall(" ".join(code for code in codes if code.startswith("-"))):
            if not any(option in options_of(command) for command in near):
                yield f"no command here has {option}"


def code_by_paragraph(page: str) -> Iterator[list[str]]:
    """The code of each paragraph, and the commands of each fenced block."""
    for number, part in enumerate(re.split(r"^```.*$", page, flags=re.MULTILINE)):
        if number % 2:
            yield [line[2:] for line in part.splitlines() if line.startswith("$ ")]
        else:
            for paragraph in re.split(r"\n\s*\n", part):
                yield CODE.findall(paragraph.replace("\n", " "))


def command_of(word: str) -> str | None:
    """The command that a word behind `care` calls, "" for care itself, None if there is none."""
    if word.startswith("-"):
        return ""
    if word in COMMANDS:
        return word
    if word in NAMES:
        return "profile"
    meant = other_word(word)
    return meant.args[0] if meant and meant.args else None


@cache
def options_of(command: str) -> set[str]:
    """The options of a command, with those that every command has."""
    parsed = [typer.main.get_command(app), *([load_command(command)] if command else [])]
    return {"--help", "-h"} | {
        name
        for one in parsed
        for param in one.params
        for name in (*param.opts, *param.secondary_opts)
    }
