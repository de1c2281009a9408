from datetime import date

import pytest

from caretrack.domain.language.sentences import words_of
from caretrack.domain.talk.follow_up import how_it_goes, over_on, tail

ON = date(2026, 11, 2)
LATER = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("starts school in May", date(2027, 5, 31)),
        ("starts school in may 2028", date(2028, 5, 31)),
        ("moves at the end of november", date(2026, 11, 30)),
        ("opens in december", date(2026, 12, 31)),
        ("operation on 4 Dec", date(2026, 12, 4)),
        ("operation on Dec 4th", date(2026, 12, 4)),
        ("exam on 1 March", date(2027, 3, 1)),
        ("exam on 1 March 2028", date(2028, 3, 1)),
        ("exam on March 1, 2028", date(2028, 3, 1)),
        ("exam on 2026-11-09", date(2026, 11, 9)),
        ("exam on 30 feb", None),
        ("exam on friday", date(2026, 11, 6)),
        ("exam next monday", date(2026, 11, 9)),
        ("exam tomorrow", date(2026, 11, 3)),
        ("exam next week", date(2026, 11, 15)),
        ("exam in two weeks", date(2026, 11, 16)),
        ("exam in 10 days", date(2026, 11, 12)),
        ("retires in 2027", date(2027, 12, 31)),
        ("retires next year", date(2027, 12, 31)),
        ("worried about the move in January", date(2027, 1, 31)),
        ("moved in May", None),
        ("was in Porto in May", None),
        ("met on 4 Dec", None),
        ("since friday", None),
        ("exam on 2026-10-09", None),
        ("sat down with her", None),
        ("a march through the fens", None),
    ],
)
def test_a_time_to_come_is_over_on_its_last_day(text, day):
    assert over_on(text.lower(), words_of(text), ON) == day


@pytest.mark.parametrize(
    ("text", "today", "asked"),
    [
        ("a second site", LATER, "Ask."),
        ("operation on 4 Nov", LATER, "How did it go?"),
        ("operation on 4 Dec", LATER, ""),
        ("exam on 4 Nov", date(2027, 6, 1), ""),
        ("Mia starts school in May", LATER, "Ask."),
        ("Mia starts school in May", date(2027, 6, 1), "How did it go?"),
        ("her father died in a storm", LATER, ""),
        ("broke her wrist on Sunday", LATER, "Ask."),
        ("flew to Lima on 4 Nov", LATER, "Ask."),
        ("grandmother passed away last week", LATER, ""),
        ("lost his wife in May", LATER, ""),
        ("lost her largest client", LATER, "Ask."),
        ("the funeral is on 4 Nov", LATER, ""),
        ("going through a divorce", LATER, ""),
        ("mother has dementia", LATER, ""),
        ("her brother is in hospital", LATER, ""),
        ("likes green tea", LATER, ""),
        ("two children", LATER, ""),
        ("three grown-up sons, all cooks", LATER, ""),
        ("father of four", LATER, ""),
        ("no kids", LATER, ""),
        ("a son who plays the cello", LATER, "Ask."),
        ("won the prize for the best bread", LATER, ""),
    ],
)
def test_what_is_asked_behind_it_has_tact(text, today, asked):
    assert tail(text, "Ask.", ON, today) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("a second site", "Still so?"),
        ("mother has dementia", ""),
        ("won the prize for the best bread", ""),
    ],
)
def test_what_is_old_is_asked_about_unless_it_hurts_or_cannot_change(text, asked):
    assert tail(text, "Ask.", ON, LATER, still="Still so?", old=True) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("his daughter starts at Leeds in January", "How is that going?"),
        ("she wants to open a second shop", "How is that going?"),
        ("worried about the audit", "How is that now?"),
        ("her wedding is in May", "How is that going?"),
        ("her wedding was in May", ""),
        ("sent pictures of the site", ""),
        ("drinks with Hope and Grace", ""),
        ("went to her opening night", ""),
        ("went for a walk, she wants to open a shop", "How is that going?"),
        ("she has hope, and Hope has none", "How is that going?"),
        ("flowers to say thanks for the talk", ""),
    ],
)
def test_what_goes_on_is_asked_about(text, asked):
    assert how_it_goes(text, ON, LATER) == asked


def test_after_half_a_year_it_is_asked_what_came_of_it():
    assert how_it_goes("wants a second shop", ON, date(2027, 6, 1)) == "What came of it?"
