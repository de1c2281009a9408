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


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("Tom †", "died"),
        ("Tom Silva (†)", "died"),
        ("✝ Tom", "died"),
        ("Tom † 3 May", "died 3 May 2026"),
        ("† 2026-05-03", "died 3 May 2026"),
        ("Tom († 3.5.2026)", "died 3 May 2026"),
        ("† 31.2.2026", "died 2026-02-31"),
        ("RIP", "died"),
        ("RIP Tom", "died"),
        ("R.I.P. Tom Silva, who taught me all", "died"),
        ("Tom, deceased", "died"),
        ("Tom's funeral is on Friday", "died"),
        ("the funeral of Tom, many came", "died"),
        ("read the obituary for Tom", "died"),
        ("a word on the late Tom Silva", "died"),
        ("we lost Tom", "died"),
        ("We have lost Tom yesterday.", "died 28 Nov 2026"),
        ("Tom is dead", "died"),
        ("Tom was buried today", "died 29 Nov 2026"),
        ("Tom is no longer with us", "died"),
        ("Tom was killed in an accident", "died"),
    ],
)
def test_it_is_told_by_what_stands_beside_the_name(note: str, why: str) -> None:
    for there, named in (([TOM], [BEN]), ([BEN], [TOM])):
        found = deaths_in_note(note, DAY, there, named)
        who = TOM if "Tom" in note else there[0]
        assert {name: death.why for name, death in found.items()} == {who: why}


@pytest.mark.parametrize(
    "note",
    [
        "a friend of Tom died",
        "Tom's mother †",
        "Tom's mother's funeral",
        "Tom went to a funeral",
        "the funeral of her uncle",
        "RIP the old office",
        "a church ✝ and a museum",
        "Tom Berg †",
        "we lost Tom's order",
        "we lost Tom as a customer",
        "we lost Ana, and the keys",
        "the late train",
        "Tom is dead right",
        "Tom was buried in work",
        "the deal with Tom is dead",
    ],
)
def test_it_is_not_told_by_what_only_looks_so(note: str) -> None:
    # There are two called Ana: nobody is meant.
    assert deaths_in_note(note, DAY, [TOM], [ANA, "Ana Ruiz"]) == {}
