import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.language.sentences import has_name, point, sentences, weight
from caretrack.domain.model import Fact
from caretrack.domain.talk.said import (
    Heard,
    answered_in,
    in_short,
    last_said,
    without_merges,
)

TODAY = date(2026, 11, 21)
WORK = "spent an hour on the exports, read the logs line by line, went through all open tickets"

AN_AFTERNOON = (
    "spent the whole long afternoon with the lists of the warehouse to hear at the very end"
)


def ago(days):
    return TODAY - timedelta(days=days)


def heard(note, days=19):
    return Heard("note", ago(days), note)


def fact(text, category="family", days=19, source="told", retired=None):
    return Fact("fact", "ana", category, text, source, ago(days), None, retired)


def said(*notes, facts=(), retired=()):
    found = last_said(
        [heard(note, 19 + 10 * age) for age, note in enumerate(notes)], facts, retired
    )
    return found and found[1]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("one. two", ["one.", "two"]),
        ("One! Two? Three… four", ["One!", "Two?", "Three…", "four"]),
        (
            "met Dr. Holm and J. Smith of St. John. nice",
            ["met Dr. Holm and J. Smith of St. John.", "nice"],
        ),
        ("3.5 t of coffee", ["3.5 t of coffee"]),
        ("tired\nand sad", ["tired and sad"]),
        ("- first\n- second", ["first", "second"]),
        ("all well - his dog died", ["all well", "his dog died"]),
        ("她换了工作。很高兴", ["她换了工作。", "很高兴"]),
        (" . \n ", []),
    ],
)
def test_a_note_has_sentences(note, told):
    assert sentences(note) == told


@pytest.mark.parametrize(
    ("note", "point"),
    [
        ("his daughter starts at Leeds in January", "his daughter starts at Leeds in January"),
        ("found the bug. his dog died", "found the bug. his dog died"),
        (f"{WORK}, found the bug. his dog died", "his dog died"),
        (
            f"{WORK}. Her mother had a stroke. She is exhausted. {WORK}",
            "Her mother had a stroke. She is exhausted.",
        ),
        (
            f"{WORK} and in the end he said that his brother marries in June",
            "…in the end he said that his brother marries in June",
        ),
        (f"Her son plays the cello. {WORK}. {WORK}.", "Her son plays the cello."),
        (f"{WORK}. They move to Porto. {WORK}", "They move to Porto."),
        (f"{WORK}. The audit is on 4 Dec. {WORK}", "The audit is on 4 Dec."),
        (f"{WORK}. She was proud. {WORK}", "She was proud."),
        (
            f"{WORK}. She was proud. Her mother had a stroke. {WORK}",
            "She was proud. Her mother had a stroke.",
        ),
        (f"Her mother had a stroke. She was proud, {WORK}", "Her mother had a stroke."),
        (f"She was proud, {WORK}. Her mother had a stroke", "Her mother had a stroke"),
        (f"{AN_AFTERNOON} that his landlord died", "…that his landlord died"),
        (
            f"{AN_AFTERNOON} that his landlord died of a fever that no doctor of the whole valley"
            " had ever heard of before",
            "…that his landlord died of a fever that no doctor of the whole valley"
            " had ever heard of…",
        ),
        ("tea; his landlord has died", "tea; his landlord has died"),
        ("quick call", None),
        ("coffee, nice chat", None),
        ("https://example.org/x?y=z", None),
    ],
)
def test_a_note_comes_back_cut_to_its_point(note, point):
    assert said(note) == point


@pytest.mark.parametrize(
    ("text", "holds_one"),
    [
        ("met her at Leeds", True),
        ("met Ana Silva of Lagoon Foods", True),
        ("Leeds is cold", False),
        ("MET HER AT LEEDS", False),
        ("Met Her At Leeds", False),
    ],
)
def test_a_name_is_known_by_its_capital_unless_most_words_have_one(text, holds_one):
    assert has_name(text) is holds_one


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (", " + "x" * 130, "x" * 39 + "…"),
        ("x" * 130 + " daughter died", "…daughter died"),
        ("in the " + "x" * 130 + " daughter died", "…daughter died"),
    ],
)
def test_a_word_that_leaves_no_room_for_the_point_is_left_out(note: str, told: str) -> None:
    assert point(sentences(note), 40) == told


def test_a_sentence_that_ends_in_its_own_sign_gets_no_full_stop() -> None:
    assert point(["她换了工作！", "很高兴"], 60) == "她换了工作！ 很高兴"


def test_of_a_mail_the_greeting_and_the_signature_do_not_come_back():
    mail = (
        "Dear Ana,\n\nthank you for the evening. My daughter Mia starts school next week and "
        "cannot sleep for joy.\n\nBest wishes\nBen\n-- \nBen Okoro\nLagoon Foods, Hamburg"
    )
    assert said(mail) == "My daughter Mia starts school next week and cannot sleep for joy."


def test_the_newest_note_comes_back_and_one_that_tells_nothing_takes_up_no_older_one():
    assert said("a new boat", "his son plays the cello") == "a new boat"
    assert said("quick call", "his son plays the cello") == "his son plays the cello"
    assert said("quick call") is None
    assert said("a new boat", "the boat is old", facts=[fact("a new boat")]) is None
    assert said() is None


