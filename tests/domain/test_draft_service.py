"""What you do for somebody is the context to ask in, and no word of theirs in an offer (S1.9)."""

from __future__ import annotations

from datetime import date

import pytest

from caretrack.domain.draft.check import DraftReader, check_draft
from caretrack.domain.model import Fact

TODAY = date(2026, 11, 21)
GOAL = Fact("f", "eva", "goal", "a second site", "told", TODAY, None, None)


def rules(draft: str, **values: object) -> set[str]:
    reader = DraftReader("Eva Lind", service="payroll, since 2023", **values)
    return {finding.rule for finding in check_draft(f"Dear Eva, {draft}", reader, TODAY).findings}


@pytest.mark.parametrize("facts", [(), (GOAL,)])
def test_to_ask_how_the_service_goes_is_personal(facts: tuple[Fact, ...]) -> None:
    asked = "how has the payroll been going for all of you since we spoke?"
    assert rules(asked, facts=facts) == set()


@pytest.mark.parametrize("facts", [(), (GOAL,)])
def test_to_sell_the_service_is_not(facts: tuple[Fact, ...]) -> None:
    sold = "our payroll package is 20 % off until Friday. Shall I send you the quote for payroll?"
    assert rules(sold, facts=facts) == {"selling", "not-personal"}


def test_words_that_are_nobodys_stay_so() -> None:
    assert "not-personal" in rules(
        "I hope all is well. Is it a good week so far? Let me know if there is anything.",
        facts=(GOAL,),
    )
