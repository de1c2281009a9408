"""Sentences that say nothing, by what they are made of and not by their wording (S1.2, S2.3).

No list has every way to say "just checking in". So a sentence is read that has not one word of its own, only filler and the words of small
talk. Before the letter has said anything, it opens anybody's letter when it wishes, asks how things are, or speaks of being in touch. After the letter
has said all, it closes anybody's when it wishes, offers help without a matter, or a meeting without a day.
"""

from collections.abc import Iterator

from caretrack.domain.draft.case import (
    Case,
    body_sentences,
    count,
    has_own_word,
    in_body,
    is_pair,
    numbers,
    own_words,
)
from caretrack.domain.draft.filler import (
    ASKS_FOR_SOMETHING,
    CHEER,
    CONTACT,
    CONTACT_WITH_THEM,
    HELP,
    LATER,
    MEETING,
    NOT_CHEER,
    POINTING,
    SEEING,
    STATE,
    THEM,
    US,
    WHEN,
    WISH,
    WISH_BEGINS,
    WISH_FOR_SOMETHING,
)
from caretrack.domain.draft.vocabulary import SETS, SIGN_OFFS
from caretrack.domain.language.letter import ENDS, PARTS, Hit, Sentence

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
_DAYS = frozenset(SETS["DAY"].split()) | {"tomorrow", "tonight", "today"}


def with_empty_sentences(case: Case) -> Case:
    """`case` with the sentences that say nothing among its openers and closes."""
    openers: list[Hit] = []
    closes: list[Hit] = []
    for hit in _empty_sentences(case):
        (closes if hit.group in _CLOSES else openers).append(hit)
    return case._replace(
        empty_openers=tuple(openers),
        empty_closes=tuple(closes),
        stock=case.stock | numbers(openers) | numbers(closes),
    )


def _empty_sentences(case: Case) -> Iterator[Hit]:
    sentences = body_sentences(case.letter)
    empty = [_is_empty(case, sentence) for sentence in sentences]
    # A name or a "Quick one." fills nothing.
    filled = [
        number
        for number, sentence in enumerate(sentences)
        if not empty[number] and sentence.last - sentence.first > _SAYS_LITTLE
    ]
    first_filled, last_filled = (filled[0], filled[-1]) if filled else (len(sentences), 0)
    found = case.allowed | numbers(
        [hit for hit in (*case.openers, *case.closes) if not has_own_word(case, hit)]
    )
    for number, sentence in enumerate(sentences):
        first, last = in_body(case.letter, sentence)
        if (
            not empty[number]
            or count(case.letter, first, last) < _SHORTEST
            or not found.isdisjoint(range(first, last))
        ):
            continue
        words = case.letter.words[first:last]
        group = (number > last_filled and _closes(words)) or (
            number < first_filled and _opens(words, sentence.asks)
        )
        if group:
            yield Hit(first, last - (words[-1] in ENDS), group)


def _is_empty(case: Case, sentence: Sentence) -> bool:
    first, last = in_body(case.letter, sentence)
    words = case.letter.words
    if (
        last - first > _LONGEST
        or not case.sold.isdisjoint(range(first, last))
        or any(word[0].isdecimal() for word in words[first:last])
    ):
        return False
    return all(
        words[at] in MEETING and not is_pair(case, at) for at in own_words(case, first, last)
    )


def _opens(words: tuple[str, ...], asks: bool) -> str:
    """Which kind of opener an empty sentence is, "" for none: one that points at something ("did it arrive?") is none."""
    said = frozenset(words)
    if (
        not WISH_BEGINS.isdisjoint(words[:3])
        and not said.isdisjoint(WISH)
        and said.isdisjoint(WISH_FOR_SOMETHING)
    ):
        return "wished"
    if asks:
        return (
            "asked"
            if said.isdisjoint(POINTING | MEETING | ASKS_FOR_SOMETHING)
            and not said.isdisjoint(STATE)
            else ""
        )
    if {"long", "time"} <= said and len(words) <= _LAPSE:
        return "lapse"
    asked = "how" in said and not said.isdisjoint(SEEING) and said.isdisjoint(POINTING)
    greets = not said.isdisjoint(CONTACT) or {"say", "hi"} <= said or {"say", "hello"} <= said
    to_them = (
        not said.isdisjoint(CONTACT_WITH_THEM)
        and not said.isdisjoint(THEM)
        and said.isdisjoint(POINTING)
    )
    return "checking" if asked or greets or to_them else ""


def _closes(words: tuple[str, ...]) -> str:
    """Which kind of reflex an empty sentence is, "" for none: a day that is named is a plan, and no reflex."""
    said = frozenset(words)
    if (
        not said.isdisjoint(HELP)
        and not said.isdisjoint(WHEN)
        and (len(words) <= _OFFHAND or not said.isdisjoint(US))
    ):
        return "service"
    if not said.isdisjoint(_DAYS) or said <= SIGN_OFFS | ENDS | PARTS:
        return ""
    if not said.isdisjoint(MEETING) and (not said.isdisjoint(LATER) or {"one", "these"} <= said):
        return "waiting"
    if words[0] in CHEER and len(words) <= _CHEER and said.isdisjoint(NOT_CHEER):
        return "strength"
    return "day" if not WISH_BEGINS.isdisjoint(words[:2]) and said.isdisjoint(POINTING) else ""
