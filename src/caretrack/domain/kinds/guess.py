"""How the kind and the channel of a touch are worked out of its note (S0.2, S1.4, S3.5).

The rules for kinds are lists of phrases, in words/kinds*.txt. They are asked in this order, and the
first that answers decides:

1. Nobody was reached: a voicemail, no show, no answer. It was only tried (see missed.py).
2. Dealing: prices, offers, contracts, invoices, meetings about meetings. It is sales, whatever else
   was talked about. First, three things are passed over: what was left unsaid ("did not pitch
   anything"), what is their own affair ("her renewal with the landlord"), and what was only judged
   ("he complained about our invoices").
3. What was done for them, or heard from them: care.
4. Their life (a mother, a knee, a garden), what they felt, thought or told: care, unless business
   in general is spoken of as well.
5. Business in general ("the documents", "the CFO decides in May"), or something was sent, and
   nothing says what: sales, in doubt.

Where none answers, it is a check-in if the note is English, and not known. What is not English is
never care: it is not read, but for the few words in words/kinds_abroad.txt.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from caretrack.domain.kinds.abroad import phrases_abroad
from caretrack.domain.kinds.families import BUILT_IN, CARE, CHANNELS, FAMILIES, SALES, TRIED, Kind
from caretrack.domain.kinds.missed import not_reached, unanswered, was_called
from caretrack.domain.kinds.name_words import NO_NAMES, PRONOUNS, Names, without_names
from caretrack.domain.language.known_words import are_english
from caretrack.domain.language.phrases import (
    BREAKS,
    POSSESSIVE,
    PhraseHit,
    Rules,
    hits,
    one_of,
    words_of,
)
from caretrack.domain.model import UNKNOWN
from caretrack.words import phrase_list, word_lists, word_set

SURE, DOUBT, NOTHING, UNREAD = "sure", "doubt", "nothing", "unread"

# Phrases are looked up by the first three letters of a start.
_SHORTEST_START = 3


class Guess(NamedTuple):
    """A kind, and the exact words of the note that decided; "" if none did.

    `state` is how well it is known: SURE (a word decided), DOUBT (a word that is used in both
    families), NOTHING (no word said so), or UNREAD (the note was not read: it is not English).
    """

    kind: str
    words: str
    state: str = SURE

    @property
    def sure(self) -> bool:
        """True if a word decided."""
        return self.state == SURE


UNREAD_NOTE = Guess("admin", "", UNREAD)

# The kind of a family where nothing says which.
PLAIN_KINDS = {CARE: "checkin", SALES: "admin", TRIED: "missed"}
# The lists in doubt that tell the kinds of a family apart.
_DOUBTFUL_PARTS = {CARE: ("told",), SALES: ("dealing", "business", "sent"), TRIED: ()}

# Words of one's own by the family of their kinds, as own_rules makes them.
OwnRules = Mapping[str, Rules]
NO_OWN_RULES: OwnRules = {}


def own_rules(words: Mapping[str, Iterable[str]], kinds: Mapping[str, Kind]) -> OwnRules:
    """Return the rules for the `words` of config.toml, by family, to hand to `guess`.

    `*` at the end of a word of three letters or more is any ending.
    """
    found: dict[str, dict[str, list[str]]] = {family: {} for family in FAMILIES}
    for kind, phrases in words.items():
        read = (
            " ".join(part for word in phrase.split() for part in _own_word(word))
            for phrase in phrases
        )
        found[kinds[kind].family][kind] = [phrase for phrase in read if phrase]
    return {family: Rules(lists) for family, lists in found.items()}


def _own_word(word: str) -> list[str]:
    """Return a word as a note would be read, without the marks that end a clause."""
    parts = [part for part in words_of(word)[0] if part not in BREAKS]
    if word.endswith("*") and parts and len(parts[-1]) >= _SHORTEST_START:
        parts[-1] += "*"
    return parts


def guess(note: str, own: OwnRules = NO_OWN_RULES, names: Names = NO_NAMES) -> Guess:
    """Return the kind that the note speaks for: `checkin` for none (S1.4), sales for both (S3.5).

    The rules in `own` go before those of their family, and never before sales. `names` are no words
    of the note. Only the first LONGEST_READ characters are read.
    """
    words, spans = words_of(note)
    if names is not NO_NAMES:
        words, spans = without_names(note, words, spans, names)
    said = list(words)
    _pass_over(said, _passed_over("unsaid"), one_of("ACTS"))
    given = _given(said)
    sold = (own and _dealt_in(own[SALES], given)) or _dealt_in(_rules_for(SALES), given)
    found = _tried(words, own, sold) or sold or (own and list(hits(own[CARE], said)))
    if found:
        return _decided(note, spans, found, SURE)
    found, state = _cared_or_in_doubt(said, given)
    guessed = _decided(note, spans, found, state) if found else Guess("checkin", "", NOTHING)
    return guessed if are_english(_plain(note, words, spans), guessed.words) else UNREAD_NOTE


def kind_of_family(note: str, family: str, own: OwnRules = NO_OWN_RULES) -> str:
    """Return the kind of a family that is known already, as the note speaks for it, if it does.

    Where nothing in the note says which, it is the plain one of the family.
    """
    words, _ = words_of(note)
    in_doubt = (_rules_in_doubt(part) for part in _DOUBTFUL_PARTS[family])
    for rules in (own.get(family), _rules_for(family), *in_doubt):
        found = min(hits(rules, words), default=None) if rules else None
        if found:
            return found.group
    return PLAIN_KINDS[family]


def _decided(
    note: str, spans: Sequence[tuple[int, int]], found: Iterable[PhraseHit], state: str
) -> Guess:
    """Return the kind of the first of the longest phrases.

    Booking comes last: "booked a demo" is a pitch.
    """
    start, end, kind = min(found, key=lambda hit: (hit[2] == "admin", hit[0], -hit[1]))
    return Guess(kind, note[spans[start][0] : spans[end - 1][1]], state)


def guess_channel(note: str) -> str | None:
    """Return the channel that the note names first, or None if it names none.

    Only the first LONGEST_READ characters are read.
    """
    return next(iter(channels_named(note)), None)


def channels_named(note: str) -> list[str]:
    """Return the channels that the note names, each once, in their order.

    Only the first LONGEST_READ characters are read.
    """
    words, _ = words_of(note)
    for start, end, _ in list(hits(_no_channel(), words)):
        words[start:end] = [""] * (end - start)
    found = sorted(hits(_channel_rules(), words), key=lambda hit: (hit[0], -hit[1]))
    return list(dict.fromkeys(hit.group for hit in found))


def _pass_over(
    words: list[str], rules: Rules, enough: frozenset[str], stops: frozenset[str] = frozenset()
) -> None:
    """Blank every phrase of `rules`, and what follows it in its clause.

    The clause ends at one of `enough`, or at an act of ours that is added.
    """
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
    """Return the words, with "them" for a possessive that is none.

    "Sent her newsletter" and "met her for a demo" say of nothing that it is hers.
    """
    given = list(words)
    for at, word in enumerate(words):
        before, after = words[at - 1] if at else "", "".join(words[at + 1 : at + 2])
        if (word in POSSESSIVE or word.endswith("'s")) and (
            before in one_of("GIVEN") or after in one_of("NO_NOUN")
        ):
            given[at] = "them"
    return given


def _dealt_in(rules: Rules, words: Sequence[str]) -> list[PhraseHit]:
    """Return what speaks for sales in what is not theirs.

    What is theirs is looked for only if something speaks at all, because that costs more.
    """
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
    _pass_over_their_money(words)


def _pass_over_their_money(words: list[str]) -> None:
    """Blank what life costs: "the school wants a deposit", "his boat sank, insurance won't pay"."""
    life = one_of("THIRD") | one_of("KIN") | one_of("LIVES")
    breaks = [-1, *(at for at, word in enumerate(words) if word in BREAKS), len(words)]
    for start, end, _ in list(hits(_passed_over("their money"), words)):
        at = next(at for at, place in enumerate(breaks) if place > start)
        clause = words[breaks[at - 1] + 1 : breaks[at]]
        before = words[breaks[max(at - 2, 0)] + 1 : breaks[at - 1]] if at > 1 else []
        if one_of("BETWEEN_US").isdisjoint(clause) and not life.isdisjoint(before + clause):
            words[start:end] = [""] * (end - start)


@cache
def _passed_over(what: str) -> Rules:
    return Rules({"": phrase_list("kinds_passed_over", what)})


def _tried(words: Sequence[str], own: OwnRules, sold: Sequence[PhraseHit]) -> list[PhraseHit]:
    """Return what says that nobody was reached; `sold` is what speaks for sales.

    A call that was not answered is no sale; an offer that was sent and not answered is one.
    """
    found = (own and list(hits(own[TRIED], words))) or not_reached(words)
    return found or ([] if sold and not was_called(words) else unanswered(words))


def _cared_or_in_doubt(words: Sequence[str], given: Sequence[str]) -> tuple[list[PhraseHit], str]:
    """Return what speaks for care, or else for business in general, and how sure that is."""
    dealing = _dealt_in(_rules_in_doubt("dealing"), given)
    if dealing:
        return dealing, DOUBT
    care = list(hits(_rules_for(CARE), words)) or list(hits(_rules_in_doubt("told"), words))
    if care:
        return care, SURE
    business = _dealt_in(_rules_in_doubt("business"), given)
    life = _life(words)
    if life and all(hit.group == "admin" for hit in business):
        return life, SURE
    return business or _dealt_in(_rules_in_doubt("sent"), given), DOUBT


def _life(words: Sequence[str]) -> list[PhraseHit]:
    """Return the words of their life, each as what speaks for a check-in."""
    known = word_set("kinds_in_doubt", "life")
    return [PhraseHit(at, at + 1, "checkin") for at, word in enumerate(words) if word in known]


def _plain(note: str, words: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[str]:
    """Return the words that show the language: no numbers, no letters, and no name."""
    return [
        word
        for at, (word, (start, end)) in enumerate(zip(words, spans, strict=True))
        if (word[:1].isalpha() and (len(word) > 1 or word in "ai"))
        and not (word in PRONOUNS and note[start:end].lower() != word)
        and (note[start].islower() or note[start:end].isupper() or _begins(words, at))
    ]


def _begins(words: Sequence[str], at: int) -> bool:
    return at == 0 or words[at - 1] in BREAKS


@cache
def _rules_for(family: str) -> Rules:
    # No word says that nothing but the day is known.
    kinds = (kind.kind for kind in BUILT_IN if kind.family == family and kind.kind != UNKNOWN)
    return Rules({kind: [*phrase_list("kinds", kind), *phrases_abroad(kind)] for kind in kinds})


@cache
def _rules_in_doubt(part: str) -> Rules:
    lists = word_lists("kinds_in_doubt")
    kinds = (kind.kind for kind in BUILT_IN if f"{part} {kind.kind}" in lists)
    return Rules({kind: lists[f"{part} {kind}"].split("\n") for kind in kinds})


@cache
def _no_channel() -> Rules:
    return Rules({"": phrase_list("channels", "none")})


@cache
def _channel_rules() -> Rules:
    return Rules(
        {channel: phrase_list("channels", channel) for channel in CHANNELS if channel != "other"}
    )
