import pytest

from caretrack.domain.kinds.families import BUILT_IN, SALES
from caretrack.domain.kinds.guess import guess
from caretrack.domain.kinds.name_words import Names, NameSet, name_set

FAMILIES = {kind.kind: kind.family for kind in BUILT_IN}
HERE = name_set(["Mark Price", "Bill Offer", "Ida Sale", "Demo"], ["Invoice Ninja", "Renewal"])


def sells(note, here=NameSet(), others=NameSet()):
    return FAMILIES[guess(note, names=Names(here, others)).kind] == SALES


@pytest.mark.parametrize(
    "note",
    [
        "Mark Price is back from hospital",
        "mark price is back from hospital",
        "Ida Sale has a new baby",
        "Demo is well again after the flu",
        "demo is well again after the flu",
        "lunch with bill",
        "bill called, his mum is ill",
        "saw Price at the match",
        "Price's mother is ill",
        "Price said the baby sleeps now",
        "Price is well again",
        "Sale was ill for a week",
        "the people of Invoice Ninja sent flowers for his mother",
        "walked the dog with Renewal's new boss",
    ],
)
def test_the_names_of_those_who_are_in_a_touch_are_no_words(note):
    assert not sells(note, HERE)


@pytest.mark.parametrize(
    "note",
    [
        "talked about price",
        "Price is too high",
        "sent the bill",
        "sent him the offer",
        "ida and mark saw the demo",
        "Sale was on, bought nothing: price",
    ],
)
def test_a_word_stays_a_word_where_no_name_stands(note):
    assert sells(note, HERE)


@pytest.mark.parametrize(
    ("note", "sold"),
    [
        ("saw Price at the match", False),
        ("lunch with mark price", False),
        ("talked about price", True),
        ("Bill is overdue", True),
        ("Bill is ill, poor man", False),
    ],
)
def test_a_name_of_somebody_else_needs_a_capital_letter_or_all_of_it(note, sold):
    assert sells(note, others=HERE) is sold


def test_a_name_is_read_as_a_pronoun():
    names = Names(name_set(["Ana Silva"]))
    assert guess("couldn't reach Ana", names=names).kind == "missed"
    assert guess("Ana signed", names=names).words == "Ana signed"
    assert guess("Ana Silva's birthday", names=names).words == "birthday"


def test_a_note_that_is_only_a_name_is_nothing():
    assert guess("Ana Silva", names=Names(name_set(["Ana Silva"]))).words == ""


def test_initials_are_no_names():
    assert name_set(["J R Smith"]).parts == {"smith"}
