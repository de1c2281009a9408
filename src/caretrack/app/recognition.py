"""How somebody stands to you, how they were recognised, and what you could do for them: for the profile and for `care gesture`."""

from collections.abc import Sequence
from datetime import timedelta

from caretrack.domain.model import Action, Feedback
from caretrack.domain.talk.gestures import FRESH_DAYS, ideas
from caretrack.domain.talk.openers import Known, Opener
from caretrack.domain.talk.recognition import Recognition, recognition
from caretrack.domain.talk.standing import (
    Standing,
    Trend,
    days_looked_at,
    mood_trend,
    of_feedback,
    of_signs,
    standing_and_change,
)
from caretrack.journal import entries
from caretrack.journal.connection import Journal
from caretrack.journal.queries import standing


def regard(
    journal: Journal, who: str, feedback: Sequence[Feedback]
) -> tuple[Standing, Trend, Recognition]:
    """How somebody stands to you, how their mood goes and how they were recognised, out of their newest touches and all their feedback."""
    newest, whole_from = standing.newest(journal, who)
    moods, said = of_signs(newest), of_feedback(feedback)
    last_care = standing.last_care_on(journal, who, days_looked_at(journal.today))
    return (
        standing_and_change(moods, said, last_care, whole_from=whole_from),
        mood_trend(moods, journal.today),
        recognition(newest, feedback, journal.today),
    )


def ideas_for(
    journal: Journal, who: str, known: Known, feedback: Sequence[Feedback], shown: Recognition
) -> tuple[list[Action], list[Opener]]:
    """What is open, promises and gestures, and every idea for a gesture that neither repeats them nor one that was made in the last year."""
    planned, made = entries.open_or_lately_made(
        journal, who, journal.today - timedelta(days=FRESH_DAYS)
    )
    texts = [item.text for item in (*planned, *made)]
    asked = shown.asked if shown.only_asked else ()
    return planned, ideas(known._replace(feedback=feedback), texts, asked, journal.today)
