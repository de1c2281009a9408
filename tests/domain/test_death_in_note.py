"""A note tells that somebody has died: themself, or somebody who is named in it."""

from __future__ import annotations

from datetime import date

import pytest

from caretrack.domain.people.death_in_note import deaths_in_note

DAY = date(2026, 11, 29)
TOM, ANA, BEN = "Tom Silva", "Ana Silva", "Ben Okoro"


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("died last night", "died 28 Nov 2026"),
        ("passed away yesterday after a long illness", "died 28 Nov 2026"),
        ("passed away", "died"),
        ("He died this morning.", "died 29 Nov 2026"),
        ("Tom died on 20 November", "died 20 Nov 2026"),
        ("tom silva has died in December", "died Dec 2025"),
        ("Sad news: Tom passed away on 3 May 2024. We had known him for years.", "died 3 May 2024"),
        ("His daughter called. He died in October", "died"),
        ("sad news – he suddenly died", "died"),
        ("ist gestern gestorben", "died 28 Nov 2026"),
        ("Er ist gestorben", "died"),
        ("est décédé", "died"),
        ("ha fallecido", "died"),
        ("died, 62 years old", "died"),
        ("died in 2031", "died"),
        ("lost his battle with cancer", "died"),
    ],
)
def test_the_note_is_of_their_own_death(note: str, why: str) -> None:
    # A daughter who is told of may be the one who died.
    found = deaths_in_note(note, DAY, [TOM], [BEN])
    assert {name: death.why for name, death in found.items()} == (
        {} if "daughter" in note else {TOM: why}
    )


@pytest.mark.parametrize(
    "note",
    [
        "the deal died",
        "the server died, dying to see the new one",
        "his dog died",
        "her mother died last week",
        "died laughing at the story",
        "he died of embarrassment".replace("of ", ""),
        "if he died, who would run it?",
        "thought he died",
        "he nearly died of shame",
        "passed the exam on Friday",
        "passed on Friday, all top marks",
        "killed it on stage",
        "dead tired after the fair",
        "talked about her aunt, she died in May",
        "spoke of Ben, he died in May",
        "was at his funeral",
        "Mr Silva died",
        "rip the old plan up",
        "verschiedenes besprochen",
        "not died out yet",
        "",
    ],
)
def test_the_note_is_of_no_death_of_theirs(note: str) -> None:
    assert deaths_in_note(note, DAY, [TOM], [BEN]) == {}


def test_somebody_who_is_named_has_died() -> None:
    def names(note: str) -> list[str]:
        return list(deaths_in_note(note, DAY, [ANA], [TOM, BEN, "João Pedro Reis"]))

    assert names("Her husband Tom died") == [TOM]
    assert names("heard that Tom Silva died in October, and Ben Okoro passed away") == [TOM, BEN]
    assert names("João Reis has died") == ["João Pedro Reis"]
    assert names("Her cousin Silva died") == []
    assert names("Tom's dog died, said Ben") == []
    assert names("asked whether Tom died") == []
    assert list(deaths_in_note("Tom died", DAY, [ANA], [TOM, "Tom Berg"])) == []
