"""Texts sent to others are found for a draft: by the index, and only comparable ones."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caretrack.domain.draft.pasted import nearest, pairs
from caretrack.journal import people, search, touches
from caretrack.journal.connection import Journal, open_journal
from caretrack.journal.delete_entry import delete_entry
from labelled import pasted_letters

NAMES, SENT, COPIES, _ = pasted_letters()
LAUNCH, SCHOOL = SENT["launch"], SENT["school"]
TODAY = date(2026, 11, 21)


@pytest.fixture
def journal(journal_path: Path) -> Any:
    with open_journal(journal_path, TODAY, make=True) as journal:
        with journal.change("test"):
            for name in ("Ana Silva", "Ben Okoro", "Cem Kaya"):
                people.add(journal, name)
        yield journal


def log(journal: Journal, note: str, *names: str, **values: Any) -> str:
    given = {
        "happened_on": TODAY,
        "kind": "checkin",
        "channel": "email",
        "from_them": False,
        "mood": None,
        **values,
    }
    with journal.change("log"):
        return touches.add(
            journal,
            [people.find(journal, name).id for name in names or ("ben",)],
            note=note,
            **given,
        ).id


def found(journal: Journal, draft: str, but_not: str | None = "ana") -> list[str]:
    who = people.find(journal, but_not).id if but_not else None
    return [text.id for text in search.find_sent(journal, pairs(draft, NAMES), who)]


@pytest.mark.parametrize(
    ("text", "draft"), [case[1:] for case in COPIES], ids=[case[0] for case in COPIES]
)
def test_every_copy_of_the_table_is_among_what_is_read(
    journal: Journal, text: str, draft: str
) -> None:
    for _ in range(3):
        log(
            journal,
            "Thank you for the list. I look forward to hearing from you soon, and please let me "
            "know if there is anything to do.",
        )
    wanted = log(journal, text)
    texts = search.find_sent(journal, pairs(draft, NAMES), people.find(journal, "ana").id)
    near = nearest(draft, texts, NAMES)
    assert near
    assert (near.sent.id, near.sent.to, near.sent.on) == (wanted, ("Ben Okoro",), TODAY)


@pytest.mark.parametrize("channel", ["email", "chat", "letter"])
def test_what_was_written_is_compared(journal: Journal, channel: str) -> None:
    assert found(journal, LAUNCH) == []
    assert found(journal, LAUNCH) != [log(journal, LAUNCH, channel=channel)] != []
    assert len(found(journal, LAUNCH)) == 1


@pytest.mark.parametrize(
    "values",
    [{"channel": "call"}, {"channel": "meeting"}, {"channel": "other"}, {"from_them": True}],
    ids=str,
)
def test_what_was_not_written_by_you_is_not(journal: Journal, values: dict[str, Any]) -> None:
    log(journal, LAUNCH, **values)
    assert found(journal, LAUNCH) == []


def test_what_was_sent_to_the_same_person_is_not_alone_nor_with_others(journal: Journal) -> None:
    log(journal, LAUNCH, "ana")
    log(journal, LAUNCH, "ben", "ana")
    assert found(journal, LAUNCH) == []
    assert len(found(journal, LAUNCH, None)) == 2


def test_a_deleted_touch_and_one_of_somebody_deleted_are_not(journal: Journal) -> None:
    ben, cem = log(journal, LAUNCH, "ben"), log(journal, LAUNCH, "cem")
    assert set(found(journal, LAUNCH)) == {ben, cem}
    with journal.change("delete"):
        delete_entry(journal, "touches", ben)
        delete_entry(journal, "people", people.find(journal, "cem").id)
    assert found(journal, LAUNCH) == []


def test_an_archived_person_was_written_to_all_the_same(journal: Journal) -> None:
    touch = log(journal, LAUNCH)
    with journal.change("archive"):
        people.change(journal, people.find(journal, "ben").id, {"archived_on": TODAY})
    assert found(journal, LAUNCH) == [touch]


def test_everybody_it_went_to_is_named_in_order(journal: Journal) -> None:
    log(journal, LAUNCH, "cem", "ben")
    assert [text.to for text in search.find_sent(journal, pairs(LAUNCH, NAMES), None)] == [
        ("Cem Kaya", "Ben Okoro")
    ]


def test_what_has_more_of_the_draft_comes_first_and_the_newest_of_equals(journal: Journal) -> None:
    less = log(journal, SCHOOL + LAUNCH[:300])
    older, newer = log(journal, LAUNCH), log(journal, LAUNCH)
    assert found(journal, LAUNCH) == [newer, older, less]


def test_calls_that_are_many_do_not_hide_a_letter(journal: Journal) -> None:
    letter = log(journal, LAUNCH)
    with journal.change("log"):
        ben = people.find(journal, "ben").id
        for _ in range(search.MOST_READ + 5):
            touches.add(
                journal,
                [ben],
                happened_on=TODAY,
                kind="checkin",
                channel="call",
                from_them=False,
                mood=None,
                note=LAUNCH,
            )
    assert found(journal, LAUNCH) == [letter]


def test_a_mail_to_very_many_is_found_by_its_newest(journal: Journal) -> None:
    with journal.change("log"):
        ben = people.find(journal, "ben").id
        for _ in range(search.MOST_OF_PAIR + 5):
            touches.add(
                journal,
                [ben],
                happened_on=TODAY,
                kind="newsletter",
                channel="email",
                from_them=False,
                mood=None,
                note=LAUNCH,
            )
    newest = log(journal, LAUNCH)
    ids = found(journal, LAUNCH)
    assert (len(ids), ids[0]) == (search.MOST_READ, newest)


@pytest.mark.parametrize(
    "word",
    ['"', "", "____", "OR", "NOT", "NEAR", "a*", "(c)", "{d}", "漢", "\x1b[2J", "one two", ", 3)"],
)
def test_nothing_in_a_draft_is_read_as_an_operator(journal: Journal, word: str) -> None:
    log(journal, "three OR four")
    assert search.find_sent(journal, [(word, "one"), ("one", word), (word, word)], None) in (
        [],
        search.find_sent(journal, [("OR", "OR")], None),
    )


def test_two_words_must_stand_as_near_together_as_in_the_draft(journal: Journal) -> None:
    near, far = (
        log(journal, "the harbour of the new marathon"),
        log(journal, "the harbour that was so very far from any marathon"),
    )
    assert (
        {text.id for text in search.find_sent(journal, [("Marathon", "HARBOUR")], None)}
        == {near}
        != {far}
    )
