"""What of a letter sells (S1.4, S2.4, S3.5).

It is the phrases of words/draft_offers.txt, the words of trade in words/draft_trade.txt, and the
push that follows either. No list has every wording. So a word that only trade uses ("quote",
"billing", "webinar") sells if it is yours; and a sentence right after one that sells does too, if
it asks for the act ("shall I reserve one?") or names a price or a last day. What is theirs,
cheered, denied, or mended ("the invoice screen was broken, sorry") does not sell.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from caretrack.domain.language.letter import PARTS, Letter, Sentence
from caretrack.domain.language.phrases import (
    PhraseHit,
    Rules,
    longest_hits,
    without_overlaps,
)
from caretrack.domain.language.stems import word_stem
from caretrack.words import phrase_list, word_lists, word_set

# A sentence that is longer is a pasted log file; what is looked for around a phrase ends here.
WORDS_AROUND = 60
# So far before a word of trade stands what says whose it is: "our very first quote".
_WORDS_OF_OWNER = 3
# A push is short: "could you update the billing details before then?"
_LONGEST_PUSH = 25
# The lists of what an offer is; "action" has orders.
OFFERS = ("offer", "price", "renewal", "payment", "wares", "claim", "referral")
_OURS = frozenset(["we", "our", "us", "ours"])
_THEIR = frozenset(["your", "his", "her", "their", "no", "not"])


@cache
def _rules(*lists: str) -> Rules:
    return Rules({name: phrase_list("draft_offers", name) for name in lists})


@cache
def _trade_words() -> dict[str, str]:
    """Return the words that only trade uses, each with what it sells."""
    lists = word_lists("draft_trade").items()
    groups = (
        (name.removeprefix("trade "), words) for name, words in lists if name.startswith("trade ")
    )
    return {word: group for group, words in groups for word in words.split()}


def _words(name: str) -> frozenset[str]:
    return word_set("draft_trade", name)


def offers_of(letter: Letter, known: frozenset[str] = frozenset()) -> tuple[PhraseHit, ...]:
    """Return what sells in `letter`, in its order, the longest of what overlaps.

    `known` are the stems of what the journal knows of its reader.
    """
    passed = _passed(letter)
    sells = without_overlaps(
        [
            *_phrases(letter, passed),
            *_trade(letter, passed),
            *_half_trade(letter, passed, known),
            *_claims(letter, passed),
        ]
    )
    return tuple(without_overlaps([*sells, *_pushes(letter, sells, passed)]))


def _passed(letter: Letter) -> frozenset[int]:
    """Return the numbers of the words that cannot sell.

    They are what is theirs, cheered or denied, up to the end of its clause or to a word about you.
    """
    passed: set[int] = set()
    for hit in longest_hits(_rules("theirs", "denied"), letter.words):
        last = min(letter.sentence_of(hit.first).last, hit.last + WORDS_AROUND)
        stops = (
            at
            for at in range(hit.last, last)
            if letter.words[at] in PARTS or letter.words[at] in _words("ours")
        )
        passed.update(range(hit.first, next(stops, last)))
    return frozenset(passed)


def _phrases(letter: Letter, passed: frozenset[int]) -> Iterator[PhraseHit]:
    """Yield the phrases that sell, orders only where an order can stand."""
    wished = _wished(letter)
    ordered = (
        hit for hit in longest_hits(_rules("action"), letter.words) if _can_order(letter, hit.first)
    )
    for hit in (*longest_hits(_rules(*OFFERS), letter.words), *ordered):
        if hit.first not in passed and not (
            hit.group == "wares" and letter.sentence_of(hit.first) in wished
        ):
            yield hit


def _wished(letter: Letter) -> set[Sentence]:
    """Return the sentences about what they wished for."""
    return {letter.sentence_of(hit.first) for hit in longest_hits(_rules("wished"), letter.words)}


def _can_order(letter: Letter, at: int) -> bool:
    before = letter.words[at - 1] if at else "."
    if before == "to" and at > 1 and letter.words[at - 2] in _words("their plans"):
        return False
    return before in _words("before orders") or letter.sentence_of(at).first == at


def _trade(letter: Letter, passed: frozenset[int]) -> Iterator[PhraseHit]:
    """Yield the words that only trade uses, if they are yours and nothing of theirs is mended."""
    for at, word in enumerate(letter.words):
        if word in _trade_words() and at not in passed:
            sentence = letter.sentence_of(at)
            if _words("mended").isdisjoint(_around(letter, sentence, at)) and _is_ours(
                letter, sentence, at
            ):
                yield PhraseHit(at, at + 1, _trade_words()[word])


def _half_trade(
    letter: Letter, passed: frozenset[int], known: frozenset[str]
) -> Iterator[PhraseHit]:
    """Yield the first of two words that trade shares with life, in a sentence about you and them.

    The sentence mends nothing and answers no wish. If it is only about "me", it takes three.
    """
    wished = _wished(letter)
    for sentence in letter.sentences:
        said = letter.words[sentence.first : min(sentence.last, sentence.first + WORDS_AROUND)]
        of_them = sentence.asks and "you" in said and _OURS.isdisjoint(said)
        if (
            sentence in wished
            or of_them
            or word_set("draft_sentences", "us").isdisjoint(said)
            or not _words("mended").isdisjoint(said)
        ):
            continue
        halves = [
            at
            for at, (before, word) in enumerate(pairwise(("", *said)), sentence.first)
            if word in _words("half trade")
            and before not in _THEIR
            and at not in passed
            and word_stem(word) not in known
        ]
        enough = (
            2
            if not _OURS.isdisjoint(said)
            or not word_set("draft_sentences", "them").isdisjoint(said)
            else 3
        )
        if len({letter.words[at] for at in halves}) >= enough:
            yield PhraseHit(halves[0], halves[0] + 1, "offer")


def _claims(letter: Letter, passed: frozenset[int]) -> Iterator[PhraseHit]:
    """Yield the deed of a sentence that claims a gain of what is ours, or of those who use it.

    "Our planner saves teams ten hours", "bakeries that work with us sell a third more": whose it
    is, what it does, and how much. "Our walk saved me an hour" is no customer's gain.
    """
    wished = _wished(letter)
    for sentence in letter.sentences:
        first, last = sentence.first, min(sentence.last, sentence.first + WORDS_AROUND)
        said = (*letter.words[first:last], "")
        if sentence.asks or sentence in wished or _words("measures").isdisjoint(said):
            continue
        begins = next(
            (
                at
                for at, (word, after) in enumerate(pairwise(said), first)
                if (word == "our" and after not in _words("our own"))
                or (word in ("that", "who") and after in _words("work with us"))
            ),
            last,
        )
        deeds = (
            at
            for at, (word, after) in enumerate(pairwise(said), first)
            if at > begins
            and word in _words("gains")
            and after not in _words("no customer")
            and at not in passed
        )
        deed = next(deeds, None)
        if deed is not None:
            yield PhraseHit(deed, deed + 1, "claim")


def _around(letter: Letter, sentence: Sentence, at: int) -> tuple[str, ...]:
    return letter.words[
        max(sentence.first, at - WORDS_AROUND) : min(sentence.last, at + WORDS_AROUND)
    ]


def _is_ours(letter: Letter, sentence: Sentence, at: int) -> bool:
    """True if a word of trade is about what the writer sells.

    "The quote" and "our quote" are, "her quote" and "a quote from the roofer" are not.
    """
    after = letter.words[at + 1 : at + 3]
    if after[:1] and (
        after[0] in _words("somebody") or (after[0] == "from" and after[-1] not in ("us", "me"))
    ):
        return False
    for before in reversed(letter.words[max(sentence.first, at - _WORDS_OF_OWNER) : at]):
        if before in PARTS:
            break
        if before == "your":
            return letter.words[at] in _words("sold to them")
        if before in _words("of others") or before.endswith("'s"):
            return False
        if before in _words("of ours"):
            return True
    return not _OURS.isdisjoint(_around(letter, sentence, at))


def _pushes(
    letter: Letter, sells: Sequence[PhraseHit], passed: frozenset[int]
) -> Iterator[PhraseHit]:
    """Yield the sentences after one that sells that name a price or a last day, or ask for the act.

    What asks for the act counts right after it only.
    """
    selling = {letter.sentence_of(hit.first) for hit in sells}
    sold = asked = False
    for sentence in letter.sentences:
        if sentence not in selling:
            first, last = sentence.first, min(sentence.last, sentence.first + WORDS_AROUND)
            open_ = (at for at in range(first, last) if at not in passed)
            pushes = (
                at
                for at in open_
                if (sold and letter.words[at] in _words("closing"))
                or (asked and _asks_for_act(letter, sentence, at))
            )
            at = next(pushes, None)
            asked = at is not None
            if at is not None:
                yield PhraseHit(at, at + 1, "action")
        else:
            sold = asked = True


def _asks_for_act(letter: Letter, sentence: Sentence, at: int) -> bool:
    """True if the word `at` is the act that a short sentence asks for: "shall I reserve one?"."""
    if letter.words[at] not in _words("acts") or sentence.last - sentence.first > _LONGEST_PUSH:
        return False
    return (
        at == sentence.first
        or sentence.asks
        or not _words("asks to act").isdisjoint(letter.words[sentence.first : at])
    )
