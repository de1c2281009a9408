"""Where a name that is typed without quotes ends, and who is named in a note."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.people.in_notes import people_named, words_of_note
from caretrack.domain.people.leading import first_words, is_named_by
from caretrack.domain.people.names import Candidate, name_key


def somebody(name: str, *nicknames: str, id: str = "") -> Candidate:
    return Candidate(id or name, name, name_key(name), tuple(map(name_key, nicknames)))


@pytest.mark.parametrize(
    ("typed", "name", "is_name"),
    [
        ("ana silva", "Ana Silva", True),
        ("Ana Silva", "ANA SILVA", True),
        ("silva ana", "Ana Silva", True),
        ("silva, ana", "Ana Silva", True),
        ("ana silva", "Silva, Ana", True),
        ("ana silva lunch", "Ana Silva", False),
        ("ana sil", "Ana Silva", False),
        ("ana ana", "Ana Silva", False),
        ("an silva", "Ana Silva", False),
        ("ana s.", "Ana Silva", True),
        ("ana t.", "Ana Silva", False),
        ("ana s", "Ana Silva", False),
        ("ana s", "Ana S", True),
        ("a. silva", "Ana Silva", False),
        ("dr ida holm", "Ida Holm", True),
        ("prof. dr. ida holm", "Dr. Ida Holm", True),
        ("dr holm", "Ida Holm", False),
        ("ida holm phd", "Ida Holm", True),
        ("ida holm rang", "Ida Holm", False),
        ("j r smith", "J.R. Smith", True),
        ("j.r. smith", "J.R. Smith", True),
        ("j. r. smith", "JR Smith", True),
        ("jr smith", "J. R. Smith", True),
        ("st john", "St. John", True),
        ("mary st john", "Mary St. John", True),
        ("lars van den berg", "Lars van den Berg", True),
        ("lars van den", "Lars van den Berg", False),
        ("lars berg", "Lars van den Berg", True),
        ("lars van", "Lars van den Berg", False),
        ("sean o'brien", "Sean O’Brien", True),
        ("sean obrien", "Sean O’Brien", True),
        ("sean o brien", "Sean O’Brien", True),
        ("jean-luc picard", "Jean-Luc Picard", True),
        ("jean luc", "Jean-Luc Picard", True),
        ("jones will", "Will Jones", False),
        ("jones, will", "Will Jones", True),
        ("will jones", "Will Jones", True),
        ("ana maria", "Ana Maria Souza", True),
        ("王 小明", "王 小明", True),
        ("太郎 山田", "山田 太郎", True),
    ],
)
def test_words_belong_to_a_name_if_each_is_a_word_of_it(
    typed: str, name: str, is_name: bool
) -> None:
    assert is_named_by(typed.split(), somebody(name), bare_initials=False) == is_name


def test_a_nickname_and_the_last_name_belong_together() -> None:
    ben = somebody("Benjamin Okoro", "Ben", "Big B")
    for typed in ("ben okoro", "big b", "benjamin okoro", "okoro ben"):
        assert is_named_by(typed.split(), ben, bare_initials=False), typed
    assert not is_named_by(["okoro", "rang"], ben, bare_initials=False)


def test_a_bare_letter_is_an_initial_only_where_the_first_word_does_not_tell() -> None:
    ana = somebody("Ana Silva")
    assert is_named_by(["ana", "s"], ana, bare_initials=True)
    assert not is_named_by(["ana", "s"], ana, bare_initials=False)
    assert not is_named_by(["ana", "s", "is"], ana, bare_initials=True)


def test_the_start_of_a_first_word_counts_only_where_it_was_found_so() -> None:
    lind = somebody("Anastasia Lind")
    assert is_named_by(["anas", "lind"], lind, bare_initials=False, starts=True)
    assert not is_named_by(["anas", "lind"], lind, bare_initials=False)


@pytest.mark.parametrize(
    ("typed", "pair"),
    [
        ("ana silva lunch", ("ana", "silva")),
        ("prof. dr. ida holm", ("ida", "holm")),
        ("Dr. Holm", ("holm", "")),
        ("dr", ("dr", "")),
        ("rossi, sean had", ("rossi", "sean")),
        ("j. r. smith", ("j", "r")),
        ("ana", ("ana", "")),
    ],
)
def test_people_are_looked_up_by_the_first_two_words_that_are_no_title(
    typed: str, pair: tuple[str, str]
) -> None:
    assert first_words(typed.split()) == pair


NAMES = st.lists(
    st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=3, max_size=8).filter(
        lambda word: word not in {"the", "von", "van", "den", "der", "del", "des", "dos", "das"}
    ),
    min_size=2,
    max_size=4,
    unique=True,
)


@given(NAMES)
def test_every_name_of_plain_words_is_the_run_that_is_its_own(words: list[str]) -> None:
    person = somebody(" ".join(words).title())
    assert is_named_by(words, person, bare_initials=False)
    assert not is_named_by([*words, "xlunch"], person, bare_initials=False)


PEOPLE = [
    somebody("Ana Silva"),
    somebody("Ben Okoro"),
    somebody("Benjamin Lund", "Benny"),
    somebody("Will Hart"),
    somebody("May Chen"),
    somebody("Hope Ode"),
    somebody("Dr. Eva Lind"),
    somebody("Seán O’Brien"),
    somebody("Anne-Marie Dupont"),
    somebody("Karl Marks"),
    somebody("Karl Weber"),
    somebody("Florence Ray"),
    somebody("王小明"),
    somebody("김민수"),
    somebody("Gil Ruiz", "Big G"),
    somebody("Mia"),
]


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ("lunch with Ben Okoro", ["Ben Okoro"]),
        ("lunch with ben okoro at the harbour", ["Ben Okoro"]),
        ("lunch with Okoro, Ben", ["Ben Okoro"]),
        ("lunch with Ben", ["Ben Okoro"]),
        ("Ben Okoro and Ben Okoro’s son, then Ben Okoro", ["Ben Okoro"]),
        ("lunch with ben", []),
        ("Ben came too", ["Ben Okoro"]),
        ("BEN CAME TOO", []),
        ("we saw Benny and Ben", ["Benjamin Lund", "Ben Okoro"]),
        ("benny was there", []),
        ("Will rang about the boat", []),
        ("I will call her. Will she come?", []),
        ("lunch with Will", ["Will Hart"]),
        ("will hart came along", ["Will Hart"]),
        ("we hope to meet in May", []),
        ("from March to May", []),
        ("tea with May", ["May Chen"]),
        ("her hope is that Hope comes", ["Hope Ode"]),
        ("coffee with Eva Lind and her team", ["Dr. Eva Lind"]),
        ("coffee with Dr. Lind, Eva", ["Dr. Eva Lind"]),
        ("Sean O'Brien brought the plans", ["Seán O’Brien"]),
        ("met Anne-Marie at the door", ["Anne-Marie Dupont"]),
        ("met anne marie dupont", ["Anne-Marie Dupont"]),
        ("Karl was there", []),
        ("Karl Weber was there", ["Karl Weber"]),
        ("Ben's sister is ill", []),
        ("Ben Okoro’s sister is ill", []),
        ("we spoke about Ben", []),
        ("we spoke about Ben Okoro", []),
        ("the fair in Florence", []),
        ("Florence and Ben were there", ["Florence Ray", "Ben Okoro"]),
        ("big g was there", ["Gil Ruiz"]),
        ("Mia starts school", ["Mia"]),
        ("和王小明吃饭", ["王小明"]),
        ("김민수와 점심", ["김민수"]),
        ("Benedict and Willow", []),
        ("", []),
        ("?!", []),
    ],
)
def test_whoever_is_named_in_a_note_is_seen(note: str, named: list[str]) -> None:
    assert [person.name for person in people_named(note, PEOPLE)] == named


def test_who_is_known_to_have_been_there_is_not_named_again() -> None:
    assert people_named("Ana Silva and Ana laughed", PEOPLE, {"Ana Silva"}) == []
    both = [somebody("Ben Okoro"), somebody("Ben Lund")]
    assert people_named("Ben had news", both, {"Ben Lund"}) == []


@given(st.text())
def test_no_note_breaks_the_search(note: str) -> None:
    assert all(person in PEOPLE for person in people_named(note, PEOPLE))
    assert all(" " not in word.key for word in words_of_note(note))


def test_words_that_are_one_name_are_no_part_of_another() -> None:
    people = [somebody("Ana Maria"), somebody("Maria Silva")]
    assert [person.name for person in people_named("Ana Maria Silva came", people)] == ["Ana Maria"]
