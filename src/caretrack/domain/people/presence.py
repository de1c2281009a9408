"""How surely somebody who is named in a sentence was there: "called Ana about Ben"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from caretrack.domain.people.in_notes import NoteWord
from caretrack.domain.people.plain_names import is_title
from caretrack.words import word_set

# How surely somebody was there: it was done to or by them; they are named; something of theirs is;
# they are only spoken of.
THERE, NAMED, OWNER, SPOKEN_OF = 3, 2, 1, 0
_TO = {"to", "into", "up"}
# Between two names of a list.
_BETWEEN = (
    r"\s*(?:\([^()]*\)\s*)?(?:,|,?\s*\b(?:and|und|et|y|e|en)\b|&|\+|/)\s*"
    r"(?:(?:the|dr|mr|mrs|ms|prof)\b\.?\s*)?@?"
)
# How far in front of "to Eva" the verb may stand, in words.
_REACH = 14
# A clause is read back so many words.
_CLAUSE = 40
_OURS = {"i", "we", "then"}


class Mention(NamedTuple):
    """A name in a sentence: its words (`first` to before `last`), and whom it may mean.

    `people` are ids: one, several that could be meant, or none for a stranger; with `all_meant`
    each of them was there. `weight` is how surely they were there. `did` is True if they got in
    touch, `talked` if there was only talk. `group` is True for "the Lagoon team".
    """

    first: int
    last: int
    people: tuple[str, ...]
    written: str
    weight: int = NAMED
    did: bool = False
    talked: bool = False
    group: bool = False
    all_meant: bool = False

    @property
    def is_clear(self) -> bool:
        """True if it says who is meant."""
        return self.all_meant or (len(self.people) == 1 and not self.group)


def listed(heading: str) -> frozenset[str]:
    """Return a list of words of words/day.txt."""
    return word_set("day", heading)


def weighed(sentence: str, words: Sequence[NoteWord], placed: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of a sentence, each with how surely they were there."""
    found: list[Mention] = []
    for one in placed:
        found.append(_weighed(words, one, found[-1] if found else None))
    return _together(sentence, words, found)


def _weighed(words: Sequence[NoteWord], one: Mention, last: Mention | None) -> Mention:
    """Return a mention with how surely they were there, by the words around it.

    `last` is the mention before it.
    """
    before = words[one.first].before
    if one.first and (is_title(before) or (one.group and before in ("the", "our", "their"))):
        before = words[one.first - 1].before
    after = verb_after(words, one.last)
    if words[one.last - 1].owns:
        return _weighed_owner(words, one, last, after)
    if (
        _is_to_come(words, one, last)
        or _is_own_mind(words, one)
        or _is_in_the_talk(words, one, last)
        or (last is not None and before in listed("says"))
    ):
        return one._replace(weight=SPOKEN_OF)
    near = [word.key for word in words[max(0, one.first - _REACH) : one.first]]
    talk, acts = listed("talk").intersection(near), listed("acts").intersection(near)
    if before in ("with", "w", "by") or before in listed("acts") - {"call", "email"}:
        if before == "by" and not words[one.first - 2].key.endswith("ed"):
            return one._replace(weight=SPOKEN_OF)
        talked = before == "with" and bool(talk) and not acts
        return one._replace(weight=THERE, talked=talked)
    if before in listed("talk"):
        return one._replace(weight=THERE, talked=True)
    if before in _TO:
        weight = THERE if talk or acts else SPOKEN_OF
        return one._replace(weight=weight, talked=bool(talk) and not acts)
    if before == "from":
        sent = bool(listed("sent by them").intersection(near))
        return one._replace(weight=THERE if sent else SPOKEN_OF, did=sent)
    return _weighed_by_what_follows(words, one, last, near)


def _weighed_by_what_follows(
    words: Sequence[NoteWord], one: Mention, last: Mention | None, near: Sequence[str]
) -> Mention:
    """Return a mention that may be the subject of what follows; `near` are the words before it."""
    before, after = words[one.first].before, verb_after(words, one.last)
    again = words[one.last + 1].key if one.last + 1 < len(words) else ""
    if after in listed("they reached you") and again != "back":
        return one._replace(weight=THERE, did=True)
    if (after == "and" and again in ("i", "me")) or (before == "and" and "me" in near[-2:-1]):
        return one._replace(weight=THERE)
    if before in listed("spoken of"):
        return one._replace(weight=SPOKEN_OF)
    if last is not None and before in ("", "and") and after in {"", *listed("behind an elision")}:
        # "rang Ana at 9, Ben at 10": the verb counts for all.
        return one._replace(weight=last.weight or NAMED, did=last.did, talked=last.talked)
    if after in listed("talk") or after in listed("they reached you"):
        return one._replace(weight=THERE, talked=after in listed("talk"))
    return one


