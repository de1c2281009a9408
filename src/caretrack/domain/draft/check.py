"""The draft check: what to mend in a letter before it is sent (S1.2, S1.5, S2.3, S2.4).

Seven rules, each a function of the letter and of what the journal knows of its reader:

- generic-opener: a question, a wish or a "just checking in" that could open anybody's letter. It
  passes if the rest of its clause has a word of its own, or if the sentence before it already spoke
  of something of theirs. Also any sentence of filler and small talk, before the letter has said
  anything, that wishes, asks how things are or speaks of being in touch.
- reflex-sign-off: a close that is said without thinking ("stay safe"). It passes by the same rule.
  Also any such empty sentence, after the letter has said all, that wishes, offers help without a
  matter, or a meeting without a day.
- selling: an offer, a price, a renewal, a payment or an order to act, yours and not denied; a word
  that only trade uses ("our quote"), or two that trade shares with life ("our service package"),
  unless the journal knows them of the reader; and what pushes after it ("shall I reserve one?").
- not-personal: between greeting and sign-off, no word of the reader's facts, ties, company or last
  touches, and nothing particular that it asks about or calls "your". A letter that sells must have
  a word of theirs. If nothing is known of the reader: no sentence to them with a word that is
  neither filler nor small talk, nor sells. A question without a word of its own asks about the
  sentence before.
- about-us: in a letter of 40 words or more, at least 5 "we", "I", "our" in sentences without a
  "you", and more than twice as many as there are "you" and "your".
- asks-nothing: no question and no invitation, in a letter of 10 words or more that does not
  congratulate, comfort, thank for something or bring what was promised.
- pasted: near to what was sent to somebody else (pasted.py measures it), or it greets another
  person of the journal, and not its reader.

A word that sells never lets a stock phrase pass. With family "sales", selling, about-us and
asks-nothing are silent: a sales mail is about the offer.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.dates import short
from caretrack.domain.draft.analysis import (
    NO_OWN_PHRASES,
    DraftAnalysis,
    OwnPhrases,
    analyse,
    body_sentences,
    count,
    follows_reader_word,
    gives,
    has_own_word,
    invites,
    questions,
    sentence_words,
    their_words,
)
from caretrack.domain.draft.empty import with_empty_sentences
from caretrack.domain.draft.ideas import LEADS, DraftReader, ideas, stems_of
from caretrack.domain.draft.pasted import Near
from caretrack.domain.language.letter import Letter
from caretrack.domain.language.phrases import PhraseHit
from caretrack.domain.language.stems import word_stem
from caretrack.domain.people.names import name_key
from caretrack.words import phrase_list

__all__ = ["CARE", "CheckResult", "DraftFinding", "DraftReader", "OwnPhrases", "check_draft"]

CARE = "care"
LONG_ENOUGH_TO_ASK = 10
LONG_ENOUGH_TO_WEIGH = 40
OFTEN_US = 5


class DraftFinding(NamedTuple):
    """One thing to mend: `words` are draft[start:end], `suggestion` says what to write instead."""

    rule: str
    start: int
    end: int
    words: str
    why: str
    suggestion: str


class CheckResult(NamedTuple):
    """What was found, by place in the draft; or, if nothing was, what is good about the letter."""

    findings: tuple[DraftFinding, ...]
    good: tuple[str, ...]


def check_draft(
    draft: str,
    reader: DraftReader | None,
    today: date,
    *,
    family: str = CARE,
    near: Near | None = None,
    others: Mapping[str, str] | None = None,
    own: OwnPhrases = NO_OWN_PHRASES,
) -> CheckResult:
    """Return what to mend in `draft` before it goes to `reader`, or what is good about it.

    `reader` is None if nobody is named. `family` is that of the kind of touch that the letter is,
    `near` what pasted.nearest found, `others` who is called by a word that the letter greets
    (`greeted`), `own` the writer's own phrases. Any text is read; nothing is raised.
    """
    analysis = with_empty_sentences(analyse(draft, reader, own))
    findings = [
        *generic_opener(analysis),
        *reflex_sign_off(analysis),
        *not_personal(analysis),
        *pasted(near, draft, today),
    ]
    if family == CARE:
        findings += [*selling(analysis), *about_us(analysis), *asks_nothing(analysis)]
    findings = _with_ideas(analysis, sorted(findings, key=_place), today)
    findings += greets_another(analysis, others or {})
    findings.sort(key=_place)
    return CheckResult(tuple(findings), () if findings else tuple(_good(analysis)))


# --- the rules


def generic_opener(analysis: DraftAnalysis) -> Iterator[DraftFinding]:
    """Find questions and wishes that could open anybody's letter (S1.2, S2.3)."""
    yield from (_finding("generic-opener", analysis.letter, hit) for hit in analysis.empty_openers)
    for hit in analysis.openers:
        if not (
            has_own_word(analysis, hit)
            or (hit.group == "asked" and follows_reader_word(analysis, hit))
        ):
            yield _finding("generic-opener", analysis.letter, hit)


