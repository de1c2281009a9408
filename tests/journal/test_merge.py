"""Two entries of one person are merged: all moves, nothing is lost, and undo restores both."""

from __future__ import annotations

import json
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from test_derived import STEPS, TODAY, ids, one, picks, same_as_rebuilt, undo

import stored
from caretrack.domain.model import Action, Fact, Feedback, Occasion
from caretrack.domain.tie import Tie
from caretrack.journal import changes, entries, merging, people, settings, touches
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.schema import MODEL
from caretrack.journal.ties import ties_of
from conftest import Care, refused

DAY = date(2026, 11, 1)


def model(journal: Journal) -> dict[str, list[str]]:
    """Return every row of the model's tables, deleted ones too, without the stamp of changes."""
    found = {}
    for table in MODEL:
        rows = [dict(row) for row in journal.db.execute(f"SELECT * FROM {table}")]
        for row in rows:
            row.pop("updated_at", None)
        found[table] = sorted(json.dumps(row, sort_keys=True) for row in rows)
    return found


@pytest.fixture
def journal(journal_path: Path) -> Any:
    with open_journal(journal_path, TODAY, make=True) as opened:
        yield opened


def add(journal: Journal, name: str, **values: Any) -> str:
    with journal.change("add"):
        return people.add(journal, name, anyway=True, **values).id


def merge(journal: Journal, gone: str, into: str) -> merging.Merge:
    with journal.change("merge"):
        return merging.merge(journal, gone, into)


def log(journal: Journal, who: list[str], note: str, **values: Any) -> str:
    with journal.change("log"):
        whole = {
            "kind": "checkin",
            "channel": "call",
            "from_them": False,
            "happened_on": DAY,
            "note": note,
            **values,
        }
        return touches.add(journal, who, **whole).id


def put(journal: Journal, cls: type[Any], who: str, **values: Any) -> Any:
    with journal.change("put"):
        return entries.add(journal, cls, person_id=who, **values)


def of(journal: Journal, cls: type[Any], who: str) -> list[Any]:
    return list(entries.of_people(journal, cls, [who])[who])


@pytest.fixture
def two(journal: Journal) -> tuple[str, str]:
    return add(journal, "Anna Silva"), add(journal, "Ana Silva")


def test_touches_move_and_one_that_both_were_in_stands_once(
    journal: Journal, two: tuple[str, str]
) -> None:
    gone, into = two
    other = add(journal, "Ben")
    alone, both = log(journal, [gone], "alone"), log(journal, [other, gone, into], "both")
    log(journal, [into], "hers")
    done = merge(journal, gone, into)
    assert (done.moved["touches"], done.both["touches"]) == (1, 1)
    assert sorted(touch.note for touch in touches.history(journal, person=into, limit=9)) == [
        "alone",
        "both",
        "hers",
    ]
    assert touches.get(journal, alone).people == ((into, "Ana Silva"),)
    assert touches.get(journal, both).people == ((other, "Ben"), (into, "Ana Silva"))
    same_as_rebuilt(journal)


def test_a_crowd_that_is_no_crowd_without_the_double_resets_the_clock(
    journal: Journal, two: tuple[str, str]
) -> None:
    crowd = [add(journal, f"Person {number}") for number in range(4)]
    log(journal, [*crowd, *two], "a dinner")
    last = "SELECT last_care FROM clocks WHERE person_id = ?"
    assert journal.db.execute(last, (two[1],)).fetchone()[0] is None
    merge(journal, *two)
    assert journal.db.execute(last, (two[1],)).fetchone()[0] == DAY.isoformat()


def test_entries_move_and_what_both_have_stands_once(
    journal: Journal, two: tuple[str, str]
) -> None:
    gone, into = two
    for who, text in ((gone, "Daughter  Mía"), (gone, "sails"), (into, "daughter mia")):
        put(journal, Fact, who, category="family", text=text, source="told", learned_on=DAY)
    for who in two:
        put(journal, Action, who, sort="promise", text="the numbers", due_on=DAY)
        put(journal, Feedback, who, about="product", tone="idea", text="a map", heard_on=DAY)
    put(journal, Action, gone, sort="gesture", text="the numbers", due_on=DAY)
    put(journal, Feedback, gone, about="product", tone="praise", text="a map", heard_on=DAY)
    done = merge(journal, gone, into)
    assert done.moved == {"facts": 1, "actions": 1, "feedback": 1}
    assert done.both == {"facts": 1, "actions": 1, "feedback": 1}
    assert sorted(fact.text for fact in of(journal, Fact, into)) == ["daughter mia", "sails"]
    assert [action.sort for action in of(journal, Action, into)] == ["promise", "gesture"]
    assert of(journal, Fact, gone) == of(journal, Action, gone) == of(journal, Feedback, gone) == []
    same_as_rebuilt(journal)


