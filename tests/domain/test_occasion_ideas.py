from datetime import date, timedelta

import pytest

from caretrack.domain.model import Fact, Occasion
from caretrack.domain.talk.coming import as_coming, occasion_idea

TODAY = date(2026, 11, 21)
ON = date(2026, 11, 24)


def occasion(label="birthday", year=None, id="occa", month=11, day=24):
    return Occasion(id, "gil", label, month, day, year)


def fact(category, text, days=17, source="told", retired=None):
    return Fact(
        category + text, "gil", category, text, source, TODAY - timedelta(days=days), None, retired
    )


BOAT = fact("hobby", "restores an old sailing boat")


@pytest.mark.parametrize(
    ("item", "facts", "idea"),
    [
        (occasion(), [], "a card"),
        (occasion(year=1977), [], "a card"),
        (occasion(year=1976), [], "call, and a card"),
        (occasion(year=2026), [], "a card"),
        (occasion(), [BOAT], "a card; hobby: restores an old sailing boat"),
        (occasion(year=1976), [BOAT], "call, and a card; hobby: restores an old sailing boat"),
        (occasion("Mia's birthday", 2020), [BOAT], "a card"),
        (occasion("operation"), [BOAT], "wish them luck"),
        (occasion("Mia's exam"), [BOAT], "wish them luck"),
        (occasion("name day"), [BOAT], "a card; hobby: restores an old sailing boat"),
        (
            occasion("with us since", 2016),
            [BOAT],
            "thank them; hobby: restores an old sailing boat",
        ),
        (occasion("day her father died", 2016), [BOAT], "a quiet word"),
        (occasion("Anniversary of the Death of Otto"), [BOAT], "a quiet word"),
    ],
)
def test_an_idea_for_an_occasion_says_what_to_do_and_a_fact_to_speak_of(item, facts, idea):
    assert occasion_idea(item, facts, ON) == idea


@pytest.mark.parametrize(
    ("facts", "about"),
    [
        (
            [
                fact("family", "a granddaughter"),
                fact("passion", "the choir"),
                fact("joy", "first steps"),
            ],
            "passion: the choir",
        ),
        ([fact("hobby", "chess", 90), fact("hobby", "sailing", 3)], "hobby: sailing"),
        (
            [
                fact("worry", "churn"),
                fact("fear", "dogs"),
                fact("boundary", "his brother"),
                fact("other", "left-handed"),
            ],
            "",
        ),
        ([fact("hobby", "chess", 1200)], ""),
        ([fact("hobby", "chess", 1200), fact("joy", "first steps")], "joy: first steps"),
        ([fact("hobby", "chess", retired=TODAY)], ""),
        ([fact("hobby", "chess", 3), fact("hobby", "", 9, "declined")], ""),
        (
            [
                fact("family", "a son", 3),
                fact("family", "", 9, "closed"),
                fact("preference", "tea, no coffee"),
            ],
            "preference: tea, no coffee",
        ),
        (
            [fact("hobby", "model railways " * 9)],
            "hobby: model railways model railways model railways…",
        ),
    ],
)
def test_it_is_about_the_newest_fact_that_is_fit_for_a_card_never_of_a_silent_or_old_one(
    facts, about
):
    assert occasion_idea(occasion(), facts, ON) == ("a card; " + about if about else "a card")


def test_a_coming_occasion_says_its_years_its_idea_and_whether_it_was_kept():
    birthday, since = occasion(year=1976), occasion("with us since", 2020, "sinc", 12, 1)
    row = as_coming(birthday, "Gil Ruiz", [birthday, since], [BOAT], [], TODAY)
    assert (row.id, row.person_id, row.name, row.on, row.years, row.words) == (
        "occa",
        "gil",
        "Gil Ruiz",
        ON,
        50,
        "birthday, turns 50",
    )
    assert (row.idea, row.done_on) == (
        "call, and a card; hobby: restores an old sailing boat",
        None,
    )
    assert (
        as_coming(birthday, "Gil Ruiz", [birthday, since], [BOAT], [TODAY], TODAY).done_on == TODAY
    )
