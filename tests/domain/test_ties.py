import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.talk.ties import (
    KNOWN,
    LONGEST_RELATION,
    TieWording,
    clean_relation,
    meaning,
    tie_wording,
)
from caretrack.errors import CareError, WrongUsage

WORDS = st.one_of(
    st.sampled_from(KNOWN),
    st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=30),
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("boss", "boss"), ("Boss", "boss"), ("BOSS OF", "boss"), ("is the boss of", "boss"),
        ("  reports   to ", "reports to"), ("a friend of", "friend"),
        ("his sister", "sister"), ("introduced by", "introduced by"), ("old friend", "old friend"),
        ("ex-husband", "ex-husband"), ("ex-colleague", "ex-colleague"),
        ("step-brother", "step-brother"), ("godmother", "godmother"),
        ("went to school with", "went to school with"), ("Patin", "Patin"), ("姉", "姉"),
        ("x", "x"), ("of", "of"),
        ("the", "the"), ("old business partner", "old business partner"),
        ("sings\nwith", "sings with"), ("sings\0 with", "sings with"),
        ("x" * LONGEST_RELATION, "x" * LONGEST_RELATION),
    ],
)  # fmt: skip
def test_a_relation_is_kept_as_it_is_known_or_as_it_was_typed(typed, kept):
    assert clean_relation(typed) == kept


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("colleauge", "colleague"), ("colleagues", "colleague"), ("freind", "friend"),
        ("bos", "boss"), ("report to", "reports to"), ("asistant", "assistant"),
        ("mentro", "mentor"), ("sistre", "sister"), ("suplier", "supplier"),
        ("neighbor", "neighbour"), ("spose", "spouse"), ("cofounder", "co-founder"),
        ("the coleague of", "colleague"),
    ],
)  # fmt: skip
def test_a_slip_of_a_known_relation_is_refused_with_the_word_that_was_meant(typed, meant):
    with pytest.raises(WrongUsage) as refused:
        clean_relation(typed)
    assert f"Did you mean {meant}?" in refused.value.hint


def test_relations_in_use_are_known_too_in_their_own_spelling():
    assert clean_relation("SINGS with", ["Sings with"]) == "Sings with"
    with pytest.raises(WrongUsage, match="Did you mean Sings with"):
        clean_relation("sing with", ["Sings with"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("x" * (LONGEST_RELATION + 1), "characters"),
        ("a\ud800b", "UTF-8"),
    ],
)
def test_what_is_no_relation_is_refused(typed, said):
    with pytest.raises(CareError, match=said):
        clean_relation(typed)


@pytest.mark.parametrize(
    ("relation", "read"),
    [
        ("colleague", TieWording("colleague of", "Colleague", "Colleague")),
        ("boss", TieWording("boss of", "Boss of", "Reports to")),
        ("reports to", TieWording("reports to", "Reports to", "Boss of")),
        ("mentor", TieWording("mentor of", "Mentor of", "Mentor")),
        ("mentee", TieWording("mentee of", "Mentor", "Mentor of")),
        ("buyer", TieWording("buys from", "Supplier", "Supplies")),
        ("Sister", TieWording("sister of", "Sister of", "Sister")),
        ("introduced", TieWording("introduced you to", "Introduced you to", "Introduced by")),
        ("sings with", TieWording("sings with", "Sings with", "Sings with")),
        ("works for", TieWording("works for", "Works for", "Works for them")),
        ("old colleague", TieWording("old colleague of", "Old colleague of", "Old colleague")),
        ("of", TieWording("of of", "Of of", "Of")),
    ],
)
def test_a_relation_reads_rightly_from_either_side(relation, read):
    assert tie_wording(relation) == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("boss", "a", "b"), ("reports to", "b", "a")),
        (("boss", "a", "b"), ("manager", "a", "b")),
        (("mentor", "a", "b"), ("mentee", "b", "a")),
        (("supplier", "a", "b"), ("customer", "b", "a")),
        (("introduced", "a", "b"), ("introduced by", "b", "a")),
        (("mother", "a", "b"), ("son", "b", "a")),
        (("colleague", "a", "b"), ("Works with", "b", "a")),
        (("sister", "a", "b"), ("sibling", "b", "a")),
        (("Sings with", "a", "b"), ("sings with", "b", "a")),
        (("old boss", "a", "b"), ("Old boss", "a", "b")),
    ],
)
def test_ties_that_say_the_same_have_one_meaning(one, other):
    assert meaning(*one) == meaning(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("boss", "a", "b"), ("boss", "b", "a")),
        (("boss", "a", "b"), ("mentor", "a", "b")),
        (("old boss", "a", "b"), ("old boss", "b", "a")),
        (("friend", "a", "b"), ("friend", "a", "c")),
        (("works for", "a", "b"), ("works for", "b", "a")),
    ],
)
def test_ties_that_say_something_else_have_another(one, other):
    assert meaning(*one) != meaning(*other)


@pytest.mark.parametrize("word", KNOWN)
def test_a_known_relation_is_kept_and_reads_from_both_sides(word):
    assert clean_relation(word) == word
    phrase, first, second = tie_wording(word)
    assert phrase
    assert first[0].isupper()
    assert second[0].isupper()


@given(WORDS)
def test_what_is_kept_is_kept_again(typed):
    try:
        kept = clean_relation(typed)
    except CareError:
        return
    assert clean_relation(kept, [kept]) == kept
    assert all(tie_wording(kept))
    assert meaning(kept, "a", "b") != meaning(kept, "a", "c")