@pytest.mark.parametrize(
    ("theirs", "mine", "stays", "said"),
    [
        ((3, 14, 1976), (3, 14, None), (3, 14, 1976), ""),
        ((3, 14, None), (3, 14, 1976), (3, 14, 1976), ""),
        (
            (3, 14, 1976),
            (4, 1, None),
            (3, 14, 1976),
            "birthday: 14 Mar 1976 of Anna Silva stays, 1 Apr of Ana Silva goes; care edit mends "
            "it",
        ),
        (
            (3, 14, 1976),
            (3, 14, 1977),
            (3, 14, 1977),
            "birthday: 14 Mar 1977 of Ana Silva stays, 14 Mar 1976 of Anna Silva goes; care edit "
            "mends it",
        ),
        ((3, 14, None), None, (3, 14, None), ""),
    ],
)
def test_nobody_has_two_birthdays(
    journal: Journal, two: tuple[str, str], theirs: Any, mine: Any, stays: Any, said: str
) -> None:
    for who, day in zip(two, (theirs, mine), strict=True):
        if day:
            put(journal, Occasion, who, label="birthday", month=day[0], day=day[1], year=day[2])
    done = merge(journal, *two)
    assert [(item.month, item.day, item.year) for item in of(journal, Occasion, two[1])] == [stays]
    assert list(done.kept) == ([said] if said else [])


def test_other_days_of_one_label_are_kept_unless_they_are_the_same(
    journal: Journal, two: tuple[str, str]
) -> None:
    for who, month in ((two[0], 5), (two[0], 6), (two[1], 5)):
        put(journal, Occasion, who, label="a child's birthday", month=month, day=1)
    assert (merge(journal, *two).moved, len(of(journal, Occasion, two[1]))) == ({"occasions": 1}, 2)


def test_ties_move_and_a_tie_between_the_two_goes(journal: Journal, two: tuple[str, str]) -> None:
    gone, into = two
    ben, eva = add(journal, "Ben"), add(journal, "Eva")
    put(journal, Tie, gone, other_id=into, relation="sister")
    put(journal, Tie, gone, other_id=ben, relation="boss")
    put(journal, Tie, into, other_id=ben, relation="Boss")
    put(journal, Tie, eva, other_id=gone, relation="friend")
    done = merge(journal, gone, into)
    assert {(tie.person_id, tie.other_id, tie.relation) for tie in ties_of(journal, into)} == {
        (into, ben, "Boss"),
        (eva, into, "friend"),
    }
    assert (done.moved, done.both, done.kept) == (
        {"ties": 1},
        {"ties": 1},
        ("the tie between the two goes: sister",),
    )


@pytest.mark.parametrize(
    ("theirs", "mine"), [("boss", "reports to"), ("colleague", "works with"), ("mentee", "mentor")]
)
def test_two_ties_that_say_the_same_are_one(
    journal: Journal, two: tuple[str, str], theirs: str, mine: str
) -> None:
    gone, into = two
    ben = add(journal, "Ben")
    put(journal, Tie, gone, other_id=ben, relation=theirs)
    put(journal, Tie, ben, other_id=into, relation=mine)
    done = merge(journal, gone, into)
    assert [(tie.person_id, tie.relation) for tie in ties_of(journal, into)] == [(ben, mine)]
    assert (done.moved, done.both) == ({}, {"ties": 1})


def test_addresses_numbers_and_tags_move_once(journal: Journal, two: tuple[str, str]) -> None:
    gone, into = two
    with journal.change("edit"):
        people.add_handles(journal, gone, "email", ["ANA@x.example", "anna@x.example"])
        people.add_handles(journal, gone, "phone", ["1234567"])
        people.add_handles(journal, gone, "uid", ["u1"])
        people.add_handles(journal, into, "email", ["ana@x.example"])
        people.tag(journal, gone, ["vip", "porto"])
        people.tag(journal, into, ["vip"])
    done = merge(journal, gone, into)
    found = people.listed(journal, [into])[into]
    assert (found.email, found.phone, found.uid, found.tags) == (
        ("anna@x.example", "ana@x.example"),
        ("1234567",),
        ("u1",),
        ("porto", "vip"),
    )
    assert (done.both["handles"], done.both["tags"]) == (1, 1)


