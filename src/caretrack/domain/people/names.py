"""Names: how they are stored and compared, and who is meant by what was typed (S2.8)."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from caretrack.domain.people.plain_names import (
    company_words,
    given_names,
    is_title,
    spellings,
    turned,
    unspaced,
    without_middle_initials,
)
from caretrack.domain.text import one_line, tidy
from caretrack.errors import CareError

LONGEST_NAME = 200
# A slug, an address or a name with titles is longer than a name; what is longer still is none.
LONGEST_TYPED = 400

# Replaced before NFKD, which would turn an acute accent used as an apostrophe into a space and a
# mark.
_PLAIN_SIGNS = {ord(sign): "'" for sign in "`´‘’‚‛′ʹʻʼʽˈ＇"} | {
    ord(sign): "-" for sign in "‐‑‒–—―−⁃־﹘﹣－"
}

# Letters that NFKD does not take apart, as people write them without such keys. Invisible
# characters become "".
_PLAIN_LETTERS = str.maketrans(
    {
        **dict(
            zip(
                "łøđıðħŋŧƀɓƈȼɖɗǝƒɠǥɨɉƙƚɫɲƞɵƥɍȿƭʉʋƴɏƶȥʒɛɔɣɑⱥɇ",
                "lodidhntbbccddefggijkllnnoprstuvyyzzzeogaae",
                strict=True,
            )
        ),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "a",
        "ĸ": "q",
        "ʔ": "'",
        **dict.fromkeys("\u034f\u0640\u115f\u1160\u180b\u180c\u180d\u180f\u2800", ""),
    }
)

# Combining classes. 0: vowel signs of Indic scripts and Thai; 8: the voicing of kana; 9: virama.
# Without these marks, different names would be equal.
_MARKS_THAT_ARE_LETTERS = (0, 8, 9)

_LOOK_OF_AN_ID = "[a-hjkmnp-tv-z][0-9][0-9a-hjkmnp-tv-z]{2,14}"


def name_key(text: str) -> str:
    """Return the key that a name is compared by.

    It has no case and no accents; letters, apostrophes and hyphens are plain, spaces single. The
    key of a key is the same key. It is empty if nothing in `text` is visible.
    """
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    letters = _without_marks(text.translate(_PLAIN_SIGNS))
    return " ".join(letters.casefold().translate(_PLAIN_LETTERS).translate(_PLAIN_SIGNS).split())


def _without_marks(text: str) -> str:
    """Return `text` in NFKD, without accents, joiners and variation selectors."""
    from unicodedata import category, combining, normalize

    return "".join(
        char
        for char in normalize("NFKD", text)
        if char.isascii()
        or (
            combining(char) in _MARKS_THAT_ARE_LETTERS
            and category(char) not in ("Cf", "Me")
            and not "\ufe00" <= char <= "\ufe0f"
            and not "\U000e0000" <= char <= "\U000e0fff"
        )
    )


def company_key(text: str) -> str:
    """Return the key that a company's name is compared by.

    It has no hyphens, commas and dots, and no legal form at its end: "Lagoon-Foods, Inc." is
    "Lagoon Foods".
    """
    return " ".join(company_words(name_key(text)))


def slug(text: str) -> str:
    """Return `text` in `a-z`, `0-9` and single hyphens, for the shell to complete.

    "" for a name without any such letter or digit.
    """
    return slug_of_key(name_key(text))


def slug_of_key(key: str) -> str:
    """Return the slug of the name with this key."""
    words = key.split(" ")
    if all(word.isascii() and word.isalnum() for word in words):
        return "-".join(words)
    return re.sub("[^a-z0-9]+", "-", key).strip("-")


def _looks_like_a_slug(key: str) -> bool:
    return "-" in key and key.isascii() and all(map(str.isalnum, key.split("-")))


def may_be_an_id(word: str) -> bool:
    """True if a word, in lower case, looks like an id or the first 4 or more characters of one."""
    return word[1:2].isdecimal() and re.fullmatch(_LOOK_OF_AN_ID, word) is not None


def clean_name(text: str) -> str:
    """Return `text` as a name is stored: as a nickname is, with the given name first.

    Raises what `clean_nickname` raises.
    """
    return turned(clean_nickname(text))


def clean_nickname(text: str) -> str:
    """Return `text` as a nickname is stored: as any text is (`tidy`), white space folded.

    Raises CareError if it is empty, is not Unicode text, has more than LONGEST_NAME characters, or
    has nothing in it to read.
    """
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise CareError("the name is not text in UTF-8", "Type it again.")
    name = one_line(tidy(text))
    if not name:
        raise CareError("the name is empty", "Say who it is.")
    if len(name) > LONGEST_NAME:
        raise CareError(f"the name has {len(name):,} characters", f"Keep it to {LONGEST_NAME}.")
    if not name.isascii() and not _can_be_read(name):
        raise CareError("there is nothing to read in the name", "Write at least one letter.")
    return name


def _can_be_read(name: str) -> bool:
    """True if a name has a character other than marks, spaces and control characters."""
    from unicodedata import category

    return any(category(char)[0] not in "MCZ" for char in name_key(name))


class Candidate(NamedTuple):
    """A person who could be meant.

    `key` is the name's key, `other_keys` are the nicknames' keys. `emails` are in lower case.
    """

    id: str
    name: str
    key: str
    other_keys: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    archived: bool = False


def match(text: str, candidates: Iterable[Candidate], *, starts: bool = True) -> list[Candidate]:
    """Return who is meant by `text`: one person, several if it is not clear, or none (S2.8).

    The first of these ways that finds anybody decides:

    1. the id, or its first 4 or more characters
    2. an e-mail address
    3. the name or a nickname
    4. either as a slug
    5. the name's slug and the id, with or without other words between them; completion writes this
       to tell people of one name apart
    6. the name or a nickname, however it is written: last name first, titles, dots, initials,
       hyphens and apostrophes do not matter
    7. the same, where one of the two has a middle initial or "jr" more
    8. the first name; in Chinese, Japanese and Korean names, the given name
    9. the first name or a nickname, and the start of a later name
    10. if `starts`: words of the name in any order, and the start of one more
    11. if `starts`: a whole word of the name or a nickname
    12. if `starts`: the start of any word
    13. the name's slug, if it is one word

    Whoever is not archived goes before whoever is. `starts` is False where a new person may be
    named: there, "Jo" is not Sigríður Jónsdóttir.
    """
    if len(text) > LONGEST_TYPED:
        return []
    people = list(candidates)
    for is_meant in _ways_to_mean(text, starts):
        found = [person for person in people if is_meant(person)]
        if found:
            return [person for person in found if not person.archived] or found
    return []


def _ways_to_mean(text: str, starts: bool) -> Iterator[Callable[[Candidate], bool]]:
    """Yield the ways of `match` in their order: each is True for a person who is meant."""
    wanted = name_key(text)
    if not wanted:
        return
    if may_be_an_id(wanted):
        yield lambda person: person.id.startswith(wanted)
    if "@" in wanted:
        address = text.strip().lower()
        yield lambda person: address in person.emails
    yield lambda person: wanted == person.key or wanted in person.other_keys
    if _looks_like_a_slug(wanted):
        yield lambda person: any(
            slug_of_key(key) == wanted for key in (person.key, *person.other_keys)
        )
        name, _, its_id = wanted.rpartition("-")
        if may_be_an_id(its_id):
            yield (
                lambda person: (
                    person.id.startswith(its_id)
                    and f"{name}-".startswith(f"{slug_of_key(person.key)}-")
                )
            )
    yield from _ways_of_words(wanted, spellings(wanted), starts)
    yield lambda person: slug_of_key(person.key) == wanted


def _ways_of_words(
    wanted: str, ways: tuple[str, ...], starts: bool
) -> Iterator[Callable[[Candidate], bool]]:
    """Yield the ways 6 to 12 of `match`; `ways` are the spellings of the key `wanted`."""
    together = unspaced(wanted)
    in_order = [sorted(way.split()) for way in ways if " " in way]
    yield (
        lambda person: (
            any(
                spelling in ways or sorted(spelling.split()) in in_order
                for spelling in _written(person)
            )
            or (bool(together) and any(unspaced(key) == together for key in _keys(person)))
        )
    )
    yield lambda person: any(
        _but_for_an_initial(way, spelling) for way in ways for spelling in _written(person)
    )
    yield (
        lambda person: (
            (person.key.startswith(wanted + " ") and not is_title(wanted))
            or any(way.startswith(f"{typed} ") for typed in ways for way in spellings(person.key))
            or (bool(together) and together in given_names(person.key))
        )
    )
    for spelling in dict.fromkeys((wanted, *ways)):
        first, _, rest = spelling.partition(" ")
        if rest:
            yield _called_and_then(first, rest)
    if not starts:
        return
    typed = [way.split() for way in ways]
    yield lambda person: any(
        _in_any_order(words, spelling.split())
        for words in typed
        if len(words) > 1
        for spelling in _written(person)
    )
    yield lambda person: any(
        words[0] in spelling.split()
        for words in typed
        if len(words) == 1
        for spelling in _written(person)
    )
    yield _with_a_word_from((wanted, *ways))


def _keys(person: Candidate) -> tuple[str, ...]:
    return (person.key, *person.other_keys)


def _written(person: Candidate) -> Iterator[str]:
    """Give every spelling of the name and the nicknames."""
    for key in _keys(person):
        yield from spellings(key)


def _but_for_an_initial(one: str, other: str) -> bool:
    """True if two names are one when a middle initial, or "jr", is left out of either."""
    words, others = tuple(one.split()), tuple(other.split())
    if min(len(words), len(others)) < 2 or len(words) == len(others):
        return False
    return without_middle_initials(words) == others or without_middle_initials(others) == words


def _in_any_order(typed: Sequence[str], words: Sequence[str]) -> bool:
    """True if words of a name were typed in any order, the last of them and initials as starts."""
    left, whole = list(words), 0
    for at, word in sorted(enumerate(typed), key=lambda item: -len(item[1])):
        if word in left:
            left.remove(word)
            whole += 1
            continue
        found = next((other for other in left if other.startswith(word)), None)
        if found is None or (len(word) > 1 and at < len(typed) - 1):
            return False
        left.remove(found)
    return whole > 0


def _called_and_then(first: str, rest: str) -> Callable[[Candidate], bool]:
    """Return the test for a first name or nickname, and a later word that starts with `rest`."""
    starts = _word_start((rest,))

    def is_meant(person: Candidate) -> bool:
        for way in (person.key, *spellings(person.key)):
            called, _, others = way.partition(" ")
            if (first == called or first in person.other_keys) and starts(others):
                return True
        return False

    return is_meant


def _with_a_word_from(ways: tuple[str, ...]) -> Callable[[Candidate], bool]:
    """Return the test for a word of a name or nickname that starts with one of `ways`."""
    starts = _word_start(ways)
    return lambda person: any(
        starts(way) for key in _keys(person) for way in (key, *spellings(key))
    )


def _word_start(ways: tuple[str, ...]) -> Callable[[str], object]:
    """Return the search for one of `ways` at the start of a word."""
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, ways)) + ")").search


def nearest_names(text: str, names: Iterable[str], count: int = 3) -> list[str]:
    """Return at most `count` of `names` that `text` may be a slip of, best first.

    `text.nearest` is the same for single words. `text` is compared with each whole name, with its
    first and last word, and with each word. Names with few letters in common are left out before
    the slow comparison, so that 50,000 names take well under a second.
    """
    from difflib import SequenceMatcher
    from heapq import nlargest

    if len(text) > LONGEST_TYPED:
        return []
    wanted = name_key(text)[:LONGEST_NAME]
    slack = max(2, len(wanted) // 3)
    forms: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        for form in _forms(name_key(name)):
            if abs(len(form) - len(wanted)) <= slack:
                forms.setdefault(form, []).append(name)
    letters = frozenset(wanted)
    likely = nlargest(
        300, forms, key=lambda form: len(letters.intersection(form)) / len(letters.union(form))
    )
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    scored: list[tuple[float, str]] = []
    for form in likely:
        matcher.set_seq1(form)
        if matcher.quick_ratio() >= 0.6 and (ratio := matcher.ratio()) >= 0.6:
            scored.append((-ratio, form))
    return list(dict.fromkeys(name for _, form in sorted(scored) for name in forms[form]))[:count]


def _forms(key: str) -> Iterable[str]:
    """Return what a person may write for the name with this key."""
    words = key.split()
    if len(words) < 2:
        return words
    return dict.fromkeys((key, f"{words[0]} {words[-1]}", *words))
