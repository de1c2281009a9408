"""How everybody stands to you: how many in which way, and the fans and critics with their evidence (S3.11)."""

from caretrack.domain.model import Feedback
from caretrack.domain.pages.stats import Stood
from caretrack.domain.talk.standing import (
    days_looked_at,
    of_feedback,
    of_signs,
    standing_and_change,
    word_of,
)
from caretrack.journal import entries
from caretrack.journal.connection import Journal
from caretrack.journal.queries import standing, stats_people

SHOWN = ("fan", "critical")


def standings(journal: Journal) -> tuple[dict[str, int], tuple[Stood, ...]]:
    """How many people stand to you in each way; and the fans, then the critics, by name, as their profile says it."""
    counts: dict[str, int] = {}
    shown: list[tuple[str, str]] = []
    for person in stats_people.everybody(journal):
        word = word_of(
            person.good,
            person.low,
            person.wrote,
            person.heard,
            person.feedback,
            person.last_care,
            journal.today,
        )
        counts[word] = counts.get(word, 0) + 1
        if word in SHOWN:
            shown.append((person.id, person.name))
    feedback = entries.of_people(journal, Feedback, [person_id for person_id, _ in shown])
    stood = [_stood(journal, person_id, name, feedback[person_id]) for person_id, name in shown]
    return counts, tuple(
        sorted(stood, key=lambda item: (item.word != "fan", item.name.casefold(), item.id))
    )


def _stood(journal: Journal, person_id: str, name: str, feedback: list[Feedback]) -> Stood:
    touches, whole_from = standing.newest(journal, person_id)
    last_care = standing.last_care_on(journal, person_id, days_looked_at(journal.today))
    found = standing_and_change(
        of_signs(touches), of_feedback(feedback), last_care, whole_from=whole_from
    )
    return Stood(person_id, name, *found)
