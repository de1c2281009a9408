import re
from pathlib import Path

import pytest
from programs import program

from conftest import PROGRAM, Care
from pseudo_terminal import Terminal
from transcript import ROOT

PAGE = ROOT / "docs" / "mutt.md"
MAIL = """From - Fri Nov 20 09:30:00 2026
From: Chloe <chloe@creme.example>
To: me@mine.example
Subject: the harbour walk
Message-ID: <walk@creme.example>
Date: Fri, 20 Nov 2026 09:30:00 +0100

I worry about my mother, she fell. Shall we walk?
"""


def lines_of_the_page() -> list[str]:
    """The lines that the page says to put into the muttrc."""
    blocks = re.findall(
        r"^```muttrc\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return [line for block in blocks for line in block.splitlines()]


@pytest.fixture
def mutt(request: pytest.FixtureRequest, care: Care, tmp_path: Path) -> Terminal:
    """mutt or neomutt, with the lines of the page and a mailbox of one mail."""
    assert (
        care("add", "Ana Silva", "--company", "Lagoon", "--email", "ana@lagoon.example").code == 0
    )
    assert care("add", "Anatole Ek", "--email", "ek@fjord.example").code == 0
    assert care("add", "Chloé Dubois", "--email", "chloe@creme.example").code == 0
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "care").write_text(
        '#!/bin/sh\nexec {} "$@"\n'.format(" ".join(f"'{part}'" for part in PROGRAM)),
        encoding="utf-8",
    )
    (folder / "care").chmod(0o755)
    box = tmp_path / "box"
    box.write_text(MAIL, encoding="utf-8")
    settings = [
        "set sort=mailbox-order",
        "set wait_key=yes",
        "set confirmappend=no",
        f"set folder={tmp_path}",
        "set move=no",
        "set mark_old=no",
    ]
    (tmp_path / "muttrc").write_text(
        "\n".join((*settings, *lines_of_the_page(), "")), encoding="utf-8"
    )
    care.home.mkdir(exist_ok=True)
    env = care.environment()
    env |= {"PATH": f"{folder}:{env['PATH']}", "LC_ALL": "C.UTF-8", "TMPDIR": str(tmp_path)}
    command = [program(request.param), "-n", "-F", str(tmp_path / "muttrc"), "-f", str(box)]
    return Terminal(command, env, tmp_path, columns=100, lines=24)


@pytest.mark.parametrize("mutt", ["mutt", "neomutt"], indirect=True)
def test_the_query_menu_lists_whom_care_finds_and_says_when_it_finds_nobody(mutt: Terminal) -> None:
    with mutt:
        mutt.expect("harbour walk")
        mutt.type("Q")
        mutt.expect("uery:")
        mutt.type("ana\n")
        mutt.expect("Lagoon, never in touch")
        mutt.expect("never in touch")
        shown = mutt.output.partition("uery:")[2]
        assert [
            text
            for text in ("ana@lagoon.example", "Ana Silva", "ek@fjord.example", "Anatole Ek")
            if text not in shown
        ] == []
        assert "creme.example" not in shown


@pytest.mark.parametrize("mutt", ["mutt"], indirect=True)
def test_mutt_says_in_our_words_that_nobody_is_found(mutt: Terminal) -> None:
    with mutt:
        mutt.expect("harbour walk")
        mutt.type("Q")
        mutt.expect("uery:")
        mutt.type("zebra\n")
        mutt.expect("is found for 'zebra'")


@pytest.mark.parametrize("mutt", ["mutt", "neomutt"], indirect=True)
def test_a_key_brings_the_mail_at_hand_into_the_journal(mutt: Terminal, care: Care) -> None:
    with mutt:
        mutt.expect("harbour walk")
        mutt.type("L")
        mutt.expect("1 new touch")
    (touch,) = care("history", "--json").json
    assert (touch["note"], touch["from_them"], touch["channel"]) == (
        "the harbour walk",
        True,
        "email",
    )
