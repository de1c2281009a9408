from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.balance import MONTHS, Balance, Evidence, Month, Standing, balance, month_names, standing

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31))


def ago(days):
    return TODAY - timedelta(days=days)


def mood(value, days=10, from_them=False, words=""):
    return Evidence(ago(days), str(value), words, from_them)


def wrote(days=10, words=""):
    return Evidence(ago(days), "", words, True)


def said(tone, days=10, words=""):
    return Evidence(ago(days), tone, words)


def test_the_months_go_over_the_end_of_a_year():
    assert month_names(date(2026, 2, 28), 4) == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert month_names(date(2026, 12, 31), 1) == ["2026-12"]
    assert month_names(date(2026, 1, 1), 2) == ["2025-12", "2026-01"]


@given(DAYS)
def test_there_are_twelve_months_in_order_and_the_last_is_todays(today):
    months = month_names(today)
    assert len(set(months)) == MONTHS == 12
    assert months == sorted(months)
    assert months[-1] == today.isoformat()[:7]
    assert months[0] == (today.replace(day=1) - timedelta(days=330)).isoformat()[:7]


def test_care_and_sales_are_counted_by_month_and_in_all():
    counts = {("2026-11", "care"): 3, ("2026-11", "sales"): 1, ("2025-12", "care"): 2, ("2025-11", "care"): 50, ("2026-12", "sales"): 50}
    found = balance(counts, TODAY)
    assert (found.care, found.sales) == (5, 1)
    assert found.months[0] == Month("2025-12", 2, 0)
    assert found.months[-1] == Month("2026-11", 3, 1)
    assert all(month[1:] == (0, 0) for month in found.months[1:-1])


def test_without_a_touch_there_are_twelve_empty_months():
    assert balance({}, TODAY) == Balance(0, 0, tuple(Month(name, 0, 0) for name in month_names(TODAY)))


@pytest.mark.parametrize(
    ("moods", "feedback", "cared", "word"),
    [
        ([], [], None, "unknown"),
        ([], [], 5, "unknown"),
        ([], [], 119, "unknown"),
        ([], [], 120, "quiet"),
        ([mood(3)], [], 120, "quiet"),
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
        ([], [], 120, ("no caring touch since 24 Jul",)),
        ([mood(5, 3)], [said("complaint", 2, "slow export")], 5, ("19 Nov, complaint: slow export",)),
        ([mood(4, 3, words="glad"), mood(1, 2)], [said("praise", 1)], 5, ("20 Nov, praise", "18 Nov, mood 4: glad")),
        ([mood(5, days) for days in (4, 1, 3, 2)], [], 5, ("20 Nov, mood 5", "19 Nov, mood 5", "18 Nov, mood 5")),
        ([wrote(3, "hello")], [], 5, ("18 Nov, wrote to you: hello",)),
        ([mood(4, 3, from_them=True)], [], 5, ("18 Nov, wrote to you, mood 4",)),
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
        Evidence, st.integers(-30, 500).map(ago), st.sampled_from(["", "1", "2", "3", "4", "5"]), st.sampled_from(["", "so"]), st.booleans()
    ),
    max_size=6,
)
FEEDBACK = st.lists(st.builds(said, st.sampled_from(["complaint", "idea", "praise"]), st.integers(-30, 500)), max_size=6)
CARED = st.none() | st.integers(0, 500).map(ago)


@given(EVIDENCE, FEEDBACK, CARED)
def test_every_standing_but_unknown_has_evidence_of_three_lines_at_most(moods, feedback, cared):
    found = standing(moods, feedback, cared, TODAY)
    assert found.word in {"fan", "warm", "quiet", "critical", "unknown"}
    assert len(found.evidence) <= 3
    assert bool(found.evidence) == (found.word != "unknown")


@given(EVIDENCE, FEEDBACK, CARED)
def test_what_is_over_a_year_old_or_to_come_does_not_count(moods, feedback, cared):
    def lately(items):
        return [item for item in items if ago(365) < item.on <= TODAY]

    assert standing(moods, feedback, cared, TODAY) == standing(lately(moods), lately(feedback), cared, TODAY)


@given(EVIDENCE, FEEDBACK, CARED, st.integers(0, 300))
def test_a_complaint_never_makes_a_fan_and_praise_never_a_critic(moods, feedback, cared, days):
    assert standing(moods, [*feedback, said("complaint", days)], cared, TODAY).word != "fan"
    if standing(moods, feedback, cared, TODAY).word != "critical":
        assert standing(moods, [*feedback, said("praise", days)], cared, TODAY).word != "critical"
