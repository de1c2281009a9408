from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.event import Event
from caretrack.domain.model import Action, Fact, Feedback, Occasion, Touch
from caretrack.domain.talk.categories import (
    CATEGORIES,
    QUESTIONS,
    WORTH_FOLLOWING,
    category,
    not_known,
    silent_categories,
)
from caretrack.domain.talk.events import so_far
from caretrack.domain.talk.openers import (
    ASKED_DAYS,
    TURN_DAYS,
    UNDATED_DAYS,
    Opener,
    OpenerSources,
    asks_after,
    follow_from,
    in_order,
    is_owed,
    openers,
    to_ask,
    worth_following,
)
from caretrack.domain.talk.said import Heard

TODAY = date(2026, 11, 21)
FIRST_QUESTION = Opener(
    "question",
    "Not known yet: who they are. Ask: “How did you get into this line of work?”",
    None,
    None,
    "who",
)


def ago(days):
    return TODAY - timedelta(days=days)


def promise(id="prom", due=3, text="the churn numbers"):
    return Action(
        id,
        "ana",
        "promise",
        text,
        None if due is None else ago(due),
        None,
        None,
        "2026-11-01T09:00:00.000000Z",
    )


def feedback(id="feed", heard=20, acted=None, told=None, text="the export is slow", action=None):
    days = [None if days is None else ago(days) for days in (heard, acted, told)]
    return Feedback(
        id, "ana", "product", "complaint", text, days[0], days[1], action, days[2], None
    )


def event(text="her knee operation", ahead=-2, id="even"):
    written = Event(id, "ana", TODAY + timedelta(days=ahead), text, None)
    return so_far(written, [], TODAY)


def occasion(id="occa", ahead=3, label="birthday", year=None):
    day = TODAY + timedelta(days=ahead)
    return Occasion(id, "ana", label, day.month, day.day, year)


def fact(category="worry", learned=38, text="Q3 budget", source="told", id="fact", retired=None):
    return Fact(
        id,
        "ana",
        category,
        text,
        source,
        ago(learned),
        None,
        None if retired is None else ago(retired),
    )


def touch(mood=2, note="worried about churn", days=13):
    return Touch(
        "touc",
        ago(days),
        "listen",
        "care",
        "call",
        False,
        mood,
        note,
        "2026-11-08T09:00:00.000000Z",
        "2026-11-08T09:00:00.000000Z",
    )


def heard(note="his daughter starts at Leeds in January", days=19, id="note", others=()):
    return Heard(id, ago(days), note, others)


def first(**known):
    return openers(OpenerSources(**known), TODAY)[0]


def whys(**known):
    return [opener.why for opener in openers(OpenerSources(**known), TODAY)]


def test_all_openers_come_in_the_order_of_the_rule():
    found = openers(
        OpenerSources(
            promises=[promise()],
            feedback=[
                feedback("unan", heard=20),
                feedback("acte", heard=30, acted=6, action="made it faster"),
            ],
            occasions=[occasion()],
            facts=[fact()],
            last_care=touch(),
            notes=[heard()],
            reached=[fact("goal", 30, "open a second site", id="goal")._replace(reached_on=ago(1))],
        ),
        TODAY,
    )
    assert found == [
        Opener("promise", "You promised: the churn numbers, by Wed 18 Nov 2026.", "prom", ago(3)),
        Opener(
            "tell",
            "Tell them what came of “the export is slow”, 15 Nov: made it faster.",
            "acte",
            ago(6),
        ),
        Opener(
            "answer", "They said on 1 Nov “the export is slow”; not answered yet.", "unan", ago(20)
        ),
        Opener(
            "celebrate",
            "Goal reached on 20 Nov: open a second site. Celebrate it with them.",
            "goal",
            ago(1),
        ),
        Opener("occasion", "Birthday on Tue 24 Nov.", "occa", TODAY + timedelta(days=3)),
        Opener(
            "mood",
            "Low last time, 8 Nov: worried about churn. Ask how they are, and mean it.",
            "touc",
            ago(13),
        ),
        Opener("fact", "worry, 14 Oct: Q3 budget. Ask how it looks now.", "fact", ago(38)),
        Opener(
            "said",
            "2 Nov: his daughter starts at Leeds in January. How is that going?",
            "note",
            ago(19),
        ),
        FIRST_QUESTION,
    ]


