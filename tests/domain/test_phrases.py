import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.kinds.guess import Guess, guess
from caretrack.domain.language.phrases import LONGEST_READ, Rules, hits, words_of


def found(phrase, note, stops=frozenset()):
    words, spans = words_of(note)
    return [
        note[spans[start][0] : spans[end - 1][1]]
        for start, end, _ in hits(Rules({"kind": [phrase]}), words, stops)
    ]


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("", []),
        ("Met Ana", ["met", "ana"]),
        ("Ana’s e-mail", ["ana's", "e", "mail"]),
        ("tea - no pitch", ["tea", "–", "no", "pitch"]),
        ("- tea -", ["tea"]),
        ("T&Cs, 10% off!\nbye", ["t", "&", "cs", ",", "10", "%", "off", "!", "\n", "bye"]),
        ('she "said" (so)…', ["she", "said", "(", "so", ")", "…"]),
        ("+ * \t @ 🙂 _x", ["_x"]),
    ],
)
def test_a_note_is_read_as_words_and_the_marks_that_end_a_clause(note, words):
    assert words_of(note)[0] == words


def test_every_word_is_where_the_note_has_it():
    note = "Ana’s  İstanbul - ok"
    assert [note[start:end] for start, end in words_of(note)[1]] == ["Ana’s", "İstanbul", "-", "ok"]


@pytest.mark.parametrize(
    ("phrase", "note", "words"),
    [
        ("green light", "got the Green  Light", ["Green  Light"]),
        ("green light", "green lights", []),
        ("green light", "green", []),
        ("bill/invoice", "the invoice, the bill", ["invoice", "bill"]),
        ("renew*", "renewing", ["renewing"]),
        ("renew*", "rene", []),
        ("# seats", "20 seats, no seats", ["20 seats"]),
        ("HIS deal", "her deal, Ana's deal, that's deal", ["her deal", "Ana's deal"]),
        ("HIM deal", "them deal", ["them deal"]),
        ("sent .. link", "sent link", ["sent link"]),
        ("sent .. link", "sent him the new link", ["sent him the new link"]),
        ("sent .. link", "sent him the very new link", []),
        ("sent .. link", "sent him. link", []),
        ("sent .. link", "sent", []),
    ],
)
def test_a_phrase_is_found_as_it_is_written(phrase, note, words):
    assert found(phrase, note) == words


def test_a_gap_does_not_reach_over_a_stop():
    assert found("sent .. link", "sent him the link", stops=frozenset(["him"])) == []


def test_several_phrases_and_kinds_are_told_apart():
    rules = Rules({"a": ["tea", "big cake"], "b": ["cake"]})
    assert sorted(hits(rules, words_of("tea, big cake")[0])) == [
        (0, 1, "a"),
        (2, 4, "a"),
        (3, 4, "b"),
    ]


def test_only_the_start_of_a_long_note_is_read():
    filler = "x " * (LONGEST_READ // 2)
    assert guess(filler[:-10] + "invoice " + filler) == Guess("invoice", "invoice")
    assert guess(filler[:-4] + "invoiced") == Guess("invoice", "invoiced")
    assert guess(filler + "invoice").words == ""


WORDS = ["sent", "sends", "wine", "winery", "her", "the", "a", "2", "offer", "offers", "tea", "."]


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_a_phrase_is_found_in_the_first_text_as_in_later_ones(words):
    phrases = {
        "a": ["sent/sends .. offer*", "the/a offer", "wine*", "tea", "HIS offer"],
        "b": ["sent offers", "# offers", "wine*/tea her", "offer*", "sends/sent her"],
    }
    rules = Rules(phrases)
    first = list(hits(rules, words))
    for _ in range(10):
        assert list(hits(rules, words)) == first
