"""The draft check: what to mend in a letter before it is sent (S1.2, S1.5, S2.3, S2.4).

Seven rules, each a function of the letter and of what the journal knows of its reader:

- generic-opener: a question, wish or "just checking in" that could open anybody's letter. It passes when the rest of its
  clause has a word that is no filler, or when the sentence before it already spoke of something of theirs. And any sentence of
  nothing but filler and small talk, before the letter has said anything, that wishes, asks how things are or speaks of being in touch.
- reflex-sign-off: a close that is said without thinking ("stay safe"); it passes by the same rule. And any such empty sentence after the
  letter has said all, that wishes, offers help without a matter, or a meeting without a day.
- selling: an offer, a price, a renewal, a payment or an order to act, that is yours and not denied; a word that only trade uses ("our
  quote"), or two that it shares with life ("our service package"), unless the journal knows them of its reader; and what pushes after
  it ("shall I reserve one?").
- not-personal: not one word of this person's facts, ties, company or last touches outside greeting and sign-off, and nothing
  particular that it asks about or calls "your" (a letter that sells must have a word of theirs); of a reader of whom nothing is known, no
  sentence to them with a word that is neither filler nor small talk, nor sells. A question with no word of its own asks about the sentence
  before it.
- about-us: in a letter of 40 words or more, at least 5 "we", "I", "our" in sentences without a "you", and more than twice as
  many as there are "you" and "your".
- asks-nothing: no question and no invitation, in a letter of 10 words or more that neither congratulates, comforts, thanks for
  something nor brings what was promised.
- pasted: near to what was sent to somebody else (pasted.py measures it), or greets somebody else in the journal, and not its reader.

Words of selling are never the word of its own that lets a stock phrase pass. With family "sales", selling, about-us and
asks-nothing are silent: a sales mail is about the offer.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.dates import short
from caretrack.domain.draft.case import (
    NOTHING,
    Case,
    Own,
    body_sentences,
    case_of,
    count,
    follows_from_theirs,
    gives,
    has_own_word,
    invites,
    questions,
    sentence_words,
    their_words,
)
from caretrack.domain.draft.empty import with_empty_sentences
from caretrack.domain.draft.ideas import LEADS, Reader, ideas, stems_of
from caretrack.domain.draft.pasted import Near
from caretrack.domain.language.letter import Letter
from caretrack.domain.language.phrases import PhraseHit
from caretrack.domain.language.stems import word_stem
from caretrack.domain.people.names import name_key
from caretrack.words import phrase_list

__all__ = ["CARE", "Finding", "Own", "Reader", "Reading", "read"]

CARE = "care"
LONG_ENOUGH_TO_ASK = 10
LONG_ENOUGH_TO_WEIGH = 40
OFTEN_US = 5


class Finding(NamedTuple):
    """One thing to mend: `words` are draft[start:end]; `suggestion` says what to do instead, never in general terms."""

    rule: str
    start: int
    end: int
    words: str
    why: str
    suggestion: str


class Reading(NamedTuple):
    """What was found, by place in the draft, and `good`: what is good about the letter, in short sentences."""

    findings: tuple[Finding, ...]
    good: tuple[str, ...]


class Flaw(NamedTuple):
    """A finding before its suggestion is chosen: its place in the draft, and the advice for when nothing is known of the reader."""

    rule: str
    start: int
    end: int
    why: str
    advice: str


def read(
    draft: str,
    reader: Reader | None,
    today: date,
    *,
    family: str = CARE,
    near: Near | None = None,
    others: Mapping[str, str] | None = None,
    own: Own = NOTHING,
) -> Reading:
    """What to mend in `draft` before it goes to `reader` (None where nobody is named), and what is good about it.

    `family` is that of the kind of touch that the letter is; `near` what pasted.nearest found; `others` who is called by a word that the
    letter greets (draft_greeting.greeted); `own` what the writer wants faulted and left alone. Any text is read; nothing is raised.
    """
    case = with_empty_sentences(case_of(draft, reader, own))
    flaws = [
        *generic_opener(case),
        *reflex_sign_off(case),
        *not_personal(case),
        *pasted(near, today),
    ]
    if family == CARE:
        flaws += [*selling(case), *about_us(case), *asks_nothing(case)]
    flaws.sort(key=lambda flaw: (flaw.start, flaw.end, flaw.rule))
    findings = [
        Finding(flaw.rule, flaw.start, flaw.end, draft[flaw.start : flaw.end], flaw.why, suggestion)
        for flaw, suggestion in zip(flaws, _suggestions(case, flaws, today), strict=True)
    ]
    findings += greets_another(case, others or {})
    findings.sort(key=lambda finding: (finding.start, finding.end, finding.rule))
    return Reading(tuple(findings), () if findings else tuple(_good(case)))


# --- the rules ------------------------------------------------------------------------------------------------------------------


def generic_opener(case: Case) -> Iterator[Flaw]:
    """A question or wish that could open anybody's letter (S1.2, S2.3)."""
    yield from (_flaw("generic-opener", case.letter, hit) for hit in case.empty_openers)
    for hit in case.openers:
        if not (
            has_own_word(case, hit) or (hit.group == "asked" and follows_from_theirs(case, hit))
        ):
            yield _flaw("generic-opener", case.letter, hit)


