"""How the text of an event becomes a sentence: "moves to Leeds", "knee operation" (S0.4).

A text may be a noun ("her mother's operation"), a clause ("her daughter starts school"), or what
cannot be told. A noun is on its day or begins on it, a clause is told in the present and in the
past, and all else is said as it stands behind its day. The words: `words/events.txt`.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from caretrack.domain.dates import MONTHS, WEEKDAYS
from caretrack.domain.text import one_line
from caretrack.words import phrase_list, word_set

OTHER, NEWS = "other", "news"
_FILE = "events"
_SHE, _HE = frozenset(["she", "her", "hers"]), frozenset(["he", "his", "him"])
_SUBJECTS = frozenset(["she", "he", "they"])
_MARKS = re.compile(r"[.;:!?()\[\]\n“”\"]|\s[-–—]\s")
_SUBJECT_WORDS = 4  # so far into a text the verb of a person is looked for
_NUMBERS = frozenset(["two", "three", "four", "five", "six", "seven", "several", "few"])


class Sentences(NamedTuple):
    """A text said of a day to come and of one that is past.

    `{day}` stands where the day does: "tomorrow, Fri 4 Dec" before it, "on Fri 4 Dec" after it.
    Both are "" where the text cannot be made a sentence: then it follows its day as it stands.
    `many` is True for a noun in the plural.
    """

    before: str
    after: str
    many: bool = False


AS_IT_STANDS = Sentences("", "")


def sort_of(text: str) -> str:
    """Return what sort of day a text tells of, OTHER where no word says it."""
    if is_news(text):
        return NEWS
    words = _words(text)
    told = [word for word in words if word not in word_set(_FILE, "articles")]
    if told in (["baby"], ["twins"]) or (told[1:] == ["due"] and _is_person(told[0])):
        return "birth"
    padded = f" {' '.join(words)} "
    return next(
        (
            sort
            for sort in word_set_in_order("sorts")
            if any(f" {phrase} " in padded for phrase in phrase_list(_FILE, sort))
        ),
        OTHER,
    )


def is_news(text: str) -> bool:
    """True for "new at Nordwind" and "now Head of Sales": news that has no day of its own."""
    return text.casefold().startswith(("new at ", "now "))


def word_set_in_order(heading: str) -> list[str]:
    """Return the words of a list in their order."""
    return " ".join(phrase_list(_FILE, heading)).split()


def whom(text: str) -> str:
    """Return "her" or "him" where the text says which of them it is about, else "them".

    "her knee operation" is hers; "her mother's operation" is not, nor is "Mia defends her thesis".
    """
    words = _words(text)
    if any(_is_person(word.removesuffix("'s")) for word in words) or _is_name_first(text):
        return "them"
    she, he = not _SHE.isdisjoint(words), not _HE.isdisjoint(words)
    return "them" if she == he else "her" if she else "him"


def sentences_of(text: str) -> Sentences:
    """Return how a text is said before its day and after it."""
    text = one_line(text).rstrip(" .,;:!")
    words = text.split()
    if not text or _MARKS.search(text) or _names_a_day(text) or not _is_english(text):
        return AS_IT_STANDS
    low = [_bare(word) for word in words]
    return (
        _away(text, low)
        or _clause(words, low)
        or (AS_IT_STANDS if _is_no_noun(words, low) else _noun(words, low))
    )


def _away(text: str, low: Sequence[str]) -> Sentences | None:
    """Return the sentences of "off to Nepal", "back at work", "in court"; None for another."""
    person = low[0] in word_set(_FILE, "articles") or _is_person(low[0])
    for at, word in enumerate(low[: _SUBJECT_WORDS if person else 1]):
        following = low[at + 1] if at + 1 < len(low) else ""
        if _is_a_deed(word):
            return None
        if word in ("off", "back") and following in ("home", *word_set(_FILE, "prepositions")):
            return Sentences(f"{_upper(text)} {{day}}", f"{_upper(text)} since {{date}}")
    if low[0] in ("in", "at", "on", "under") and len(low) > 1:
        day = "since {date}" if low[0] == "on" else "{day}"
        return Sentences(f"{_upper(text)} {{day}}", f"{_upper(text)} {day}")
    return None


def _clause(words: Sequence[str], low: Sequence[str]) -> Sentences | None:
    """Return the sentences of a clause, None where the text is none.

    "exhibition opens" gets its article, "brother" has none.
    """
    at = _verb_at(words, low)
    if at is None:
        return None
    past = list(words)
    verb = low[at]
    following = low[at + 1] if at + 1 < len(low) else ""
    if verb in ("is", "are", "was", "were"):
        if following in _doing():
            past[at : at + 2] = [_doing()[following]]
        else:
            past[at] = "was" if verb in ("is", "was") else "were"
    elif verb in ("has", "have") and following == "got":
        past[at : at + 2] = ["had"]
    elif verb in _does():
        past[at] = _does()[verb]
    else:
        past[at] = _doing().get(verb) or _bases()[verb]
    thing = at and not _is_subject(words, low)
    before, after = (" ".join(part) for part in (words, past))
    if thing and not _has_article(words, low):
        before, after = f"the {_lower(before)}", f"the {_lower(after)}"
    return Sentences(f"{_upper(before)} {{day}}", f"{_upper(after)} {{day}}")


def _verb_at(words: Sequence[str], low: Sequence[str]) -> int | None:
    """Return the place of the verb that says what happens, None for none."""
    both = word_set(_FILE, "nouns too")
    if _is_done_first(words, low):
        return 0
    behind_person = _is_subject(words, low)
    for at, word in enumerate(low[1:], 1):
        before = low[at - 1]
        if word in word_set(_FILE, "prepositions"):
            return None
        if before in word_set(_FILE, "articles") or words[at - 1].endswith(("'s", "’s")):
            continue
        if word in ("is", "are", "has", "have"):
            return at
        if behind_person and at <= _SUBJECT_WORDS and (word in _does() or word in _bases()):
            return at
        if word in _does() and word not in both:
            return at
    return None


def _is_done_first(words: Sequence[str], low: Sequence[str]) -> bool:
    """True if a text begins with a verb: "moves", "plays the cello", "moving house".

    "plays", "driving test" and "signing of the lease" begin with nouns.
    """
    if not _is_a_deed(low[0]):
        return False
    following = low[1] if len(low) > 1 else ""
    at_a_thing = following in word_set(_FILE, "articles") or following[:1].isdecimal()
    goes_on = at_a_thing or (following in word_set(_FILE, "prepositions") and following != "of")
    if low[0] in word_set(_FILE, "nouns too"):
        named = bool(following) and words[1][:1].isupper()
        return at_a_thing or following == "to" or ((goes_on or named) and low[0] in _does())
    if low[0] not in _doing() or not following:
        return True
    return goes_on or words[1][:1].isupper() or following in word_set(_FILE, "done to")


def _is_a_deed(word: str) -> bool:
    return word in _does() or word in _doing() or word in ("is", "are", "has")


def _is_subject(words: Sequence[str], low: Sequence[str]) -> bool:
    """True if a text begins with a person, who then does something: "her daughter", "Mia"."""
    if low[0] in _SUBJECTS:
        return True
    start = 1 if low[0] in word_set(_FILE, "articles") else 0
    for word in low[start : start + 2]:
        if _is_person(word):
            return True
    return _is_name_first(" ".join(words))


def _is_name_first(text: str) -> bool:
    """True if a text begins with a name and a verb: "Mia starts school"."""
    words = text.split()
    low = [_bare(word) for word in words]
    return (
        len(words) > 1
        and words[0][:1].isupper()
        and low[0] not in word_set(_FILE, "articles")
        and low[0] not in _SUBJECTS
        and not _is_a_deed(low[0])
        and _is_known_verb(low[1])
    )


def _is_known_verb(word: str) -> bool:
    return word in ("is", "are", "has") or (
        word in _does() and word not in word_set(_FILE, "nouns too")
    )


def _is_no_noun(words: Sequence[str], low: Sequence[str]) -> bool:
    """True if a text is neither a noun nor a clause that is understood."""
    if low[0].isdecimal() or low[0] in _NUMBERS or "," in " ".join(words):
        return True
    if low[0] in word_set(_FILE, "bases") or not word_set(_FILE, "sentences").isdisjoint(low):
        return True
    # "wants to run", "cuts the ribbon": a verb that is not listed.
    article = low[1:2] and (low[1] in word_set(_FILE, "articles") or low[1] == "to")
    return bool(article) and low[0] not in word_set(_FILE, "articles") and low[1] != "to"


def _noun(words: Sequence[str], low: Sequence[str]) -> Sentences:
    if low[-1] == "due" and len(low) > 1:
        return _due(words[:-1], low[:-1])
    text = _upper(_with_article(words, low))
    head = _head(low)
    many = _is_many(head)
    if head == "results":
        return Sentences(f"{text} are due {{day}}", f"{text} were due {{day}}", many=True)
    if sort_of(" ".join(words)) == "birth" and head in ("baby", "twins", "child"):
        return _due(words, low)
    if head in word_set(_FILE, "last long"):
        begins = "begin" if many else "begins"
        return Sentences(f"{text} {begins} {{day}}", f"{text} began {{day}}", many=many)
    is_, was = ("are", "were") if many else ("is", "was")
    return Sentences(f"{text} {is_} {{day}}", f"{text} {was} {{day}}", many=many)


def _due(words: Sequence[str], low: Sequence[str]) -> Sentences:
    theirs = _is_person(low[0]) and low[0] not in ("baby", "twins")
    told = " ".join(words) if theirs else _with_article(words, low)
    text, many = _upper(told), _is_many(_head(low))
    is_, was = ("are", "were") if many else ("is", "was")
    return Sentences(f"{text} {is_} due {{day}}", f"{text} {was} due {{day}}", many=many)


def _head(low: Sequence[str]) -> str:
    """Return the noun that a noun phrase is about: the last before a preposition."""
    end = next(
        (at for at, word in enumerate(low) if at and word in word_set(_FILE, "prepositions")),
        len(low),
    )
    return low[end - 1]


def _is_many(noun: str) -> bool:
    if noun in word_set(_FILE, "plurals"):
        return True
    singular = noun.endswith(("ss", "us", "is", "'s", "s'")) or len(noun) < 4
    return noun.endswith("s") and not singular and noun not in word_set(_FILE, "no plurals")


def _has_article(words: Sequence[str], low: Sequence[str]) -> bool:
    """True if a noun phrase needs no "the": "her exam", "Mia's exam", "mother's exam", "chemo"."""
    if low[0] in word_set(_FILE, "articles"):
        return True
    if low[0] in word_set(_FILE, "no article"):
        return word_set(_FILE, "prepositions").isdisjoint(low)
    if len(low) == 1 and low[0] in word_set(_FILE, "feasts"):
        return True
    owner = words[0].replace("’", "'")
    return owner.endswith(("'s", "s'")) and (owner[:1].isupper() or _is_person(low[0][:-2]))


def _with_article(words: Sequence[str], low: Sequence[str]) -> str:
    text = " ".join(words)
    return text if _has_article(words, low) else f"the {_lower(text)}"


def _is_person(word: str) -> bool:
    people = word in word_set("said", "people") and word not in word_set(_FILE, "animals")
    return people or word in word_set(_FILE, "people too")


def _names_a_day(text: str) -> bool:
    words = _words(text)
    named = {"tomorrow", "today", "yesterday"}.intersection(words)
    months = [word for word in words if word in MONTHS and len(word) > 3 and word not in ("march",)]
    days = [word for word in words if word in WEEKDAYS and len(word) > 4]
    return bool(named or months or days) or re.search(r"\d{4}-\d\d-\d\d", text) is not None


def _is_english(text: str) -> bool:
    """True if most words are known: of one or two words one, of more over a half.

    Names within the text count for nothing.
    """
    first, *others = text.split()
    words = [_bare(word) for word in (first, *(word for word in others if word[:1].islower()))]
    known = [word for word in words if _is_known(word)]
    return 2 * len(known) > len(words) if len(words) > 2 else bool(known)


def _is_known(word: str) -> bool:
    plain = word.removesuffix("'s")
    listed = (word_set("english", part) for part in ("small words", "words"))
    return plain in _vocabulary() or _is_person(plain) or any(plain in words for words in listed)


@cache
def _vocabulary() -> frozenset[str]:
    """Return the words of all sorts, and the verbs."""
    lists = ("verbs", *word_set_in_order("sorts"))
    return frozenset(word for name in lists for word in word_set(_FILE, name))


def _lower(text: str) -> str:
    """Return a text with a small first letter, unless it begins with a name or initials."""
    first = text.split(maxsplit=1)[0]
    bare = _bare(first)
    plain = (
        _is_known(bare)
        and bare not in word_set(_FILE, "feasts")
        and first[1:].replace("'", "").isalpha()
    )
    return text[:1].lower() + text[1:] if plain and first[1:].islower() else text


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").strip(',.;:!?()"“”')


def _words(text: str) -> list[str]:
    return [bare for word in text.split() if (bare := _bare(word))]


@cache
def _does() -> dict[str, str]:
    """Return the past of each "he does"."""
    return {does: did for does, _, did in _verbs()}


@cache
def _doing() -> dict[str, str]:
    """Return the past of each "doing"."""
    return {doing: did for _, doing, did in _verbs()}


@cache
def _bases() -> dict[str, str]:
    """Return the past of each "they do"."""
    return {_base(does): did for does, _, did in _verbs()} | {"have": "had"}


def _base(does: str) -> str:
    """Return "do" of "does": "fly" of "flies", "launch" of "launches", "move" of "moves"."""
    if does == "has":
        return "have"
    if does.endswith("ies"):
        return does[:-3] + "y"
    whole = does.endswith(("ches", "shes", "oes"))
    return does[:-2] if whole else does[:-1]


def _verbs() -> list[list[str]]:
    return [line.split() for line in phrase_list(_FILE, "verbs")]
