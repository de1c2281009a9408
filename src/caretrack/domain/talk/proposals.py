"""What a note says that is worth keeping: facts, a mood and days, as proposals (S0.7, S2.2).

The rules are phrases of words/proposals.txt, looked for clause by clause. A phrase proposes
nothing where the clause is about the writer or about somebody beside the person, where it is
denied, asked or only supposed, and where it is about the trade between the two. A proposal is
never stored unasked: it is shown, and kept by whoever wrote the note.
"""

from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from caretrack.domain.language.clauses import Clause, Line, clauses_of, lines_of
from caretrack.domain.language.phrases import BREAKS, PhraseHit, Rules, longest_hits, rules_of
from caretrack.domain.model import Fact
from caretrack.domain.text import flat
from caretrack.words import phrase_list, word_lists, word_set

FACT, MOOD, EVENT = "fact", "mood", "event"
AT_MOST = 4
LONGEST = 80  # characters of a text
_LOW = 2
_FILE = "proposals"
_DENIED_WITHIN = 4  # words: how far before a phrase it is denied
_SHORTEST_WORD = 3
# Words between relatives: "mother in law", "wife and his son".
_KIN_JOINS = frozenset(["and", "his", "her", "their", "in", "law"])


class Proposal(NamedTuple):
    """Something to keep: a fact (`category`, `text`), a mood (1 to 5), or an event (`on`, `text`).

    `words` are those of the note that decided.
    """

    sort: str
    category: str = ""
    text: str = ""
    mood: int | None = None
    on: date | None = None
    words: str = ""


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
    reader = _Reader(today, month_first, _words(person), frozenset(map(str.lower, names)))
    for line in lines_of(note):
        reader.read(line)
    facts = reader.facts[: AT_MOST - 1] if reader.mood else reader.facts
    return [*facts, *([reader.mood] if reader.mood else []), *reader.events][:AT_MOST]


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


def command_for(proposal: Proposal, slug: str, touch: str) -> str:
    """Return the shell command that keeps a proposal, "" where none does.

    `slug` names the person, `touch` is the id of the entry that the note belongs to.
    """
    from shlex import join

    if proposal.sort == MOOD:
        return join(["care", "edit", touch, "-m", str(proposal.mood)])
    if proposal.sort == FACT:
        # A text that begins with a dash would be taken for an option.
        dash = ["--"] if proposal.text[:1] == "-" else []
        return join(["care", "learn", *dash, slug, proposal.category, proposal.text])
    return ""