def test_the_other_name_becomes_a_nickname_and_finds_the_one_who_stays(
    journal: Journal, two: tuple[str, str]
) -> None:
    assert merge(journal, *two).nickname is True
    assert people.find(journal, "anna silva").id == two[1]
    third, fourth = add(journal, "ANA silva"), add(journal, "Anna Silva")
    assert merge(journal, third, two[1]).nickname is False
    assert merge(journal, fourth, two[1]).nickname is False
    assert people.listed(journal, [two[1]])[two[1]].nickname == ("Anna Silva",)


@pytest.mark.parametrize("archived", ["gone", "into"])
def test_who_stays_in_the_archive_is_said(
    journal: Journal, two: tuple[str, str], archived: str
) -> None:
    with journal.change("archive"):
        people.change(journal, two[archived == "into"], {"archived_on": DAY})
    done = merge(journal, *two)
    assert (done.into.archived_on is not None) is (archived == "into")
    assert done.kept == (
        ("Ana Silva stays in the archive; care unarchive brings them back",)
        if archived == "into"
        else ()
    )


@pytest.mark.parametrize("both", [False, True])
def test_skips_and_what_was_said_of_pairs_go_along(
    journal: Journal, two: tuple[str, str], both: bool
) -> None:
    ben, eva = add(journal, "Ben"), add(journal, "Eva")
    with journal.change("next"):
        settings.count_skip(journal, two[0])
        if both:
            settings.count_skip(journal, two[1])
        for one_, other in ((two[0], two[1]), (ben, two[0]), (ben, two[1]), (eva, two[0])):
            settings.mark_distinct(journal, one_, other)
    merge(journal, *two)
    assert settings.skipped_today(journal) == [two[1]]
    assert settings.distinct_pairs(journal) == {frozenset((ben, two[1])), frozenset((eva, two[1]))}


def test_what_was_deleted_moves_too_so_that_it_comes_back_to_who_is_left(
    journal: Journal, two: tuple[str, str]
) -> None:
    fact = put(
        journal, Fact, two[0], category="family", text="a son", source="told", learned_on=DAY
    )
    with journal.change("delete"):
        journal.db.execute(
            "UPDATE facts SET deleted_at = '2026-11-01T00:00:00.000000Z' WHERE id = ?", (fact.id,)
        )
    deleted = changes.change_sets(journal, 1)[0]
    merge(journal, *two)
    changes.undo(journal, deleted)
    assert [item.text for item in of(journal, Fact, two[1])] == ["a son"]


def merge_two(journal: Journal, a: int, b: int, c: int, d: int) -> None:
    gone, into = one(ids(journal, "people"), a), one(ids(journal, "people"), d)
    if gone and into and gone != into:
        merging.merge(journal, gone, into)


@hypothesis_settings(
    max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(st.tuples(st.integers(0, len(STEPS)), picks), min_size=5, max_size=40), picks)
