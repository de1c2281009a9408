"""What of a letter its reader would rather not be spoken to about (S2.6).

That is what stands under "do not raise", and a category that they declined or that was closed.

A boundary is cut into parts ("his brother, and the merger talks"). A part of one or two telling
words is spoken of if one of them stands in the letter; of a longer one it takes a name, or two
words in one sentence. Words of everyday letters ("the review") count only if they are called
"your" or asked about. "His brother" is also the name that the journal has for him. A declined
category is known by the phrases of words/draft_subjects.txt, and by the facts in it. What is the
writer's own ("my brother") is not theirs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from caretrack.domain.draft.analysis import DraftAnalysis, sentence_words
from caretrack.domain.draft.ideas import DraftReader, says_something
from caretrack.domain.language.letter import Sentence
from caretrack.domain.language.phrases import PhraseHit, Rules, longest_hits
from caretrack.domain.language.stems import stop_words, word_stem
from caretrack.domain.model import Fact
from caretrack.domain.talk.categories import CATEGORIES, NOT_RAISED
from caretrack.words import phrase_list, word_lists, word_pairs, word_set

RULE = "leave-alone"
FILE = "draft_subjects"
# Lists of the file that are no subject.
_NO_SUBJECT = ("also called", "not raised", "weak", "greeted", "kin alike")
# A part of so many telling words is spoken of by any one of them.
_FEW = 2
_PARTED = re.compile(r"[,;:.()/–—&+\n]| and | or | nor | but ")
_WORD = re.compile(r"\w+")


class RaisedWords(NamedTuple):
    """Words of a letter that speak of what is to be left alone, and the fact that says so."""

    hit: PhraseHit
    fact: Fact


class _Part(NamedTuple):
    """A part of a boundary: stems of what tells it, of its weak words, and of the names in it."""

    strong: frozenset[str]
    weak: frozenset[str]
    names: frozenset[str]


def mentioned(analysis: DraftAnalysis) -> Iterator[RaisedWords]:
    """Yield what a letter says of what is to be left alone, in the order of the letter."""
    reader = analysis.reader
    if reader is None or not reader.left_alone:
        return
    found = []
    for fact in reader.left_alone:
        if not fact.text or not fact.is_known:
            found += [RaisedWords(hit, fact) for hit in _subject_hits(analysis, fact.category)]
            continue
        found += [RaisedWords(hit, fact) for hit in _of_text(analysis, reader, fact)]
    found.sort(key=lambda one: (one.fact.category not in NOT_RAISED, one.hit.first, -one.hit.last))
    # Of one sentence a boundary is said before a category.
    by_sentence: dict[Sentence, RaisedWords] = {}
    for one in found:
        by_sentence.setdefault(analysis.letter.sentence_of(one.hit.first), one)
    yield from sorted(by_sentence.values(), key=lambda one: one.hit.first)


def _subject_hits(analysis: DraftAnalysis, category: str) -> Iterator[PhraseHit]:
    """Yield where a letter speaks of a category: by its phrases, or by its name if it has none."""
    words = analysis.letter.words
    for hit in longest_hits(_subject(category), words):
        if not _is_ours(analysis, hit.first) and not (
            words[hit.first] == "the" and _is_told(analysis, hit.first)
        ):
            yield PhraseHit(hit.first, hit.last, RULE)


def _is_told(analysis: DraftAnalysis, at: int) -> bool:
    """True if a sentence tells of the writer: "we met at the clinic", not "I hope the kids"."""
    sentence = analysis.letter.sentence_of(at)
    said = analysis.letter.words[sentence.first : sentence.last]
    to_them = sentence_words("them") | sentence_words("wish begins") | word_set(FILE, "greeted")
    return not sentence.asks and to_them.isdisjoint(said) and not _writer().isdisjoint(said)


@cache
def _writer() -> frozenset[str]:
    return frozenset(["i", "we", "my", "our"])


@cache
def _subject(category: str) -> Rules:
    """Return the phrases of a category. One of the journal's own is known by its name."""
    if category in word_lists(FILE) and category not in _NO_SUBJECT:
        return Rules({category: phrase_list(FILE, category)})
    own = [] if category in CATEGORIES else [category.replace("-", " "), f"{category}s"]
    return Rules({category: own})


def _of_text(analysis: DraftAnalysis, reader: DraftReader, fact: Fact) -> Iterator[PhraseHit]:
    """Yield where a letter speaks of the text of a boundary, or of a fact to be left alone."""
    not_telling = analysis.reader_words.called | analysis.reader_words.company
    for text in _PARTED.split(fact.text):
        part = _part(text, not_telling, is_boundary=fact.category in NOT_RAISED)
        part = part._replace(names=part.names | _names_of(part.strong, reader))
        yield from _hits_of_part(analysis, part)
        if fact.category in NOT_RAISED:
            for category in _categories_of(part):
                yield from _subject_hits(analysis, category)


