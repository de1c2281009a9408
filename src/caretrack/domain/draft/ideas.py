"""What is this reader's own: words that make a letter personal, ideas for a better sentence.

An idea always names its source and day. Nothing is taken from categories that were declined or
closed, nor from a boundary (S0.4, S1.2, S2.3, S2.6).
"""

import re
from collections.abc import Container, Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from caretrack.domain.dates import short
from caretrack.domain.language.stems import stop_words, word_stem
from caretrack.domain.model import Fact
from caretrack.domain.people.names import name_key
from caretrack.domain.talk.categories import NOT_RAISED, category, is_old, silent_categories
from caretrack.domain.talk.openers import Opener
from caretrack.domain.text import sentence, shortened
from caretrack.words import word_set

TOPICS_READ = 3
# Openers without a word of theirs.
OF_NOBODY = frozenset({"question", "just-because"})
_WIDTH = 60

# How the idea is brought in, by rule; after it comes the idea as a sentence.
LEADS = {
    "reflex-sign-off": "End on something of theirs. ",
    "selling": "Keep it for a mail of its own. ",
    "about-us": "Turn it round to them. ",
    "pasted": "Write it anew for them. ",
    "leave-alone": "Leave it out. ",
}


class DraftReader(NamedTuple):
    """What the journal knows of the person a draft is for.

    `names` are nicknames and the names of people in their ties; `facts` current ones, told or
    noticed; `topics` the day and note of their newest caring touches, newest first; `openers` those
    of today; `nicknames` what else they are called.
    """

    name: str
    names: tuple[str, ...] = ()
    company: str = ""
    role: str = ""
    service: str = ""
    facts: tuple[Fact, ...] = ()
    topics: tuple[tuple[date, str], ...] = ()
    openers: tuple[Opener, ...] = ()
    nicknames: tuple[str, ...] = ()
    left_alone: tuple[Fact, ...] = ()
    ties: tuple[tuple[str, str], ...] = ()
    archived_on: date | None = None
    archived_why: str = ""


class ReaderWords(NamedTuple):
    """The stems of a person's words: `called` their name, `company` its name, `known` the rest.

    `service` is what you do for them: a word of theirs in a letter that sells nothing (S1.9).

    `pairs` are everyday words side by side: "nine days" of a spare part says what "days" does not.
    """

    called: frozenset[str]
    company: frozenset[str]
    known: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    service: frozenset[str] = frozenset()


class DraftIdea(NamedTuple):
    """A sentence that says what to write of instead, and the stems of what it is about."""

    text: str
    stems: frozenset[str]


@cache
def filler() -> frozenset[str]:
    """Return the words that say nothing of anybody in particular."""
    return _little() | word_set("draft_filler", "everyday")


