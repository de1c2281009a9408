"""Where a text names a person who is to be forgotten, and each place with a verdict. Pure.

A place is the person, a plain word that is written like the name, somebody else of that name, or
in doubt (`name_or_word`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from caretrack.domain.people.hint_places import hint_patterns, hint_places
from caretrack.domain.people.name_or_word import (
    CASE,
    DOUBT,
    NO_CASE,
    OTHER,
    PERSON,
    WORD,
    Near,
    Text,
    in_phrase,
    is_beside_person,
    is_plain,
    text_of,
    verdict_of,
)
from caretrack.domain.people.names import name_key
from caretrack.domain.people.plain_names import is_particle, is_title
from caretrack.domain.people.sought import ONE_SIGN, WITHIN, Sought, Words
from caretrack.domain.people.unspaced_mentions import unspaced_places
from caretrack.domain.people.word_forms import (
    BENT,
    EXACT,
    beginnings,
    form_of,
    is_english_word,
    is_name_of_its_own,
)
from caretrack.words import word_set

REDACTED = "…"
_NEVER = r"(?!)"
_NUMBER = r"\+?\d[\d\s().\-/\u00a0]{3,}\d"
# Digits from the end by which two numbers are the same, however the country is written.
_SAME_DIGITS = 7


class Place(NamedTuple):
    """A place of a text that may name the person: `start` to `end`, the verdict, and the word."""

    start: int
    end: int
    verdict: str
    word: str


class _Run(NamedTuple):
    """Words `first` to before `last` of a text that are one name, and the verdict."""

    first: int
    last: int
    verdict: str


def finder(sought: Sought) -> Callable[[str], bool]:
    """Return a quick test for texts that may name the person; most texts do not."""
    starts = {beginnings(word) for word in sought.words}
    starts |= {re.escape(words[0]) for words in (*sought.names, *sought.addresses)}
    inside = [re.escape(name) for name in (*sought.unspaced, *sought.parts)]
    inside += [re.escape(what) for what, sort in sought.hints if sort == ONE_SIGN]
    patterns = [rf"(?<![^\W_])(?:{'|'.join(sorted(starts))})"] if starts else []
    patterns += ["|".join(inside)] if inside else []
    patterns += [re.escape(name_key(name)) for name in sought.literal]
    patterns += [r"\d.{3,}\d"] if sought.numbers else []
    search = re.compile("|".join(patterns) or _NEVER).search
    hinted = re.compile("|".join(hint_patterns(sought)) or _NEVER).search
    return lambda text: search(name_key(text)) is not None or hinted(text) is not None


def places_in(text: str, sought: Sought, near: Near = Near()) -> list[Place]:
    """Return the places of a text that may name the person, in their order."""
    read = text_of(text)
    found = [
        *_literal(text, sought),
        *_numbers(text, sought),
        *unspaced_places(text, sought, near, Place),
    ]
    taken = [(place.start, place.end) for place in found]
    runs: list[_Run] = []
    for look in (_whole, _grouped, _single):
        used = {at for run in runs for at in range(run.first, run.last)}
        runs += look(read, sought, near, used)
    for run in runs:
        start, end = read.words[run.first].start, read.words[run.last - 1].end
        if not any(start < stop and begin < end for begin, stop in taken):
            word = " ".join(one.key for one in read.words[run.first : run.last])
            found.append(Place(start, end, run.verdict, word))
    used = {at for run in runs for at in range(run.first, run.last)}
    taken = [(place.start, place.end) for place in found]
    for hint in hint_places(read, sought, used) if sought.hints or sought.words else ():
        if not any(hint.start < stop and begin < hint.end for begin, stop in taken):
            found.append(Place(*hint))
    return sorted(found)


def blanked(text: str, places: Iterable[Place]) -> str:
    """Return the text with REDACTED in each of these places; all else stays as it is."""
    made, done = "", 0
    for place in sorted(places):
        made += text[done : place.start] + REDACTED
        done = place.end
    return made + text[done:]


def _literal(text: str, sought: Sought) -> Iterator[Place]:
    """Give the whole names that have signs in them, sign by sign."""
    for name in sought.literal:
        for match in re.finditer(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", text, re.IGNORECASE):
            yield Place(*match.span(), PERSON, name)


def _numbers(text: str, sought: Sought) -> Iterator[Place]:
    """Give the numbers of the person, however their digits are grouped."""
    for match in re.finditer(_NUMBER, text) if sought.numbers else ():
        digits = re.sub(r"\D", "", match.group())
        if any(_is_same_number(digits, number) for number in sought.numbers):
            yield Place(*match.span(), PERSON, digits)


def _is_same_number(digits: str, number: str) -> bool:
    if min(len(digits), len(number)) < _SAME_DIGITS:
        return digits == number
    short, long = sorted((digits.lstrip("0"), number.lstrip("0")), key=len)
    return long.endswith(short)


def _whole(read: Text, sought: Sought, near: Near, used: set[int]) -> Iterator[_Run]:  # noqa: ARG001 - nothing is before them
    """Give whole names and addresses; those of others first where they are longer."""
    mine = dict.fromkeys((*sought.names, *sought.addresses))
    theirs = [words for words in sought.others if len(words) > 1 and words not in mine]
    over: set[int] = set()
    for words in sorted((*mine, *theirs), key=len, reverse=True):
        for first in _starts(read, words):
            span = range(first, first + len(words))
            if over.intersection(span):
                continue
            over.update(span)
            last = span.stop
            if words not in mine:
                yield _Run(first, last, OTHER)
            elif words in sought.same:
                yield _Run(first, last, _whose(words, near))
            else:
                yield _Run(first, last, _verdict_of_whole(read, span))


def _starts(read: Text, words: Words) -> Iterator[int]:
    """Give the places at which these words stand behind each other."""
    for first, word in enumerate(read.words[: len(read.words) - len(words) + 1]):
        if word.key == words[0] and all(
            read.words[first + at].key == key
            and (not read.words[first + at].begins or re.fullmatch(WITHIN, read.gap(first + at)))
            for at, key in enumerate(words)
            if at
        ):
            yield first


def _verdict_of_whole(read: Text, span: range) -> str:
    """Return the verdict on a whole name: "mark price rises" may be plain words."""
    words = [read.words[at] for at in span]
    plain = all(is_plain(word.key, read.language) for word in words)
    written = all(word.capital for word in words if not is_particle(word.key))
    placed = read.case == NO_CASE and is_beside_person(read, span.start, span.stop - 1)
    return PERSON if written or not plain or placed else DOUBT


def _whose(words: Words, near: Near) -> str:
    """Return the verdict on a name that somebody else has, too."""
    theirs = near.words.issuperset(words)
    if near.there != theirs:
        return PERSON if near.there else OTHER
    return DOUBT


def _grouped(read: Text, sought: Sought, near: Near, used: set[int]) -> Iterator[_Run]:
    """Give several words of the name in a row, and an initial with a surname: "A. Silva"."""
    at = 0
    words = sought.given | sought.family
    while at < len(read.words):
        if len(read.words[at].key) > 1 and read.words[at].key not in words:
            at += 1
            continue
        last = _end_of_group(read, sought, used, at)
        if last - at > 1:
            keys = [word.key for word in read.words[at:last]]
            whole = _is_written(read, range(at, last)) or not all(
                is_plain(key, read.language) for key in keys
            )
            initial = len(keys[0]) == 1 and keys[-1] in sought.shared
            shared = initial or sought.shared.issuperset(keys)
            verdict = PERSON if whole else DOUBT
            yield _Run(at, last, _whose(tuple(keys), near) if shared else verdict)
        at = max(last, at + 1)


def _is_written(read: Text, span: range) -> bool:
    return all(read.words[at].capital for at in span)


def _end_of_group(read: Text, sought: Sought, used: set[int], first: int) -> int:
    """Return before which word a group ends that begins here; `first` where none does."""
    seen: set[str] = set()
    at, words = first, sought.given | sought.family
    initials = {word[0] for word in words}
    while at < len(read.words) and at not in used:
        key = read.words[at].key
        joined = at == first or re.fullmatch(WITHIN, read.gap(at))
        if not joined or (
            at > first and "," in read.gap(at) and read.key(first) not in sought.family
        ):
            break
        initial = len(key) == 1 and key in initials and key not in words
        if key in words and key not in seen:
            seen.add(key)
        elif len(key) == 1 and at > first and _is_last_initial(read, at, sought):
            return at + 1
        elif not (initial and read.words[at].capital and read.key(at + 1) in sought.family):
            break
        at += 1
    return at if seen else first


def _is_last_initial(read: Text, at: int, sought: Sought) -> bool:
    """True for the initial of a surname behind a first name: "Joe B."."""
    word = read.words[at]
    initials = {name[0] for name in sought.family}
    behind = read.key(at - 1) in sought.given and read.gap(at) == " "
    return behind and word.capital and word.key != "i" and word.key in initials


def _single(read: Text, sought: Sought, near: Near, used: set[int]) -> Iterator[_Run]:
    """Give single words of the name, and forms of them."""
    keys = [word.key for word in read.words]
    singles = {words[0] for words in sought.others if len(words) == 1}
    for at, key in enumerate(keys):
        if at in used:
            continue
        forms = {
            word: form
            for word in sought.words
            if word[0] in key[:4] and (form := form_of(key, word, read.language))
        }
        if not forms:
            continue
        if EXACT not in forms.values():
            verdict = _verdict_of_form(read, at, forms, sought)
        elif key in sought.locals:
            verdict = PERSON
        elif in_phrase(keys, at) or _is_doubled(read, at):
            verdict = WORD
        else:
            verdict = verdict_of(read, at, near)
            if verdict != WORD and key in sought.shared:
                verdict = (
                    OTHER
                    if key in singles and key in near.words and not near.there
                    else (_whose((key,), near))
                )
            elif verdict == PERSON and _is_of_another(read, at, sought):
                verdict = DOUBT
        if verdict:
            yield _Run(at, at + 1, verdict)


def _is_doubled(read: Text, at: int) -> bool:
    """True for "Jo-Jo", which is nobody."""
    key = read.key(at)
    return (read.key(at - 1) == key and read.gap(at) == "-") or (
        read.key(at + 1) == key and read.gap(at + 1) == "-"
    )


def _verdict_of_form(read: Text, at: int, forms: dict[str, str], sought: Sought) -> str:
    """Return the verdict on a form of the name; "" for a word that is surely another."""
    word = read.words[at]
    plain = any(is_plain(name, read.language) for name in forms)
    another = is_english_word(word.key) or is_name_of_its_own(word.key)
    if not word.capital and read.case == CASE and word.key[:1].isascii():
        return "" if another or plain or max(map(len, forms)) < 4 else DOUBT
    # Of a script without capitals none is missing.
    written = word.capital or not word.key[:1].islower()
    if not written and (another or plain):
        return ""
    family = word.key.endswith("s") and read.key(at - 1) in word_set("mentions", "families")
    if word.capital and _is_beside_form(read, at, forms, sought):
        return PERSON
    if plain or another or family or sought.shared.intersection(forms):
        return DOUBT
    return PERSON if BENT in forms.values() and (written or read.case == NO_CASE) else DOUBT


def _is_beside_form(read: Text, at: int, forms: dict[str, str], sought: Sought) -> bool:
    """True if another word of the name stands beside it, in whatever form: "Jana Nováka"."""
    for other, gap in ((at - 1, at), (at + 1, at + 1)):
        if 0 <= other < len(read.words) and read.gap(gap) == " " and read.words[other].capital:
            key = read.key(other)
            if any(form_of(key, word, read.language) for word in sought.words if word not in forms):
                return True
    return False


def _is_of_another(read: Text, at: int, sought: Sought) -> bool:
    """True if a name that nobody in the journal has stands beside it: "Will Jones", "Rui Silva"."""
    key = read.key(at)
    if read.gap(at + 1) == "-" or (read.gap(at) == "-" and at):
        return at + 1 < len(read.words) or at > 0
    if read.case != CASE or read.language == "de":
        return False
    if key in sought.given and at + 1 < len(read.words) and read.gap(at + 1) == " ":
        return _is_surname(read, at + 1)
    if key in sought.family:
        before = at > 0 and read.gap(at) == " " and _is_surname(read, at - 1)
        return before or _is_place(read, at)
    return False


def _is_place(read: Text, at: int) -> bool:
    """True if a surname is the first word of a longer name: "West Ham", "Park Street"."""
    if at + 1 >= len(read.words) or read.gap(at + 1) != " ":
        return False
    behind = read.words[at + 1]
    time = behind.key in word_set("names", "months") or behind.key in word_set("mentions", "days")
    return behind.capital and not time and behind.key != "i"


def _is_surname(read: Text, at: int) -> bool:
    """True for a word with a capital that no list knows as a word, a day or a first name."""
    word = read.words[at]
    ordinary = is_english_word(word.key) or is_title(word.key) or is_name_of_its_own(word.key)
    time = word.key in word_set("names", "months") or word.key in word_set("mentions", "days")
    return word.capital and len(word.key) > 1 and not ordinary and not time


def verdicts(places: Sequence[Place], verdict: str) -> list[Place]:
    """Return the places with this verdict."""
    return [place for place in places if place.verdict == verdict]
