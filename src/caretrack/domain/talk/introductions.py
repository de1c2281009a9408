"""Whom to introduce: two people who share a worry, a goal or a hobby but are strangers (S3.4).

The rule, in full. Worries, challenges and goals are compared with each other, hobbies and passions
with each other. Two facts share a subject if a word that matters is in both. Words are compared by
their stem, so that "runs marathons" and "a marathon in spring" share one. A word matters unless it
is about everybody's work ("team", "customers") or free time ("friends", "travel"), or it is a word
of grammar, time or measure. A word that is in more than COMMON facts introduces nobody. The rarer
the shared words, the better the idea.

Only facts count that were told or noticed and still hold, of people who are not archived. No fact
counts in a category that they declined or you closed, nor one that shares a word with what is not
to be raised with them (S2.6). Two people know each other if they have a tie, work for one company,
or were in a caring touch together: one that introduced them, or any with no crowd.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from caretrack.domain.language.stems import stem, stop_words
from caretrack.domain.people.names import company_key, name_key
from caretrack.domain.talk.categories import NOT_RAISED, PLAY, TABLE, WORK, category
from caretrack.words import word_set

# The categories that are compared with each other: at work, and at play.
COMPARED = {
    field: tuple(row.name for row in TABLE if row.shared_as == field) for field in (WORK, PLAY)
}
COMMON = 40
LONGEST_WORD = 40


class PersonToIntroduce(NamedTuple):
    """A person who could be introduced. People who are not listed cannot be."""

    id: str
    name: str
    company: str | None


class FactToShare(NamedTuple):
    """A fact, as far as the rule needs it."""

    id: str
    person_id: str
    category: str
    text: str
    source: str


class Introduction(NamedTuple):
    """Two people who could be introduced, and the fact of each.

    `shared` are the words of the first fact that both share, the rarest first.
    """

    one: PersonToIntroduce
    other: PersonToIntroduce
    fact: FactToShare
    other_fact: FactToShare
    shared: tuple[str, ...]


def words_of(text: str) -> dict[str, str]:
    """Return the words of a text that can be shared, by their stem."""
    found: dict[str, str] = {}
    silent = _silent()
    for word in re.findall(r"[^\W_]+", text.casefold()):
        key = word if word.isascii() else name_key(word)
        if (
            len(key) > 1
            and key not in silent
            and not word.isdecimal()
            and len(word) <= LONGEST_WORD
        ):
            found.setdefault(stem(key), word)
    return found


def telling(fact: FactToShare) -> dict[str, str]:
    """Return the words of a fact that may introduce two people, by their stem."""
    plain = _plain("at play" if category(fact.category).shared_as == PLAY else "at work")
    return {root: word for root, word in words_of(fact.text).items() if root not in plain}


@cache
def _silent() -> frozenset[str]:
    return stop_words() | word_set("stems", "silent")


@cache
def _plain(where: str) -> frozenset[str]:
    """Return the stems of what nearly every fact is made of, "at work" or "at play"."""
    return frozenset(map(stem, word_set("stems", f"plain {where}")))


class _Subject(NamedTuple):
    fact: FactToShare
    play: bool
    words: dict[str, str]


def find_introductions(
    facts: Iterable[FactToShare],
    people: Mapping[str, PersonToIntroduce],
    acquainted: Container[tuple[str, str]],
    about: str | None = None,
    most: int | None = None,
) -> tuple[list[Introduction], int]:
    """Return the `most` best introductions, best first, and how many there are.

    With `about`, an id, only those of that person, who then comes first in each; else the two of
    each stand in the order of their names. `acquainted` are the pairs of ids, the lesser first, of
    people who know each other. `facts` are those of COMPARED categories and boundaries, with what
    was declined or closed; with `about`, facts that share a word with theirs are enough.
    """
    subjects = _subjects(facts, people)
    places = _places(subjects)
    companies = {person.id: company_key(person.company or "") for person in people.values()}
    best: dict[tuple[str, str], tuple[float, str, int, int]] = {}
    for (one, other), score in _scores(subjects, places, about).items():
        pair = _pair(subjects[one].fact.person_id, subjects[other].fact.person_id)
        found = (-round(score, 9), min(subjects[one].fact.id, subjects[other].fact.id), one, other)
        if pair not in best or found < best[pair]:
            best[pair] = found
    rank = {person.id: (person.id != about, person.name, person.id) for person in people.values()}
    rows: list[tuple[float, list[tuple[tuple[bool, str, str], int]]]] = []
    for (first, second), (score, _, one, other) in best.items():
        if (first, second) not in acquainted and not (
            companies[first] and companies[first] == companies[second]
        ):
            sides = sorted(
                [
                    (rank[subjects[one].fact.person_id], one),
                    (rank[subjects[other].fact.person_id], other),
                ]
            )
            rows.append((score, sides))
    rows.sort()
    return [
        _idea(subjects[one], subjects[other], places, people)
        for _, ((_, one), (_, other)) in rows[:most]
    ], len(rows)


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _idea(
    one: _Subject,
    other: _Subject,
    places: Mapping[tuple[bool, str], Sequence[int]],
    people: Mapping[str, PersonToIntroduce],
) -> Introduction:
    roots = [
        root for root in one.words if root in other.words and len(places[one.play, root]) <= COMMON
    ]
    roots.sort(key=lambda root: len(places[one.play, root]))
    shared = tuple(one.words[root] for root in roots)
    return Introduction(
        people[one.fact.person_id], people[other.fact.person_id], one.fact, other.fact, shared
    )


def _subjects(
    facts: Iterable[FactToShare], people: Mapping[str, PersonToIntroduce]
) -> list[_Subject]:
    """Return the facts that can be compared, without those that must be left alone."""
    facts = [fact for fact in facts if fact.person_id in people]
    silent = {
        (fact.person_id, fact.category) for fact in facts if fact.source in {"declined", "closed"}
    }
    left_alone: dict[str, set[str]] = {}
    for fact in facts:
        if fact.category in NOT_RAISED:
            left_alone.setdefault(fact.person_id, set()).update(words_of(fact.text))
    return [
        _Subject(fact, category(fact.category).shared_as == PLAY, telling(fact))
        for fact in facts
        if category(fact.category).shared_as
        and (fact.person_id, fact.category) not in silent
        and (
            fact.person_id not in left_alone
            or left_alone[fact.person_id].isdisjoint(words_of(fact.text))
        )
    ]


def _places(subjects: Sequence[_Subject]) -> dict[tuple[bool, str], list[int]]:
    """Return where each stem is found, at play (True) and at work (False)."""
    places: dict[tuple[bool, str], list[int]] = {}
    for number, subject in enumerate(subjects):
        for root in subject.words:
            places.setdefault((subject.play, root), []).append(number)
    return places


def _scores(
    subjects: Sequence[_Subject],
    places: Mapping[tuple[bool, str], Sequence[int]],
    about: str | None,
) -> dict[tuple[int, int], float]:
    """Return how much each two facts of different people share: the rarer a word, the more."""
    found: dict[tuple[int, int], float] = {}
    for numbers in places.values():
        if 2 <= len(numbers) <= COMMON:
            for place, one in enumerate(numbers):
                person = subjects[one].fact.person_id
                for other in numbers[place + 1 :]:
                    beside = subjects[other].fact.person_id
                    if person != beside and (about is None or about in (person, beside)):
                        found[one, other] = found.get((one, other), 0.0) + 1 / len(numbers)
    return found