@pytest.mark.parametrize(
    ("note", "facts", "left"),
    [
        ("her daughter Mia starts school in May", [fact("daughter Mia starts school")], None),
        ("her daughter Mia starts school", [fact("daughter Mia starts school", days=0)], None),
        (
            "her daughter Mia starts school",
            [fact("daughter Mia starts school", days=20)],
            "her daughter Mia starts school",
        ),
        (
            "her daughter Mia starts school, worried about the audit",
            [fact("daughter Mia starts school")],
            "worried about the audit",
        ),
        (
            "tea with Eva and Ben, her daughter Mia starts school",
            [fact("daughter Mia starts school")],
            "tea with Eva and Ben",
        ),
        (
            "met Eva at the fair, her daughter Mia starts school, worried about the audit",
            [fact("daughter Mia starts school")],
            "met Eva at the fair, worried about the audit",
        ),
        ("the harbour is frozen", [fact("daughter Mia")], "the harbour is frozen"),
        (
            "the old harbour froze over again",
            [fact("rows in the harbour")],
            "the old harbour froze over again",
        ),
    ],
)
def test_a_fact_that_says_what_the_note_says_takes_it_up(note, facts, left):
    assert said(note, facts=facts) == left


def test_what_was_retired_after_the_note_does_not_come_back():
    gone = fact("daughter Mia starts school", days=30, retired=ago(3))
    assert said("her daughter Mia starts school", retired=[gone]) is None
    before = gone._replace(retired_on=ago(25))
    assert said("her daughter Mia starts school", retired=[before]) is not None


@pytest.mark.parametrize(
    ("limit", "note", "left"),
    [
        (fact("his brother", "boundary"), "his brother's case is lost. tired", "tired"),
        (
            fact("his brother", "boundary"),
            "asked of his brother. He is in prison. Mia sings",
            "Mia sings",
        ),
        (fact("do not raise the divorce", "boundary"), "separated from Jo now", None),
        (fact("do not raise the divorce", "boundary"), "got a raise", "got a raise"),
        (fact("", "family", source="declined"), "his daughter sings", None),
        (
            fact("", "family", source="closed"),
            "his daughter sings. moved to Porto",
            "moved to Porto",
        ),
        (
            fact("", "family", source="closed", retired=ago(1)),
            "his daughter sings",
            "his daughter sings",
        ),
    ],
)
def test_what_is_to_be_left_alone_does_not_come_back(limit, note, left):
    assert said(note, facts=[limit]) == left
    assert in_short(note, [limit]) == (left or "")


def test_a_note_answers_a_question_at_least_a_little():
    assert answered_in([heard("worried about the audit"), heard("needs a nurse")]) == {
        "worry",
        "need",
    }
    assert answered_in([]) == set()


WORDS = st.sampled_from(
    [
        *WORK.split(),
        "daughter",
        "died",
        "Porto",
        "in",
        "June",
        "and",
        ",",
        ".",
        "worried",
        "x" * 130,
    ]
)


@given(st.lists(WORDS, min_size=1).map(" ".join), st.integers(40, 120))
def test_a_point_fits_and_never_ends_within_a_word(text, width):
    parts = sentences(text)
    if not parts:
        return
    cut = point(parts, width)
    assert 0 < len(cut) <= width
    known = {word.strip(" ,;:.-–—") for word in text.split()}
    words = [word.strip(" ,;:.-–—…") for word in cut.split()]
    assert all(word in known or len(word) > 38 for word in words)


@given(st.lists(WORDS.filter(lambda word: len(word) < 40), min_size=1).map(" ".join))
def test_a_text_with_substance_is_never_cut_before_it(text):
    parts = sentences(text)
    if max(map(weight, parts), default=0):
        assert weight(point(parts, 60)) > 0


@pytest.mark.parametrize(
    "note", ["." * 99_999, "a.b." * 24_000, "a" + " " * 99_990 + "b", "a." + "-" * 99_990 + "b"]
)
def test_a_long_note_of_signs_is_read_in_a_moment(note: str) -> None:
    start = time.process_time()
    sentences(note)
    weight(note)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("likes tea", "likes tea"),
        ("(Merged from Anna, Sat 21 Nov 2026: service B)", ""),
        (
            "likes tea\n(Merged from Anna, Sat 21 Nov 2026: role CFO)\nhates rum",
            "likes tea\nhates rum",
        ),
    ],
)
def test_what_a_merge_wrote_nobody_said(note: str, left: str) -> None:
    assert without_merges(note) == left


@pytest.mark.parametrize(
    ("note", "names_a_day"),
    [
        ("lunch there", False),
        ("lunch tomorrow", True),
        ("lunch in may", True),
        ("lunch on 3rd of may", True),
        ("lunch 3 may", True),
        ("lunch may 3", True),
        ("lunch may 2019", False),
        ("300 may come to lunch", False),
        ("lunch since 2019", True),
        ("room 2019", False),
        ("lunch 3/11", True),
        ("lunch 27.11.", True),
        ("room 12 of 14", False),
        ("lunch 3. 14", False),
    ],
)
def test_a_note_that_names_a_day_tells_something(note: str, names_a_day: bool) -> None:
    assert bool(weight(note)) == names_a_day
