"""`care import` at a terminal asks who is who by name, before it locks the journal."""

import sys
from pathlib import Path

import pytest

import stored
from conftest import Care
from pseudo_terminal import Terminal, plain

CALL = '<call number="{}" duration="60" date="{}" type="1" contact_name="{}" />\n'
ANN, BEN, BEN_TOO = "+491701234567", "+491707654321", "+493012345678"
# The bar is there from the first moment, so that a question has to put it away.
AT_ONCE = (
    "import caretrack.views.progress as p; p.AFTER = 0; from caretrack.__main__ import main; main()"
)


@pytest.fixture
def calls(care: Care, tmp_path: Path) -> Path:
    """Two people without a number, and a file with calls of theirs."""
    for name in ("Ann Probe", "Ben Okoro"):
        assert care("add", name).code == 0
    pairs = [(ANN, "Ann Probe"), (ANN, "Ann Probe"), (BEN, "Ben Okoro"), (BEN_TOO, "Zola Kern")]
    lines = [
        CALL.format(number, 1793966400000 + day * 86_400_000, name)
        for day, (number, name) in enumerate(pairs)
    ]
    file = tmp_path / "calls.xml"
    file.write_text(f'<?xml version="1.0"?>\n<calls count="4">\n{"".join(lines)}</calls>\n')
    return file


def numbers(care: Care) -> dict[str, list[str]]:
    """The numbers of each."""
    found: dict[str, list[str]] = {}
    query = (
        "SELECT p.name, h.value FROM people AS p LEFT JOIN handles AS h ON h.person_id = p.id "
        "ORDER BY p.name"
    )
    for name, value in stored.rows(care.journal, query):
        found.setdefault(name, []).extend(filter(None, [value]))
    return found


@pytest.mark.parametrize(
    ("answers", "kept", "touches"),
    [
        (["y", "n"], {"Ann Probe": [ANN], "Ben Okoro": []}, 2),
        (["", "y"], {"Ann Probe": [], "Ben Okoro": [BEN]}, 1),
        (["a"], {"Ann Probe": [ANN], "Ben Okoro": [BEN]}, 3),
        (["q"], {"Ann Probe": [], "Ben Okoro": []}, 0),
        (["what", "a"], {"Ann Probe": [ANN], "Ben Okoro": [BEN]}, 3),
    ],
)
def test_each_person_is_asked_about_once(
    care: Care,
    calls: Path,
    tmp_path: Path,
    answers: list[str],
    kept: dict[str, list[str]],
    touches: int,
) -> None:
    command = [sys.executable, "-P", "-c", AT_ONCE, "import", str(calls)]
    with Terminal(command, care.environment(), tmp_path, columns=200) as terminal:
        terminal.expect("Ann Probe <+491701234567>, 2 touches: is this your Ann Probe? [y/N/a/q]")
        for answer in answers:
            terminal.type(f"{answer}\n")
        code, shown = terminal.end()
    assert code == 0
    assert numbers(care) == kept
    assert f"{touches} new touch" in plain(shown) or not touches
    assert care("undo", care("undo", "--list", "--json").json[0]["id"]).code == 0
    assert numbers(care) == {"Ann Probe": [], "Ben Okoro": []}


def test_whoever_leaves_at_the_question_has_changed_nothing(
    care: Care, calls: Path, tmp_path: Path
) -> None:
    command = care.command("import", str(calls))
    with Terminal(command, care.environment(), tmp_path, columns=200) as terminal:
        terminal.expect("[y/N/a/q]")
        # The journal is not locked while somebody is asked.
        assert care("log", "ann", "lunch").code == 0
        terminal.press("\x03")
        assert terminal.end()[0] != 0
    assert numbers(care) == {"Ann Probe": [], "Ben Okoro": []}


@pytest.mark.parametrize("options", [["--json"], ["--by-name"], ["--dry-run"]])
def test_nobody_is_asked_with_json_by_name_or_in_a_dry_run(
    care: Care, calls: Path, tmp_path: Path, options: list[str]
) -> None:
    command = care.command("import", str(calls), *options)
    with Terminal(command, care.environment(), tmp_path, columns=200) as terminal:
        code, shown = terminal.end()
    assert code == 0
    assert "[y/N/a/q]" not in shown
    assert ("is this your Ann Probe?" in shown) is (options == ["--dry-run"])
