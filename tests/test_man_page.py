"""The manual page is made from the app, is up to date, and can be shown by man programs."""

import shutil
import subprocess
import sys

import pytest

from caretrack.app.help_topics import topics
from caretrack.command_table import COMMANDS
from transcript import ROOT

sys.path.insert(0, str(ROOT / "docs"))
import make_man

PAGE = ROOT / "docs/care.1"


def test_the_page_says_what_the_app_says_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == make_man.page(), (
        "the help has changed: run python docs/make_man.py"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (".hidden", r"\&.hidden"),
        ("'quoted'", r"\&'quoted'"),
        ("a\\b --x `y`", r"a\eb \-\-x \fBy\fR"),
        ("…", r"\[u2026]"),
    ],
)
def test_text_is_never_read_as_a_request(text: str, line: str) -> None:
    assert make_man._text(text) == [line]


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed")
def test_mandoc_finds_nothing_to_mend() -> None:
    done = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "warning", str(PAGE)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed")
def test_every_command_topic_variable_and_exit_code_is_shown() -> None:
    shown = subprocess.run(
        ["mandoc", "-T", "ascii", "-O", "width=200", str(PAGE)], capture_output=True, text=True
    ).stdout
    shown = "".join(
        char
        for number, char in enumerate(shown)
        if char != "\b" and shown[number + 1 : number + 2] != "\b"
    )
    assert [name for name in COMMANDS if f"care {name}" not in shown] == []
    assert [
        topic.line for topic in topics().values() if topic.line.replace("`", "") not in shown
    ] == []
    for word in ("CARE_JOURNAL", "CARE_PAGER", "130", "--no-pager", "journal.db"):
        assert word in shown