def test_of_somebody_of_whom_nothing_is_known_the_first_question_is_asked():
    assert openers(OpenerSources(), TODAY) == [FIRST_QUESTION]


@pytest.mark.parametrize(("due", "late"), [(1, True), (400, True), (0, False), (-1, False)])
def test_a_promise_is_an_opener_when_its_day_is_past(due, late):
    assert ("promise" in whys(promises=[promise(due=due)])) is late


@pytest.mark.parametrize(("days", "owed"), [(0, False), (6, False), (7, True), (400, True)])
def test_a_promise_without_a_day_is_an_opener_after_a_week(days, owed):
    undated = promise(due=None)._replace(made_on=ago(days))
    assert ("promise" in whys(promises=[undated])) is owed


def test_a_promise_without_a_day_says_when_it_was_made():
    first = openers(OpenerSources(promises=[promise(due=None)]), TODAY)[0]
    assert first == Opener(
        "promise", "You promised on 1 Nov: the churn numbers.", "prom", date(2026, 11, 1)
    )


def test_the_oldest_promise_comes_first_and_those_without_a_day_last():
    found = openers(
        OpenerSources(promises=[promise("c", None), promise("b", 2), promise("a", 9)]), TODAY
    )
    assert [opener.source for opener in found] == ["a", "b", "c", None]


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (feedback(heard=0), None),
        (feedback(heard=13), None),
        (feedback(heard=14), "answer"),
        (feedback(heard=400), "answer"),
        (feedback(heard=400, told=1), None),
        (feedback(heard=2, acted=0), "tell"),
        (feedback(heard=400, acted=30), "tell"),
        (feedback(heard=400, acted=30, told=1), None),
    ],
)
def test_feedback_is_answered_after_two_weeks_and_told_once_it_was_acted_on(item, why):
    assert whys(feedback=[item]) == [*([why] if why else []), "question"]


def test_praise_wants_thanks_and_no_answer():
    item = feedback(heard=14)._replace(tone="praise", text="the best help desk")
    assert first(feedback=[item]) == Opener(
        "thank", "They said on 7 Nov “the best help desk”; thank them.", "feed", ago(14)
    )


@pytest.mark.parametrize(
    ("action", "text"),
    [
        (None, "Tell them what came of “the export is slow”, 15 Nov: done."),
        ("Shipped!", "Tell them what came of “the export is slow”, 15 Nov: Shipped!"),
    ],
)
def test_what_came_of_feedback_is_said_as_far_as_it_is_known(action, text):
    assert first(feedback=[feedback(acted=6, action=action)]).text == text


@pytest.mark.parametrize(("ahead", "soon"), [(-1, False), (0, True), (7, True), (8, False)])
def test_an_occasion_is_an_opener_for_seven_days(ahead, soon):
    assert ("occasion" in whys(occasions=[occasion(ahead=ahead)])) is soon


def test_the_soonest_occasion_comes_first():
    found = openers(
        OpenerSources(occasions=[occasion("a", 5), occasion("c", 2), occasion("b", 2)]), TODAY
    )
    assert [opener.source for opener in found] == ["b", "c", "a", None]


@pytest.mark.parametrize(
    ("item", "today", "text"),
    [
        (
            Occasion("x", "ana", "birthday", 1, 2, 1976),
            date(2026, 12, 30),
            "Turns 51 on Sat 2 Jan 2027.",
        ),
        (
            Occasion("x", "ana", "first day at Lagoon", 1, 2, None),
            date(2026, 12, 30),
            "First day at Lagoon on Sat 2 Jan 2027.",
        ),
        (
            Occasion("x", "ana", "birthday", 2, 29, 2000),
            date(2027, 2, 28),
            "Birthday today, turns 27.",
        ),
        (
            Occasion("x", "ana", "name day", 2, 29, None),
            date(2028, 2, 28),
            "Name day tomorrow, Tue 29 Feb.",
        ),
        (
            Occasion("x", "ana", "with us since", 2, 28, 2020),
            date(2028, 2, 28),
            "With us since 2020, 8 years today.",
        ),
        (
            Occasion("x", "ana", "name day", 2, 28, None),
            date(2028, 2, 28),
            "Name day today.",
        ),
    ],
)
def test_an_occasion_is_said_with_its_years_and_its_day(item, today, text):
    assert openers(OpenerSources(occasions=[item]), today)[0].text == text


