"""Whether somebody of the journal is called so: by name, nickname or number, however written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_derived import TODAY

from caretrack.journal import people, phones
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.imports.called import CalledSo


@pytest.fixture
def journal(journal_path: Path) -> Iterator[Journal]:
    with open_journal(journal_path, TODAY, make=True) as opened:
        phones.set_country(opened, "DE")
        with opened.change("add"):
            person = people.add(opened, "Zoë Kern")
            people.add_handles(opened, person.id, "phone", ["0170 1234567"])
            people.add_handles(opened, person.id, "nickname", ["Zo from work"])
        yield opened


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Zoë Kern", True), ("zoe  kern", True), ("ZO FROM WORK", True),
        ("+49 170 1234567", True), ("0049 (0)170-1234567", True), ("01701234567", True),
        ("Zoë", False), ("Kern", False), ("+41 170 1234567", False), ("1234567", False),
        ("", False),
    ],
)  # fmt: skip
def test_a_name_a_nickname_or_a_number_is_known(journal: Journal, text: str, known: bool) -> None:
    assert CalledSo(journal)(text) is known
