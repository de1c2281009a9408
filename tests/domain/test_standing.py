from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.model import Feedback
from caretrack.domain.talk.standing import (
    Evidence,
    Sign,
    Standing,
    Trend,
    days_looked_at,
    mood_trend,
    of_feedback,
    of_signs,
    standing,
    standing_and_change,
    word_of,
)

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(1903, 1, 1), date(2199, 12, 31))


def ago(days):
    return TODAY - timedelta(days=days)


def mood(value, days=10, from_them=False, words=""):
    return Evidence(ago(days), str(value), words, from_them)


def wrote(days=10, words="", channel="email"):
    return Evidence(ago(days), "", words, True, channel=channel)


def said(tone, days=10, words=""):
    return Evidence(ago(days), tone, words)


def settled(days, told):
    return Evidence(ago(days), "complaint", "", settled_on=ago(told))


@pytest.mark.parametrize(
    ("moods", "feedback", "cared", "word"),
    [
        ([], [], None, "unknown"),
        ([], [], 5, "unknown"),
        ([], [], 119, "unknown"),
        ([], [], 120, "quiet"),
        ([mood(3, 120)], [], 120, "quiet"),
        ([mood(3, 119)], [], 120, "unknown"),
        ([mood(4, 200)], [], 200, "quiet"),
        ([mood(4, 119)], [], 200, "warm"),
        ([wrote(119)], [], 200, "warm"),
        ([], [said("idea", 119)], 200, "unknown"),
        ([], [said("praise", 130)], 200, "quiet"),
        ([wrote(300)], [said("praise", 300), said("praise", 310)], 320, "fan"),
        ([], [said("complaint", 300)], 320, "critical"),
        ([], [said("complaint", 300)], 500, "critical"),
        ([], [], 500, "quiet"),
        ([mood(4, 200)], [], None, "warm"),
        ([], [said("complaint")], 5, "critical"),
        ([], [said("complaint"), said("praise")], 5, "warm"),
        ([], [said("complaint"), said("complaint"), said("praise")], 5, "critical"),
        ([mood(5), mood(5), wrote()], [said("complaint")], 5, "critical"),
        ([mood(1, 3), mood(1, 2), mood(1, 1)], [], 5, "unknown"),
        ([wrote()], [said("praise"), said("praise")], 5, "fan"),
        ([mood(1), wrote()], [said("praise"), said("praise")], 5, "fan"),
        ([wrote()], [said("praise")], 5, "warm"),
        ([wrote()], [said("praise"), said("praise"), said("complaint")], 5, "warm"),
        ([mood(3)], [said("praise"), said("praise")], 5, "warm"),
        ([mood(5), mood(5), wrote()], [], 5, "warm"),
        ([mood(4)], [], 200, "warm"),
        ([mood(4), mood(2)], [], 5, "unknown"),
        ([mood(4), mood(5), mood(2)], [], 5, "warm"),
        ([mood(4), mood(2)], [said("praise")], 5, "warm"),
        ([wrote()], [], 5, "warm"),
        ([mood(3, from_them=True)], [], 5, "warm"),
        ([wrote(), mood(2)], [], 5, "unknown"),
        ([], [said("idea")], 5, "unknown"),
        ([], [settled(20, 1)], 5, "unknown"),
        ([], [settled(20, 0)], 5, "unknown"),
        ([], [settled(20, -1)], 5, "critical"),
        ([mood(5)], [settled(20, 1)], 5, "warm"),
        ([mood(5)], [settled(20, 1), said("complaint", 9)], 5, "critical"),
        ([wrote()], [said("praise"), said("praise"), settled(20, 1)], 5, "fan"),
        ([mood(3)], [], None, "unknown"),
        ([mood(5, 365)], [said("complaint", 365)], 5, "unknown"),
        ([mood(5, 364)], [], 5, "warm"),
        ([], [said("complaint", 364)], 5, "critical"),
        ([mood(5, -1)], [said("complaint", -1)], 5, "unknown"),
    ],
)
def test_a_standing_follows_its_rules(moods, feedback, cared, word):
    assert standing(moods, feedback, None if cared is None else ago(cared), TODAY).word == word