@pytest.mark.parametrize(
    ("mood", "low"), [(None, False), (1, True), (2, True), (3, False), (5, False)]
)
def test_a_low_mood_last_time_is_an_opener(mood, low):
    assert ("mood" in whys(last_care=touch(mood))) is low


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("", "Low last time, 8 Nov. Ask how they are, and mean it."),
        ("Tired. Sad.", "Low last time, 8 Nov: Tired. Sad. Ask how they are, and mean it."),
        ("tired\nand sad", "Low last time, 8 Nov: tired and sad. Ask how they are, and mean it."),
    ],
)
def test_a_low_mood_is_said_with_what_was_noted(note, text):
    assert first(last_care=touch(note=note)).text == text


def test_the_newest_fact_is_followed_up():
    facts = [
        fact(learned=9, id="older"),
        fact("family", 2, "Mia starts school", id="newer"),
        fact("goal", 5, id="middle"),
    ]
    assert first(facts=facts) == Opener(
        "fact", "family, 19 Nov: Mia starts school. Ask for news.", "newer", ago(2)
    )


def test_of_one_day_the_fact_that_weighs_most_is_followed_up():
    facts = [fact(category, id=f"{place:02}") for place, category in enumerate(WORTH_FOLLOWING)]
    assert first(facts=facts).text.startswith("worry, ")
    assert first(facts=facts[1:]).text.startswith("goal, ")


def test_a_fact_of_another_year_says_which():
    assert (
        first(facts=[fact("family", learned=365)]).text
        == "family, 21 Nov 2025: Q3 budget. Ask for news."
    )


@pytest.mark.parametrize(
    ("days", "ask"), [(180, "Ask how it looks now."), (181, "Does it still hold?")]
)
def test_an_old_fact_is_no_news_it_is_asked_whether_it_still_holds(days, ask):
    assert first(facts=[fact(learned=days)]).text.endswith(f": Q3 budget. {ask}")


def test_an_occasion_that_was_kept_already_is_no_opener():
    assert "occasion" not in whys(occasions=[occasion(ahead=3)], celebrated=[ago(2)])
    assert "occasion" in whys(occasions=[occasion(ahead=3)], celebrated=[ago(20)])


THREE = [
    fact("family", 2, id="newest"),
    fact("goal", 5, id="middle"),
    fact("worry", 9, id="oldest"),
]


@pytest.mark.parametrize(
    ("touched", "order"),
    [
        (0, ["newest", "middle", "oldest", None]),
        (1, ["middle", "oldest", None, "newest"]),
        (2, ["oldest", None, "newest", "middle"]),
        (3, [None, "newest", "middle", "oldest"]),
        (4, ["newest", "middle", "oldest", None]),
        (401, ["middle", "oldest", None, "newest"]),
    ],
)
def test_each_caring_touch_gives_the_next_fact_its_turn_and_the_question_comes_last(touched, order):
    assert [
        opener.source for opener in openers(OpenerSources(facts=THREE, touched=touched), TODAY)
    ] == order


@pytest.mark.parametrize(
    ("due", "made", "owed"),
    [
        (1, 1, True),
        (0, 1, True),
        (-1, 90, False),
        (None, UNDATED_DAYS, True),
        (None, UNDATED_DAYS - 1, False),
    ],
)
def test_a_promise_is_owed_on_its_day_and_one_without_a_day_after_a_week(due, made, owed):
    assert is_owed(promise(due=due)._replace(made_on=ago(made)), TODAY) is owed


def test_what_is_owed_comes_first_whoever_has_the_turn():
    known = OpenerSources([promise()], [feedback()], [occasion()], THREE, touch(), touched=1)
    assert [opener.why for opener in openers(known, TODAY)] == [
        "promise",
        "answer",
        "occasion",
        "mood",
        "fact",
        "fact",
        "question",
        "fact",
    ]


