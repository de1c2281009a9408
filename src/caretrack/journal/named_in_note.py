"""People of the journal who are named in a note, looked up by its words."""

from collections import Counter
from collections.abc import Collection, Iterable

from caretrack.domain.people.names import name_key
from caretrack.domain.people.plain_names import at_least_words_of, parts_of_unspaced
from caretrack.domain.person import Person
from caretrack.journal.connection import Journal
from caretrack.journal.find_people import candidates_of, get
from caretrack.journal.rows import chunks, placeholders

# The first words of a long note are enough to see who was there.
MOST_LETTERS = 5_000
# A first name that more people have tells nobody apart.
MOST_CALLED = 40


def mentioned(journal: Journal, note: str, but: Collection[str]) -> list[Person]:
    """Return whom a note names as well, who may have been there (`people_named`).

    `but` are the ids of those who are known to have been. Whoever is in the archive is left out.
    """
    note = note[:MOST_LETTERS]
    if note.isascii() and not _with_words(journal, at_least_words_of(note)):
        return []
    pairs = with_a_word(journal, note)
    holders = Counter(word for word, _ in pairs)
    words = Counter(person_id for _, person_id in pairs)
    near = {
        person_id
        for word, person_id in pairs
        if words[person_id] > 1 or holders[word] <= MOST_CALLED or person_id in but
    }
    if not near:
        return []
    from caretrack.domain.people.in_notes import people_named

    found = people_named(note, candidates_of(journal, sorted(near)), but)
    return [get(journal, person.id) for person in found if not person.archived]


def with_a_word(journal: Journal, text: str) -> list[tuple[str, str]]:
    """Return each word of a text that is one of a name, with the id of whose it is."""
    from caretrack.domain.people.in_notes import words_of_note

    keys = {word.key for word in words_of_note(text)} | parts_of_unspaced(name_key(text))
    return _with_words(journal, keys)


def _with_words(journal: Journal, keys: Iterable[str]) -> list[tuple[str, str]]:
    return [
        tuple(row)
        for part in chunks(sorted(keys))
        for row in journal.db.execute(
            f"SELECT word, person_id FROM name_words WHERE word IN ({placeholders(part)})", part
        )
    ]
