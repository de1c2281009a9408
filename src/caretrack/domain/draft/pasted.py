"""Pasted: whether a draft is nearly what somebody else was already sent (S1.5).

A word of the draft is "the same" if it stands in a run of RUN words that the other text has too:
word shingles. What letters share by custom does not count: names, numbers, the greeting, the
sign-off and all after it, and quoted lines. So a changed name costs nothing and a reworded word
only its own run, while two honest letters about one thing share a stock phrase here and there, and
no more.

The limits were chosen by `tests/labelled/pasted.toml`. Copies with names changed, sentences moved,
added or cut have 0.74 to 1.0 of their words in runs of three; one with every fifth word reworded
0.62 (in runs of five 0.43). Letters on the same occasion in words of their own have none, with two
stock sentences in common up to 0.40. One half leaves room on both sides. Under fifteen same words
it is "thank you for lunch, it was lovely to see you", which may be said to two people.

Spaces part words. In scripts without spaces a clause is one word: only whole clauses are compared.

Of a draft that was only checked no text is kept, but a hash of each run of words, made with a
random salt. Whoever holds the file can try phrases against them; the text cannot be read out of
them, nor the order of its words.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from caretrack.domain.language.own_words import body
from caretrack.domain.people.names import name_key

RUN = 3
LIMIT = 0.5
LEAST_WORDS = 15

# Characters. The rest is not compared: no letter is longer, and thirty log files would take
# seconds.
LONGEST_READ = 20_000

# Among 200,000 notes of real prose, each sentence a score of times in them, ten pairs found 99 of
# 100 copies with every fifth word changed.
SPAN = 4
PAIRS = 10

HASH_BYTES = 8
# An edited draft still has this share of the runs of the one before it; another letter to the same
# person has only stock phrases of it.
EDITED = 0.3


class Sent(NamedTuple):
    """A touch by e-mail, chat or letter: its id and day, the names of its people, and its note."""

    id: str
    on: date
    to: tuple[str, ...]
    text: str


class HashedDraft(NamedTuple):
    """A draft that was checked: its id and day, the name of its reader, and its hashed runs.

    By `number` drafts stand in the order in which they were first checked.
    """

    id: str
    number: int
    on: date
    to: str
    salt: bytes
    hashes: frozenset[bytes]


class Near(NamedTuple):
    """The nearest text: `share` (0 to 1) of the draft's words stand in it.

    draft[start:end] is the longest part that does.
    A word or two in the part may be other ones. `only_checked` if nobody logged that it was sent.
    """

    sent: Sent
    share: float
    start: int
    end: int
    only_checked: bool = False


class _Word(NamedTuple):
    key: str
    start: int
    end: int
    place: int  # among all words, those that do not count included


def nearest(draft: str, sent: Iterable[Sent], names: Iterable[str]) -> Near | None:
    """Return the text with the largest share of the draft's words, or None below the limits (S1.5).

    Of equals it is the newest. `names` are those that the draft may hold: the person's, their
    nicknames, their people's, their company. The names in `to` do not count either.
    """
    texts = list(sent)
    left_out = _name_words([*names, *(name for text in texts for name in text.to)])
    words = _words(draft, left_out)
    found = [near for text in texts if (near := _compared(words, text, left_out))]
    return max(found, key=lambda near: (near.share, near.sent.on, near.sent.id), default=None)


def nearest_checked(
    draft: str, checked: Iterable[HashedDraft], names: Iterable[str]
) -> Near | None:
    """Return the checked draft with the largest share of this one's words, as `nearest` does."""
    words = _words(draft, _name_words(names))
    keys = {word.key for word in words}
    # By the words that do not count either: the name of the other reader, if this draft has it.
    hashed: dict[tuple[bytes, frozenset[str]], tuple[list[_Word], list[bytes]]] = {}
    found = []
    for other in checked:
        left_out = _name_words([other.to]) & keys
        if (other.salt, left_out) not in hashed:
            left = [word for word in words if word.key not in left_out]
            hashed[other.salt, left_out] = left, _hashes(left, other.salt)
        left, runs = hashed[other.salt, left_out]
        sent = Sent(other.id, other.on, (other.to,), "")
        near = _near(left, [run in other.hashes for run in runs], sent)
        if near is not None:
            found.append(near._replace(only_checked=True))
    return max(found, key=lambda near: (near.share, near.sent.on, near.sent.id), default=None)