@pytest.mark.parametrize(
    ("moods", "feedback", "cared", "evidence"),
    [
        ([], [], 5, ()),
        ([mood(1, 3), mood(3, 2)], [], 5, ()),
        (
            [mood(4, 13), mood(2, 3, words="tired")],
            [],
            5,
            ("18 Nov, low mood: tired", "8 Nov, good mood"),
        ),
        ([], [], 120, ("no caring touch since 24 Jul",)),
        (
            [mood(5, 3)],
            [said("complaint", 2, "slow export")],
            5,
            ("19 Nov, complaint: slow export",),
        ),
        (
            [mood(4, 3, words="glad"), mood(1, 2)],
            [said("praise", 1)],
            5,
            ("20 Nov, praise", "18 Nov, good mood: glad"),
        ),
        (
            [mood(5, days) for days in (4, 1, 3, 2)],
            [],
            5,
            ("20 Nov, very good mood", "19 Nov, very good mood", "18 Nov, very good mood"),
        ),
        ([wrote(3, "hello")], [], 5, ("18 Nov, wrote to you: hello",)),
        ([wrote(3, "word " * 40)], [], 5, ("18 Nov, wrote to you: " + "word " * 11 + "word…",)),
        ([wrote(3, "hello", channel="call")], [], 5, ("18 Nov, called you: hello",)),
        ([mood(4, 3, from_them=True)], [], 5, ("18 Nov, wrote to you, good mood",)),
    ],
)
def test_a_standing_names_what_it_rests_on(moods, feedback, cared, evidence):
    assert standing(moods, feedback, ago(cared), TODAY).evidence == evidence


def test_a_fan_is_shown_with_their_praise_and_with_the_last_time_they_wrote():
    praise = [said("praise", days) for days in (4, 3, 2, 1)]
    found = standing([wrote(90), wrote(80)], praise, ago(5), TODAY)
    assert found == Standing("fan", ("20 Nov, praise", "19 Nov, praise", "2 Sep, wrote to you"))


EVIDENCE = st.lists(
    st.builds(
        Evidence,
        st.integers(-30, 500).map(ago),
        st.sampled_from(["", "1", "2", "3", "4", "5"]),
        st.sampled_from(["", "so"]),
        st.booleans(),
    ),
    max_size=6,
)
FEEDBACK = st.lists(
    st.builds(said, st.sampled_from(["complaint", "idea", "praise"]), st.integers(-30, 500)),
    max_size=6,
)
CARED = st.none() | st.integers(0, 500).map(ago)


@given(EVIDENCE, FEEDBACK, CARED)
def test_every_standing_but_unknown_has_evidence_of_three_lines_at_most(moods, feedback, cared):
    found = standing(moods, feedback, cared, TODAY)
    assert found.word in {"fan", "warm", "quiet", "critical", "unknown"}
    assert len(found.evidence) <= 3
    assert found.evidence or found.word == "unknown"


@given(EVIDENCE, FEEDBACK, CARED)
def test_what_is_over_a_year_old_or_to_come_does_not_count(moods, feedback, cared):
    def lately(items):
        return [item for item in items if ago(365) < item.on <= TODAY]

    assert standing(moods, feedback, cared, TODAY) == standing(
        lately(moods), lately(feedback), cared, TODAY
    )


@given(EVIDENCE, FEEDBACK, CARED, st.integers(0, 300))
def test_a_complaint_never_makes_a_fan_and_praise_never_a_critic(moods, feedback, cared, days):
    assert standing(moods, [*feedback, said("complaint", days)], cared, TODAY).word != "fan"
    if standing(moods, feedback, cared, TODAY).word != "critical":
        assert standing(moods, [*feedback, said("praise", days)], cared, TODAY).word != "critical"


