"""Whom `care dupes` compares: as many pairs as there are people, and none is lost by it."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caretrack.domain.people import duplicates as rule
from caretrack.domain.people.blocking import pairs_to_compare
from caretrack.domain.people.prepared import Known, prepare

FIRST = ["Alfred", "Berta", "Sophia", "Sofia", "Bob", "Robert", "Jürgen", "Juergen", "Wei"]
LAST = ["Abendroth", "Müller", "Mueller", "Castellano", "Dvořáček", "O'Hara", "Fitzgerald"]


def with_a_slip(word: str, place: int, sort: int) -> str:
    """One letter wrong, missing, too many, or changed places with the next."""
    here, rest = 1 + place % (len(word) - 1), "x"
    return (
        word[:here] + rest + word[here + 1 :],
        word[:here] + word[here + 1 :],
        word[:here] + rest + word[here:],
        word[:here] + word[here + 1 : here + 2] + word[here] + word[here + 2 :],
    )[sort]


last_names = st.builds(
    lambda last, slip: with_a_slip(last, *slip) if slip else last,
    st.sampled_from(LAST),
    st.none() | st.tuples(st.integers(0, 9), st.integers(0, 3)),
)
whole_names = st.builds(
    lambda pattern, first, last: pattern.format(first, last, first[0]),
    st.sampled_from(["{0} {1}", "Dr. {0} {1}", "{1}, {0}", "{2}. {1}", "{0}", "{0} von {1}"]),
    st.sampled_from(FIRST),
    last_names,
)
people_lists = st.lists(
    st.builds(
        Known,
        st.just(""),
        whole_names | st.text(min_size=1, max_size=9),
        st.sampled_from([None, None, "Nord GmbH", "Lagoon", "Lagoon Foods"]),
        st.lists(st.sampled_from(["Bobby", "Sophia Kranz", "Wei"]), max_size=1).map(tuple),
        st.lists(
            st.builds(
                "{}@{}".format,
                st.sampled_from(["office", "castellano", "b.miller", "x"]),
                st.sampled_from(["gmail.com", "nord.example", "lagoon.example"]),
            ),
            max_size=2,
        ).map(tuple),
        st.lists(st.sampled_from(["030 901820", "+49 30 901820", "030 555 0100"]), max_size=1).map(
            tuple
        ),
    ),
    max_size=12,
).map(lambda people: [one._replace(id=f"id{number}") for number, one in enumerate(people)])


@settings(max_examples=120)
@given(people_lists)
def test_what_is_not_compared_word_by_word_would_be_no_pair(people: list[Known]) -> None:
    """The look at companies and hosts, which comes first, leaves out nothing that counts."""
    found = rule.duplicates(people)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rule, "_may_be_one", lambda one, other, *, common: True)
        assert rule.duplicates(people) == found


@settings(max_examples=120)
@given(
    st.sampled_from(FIRST),
    st.sampled_from(LAST),
    st.integers(0, 9),
    st.integers(0, 3),
    st.booleans(),
)
def test_a_slip_that_the_rule_accepts_is_compared(
    first: str, last: str, place: int, sort: int, turned: bool
) -> None:
    """All pairs are the reference: who is a pair to the rule has a key in common."""
    other = with_a_slip(last, place, sort)
    names = [f"{first} {last}", f"{other}, {first}" if turned else f"{first} {other}"]
    ready = prepare([Known(f"id{number}", name) for number, name in enumerate(names)], "")
    accepted = [
        (one, two)
        for one, two in combinations(range(len(ready)), 2)
        if rule._compare(ready[one], ready[two])
    ]
    assert set(accepted) <= set(pairs_to_compare(ready))


PARTS_AND_WHOLES = """
Ana|Ana|Silva|A. Silva|Ana S.|Ana Silva|Silva, Ana|Ana von Silva|Ana Silva jr|Ana Okoro
|Maria Ana Okoro|A. B. Silva|Ana (Maria) Okoro
""".replace("\n", "").split("|")

parts_and_wholes = st.lists(
    st.builds(
        Known,
        st.just(""),
        st.sampled_from(PARTS_AND_WHOLES),
        st.sampled_from([None, None, "Nord", "Nord GmbH", "Nord Bank", "Lagoon"]),
        st.lists(st.sampled_from(["Maria", "Ana", "Wei", "Maria Silva"]), max_size=1).map(tuple),
        st.lists(
            st.sampled_from(["ana@nord.example", "a.silva@nord.example", "a.silva@lagoon.example"]),
            max_size=1,
        ).map(tuple),
    ),
    max_size=16,
).map(lambda people: [one._replace(id=f"id{number}") for number, one in enumerate(people)])


@settings(max_examples=300)
@given(parts_and_wholes)
def test_of_parts_of_names_everybody_is_found_whom_comparing_all_would_find(
    people: list[Known],
) -> None:
    """Whoever is in enough weak pairs is not compared again, and no answer hangs on that."""
    found = rule.duplicates(people)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            rule, "pairs_to_compare", lambda people, weak: combinations(range(len(people)), 2)
        )
        assert rule.duplicates(people) == found


def test_hundreds_of_first_names_are_compared_with_few_of_those_who_may_be_meant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compare, counts = rule._compare, []
    for number in (400, 800):
        calls = 0

        def counted(*pair: object) -> object:
            nonlocal calls
            calls += 1
            return compare(*pair)  # type: ignore[arg-type]

        monkeypatch.setattr(rule, "_compare", counted)
        people = [
            Known(f"id{place}", name)
            for place in range(number)
            for name in ("Ana", f"Ana {chr(97 + place % 26)}x{place}y")
        ]
        assert rule.duplicates(people) == []
        counts.append(calls)
    assert counts[1] <= 2.5 * counts[0]
    assert counts[1] <= 10 * 1_600


def test_each_pair_comes_once_those_of_the_first_before_others() -> None:
    names = ["Ana Silva", "Ana", "A. Silva", "Ana Silva-Okoro", "Ana Sivla"]
    pairs = list(pairs_to_compare(prepare([Known(name, name) for name in names], "")))
    assert len(pairs) == len(set(pairs))
    assert all(one < other for one, other in pairs)
    assert [one for one, _ in pairs] == sorted(one for one, _ in pairs)
    assert {(0, 1), (0, 2), (0, 3)} <= set(pairs)


def made_up(number: int) -> list[Known]:
    """So many people, of names that become no rarer: thousands of each surname's sound."""
    chance = random.Random(7)
    syllables = [one + two for one in "bdfgklmnprstvz" for two in "aeio"]
    firsts, lasts = (
        ["".join(chance.choices(syllables, k=length)).title() for _ in range(count)]
        for length, count in ((2, 100), (3, 300))
    )
    return [
        Known(
            f"id{place}",
            f"{chance.choice(firsts)} {chance.choice(lasts)}",
            f"Firm{chance.randrange(90)}",
            (),
            (f"{place}@firm.example",),
        )
        for place in range(number)
    ]


def test_twice_the_people_are_compared_word_by_word_at_most_about_twice_as_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compare, counts = rule._compare, []
    for number in (4_000, 8_000):
        calls = 0

        def counted(*pair: object) -> object:
            nonlocal calls
            calls += 1
            return compare(*pair)  # type: ignore[arg-type]

        monkeypatch.setattr(rule, "_compare", counted)
        rule.duplicates(made_up(number))
        counts.append(calls)
    assert counts[1] <= 2.5 * counts[0] + 1_000
    assert counts[1] <= 2 * 8_000
