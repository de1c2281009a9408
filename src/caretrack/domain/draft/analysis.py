"""What the rules of the draft check ask of a letter (S1.2, S1.5, S2.3).

They ask which words are its reader's own, which sell, and what is asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from caretrack.domain.draft.ideas import DraftReader, ReaderWords, says_something, words_of_reader
from caretrack.domain.draft.selling import WORDS_AROUND, offers_of
from caretrack.domain.language.letter import (
    ENDS,
    PARTS,
    Letter,
    Sentence,
    read_letter,
    sign_off_words,
)
from caretrack.domain.language.phrases import (
    PhraseHit,
    Rules,
    longest_hits,
    phrase_words,
    without_overlaps,
)
from caretrack.domain.language.stems import word_stem
from caretrack.words import phrase_list, word_lists, word_set

GROUP = "own"


class OwnPhrases(NamedTuple):
    """The writer's phrases: `generic` ones could open any letter, `allow` ones are never faulted.

    `name` is the writer's: it makes no letter personal.
    """

    generic: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    name: str = ""


NO_OWN_PHRASES = OwnPhrases()


def literal_hits(phrases: Iterable[str], letter: Letter) -> Iterator[PhraseHit]:
    """Yield where phrases stand word for word; case, short forms and marks do not matter."""
    begun: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = plain_words(phrase)
        if words:
            begun.setdefault(words[0], []).append(words)
    for at, word in enumerate(letter.words):
        for words in begun.get(word, ()):
            if letter.words[at : at + len(words)] == words:
                yield PhraseHit(at, at + len(words), GROUP)


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as a letter's are read, without marks."""
    return tuple(word for word in read_letter(text).words if word not in ENDS and word not in PARTS)


class DraftAnalysis(NamedTuple):
    """A letter and its reader. `openers`, `closes` and `offers` are phrases that the rules look at.

    `sold` are the numbers of the words that sell, `stock` those of the words of stock phrases,
    `allowed` those of phrases that are never faulted. `empty_openers` and `empty_closes` are
    sentences that say nothing (empty.py). `mine` is the writer's name, in words, `signed` what
    stands with a capital in the sign-off: the writer's firm is nothing of the reader's.
    """

    letter: Letter
    reader: DraftReader | None
    reader_words: ReaderWords
    openers: tuple[PhraseHit, ...]
    closes: tuple[PhraseHit, ...]
    offers: tuple[PhraseHit, ...]
    sold: frozenset[int]
    stock: frozenset[int]
    empty_openers: tuple[PhraseHit, ...] = ()
    empty_closes: tuple[PhraseHit, ...] = ()
    allowed: frozenset[int] = frozenset()
    mine: frozenset[str] = frozenset()
    signed: frozenset[str] = frozenset()


def analyse(
    draft: str, reader: DraftReader | None, own: OwnPhrases = NO_OWN_PHRASES
) -> DraftAnalysis:
    """Take `draft` apart: what sells, and what is a stock phrase or one of the writer's `own`."""
    letter = read_letter(draft)
    known_words = words_of_reader(reader)
    allowed = numbers(literal_hits(own.allow, letter))
    offers = tuple(
        _not_allowed(offers_of(letter, known_words.known | known_words.service), allowed)
    )
    generic = without_overlaps(
        [
            *longest_hits(phrase_rules("draft_openers"), letter.words),
            *literal_hits(own.generic, letter),
        ]
    )
    openers = tuple(hit for hit in _not_allowed(generic, allowed) if hit.group != "meant")
    closes = tuple(
        hit
        for hit in _not_allowed(
            without_overlaps(longest_hits(phrase_rules("draft_closes"), letter.words)), allowed
        )
        if hit.group != "meant" and _is_close(letter, hit)
    )
    mine = frozenset(plain_words(own.name))
    return DraftAnalysis(
        letter,
        reader,
        known_words,
        openers,
        closes,
        offers,
        numbers(offers),
        numbers((*openers, *closes)),
        allowed=allowed,
        mine=mine,
        signed=frozenset(
            word
            for at, word in enumerate(letter.words[letter.body[1] :], letter.body[1])
            if letter.is_capital(at) and word not in sign_off_words()
        ),
    )


def _not_allowed(found: Iterable[PhraseHit], allowed: frozenset[int]) -> Iterator[PhraseHit]:
    return (hit for hit in found if allowed.isdisjoint(range(hit.first, hit.last)))


