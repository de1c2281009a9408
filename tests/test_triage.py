"""`care triage` on a real terminal: one key each, kept at once."""

from __future__ import annotations

import json

import pytest

import stored
from conftest import Care
from pseudo_terminal import Terminal, plain, width


@pytest.fixture
def known(care: Care) -> Care:
    """Ana was met twice, Ben once, Cem never: none of them is looked after yet."""
    book = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nN:{name.split()[1]};{name.split()[0]};;;\n"
        f"ORG:{company}\nEND:VCARD\n"
        for name, company in (("Cem Kaya", "Harbour"), ("Ben Okoro", ""), ("Ana Silva", "Lagoon"))
    )
    (care.home / "book.vcf").write_text(book)
    stored.fill(care.journal, ["import", str(care.home / "book.vcf")])
    (care.home / "met.csv").write_text(
        "Date,Name,Note\n2026-10-01,Ana Silva,lunch\n2026-11-01,Ana Silva,a call\n"
        "2026-09-01,Ben Okoro,coffee\n"
    )
    stored.fill(care.journal, ["import", str(care.home / "met.csv")])
    return care


def triage(care: Care, *args: str, env: dict[str, str] | None = None) -> Terminal:
    command, where = care.command("triage", *args), care.environment(env, "2026-11-21")
    return Terminal(command, where, care.home, 80, 40)


def cadences(care: Care) -> dict[str, object]:
    rows = json.loads(care("list", "--all", "--json").out)
    return {row["name"]: row.get("cadence_reason") or row["archived_on"] for row in rows}


def test_the_most_met_come_first_and_each_key_decides(known: Care) -> None:
    with triage(known) as terminal:
        terminal.expect("1 of 3  Ana Silva · Lagoon")
        terminal.expect("2 touches, the last on 1 Nov")
        terminal.type("m")
        terminal.expect("every 30 d")
        terminal.expect("2 of 3  Ben Okoro")
        terminal.expect("1 touch, on 1 Sep")
        terminal.type("0")
        terminal.expect("no reminders")
        terminal.expect("3 of 3  Cem Kaya")
        terminal.type("a")
        code, shown = terminal.end()
    assert code == 0
    assert (
        "1 person is looked after from now on, 1 without reminders, 1 in the archive"
        in " ".join(plain(shown).split())
    )
    assert all(width(line) <= 80 for line in plain(shown).splitlines())
    assert cadences(known) == {"Ana Silva": "own", "Ben Okoro": "never", "Cem Kaya": "2026-11-21"}


def test_back_takes_the_last_answer_back_and_asks_again(known: Care) -> None:
    with triage(known) as terminal:
        terminal.expect("1 of 3")
        terminal.type("u")
        terminal.expect("nothing to undo yet")
        terminal.type("y")
        terminal.expect("2 of 3")
        terminal.type("n")
        terminal.expect("3 of 3")
        terminal.type("u")
        terminal.expect("undone: Ben Okoro")
        terminal.type("u")
        terminal.expect("undone: Ana Silva")
        terminal.type("2")
        terminal.expect("every 14 d")
        terminal.type("q")
        assert terminal.end()[0] == 0
    assert cadences(known) == {"Ana Silva": "own", "Ben Okoro": "known", "Cem Kaya": "known"}


def test_an_interrupt_loses_no_answer(known: Care) -> None:
    with triage(known) as terminal:
        terminal.expect("1 of 3")
        terminal.type("3")
        terminal.expect("2 of 3")
        terminal.press("\x03")
        code, shown = terminal.end()
    assert code == 130
    assert "2 left" in plain(shown)
    assert cadences(known)["Ana Silva"] == "own"
    assert "Ana Silva" in known("undo").out
    assert cadences(known)["Ana Silva"] == "known"


def test_a_key_that_is_none_says_which_there_are(known: Care) -> None:
    with triage(known, "--limit", "1") as terminal:
        terminal.expect("1 of 1")
        terminal.type("x")
        terminal.expect("2 every 2 weeks")
        terminal.type("n")
        terminal.expect("left for the next time")
        assert terminal.end()[0] == 0


def test_whoever_is_erased_meanwhile_is_passed_over(known: Care) -> None:
    with triage(known) as terminal:
        terminal.expect("1 of 3  Ana Silva")
        assert known("forget", "ana", "--yes").code == 0
        terminal.type("m")
        terminal.expect("Ana Silva is no longer in the journal")
        terminal.expect("1 of 2  Ben Okoro")
        terminal.type("m")
        terminal.expect("2 of 2  Cem Kaya")
        terminal.type("q")
        code, shown = terminal.end()
    assert code == 0
    assert "1 person is looked after from now on; 1 left" in " ".join(plain(shown).split())


def test_enter_behind_a_key_passes_nobody_over(known: Care) -> None:
    with triage(known) as terminal:
        terminal.expect("1 of 3")
        terminal.type("m\r")
        terminal.expect("2 of 3  Ben Okoro")
        terminal.type("\r\r")
        terminal.expect("2 every 2 weeks")
        terminal.type("y")
        terminal.expect("every 365 d")
        terminal.expect("3 of 3  Cem Kaya")
        terminal.type("q")
        assert terminal.end()[0] == 0
    assert cadences(known) == {"Ana Silva": "own", "Ben Okoro": "own", "Cem Kaya": "known"}