def reflex_sign_off(analysis: DraftAnalysis) -> Iterator[DraftFinding]:
    """Find closes that are said without thinking (S1.2)."""
    yield from (_finding("reflex-sign-off", analysis.letter, hit) for hit in analysis.empty_closes)
    for hit in analysis.closes:
        if not has_own_word(analysis, hit):
            yield _finding("reflex-sign-off", analysis.letter, hit)


def selling(analysis: DraftAnalysis) -> Iterator[DraftFinding]:
    """Find the first offer, price or order of each sentence (S1.4, S2.4, S3.5)."""
    sentence = None
    for hit in analysis.offers:
        if analysis.letter.sentence_of(hit.first) != sentence:
            sentence = analysis.letter.sentence_of(hit.first)
            yield _finding("selling", analysis.letter, hit)


def not_personal(analysis: DraftAnalysis) -> Iterator[DraftFinding]:
    """Find nothing of the reader's between greeting and sign-off (S1.5)."""
    first, last = analysis.letter.body
    if (
        count(analysis.letter, first, last) >= LONG_ENOUGH_TO_ASK
        and next(their_words(analysis), None) is None
    ):
        yield _finding("not-personal", analysis.letter, PhraseHit(first, last, "not-personal"))


def about_us(analysis: DraftAnalysis) -> Iterator[DraftFinding]:
    """Find more "we" and "I" than "you", in a letter of some length (S2.4, S2.7)."""
    first, last = analysis.letter.body
    if count(analysis.letter, first, last) < LONG_ENOUGH_TO_WEIGH:
        return
    us = them = 0
    for sentence in body_sentences(analysis.letter):
        words = analysis.letter.words[sentence.first : sentence.last]
        to_them = sum(
            word in sentence_words("them") or word_stem(word) in analysis.reader_words.known
            for word in words
        )
        them += to_them
        us += 0 if to_them else sum(word in sentence_words("us") for word in words)
    if us >= OFTEN_US and us > 2 * them:
        times = f"{them} time{'s' * (them != 1)}"
        why = (
            f"It says “we”, “I” or “our” {us} times where nothing is said of them, "
            f"and speaks to them {times}."
        )
        finding = _finding("about-us", analysis.letter, PhraseHit(first, last, "about-us"))
        yield finding._replace(why=why)


def asks_nothing(analysis: DraftAnalysis) -> Iterator[DraftFinding]:
    """Find no question and no invitation to talk (S2.3, S3.2).

    Congratulations, comfort, thanks and kept promises need none.
    """
    first, last = analysis.letter.body
    if count(analysis.letter, first, last) < LONG_ENOUGH_TO_ASK or questions(analysis.letter):
        return
    if not (invites(analysis) or (gives(analysis) and not analysis.offers)):
        yield _finding("asks-nothing", analysis.letter, PhraseHit(first, last, "asks-nothing"))