def _is_close(letter: Letter, hit: PhraseHit) -> bool:
    """True if words that are also said in a story ("I take care of it") are said to the reader."""
    at = hit.first
    told = hit.group not in ("service", "waiting") and letter.words[at] not in (
        "wishing",
        "wish",
        "sending",
    )
    return (
        not told
        or letter.sentence_of(at).first == at
        or letter.words[at - 1] in word_set("draft_letters", "before closes")
    )


def sentence_words(name: str) -> frozenset[str]:
    """Return a list of words by which a sentence is known."""
    return word_set("draft_sentences", name)


@cache
def phrase_rules(file: str, *lists: str) -> Rules:
    """Return the phrases of some lists of a file, or of all of them."""
    return Rules({name: phrase_list(file, name) for name in lists or word_lists(file)})


@cache
def _words_of_stock_phrases() -> frozenset[str]:
    lists = [*word_lists("draft_openers").items(), *word_lists("draft_closes").items()]
    return phrase_words(
        phrase for name, lines in lists if name != "meant" for phrase in lines.split("\n")
    )


def numbers(found: Iterable[PhraseHit]) -> frozenset[int]:
    """Return the numbers of all words of the hits."""
    return frozenset(at for hit in found for at in range(hit.first, hit.last))


def count(letter: Letter, first: int, last: int) -> int:
    """Return how many words there are from `first` up to `last`, without marks."""
    return sum(word[0].isalnum() for word in letter.words[first:last])


def words_of_language(letter: Letter) -> list[str]:
    """Return the words that show the language of a letter: no marks, numbers, letters or names."""
    words = letter.words
    return [
        words[at]
        for at in range(*letter.body)
        if words[at][:1].isalpha()
        and (len(words[at]) > 1 or words[at] in "ai" or not words[at].isascii())
        and (not letter.is_capital(at) or letter.sentence_of(at).first == at)
        and not (len(words[at]) > 1 and letter.shown(at, at + 1).isupper())
    ]


def body_sentences(letter: Letter) -> list[Sentence]:
    """Return the sentences between greeting and sign-off, with those that reach into them."""
    first, last = letter.body
    return [
        sentence for sentence in letter.sentences if sentence.last > first and sentence.first < last
    ]


def own_words(analysis: DraftAnalysis, first: int, last: int) -> Iterator[int]:
    """Yield the words `first` up to `last` that are the letter's own.

    They are no filler, small talk, stock phrase or selling, and not the name of the reader.
    """
    letter = analysis.letter
    greeted = letter.named_in_greeting()
    for at in range(first, last):
        word = letter.words[at]
        if is_pair(analysis, at):
            yield at
        if (
            not says_something(word)
            or word in _words_of_stock_phrases()
            or word in greeted
            or word in analysis.mine
            or word in analysis.signed
            or at in analysis.sold
        ):
            continue
        if (
            word in word_set("draft_filler", "small talk")
            and word_stem(word) not in analysis.reader_words.known
        ):
            continue
        if (
            word_stem(word) not in analysis.reader_words.called
            and word_stem(word) not in analysis.reader_words.company
        ):
            yield at


def is_pair(analysis: DraftAnalysis, at: int) -> bool:
    """True if a word and the next stand side by side in what is known of the reader."""
    two = analysis.letter.words[at : at + 2]
    return len(two) == 2 and (word_stem(two[0]), word_stem(two[1])) in analysis.reader_words.pairs


def has_own_word(analysis: DraftAnalysis, hit: PhraseHit) -> bool:
    """True if the clause of a stock phrase has a word of its own.

    It stands in the phrase, after it, or before it where "with" or "after" begins.
    """
    letter = analysis.letter
    sentence = letter.sentence_of(hit.first)
    last = _clause_end(letter, hit.last, min(sentence.last, hit.last + WORDS_AROUND))
    after = _after_name(letter, hit.last, last)
    in_it = hit.group != GROUP and next(own_words(analysis, hit.first, hit.last), None) is not None
    if in_it or next(own_words(analysis, after, last), None) is not None:
        return True
    first = max(sentence.first, hit.first - WORDS_AROUND)
    begins = next(
        (at for at in range(first, hit.first) if letter.words[at] in sentence_words("matters")),
        hit.first,
    )
    return next(own_words(analysis, begins, hit.first), None) is not None


def _after_name(letter: Letter, at: int, last: int) -> int:
    """Return the place after a name that is asked or signs: "how are you Ana?"."""
    name = at + (at < last and letter.words[at] == ",")
    ends = name + 1 >= last or letter.words[name + 1] in ENDS | PARTS
    return name + 1 if name < last and ends and letter.is_capital(name) else at


