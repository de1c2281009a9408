from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.draft import pasted
from caretrack.domain.draft.pasted import (
    LEAST_WORDS,
    LIMIT,
    PAIRS,
    SPAN,
    Near,
    Sent,
    nearest,
    pairs,
)
from caretrack.domain.language.own_words import body
from labelled import Compared, pasted_letters

NAMES, SENT, COPIES, OWN_WORDS = pasted_letters()
LAUNCH, SCHOOL, BIRTHDAY, RENEWED = (
    SENT[name] for name in ("launch", "school", "birthday", "renewed")
)
BEN = ("Ben Okoro",)


def sent(text: str, number: int = 1, to: tuple[str, ...] = BEN) -> Sent:
    return Sent(f"t{number}", date(2026, 11, number), to, text)


def near(draft: str, *texts: str) -> Near | None:
    return nearest(draft, [sent(text, number) for number, text in enumerate(texts, 1)], NAMES)


def share(draft: str, text: str) -> float:
    """The share of the draft's words that are the same, whatever the limits."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pasted, "LIMIT", 0)
        patch.setattr(pasted, "LEAST_WORDS", 1)
        found = near(draft, text)
    return found.share if found else 0.0


def named(cases: list[Compared]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("text", "draft"), [case[1:] for case in cases], ids=[case[0] for case in cases]
    )


@named(COPIES)
def test_a_copy_is_seen(text: str, draft: str) -> None:
    assert share(draft, text) >= LIMIT + 0.1
    assert near(draft, text)


@named(OWN_WORDS)
def test_a_letter_in_own_words_is_none(text: str, draft: str) -> None:
    assert near(draft, text) is None
    assert share(draft, text) <= LIMIT - 0.1 or len(draft.split()) < LEAST_WORDS


def test_no_copy_is_found_where_nothing_was_sent() -> None:
    assert nearest(LAUNCH, [], NAMES) is None


def test_the_nearest_is_named_and_the_newest_of_equals() -> None:
    partly = LAUNCH.replace("to ring each new shop", "to visit every young firm")
    found = near(LAUNCH, partly, LAUNCH, SCHOOL, LAUNCH, BIRTHDAY)
    assert found
    assert (found.sent.id, found.share) == ("t4", 1.0)


@pytest.mark.parametrize(
    ("one", "other", "nearest_id"),
    [
        (("t9", 2), ("t1", 5), "t1"),
        (("t1", 5), ("t9", 2), "t1"),
        (("t1", 5), ("t2", 5), "t2"),
        (("t2", 5), ("t1", 5), "t2"),
    ],
)
def test_the_newest_of_equally_near_texts_is_named_and_on_one_day_the_last_written(
    one: tuple[str, int], other: tuple[str, int], nearest_id: str
) -> None:
    texts = [Sent(id_, date(2026, 11, day), BEN, LAUNCH) for id_, day in (one, other)]
    found = nearest(LAUNCH, texts, NAMES)
    assert found
    assert found.sent.id == nearest_id


def test_three_words_in_a_row_are_the_same_and_two_are_not() -> None:
    words = [first + last for first in "bdfglmnprs" for last in ("an", "et", "is", "ol", "ud")]
    every_third = [word if at % 3 else "other" for at, word in enumerate(words)]
    every_fourth = [word if at % 4 else "other" for at, word in enumerate(words)]
    assert near(" ".join(words), " ".join(every_third)) is None
    assert near(" ".join(words), " ".join(every_fourth))


@pytest.mark.parametrize(("own", "seen"), [(15, True), (16, False)])
def test_a_draft_of_which_one_half_is_the_same_is_a_copy(own: int, seen: bool) -> None:
    same = " ".join("abcdefghijklmno")
    found = near(
        " ".join([same, *(f"{letter}{letter}" for letter in "abcdefghijklmnop"[:own])]), same
    )
    assert (found is not None) is seen
    assert not found or found.share == 0.5


@pytest.mark.parametrize(("reworded", "start"), [(2, "a"), (3, "i")])
def test_two_reworded_words_do_not_break_a_part_and_three_do(reworded: int, start: str) -> None:
    front, back = "a b c d e f g h", "i j k l m n o p q"
    draft = " ".join([front, *["other", "words", "here"][:reworded], back])
    found = near(draft, f"{front} {back}")
    assert found
    assert draft[found.start : found.end] == draft[draft.index(start) :]


def test_of_parts_of_one_length_the_first_is_shown() -> None:
    front, back = "a b c d e f g h", "i j k l m n o p"
    draft = f"{front} four words in between {back}"
    found = near(draft, f"{front} {back}")
    assert found
    assert draft[found.start : found.end] == front


def test_the_longest_part_that_is_the_same_is_shown() -> None:
    own = "How is Mia? Is the roof of the bakery dry again? "
    found = near(f"Hi Ana,\n\n{own}{RENEWED.split(chr(10) * 2)[1]}", RENEWED)
    assert found
    draft = f"Hi Ana,\n\n{own}{RENEWED.split(chr(10) * 2)[1]}"
    assert draft[found.start : found.end].startswith("Thank you for renewing.")
    assert draft[found.start : found.end].endswith("just answer this mail")
    assert 0.7 < found.share < 0.9


def test_a_reworded_word_does_not_break_a_part_but_a_sentence_of_their_own_does() -> None:
    letter = RENEWED.split("\n\n")[1]
    draft = letter.replace("next year", "coming year").replace(
        "No survey", "The cat has had her kittens, all grey but one. No survey"
    )
    found = near(draft, letter)
    assert found
    assert draft[found.start : found.end].startswith("Thank you for renewing.")
    assert draft[found.start : found.end].endswith("we start with that")


def test_a_name_in_the_middle_does_not_break_a_part() -> None:
    draft = SCHOOL.replace("Ben", "Ana").replace("Leo", "Mia")
    found = near(draft, SCHOOL.replace("Leo", "Ben"))
    assert found
    assert "Mia's first week" in draft[found.start : found.end]


@pytest.mark.parametrize(("words", "seen"), [(14, False), (15, True)])
def test_what_is_the_same_must_be_more_than_a_courtesy(words: int, seen: bool) -> None:
    text = " ".join("abcdefghijklmnopqrstuvwxyz"[:words])
    assert (near(text, text) is not None) is seen


def test_only_the_draft_counts_not_how_long_the_other_text_is() -> None:
    found = near(RENEWED, " ".join([LAUNCH, RENEWED, SCHOOL] * 3))
    assert found
    assert found.share == 1.0


def test_what_is_beyond_any_letter_is_not_read() -> None:
    assert near("word " * 5_000 + LAUNCH * 20, LAUNCH) is None


@pytest.mark.parametrize(
    "text",
    [
        "best " * 4_000,
        "> " * 10_000,
        "a\n" * 10_000,
        "kind regards\n" * 1_500,
        "x" * 20_000,
        "with my very " * 1_500,
        "wrote: " * 3_000,
    ],
)
def test_a_strange_text_takes_no_longer_than_a_letter(text: str) -> None:
    assert nearest(text, [sent(text)], ()) is None or len(text.split()) > LEAST_WORDS


def test_pairs_to_look_for_are_spread_over_the_draft_near_together_and_no_names_or_numbers() -> (
    None
):
    draft = LAUNCH.replace("Ben", "Ana").replace("forty", "40")
    found = pairs(draft, NAMES)
    words = body(draft).split()
    assert PAIRS - 2 <= len(found) <= PAIRS
    assert {"Ana", "40"}.isdisjoint(word for pair in found for word in pair)
    for one, other in found:
        places = [
            [at for at, word in enumerate(words) if word.strip(",.?") == wanted]
            for wanted in (one, other)
        ]
        assert min(abs(first - second) for first in places[0] for second in places[1]) < SPAN
    assert draft.index(found[0][0]) < 100
    assert draft.index(found[-1][0]) > 300
    assert ("thinking", "about") in found, "the long words, not the first that come"


def test_a_draft_of_four_words_has_one_pair_to_look_for() -> None:
    assert pairs("on orchards the harvest", NAMES) == [("orchards", "harvest")]


def test_a_name_with_an_apostrophe_is_not_looked_for() -> None:
    assert pairs("the wonderful Domino's stays open", ["Domino's"]) == []
    assert pairs("the wonderful Domino's stays open", []) == [("wonderful", "Domino's")]


@pytest.mark.parametrize("draft", ["", "Hi Ana,", "one two three", "one 2 three 4 five 6 seven 8"])
def test_a_draft_of_a_few_words_has_no_pairs_to_look_for(draft: str) -> None:
    assert pairs(draft, NAMES) == []


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("Hi Ana,\n\nis the roof dry?\n\nBest wishes\nTomás", "is the roof dry?"),
        (
            "On Fri, 20 Nov 2026, Ana wrote:\n> it rains\n> in\nShall I come?\n--\nTomás",
            "Shall I come?",
        ),
        ("worried about the budget", "worried about the budget"),
        (
            "Thanks!\n" + "A line of a long letter.\n" * 20,
            "Thanks!\n" + "A line of a long letter.\n" * 19 + "A line of a long letter.",
        ),
    ],
)
def test_the_body_is_what_was_said_and_stays_in_its_place(note: str, kept: str) -> None:
    assert body(note).strip() == kept
    assert len(body(note)) == len(note)


texts = st.text(st.sampled_from("ab ,.\n'’>-1é漢"), max_size=400) | st.lists(
    st.sampled_from(["the", "a", "school", "week", "of", "Ana", "Ben", "12", "best,", "regards"])
).map(" ".join)


@given(texts, texts)
def test_any_two_texts_can_be_compared(draft: str, text: str) -> None:
    found = nearest(draft, [sent(text)], NAMES)
    if found:
        assert LIMIT <= found.share <= 1
        assert 0 <= found.start < found.end <= len(draft)
    assert all(word in draft for pair in pairs(draft, NAMES) for word in pair)


@given(texts)
def test_a_text_is_the_same_as_itself_or_too_short(text: str) -> None:
    found = nearest(text, [sent(text)], NAMES)
    assert found is None or found.share == 1.0