def _part(text: str, not_telling: frozenset[str], *, is_boundary: bool) -> _Part:
    words = _WORD.findall(text.replace("’s", "").replace("'s", ""))
    marks = word_set(FILE, "not raised") if is_boundary else frozenset()
    names, strong, weak = set(), set(), set()
    for word in words:
        low, stem = word.lower(), word_stem(word)
        if stem in not_telling or low in marks or low.isdecimal():
            continue
        if low in word_set(FILE, "weak") or (
            low in word_set("draft_filler", "everyday") and low not in stop_words()
        ):
            weak.add(stem)
        elif says_something(low):
            strong.add(stem)
            if word[0].isupper():
                names.add(stem)
    return _Part(frozenset(strong), frozenset(weak), frozenset(names))


def _names_of(stems: frozenset[str], reader: DraftReader) -> frozenset[str]:
    """Return the names that the journal has for kin in these words: "brother" is Rui."""
    kin = [words for words in _kin() if not stems.isdisjoint(map(word_stem, words))]
    names = [
        name
        for relation, name in reader.ties
        for words in kin
        if relation.replace(" ", "-").lower() in words
    ]
    called = {word_stem(word) for word in _WORD.findall(reader.name)}
    found = {word_stem(name.split()[0]) for name in names if name.split()}
    for words in kin:
        near = rf"\b(?:{'|'.join(words)})\W{{1,2}}(?:is |called |named )?([^\W\d_a-z]\w+)"
        for text in (*(fact.text for fact in reader.facts), *(note for _, note in reader.topics)):
            found |= {word_stem(name) for name in re.findall(near, text)}
    return frozenset(found - called)


@cache
def _kin() -> list[frozenset[str]]:
    return [frozenset((name, *words)) for name, words in word_pairs(FILE, "kin alike")]


def _categories_of(part: _Part) -> Iterator[str]:
    """Yield the subjects that a boundary names as a whole: "her health", "his family"."""
    said = part.strong | part.weak
    if len(said) > _FEW:
        return
    also = dict(word_pairs(FILE, "also called"))
    for category in word_lists(FILE):
        if category in _NO_SUBJECT:
            continue
        if not said.isdisjoint(map(word_stem, (category, *also.get(category, ())))):
            yield category


def _hits_of_part(analysis: DraftAnalysis, part: _Part) -> Iterator[PhraseHit]:
    words = analysis.letter.words
    in_capitals = any(map(analysis.letter.is_capital, range(len(words))))
    for sentence in analysis.letter.sentences:
        names, strong, weak = [], [], []
        for at in range(sentence.first, sentence.last):
            stem = word_stem(words[at])
            if words[at] in analysis.mine or _is_ours(analysis, at):
                continue
            if stem in part.names:
                if analysis.letter.is_capital(at) or not in_capitals:
                    names.append(at)
            elif stem in part.strong or _is_alike(stem, part.strong):
                strong.append(at)
            elif stem in part.weak and _is_of_them(words, at, sentence):
                weak.append(at)
        few = len(part.strong) <= _FEW
        enough = bool(names) or (few and bool(strong)) or len({*strong, *weak}) >= _FEW
        if enough or (weak and not part.strong):
            first = (names or strong or weak)[0]
            yield PhraseHit(first, first + 1, RULE)


def _is_alike(stem: str, strong: frozenset[str]) -> bool:
    """True for another word of the same kin: "mum" of a boundary that says "mother"."""
    return any(not strong.isdisjoint(alike) and stem in alike for alike in _parents_and_children())


@cache
def _parents_and_children() -> tuple[frozenset[str], ...]:
    mothers, fathers = "mother mum mom mam mama mummy", "father dad daddy papa"
    return tuple(
        frozenset(map(word_stem, words.split()))
        for words in (mothers, fathers, "child kid children kids")
    )


def _is_of_them(words: Sequence[str], at: int, sentence: Sentence) -> bool:
    """True if an everyday word is called theirs, or asked about: "your review"."""
    near = words[max(sentence.first, at - 3) : at]
    return "your" in near or (sentence.asks and "the" in near)


def _is_ours(analysis: DraftAnalysis, at: int) -> bool:
    """True if a word is called the writer's own: "my brother", "our late father"."""
    before = analysis.letter.words[max(0, at - 2) : at]
    return not _mine().isdisjoint(before)


@cache
def _mine() -> frozenset[str]:
    return frozenset(["my", "our"])


def left_alone(facts: Iterable[Fact], silent: set[str]) -> tuple[Fact, ...]:
    """Return the boundaries, the marks of silent categories, and what was known in these."""
    return tuple(
        fact
        for fact in facts
        if fact.retired_on is None and (fact.category in NOT_RAISED or fact.category in silent)
    )