def _weighed_owner(
    words: Sequence[NoteWord], one: Mention, last: Mention | None, after: str
) -> Mention:
    """Return the mention of somebody of whom something is told: "Ana's mother is ill"."""
    before = words[one.first].before
    if before in ("and", "&") and last is not None:
        before = words[last.first].before  # "at Rose and Mark's"
    if before in ("at", "to") and after in {"", *listed("behind their place")}:
        return one._replace(weight=NAMED)
    if before in ("got", "received") and after in listed("sent by them"):
        return one._replace(weight=THERE, did=True)
    return one._replace(weight=OWNER)


def _is_to_come(words: Sequence[NoteWord], one: Mention, before: Mention | None) -> bool:
    """True if a name stands behind "would", "wants", "promised to": they were not there for that.

    It does so in its clause. A name before such a word is its subject.
    """
    after = ""
    if one.first and not words[one.first].before:
        return False
    for at in range(one.first - 1, max(one.first - _CLAUSE, 0) - 1, -1):
        word = words[at]
        named = before is not None and before.first <= at < before.last
        if word.key in listed("to come") and not named and not (at and word.capital):
            return True
        if not word.before or (word.key in ("and", "but", "so") and after in _OURS):
            return False
        after = word.key
    return False


def _is_in_the_talk(words: Sequence[NoteWord], one: Mention, before: Mention | None) -> bool:
    """True for a name in what was talked about: "called Ana about dinner with Ben".

    Behind "and", with a verb or "to" of its own, that is over: "wrote to Ana about the export and
    called Ben".
    """
    if before is None:
        return False
    after, goes_on = "", True
    for at in range(one.first - 1, before.last - 1, -1):
        key = words[at].key
        goes_on = goes_on and bool(words[at].before)
        acts = listed("acts") | listed("talk")
        if key == "and" and after in acts | {"to", "with", "then"}:
            return False
        if not words[at].before and key in acts:
            return False
        if key in listed("of the talk") or (key == "for" and after.endswith("ing")):
            return True
        after = key
    # "Ana said Ben told Gil": what is told goes on.
    told = before.weight == SPOKEN_OF and goes_on and bool(words[one.first].before)
    return told and words[one.first].before not in {"with", "w", "from", *_TO}


def _is_own_mind(words: Sequence[NoteWord], one: Mention) -> bool:
    """True if what stands in front is what you thought or have to do: "I owe Eva an answer"."""
    head = [word.key for word in words[: min(one.first, 2)]]
    opens = bool(head) and (
        head[0] in listed("own mind") or (head[0] in ("i", "we") and head[-1] in listed("own mind"))
    )
    return opens and all(word.before for word in words[1 : one.first + 1])  # no comma between


def verb_after(words: Sequence[NoteWord], at: int) -> str:
    """Return the word behind a name, without "just", "finally" and their like; "" for none."""
    if at < len(words) and not words[at].before:
        return ""  # behind a comma
    while at < len(words) and (words[at].key in listed("between") or words[at].key.endswith("ly")):
        at += 1
    return words[at].key if at < len(words) else ""


def _together(sentence: str, words: Sequence[NoteWord], found: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, each with the weight of those that it is listed with: "Ana and Ben"."""
    runs: list[list[Mention]] = []
    for one in found:
        last = runs[-1][-1] if runs else None
        joined = last is not None and OWNER not in (last.weight, one.weight)
        if last is not None and joined and _is_listed(sentence, words, last, one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [
        one._replace(weight=lead.weight, did=lead.did, talked=lead.talked)
        for run in runs
        for lead in [run[0] if not run[0].weight else max(run, key=lambda one: one.weight)]
        for one in run
    ]


def _is_listed(sentence: str, words: Sequence[NoteWord], one: Mention, other: Mention) -> bool:
    """True if nothing but "and", a comma or a sign stands between two mentions."""
    gap = sentence[words[one.last - 1].end : words[other.first].start]
    return re.fullmatch(_BETWEEN, gap, re.IGNORECASE) is not None
