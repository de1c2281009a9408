"""Sentences that say nothing, by what they are made of and not by their wording (S1.2, S2.3).

No list has every way to say "just checking in". An empty sentence has no word of its own, only
filler and the words of small talk. Before the letter has said anything, it opens anybody's letter
if it wishes, asks how things are, or speaks of being in touch. After the letter has said all, it
closes anybody's if it wishes, offers help without a matter, or a meeting without a day.
"""

from collections.abc import Iterator

from caretrack.domain.draft.analysis import (
    DraftAnalysis,
    body_sentences,
    count,
    has_own_word,
    in_body,
    is_pair,
    numbers,
    own_words,
    sentence_words,
)
from caretrack.domain.language.letter import ENDS, PARTS, Sentence, sign_off_words
from caretrack.domain.language.phrases import PhraseHit, one_of

_LONGEST = 40
_CLOSES = ("day", "service", "strength", "waiting")
_SHORTEST = 2
# "Quick one.", "Tom here."
_SAYS_LITTLE = 3
# "Any questions, fire away!" need not say to whom.
_OFFHAND = 10
# "Long time!", not "it is a long time that we did not think of".
_LAPSE = 5
# "Keep on keeping on!"
_CHEER = 5
_DAYS = frozenset(["tomorrow", "tonight", "today"])


def with_empty_sentences(analysis: DraftAnalysis) -> DraftAnalysis:
    """`case` with the sentences that say nothing among its openers and closes."""
    openers: list[PhraseHit] = []
    closes: list[PhraseHit] = []
    for hit in _empty_sentences(analysis):
        (closes if hit.group in _CLOSES else openers).append(hit)
    return analysis._replace(
        empty_openers=tuple(openers),
        empty_closes=tuple(closes),
        stock=analysis.stock | numbers(openers) | numbers(closes),
    )


def _empty_sentences(analysis: DraftAnalysis) -> Iterator[PhraseHit]:
    sentences = body_sentences(analysis.letter)
    empty = [_is_empty(analysis, sentence) for sentence in sentences]
    # A name or a "Quick one." fills nothing.
    filled = [
        number
        for number, sentence in enumerate(sentences)
        if not empty[number] and sentence.last - sentence.first > _SAYS_LITTLE
    ]
    first_filled, last_filled = (filled[0], filled[-1]) if filled else (len(sentences), 0)
    found = analysis.allowed | numbers(
        [hit for hit in (*analysis.openers, *analysis.closes) if not has_own_word(analysis, hit)]
    )
    for number, sentence in enumerate(sentences):
        first, last = in_body(analysis.letter, sentence)
        if (
            not empty[number]
            or count(analysis.letter, first, last) < _SHORTEST
            or not found.isdisjoint(range(first, last))
        ):
            continue
        words = analysis.letter.words[first:last]
        group = (number > last_filled and _closes(words)) or (
            number < first_filled and _opens(words, sentence.asks)
        )
        if group:
            yield PhraseHit(first, last - (words[-1] in ENDS), group)


def _is_empty(analysis: DraftAnalysis, sentence: Sentence) -> bool:
    first, last = in_body(analysis.letter, sentence)
    words = analysis.letter.words
    if (
        last - first > _LONGEST
        or not analysis.sold.isdisjoint(range(first, last))
        or any(word[0].isdecimal() for word in words[first:last])
    ):
        return False
    return all(
        words[at] in sentence_words("meeting") and not is_pair(analysis, at)
        for at in own_words(analysis, first, last)
    )


def _opens(words: tuple[str, ...], asks: bool) -> str:
    """Return which kind of opener an empty sentence is, "" for none.

    One that points at something ("did it arrive?") is none.
    """
    said = frozenset(words)
    if (
        not sentence_words("wish begins").isdisjoint(words[:3])
        and not said.isdisjoint(sentence_words("wish"))
        and said.isdisjoint(sentence_words("wish for something"))
    ):
        return "wished"
    if asks:
        return (
            "asked"
            if said.isdisjoint(
                sentence_words("pointing")
                | sentence_words("meeting")
                | sentence_words("asks for something")
            )
            and not said.isdisjoint(sentence_words("state"))
            else ""
        )
    if {"long", "time"} <= said and len(words) <= _LAPSE:
        return "lapse"
    asked = (
        "how" in said
        and not said.isdisjoint(sentence_words("seeing"))
        and said.isdisjoint(sentence_words("pointing"))
    )
    greets = (
        not said.isdisjoint(sentence_words("contact"))
        or {"say", "hi"} <= said
        or {"say", "hello"} <= said
    )
    to_them = (
        not said.isdisjoint(sentence_words("contact with them"))
        and not said.isdisjoint(sentence_words("them"))
        and said.isdisjoint(sentence_words("pointing"))
    )
    return "checking" if asked or greets or to_them else ""


def _closes(words: tuple[str, ...]) -> str:
    """Return which kind of reflex an empty sentence is, "" for none or if it names a day."""
    said = frozenset(words)
    if (
        not said.isdisjoint(sentence_words("help"))
        and not said.isdisjoint(sentence_words("when"))
        and (len(words) <= _OFFHAND or not said.isdisjoint(sentence_words("us")))
    ):
        return "service"
    if not said.isdisjoint(one_of("WEEKDAY") | _DAYS) or said <= sign_off_words() | ENDS | PARTS:
        return ""
    if not said.isdisjoint(sentence_words("meeting")) and (
        not said.isdisjoint(sentence_words("later")) or {"one", "these"} <= said
    ):
        return "waiting"
    if (
        words[0] in sentence_words("cheer")
        and len(words) <= _CHEER
        and said.isdisjoint(sentence_words("not cheer"))
    ):
        return "strength"
    return (
        "day"
        if not sentence_words("wish begins").isdisjoint(words[:2])
        and said.isdisjoint(sentence_words("pointing"))
        else ""
    )