def _clause_end(letter: Letter, at: int, last: int) -> int:
    """Return where the clause ends that goes on at `at`, at the latest `last`.

    It ends before a turn to the writer's own business.
    """
    while at < last:
        if letter.words[at] in PARTS or letter.words[at] in ("and", "but", "so", "because"):
            turn = at + 1
            while turn < last and letter.words[turn] in ("and", "but", "so"):
                turn += 1
            if turn < last and letter.words[turn] in sentence_words("turns"):
                return at
        at += 1
    return last


def follows_reader_word(analysis: DraftAnalysis, hit: PhraseHit) -> bool:
    """True if the sentence before spoke to them: then "how are you?" means it (S1.3)."""
    sentence = analysis.letter.sentence_of(hit.first)
    before = sentence.first - 1
    if before < analysis.letter.body[0]:
        return False
    said = analysis.letter.sentence_of(before)
    first = max(said.first, analysis.letter.body[0], said.last - WORDS_AROUND)
    to_them = any(
        word in sentence_words("them") for word in analysis.letter.words[first : said.last]
    )
    return any(
        to_them or word_stem(analysis.letter.words[at]) in analysis.reader_words.known
        for at in own_words(analysis, first, said.last)
    )


def their_words(analysis: DraftAnalysis) -> Iterator[int]:
    """Return the words of the body that are the reader's, or could be if nothing is known of them.

    If a letter has none of the journal's words and sells nothing, what it asks about by name and
    what it calls "your" counts: people know more of each other than they write down.
    """
    known = analysis.reader_words.known | analysis.reader_words.company
    # What you do for them is the context to ask in; in a letter that sells it is what is sold.
    service = frozenset[str]() if analysis.offers else analysis.reader_words.service
    if not analysis.reader_words.known:
        if analysis.offers:
            return _particulars(analysis)
        return chain(_known_words(analysis, service), _could_be_theirs(analysis))
    known |= service
    of_journal = _known_words(analysis, known)
    first = next(of_journal, None)
    if first is not None:
        return chain([first], of_journal)
    return _particulars(analysis) if not analysis.offers else iter(())


def _known_words(analysis: DraftAnalysis, known: frozenset[str]) -> Iterator[int]:
    words = analysis.letter.words
    for at in range(*analysis.letter.body):
        ours = at > 0 and words[at - 1] in sentence_words("us")
        if at not in analysis.sold and (
            is_pair(analysis, at) or (not ours and word_stem(words[at]) in known)
        ):
            yield at


def _particulars(analysis: DraftAnalysis) -> Iterator[int]:
    """Yield words of its own in a question, near "your", or after "you said" and its like.

    What stands in a sentence that sells is about the sale, unless it remembers something.
    """
    words, sold = (
        analysis.letter.words,
        {analysis.letter.sentence_of(hit.first) for hit in analysis.offers},
    )
    previous: list[int] = []
    for sentence in body_sentences(analysis.letter):
        own = [
            at
            for at in own_words(analysis, *in_body(analysis.letter, sentence))
            if at not in analysis.stock
        ]
        said = words[sentence.first : sentence.last]
        remembers = any(
            word == "you" and after in sentence_words("remembered")
            for word, after in pairwise(said)
        )
        asks = sentence.asks or remembers
        if sentence in sold and not remembers:
            own = []
        if _points_back(analysis, sentence, own):
            yield from previous
        yield from (at for at in own if asks or "your" in words[max(0, at - 2) : at])
        previous = own


def _could_be_theirs(analysis: DraftAnalysis) -> Iterator[int]:
    """Yield names, and own words of a sentence to them, of nobody, or that a question means."""
    letter = analysis.letter
    previous: list[int] = []
    for sentence in body_sentences(letter):
        words = letter.words[sentence.first : sentence.last]
        to_them = (
            sentence.asks
            or not sentence_words("them").isdisjoint(words)
            or sentence_words("us").isdisjoint(words)
        )
        own = [
            at for at in own_words(analysis, *in_body(letter, sentence)) if at not in analysis.stock
        ]
        if _points_back(analysis, sentence, own):
            yield from previous
        yield from (at for at in own if to_them or (at > sentence.first and letter.is_capital(at)))
        previous = own


def _points_back(analysis: DraftAnalysis, sentence: Sentence, own: Sequence[int]) -> bool:
    """True if a question without a word of its own asks about the sentence before it."""
    return (
        sentence.asks
        and not own
        and analysis.stock.isdisjoint(range(sentence.first, sentence.last))
    )


def in_body(letter: Letter, sentence: Sentence) -> tuple[int, int]:
    """Return the words of a sentence that stand between greeting and sign-off."""
    first, last = letter.body
    return max(sentence.first, first), min(sentence.last, last)