def reflex_sign_off(case: Case) -> Iterator[Flaw]:
    """A close that is said without thinking (S1.2)."""
    yield from (_flaw("reflex-sign-off", case.letter, hit) for hit in case.empty_closes)
    for hit in case.closes:
        if not has_own_word(case, hit):
            yield _flaw("reflex-sign-off", case.letter, hit)


def selling(case: Case) -> Iterator[Flaw]:
    """An offer, price, renewal, payment or order to act (S1.4, S2.4, S3.5): the first of each sentence."""
    sentence = None
    for hit in case.offers:
        if case.letter.sentence_of(hit.first) != sentence:
            sentence = case.letter.sentence_of(hit.first)
            yield _flaw("selling", case.letter, hit)


def not_personal(case: Case) -> Iterator[Flaw]:
    """Nothing of this person's between greeting and sign-off (S1.5)."""
    first, last = case.letter.body
    if (
        count(case.letter, first, last) >= LONG_ENOUGH_TO_ASK
        and next(their_words(case), None) is None
    ):
        yield _flaw("not-personal", case.letter, PhraseHit(first, last, "not-personal"))


def about_us(case: Case) -> Iterator[Flaw]:
    """We, I and our outweigh you and your, in a letter of some length (S2.4, S2.7)."""
    first, last = case.letter.body
    if count(case.letter, first, last) < LONG_ENOUGH_TO_WEIGH:
        return
    us = them = 0
    for sentence in body_sentences(case.letter):
        words = case.letter.words[sentence.first : sentence.last]
        to_them = sum(
            word in sentence_words("them") or word_stem(word) in case.theirs.known for word in words
        )
        them += to_them
        us += 0 if to_them else sum(word in sentence_words("us") for word in words)
    if us >= OFTEN_US and us > 2 * them:
        times = f"{them} time{'s' * (them != 1)}"
        why = f"It says “we”, “I” or “our” {us} times where nothing is said of them, and speaks to them {times}."
        flaw = _flaw("about-us", case.letter, PhraseHit(first, last, "about-us"))
        yield flaw._replace(why=why)


def asks_nothing(case: Case) -> Iterator[Flaw]:
    """No question and no invitation to talk (S2.3, S3.2); congratulations, comfort, thanks and kept promises need none."""
    first, last = case.letter.body
    if count(case.letter, first, last) < LONG_ENOUGH_TO_ASK or questions(case.letter):
        return
    if not (invites(case) or (gives(case) and not case.offers)):
        yield _flaw("asks-nothing", case.letter, PhraseHit(first, last, "asks-nothing"))