def test_when_everything_had_its_turn_the_next_question_is_asked():
    asked = [
        openers(OpenerSources(facts=THREE, touched=touched), TODAY)[0].text
        for touched in (3, 7, 11)
    ]
    short = [question.unknown for question in QUESTIONS if question.name != "worry"][:3]
    assert [text.partition(" Ask: ")[0] for text in asked] == [
        f"Not known yet: {words}." for words in short
    ]


def test_of_somebody_unknown_a_question_is_not_asked_twice_running():
    asked = [to_ask(OpenerSources(touched=touched))[0].name for touched in range(12)]
    assert asked == [question.name for question in QUESTIONS] + ["birthday", "who"]
    assert (
        not_known(to_ask(OpenerSources(touched=2)))
        == "Not known yet: what keeps them up at night, what they fear and 8 more."
    )


def test_a_fact_of_a_day_after_today_waits():
    later = [fact("worry", -1), fact("goal", 2)]
    assert [item.category for item in worth_following(later, TODAY)] == ["goal"]
    assert follow_from(later, TODAY) == ago(2)
    assert not any("worry" in item.text for item in openers(OpenerSources(facts=later), TODAY))


def test_turns_are_counted_from_the_day_of_the_newest_fact_worth_following_up():
    assert follow_from(THREE) == ago(2)
    assert follow_from(
        [
            *THREE,
            fact("preference", 1),
            fact("allergy", 1),
            fact("hobby", 0, source="declined"),
            fact("joy", 0, retired=0),
        ]
    ) == ago(2)
    assert follow_from([fact("preference", 1)]) == ago(1)
    assert follow_from([fact("other")]) is None


@pytest.mark.parametrize(
    "item",
    [
        fact(source="declined"),
        fact(source="closed"),
        fact(retired=1),
        fact("boundary"),
        fact("view"),
        fact("expect"),
        fact("other"),
    ],
)
def test_what_is_no_matter_to_follow_up_is_not_followed_up(item):
    assert "fact" not in whys(facts=[item])


@pytest.mark.parametrize("source", ["told", "noticed"])
def test_what_was_told_and_what_was_noticed_are_both_followed_up(source):
    assert "fact" in whys(facts=[fact(source=source)])


@pytest.mark.parametrize("source", ["declined", "closed"])
def test_the_newest_fact_is_never_one_that_was_declined_or_whose_category_was_closed(source):
    facts = [
        fact("family", 1, "", source, id="shut"),
        fact("family", 2, id="before"),
        fact("goal", 30, id="goal"),
    ]
    assert first(facts=facts).source == "goal"


def test_a_category_that_was_opened_again_is_used_again():
    facts = [fact("family", 9, "", "declined", id="shut", retired=5), fact("family", 2, id="after")]
    assert silent_categories(facts) == set()
    assert first(facts=facts).source == "after"


@pytest.mark.parametrize("source", ["told", "noticed", "declined", "closed"])
def test_the_next_question_is_the_first_that_is_neither_answered_nor_declined(source):
    facts = [fact(question.name, source=source) for question in QUESTIONS[:2]]
    assert openers(OpenerSources(facts=facts), TODAY)[-1].text.startswith(
        "Not known yet: what keeps them up at night. Ask: “"
    )


def test_a_retired_answer_is_asked_for_again():
    assert openers(OpenerSources(facts=[fact("who", retired=1)]), TODAY) == [FIRST_QUESTION]


def test_a_question_in_another_row_is_not_asked_again_while_another_one_is_open():
    besides = {"who", "want"}
    assert openers(OpenerSources(), TODAY, besides)[0].category == "worry"
    everything = {"birthday", *(question.name for question in QUESTIONS)}
    assert openers(OpenerSources(), TODAY, everything) == [FIRST_QUESTION]


def test_what_the_last_notes_answer_is_not_asked():
    known = OpenerSources(notes=[heard("worried about the audit, needs a second pair of hands")])
    assert [row.name for row in to_ask(known)][:4] == ["who", "want", "fear", "view"]


