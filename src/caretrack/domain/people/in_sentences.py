"""Who is named in a sentence about a day, and whether they were there or are only spoken of.

Names are those of `in_notes`; here a sentence may begin with one, and may have no capitals at all.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from caretrack.domain.dates import DAY_NAMES
from caretrack.domain.people.in_notes import (
    NoteWord,
    called_by,
    names_of_words,
    places_of,
    words_of_note,
)
from caretrack.domain.people.names import Candidate, name_key
from caretrack.domain.people.plain_names import (
    LONGEST_UNSPACED,
    given_names,
    is_everyday_word,
    is_title,
    parts_of_unspaced,
    unspaced,
)
from caretrack.domain.people.presence import Mention, listed, verb_after, weighed
from caretrack.words import word_set

_WEEKDAYS = frozenset(name.lower() for name in DAY_NAMES)


class Cast(NamedTuple):
    """Who may be named: people by their names of several words, and by what they are called.

    `wholes` are by their first word. `companies` are their keys, with the ids of their people.
    `meant` says who is meant by a word (a key) or by a group (as it is written).
    """

    wholes: Mapping[str, Mapping[tuple[str, ...], Sequence[Candidate]]] = {}
    called: Mapping[str, Sequence[Candidate]] = {}
    surnames: Mapping[str, Sequence[Candidate]] = {}
    unspaced: Mapping[str, Sequence[Candidate]] = {}
    companies: Mapping[str, Sequence[str]] = {}
    meant: Mapping[str, Sequence[str]] = {}


def cast_of(
    people: Iterable[Candidate],
    companies: Mapping[str, Sequence[str]] = {},
    meant: Mapping[str, Sequence[str]] = {},
) -> Cast:
    """Return the cast of these people."""
    called, surnames, given = (defaultdict[str, list[Candidate]](list) for _ in range(3))
    wholes: dict[str, dict[tuple[str, ...], list[Candidate]]] = {}
    for person in people:
        for phrase in names_of_words(person):
            wholes.setdefault(phrase[0], {}).setdefault(phrase, []).append(person)
        for key in called_by(person):
            called[key].append(person)
        surnames[person.key.split()[-1]].append(person)
        for key in (person.key, *person.other_keys):
            for part in {unspaced(key), *given_names(key)} - {""}:
                given[part].append(person)
    return Cast(wholes, called, surnames, given, companies, meant)


def may_name_group(text: str) -> bool:
    """True if a text has a word for a group: "the Lagoon team"."""
    return not listed("groups").isdisjoint(re.findall(r"\w+", text.lower()))


def mentions_in(sentence: str, cast: Cast) -> list[Mention]:
    """Return who is named in a sentence, in the order in which they are named."""
    words = _words_of(sentence)
    found: list[Mention] = []
    taken: set[int] = set()
    for look in (_groups, _whole, _single, _unspaced, _strangers):
        for one in look(sentence, words, cast, frozenset(taken)):
            found.append(one)
            taken.update(range(one.first, one.last))
    return weighed(sentence, words, sorted(found, key=lambda one: one.first))


def _words_of(sentence: str) -> list[NoteWord]:
    """Return the words of a sentence; a comma or a colon parts a word from the one before it."""
    words = words_of_note(sentence)
    ends = [0, *(word.end for word in words)]
    return [
        word._replace(before="")
        if re.search(r"[,;:.!?()]", sentence[end : word.start]) and not is_title(word.before)
        else word
        for end, word in zip(ends, words, strict=False)
    ]


def _whole(
    sentence: str, words: Sequence[NoteWord], cast: Cast, taken: Collection[int]
) -> Iterator[Mention]:
    """Yield the names of several words: whole ones, and a surname behind its title."""
    over = set(taken)
    for start, word in enumerate(words):
        begun = cast.wholes.get(word.key, {})
        for phrase in sorted(begun, key=len, reverse=True):
            span = range(start, start + len(phrase))
            said = tuple(one.key for one in words[start : span.stop])
            if said == phrase and not over.intersection(span):
                over.update(span)
                yield _mention(sentence, words, span, begun[phrase], cast)
    for at, word in enumerate(words[1:], start=1):
        if at not in over and word.capital and is_title(words[at - 1].key):
            called = cast.surnames.get(word.key)
            if called:
                yield _mention(sentence, words, range(at, at + 1), called, cast)


def _single(
    sentence: str, words: Sequence[NoteWord], cast: Cast, taken: Collection[int]
) -> Iterator[Mention]:
    """Yield the first names and nicknames that stand as names."""
    capitals = any(word.capital and word.key not in ("i", "i'm", "i'll") for word in words)
    names: set[int] = set()
    for at, word in enumerate(words):
        if at in taken or word.key not in cast.called:
            continue
        if _is_name(sentence, words, at, capitals, names, cast.called):
            names.add(at)
            yield _mention(sentence, words, range(at, at + 1), cast.called[word.key], cast)


def _mention(
    sentence: str, words: Sequence[NoteWord], span: range, people: Sequence[Candidate], cast: Cast
) -> Mention:
    """Return the mention of one of these people, or of the one who was said to be meant."""
    here = [person for person in people if not person.archived] or people
    ids = tuple(dict.fromkeys(person.id for person in here))
    written = sentence[words[span[0]].start : words[span[-1]].end]
    if len(ids) > 1 and len(span) == 1:
        ids = tuple(cast.meant.get(words[span[0]].key, ids))
    written = re.sub(r"['’]s$", "", written)
    return Mention(span[0], span[-1] + 1, ids, written)


_BEFORE = {"at", "of", "for", "on"}


def _is_name(
    sentence: str,
    words: Sequence[NoteWord],
    at: int,
    capitals: bool,
    names: set[int],
    called: Collection[str],
) -> bool:
    """True if a word that is somebody's name stands for them.

    A word that is a plain one too must be written and placed like a name: "called Will", "Will is
    worried", not "Will it rain", "in May".
    """
    word = words[at]
    if sentence[word.start - 1 : word.start] == "@":
        return True
    month = word.key in word_set("names", "months")
    plain = is_everyday_word(word.key) or (
        not word.capital and word.key in word_set("english", "words")
    )
    if not plain:
        return word.capital or not capitals or _is_placed(words, at, names)
    if word.before in ("in", "a", "an", "the") or (not word.capital and word.before in _BEFORE):
        return False
    if _is_placed(words, at, names):
        return True
    after = words[at + 1].key if at + 1 < len(words) else ""
    does = after in (_verbs("people do") | listed("they reached you")) - {"and", "&"}
    if not word.inside or not word.capital:
        if at and not word.capital:
            return False
        more = words[at + 2].key if at + 2 < len(words) else ""
        state = not month and after in _verbs("things do too")
        comma = sentence[word.end : word.end + 2] == ", " and after in called
        joined = ((after in ("and", "&") and more and words[at + 2].capital) or comma) and words[
            at + 1 + (not comma)
        ].capital
        person = after in ("is", "was") and more in _verbs("people are")
        owned = word.owns and word.capital and not month
        # "Rose - lonely", "Hope: her son visited", "Will (phone)".
        label = (
            word.capital
            and not month
            and (
                len(words) == 1
                or sentence[word.end :].startswith((":", " (", " - ", " – "))
                or (at > 0 and sentence[word.end :].startswith(","))
            )
        )
        named = does or person or owned or label or bool(joined)
        return named or (state and not _is_asked(after, more))
    return does or not month


@cache
def _verbs(heading: str) -> frozenset[str]:
    """Return a list of words/names_in_notes.txt as keys are written: without apostrophes."""
    return frozenset(word.replace("'", "") for word in word_set("names_in_notes", heading))


def _is_asked(after: str, more: str) -> bool:
    """True for a verb without its person: "Will can …" has one, "Will do" and "Hope will" none."""
    return after in ("will", "would", "wont", "can", "cant") and more in ("", "it", "be", "do")


def _is_placed(words: Sequence[NoteWord], at: int, names: set[int]) -> bool:
    """True if the word before is one that stands in front of a person."""
    before = words[at].before
    if before in ("and", "&"):
        return at >= 2 and at - 2 in names
    if before == "to":
        return at >= 2 and words[at - 2].key in {*listed("acts"), "talked", "spoke", "write"}
    if before == "from":
        return any(one.key in listed("sent by them") for one in words[max(0, at - 4) : at])
    verbs = listed("acts") | listed("talk") | word_set("names_in_notes", "before a person")
    return before in (verbs | {"w"}) - {"lunch", "walk", "beer", "call", "visit", "ring", "email"}


def _groups(
    sentence: str,
    words: Sequence[NoteWord],
    cast: Cast,
    taken: Collection[int],  # noqa: ARG001 - nothing is before them
) -> Iterator[Mention]:
    """Yield the companies that stand for people: "the Lagoon team", "called Nordwind"."""
    for key, ids in cast.companies.items():
        whole = tuple(key.split())
        for phrase in dict.fromkeys((whole, whole[:1])):
            for start in places_of(words, phrase):
                end = start + len(phrase)
                after = words[end].key if end < len(words) else ""
                if words[start].capital and after in listed("groups"):
                    written = sentence[words[start].start : words[end].end]
                    meant = cast.meant.get(written)
                    who = tuple(ids if meant is None else meant)
                    known = meant is not None
                    yield Mention(start, end + 1, who, written, group=True, all_meant=known)


def _strangers(
    sentence: str, words: Sequence[NoteWord], cast: Cast, taken: Collection[int]
) -> Iterator[Mention]:
    """Yield the words that are written and placed like the name of somebody nobody knows."""
    for at, word in enumerate(words):
        if at in taken or len(word.key) < 2 or not word.capital:
            continue
        known = (
            is_everyday_word(word.key)
            or is_title(word.key)
            or word.key in _WEEKDAYS
            or word.key in cast.companies
            or word.key in listed("no names")
            or word.key in word_set("english", "small words")
            or (not word.inside and word.key in word_set("english", "words"))
        )
        with_person = word.before == "with" or (
            word.inside and word.before in listed("acts") - listed("sent by them")
        )
        does = verb_after(words, at + 1) in listed("they reached you")
        unlisted = word.key not in word_set("english", "words")
        with_person = with_person or (unlisted and _is_listed_with(words, at, taken))
        if (
            not known
            and not word.owns
            and not _is_told_of(words, at)
            and (with_person or (does and (not word.inside or is_title(word.before))))
        ):
            last = (
                at + 2 if at + 1 < len(words) and _is_surname(sentence, words, at + 1) else at + 1
            )
            written = sentence[word.start : words[last - 1].end]
            yield Mention(at, last, (), written)


def _is_told_of(words: Sequence[NoteWord], at: int) -> bool:
    """True for the name in "a girl called Mia", "their new dog named Rex": nobody was called."""
    if at < 3 or words[at].before not in ("called", "named"):
        return False
    near = [word.key for word in words[max(0, at - 4) : at - 2]]
    return not {"a", "an", "his", "her", "their"}.isdisjoint(near)


def _is_listed_with(words: Sequence[NoteWord], at: int, taken: Collection[int]) -> bool:
    """True if only "and" stands between a word and a name that is known: "Olga and Ben"."""
    after = at + 2 in taken and words[at + 1].key in ("and", "&")
    return after or (at - 2 in taken and words[at].before in ("and", "&"))


def _is_surname(sentence: str, words: Sequence[NoteWord], at: int) -> bool:
    gap = sentence[words[at - 1].end : words[at].start]
    return words[at].capital and gap == " " and words[at].key not in _WEEKDAYS


def _unspaced(
    sentence: str, words: Sequence[NoteWord], cast: Cast, taken: Collection[int]
) -> Iterator[Mention]:
    """Yield the names in scripts without spaces: a whole one, or a given name that is unique."""
    for at, word in enumerate(words):
        if at in taken or word.key.isascii():
            continue
        whole = parts_of_unspaced(word.key) & cast.unspaced.keys()
        for key in sorted(whole, key=word.key.find):
            if any(key in other and key != other for other in whole):
                continue
            ids = tuple(dict.fromkeys(person.id for person in cast.unspaced[key]))
            yield Mention(at, at + 1, ids, _as_written(sentence[word.start : word.end], key))


def _as_written(text: str, key: str) -> str:
    """Return the characters of a text that have this key."""
    spans = (
        text[start:end]
        for start in range(len(text))
        for end in range(start + 1, min(start + LONGEST_UNSPACED, len(text)) + 1)
    )
    return next((part for part in spans if name_key(part) == key), key)
