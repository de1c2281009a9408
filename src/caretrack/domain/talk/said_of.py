"""Of whom a clause of a note speaks, and whether it says that something is so.

A note is about one person and seldom names them: what has no subject is theirs. What the writer
feels or does, and what others beside them do, is not.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from caretrack.domain.dates import DAY_NAMES, MONTHS
from caretrack.domain.language.clauses import Clause, Line
from caretrack.domain.language.phrases import BREAKS, PhraseHit
from caretrack.words import word_set

THEY, KIN, WRITER, OTHERS = "they", "kin", "writer", "others"
_FILE = "proposals"
_DENIED_WITHIN = 4  # words: how far before a phrase it is denied
_SHORTEST_VERB = 4
_THING = 5  # words of "the new restaurant may well"
_ENDS = frozenset(".!?;…¶")
# Words between relatives: "mother in law", "wife and his son".
_KIN_JOINS = frozenset(["and", "his", "her", "their", "in", "law"])
_CALENDAR = frozenset([*MONTHS, *(name.lower() for name in DAY_NAMES)])
_ELSE = {"his": "she", "her": "he"}
_HEARD = frozenset(["hear", "see", "tell", "feel", "sense"])  # "you could hear that …"
_GONE = frozenset([("any", "more"), ("any", "longer")])


def words_in(name: str) -> frozenset[str]:
    """Return a list of words of the rules."""
    return word_set(_FILE, name)


def is_kin(word: str) -> bool:
    """True for a relative: "daughter", "daughter's"."""
    return word.removesuffix("'s") in words_in("kin")


def is_left_open(line: Line, clause: Clause, hit: PhraseHit) -> bool:
    """True for a phrase that needs more and says nothing: "proud of it", "proud of her son"."""
    if line.words[hit.last - 1] not in words_in("before an object"):
        return False
    proud = line.words[hit.first] == "proud"
    return all(
        word in words_in("nothing said")
        or word in words_in("before a noun")
        or (proud and is_kin(word))
        for word in line.words[hit.last : clause.last]
    )


class About(NamedTuple):
    """The one that a note is about, by the words of their name.

    `others` are words of other names. `not_theirs` is the pronoun that is not theirs: after "his
    mother", "she" is she.
    """

    names: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    not_theirs: str = ""


def not_theirs(words: Sequence[str]) -> str:
    """Return the pronoun that speaks of a relative: "she" in a note with "his mother"."""
    for word, following in pairwise(words):
        if word in _ELSE and is_kin(following):
            return _ELSE[word]
    return ""


def subject(line: Line, clause: Clause, at: int, about: About) -> str:
    """Return of whom the words at `at` speak, by the nearest word before them that names anybody.

    `about` is the one that the note is about.
    """
    for place in range(at - 1, clause.reach - 1, -1):
        word = line.words[place]
        if about.not_theirs and word.partition("'")[0] == about.not_theirs:
            return KIN
        if word in words_in("they") or word.removesuffix("'s") in about.names:
            return THEY
        if word in words_in("writer") or word in ("my", "our"):
            return WRITER
        if word in words_in("writer's acts") and line.words[place + 1] not in ("me", "us"):
            return WRITER
        if is_kin(word) and not is_object(line, clause, place):
            return KIN
        is_other = word in words_in("others") or _is_somebody(line, clause, place, about)
        if is_other and not is_object(line, clause, place):
            return OTHERS
    return THEY


def _is_somebody(line: Line, clause: Clause, at: int, about: About) -> bool:
    """True for the name of somebody else: one of `others`, or a capital within a sentence.

    Where the name of the person is not known, that may be theirs.
    """
    if not line.is_capital(at) or line.words[at] in _CALENDAR:
        return False
    begins = at == clause.reach and clause.opens
    return line.words[at] in about.others or (bool(about.names) and not begins)


def is_object(line: Line, clause: Clause, at: int) -> bool:
    """True for a noun behind a preposition or a greeting: "lunch with her husband"."""
    for place in range(at - 1, max(clause.reach, at - 4) - 1, -1):
        if line.words[place] in words_in("before an object"):
            return True
        if line.words[place] not in words_in("before a noun"):
            return False
    return False


def after_kin(line: Line, at: int, last: int) -> int:
    """Return the place of the first word that is not of "daughter Mia", "son Leo (14) and wife"."""
    end = at + 1
    while end < last and (
        line.is_capital(end)
        or line.words[end] in BREAKS
        or line.words[end][0].isdecimal()
        or is_kin(line.words[end])
        or (line.words[end] in _KIN_JOINS and end + 1 < last and _joins(line.words[end + 1]))
    ):
        end += 1
    return end


def _joins(word: str) -> bool:
    return is_kin(word) or word in _KIN_JOINS


def tells(line: Line, clause: Clause, at: int, end: int) -> bool:
    """True if what stands from `end` on, behind the relative at `at`, tells something of them."""
    words = line.words
    word, more = words[end], words[end + 1 : clause.last]
    if not words_in("greets").isdisjoint(words[end : end + 3]):
        return False
    if word in words_in("reports") or word in ("and", "or"):
        return False
    if is_object(line, clause, at) and "'s" not in words[at]:
        return word in ("who", "who's") or (word.endswith("ing") and bool(more))
    if "'s" in words[at]:
        return bool(more) or word in words_in("days of theirs")
    if word in words_in("does") or word.endswith(("ed", "ing")):
        return bool(more) or word not in ("is", "are", "was", "were", "has", "had", "got")
    if word in words_in("is at"):
        return bool(more) and all(
            one in words_in("before a noun") for one in words[clause.first : at]
        )
    return word.endswith("s") and len(word) >= _SHORTEST_VERB


def end_of_deeds(line: Line, clause: Clause) -> int:
    """Return the word after the last of a clause and of "and broke her hip" behind it."""
    end = clause.last
    while line.words[end : end + 1] == ["and"] and words_in("new subject").isdisjoint(
        line.words[end + 1 : end + 2] or ["he"]
    ):
        end += 2
        while end < len(line.words) and line.words[end] not in BREAKS | {"and", "but"}:
            end += 1
    return end


def with_thing(line: Line, first: int, at: int, about: About) -> int:
    """Return where a fact begins whose verb stands at `at`, in words told from `first` on.

    "the restaurant may have to close" is told with the restaurant, "he may have to close" from
    "may" on.
    """
    before = line.words[first:at]
    if (
        line.words[at] not in words_in("said of a thing")
        or len(before) > _THING
        or not words_in("before an object").isdisjoint(before)
    ):
        return at
    idle = words_in("before a fact") | words_in("might") | about.names
    if any(word not in idle and not word.endswith("ly") for word in before):
        return first
    while at > first and line.words[at - 1] in words_in("might"):
        at -= 1
    return at


def with_owner(line: Line, clause: Clause, first: int) -> int:
    """Return the word from which a text says whose relative it is of: "her mother has …"."""
    owned = first > clause.first and is_kin(line.words[first])
    return first - 1 if owned and line.words[first - 1] in ("his", "her", "their") else first


def start_of_sentence(line: Line, at: int) -> int:
    """Return the first word of the sentence that the word `at` is in."""
    while at and line.words[at - 1] not in _ENDS:
        at -= 1
    return at


def is_denied(line: Line, clause: Clause, hit: PhraseHit, *, whole: bool = False) -> bool:
    """True if the words of a phrase are denied, asked or only supposed.

    With `whole`, a word that denies may stand anywhere up to two words behind the phrase.
    """
    before = line.words[clause.first : hit.first]
    after = line.words[hit.last : clause.last]
    if not words_in("not").isdisjoint(before[-_DENIED_WITHIN:] + (after[:2] if whole else [])):
        return True
    gone = "anymore" in after or not _GONE.isdisjoint(pairwise(after))
    if gone and line.words[hit.first] not in words_in("not"):
        return True
    return any(
        word in words_in("not if") and not (word == "could" and following in _HEARD)
        for word, following in pairwise([*before, ""])
    )