def test_a_question_has_another_wording_when_it_stands_for_long():
    asked = [openers(OpenerSources(waited=days), TODAY)[0].text for days in range(10)]
    assert asked[0] == asked[1] == asked[2] != asked[3] == asked[5] != asked[6]
    assert all(text.startswith("Not known yet: who they are. Ask: “") for text in asked)
    assert asked[0] == asked[9]


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        ([0], True),
        ([3, 0], False),
        ([7, 0], True),
        ([7, 4, 0], True),
        ([10, 7, 4, 0], True),
        ([9, 7, 4, 0], True),
        ([6, 4, 0], False),
        ([14, 7, 0], True),
        ([0, 0], False),
        ([0, -3], False),
    ],
)
def test_open_questions_are_said_after_a_log_once_a_week(days, asked):
    assert ASKED_DAYS == 7
    assert asks_after(TODAY, [ago(number) for number in days]) is asked


@given(st.lists(st.integers(0, 60), min_size=1))
def test_between_two_logs_that_say_the_open_questions_there_is_a_week(gaps):
    days = sorted(TODAY - timedelta(days=gap) for gap in gaps)
    said = [day for place, day in enumerate(days) if asks_after(day, days[: place + 1])]
    assert said[:1] == days[:1]
    assert all((later - day).days >= ASKED_DAYS for day, later in pairwise(said))


def test_what_was_said_last_comes_after_the_newest_fact_and_before_any_question():
    known = OpenerSources(facts=[fact()], notes=[heard()])
    assert [opener.why for opener in openers(known, TODAY)] == ["fact", "said", "question"]
    assert whys(notes=[heard()]) == ["said", "question"]


@pytest.mark.parametrize(
    ("touched", "order"),
    [
        (0, ["newest", "note", "middle", "oldest", None]),
        (1, ["note", "middle", "oldest", "newest", None]),
        (2, ["middle", "note", "oldest", "newest", None]),
        (3, ["note", "oldest", "newest", "middle", None]),
        (4, ["oldest", "note", "newest", "middle", None]),
        (5, ["note", "newest", "middle", "oldest", None]),
    ],
)
def test_what_they_told_and_what_was_said_last_take_turns(touched, order):
    known = OpenerSources(facts=THREE, notes=[heard()], touched=touched)
    assert [opener.source for opener in openers(known, TODAY)] == order


def test_a_row_that_stands_for_long_gives_the_turn_to_the_next_opener():
    firsts = [
        openers(OpenerSources(facts=THREE[:1], notes=[heard()], waited=days), TODAY)[0].source
        for days in range(9)
    ]
    assert firsts == ["newest"] * TURN_DAYS + ["note"] * TURN_DAYS + ["newest"] * TURN_DAYS


def test_a_note_of_a_low_day_is_told_once():
    known = OpenerSources(last_care=touch(note="worried about churn"))
    known = known._replace(notes=[heard("worried about churn", 13, "touc")])
    assert [opener.why for opener in openers(known, TODAY)] == ["mood", "question"]


def test_a_low_mood_does_not_tell_what_is_to_be_left_alone():
    limit = fact("boundary", text="his brother")
    told = first(facts=[limit], last_care=touch(note="his brother is in court. tired"))
    assert told.text == "Low last time, 8 Nov: tired. Ask how they are, and mean it."


def test_where_nothing_was_said_yet_your_own_note_of_them_opens():
    known = OpenerSources(own_note=heard("wife Maria runs the bakery in Faro", 51, "ana"))
    assert openers(known, TODAY)[0] == Opener(
        "said", "Your note: wife Maria runs the bakery in Faro.", "ana", ago(51)
    )
    assert openers(known._replace(notes=[heard()]), TODAY)[0].source == "note"
    assert openers(known._replace(notes=[heard("quick call")]), TODAY)[0].source == "ana"


def test_who_else_was_there_is_named():
    text = openers(OpenerSources(notes=[heard(others=("Ben Okoro",))]), TODAY)[0].text
    assert text.startswith("2 Nov (with Ben Okoro): his daughter starts")
    named = heard("drinks with Ben and Eva, the harbour froze", others=("Ben Okoro",))
    text = openers(OpenerSources(notes=[named]), TODAY)[0].text
    assert text == "2 Nov: drinks with Ben and Eva, the harbour froze."


