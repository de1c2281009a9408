import pytest

from caretrack.domain.kinds.families import BUILT_IN
from caretrack.domain.kinds.guess import guess
from caretrack.domain.kinds.samples import KindWords, kind_words, some_words
from caretrack.domain.model import UNKNOWN

KINDS = [kind.kind for kind in BUILT_IN]


@pytest.mark.parametrize(
    ("kind", "words"), [(kind, words) for kind in KINDS for words in some_words(kind)]
)
def test_the_words_that_are_shown_do_speak_for_their_kind(kind, words):
    found = guess(words)
    assert found.kind == kind
    assert found.words


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != UNKNOWN])
def test_every_built_in_kind_that_words_decide_shows_words_that_can_be_read(kind):
    words = kind_words(kind)
    assert 4 <= len(some_words(kind)) <= len(words.always)
    for phrase in (*words.always, *words.in_doubt):
        assert phrase == phrase.strip()
        assert not set(phrase) & set("*#")
        assert not any(
            part.isupper() for part in phrase.replace("/", " ").split() if len(part) > 1
        ), phrase
    assert list(words.always) == sorted(words.always, key=str.casefold)


def test_what_stands_for_other_words_is_shown_as_some_of_them():
    assert {"webinar", "webinars", "announc…"} <= set(kind_words("announce").always)
    assert "keep/kept/keeping her/him/them on/as" in {
        phrase.replace("him/her", "her/him") for phrase in kind_words("renewal").always
    }
    assert any("…" in phrase.split() for phrase in kind_words("help").always)


def test_a_kind_of_ones_own_has_no_words():
    assert some_words("workshop") == ()
    assert kind_words("workshop") == KindWords((), ())
