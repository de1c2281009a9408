"""Ties, companies and introductions, in a journal on disk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caretrack.app.suggestions import introductions_for
from caretrack.domain.model import Fact
from caretrack.domain.talk.introductions import find_introductions
from caretrack.domain.tie import Tie
from caretrack.errors import NothingFound, SeveralFound
from caretrack.journal import companies, entries, people, touches
from caretrack.journal.colleagues import colleagues
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.queries import introductions
from caretrack.journal.ties import all_ties, relations

TODAY = date(2026, 11, 21)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db", TODAY, make=True) as made:
        yield made


def add(journal: Journal, *named: tuple[str, str | None]) -> dict[str, str]:
    """People by their first name, in lower case."""
    with journal.change("add"):
        return {
            name.split()[0].lower(): people.add(journal, name, company=company).id
            for name, company in named
        }


def archive(journal: Journal, who: str) -> None:
    with journal.change("archive"):
        people.change(journal, who, {"archived_on": TODAY})


def learn(journal: Journal, who: str, category: str, text: str, source: str = "told") -> str:
    with journal.change("learn"):
        return entries.add(
            journal,
            Fact,
            person_id=who,
            category=category,
            text=text,
            source=source,
            learned_on=TODAY,
        ).id


def touch(journal: Journal, kind: str, *who: str) -> str:
    with journal.change("log"):
        return touches.add(
            journal, who, happened_on=TODAY, kind=kind, channel="call", note="hello"
        ).id


COMPANIES = [
    "Lagoon Foods",
    "LAGOON  FOODS",
    "Fjord Data",
    "Fjord-Tea",
    "Łódź Brot",
    "Kåre & Søn",
    "Old Mill",
    None,
    "Tea",
]


@pytest.fixture
def firms(journal: Journal) -> Journal:
    ids = add(
        journal,
        *((f"{name} Lind", company) for name, company in zip("ABCDEFGHI", COMPANIES, strict=True)),
    )
    archive(journal, ids["g"])
    archive(journal, ids["b"])
    return journal


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lagoon foods", "LAGOON  FOODS"), ("Lagoon", "LAGOON  FOODS"), ("foods", "LAGOON  FOODS"),
        ("lagoon-foods", "LAGOON  FOODS"), ("fjord-data", "Fjord Data"), ("fjord d", "Fjord Data"),
        ("fjord tea", "Fjord-Tea"),
        ("lodz", "Łódź Brot"), ("KARE", "Kåre & Søn"), ("søn", "Kåre & Søn"), ("son", "Kåre & Søn"),
        ("mill", "Old Mill"), ("tea", "Tea"),
    ],
)  # fmt: skip
def test_a_company_is_found_as_people_are(firms: Journal, typed: str, found: str) -> None:
    assert companies.find(firms, typed).name in {found, " ".join(found.title().split())}


def test_spellings_are_one_company_and_its_archived_people_are_counted_apart(
    firms: Journal,
) -> None:
    company = companies.find(firms, "lagoon")
    assert (company.people, company.archived, set(company.spellings)) == (
        1,
        1,
        {"Lagoon Foods", "LAGOON  FOODS"},
    )
    assert [person.name for person in companies.members(firms, company)] == ["A Lind", "B Lind"]


def test_more_than_one_company_could_be_meant_and_all_are_named(firms: Journal) -> None:
    with pytest.raises(SeveralFound) as refused:
        companies.find(firms, "fjord")
    assert (
        str(refused.value)
        == "2 companies could be meant by 'fjord'. Say which: Fjord Data (1 person); Fjord-Tea (1 "
        "person)."
    )


@pytest.mark.parametrize("typed", ["", " ", "lagun", "x", "%", '"', "\x1b[31m"])
def test_no_company_is_meant(firms: Journal, typed: str) -> None:
    with pytest.raises(NothingFound) as refused:
        companies.find(firms, typed)
    assert ("Lagoon" in str(refused.value).title()) is (typed == "lagun")


@pytest.mark.parametrize(
    "name",
    [
        "Lagoon Foods",
        "Ruiz & Hijos",
        "Łódź Brot",
        "田中",
        '"Quoted" Ltd',
        "C++ (foo",
        "!!!",
        "NOT AND OR",
    ],
)
def test_who_else_is_of_a_company(journal: Journal, name: str) -> None:
    ids = add(
        journal,
        ("Ana", name),
        ("Ben", name),
        ("Cem", name),
        ("Dora", name),
        ("Eva", f"{name} Nord"),
        ("Fay", None),
    )
    archive(journal, ids["cem"])
    touch(journal, "checkin", ids["fay"])
    found = colleagues(journal, people.get(journal, ids["ana"]))
    assert [name for _, name in found] == (["Ben", "Dora"] if name != "!!!" else [])
    assert colleagues(journal, people.get(journal, ids["fay"])) == []


def test_a_company_that_is_called_like_a_person_is_named_unless_they_are_all_of_it(
    journal: Journal,
) -> None:
    ids = add(
        journal, ("Weber Oscar", "Weber Druck"), ("Lagoon Smith", None), ("Ana", "Lagoon Foods")
    )
    smith, weber = (people.get(journal, ids[name]) for name in ("lagoon", "weber"))
    also = companies.other_company(journal, "lagoon", smith)
    assert also is not None
    assert also.name == "Lagoon Foods"
    assert companies.other_company(journal, "weber", weber) is None
    assert companies.other_company(journal, smith.id, smith) is None
    assert companies.other_company(journal, "x@lagoon.example", smith) is None
    assert companies.other_company(journal, "'", smith) is None
    assert companies.other_company(journal, "smith", smith) is None


def test_a_touch_with_two_of_a_company_counts_once(journal: Journal) -> None:
    ids = add(journal, ("Ana", "Lagoon"), ("Ben", "Lagoon"), ("Cem", None))
    touch(journal, "checkin", ids["ana"], ids["ben"])
    touch(journal, "pitch", ids["ben"], ids["cem"])
    touch(journal, "pitch", ids["cem"])
    assert companies.counts_by_month(journal, [ids["ana"], ids["ben"]], "2025-12") == {
        ("2026-11", "care"): 1,
        ("2026-11", "sales"): 1,
    }


def test_ties_of_everybody_and_of_one_leave_out_what_is_deleted(journal: Journal) -> None:
    ids = add(journal, ("Ana", None), ("Ben", None), ("Cem", None))
    with journal.change("tie"):
        for one, relation, other in (
            ("cem", "boss", "ana"),
            ("ana", "friend", "ben"),
            ("ben", "knows", "cem"),
        ):
            entries.add(journal, Tie, person_id=ids[one], other_id=ids[other], relation=relation)
    assert [(tie.name, tie.relation, tie.other_name) for tie in all_ties(journal)] == [
        ("Ana", "friend", "Ben"),
        ("Ben", "knows", "Cem"),
        ("Cem", "boss", "Ana"),
    ]
    assert [tie.relation for tie in all_ties(journal, {ids["ana"]})] == ["friend", "boss"]
    with journal.change("delete"):
        journal.db.execute("UPDATE people SET deleted_at = 'now' WHERE id = ?", (ids["ben"],))
    assert [tie.relation for tie in all_ties(journal)] == ["boss"]
    assert relations(journal) == ["boss", "friend", "knows"]
    assert relations(journal, besides=all_ties(journal)[0].id) == [
        "friend",
        "knows",
    ]


@pytest.fixture
def runners(journal: Journal) -> tuple[Journal, dict[str, str]]:
    """Ana and Ben run; there are no ties."""
    ids = add(
        journal,
        ("Ana", None),
        ("Ben", None),
        ("Cem", None),
        *((f"P{number}", None) for number in range(5)),
    )
    learn(journal, ids["ana"], "hobby", "runs marathons")
    learn(journal, ids["ben"], "passion", "a marathon in spring")
    return journal, ids


def count(journal: Journal, who: str) -> int:
    everybody = find_introductions(
        introductions.facts(journal),
        introductions.people(journal),
        introductions.acquainted(journal),
    )[1]
    assert introductions_for(journal, who)[1] == everybody
    return everybody


def test_two_who_never_met_are_an_idea(runners: tuple[Journal, dict[str, str]]) -> None:
    journal, ids = runners
    touch(journal, "checkin", ids["ana"], ids["cem"])
    touch(journal, "checkin", ids["ben"])
    assert count(journal, ids["ana"]) == 1


@pytest.mark.parametrize(
    ("kind", "more", "known"),
    [
        ("introduce", 0, True),
        ("introduce", 5, True),
        ("social", 0, True),
        ("social", 3, True),
        ("social", 5, False),
        ("newsletter", 0, False),
        ("pitch", 0, False),
    ],
)
def test_a_touch_with_both_acquaints_them_but_no_sales_and_no_crowd(
    runners: tuple[Journal, dict[str, str]], kind: str, more: int, known: bool
) -> None:
    journal, ids = runners
    touch_id = touch(
        journal, kind, ids["ana"], ids["ben"], *(ids[f"p{number}"] for number in range(more))
    )
    assert count(journal, ids["ana"]) == (0 if known else 1)
    with journal.change("delete"):
        journal.db.execute("UPDATE touches SET deleted_at = 'now' WHERE id = ?", (touch_id,))
    assert count(journal, ids["ana"]) == 1


def test_a_tie_acquaints_them_until_it_is_deleted(runners: tuple[Journal, dict[str, str]]) -> None:
    journal, ids = runners
    with journal.change("tie"):
        tie = entries.add(journal, Tie, person_id=ids["ben"], other_id=ids["ana"], relation="knows")
    assert count(journal, ids["ana"]) == 0
    with journal.change("delete"):
        journal.db.execute("UPDATE ties SET deleted_at = 'now' WHERE id = ?", (tie.id,))
    assert count(journal, ids["ana"]) == 1


def test_nobody_in_the_archive_and_nothing_retired_or_deleted_makes_an_idea(
    runners: tuple[Journal, dict[str, str]],
) -> None:
    journal, ids = runners
    archive(journal, ids["ben"])
    assert count(journal, ids["ana"]) == 0
    with journal.change("unarchive"):
        people.change(journal, ids["ben"], {"archived_on": None})
        journal.db.execute(
            "UPDATE facts SET retired_on = '2026-11-01' WHERE person_id = ?", (ids["ben"],)
        )
    assert count(journal, ids["ana"]) == 0
    with journal.change("learn"):
        journal.db.execute(
            "UPDATE facts SET retired_on = NULL, deleted_at = 'now' WHERE person_id = ?",
            (ids["ben"],),
        )
    assert count(journal, ids["ana"]) == 0


TEXTS = (
    "golf and chess", "golfs at weekends", "the Żurek of her mother", "zurek, pierogi",
    "sailing to Rügen", "sails", "Käse aus Rügen", "audits", "one audit a year", "ransomware",
    "churn, audit",
    "寿司", "寿司", "김치", "김치", "church choir", "O'Brien's choirs", "energy prices", "energy",
    'the "quoted" NOT', "NOT OR AND quoted", "beekeeping", "her bees",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_the_index_finds_what_reading_everything_finds(journal: Journal, seed: int) -> None:
    dice = random.Random(seed)
    ids = add(
        journal, *((f"P{number}", dice.choice([None, "Lagoon", "Fjord"])) for number in range(14))
    )
    for who in ids.values():
        for _ in range(3):
            learn(
                journal,
                who,
                dice.choice(
                    ["hobby", "passion", "worry", "goal", "challenge", "boundary", "family"]
                ),
                dice.choice(TEXTS),
                dice.choice(["told", "noticed", "declined"] if dice.random() < 0.2 else ["told"]),
            )
    everybody = find_introductions(
        introductions.facts(journal),
        introductions.people(journal),
        introductions.acquainted(journal),
    )[0]
    assert everybody
    for who in ids.values():
        expected = {
            frozenset((idea.one.id, idea.other.id)): idea.shared
            for idea in everybody
            if who in (idea.one.id, idea.other.id)
        }
        found = {
            frozenset((idea.one.id, idea.other.id)) for idea in introductions_for(journal, who)[0]
        }
        assert found == set(expected)