def test_when_all_is_known_nothing_is_asked():
    answers = [fact(question.name) for question in QUESTIONS]
    assert set(whys(facts=answers, occasions=[occasion(ahead=99)])) == {"fact"}


def test_long_texts_are_cut_to_one_line():
    words = "word " * 100 + "\nend"
    known = OpenerSources(
        [promise(text=words)],
        [feedback(text=words), feedback(acted=1, text=words, action=words)],
        [],
        [fact(text=words)],
        touch(note=words),
    )
    found = openers(known, TODAY)
    assert len(found) == 6
    assert all(len(opener.text) < 150 and "\n" not in opener.text for opener in found)


FACTS = st.lists(
    st.builds(
        fact,
        st.sampled_from([*CATEGORIES, "allergy"]),
        st.integers(0, 900),
        st.text(max_size=9),
        st.sampled_from(["told", "noticed", "declined", "closed"]),
        st.sampled_from("abcdef"),
        st.none() | st.integers(0, 9),
    )
)


@given(FACTS)
def test_no_opener_is_ever_of_a_declined_or_closed_category(facts):
    silent = {
        item.category
        for item in facts
        if item.source in {"declined", "closed"} and item.retired_on is None
    }
    assert silent_categories(facts) == silent
    for opener in openers(OpenerSources(facts=facts), TODAY):
        if opener.why == "fact":
            assert opener.text.partition(",")[0] not in silent
        else:
            assert opener.text.startswith(
                f"Not known yet: {category(opener.category).unknown}. Ask: “"
            )
            assert opener.category not in silent


@given(FACTS)
def test_every_fact_that_may_be_followed_up_has_a_turn_the_newest_first(facts):
    silent = silent_categories(facts)
    usable = [
        item
        for item in facts
        if category(item.category).opener
        and item.category not in silent
        and item.source in {"told", "noticed"}
        and not item.retired_on
    ]
    found = [
        opener.on for opener in openers(OpenerSources(facts=facts), TODAY) if opener.why == "fact"
    ]
    assert found == [
        day
        for aside in (False, True)
        for day in sorted(
            (item.learned_on for item in usable if category(item.category).aside is aside),
            reverse=True,
        )
    ]


@given(FACTS, st.integers(0, 499))
def test_after_a_caring_touch_that_taught_nothing_another_opener_stands_wherever_there_is_another(
    facts, touched
):
    facts = [item._replace(id=str(number)) for number, item in enumerate(facts)]
    before, after = (
        openers(OpenerSources(facts=facts, touched=turns), TODAY)
        for turns in (touched, touched + 1)
    )
    if len(worth_following(facts)) + len(to_ask(OpenerSources(facts=facts))) > 1:
        assert before[0] != after[0]
    else:
        assert before == after


# --- business alone, for half a year

ELEVEN = [("ask", 2), ("help", 9)]
JUST_BECAUSE = (
    "Business eleven times in half a year, and not once just to hear how things are. "
    "Call just because."
)
TICKET = Heard("tick", ago(3), "sorted the export out for the second site")


def test_business_alone_is_an_opener_without_a_pronoun():
    assert first(lately=ELEVEN) == Opener("just-because", JUST_BECAUSE, None, None)
    assert first(lately=ELEVEN, prefers="email").text.endswith("Write just because.")


@pytest.mark.parametrize("lately", [[("help", 4)], [("help", 9), ("checkin", 1)], []])
def test_of_few_touches_or_with_a_personal_one_it_is_none(lately):
    assert "just-because" not in whys(lately=lately)


@pytest.mark.parametrize("field", ["facts", "retired"])
def test_what_was_learned_of_their_life_is_a_word_about_them(field):
    learned = fact("family", learned=20, retired=1 if field == "retired" else None)
    assert "just-because" not in whys(lately=ELEVEN, **{field: [learned]})