def pasted(near: Near | None, today: date) -> Iterator[Flaw]:
    """What was sent to somebody else already (S1.5)."""
    if near is not None:
        more = f" and {len(near.sent.to) - 2} others" if len(near.sent.to) > 3 else ""
        names = (
            ", ".join(near.sent.to[:2]) if more else " and ".join(near.sent.to)
        ) or "somebody else"
        why = f"{near.share * 100:.0f} % of it is what {names}{more} got from you on {short(near.sent.on, today)}."
        yield Flaw("pasted", near.start, near.end, why, _advice("pasted", "advice"))


def greets_another(case: Case, others: Mapping[str, str]) -> Iterator[Finding]:
    """It greets somebody else in the journal, and not its reader (S1.5). `others`: who is called by a greeted word."""
    if case.reader is None:
        return
    places = greeted(case.letter, case.reader)
    for word in [word for word in places if word in others][:1]:
        start, end = places[word]
        why = f"It greets {others[word]}, and goes to {case.reader.name}."
        yield Finding(
            "pasted", start, end, case.letter.draft[start:end], why, "Greet them by their own name."
        )


def greeted(letter: Letter, reader: Reader) -> dict[str, tuple[int, int]]:
    """The words that the letter greets, as keys of names, each with its place in the draft; none where one of them is the reader's.

    Whether a word is anybody's name, the journal says.
    """
    own = {
        word
        for name in (reader.name, *reader.nicknames)
        for word in name_key(name).replace("-", " ").split()
    }
    names = letter.named_in_greeting()
    found: dict[str, tuple[int, int]] = {}
    for at in range(letter.body[0]):
        if letter.words[at] in names and letter.is_capital(at):
            found.setdefault(name_key(letter.shown(at, at + 1)), letter.place(at, at + 1))
    return {} if own.intersection(found) else found


# --- what is said of it ---------------------------------------------------------------------------------------------------------


def _suggestions(case: Case, flaws: Sequence[Flaw], today: date) -> list[str]:
    """What to do about each: an idea of this person's own, another for each finding while there are others (S1.2).

    Of somebody of whom nothing is known there is one question to ask, once; for the rest it says what to do with the words.
    """
    own = ideas(case.reader, today) if case.reader is not None else []
    said = stems_of(case.letter.draft)
    own.sort(
        key=lambda idea: not idea.stems.isdisjoint(said)
    )  # what the letter speaks of already comes last
    if not any(idea.stems for idea in own):
        return [idea.text for idea in own[: len(flaws)]] + [
            flaw.advice for flaw in flaws[len(own) :]
        ]
    return [
        LEADS.get(flaw.rule, "") + own[number % len(own)].text for number, flaw in enumerate(flaws)
    ]


def _good(case: Case) -> Iterator[str]:
    """Why a letter with nothing to mend is good."""
    words = dict.fromkeys(
        _without_possessive(case.letter.shown(at, at + 1)) for at in their_words(case)
    )
    if words:
        by_name = sorted(words, key=lambda word: not word[0].isupper())[:2]
        yield f"It speaks of {' and '.join(by_name)}"
    asked = questions(case.letter)
    if asked:
        yield f"It asks {'one question' if asked == 1 else f'{asked} questions'}"
    elif invites(case):
        yield "It invites them to talk"
    if not case.offers:
        yield "It sells nothing"


def _without_possessive(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _flaw(rule: str, letter: Letter, hit: PhraseHit) -> Flaw:
    first = hit.first
    while (
        first > letter.sentence_of(hit.first).first
        and letter.words[first - 1] in sentence_words("leading")
        and _advice(hit.group, "why")
    ):
        first -= 1
    start, end = letter.place(first, hit.last)
    return Flaw(rule, start, end, _advice(hit.group, "why"), _advice(hit.group, "advice"))


def _advice(group: str, what: str) -> str:
    """Return what is said of a finding: "why" it is one, or the "advice"; "" where nothing is."""
    lines = (line.partition(": ") for line in phrase_list("draft_advice", group))
    return next((text for name, _, text in lines if name == what), "")
