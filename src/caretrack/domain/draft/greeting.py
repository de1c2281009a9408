"""A letter that greets somebody else: the plainest sign that it was pasted (S1.5)."""

from caretrack.domain.draft.ideas import Reader
from caretrack.domain.language.letter import Letter
from caretrack.domain.people.names import name_key


def greeted(letter: Letter, reader: Reader) -> dict[str, tuple[int, int]]:
    """The words that the letter greets, as keys of names, each with its place in the draft; none where one of them is the reader's.

    Whether a word is anybody's name, the journal says.
    """
    own = {
        word
        for name in (reader.name, *reader.nicknames)
        for word in name_key(name).replace("-", " ").split()
    }
    names = letter.named_in_greeting()
    found: dict[str, tuple[int, int]] = {}
    for at in range(letter.body[0]):
        if letter.words[at] in names and letter.is_capital(at):
            found.setdefault(name_key(letter.shown(at, at + 1)), letter.place(at, at + 1))
    return {} if own.intersection(found) else found
