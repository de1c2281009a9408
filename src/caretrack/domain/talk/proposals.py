"""What a note says that is worth keeping: facts, a mood and days, as proposals (S0.7, S2.2).

The rules are phrases of words/proposals.txt, looked for clause by clause. A phrase proposes
nothing where the clause is about the writer or about somebody beside the person, where it is
denied, asked or only supposed, and where it is about the trade between the two. A proposal is
never stored unasked: it is shown, and kept by whoever wrote the note.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from caretrack.domain.language.clauses import Clause, Line, clauses_of, lines_of
from caretrack.domain.language.phrases import (
    BREAKS,
    PhraseHit,
    Rules,
    hits,
    one_of,
    without_overlaps,
)
from caretrack.domain.model import Fact
from caretrack.domain.talk import categories, said_of
from caretrack.domain.talk.said_of import KIN, OTHERS, WRITER, About, words_in
from caretrack.domain.talk.said_text import text_of, trimmed
from caretrack.words import phrase_list, word_lists

FACT, MOOD, EVENT = "fact", "mood", "event"
# A referral or testimonial of theirs (`referrals_in`), kept as praise.
REFERRAL = "referral"
# Not found by `propose`: what you promised stands in the prose of a day (`domain.day`).
PROMISE = "promise"
AT_MOST = 4
MILD = 4  # this mood is not proposed beside a fact
_FILE = "proposals"
_TRADE_WITHIN = 6  # words behind a phrase


class Proposal(NamedTuple):
    """Something to keep: a fact (`category`, `text`), a mood (1 to 5), an event (`on`, `text`), or
    a promise (`text`, and the day `on` by which it is due).

    `words` are those of the note that decided.
    """

    sort: str
    category: str = ""
    text: str = ""
    mood: int | None = None
    on: date | None = None
    words: str = ""

    @property
    def is_undated(self) -> bool:
        """True for an event of which only the month or the week is known: "in June"."""
        from caretrack.domain.talk.said_days import is_vague

        return self.sort == EVENT and (self.on is None or is_vague(self.words))


def propose(
    note: str,
    today: date,
    *,
    month_first: bool = False,
    person: str = "",
    names: Collection[str] = (),
) -> list[Proposal]:
    """Return what the note says that is worth keeping, at most AT_MOST proposals.

    `today` is the day of the note. `person` is the name of the one it is about, `names` are the
    names of the journal, whose words are no words of the rules.
    """
    reader = _Reader(today, month_first, _words_of([person]), _words_of(names))
    for line in lines_of(note):
        reader.read(line)
    mood = [reader.mood] if reader.mood else []
    return [*reader.facts[: AT_MOST - len(mood)], *mood, *reader.events][:AT_MOST]


def not_known_yet(proposals: Iterable[Proposal], facts: Collection[Fact]) -> list[Proposal]:
    """Return the proposals without the facts that are known: one that is near is among `facts`.

    What stands in a category that is closed is not proposed either (S2.6).
    """
    from caretrack.domain.talk.learning import near_facts

    closed = {fact.category for fact in facts if fact.source == "closed" and not fact.retired_on}
    return [
        proposal
        for proposal in proposals
        if proposal.sort != FACT
        or (
            proposal.category not in closed
            and not near_facts(proposal.category, proposal.text, facts)
        )
    ]


class _Found(NamedTuple):
    """A fact, the word that decided, and the first word of its text and the one after its last."""

    fact: Proposal
    decided: int
    first: int
    last: int


class _Reader:
    """What is found in a note, line by line."""

    def __init__(
        self, today: date, month_first: bool, person: frozenset[str], names: frozenset[str]
    ) -> None:
        self.today, self.month_first = today, month_first
        self.about, self.names = About(person, names - person), names
        self.facts: list[Proposal] = []
        self.mood: Proposal | None = None
        self.mood_of_kin = False  # what happened to a relative, where theirs was not said
        self.events: list[Proposal] = []
        self.over: set[int] = set()  # the words of a line that say something else

    def read(self, line: Line) -> None:
        """Take in the facts, the mood and the events of a line."""
        if not self.about.not_theirs:
            self.about = self.about._replace(not_theirs=said_of.not_theirs(line.words))
        over = hits(_passed_over(), line.words)
        self.over = {at for hit in over for at in range(hit.first, hit.last)}
        told, moods, named = (
            without_overlaps(
                hit
                for hit in hits(rules, line.words)
                if not self._is_name(line, hit) and self.over.isdisjoint(range(hit.first, hit.last))
            )
            for rules in (_facts(), _moods(), _events())
        )
        begins = {hit.first for hit in (*told, *moods)} | {
            at for at in range(len(line.words)) if _may_open(line.words, at)
        }
        for clause in clauses_of(line, begins, words_in("kin")):
            if not clause.asked:
                fact = self._take_fact(line, clause, _within(clause, told))
                for hit in _within(clause, moods):
                    self._take_mood(line, clause, hit, fact)
                self._take_event(line, clause, _within(clause, named), fact)

    def _take_fact(self, line: Line, clause: Clause, told: Sequence[PhraseHit]) -> _Found | None:
        """Take in the fact of a clause: of those that are said, the one that begins first."""
        found = [self._family(line, clause), *(self._fact(line, clause, hit) for hit in told)]
        first = min((one for one in found if one), key=_first_of_all, default=None)
        if first and all(first.fact.text != known.text for known in self.facts):
            self.facts.append(first.fact)
        return first

    def _is_name(self, line: Line, hit: PhraseHit) -> bool:
        """True if a phrase begins with a name: a word of one, or a capital within a sentence."""
        at = hit.first
        if not line.is_capital(at):
            return False
        return line.words[at] in self.names or (at > 0 and line.words[at - 1] not in BREAKS)

    def _is_first(self, line: Line, clause: Clause, at: int) -> bool:
        """True if before the word in its clause stands nothing but whom it is said of."""
        return all(
            line.words[place] in words_in("they")
            or line.words[place] in words_in("said")
            or line.words[place] in words_in("before a fact")
            or line.words[place].endswith("ly")
            or line.is_capital(place)
            for place in range(clause.first, at)
        )

    def _names_event(self, line: Line, clause: Clause, hit: PhraseHit) -> bool:
        """True if a phrase says what happens to them on a day."""
        _, _, how = hit.group.partition(": ")
        if (how == "first" and not self._is_first(line, clause, hit.first)) or (
            how == "place" and not (hit.last < clause.last and line.is_capital(hit.last))
        ):
            return False
        told = line.words[clause.first : clause.last]
        if not (words_in("trade") | words_in("business day")).isdisjoint(told):
            return False
        of = said_of.subject(line, clause, hit.first, self.about)
        return of not in (WRITER, OTHERS) and not said_of.is_denied(line, clause, hit)

    def _fact(self, line: Line, clause: Clause, hit: PhraseHit) -> _Found | None:
        """Return the fact that a phrase proposes, None for none."""
        category, _, how = hit.group.partition(": ")
        if "first" in how and not self._is_first(line, clause, hit.first):
            return None
        of = said_of.subject(line, clause, hit.first, self.about)
        if how != "heard" and (
            of in (WRITER, OTHERS)
            or (of == KIN and category != "family")
            or said_of.is_denied(line, clause, hit)
        ):
            return None
        if _is_trade(line, category, hit, clause):
            return None
        if said_of.is_left_open(line, clause, hit):
            return None
        if how == "whole":
            first = self._after_subject(line, clause, hit.first)
            if line.words[clause.first] in words_in("relative"):
                first = said_of.start_of_sentence(line, clause.first)
        elif "after" in how or how == "heard":
            first = hit.last
        else:
            told_from = self._after_subject(line, clause, hit.first)
            first = said_of.with_thing(line, told_from, hit.first, self.about)
        keep = how in ("", "first") and (
            first == hit.first or line.words[first] in words_in("might")
        )
        return _found(line, category, hit, first, clause.last, keep=keep)

    def _after_subject(self, line: Line, clause: Clause, at: int) -> int:
        """Return the first word before `at` that is not of "she said that she"."""
        for place in range(at - 1, clause.first - 1, -1):
            word = line.words[place]
            if word in words_in("they") or word in words_in("said"):
                return place + 1
        return clause.first

    def _family(self, line: Line, clause: Clause) -> _Found | None:
        """Return what the clause tells of one of their relatives, None for nothing."""
        for at in range(clause.first, clause.last):
            if at in self.over or not said_of.is_kin(line.words[at]):
                continue
            if at > clause.first and line.words[at - 1] in words_in("writer's"):
                return None
            end = said_of.after_kin(line, at, clause.last)
            listed = line.words[at + 1 : at + 2] == [":"]  # "kids: Emma (7), Noah (4)"
            if not listed and (end >= clause.last or not said_of.tells(line, clause, at, end)):
                continue
            hit = PhraseHit(at, min(end + 1, clause.last), "family")
            of = said_of.subject(line, clause, at, self.about)
            if of in (WRITER, OTHERS) or said_of.is_denied(line, clause, hit, whole=True):
                return None
            # "in-laws" is two words.
            first = at - 1 if line.words[at] == "laws" and at > clause.first else at
            return _found(line, "family", hit, first, said_of.end_of_deeds(line, clause))
        return None

    def _take_mood(self, line: Line, clause: Clause, hit: PhraseHit, fact: _Found | None) -> None:
        mood = int(hit.group[-1])
        of = said_of.subject(line, clause, hit.first, self.about)
        if of in (WRITER, OTHERS) or said_of.is_denied(line, clause, hit):
            return
        grave = mood == 1 or not words_in("grave").isdisjoint(line.words[hit.first : hit.last])
        mild = mood == MILD and (fact or _is_trade(line, MOOD, hit, clause))
        if (of == KIN and not grave) or mild:
            return
        if not self.mood or (mood, of == KIN) < (self.mood.mood or 0, self.mood_of_kin):
            self.mood = Proposal(MOOD, mood=mood, words=line.cut(hit.first, hit.last))
            self.mood_of_kin = of == KIN

    def _take_event(
        self, line: Line, clause: Clause, named: Sequence[PhraseHit], fact: _Found | None
    ) -> None:
        if not (fact and categories.category(fact.fact.category).is_of_a_day) and not any(
            self._names_event(line, clause, hit) for hit in named
        ):
            return
        from caretrack.domain.talk.said_days import day_in, is_deadline

        if line.words[clause.first] in words_in("own meeting"):
            return
        told_from = self._after_subject(line, clause, fact.first) if fact else clause.first
        day = day_in(line, clause, told_from, self.today, self.month_first)
        if day is None or is_deadline(line, day):
            return
        first, last = (fact.first, fact.last) if fact else (clause.first, clause.last)
        if day.first <= first < day.last:
            first = day.last
        if day.first < last <= day.last:
            last = day.first
        first, last = trimmed(line, first, last, keep=fact is not None)
        text = text_of(line, said_of.with_owner(line, clause, first), last)
        if text and text.lower() not in words_in("no event alone"):
            words = line.cut(day.first, day.last)
            self.events.append(Proposal(EVENT, text=text, on=day.on, words=words))


def _within(clause: Clause, found: Sequence[PhraseHit]) -> list[PhraseHit]:
    return [hit for hit in found if clause.first <= hit.first < clause.last]


def _may_open(words: Sequence[str], at: int) -> bool:
    """True where a clause may begin behind an "and": "she", "his daughter"."""
    word = words[at]
    if word in words_in("writer") or word in words_in("they"):
        return True
    return (
        word in ("his", "her", "their", "my", "our")
        and at + 1 < len(words)
        and said_of.is_kin(words[at + 1])
    )


def _first_of_all(found: _Found) -> tuple[bool, int]:
    """Order facts of a clause by their place; "thrilled that his son …" is one of the family."""
    return found.fact.category == "joy", found.decided


def _found(
    line: Line, category: str, hit: PhraseHit, first: int, last: int, *, keep: bool = False
) -> _Found | None:
    first, last = trimmed(line, first, last, keep=keep)
    text = text_of(line, first, last)
    words = line.cut(hit.first, hit.last)
    fact = Proposal(FACT, category, text, words=words)
    return _Found(fact, hit.first, first, last) if text else None


def _is_trade(line: Line, category: str, hit: PhraseHit, clause: Clause) -> bool:
    """True if the clause speaks of the trade between the two, or of a thing to arrange."""
    after = [word.removesuffix("'s") for word in line.words[hit.last : clause.last]]
    if not words_in("writer's").isdisjoint(after):
        return True
    near = after[:_TRADE_WITHIN]
    theirs = not one_of("THIRD").isdisjoint(near)
    if category != "family" and not theirs and not words_in("trade").isdisjoint(near):
        return True
    if hit.group.startswith("hobby: ") and not words_in("no hobby").isdisjoint(after[:1]):
        return True
    sought = category == "need" or line.words[hit.first] in ("can't", "couldn't")
    if sought and not words_in("ordered").isdisjoint(near):
        return True
    if categories.category(category).weighs or "always" in line.words[hit.first : hit.last]:
        return False
    if line.words[hit.last - 1] == "to" and not words_in("arranged").isdisjoint(after[:1]):
        return True
    if line.words[hit.last - 1] in ("need", "needs") and not words_in("needed now").isdisjoint(
        after[:1]
    ):
        return True
    return any(hit.first == 0 for hit in hits(_arranged(), near))


def _words_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in name.lower().split())


@cache
def _facts() -> Rules:
    known = categories.CATEGORIES
    groups = [name for name in word_lists(_FILE) if name.partition(":")[0] in known]
    return Rules({group: phrase_list(_FILE, group) for group in groups})


@cache
def _moods() -> Rules:
    groups = [name for name in word_lists(_FILE) if name.startswith(MOOD)]
    return Rules({group: phrase_list(_FILE, group) for group in groups})


@cache
def _events() -> Rules:
    groups = [name for name in word_lists(_FILE) if name.partition(":")[0] == EVENT]
    return Rules({group: phrase_list(_FILE, group) for group in groups})


@cache
def _passed_over() -> Rules:
    return Rules({"": phrase_list(_FILE, "passed over")})


@cache
def _arranged() -> Rules:
    return Rules({"": phrase_list(_FILE, "arranged so")})
