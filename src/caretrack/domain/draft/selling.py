"""What of a letter sells: the phrases of draft_offers.py, the words of trade, and the push that follows either (S1.4, S2.4, S3.5).

No list has every wording. So beside the phrases a word that only trade uses ("quote", "billing", "webinar") sells where it is yours, and a
sentence right after one that sells sells too when it asks for the act ("shall I reserve one?") or names a price or a last day.
What is theirs, cheered, denied, or mended ("the invoice screen was broken, sorry") does not sell.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from caretrack.domain.draft import offer_words
from caretrack.domain.draft.filler import THEM, US
from caretrack.domain.draft.ideas import word_stem
from caretrack.domain.language.letter import (
    PARTS,
    Hit,
    Letter,
    Rules,
    Sentence,
    apart,
    hits,
    rules_of,
)

# A sentence that is longer is a pasted log file; what is looked for around a phrase ends here.
WORDS_AROUND = 60
# So far before a word of trade stands what says whose it is: "our very first quote".
_WORDS_OF_OWNER = 3
# A push is short: "could you update the billing details before then?"
_LONGEST_PUSH = 25
_OURS = frozenset(["we", "our", "us", "ours"])
_THEIR = frozenset(["your", "his", "her", "their", "no", "not"])


@cache
def _selling_rules() -> tuple[Rules, Rules, Rules]:
    not_ours = {"theirs": offer_words.THEIRS, "denied": offer_words.DENIED}
    return rules_of(offer_words.OFFERS), rules_of(offer_words.ORDERS), rules_of(not_ours)


@cache
def _wish_rules() -> Rules:
    return rules_of({"wished": offer_words.WISHED})


def offers_of(letter: Letter, known: frozenset[str] = frozenset()) -> tuple[Hit, ...]:
    """What sells in `letter`, in its order, the longest of what overlaps. `known` are the stems of what the journal knows of its reader."""
    passed = _passed(letter)
    sells = apart(
        [*_phrases(letter, passed), *_trade(letter, passed), *_half_trade(letter, passed, known)]
    )
    return tuple(apart([*sells, *_pushes(letter, sells, passed)]))


def _passed(letter: Letter) -> frozenset[int]:
    """The words that cannot sell: what is theirs, cheered or denied, up to the end of its clause or to the first word about you."""
    _, _, not_ours = _selling_rules()
    passed: set[int] = set()
    for hit in hits(not_ours, letter):
        last = min(letter.sentence_of(hit.first).last, hit.last + WORDS_AROUND)
        stops = (
            at
            for at in range(hit.last, last)
            if letter.words[at] in PARTS or letter.words[at] in offer_words.OURS
        )
        passed.update(range(hit.first, next(stops, last)))
    return frozenset(passed)


def _phrases(letter: Letter, passed: frozenset[int]) -> Iterator[Hit]:
    """The phrases that sell, orders only where an order can stand."""
    offers, orders, _ = _selling_rules()
    wished = {letter.sentence_of(hit.first) for hit in hits(_wish_rules(), letter)}
    ordered = (hit for hit in hits(orders, letter) if _can_order(letter, hit.first))
    for hit in (*hits(offers, letter), *ordered):
        if hit.first not in passed and not (
            hit.group == "wares" and letter.sentence_of(hit.first) in wished
        ):
            yield hit


def _can_order(letter: Letter, at: int) -> bool:
    before = letter.words[at - 1] if at else "."
    if before == "to" and at > 1 and letter.words[at - 2] in offer_words.THEIR_PLANS:
        return False
    return before in offer_words.BEFORE_ORDERS or letter.sentence_of(at).first == at


def _trade(letter: Letter, passed: frozenset[int]) -> Iterator[Hit]:
    """The words that only trade uses, where they are yours and nothing of theirs is mended."""
    for at, word in enumerate(letter.words):
        if word in offer_words.TRADE and at not in passed:
            sentence = letter.sentence_of(at)
            if offer_words.MENDED.isdisjoint(_around(letter, sentence, at)) and _is_ours(
                letter, sentence, at
            ):
                yield Hit(at, at + 1, offer_words.TRADE[word])


def _half_trade(letter: Letter, passed: frozenset[int], known: frozenset[str]) -> Iterator[Hit]:
    """The first of two words that trade shares with life, in a sentence about you and them that mends nothing and answers no wish.

    In a sentence that is only about "me" it takes three.
    """
    wished = {letter.sentence_of(hit.first) for hit in hits(_wish_rules(), letter)}
    for sentence in letter.sentences:
        said = letter.words[sentence.first : min(sentence.last, sentence.first + WORDS_AROUND)]
        of_them = sentence.asks and "you" in said and _OURS.isdisjoint(said)
        if (
            sentence in wished
            or of_them
            or US.isdisjoint(said)
            or not offer_words.MENDED.isdisjoint(said)
        ):
            continue
        halves = [
            at
            for at, (before, word) in enumerate(pairwise(("", *said)), sentence.first)
            if word in offer_words.HALF_TRADE
            and before not in _THEIR
            and at not in passed
            and word_stem(word) not in known
        ]
        enough = 2 if not _OURS.isdisjoint(said) or not THEM.isdisjoint(said) else 3
        if len({letter.words[at] for at in halves}) >= enough:
            yield Hit(halves[0], halves[0] + 1, "offer")


def _around(letter: Letter, sentence: Sentence, at: int) -> tuple[str, ...]:
    return letter.words[
        max(sentence.first, at - WORDS_AROUND) : min(sentence.last, at + WORDS_AROUND)
    ]


def _is_ours(letter: Letter, sentence: Sentence, at: int) -> bool:
    """Whether a word of trade is about what the writer sells: "the quote", "our quote", not "her quote" or "a quote from the roofer"."""
    after = letter.words[at + 1 : at + 3]
    if after[:1] and (
        after[0] in offer_words.SOMEBODY or (after[0] == "from" and after[-1] not in ("us", "me"))
    ):
        return False
    for before in reversed(letter.words[max(sentence.first, at - _WORDS_OF_OWNER) : at]):
        if before in PARTS:
            break
        if before == "your":
            return letter.words[at] in offer_words.SOLD_TO_THEM
        if before in offer_words.OF_OTHERS or before.endswith("'s"):
            return False
        if before in offer_words.OF_OURS:
            return True
    return not _OURS.isdisjoint(_around(letter, sentence, at))


def _pushes(letter: Letter, sells: Sequence[Hit], passed: frozenset[int]) -> Iterator[Hit]:
    """The sentences after one that sells that name a price or a last day, and those right after one that ask for the act."""
    selling = {letter.sentence_of(hit.first) for hit in sells}
    sold = asked = False
    for sentence in letter.sentences:
        if sentence not in selling:
            first, last = sentence.first, min(sentence.last, sentence.first + WORDS_AROUND)
            open_ = (at for at in range(first, last) if at not in passed)
            pushes = (
                at
                for at in open_
                if (sold and letter.words[at] in offer_words.CLOSING)
                or (asked and _asks_for_act(letter, sentence, at))
            )
            at = next(pushes, None)
            asked = at is not None
            if at is not None:
                yield Hit(at, at + 1, "action")
        else:
            sold = asked = True


def _asks_for_act(letter: Letter, sentence: Sentence, at: int) -> bool:
    """Whether the word `at` is the act that a short sentence asks for: "shall I reserve one?", "please confirm"."""
    if letter.words[at] not in offer_words.ACTS or sentence.last - sentence.first > _LONGEST_PUSH:
        return False
    return (
        at == sentence.first
        or sentence.asks
        or not offer_words.ASKS_TO_ACT.isdisjoint(letter.words[sentence.first : at])
    )
