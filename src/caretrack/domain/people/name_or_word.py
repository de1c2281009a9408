"""Whether a word that is somebody's name stands for them, or for what it means: Will, May, Rose.

Signs for and against are weighed: how it is written, what stands beside it, whether they were
there. What is between the two is in doubt, and a person is asked.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.domain.people.plain_names import is_everyday_word, is_title
from caretrack.domain.people.sought import WRITTEN
from caretrack.domain.people.word_forms import by_language, is_english_word, language_of
from caretrack.words import phrase_set, word_pairs, word_set

# What a place of a name is: the person, a plain word, somebody else of the name, or in doubt.
PERSON, WORD, OTHER, DOUBT = "person", "word", "other", "doubt"
# What capitals say in a text: nothing, as it has none or nothing else; little, as only sentences
# begin with them; or that a name has one.
NO_CASE, WEAK_CASE, CASE = 0, 1, 2
_CERTAIN = 2  # points from which it is the person, and below zero the word
_SHORTEST_OF_ITS_OWN = 3  # letters
_REACH = 6  # words before "to May" in which the verb is looked for
_MODALS_BEHIND = frozenset({"will", "would", "can", "could", "must", "should", "might", "wont"})
_BETWEEN_NAMES = (",", "&", "+", "/")
_PEOPLE_CASELESS = "\u0590-\u06ff\u0900-\u0dff\u10a0-\u10ff"


class TextWord(NamedTuple):
    """A word of a text: its key, where it stands, and whether it begins a sentence."""

    key: str
    start: int
    end: int
    capital: bool
    begins: bool


class Text(NamedTuple):
    """A text as words, what its capitals say, and its language ("" where no list knows it)."""

    text: str
    words: tuple[TextWord, ...]
    case: int
    language: str

    def key(self, at: int) -> str:
        """Return the key of a word; "" outside the text."""
        return self.words[at].key if 0 <= at < len(self.words) else ""

    def gap(self, at: int) -> str:
        """Return what stands between the word `at` and the one before it."""
        start = self.words[at - 1].end if at else 0
        end = self.words[at].start if at < len(self.words) else len(self.text)
        return self.text[start:end]


class Near(NamedTuple):
    """What is known beside the text.

    `there` is True if the person was part of the touch, `that_day` if they had a touch that day.
    `words` are the names of the others who were part of it, as single words.
    """

    there: bool = False
    that_day: bool = False
    words: frozenset[str] = frozenset()


def text_of(text: str) -> Text:
    """Take a text apart."""
    words: list[TextWord] = []
    end = 0
    for match in re.finditer(WRITTEN, text):
        gap = text[end : match.start()]
        begins = not words or (
            gap != " " and re.search(r"[.!?:;…\n•¿¡。]|\s[-–—*]\s", gap) is not None
        )
        if (
            words
            and begins
            and gap.strip() == "."
            and (is_title(words[-1].key) or len(words[-1].key) == 1)
        ):
            begins = False
        end = match.end()
        capital = match.group()[0].isupper()
        words.append(TextWord(name_key(match.group()), *match.span(), capital, begins))
    return Text(
        text, tuple(words), _case(text, words), language_of(text, (word.key for word in words))
    )


def _case(text: str, words: Sequence[TextWord]) -> int:
    """Return what capitals say in a text."""
    capitals = [word for word in words if word.capital and word.key != "i"]
    if not capitals or not any(char.islower() for char in text):
        return NO_CASE
    return CASE if any(not word.begins for word in capitals) else WEAK_CASE


def verdict_of(text: Text, at: int, near: Near) -> str:
    """Return what the word `at`, which is a name of the person, stands for."""
    word = text.words[at]
    if re.match(f"[{_PEOPLE_CASELESS}]", word.key):
        return _verdict_without_case(text, at, near)
    if not is_plain(word.key, text.language):
        return _verdict_of_name(text, at)
    points = _points(text, at, near)
    return PERSON if points >= _CERTAIN else WORD if points <= -_CERTAIN else DOUBT


# Notes of a few words are easily taken for another language of the family.
_FAMILIES = ({"fr", "es", "pt", "it"}, {"pl", "cs", "ru"})


def is_plain(key: str, language: str) -> bool:
    """True if a name is a plain word, too, in the language of the text.

    One of two letters is a word of some language.
    """
    plain = by_language("plain names")
    if len(key) < _SHORTEST_OF_ITS_OWN:
        return True
    if language in ("", "en"):
        english = (
            is_everyday_word(key) or key in plain["en"] or key in word_set("mentions", "places")
        )
        return english or _is_english(key) or (not language and _is_plain_abroad(key))
    small = key in by_language("small words").get(language, frozenset())
    month = key in word_set("names", "months") and key not in ("mar", "jan")
    family = next((one for one in _FAMILIES if language in one), {language})
    return small or month or any(key in plain.get(one, ()) for one in family)


def _is_plain_abroad(key: str) -> bool:
    return any(key in words for words in by_language("plain names").values())


@cache
def _is_english(key: str) -> bool:
    return key in word_set("names", "in the family") or is_english_word(key)


def _verdict_of_name(text: Text, at: int) -> str:
    """Return the verdict on a name that is no plain word: capital or not, it is the person.

    Without its capital, in a text that has them for names, it may be a word that no list has.
    """
    word = text.words[at]
    if _is_one(text, text.key(at - 1)) and not word.begins:
        return DOUBT
    if word.capital:
        return PERSON
    if not word.begins and text.key(at - 1) in word_set("mentions", "determiners"):
        return DOUBT
    named = _beside(text, at) > 0
    return PERSON if named or text.case < CASE else DOUBT


def _is_one(text: Text, before: str) -> bool:
    """True for an article that stands before no person: "a Mercedes", "un Picasso"."""
    english = text.language in ("", "en") and before in ("a", "an")
    return english or (text.language != "de" and before in word_set("mentions", "one"))


def _verdict_without_case(text: Text, at: int, near: Near) -> str:
    word = text.words[at]
    if not any(word.key.endswith(name) for name in by_language("plain names")["other"]):
        return PERSON
    return PERSON if near.there or _beside(text, at) >= _CERTAIN else DOUBT


def _points(text: Text, at: int, near: Near) -> int:
    """Return the points for the person, less those for the plain word."""
    word = text.words[at]
    points = _written(text, at) + _beside(text, at) - _against(text, at)
    if word.capital or text.case == NO_CASE:
        points += 2 if near.there else 1 if near.that_day else 0
    return points


def _written(text: Text, at: int) -> int:
    word = text.words[at]
    if text.case == NO_CASE:
        return -1
    if not word.capital:
        return -3 if text.case == CASE else -2
    if word.begins or _is_month(word.key):
        return 0
    if word.key in word_set("mentions", "modals"):
        return 3
    # "Blood type O".
    weak = len(word.key) == 1 or text.language == "de"
    return 1 if weak or word.key in word_set("mentions", "places") else 2


def _is_month(key: str) -> bool:
    return key in word_set("names", "months")


def _beside(text: Text, at: int) -> int:
    """Return the points that the words beside it give to the person."""
    word = text.words[at]
    points = _before(text, at)
    sign = text.text[word.start - 1 : word.start] if word.start else ""
    points += 6 if sign == "@" else 1 if sign == "#" else 0
    points += max(_behind(text, at), _joined(text, at))
    return points


def is_beside_person(text: Text, first: int, last: int) -> bool:
    """True if what stands beside the words `first` to `last` speaks of a person."""
    return max(_before(text, first), _behind(text, last)) > 0


def _before(text: Text, at: int) -> int:
    """Return the points of the word before it, in the same sentence."""
    before = text.key(at - 1)
    if not before or text.words[at].begins or re.search(r"[,()]", text.gap(at)):
        return 0
    if is_title(before) and before not in ("no", "so"):
        return 4
    if _in(text, "before a person", before):
        return 3
    if before in word_set("mentions", "gives") and text.words[at].capital:
        return 3
    if before in ("to", "from", "into") and any(
        text.key(back) in word_set("mentions", "gives to")
        for back in range(max(0, at - _REACH), at - 1)
    ):
        return 3
    if before == "of" and text.key(at - 2) in word_set("mentions", "kin"):
        return 3
    weak = _in(text, "before somebody", before)
    return 1 if weak and (text.words[at].capital or text.case == NO_CASE) else 0


def _in(text: Text, heading: str, key: str) -> bool:
    """True if a list has a word, for the language of the text and for English."""
    lists = by_language(heading)
    languages = (text.language or "en", "other")
    return any(key in lists.get(language, ()) for language in languages)


def _behind(text: Text, at: int) -> int:
    """Return the points of what follows: what it has, what it does, a colon as behind a heading."""
    word = text.words[at]
    rest = text.text[word.end :]
    if re.match(r"['’]\w", rest) or (rest.startswith(("'", "’")) and word.key.endswith("s")):
        return 0 if _is_month(word.key) and text.key(at - 1) != "at" else 3
    following, more = _verbs_behind(text, at)
    if _in(text, "people do", following) and not _is_base(word.key, following):
        return 3
    if following in _MODALS_BEHIND and word.key in word_set("mentions", "modals"):
        return 6
    if following in word_set("mentions", "things do too") and text.language in ("", "en"):
        if more in word_set("mentions", "people are") or more.isdecimal():
            return 3
        if following in ("has", "had") and word.key not in word_set(
            "mentions", "without an article"
        ):
            return 2 + _is_had(more)
        modal = word.key in word_set("mentions", "modals")
        asked = following in ("can", "would", "could") or more in ("", "it", "be")
        return 0 if _is_month(word.key) or asked else 3 if modal else 1
    label = (len(text.words) == 1 and not rest.strip(" .!")) or re.match(r"(?::| \(| [-–] )", rest)
    if label and word.capital:
        return 2
    return 0


def _is_had(key: str) -> bool:
    """True for what a person has, or has done: "has a new job", "has moved"."""
    own = key in ("a", "an", "the", "no", "his", "her", "two", "three", "four", "lots", "new")
    return own or key in by_language("people do")["en"] or key.endswith("ed")


def _verbs_behind(text: Text, at: int) -> tuple[str, str]:
    """Return the two words behind it that say what it does, without an adverb."""
    if not _is_followed(text, at):
        return "", ""
    at, skipped = at + 1, 0
    while text.key(at) in word_set("mentions", "adverbs") and skipped < 2:
        at, skipped = at + 1, skipped + 1
    return text.key(at), text.key(at + 1)


def _is_followed(text: Text, at: int) -> bool:
    """True if a word stands behind it in the same part of the sentence."""
    return at + 1 < len(text.words) and not (
        text.words[at + 1].begins or re.search("[,(]", text.gap(at + 1))
    )


def _is_base(name: str, following: str) -> bool:
    """True if the word behind a modal is one that it may have: "Will read", "May put"."""
    return name in word_set("mentions", "modals") and following in word_set(
        "mentions", "verbs behind"
    )


def _joined(text: Text, at: int) -> int:
    """Return the points of another name beside it: "Will and Eva", "Eva, Will"."""
    word = text.words[at]
    if not word.capital:
        return 0
    for place, other in ((at + 1, at + 2), (at, at - 2)):
        joins = text.key(place if place > at else at - 1)
        if joins in word_set("mentions", "joins") and 0 <= other < len(text.words):
            beside = text.words[other]
            if beside.capital and beside.key != "i" and not _is_month(beside.key):
                return 2
            if beside.key in ("i", "me", "we", "his", "her", "their") and place > at:
                return 2
    for other, gap in ((at + 1, at + 1), (at - 1, at)):
        if 0 <= other < len(text.words) and text.gap(gap).strip() in _BETWEEN_NAMES:
            beside = text.words[other]
            if beside.capital and beside.key != "i" and not _is_month(beside.key):
                return 2 if not _is_month(word.key) else 1
    return 0


def _against(text: Text, at: int) -> int:
    """Return the points for the plain word."""
    word = text.words[at]
    before = "" if word.begins else text.key(at - 1)
    following, _ = _verbs_behind(text, at)
    points = 0
    placed = _before(text, at) >= 3
    if text.language in ("", "en") and before in word_set("mentions", "determiners"):
        points += 2 if word.capital else 3
    if text.language == "de":
        points += 4 if before in word_set("mentions", "german determiners") else 0
        points += 3 if before in word_set("mentions", "german articles") else 0
    elif before in word_set("mentions", "one") or (
        not word.capital and before in word_set("mentions", "articles")
    ):
        points += 3
    if _is_month(word.key) and not placed:
        points += _of_month(text, at, before)
    if word.key in word_set("mentions", "places") and before in word_set(
        "mentions", "before a place"
    ):
        points += 2 if before in ("to", "from") else 4
    if word.key in word_set("mentions", "modals") and text.language in ("", "en"):
        verbs = word_set("mentions", "verbs behind")
        base = following in verbs or (
            _is_followed(text, at) and text.key(at + 1) in verbs - word_set("mentions", "adverbs")
        )
        points += (2 if placed else 4) if base else 0
        points += 4 if before in word_set("mentions", "subjects") else 0
    if following in _beside_word("behind").get(word.key, ()) and "'" not in text.gap(at + 1):
        points += 2 if placed else 4
    if before in _beside_word("before").get(word.key, ()):
        points += 2 if placed else 4
    return points


def _of_month(text: Text, at: int, before: str) -> int:
    """Return the points for a month: a number beside it, or a word that stands before a time."""
    behind = text.key(at + 1)
    if before[:1].isdecimal() or re.match(r"\d", behind):
        return 4
    if before in ("in", "since", "until", "till", "during", "late", "mid"):
        return 4
    if _is_month(text.key(at - 2)) and before in word_set("mentions", "joins"):
        return 4
    if _joined(text, at) > 1 and before != "in":
        return 0
    return 3 if before in word_set("mentions", "before a month") else 0


@cache
def _beside_word(heading: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, words in word_pairs("mentions", heading):
        found[word] = found.get(word, frozenset()).union(words)
    return found


def in_phrase(keys: Sequence[str], at: int) -> bool:
    """True if the word `at` stands in a fixed phrase that is of nobody: "Uncle Sam"."""
    longest = 5
    return any(
        " ".join(keys[first:last]) in phrase_set("mentions", "phrases")
        for first in range(max(0, at - longest + 1), at + 1)
        for last in range(max(at + 1, first + 2), min(len(keys), first + longest) + 1)
    )
