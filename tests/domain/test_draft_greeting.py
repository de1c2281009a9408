"""A letter that greets somebody else than its reader (S1.5)."""

from datetime import date

import pytest

from caretrack.domain.draft.check import check_draft, greeted
from caretrack.domain.draft.ideas import DraftReader
from caretrack.domain.language.letter import read_letter

ANA = DraftReader("Ana Silva", nicknames=("Anita",))


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ("Hi Ben,\n\nhow did it go?", ["ben"]),
        ("Dear Zoë, thank you", ["zoe"]),
        ("Ben, quick one: are you in?", ["ben"]),
        ("Hi Jean-Luc! How did it go?", ["jean", "luc"]),
        ("Good morning Mrs Okoro,\nhow did it go?", ["okoro"]),
        ("Hi Ana,\n\nhow did it go?", []),
        ("Dear Mrs Silva,\n\nhow did it go?", []),
        ("Hi Anita,\n\nhow did it go?", []),
        ("Hi Ben and Ana,\n\nhow did it go?", []),
        ("Hello there, how did it go?", []),
        ("hey ben, how did it go?", []),
        ("How did it go, Ben?", []),
        ("", []),
    ],
)
def test_a_greeting_to_somebody_other_than_the_reader_is_found(
    draft: str, words: list[str]
) -> None:
    found = greeted(read_letter(draft), ANA)
    assert list(found) == words
    assert all(draft[start:end][:1].isupper() for start, end in found.values())


def test_a_name_of_somebody_else_is_found_once_with_its_place() -> None:
    draft = "Hi Ben Okoro,\n\nhow did Mia's first day go?"
    findings = check_draft(
        draft, ANA, date(2026, 11, 21), others={"ben": "Ben Okoro", "okoro": "Okoro Li"}
    ).findings
    assert [
        (found.rule, found.words, found.why) for found in findings if found.rule == "pasted"
    ] == [("pasted", "Ben", "It greets Ben Okoro, and goes to Ana Silva.")]


@pytest.mark.parametrize(("reader", "others"), [(ANA, {}), (None, {"ben": "Ben Okoro"})])
def test_a_name_that_is_nobodys_or_a_letter_to_nobody_in_particular_is_no_finding(
    reader: DraftReader | None, others: dict[str, str]
) -> None:
    findings = check_draft(
        "Hi Ben,\n\nhow did Mia's first day go?", reader, date(2026, 11, 21), others=others
    ).findings
    assert "pasted" not in {found.rule for found in findings}
