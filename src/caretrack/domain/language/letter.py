"""A letter as the draft check reads it: words spelled out, sentences, greeting and end.

The phrases for drafts are written for these words: lower case, plain apostrophes, "you're" as "you
are", the usual slips mended. Every word keeps its place in the draft, so that a finding can show
what was really written. Notes have a reader of their own in phrases.py: a note is a line of at
most 2,000 characters that `log` must read in a millisecond, and none of this is needed for it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from caretrack.domain.language.own_words import SIGNATURE_MARKS, is_quoted
from caretrack.words import word_pairs, word_set

ENDS = frozenset(".!?…¶")
PARTS = frozenset(",;:–()")
_QUESTION = frozenset("?？؟")
_LONGEST_GREETING = 6
_LONGEST_NAME = 3
_LONGEST_LINE_OF_AN_END = 6
_LINES_OF_AN_END = 4


class Sentence(NamedTuple):
    """Words `first` up to, and without, `last` of a letter, and whether a question mark ends it."""

    first: int
    last: int
    asks: bool


class Letter(NamedTuple):
    """A draft taken apart.

    `words` are spelled out; the marks that end or part a sentence are words too. `spans` says where
    each stands in the draft. `body` is the number of the first word after the greeting, and of the
    first of the sign-off.
    """

    draft: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[Sentence, ...]
    body: tuple[int, int]

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Return where in the draft the words `first` up to `last` stand."""
        return self.spans[first][0], self.spans[last - 1][1]

    def shown(self, first: int, last: int) -> str:
        """Return the words `first` up to `last` as they were written."""
        start, end = self.place(first, last)
        return self.draft[start:end]

    def is_capital(self, at: int) -> bool:
        """True if the word `at` was written with a capital."""
        return self.draft[self.spans[at][0]].isupper()

    def sentence_of(self, at: int) -> Sentence:
        """Return the sentence in which the word `at` stands."""
        return self.sentences[
            bisect_left(self.sentences, at + 1, key=lambda sentence: sentence.last)
        ]

    def named_in_greeting(self) -> frozenset[str]:
        """Return whom it greets: "hi ana" names ana."""
        return frozenset(self.words[: self.body[0]]) - greeting_words() - ENDS - PARTS


def greeting_words() -> frozenset[str]:
    """Return the words of which a greeting is made."""
    return word_set("draft_letters", "greetings")


def sign_off_words() -> frozenset[str]:
    """Return the words of which a sign-off is made."""
    return word_set("draft_letters", "sign-offs")


def read_letter(draft: str) -> Letter:
    """Take `draft` apart, in time that grows with its length.

    Quoted lines, headers and what follows a "-- " line are not read.
    """
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    sentences: list[Sentence] = []
    first = 0
    lines = _lines(draft)
    widest = max((end - start for start, end in lines), default=0)
    for number, (start, end) in enumerate(lines):
        if _begins_anew(draft, lines, number, widest, words) and len(words) > first:
            sentences.append(Sentence(first, len(words), asks=False))
            first = len(words)
        for word, span in _words_of_line(draft, start, end):
            words.append(word)
            spans.append(span)
            if word in ENDS:
                sentences.append(Sentence(first, len(words), asks=draft[span[0]] in _QUESTION))
                first = len(words)
    if len(words) > first:
        sentences.append(Sentence(first, len(words), asks=False))
    body = _body(draft, lines, words, spans)
    return Letter(
        draft,
        tuple(words),
        tuple(spans),
        tuple(sentences),
        body,
    )


def _lines(draft: str) -> list[tuple[int, int]]:
    """Return where each line of the writer's own begins and ends; a blank line ends a sentence."""
    lines: list[tuple[int, int]] = []
    heading = True
    for found in re.finditer(r"[^\n\r\u2028\u2029]+|\n|\r\n?|[\u2028\u2029]", draft):
        start, end = found.span()
        if draft[start] in "\n\r\u2028\u2029":
            if not lines or lines[-1][1] != start:
                lines.append((start, start))
            continue
        line = draft[start:end]
        if line.rstrip() in SIGNATURE_MARKS and lines:
            break
        header = (
            heading
            and re.match(r"(?:From|To|Cc|Bcc|Date|Reply-To|Sent|Message-ID):\s", line) is not None
        )
        heading = heading and (header or line.startswith("Subject:"))
        left_out = header or not line.strip() or is_quoted(line.lstrip())
        lines.append((start, start) if left_out else (start, end))
    return lines


def _begins_anew(
    draft: str, lines: Sequence[tuple[int, int]], number: int, widest: int, words: Sequence[str]
) -> bool:
    """True if a line begins a sentence, though no mark ended the last one.

    It does after a blank line; and if the line before had room for its first word, unless that one
    ended in a word that carries on ("with", "the") or this one begins in lower case in a text of
    broken lines.
    """
    if not number or not words:
        return False
    (start, end), (before_start, before_end) = lines[number], lines[number - 1]
    if start == end or before_start == before_end:
        return True
    if words[-1] in word_set("draft_letters", "carry on") or words[-1] in PARTS:
        return words[-1] in PARTS and before_end - before_start < widest // 2
    fitting = draft[start:end].split(None, 1)
    room = bool(fitting) and before_end - before_start + 1 + len(fitting[0]) <= widest
    return room and (not draft[start:end].lstrip()[:1].islower() or widest > 50)