@cache
def _filler_stems() -> frozenset[str]:
    return frozenset(map(word_stem, filler()))


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the words of `text` that say something: no filler, no bare number."""
    return frozenset(word_stem(word) for word in _words(text) if says_something(word))


def _pairs_of(text: str) -> Iterator[tuple[str, str]]:
    words = _words(text)
    yield from (
        (word_stem(one), word_stem(other))
        for one, other in pairwise(words)
        if can_pair(one) and can_pair(other)
    )
    # "Under-12 football" is theirs by its number, "check-in" by nothing.
    joined = re.findall(r"(\w+)-(\w+)", text.lower())
    yield from (
        (word_stem(one), word_stem(other))
        for one, other in joined
        if one.isdecimal() or other.isdecimal()
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:'\w+)*", text.lower().replace("’", "'"))


def can_pair(word: str) -> bool:
    """True if a word in lower case says something beside another: all but the little words."""
    return (
        word[:1].isalpha()
        and len(word) > 1
        and word not in _little()
        and word_stem(word) not in _little_stems()
    )


@cache
def _little() -> frozenset[str]:
    return stop_words() | word_set("draft_filler", "little")


@cache
def _little_stems() -> frozenset[str]:
    return frozenset(map(word_stem, _little()))


def says_something(word: str) -> bool:
    """True if a word in lower case is one of its own, and no filler."""
    return (
        word[:1].isalpha()
        and (len(word) > 2 or not word.isascii())
        and word.removesuffix("'s") not in filler()
        and word_stem(word) not in _filler_stems()
    )


def words_of_reader(reader: DraftReader | None) -> ReaderWords:
    """Return the words by which a letter to `reader` is known to be for them."""
    if reader is None:
        return ReaderWords(frozenset(), frozenset(), frozenset(), frozenset())
    called = frozenset(word_stem(word) for word in name_key(reader.name).split())
    openers = (
        opener.text for opener in reader.openers if opener.why not in {*OF_NOBODY, "service"}
    )
    facts = (fact.text for fact in _open_facts(reader))
    texts = (
        reader.role,
        *reader.names,
        *facts,
        *(note for _, note in reader.topics[:TOPICS_READ]),
        *openers,
    )
    known = frozenset().union(*map(stems_of, texts)) - called
    return ReaderWords(
        called,
        stems_of(reader.company),
        known,
        frozenset(pair for text in texts for pair in _pairs_of(text)),
        stems_of(reader.service) - called,
    )


def ideas(reader: DraftReader, today: date) -> list[DraftIdea]:
    """Return what to write of, best first.

    It is the openers of today, then facts worth following, told before noticed, then what was last
    spoken of.
    """
    facts = {fact.id: fact for fact in _open_facts(reader)}
    opened = [opener.source for opener in reader.openers]
    followed = sorted(
        (fact for fact in facts.values() if _is_followed(fact) and fact.id not in opened),
        key=lambda fact: (fact.source == "told", fact.learned_on, fact.id),
        reverse=True,
    )
    questions = [opener for opener in reader.openers if opener.why == "question"]
    said = {opener.on for opener in reader.openers if opener.why in {"said", "mood"}}
    return [
        *(
            _of_opener(opener, facts, today)
            for opener in reader.openers
            if opener.why not in OF_NOBODY
            and (opener.source not in facts or _is_followed(facts[opener.source]))
        ),
        *(_of_fact(fact, today) for fact in followed),
        *_of_topics(reader, said, today),
        *(DraftIdea(opener.text, frozenset()) for opener in questions),
    ]


def _is_followed(fact: Fact) -> bool:
    """True for a fact that a letter can speak of; what stands aside is only good to know."""
    row = category(fact.category)
    return bool(row.opener) and not row.aside


def _open_facts(reader: DraftReader) -> Iterator[Fact]:
    silent = silent_categories(reader.facts) | NOT_RAISED
    return (
        fact
        for fact in reader.facts
        if fact.category not in silent and fact.text and fact.retired_on is None
    )


def _of_opener(opener: Opener, facts: dict[str, Fact], today: date) -> DraftIdea:
    if opener.why == "fact" and opener.source in facts:
        return _of_fact(facts[opener.source], today)
    return DraftIdea(sentence(opener.text), stems_of(opener.text))


def _of_fact(fact: Fact, today: date) -> DraftIdea:
    text = shortened(fact.text, _WIDTH)
    source = f"({fact.category}, {short(fact.learned_on, today)})."
    if is_old(fact, today):
        said = f"Ask whether it is still so: “{text}” {source}"
    elif fact.source == "noticed":
        said = f"You noticed “{text}” {source} Ask, and let them tell."
    else:
        said = f"{category(fact.category).draft} “{text}” {source}"
    return DraftIdea(said, stems_of(fact.text))


def _of_topics(
    reader: DraftReader, said: Container[date | None], today: date
) -> Iterator[DraftIdea]:
    """Yield what was spoken of, but for the days of which an opener tells already."""
    for on, note in reader.topics:
        if on not in said and stems_of(note):
            yield DraftIdea(
                f"Come back to what you spoke of on {short(on, today)}: "
                f"“{shortened(note, _WIDTH)}”.",
                stems_of(note),
            )
