"""Whether a note is English: by the share of its words that are known."""

from collections.abc import Iterable

from caretrack.domain.language.phrases import words_of
from caretrack.words import word_set

# One of this many words must be known. Of notes in other languages fewer are, of English ones more:
# measured in bench/README.md.
ONE_IN = 3


def are_english(words: Iterable[str], understood: str = "") -> bool:
    """True if enough of the words are known, or none is there to judge by.

    `words` are in lower case, without numbers and names; those of `understood` are known. Most
    texts are known by their small words, so that the long list is read only for what is left.
    """
    known_too = words_of(understood)[0] if understood else ()
    every = [word.removesuffix("'s") for word in words]
    left = [word for word in every if word not in known_too]
    for part in ("small words", "chat", "words"):
        if ONE_IN * (len(every) - len(left)) >= len(every):
            break
        listed = word_set("english", part)
        left = [word for word in left if word not in listed]
    return ONE_IN * (len(every) - len(left)) >= len(every)
