"""Kinds of touch, their two families, and how a kind is worked out of a note (S1.4, S3.5).

The rules are plain words: kind_words.py has a list of phrases for each kind, written as phrases.py reads them. They are asked in
this order, and the first that answers decides; where none does, it was a check-in:

1. What is dealt in: prices, offers, contracts, invoices, meetings about meetings. It is sales, whatever else was talked about.
   Before that is read, what was left unsaid ("did not pitch anything"), what is an affair of their own ("her renewal with the
   landlord") and what was only judged ("he complained about our invoices") is passed over.
2. What was done for them, or heard from them: care.
3. Business in general ("the documents", "the CFO decides in May"): sales, for in doubt it is, but not in a note that tells
   of their life (a mother, a knee, a garden). A wrong "sales" only makes somebody due early.
4. What they felt, thought or told, and what they were given ("she worries", "told me", "sent him a list"): care, mostly listening.
5. Something was sent, and nothing says what: sales, with the same exception. kind_doubt.py has the words of 3 to 5.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from caretrack.domain.language.phrases import (
    BREAKS,
    POSSESSIVE,
    Hit,
    Rules,
    hits,
    one_of,
    rules_of,
    words_of,
)
from caretrack.errors import CareError

CARE = "care"
SALES = "sales"
# Phrases are looked up by the first three letters of a start.
_SHORTEST_START = 3


class Kind(NamedTuple):
    """Why you were in touch: the word that is stored, its family (CARE or SALES), and what is shown."""

    kind: str
    family: str
    label: str


BUILT_IN: tuple[Kind, ...] = (
    Kind("checkin", CARE, "check-in"),
    Kind("listen", CARE, "listening"),
    Kind("help", CARE, "help"),
    Kind("thanks", CARE, "thanks"),
    Kind("celebrate", CARE, "celebration"),
    Kind("ask", CARE, "asking"),
    Kind("introduce", CARE, "introduction"),
    Kind("social", CARE, "social"),
    Kind("pitch", SALES, "pitch"),
    Kind("renewal", SALES, "renewal"),
    Kind("invoice", SALES, "invoice"),
    Kind("announce", SALES, "announcement"),
    Kind("newsletter", SALES, "newsletter"),
    Kind("admin", SALES, "admin"),
)


class Guess(NamedTuple):
    """A kind, and the exact words of the note that decided; "" when nothing in it spoke for any kind."""

    kind: str
    words: str


# Words of one's own by the family of their kinds, as own_rules makes them.
Own = Mapping[str, Rules]
NONE_OWN: Own = {}


def own_rules(words: Mapping[str, Iterable[str]], kinds: Mapping[str, Kind]) -> Own:
    """Phrases of one's own for each of some `kinds`, to hand to `guess`. `*` at the end of a word of three letters or more is any ending."""
    found: dict[str, dict[str, str]] = {CARE: {}, SALES: {}}
    for kind, phrases in words.items():
        read = [
            " ".join(part for word in phrase.split() for part in _own_word(word))
            for phrase in phrases
        ]
        found[kinds[kind].family][kind] = ", ".join(phrase for phrase in read if phrase)
    return {
        family: rules_of({kind: said for kind, said in lists.items() if said})
        for family, lists in found.items()
    }


def _own_word(word: str) -> list[str]:
    """A word as a note would be read; marks that end a clause are none of it."""
    parts = [part for part in words_of(word)[0] if part not in BREAKS]
    if word.endswith("*") and parts and len(parts[-1]) >= _SHORTEST_START:
        parts[-1] += "*"
    return parts


def guess(note: str, own: Own = NONE_OWN) -> Guess:
    """The kind that the note speaks for, as said above; `checkin` where it speaks for none (S1.4), sales where it speaks for both (S3.5).

    Words of one's `own` go before those of their family, and never before sales. Of a long note the first LONGEST_READ characters are read.
    """
    words, spans = words_of(note)
    _pass_over(words, _passed_over("unsaid"), one_of("ACTS"))
    given = _given(words)
    found = (own and _dealt_in(own[SALES], given)) or _dealt_in(_rules_for(SALES), given)
    found = (
        found
        or (own and list(hits(own[CARE], words)))
        or list(hits(_rules_for(CARE), words))
        or _in_doubt(words, given)
    )
    if not found:
        return Guess("checkin", "")
    # Booking comes last: "booked a demo" is a pitch.
    start, end, kind = min(found, key=lambda hit: (hit[2] == "admin", hit[0], -hit[1]))
    return Guess(kind, note[spans[start][0] : spans[end - 1][1]])