def test_a_merge_of_any_two_keeps_the_clocks_right_and_is_undone_to_the_letter(
    steps: list[tuple[int, list[int]]], last: list[int]
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_journal(Path(folder) / "journal.db", TODAY, make=True) as journal,
    ):
        journal.db.execute("PRAGMA synchronous = OFF")
        with journal.change("fill"):
            for number in range(4):
                people.add(
                    journal,
                    f"Łu Nr{number % 2}",
                    anyway=True,
                    company=(None, "Café")[number // 2],
                    added_on=TODAY - timedelta(days=number),
                )
        for number, pick in steps:
            step = (*STEPS, merge_two)[number]
            if step is undo:
                undo(journal, *pick)
            else:
                with journal.change(step.__name__):
                    step(journal, *pick)
        before, sets = model(journal), len(changes.change_sets(journal, 1_000))
        with journal.change("merge"):
            merge_two(journal, *last)
        same_as_rebuilt(journal)
        if len(changes.change_sets(journal, 1_000)) == sets:
            assert model(journal) == before
            return
        after = model(journal)
        changes.undo(journal, changes.find_change_set(journal, None))
        assert model(journal) == before
        same_as_rebuilt(journal)
        changes.undo(journal, changes.change_sets(journal, 1)[0])
        assert model(journal) == after


@pytest.fixture
def twins(care: Care) -> Care:
    for words in (
        ["Ana Silva", "--company", "Lagoon"],
        ["Anna Silva", "--company", "Lagoon", "--role", "CFO"],
        ["Ben Okoro"],
    ):
        assert care("add", *words).code == 0
    assert care("log", "anna", "her daughter starts school").code == 0
    return care


def test_the_command_says_what_moves_and_undo_takes_it_apart(twins: Care) -> None:
    before = stored.model(twins.journal)
    done = twins("merge", "anna silva", "ana silva", "--yes", "--json")
    assert (done.code, done.err) == (0, "")
    answer = done.json
    assert (
        answer["merged"]["name"],
        answer["into"]["role"],
        answer["moved"],
        answer["filled"],
    ) == (
        "Anna Silva",
        "CFO",
        {"touches": 1},
        ["role"],
    )
    assert [person["name"] for person in twins("list", "--json").json] == ["Ana Silva", "Ben Okoro"]
    assert twins("undo").code == 0
    assert stored.model(twins.journal) == before


def test_a_dry_run_changes_nothing(twins: Care) -> None:
    before = stored.everything(twins.journal)
    done = twins("merge", "anna silva", "ana silva", "--dry-run", "--json")
    assert (done.code, done.json["dry_run"], done.json["moved"]) == (0, True, {"touches": 1})
    assert stored.everything(twins.journal) == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("anna silva", "ana silva"), 2, "Say --yes"),
        (("ana silva", "ana silva", "--yes"), 1, "are one entry already: Ana Silva"),
        (("nobody", "ana silva", "--yes"), 3, "nobody is called 'nobody'"),
        (("silva", "ben", "--yes"), 4, "2 people could be meant"),
    ],
)
def test_what_cannot_be_merged_is_refused_and_changes_nothing(
    twins: Care, words: tuple[str, ...], code: int, said: str
) -> None:
    before = stored.everything(twins.journal)
    assert said in refused(twins("merge", *words), code)
    assert stored.everything(twins.journal) == before


def test_dupes_shows_the_pair_until_it_is_said_that_they_are_two(twins: Care) -> None:
    (pair,) = twins("dupes", "--json").json
    assert (pair["how"], pair["gone"]["name"], pair["into"]["name"]) == (
        "likely",
        "Ana Silva",
        "Anna Silva",
    )
    assert pair["why"] == ["written otherwise: Ana and Anna", "both of Lagoon"]
    said = twins("dupes", "--not", pair["gone"]["id"], pair["into"]["id"])
    assert said.out == "Ana Silva and Anna Silva are two people · not shown as a pair again\n"
    assert twins("dupes", "--json").json == []
    assert "were already" in twins("dupes", "--not", "anna silva", "ana silva").out
    assert twins("undo", twins("undo", "--list", "--json").json[0]["id"]).code == 0
    assert len(twins("dupes", "--json").json) == 1
    refused(twins("dupes", "--not", "ben", "ben okoro"), 1)


def test_somebody_added_anyway_is_said_to_be_another(twins: Care) -> None:
    assert twins("add", "Ana Silva", "--company", "Lagoon", "--anyway").code == 0
    assert [
        {pair["gone"]["name"], pair["into"]["name"]} for pair in twins("dupes", "--json").json
    ] == [{"Ana Silva", "Anna Silva"}] * 2


def test_the_merge_that_dupes_tells_can_be_typed(twins: Care) -> None:
    line = twins("dupes").out.splitlines()[1].split("\t")[-1]
    assert line.startswith("care merge ")
    assert twins(*line.split()[1:], "--yes").code == 0
    assert twins("dupes", "--json").json == []


def test_only_so_many_pairs_are_shown_and_the_rest_is_counted(care: Care) -> None:
    for number in range(3):
        for first in ("Ana", "Anna"):
            assert care("add", f"{first} Costa{chr(97 + number)}", "--company", "Lagoon").code == 0
    done = care("dupes", "--limit", "1")
    assert (len(done.out.splitlines()), done.err) == (2, "and 2 more: care dupes --limit 3\n")
