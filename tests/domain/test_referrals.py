"""Referrals and testimonials in notes, and the thanks that are owed for them (S3.1)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from caretrack.domain.language.first_look import may_tell_of_referral
from caretrack.domain.model import Feedback
from caretrack.domain.talk.keep_commands import command_for, of_day
from caretrack.domain.talk.openers import OpenerSources, openers
from caretrack.domain.talk.praise import is_referral
from caretrack.domain.talk.proposals import REFERRAL, Proposal
from caretrack.domain.talk.referrals import referrals_in

LABELLED = Path(__file__).parents[1] / "labelled/referrals"
TODAY = date(2026, 11, 21)


def labelled(name: str) -> list[tuple[str, str]]:
    """The sentences of a file, each behind its label."""
    found, label = [], ""
    for line in (LABELLED / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            label = line[3:]
        elif line and label:
            found.append((label, line))
    return found


@pytest.mark.parametrize(("label", "note"), [*labelled("tuned"), *labelled("held-out")])
def test_a_note_tells_of_a_referral_or_does_not(label: str, note: str) -> None:
    assert bool(referrals_in(note, "Ana Silva", ["Ben Okoro"])) == (label == "owed")
    # The first look that a log takes lets all of these through.
    assert label != "owed" or may_tell_of_referral(note)


def test_what_is_kept_begins_with_what_they_did() -> None:
    (found,) = referrals_in("Good call. She recommended us to Nordwind, and to Globex.", "Ana")
    assert found == Proposal(REFERRAL, text="recommended us to Nordwind", words="recommended us")
    command = command_for(found, "ana-silva", "k3f9")
    assert (
        command == "care feedback ana-silva 'praise: recommended us to Nordwind' --about marketing"
    )
    assert of_day(command, TODAY).startswith("care feedback -d 2026-11-21 ana-silva 'praise")
    assert of_day("care edit k3f9 -m 1", TODAY) == "care edit k3f9 -m 1"
    assert of_day("", TODAY) == ""


def test_a_note_of_two_lines_tells_of_both() -> None:
    told = referrals_in("wrote a testimonial\nnothing else\nsent us a new customer", "Ana")
    assert [one.text for one in told] == ["wrote a testimonial", "sent us a new customer"]


@pytest.mark.parametrize(
    "note", ["recommended us a walk by the river", "recommends me the early train"]
)
def test_a_thing_that_they_recommended_to_you_is_no_referral(note: str) -> None:
    assert referrals_in(note, "Ana") == []


@pytest.mark.parametrize(
    ("text", "days", "opener"),
    [
        ("recommended us to Nordwind", 0, "21 Nov: recommended us to Nordwind. Thank them for it."),
        ("the export is quick", 0, None),
        ("the export is quick", 14, "They said on 7 Nov “the export is quick”; thank them."),
    ],
)
def test_a_referral_is_owed_a_thanks_at_once(text: str, days: int, opener: str | None) -> None:
    heard = TODAY - timedelta(days=days)
    item = Feedback("f", "p", "marketing", "praise", text, heard, None, None, None, None)
    assert is_referral(text) == (opener is not None and not days)
    found = openers(OpenerSources(feedback=[item]), TODAY)
    assert [one.text for one in found if one.why == "thank"] == ([opener] if opener else [])
    told = item._replace(told_on=TODAY)
    assert [
        one for one in openers(OpenerSources(feedback=[told]), TODAY) if one.why == "thank"
    ] == []