@given(EVIDENCE, FEEDBACK, CARED, st.integers(0, 300))
def test_a_complaint_that_was_answered_makes_nobody_critical(moods, feedback, cared, days):
    answered = [item._replace(settled_on=item.on) for item in feedback]
    assert standing(moods, answered, cared, TODAY).word != "critical"


@given(EVIDENCE, FEEDBACK, CARED)
def test_the_word_out_of_counts_is_the_word_out_of_the_touches(moods, feedback, cared):
    lately = [item for item in moods if ago(365) < item.on <= TODAY]
    good, low = (sum(item.tone in tones for item in lately) for tones in (("4", "5"), ("1", "2")))
    wrote, heard = (
        any(item.from_them for item in lately),
        max((item.on for item in lately), default=None),
    )
    assert (
        word_of(good, low, wrote, heard, feedback, cared, TODAY)
        == standing(moods, feedback, cared, TODAY).word
    )


def test_the_days_that_are_compared_are_today_and_the_ends_of_twelve_months():
    found = days_looked_at(TODAY)
    assert found[:3] == [TODAY, date(2026, 10, 31), date(2026, 9, 30)]
    assert found[-1] == date(2025, 11, 30)
    assert len(found) == 13
    assert days_looked_at(date(2026, 3, 31))[1] == date(2026, 2, 28)


@given(DAYS)
def test_every_day_that_is_compared_is_the_last_of_the_month_before(today):
    for later, earlier in pairwise(days_looked_at(today)):
        assert earlier + timedelta(days=1) == later.replace(day=1)


def cared_on(*care_days):
    return {
        day: max((care for care in care_days if care <= day), default=None)
        for day in days_looked_at(TODAY)
    }


@pytest.mark.parametrize(
    ("moods", "feedback", "care_days", "word", "since", "before"),
    [
        # No touch until June, then a good mood: warm since June, quiet before.
        ([Evidence(date(2026, 6, 12), "4", "")], [],
            [date(2025, 9, 1), date(2026, 6, 12), date(2026, 10, 30)], "warm", "2026-06", "quiet"),
        # The last day of a month counts with it.
        ([Evidence(date(2026, 6, 30), "4", "")], [],
            [date(2025, 9, 1), date(2026, 6, 30), date(2026, 10, 30)], "warm", "2026-06", "quiet"),
        ([Evidence(date(2026, 7, 1), "4", "")], [],
            [date(2025, 9, 1), date(2026, 7, 1), date(2026, 10, 30)], "warm", "2026-07", "quiet"),
        # It changed this month.
        ([Evidence(date(2026, 11, 2), "4", "")], [], [date(2026, 11, 2)], "warm", "2026-11",
            "unknown"),
        # A complaint that was answered in September: critical until then.
        (
            [Evidence(date(2026, 3, 2), "5", ""), Evidence(date(2026, 11, 2), "5", "")],
            [Evidence(date(2026, 5, 3), "complaint", "", settled_on=date(2026, 9, 9))],
            [date(2026, 3, 2), date(2026, 9, 9), date(2026, 11, 2)],
            "warm",
            "2026-09",
            "critical",
        ),
        # Older than the twelve months that are compared.
        ([Evidence(date(2025, 11, 30), "4", "")], [],
            [date(2025, 11, 30), date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)], "warm",
            None, None),
        ([], [], [], "unknown", None, None),
        ([], [], [date(2026, 7, 1)], "quiet", "2026-10", "unknown"),
    ],
)  # fmt: skip
def test_a_change_is_given_with_its_month_and_what_was_before(
    moods, feedback, care_days, word, since, before
):
    touches = [
        *moods,
        *(Evidence(day, "3", "") for day in care_days if not any(item.on == day for item in moods)),
    ]
    found = standing_and_change(touches, feedback, cared_on(*care_days))
    assert (found.word, found.since, found.before) == (word, since, before)


