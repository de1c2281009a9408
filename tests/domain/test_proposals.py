"""What a note says that is worth keeping: facts, a mood and days."""

from datetime import date

import pytest

from caretrack.domain.talk.proposals import Proposal, command_for, propose

TODAY = date(2026, 11, 29)  # a Sunday


def said(note: str) -> list[str]:
    """Return the proposals of a note, each as it is easily written down."""
    return [_short(proposal) for proposal in propose(note, TODAY)]


def _short(proposal: Proposal) -> str:
    if proposal.sort == "mood":
        return f"mood {proposal.mood}"
    if proposal.sort == "event":
        return f"{proposal.on}: {proposal.text}"
    return f"{proposal.category}: {proposal.text}"


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "his daughter starts at Leeds in January",
            ["family: daughter starts at Leeds in January", "2027-01-01: daughter starts at Leeds"],
        ),
        ("worried about the Q3 budget", ["worry: Q3 budget"]),
        ("needs a babysitter on Thursdays", ["need: babysitter on Thursdays"]),
        ("broke his leg skiing", ["health: broke his leg skiing"]),
        ("afraid of losing the house", ["fear: losing the house", "mood 2"]),
        ("found the bug. his dog died", ["family: dog died", "mood 1"]),
    ],
)
def test_what_is_worth_keeping_is_proposed(note, expected):
    assert said(note) == expected


@pytest.mark.parametrize(
    "note",
    [
        "I am worried about him",
        "not worried about the budget any more",
        "is her daughter starting at Leeds?",
        "if her daughter gets in, she will move",
        "needs a quote for ten seats",
        "wants the invoice again",
        "her colleague is getting divorced",
        "asked about her mother",
        "",
    ],
)
def test_what_is_denied_asked_supposed_or_of_somebody_else_is_no_proposal(note):
    assert said(note) == []


def test_a_proposal_is_kept_by_a_command():
    fact = Proposal("fact", "family", "daughter starts at Leeds in January")
    assert (
        command_for(fact, "ana-silva", "k3f9")
        == "care learn ana-silva family 'daughter starts at Leeds in January'"
    )
    assert command_for(Proposal("mood", mood=2), "ana-silva", "k3f9") == "care edit k3f9 -m 2"
    assert command_for(Proposal("event", text="exam"), "ana-silva", "k3f9") == ""