class _Reader:
    """What is found in a note, line by line."""

    def __init__(
        self, today: date, month_first: bool, person: frozenset[str], names: frozenset[str]
    ) -> None:
        self.today, self.month_first = today, month_first
        self.person, self.names = person, names
        self.facts: list[Proposal] = []
        self.mood: Proposal | None = None
        self.events: list[Proposal] = []

    def read(self, line: Line) -> None:
        """Take in the facts, the mood and the events of a line."""
        found = [
            hit
            for rules in (_rules(), _mood_rules())
            for hit in longest_hits(rules, line.words)
            if not self._is_name(line, hit.first)
        ]
        begins = {hit.first for hit in found if not hit.group.startswith("event")} | {
            at
            for at, word in enumerate(line.words)
            if word in _set("writer") or word in _set("they") or self._is_theirs(line, at)
        }
        for clause in clauses_of(line, begins, _set("kin")):
            hits = [hit for hit in found if clause.first <= hit.first < clause.last]
            if not clause.asked:
                self._read_clause(line, clause, hits)

    def _read_clause(self, line: Line, clause: Clause, hits: list[PhraseHit]) -> None:
        fact = self._family(line, clause) or next(
            (made for hit in hits if (made := self._fact(line, clause, hit))), None
        )
        if fact and not any(fact.text == known.text for known in self.facts):
            self.facts.append(fact)
        for hit in hits:
            if hit.group.startswith(MOOD):
                self._take_mood(line, clause, hit)
        self._take_event(line, clause, hits, fact)

    def _is_name(self, line: Line, at: int) -> bool:
        """True for a word that is a name of the journal, or has a capital within a sentence."""
        if not line.is_capital(at):
            return False
        return line.words[at] in self.names or (at > 0 and line.words[at - 1] not in BREAKS)

    def _is_theirs(self, line: Line, at: int) -> bool:
        """True where "his daughter" begins."""
        return (
            line.words[at] in ("his", "her", "their", "my", "our")
            and at + 1 < len(line.words)
            and _is_kin(line.words[at + 1])
        )

    def _subject(self, line: Line, clause: Clause, at: int) -> str:
        """Return of whom the words at `at` speak: "writer", "others", "kin" or "they"."""
        for place in range(at - 1, clause.first - 1, -1):
            word = line.words[place]
            if word in _set("writer"):
                return "writer"
            if word in _set("they") or word.removesuffix("'s") in self.person:
                return "they"
            if _is_kin(word) and not _is_object(line, clause, place):
                return "kin"
            if word in _set("others") and not _is_object(line, clause, place):
                return "others"
        return "they"

    def _fact(self, line: Line, clause: Clause, hit: PhraseHit) -> Proposal | None:
        category, _, after = hit.group.partition(": ")
        if category == EVENT or category.startswith(MOOD):
            return None
        subject = self._subject(line, clause, hit.first)
        heard = line.words[hit.first].startswith("congrat")
        if subject in ("writer", "others") and not heard:
            return None
        if _is_denied(line, clause, hit):
            return None
        if subject == "kin" and category != "family":
            return None
        text = self._text(line, hit.last if after else hit.first, clause.last, keep=not after)
        if not text or _is_trade(line, category, hit, clause):
            return None
        return Proposal(FACT, category, text, words=line.cut(hit.first, hit.last))

    def _family(self, line: Line, clause: Clause) -> Proposal | None:
        """Return what the clause tells of one of their relatives."""
        words = line.words
        for at in range(clause.first, clause.last):
            if not _is_kin(words[at]) or self._is_name(line, at):
                continue
            start = at
            if start > clause.first and words[start - 1] in _set("writer's"):
                return None
            end = _after_kin(line, at, clause.last)
            if end >= clause.last or not _tells(words, at, end):
                continue
            if _is_object(line, clause, at) and not (
                words[end] in ("who", "who's") or words[end].endswith("ing") or "'s" in words[at]
            ):
                continue
            if _is_denied(line, clause, PhraseHit(start, end + 1, "family")):
                return None
            text = self._text(line, start, clause.last)
            return Proposal(FACT, "family", text, words=line.cut(at, end + 1)) if text else None
        return None

    def _text(self, line: Line, first: int, last: int, *, keep: bool = False) -> str:
        """Return the words as a fact: without those that say nothing at either end.

        With `keep`, the first words are those of a phrase, and only articles are left out.
        """
        words = line.words
        idle = _set("before a phrase") if keep else _set("before a fact")
        while first < last and (
            words[first] in idle or words[first] in BREAKS or words[first] in "&"
        ):
            first += 1
        while last > first and (
            line.spans[last - 1][1] - line.spans[first][0] > LONGEST
            or words[last - 1] in _set("after a fact")
            or words[last - 1] in BREAKS
        ):
            last -= 1
        said = [word for word in words[first:last] if word not in _set("nothing said")]
        if not any(len(word) >= _SHORTEST_WORD for word in said):
            return ""
        return flat(line.cut(first, last))

    def _take_mood(self, line: Line, clause: Clause, hit: PhraseHit) -> None:
        mood = int(hit.group[-1])
        subject = self._subject(line, clause, hit.first)
        if subject in ("writer", "others") or _is_denied(line, clause, hit):
            return
        if subject == "kin" and mood > _LOW:
            return
        if self.mood is None or mood < (self.mood.mood or 0):
            words = line.cut(hit.first, hit.last)
            self.mood = Proposal(MOOD, mood=mood, words=words)

    def _take_event(
        self, line: Line, clause: Clause, hits: list[PhraseHit], fact: Proposal | None
    ) -> None:
        from caretrack.domain.talk.said_days import day_in

        named = next((hit for hit in hits if hit.group == EVENT), None)
        if not fact and not named:
            return
        if named and not fact:
            if self._subject(line, clause, named.first) in ("writer", "others"):
                return
            if _is_denied(line, clause, named):
                return
        day = day_in(line, clause, self.today, self.month_first)
        if day is None:
            return
        first = clause.first if named is None else min(named.first, clause.first)
        if day.first == clause.first:
            text = self._text(line, day.last, clause.last)
        elif day.last == clause.last:
            text = self._text(line, first, day.first)
        else:
            text = self._text(line, first, clause.last)
        if fact and fact.text in line.cut(clause.first, clause.last):
            text = text if text and text in fact.text else fact.text
        if text:
            self.events.append(
                Proposal(EVENT, text=text, on=day.on, words=line.cut(day.first, day.last))
            )