def canonical(word: str) -> str:
    """How kinds are compared: lower case, without hyphens, underscores and spaces ("Check-in" is `checkin`)."""
    return "".join(char for char in word.casefold() if not char.isspace() and char not in "-_‐‑‒–—")


def nearest_kind(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that was probably meant, or None: for the message that there is no such kind."""
    from difflib import get_close_matches

    labels = {kind.kind: kind.label for kind in BUILT_IN}
    spelled: dict[str, str] = {}
    for kind in known:
        spelled.setdefault(canonical(labels.get(kind, kind)), kind)
        spelled[canonical(kind)] = kind
    near = get_close_matches(canonical(word), spelled, n=1)
    return spelled[near[0]] if near else None


def clean_kind(word: str) -> str:
    """A new kind as it is stored: lower case, 2 to 24 of a-z, 0-9 and "-", a letter first. Raises CareError otherwise."""
    kind = word.strip().lower()
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,23}", kind):
        raise CareError(
            f"'{word}' cannot be a kind",
            "Use one word of 2 to 24 letters a-z, digits and hyphens, such as mentoring.",
        )
    return kind


def _pass_over(
    words: list[str], rules: Rules, enough: frozenset[str], stops: frozenset[str] = frozenset()
) -> None:
    """Blank every phrase of `rules`, and what follows it in its clause: up to one of `enough`, or to an act of ours that is added."""
    for start, end, _ in list(hits(rules, words, stops)):
        if not words[start] or (
            stops and not one_of("DEALT").isdisjoint(words[max(start - 2, 0) : start])
        ):
            continue
        after = end
        while after < len(words) and not _ends_clause(words, after, enough):
            after += 1
        words[start:after] = [""] * (after - start)


def _ends_clause(words: Sequence[str], at: int, enough: frozenset[str]) -> bool:
    word = words[at]
    return (
        word in BREAKS
        or word in enough
        or word in ("but", "then", "also")
        or (word in one_of("ACTS") and words[at - 1] in ("and", "&"))
    )


def _given(words: Sequence[str]) -> list[str]:
    """The words, with "them" for a possessive that is none: "sent her newsletter", "met her for a demo" say of nothing that it is hers."""
    given = list(words)
    for at, word in enumerate(words):
        before, after = words[at - 1] if at else "", "".join(words[at + 1 : at + 2])
        if (word in POSSESSIVE or word.endswith("'s")) and (
            before in one_of("GIVEN") or after in one_of("NO_NOUN")
        ):
            given[at] = "them"
    return given


def _dealt_in(rules: Rules, words: Sequence[str]) -> list[Hit]:
    """What speaks for sales in what is not theirs; what is theirs is looked for only where something speaks at all, for it costs more."""
    if not any(hits(rules, words)):
        return []
    left = list(words)
    _pass_over_theirs(left)
    return list(hits(rules, left))


def _pass_over_theirs(words: list[str]) -> None:
    """Blank what was only judged or cheered, and their own affairs."""
    ours = one_of("OURS") | one_of("ACTS")
    _pass_over(words, _passed_over("theirs"), ours, stops=ours)
    _pass_over(words, _passed_over("judged"), one_of("KEEN"))
    _pass_over(words, _passed_over("cheered"), one_of("REWARDS"))


@cache
def _passed_over(what: str) -> Rules:
    from caretrack.domain.kinds.words import PASSED_OVER

    return rules_of({"": PASSED_OVER[what]})


def _in_doubt(words: Sequence[str], given: Sequence[str]) -> list[Hit]:
    """What speaks where nothing was certain, as said above."""
    from caretrack.domain.kinds.doubt import LIFE

    told = _rules_in_doubt("TOLD")
    if not frozenset(LIFE.split()).isdisjoint(words):
        return list(hits(told, words))
    return (
        _dealt_in(_rules_in_doubt("BUSINESS"), given)
        or list(hits(told, words))
        or _dealt_in(_rules_in_doubt("SENT"), given)
    )


@cache
def _rules_for(family: str) -> Rules:
    """Read when first needed, because most commands guess nothing."""
    from caretrack.domain.kinds.words import PHRASES

    return rules_of(PHRASES[family])


@cache
def _rules_in_doubt(part: str) -> Rules:
    from caretrack.domain.kinds import doubt

    return rules_of(getattr(doubt, part))
