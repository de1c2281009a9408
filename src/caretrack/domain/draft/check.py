"""The draft check: what to mend in a letter before it is sent (S1.2, S1.5, S2.3, S2.4, S2.6).

Eight rules, each a function of the letter and of what the journal knows of its reader:

- leave-alone: it speaks of what stands under "do not raise", or of a category that they declined or
  that was closed (leave_alone.py); or its reader is in the archive. It comes first.

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

A sentence has one finding, that of the gravest rule. Not-personal, about-us and asks-nothing are
about the whole letter; if it is one sentence, they say no more than a finding in it does.

A word that sells never lets a stock phrase pass. With family "sales", selling, about-us and
asks-nothing are silent: a sales mail is about the offer.

A letter that is not English is not judged by its words: it keeps leave-alone and pasted.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from caretrack.domain.dates import short
from caretrack.domain.draft.analysis import (
    NO_OWN_PHRASES,
    DraftAnalysis,
    OwnPhrases,
    analyse,
    body_sentences,
    count,
    follows_reader_word,
    has_own_word,
    sentence_words,
    their_words,
    words_of_language,
)
from caretrack.domain.draft.answers import gives, invites, is_answer, questions
from caretrack.domain.draft.empty import with_empty_sentences
from caretrack.domain.draft.findings import (
    OF_CHECK_INS,
    CheckResult,
    DraftFinding,
    advice_of,
    one_a_sentence,
)
from caretrack.domain.draft.ideas import LEADS, DraftReader, ideas, stems_of
from caretrack.domain.draft.leave_alone import mentioned
from caretrack.domain.draft.pasted import Near
from caretrack.domain.draft.praise import praise
from caretrack.domain.language.known_words import are_english
from caretrack.domain.language.letter import Letter
from caretrack.domain.language.phrases import PhraseHit
from caretrack.domain.language.stems import word_stem
from caretrack.domain.model import Fact
from caretrack.domain.people.death import has_died
from caretrack.domain.people.names import name_key
from caretrack.domain.talk.categories import NOT_RAISED, category
from caretrack.domain.text import sentence, shortened

__all__ = ["CARE", "CheckResult", "DraftFinding", "DraftReader", "OwnPhrases", "check_draft"]

CARE = "care"
LONG_ENOUGH_TO_ASK = 10
LONGEST_QUOTED = 60
LONG_ENOUGH_TO_WEIGH = 40
OFTEN_US = 5


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
    unread = not are_english(words_of_language(analysis.letter))
    if reader is not None and reader.archived_on and has_died(reader.archived_why):
        # How to write to them is no question any more.
        return CheckResult(tuple(leave_alone(analysis, today)), (), unread)
    findings = [*leave_alone(analysis, today), *pasted(near, draft, today)]
    if not unread:
        findings += [*generic_opener(analysis), *reflex_sign_off(analysis), *not_personal(analysis)]
        if family == CARE:
            findings += [*selling(analysis), *about_us(analysis), *asks_nothing(analysis)]
    findings += greets_another(analysis, others or {})
    findings = one_a_sentence(analysis.letter, findings)
    if {finding.rule for finding in findings} <= OF_CHECK_INS and is_answer(analysis):
        findings = [
            finding._replace(why=f"{finding.why} {advice_of('answer', 'why')}")
            for finding in findings
        ]
    findings = _with_ideas(analysis, findings, today)
    good = () if findings or unread else tuple(praise(analysis))
    return CheckResult(tuple(findings), good, unread)


# --- the rules


def leave_alone(analysis: DraftAnalysis, today: date) -> Iterator[DraftFinding]:
    """Find what its reader would rather not hear of, or a reader who is in the archive (S2.6)."""
    reader, letter = analysis.reader, analysis.letter
    if reader is None:
        return
    if reader.archived_on is not None:
        start, end = letter.place(0, letter.body[0] or 1) if letter.words else _all_of(letter.draft)
        why = f"{reader.name} is in the archive, since {short(reader.archived_on, today)}"
        why = sentence(f"{why}: {reader.archived_why}" if reader.archived_why else why)
        yield DraftFinding(
            "leave-alone", start, end, letter.draft[start:end], why, advice_of("archived", "advice")
        )
    for hit, fact in mentioned(analysis):
        yield _finding("leave-alone", letter, hit)._replace(why=_why_alone(reader, fact, today))


def _all_of(draft: str) -> tuple[int, int]:
    start = len(draft) - len(draft.lstrip())
    return start, len(draft.rstrip())


def _why_alone(reader: DraftReader, fact: Fact, today: date) -> str:
    if fact.category in NOT_RAISED:
        said = shortened(fact.text, LONGEST_QUOTED)
        return f"Under “do not raise”: “{said}” ({short(fact.learned_on, today)})."
    marks = (one for one in reader.left_alone if not one.is_known and one.category == fact.category)
    mark = next(marks, fact)
    what, day = category(mark.category).unknown or mark.category, short(mark.learned_on, today)
    if mark.source == "closed":
        return f"Not to be asked any more: {what} (closed {day})."
    return f"They would rather not speak of {what} (asked {day})."


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
    """Find offers, prices and orders (S1.4, S2.4, S3.5)."""
    for hit in analysis.offers:
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
    for said in body_sentences(analysis.letter):
        words = analysis.letter.words[said.first : said.last]
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
        day, share = short(near.sent.on, today), f"{near.share * 100:.0f} %"
        why = f"{share} of it is what {names}{more} got from you on {day}."
        if near.only_checked:
            why = f"Near to what you checked for {names} on {day}: {share} of it is the same."
        words = draft[near.start : near.end]
        yield DraftFinding(
            "pasted", near.start, near.end, words, why, advice_of("pasted", "advice")
        )


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
            advice_of("greeted", "advice"),
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
    they say of the words. So do those that nothing but one act mends.
    """
    own = ideas(analysis.reader, today) if analysis.reader is not None else []
    said = stems_of(analysis.letter.draft)
    # What the letter speaks of already comes last.
    own.sort(key=lambda idea: not idea.stems.isdisjoint(said))
    known = [idea for idea in own if idea.stems]
    fixed = {advice_of("greeted", "advice"), advice_of("archived", "advice")}
    if not known:
        fixed.add(advice_of("leave-alone", "advice"))
    made: list[DraftFinding] = []
    used = 0
    for finding in findings:
        # A question not asked yet takes no turn beside what is to be left alone.
        open_ideas = known if finding.rule == "leave-alone" else own
        if finding.suggestion in fixed or not (known or used < len(own)):
            made.append(finding)
            continue
        lead = LEADS.get(finding.rule, "") if known else ""
        made.append(finding._replace(suggestion=lead + open_ideas[used % len(open_ideas)].text))
        used += 1
    return made


def _finding(rule: str, letter: Letter, hit: PhraseHit) -> DraftFinding:
    first = hit.first
    while (
        first > letter.sentence_of(hit.first).first
        and letter.words[first - 1] in sentence_words("leading")
        and advice_of(hit.group, "why")
    ):
        first -= 1
    start, end = letter.place(first, hit.last)
    why, advice = advice_of(hit.group, "why"), advice_of(hit.group, "advice")
    return DraftFinding(rule, start, end, letter.draft[start:end], why, advice)