def pasted(near: Near | None, draft: str, today: date) -> Iterator[DraftFinding]:
    """Find what was already sent to somebody else (S1.5)."""
    if near is not None:
        more = f" and {len(near.sent.to) - 2} others" if len(near.sent.to) > 3 else ""
        names = (
            ", ".join(near.sent.to[:2]) if more else " and ".join(near.sent.to)
        ) or "somebody else"
        day = short(near.sent.on, today)
        why = f"{near.share * 100:.0f} % of it is what {names}{more} got from you on {day}."
        words = draft[near.start : near.end]
        yield DraftFinding("pasted", near.start, near.end, words, why, _advice("pasted", "advice"))


def greets_another(analysis: DraftAnalysis, others: Mapping[str, str]) -> Iterator[DraftFinding]:
    """Find a greeting to another person (S1.5); `others` says who is called by a greeted word."""
    if analysis.reader is None:
        return
    places = greeted(analysis.letter, analysis.reader)
    for word in [word for word in places if word in others][:1]:
        start, end = places[word]
        why = f"It greets {others[word]}, and goes to {analysis.reader.name}."
        yield DraftFinding(
            "pasted",
            start,
            end,
            analysis.letter.draft[start:end],
            why,
            "Greet them by their own name.",
        )


def greeted(letter: Letter, reader: DraftReader) -> dict[str, tuple[int, int]]:
    """Return the words that the letter greets, as keys of names, each with its place in the draft.

    None, if one of them is the reader's.

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


# --- what is said of it


def _with_ideas(
    analysis: DraftAnalysis, findings: Sequence[DraftFinding], today: date
) -> list[DraftFinding]:
    """Return the findings, each with an idea of this reader's own (S1.2).

    If nothing is known of the reader, one question is suggested, once; the other findings keep what
    they say of the words.
    """
    own = ideas(analysis.reader, today) if analysis.reader is not None else []
    said = stems_of(analysis.letter.draft)
    # What the letter speaks of already comes last.
    own.sort(key=lambda idea: not idea.stems.isdisjoint(said))
    if any(idea.stems for idea in own):
        texts = [own[number % len(own)].text for number in range(len(findings))]
        leads = [LEADS.get(finding.rule, "") for finding in findings]
        suggestions = [lead + text for lead, text in zip(leads, texts, strict=True)]
    else:
        suggestions = [idea.text for idea in own[: len(findings)]]
        suggestions += [finding.suggestion for finding in findings[len(own) :]]
    return [
        finding._replace(suggestion=suggestion)
        for finding, suggestion in zip(findings, suggestions, strict=True)
    ]


def _place(finding: DraftFinding) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.rule


def _good(analysis: DraftAnalysis) -> Iterator[str]:
    """Say why a letter with nothing to mend is good."""
    words = dict.fromkeys(
        _without_possessive(analysis.letter.shown(at, at + 1)) for at in their_words(analysis)
    )
    if words:
        by_name = sorted(words, key=lambda word: not word[0].isupper())[:2]
        yield f"It speaks of {' and '.join(by_name)}"
    asked = questions(analysis.letter)
    if asked:
        yield f"It asks {'one question' if asked == 1 else f'{asked} questions'}"
    elif invites(analysis):
        yield "It invites them to talk"
    if not analysis.offers:
        yield "It sells nothing"


def _without_possessive(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _finding(rule: str, letter: Letter, hit: PhraseHit) -> DraftFinding:
    first = hit.first
    while (
        first > letter.sentence_of(hit.first).first
        and letter.words[first - 1] in sentence_words("leading")
        and _advice(hit.group, "why")
    ):
        first -= 1
    start, end = letter.place(first, hit.last)
    why, advice = _advice(hit.group, "why"), _advice(hit.group, "advice")
    return DraftFinding(rule, start, end, letter.draft[start:end], why, advice)


def _advice(group: str, what: str) -> str:
    """Return what is said of a finding: "why" it is one, or the "advice"; "" where nothing is."""
    lines = (line.partition(": ") for line in phrase_list("draft_advice", group))
    return next((text for name, _, text in lines if name == what), "")
