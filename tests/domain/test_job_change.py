"""A new job of theirs, told from another spelling of the old one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.people.job_change import Job, job_news, was_known


@pytest.mark.parametrize(
    ("before", "now", "news"),
    [
        (("Lagoon", ""), ("Nordwind", ""), "new at Nordwind, formerly at Lagoon"),
        (("Lagoon", "CFO"), ("Nordwind", "CFO"), "new at Nordwind, formerly at Lagoon"),
        (("Lagoon", "CFO"), ("Nordwind", "CEO"), "new at Nordwind as CEO, formerly at Lagoon"),
        (("Lagoon", ""), ("Nordwind", "CEO"), "new at Nordwind as CEO, formerly at Lagoon"),
        (("BBC", ""), ("ABC", ""), "new at ABC, formerly at BBC"),
        (
            ("Lagoon", "Account Manager"),
            ("Lagoon Ltd", "Head of Sales"),
            "now Head of Sales at Lagoon Ltd, formerly Account Manager",
        ),
        (
            ("Lagoon", "Sales Manager"),
            ("", "Senior Sales Manager"),
            "now Senior Sales Manager at Lagoon, formerly Sales Manager",
        ),
        (("", "Engineer"), ("", "Designer"), "now Designer, formerly Engineer"),
    ],
)
def test_another_company_or_role_is_news(
    before: tuple[str, str], now: tuple[str, str], news: str
) -> None:
    assert job_news(Job(*before), Job(*now)) == news


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (("Lagoon Ltd", ""), ("LAGOON", "")),
        (("Lagoon", ""), ("Lagoon Foods GmbH", "")),
        (("Müller AG", ""), ("Mueller", "")),
        (("IBM", ""), ("International Business Machines", "")),
        (("", "Sr. Manager"), ("", "senior manager")),
        (("", "CEO"), ("", "Chief Executive Officer")),
        (("", "Chief Executive Officer"), ("", "CEO")),
        (("", "VP Sales"), ("", "Vice President, Sales")),
        (("", "Head of Sales"), ("", "Head of Sales, EMEA")),
        (("", "Engineer"), ("", "Engneer")),
        (("", ""), ("Nordwind", "CEO")),
        (("Lagoon", "CEO"), ("", "")),
        (("Lagoon", ""), ("Self-employed", "")),
        (("Lagoon", "CEO"), ("Lagoon", "Retired")),
    ],
)
def test_another_spelling_is_no_news(before: tuple[str, str], now: tuple[str, str]) -> None:
    assert job_news(Job(*before), Job(*now)) == ""


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_same_job_is_never_news(company: str, role: str) -> None:
    assert job_news(Job(company, role), Job(company, role)) == ""


@pytest.mark.parametrize(
    ("earlier", "before", "now", "known"),
    [
        (("Lagoon", ""), ("Nordwind", ""), ("Lagoon Ltd", ""), True),
        (("", ""), ("Nordwind", ""), ("Lagoon", ""), False),
        (("Acme", ""), ("Nordwind", ""), ("Lagoon", ""), False),
        (("Lagoon", "CFO"), ("Lagoon", "CEO"), ("Lagoon", "CFO"), True),
        (("Lagoon", ""), ("Lagoon", "CEO"), ("Lagoon", "CFO"), False),
    ],
)
def test_a_job_that_was_left_behind_is_no_news(
    earlier: tuple[str, str], before: tuple[str, str], now: tuple[str, str], known: bool
) -> None:
    assert was_known(Job(*earlier), Job(*before), Job(*now)) is known