def test_to_call_just_because_comes_after_what_is_theirs_and_before_a_ticket_and_a_question():
    goal = fact(category="goal", learned=20)
    known = {"lately": ELEVEN, "notes": [TICKET], "facts": [goal]}
    assert whys(**known) == ["fact", "just-because", "said", "question"]
    assert whys(**known, touched=1) == ["just-because", "said", "fact", "question"]
    assert whys(**known, touched=2) == ["fact", "just-because", "said", "question"]
    assert whys(**known, promises=[promise()], feedback=[feedback()])[:2] == ["promise", "answer"]


def test_an_event_comes_before_a_late_promise():
    known = OpenerSources(promises=[promise()], events=[event(), event("exam", 1, "exam")])
    assert [(one.why, one.source) for one in openers(known, TODAY)][:3] == [
        ("event", "exam"),
        ("event", "even"),
        ("promise", "prom"),
    ]
    assert openers(known, TODAY)[1] == Opener(
        "event",
        "Her knee operation was on Thu 19 Nov. Ask how it went.",
        "even",
        ago(2),
    )


def test_an_event_of_later_days_says_nothing_yet():
    assert openers(OpenerSources(events=[event(ahead=9)]), TODAY) == [FIRST_QUESTION]


def test_what_told_of_an_event_is_not_asked_about_beside_it():
    told = fact("family", 38, "her knee operation on 19 nov", id="told")
    note = Heard("note", ago(5), "she has her knee operation on 19 Nov, and is worried")
    known = OpenerSources(facts=[told, fact(id="other")], notes=[note], events=[event()])
    assert [one.source for one in openers(known, TODAY)][:2] == ["even", "other"]
    assert "note" not in [one.source for one in openers(known, TODAY)]
    without = known._replace(events=())
    assert {"told", "note"} <= {one.source for one in openers(without, TODAY)}


# --- a birthday that nobody knows, and what you do for them

ANSWERS = [fact(question.name) for question in QUESTIONS]


def test_a_birthday_that_is_not_known_is_the_last_question():
    assert [row.name for row in to_ask(OpenerSources())][-2:] == ["better", "birthday"]
    last = openers(OpenerSources(facts=ANSWERS), TODAY)[-1]
    assert (last.category, last.text) == (
        "birthday",
        "Not known yet: when their birthday is. Ask: “When is your birthday?”",
    )


@pytest.mark.parametrize(
    "known",
    [
        {"occasions": [occasion(ahead=99)]},
        {"occasions": [occasion(ahead=99, label="Birthday")]},
        {"facts": [*ANSWERS, fact("birthday", text="in May")]},
        {"facts": [*ANSWERS, fact("birthday", source="declined", text="")]},
        {"facts": [*ANSWERS, fact("birthday", source="closed", text="")]},
    ],
)
def test_a_birthday_that_is_known_declined_or_closed_is_not_asked(known):
    assert to_ask(OpenerSources(**{"facts": ANSWERS, **known})) == []


def test_another_birthday_is_not_theirs():
    known = OpenerSources(facts=ANSWERS, occasions=[occasion(label="Mia's birthday")])
    assert [row.name for row in to_ask(known)] == ["birthday"]


def test_a_birthday_is_none_of_the_ten_that_are_counted():
    open_still = to_ask(OpenerSources())
    assert not_known(open_still) == "Not known yet: who they are, what they want and 8 more."
    assert not_known(open_still[-2:]) == (
        "Not known yet: what would make their life better, when their birthday is."
    )


def test_where_nothing_is_known_one_asks_about_the_service():
    service = "payroll, since 2023"
    assert first(service=service) == Opener(
        "service",
        "What you do for them: payroll, since 2023. Ask how it goes for them.",
        None,
        None,
    )
    assert whys(service=service) == ["service", "question"]
    assert whys(service=service, touched=1) == ["question", "service"]
    assert "service" not in whys(service=service, facts=[fact()])
    assert "service" not in whys(service=service, notes=[TICKET])
    assert "service" not in whys(service="")


def test_who_wants_the_first_opener_has_no_other_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_wanted(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("caretrack.domain.talk.openers.last_said", not_wanted)
    known = OpenerSources(promises=[promise()], notes=[Heard("note", ago(2), "worried")])
    assert next(in_order(known, TODAY)).source == "prom"
    with pytest.raises(AssertionError):
        openers(known, TODAY)