def _is_kin(word: str) -> bool:
    return word.removesuffix("'s") in _set("kin")


def _is_object(line: Line, clause: Clause, at: int) -> bool:
    """True for a noun behind a preposition or a verb of the writer: "lunch with her husband"."""
    for place in range(at - 1, max(clause.first, at - 4) - 1, -1):
        if line.words[place] in ("with", "to", "for", "from", "about", "of", "at", "by", "met"):
            return True
        if line.words[place] not in ("his", "her", "their", "a", "an", "the", "old", "new"):
            return False
    return False


def _after_kin(line: Line, at: int, last: int) -> int:
    """Return the place of the first word that is not of "daughter Mia", "son Leo (14) and wife"."""
    end = at + 1
    while end < last and (
        line.is_capital(end)
        or line.words[end] in BREAKS
        or line.words[end][0].isdecimal()
        or _is_kin(line.words[end])
        or (line.words[end] in _KIN_JOINS and end + 1 < last and _goes_on(line.words[end + 1]))
    ):
        end += 1
    return end


def _goes_on(word: str) -> bool:
    return _is_kin(word) or word in _KIN_JOINS


def _tells(words: list[str], at: int, end: int) -> bool:
    """True if what stands behind a relative tells something of them."""
    word = words[end]
    if any(word in _set("greets") for word in words[end : end + 1]):
        return bool(word in ("is", "was", "were")) and words[end + 1 : end + 2] not in (
            ["there"],
            ["here"],
        )
    if words[at].endswith("'s"):
        return True
    return (
        word in _set("does")
        or word.endswith(("ed", "ing"))
        or (word.endswith("s") and len(word) > _SHORTEST_WORD)
    )


def _is_denied(line: Line, clause: Clause, hit: PhraseHit) -> bool:
    """True if the words of a phrase are denied, asked or only supposed."""
    before = line.words[clause.first : hit.first]
    after = line.words[hit.last : clause.last]
    if not _set("not").isdisjoint(before[-_DENIED_WITHIN:]) or "anymore" in after:
        return True
    if ("any", "more") in pairwise(after):
        return True
    if hit.group == "family" and not _set("not").isdisjoint(after[:2]):
        return True
    return not _set("not if").isdisjoint(before)


def _is_trade(line: Line, category: str, hit: PhraseHit, clause: Clause) -> bool:
    """True if the clause speaks of the trade between the two, or of a thing to arrange."""
    after = line.words[hit.last : clause.last]
    if not _set("writer's").isdisjoint(after):
        return True
    if category in ("need", "goal", "worry", "challenge", "fear"):
        if not _set("trade").isdisjoint(after[:5]):
            return True
        if line.words[hit.last - 1] == "to" and not _set("arranged").isdisjoint(after[:1]):
            return True
    return category == "need" and after[:1] == ["to"]


def _words(name: str) -> frozenset[str]:
    return frozenset(name.lower().split())


def _set(name: str) -> frozenset[str]:
    return word_set(_FILE, name)


@cache
def _rules() -> Rules:
    groups = [
        name
        for name in word_lists(_FILE)
        if name.split(":")[0]
        in ("worry", "fear", "family", "health", "challenge", "joy", "goal", "hobby", "need", EVENT)
    ]
    return rules_of({group: phrase_list(_FILE, group) for group in groups})


@cache
def _mood_rules() -> Rules:
    return rules_of(
        {name: phrase_list(_FILE, name) for name in word_lists(_FILE) if name.startswith(MOOD)}
    )
