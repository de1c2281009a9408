"""What you could do for somebody: ideas for gestures (S3.7) and for introductions (S3.4)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from caretrack.domain.model import Action, Feedback
from caretrack.domain.talk.gestures import FRESH_DAYS, find_gestures
from caretrack.domain.talk.openers import Opener, OpenerSources
from caretrack.domain.talk.standing import Recognition
from caretrack.journal import entries
from caretrack.journal.connection import Journal

if TYPE_CHECKING:
    from caretrack.domain.talk.introductions import Introduction


def gesture_ideas(
    journal: Journal,
    who: str,
    known: OpenerSources,
    feedback: Sequence[Feedback],
    shown: Recognition,
) -> tuple[list[Action], list[Opener]]:
    """Return the open promises and gestures of a person, and every idea for a gesture.

    No idea repeats what is open, or what was done in the last year.
    """
    planned, made = entries.open_and_recent_actions(
        journal, who, journal.today - timedelta(days=FRESH_DAYS)
    )
    texts = [item.text for item in (*planned, *made)]
    asked = shown.asked if shown.only_asked else ()
    # What is of a day after today suggests nothing yet.
    known = known._replace(
        facts=[item for item in known.facts if item.learned_on <= journal.today],
        feedback=[item for item in feedback if item.heard_on <= journal.today],
    )
    return planned, find_gestures(known, texts, asked, journal.today)


def introductions_for(
    journal: Journal, person_id: str, most: int | None = None
) -> "tuple[list[Introduction], int]":
    """Return whom one person could be introduced to: the `most` best, and how many there are."""
    from caretrack.journal.queries import introductions

    near = introductions.facts_near(journal, person_id)
    listed = introductions.people(journal, (fact.person_id for fact in near))
    if len(listed) < 2:
        return [], 0
    from caretrack.domain.talk.introductions import find_introductions

    known_to = introductions.acquainted(journal, person_id)
    return find_introductions(near, listed, known_to, person_id, most)


def introductions_of_all(journal: Journal, most: int) -> "tuple[list[Introduction], int]":
    """Return who could be introduced to each other: the `most` best, and how many there are."""
    from caretrack.domain.talk.introductions import find_introductions
    from caretrack.journal.queries import introductions

    return find_introductions(
        introductions.facts(journal),
        introductions.people(journal),
        introductions.acquainted(journal),
        most=most,
    )