def hashed_runs(draft: str, names: Iterable[str], salt: bytes) -> frozenset[bytes]:
    """Return the hashed runs of a draft; none where it is too short to be near to anything."""
    words = _words(draft, _name_words(names))
    return frozenset(_hashes(words, salt)) if len(words) >= LEAST_WORDS else frozenset()


def is_edited(one: frozenset[bytes], other: frozenset[bytes]) -> bool:
    """True if two drafts to one person are the same letter, before and after it was edited."""
    return len(one & other) >= EDITED * min(len(one), len(other))


def _hashes(words: Sequence[_Word], salt: bytes) -> list[bytes]:
    """Return the hash of each run of words, in their order."""
    keys = [word.key for word in words]
    return [
        blake2b(
            " ".join(keys[at : at + RUN]).encode("utf-8", "surrogatepass"),
            digest_size=HASH_BYTES,
            key=salt,
        ).digest()
        for at in range(len(keys) - RUN + 1)
    ]


def pairs(draft: str, names: Iterable[str]) -> list[tuple[str, str]]:
    """Return up to PAIRS pairs of words by which to look for what may be near.

    They are spread over the draft, each within SPAN words. Of each stretch the two with the most
    letters are taken: long words are rare ones, in any language. There is no name and no number
    between them, because those are what is changed in a copy.
    """
    words = _words(draft, _name_words(names))
    spans = [words[at : at + SPAN] for at in range(len(words) - SPAN + 1)]
    found = [_longest_two(span) for span in spans if span[-1].place - span[0].place == SPAN - 1]
    stretches = min(PAIRS, len(found))
    chosen = []
    for number in range(stretches):
        stretch = found[number * len(found) // stretches : (number + 1) * len(found) // stretches]
        one, other = max(stretch, key=lambda pair: len(pair[0].key) + len(pair[1].key))
        chosen.append((draft[one.start : one.end], draft[other.start : other.end]))
    return list(dict.fromkeys(chosen))


def _longest_two(span: list[_Word]) -> tuple[_Word, _Word]:
    one, other = sorted(span, key=lambda word: -len(word.key))[:2]
    return one, other


def _compared(words: list[_Word], sent: Sent, left_out: frozenset[str]) -> Near | None:
    others = [word.key for word in _words(sent.text, left_out)]
    theirs = {tuple(others[at : at + RUN]) for at in range(len(others) - RUN + 1)}
    runs = (words[at : at + RUN] for at in range(len(words) - RUN + 1))
    return _near(words, [tuple(word.key for word in run) in theirs for run in runs], sent)


def _near(words: Sequence[_Word], runs: Sequence[bool], sent: Sent) -> Near | None:
    """Return how near the words are; `runs` says which runs of them the other text has."""
    same = [False] * len(words)
    for at, is_there in enumerate(runs):
        if is_there:
            same[at : at + RUN] = [True] * RUN
    count = sum(same)
    if count < LEAST_WORDS or count < LIMIT * len(words):
        return None
    first, last = _longest([at for at, is_same in enumerate(same) if is_same])
    return Near(sent, count / len(words), words[first].start, words[last].end)


def _longest(places: list[int]) -> tuple[int, int]:
    """Return first and last of the longest stretch of places.

    A word or two between two of them, which were reworded, do not part it.
    """
    best = first = last = places[0]
    end = last
    for place in places:
        if place - last > RUN:
            first = place
        last = place
        if last - first > end - best:
            best, end = first, last
    return best, end


def _words(text: str, left_out: frozenset[str]) -> list[_Word]:
    """Return the words that count, as they are compared, and where in the text they stand."""
    made = []
    for place, found in enumerate(re.finditer(r"\w+(?:['’]\w+)*", body(text[:LONGEST_READ]))):
        key = name_key(found.group())
        if (
            key not in left_out
            and key.removesuffix("'s") not in left_out
            and (key.isalpha() or not any(char.isdigit() for char in key))
        ):
            made.append(_Word(key, found.start(), found.end(), place))
    return made


def _name_words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for name in names for key in re.findall(r"[\w']+", name_key(name)))
