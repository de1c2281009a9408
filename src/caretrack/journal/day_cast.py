"""Who may be named in a text about a day, looked up by its words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from caretrack.domain.people.in_notes import words_of_note
from caretrack.domain.people.in_sentences import Cast, cast_of, may_name_group
from caretrack.domain.people.names import Candidate, company_key
from caretrack.journal.connection import Journal
from caretrack.journal.find_people import candidates_of
from caretrack.journal.named_in_note import MOST_CALLED, with_a_word


def cast_in(
    journal: Journal, text: str, meant: Mapping[str, Sequence[str]], new: Iterable[Candidate] = ()
) -> Cast:
    """Return who may be named in a text about a day, with the companies that it may name.

    `meant` is as in `Cast`; `new` are people who are not in the journal yet.
    """
    pairs = with_a_word(journal, text)
    words = Counter(person_id for _, person_id in pairs)
    seen: Counter[str] = Counter()
    near: dict[str, None] = {}
    for word, person_id in pairs:
        seen[word] += 1
        if words[person_id] > 1 or seen[word] <= MOST_CALLED:
            near[person_id] = None
    people = candidates_of(journal, list(near))
    return cast_of([*people, *new], _companies_in(journal, text), meant)


def _companies_in(journal: Journal, text: str) -> dict[str, list[str]]:
    """Return the companies that a group of a text may be of, with the ids of their people."""
    if not may_name_group(text):
        return {}
    words = {word.key for word in words_of_note(text)}
    found: dict[str, list[str]] = {}
    for person_id, company in journal.db.execute(
        "SELECT id, company FROM people WHERE company IS NOT NULL AND deleted_at IS NULL "
        "AND archived_on IS NULL ORDER BY name_key"
    ):
        key = company_key(company)
        if key.split()[:1] and key.split()[0] in words:
            found.setdefault(key, []).append(person_id)
    return found