def test_only_the_last_change_is_given():
    feedback = [
        Evidence(date(2026, 2, 3), "complaint", "", settled_on=date(2026, 4, 1)),
        Evidence(date(2026, 8, 3), "complaint", ""),
    ]
    found = standing_and_change([], feedback, cared_on(date(2026, 7, 20)))
    assert (found.word, found.since, found.before) == ("critical", "2026-08", "unknown")


def test_days_whose_year_is_not_whole_are_not_compared():
    moods = [Evidence(date(2026, 6, 12), "4", "")]
    cared = cared_on(date(2025, 9, 1), date(2026, 6, 12), date(2026, 10, 30))
    assert standing_and_change(moods, [], cared, whole_from=date(2025, 5, 31)).since == "2026-06"
    assert standing_and_change(moods, [], cared, whole_from=date(2025, 6, 1)) == standing(
        moods, [], cared[TODAY], TODAY
    )


@given(EVIDENCE, FEEDBACK, st.lists(st.integers(0, 500).map(ago), max_size=4))
def test_a_change_never_alters_the_standing_of_today_and_is_a_change(moods, feedback, care_days):
    cared = cared_on(*care_days)
    found = standing_and_change(moods, feedback, cared)
    assert found._replace(since=None, before=None) == standing(moods, feedback, cared[TODAY], TODAY)
    assert (found.since is None) == (found.before is None)
    assert found.before != found.word


@pytest.mark.parametrize(
    ("moods", "word"),
    [
        ([], "unknown"),
        ([2, 2, 4], "unknown"),
        ([2, 2, 4, 4], "lower"),
        ([2, 3, 4, 4], "lower"),
        ([3, 3, 4, 4], "lower"),
        ([3, 4, 4, 4], "steady"),
        ([4, 4, 2, 2], "higher"),
        ([4, 4, 3, 3, 3], "higher"),
        ([4, 4, 3, 3, 4], "steady"),
        ([4, 4, 3, 3, 3, 5, 5, 5], "higher"),
        ([3, 3, 3, 3], "steady"),
    ],
)
def test_a_trend_compares_the_newest_two_moods_with_those_before(moods, word):
    assert mood_trend([mood(value, days) for days, value in enumerate(moods)], TODAY).word == word


def test_a_trend_names_its_moods_and_looks_at_no_other_touch():
    items = [
        mood(1, 1),
        wrote(2),
        mood(2, 30),
        mood(4, 60),
        mood(5, 90),
        mood(3, 120),
        mood(1, 150),
        mood(5, 400),
        mood(5, -2),
    ]
    assert mood_trend(items, TODAY) == Trend(
        "lower",
        ("20 Nov very low", "22 Oct low"),
        ("22 Sep good", "23 Aug very good", "24 Jul even"),
    )


def sign(mood=None, from_them=False, crowded=False, note="so", channel="other"):
    return Sign("abcd", ago(3), "listen", mood, from_them, note, None, crowded, channel)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (sign(), []),
        (sign(mood=4), [Evidence(ago(3), "4", "so", channel="other")]),
        (sign(from_them=True, channel="call"), [Evidence(ago(3), "", "so", True, channel="call")]),
        (sign(mood=4, crowded=True), []),
        (sign(from_them=True, crowded=True), []),
    ],
)
def test_a_touch_tells_something_where_it_has_a_mood_or_came_from_them(given, found):
    assert of_signs([given]) == found


def test_feedback_is_settled_on_the_day_on_which_they_were_told():
    item = Feedback(
        "feed",
        "ana",
        "product",
        "complaint",
        "the export is slow",
        ago(20),
        ago(9),
        "faster",
        ago(4),
        None,
    )
    assert of_feedback([item]) == [
        Evidence(ago(20), "complaint", "the export is slow", False, ago(4))
    ]