def _words_of_line(draft: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    for found in re.compile(r"\w+(?:['’‘`´ʼ′]\w+)*|\S").finditer(draft, start, end):
        span = found.span()
        text = found[0]
        if text[0].isalnum() or text[0] == "_":
            for word in _in_full(_plain(text)):
                yield word, span
        elif text in "-—–":
            if text != "-" or (draft[span[0] - 1 : span[0]] == " " == draft[span[1] : span[1] + 1]):
                yield "–", span
        elif text in _QUESTION:
            yield "?", span
        elif text in "。！":
            yield ".", span
        elif (text in "%€$£" or text in ENDS or text in PARTS) and not _is_in_number(
            draft, span[0]
        ):
            yield text, span


def _is_in_number(draft: str, at: int) -> bool:
    """True if the mark at `at` parts the digits of a number: 1.5, 12:30, 1,000."""
    return (
        draft[at] in ".,:" and draft[at - 1 : at].isdecimal() and draft[at + 1 : at + 2].isdecimal()
    )


def _plain(text: str) -> str:
    return re.sub("[’‘`´ʼ′]", "'", text.lower())


@cache
def _slips() -> dict[str, str]:
    """Return the slips of longer words: a letter left out, doubled, or two swapped."""
    often = word_set("draft_spelling", "typed often")
    slips: dict[str, str] = {}
    for word in sorted(often):
        for at in range(len(word)):
            slips.setdefault(word[:at] + word[at + 1 :], word)
            slips.setdefault(word[:at] + word[at] + word[at:], word)
            slips.setdefault(
                word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :], word
            )
    slips |= {slip: words[0] for slip, words in word_pairs("draft_spelling", "slips")}
    return {slip: word for slip, word in slips.items() if slip != word and slip not in often}


@cache
def _spelled() -> dict[str, tuple[str, ...]]:
    return {short: tuple(full) for short, full in word_pairs("draft_spelling", "in full")}


@cache
def _endings() -> dict[str, str]:
    return {ending: words[0] for ending, words in word_pairs("draft_spelling", "endings")}


def _in_full(word: str) -> tuple[str, ...]:
    """Return a word as phrases know it: "you're" and "youre" as "you are", a slip mended."""
    word = _slips().get(word, word)
    if word in _spelled():
        return _spelled()[word]
    stem, apostrophe, ending = word.rpartition("'")
    if apostrophe and ending in _endings():
        return stem, _endings()[ending]
    if word.endswith("n't") and len(word) > 4:
        return word[:-3], "not"
    return (word,)


def _body(
    draft: str,
    lines: Sequence[tuple[int, int]],
    words: Sequence[str],
    spans: Sequence[tuple[int, int]],
) -> tuple[int, int]:
    """Return the first word after the greeting, and the first of the sign-off."""
    full = [(start, end) for start, end in lines if draft[start:end].strip()]
    if not full:
        return 0, 0
    starts = [start for start, _ in spans]
    begins = _after_greeting(draft, full[0], words, spans)
    ends = len(words)
    for start, end in full[: -_LINES_OF_AN_END - 1 : -1]:
        first = bisect_left(starts, start)
        line = words[first : bisect_left(starts, end)]
        said = [word for word in line if word not in ENDS and word not in PARTS]
        is_name = (
            draft[start:end].strip()[:1].isupper()
            and all(
                word in word_set("draft_letters", "firms") or draft[span[0]].isupper()
                for word, span in zip(line, spans[first:], strict=False)
                if word not in ENDS and word not in PARTS
            )
            and sum(word not in word_set("draft_letters", "firms") for word in said)
            <= _LONGEST_NAME
            and line[-1:] not in (["."], ["?"], ["!"])
        )
        if (
            len(said) > _LONGEST_LINE_OF_AN_END
            or first <= begins
            or not (is_name or not said or set(said) <= sign_off_words())
        ):
            break
        ends = first
    return begins, max(begins, ends)


def _after_greeting(
    draft: str, line: tuple[int, int], words: Sequence[str], spans: Sequence[tuple[int, int]]
) -> int:
    """Return how many words greet: "Hi Ana,", "Dear Mr Okoro –", or "Ana," in the first line."""
    last = next((at for at, (start, _) in enumerate(spans) if start >= line[1]), len(words))
    greets = bool(words) and words[0] in greeting_words()
    for size, word in enumerate(words[: min(last, _LONGEST_GREETING + 1)]):
        if word in PARTS or word in ENDS:
            named = (
                word == ","
                and size <= _LONGEST_NAME
                and all(draft[start].isupper() for start, _ in spans[:size])
            )
            return size + 1 if greets or named else 0
        if greets and word not in greeting_words() and not draft[spans[size][0]].isupper():
            return size
    return last if greets and last <= _LONGEST_GREETING else 0
