"""What a letter asks, what it gives, and whether it answers one of theirs (S2.3, S3.2)."""

import re

from caretrack.domain.draft.analysis import (
    DraftAnalysis,
    body_sentences,
    has_own_word,
    numbers,
    phrase_rules,
    sentence_words,
)
from caretrack.domain.language.letter import Letter, Sentence
from caretrack.domain.language.phrases import longest_hits

# How an answer begins: "Thank you for your mail. You asked whether".
_SENTENCES_OF_A_BEGINNING = 2
_LONGEST_HEAD = 2_000
_ANSWERS = re.compile(r"^subject:\s*(re|aw|antw|sv|odp|rif|ré|res?)\s*(\[\d+\])?:", re.I | re.M)
_QUOTES = re.compile(r"^\s{0,3}(>|-{3,}\s*original message|on .{4,120} wrote:)", re.I | re.M)


def questions(letter: Letter) -> int:
    """Return how many questions there are, also those without their mark."""
    return sum(sentence.asks or _is_asked(letter, sentence) for sentence in letter.sentences)


def _is_asked(letter: Letter, sentence: Sentence) -> bool:
    """True if a sentence without its mark is built like a question: "did the move go well"."""
    words = [
        word
        for word in letter.words[sentence.first : sentence.first + 6]
        if word not in ("and", "so", "but", "or", "well", "oh", ",")
    ]
    if len(words) < 3:
        return False
    if words[0] in sentence_words("asking"):
        return words[1] in sentence_words("auxiliaries")
    return (
        words[0] in sentence_words("auxiliaries")
        and (words[1] in sentence_words("subjects") or letter.is_capital(sentence.first + 1))
        and words[1] != "not"
    )


def invites(analysis: DraftAnalysis) -> bool:
    """True if it invites an answer in words that are neither a reflex nor an offer."""
    return any(
        hit.first not in analysis.stock and not numbers([hit]) & analysis.sold
        for hit in longest_hits(phrase_rules("draft_answers", "inviting"), analysis.letter.words)
    )


def gives(analysis: DraftAnalysis) -> bool:
    """True if it congratulates, comforts, thanks for something or brings what was promised."""
    giving = longest_hits(
        phrase_rules("draft_answers", "giving", "thanking"), analysis.letter.words
    )
    return any(hit.group == "giving" or has_own_word(analysis, hit) for hit in giving)


def is_answer(analysis: DraftAnalysis) -> bool:
    """True if the letter answers one of theirs: by its subject, a quoted line, or how it begins."""
    letter = analysis.letter
    if _ANSWERS.search(letter.draft[:_LONGEST_HEAD]) or _QUOTES.search(letter.draft):
        return True
    begins = [sentence.first for sentence in body_sentences(letter)[:_SENTENCES_OF_A_BEGINNING]]
    return any(
        letter.sentence_of(hit.first).first in begins
        for hit in longest_hits(phrase_rules("draft_answers", "answering"), letter.words)
    )
