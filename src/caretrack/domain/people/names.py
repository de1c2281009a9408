"""Names: how they are stored and compared, and who is meant by what was typed (S2.8)."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from caretrack.domain.text import is_unsafe, one_line
from caretrack.errors import CareError

LONGEST_NAME = 200

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
_LOOK_OF_A_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)+"


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
    """Return the key that a company's name is compared by: a name key with hyphens as spaces.

    "Lagoon-Foods" is "Lagoon Foods".
    """
    return one_line(name_key(text).replace("-", " "))


def slug(text: str) -> str:
    """Return `text` in `a-z`, `0-9` and single hyphens, for the shell to complete.

    "" for a name without any such letter or digit.
    """
    return slug_of_key(name_key(text))


def slug_of_key(key: str) -> str:
    """Return the slug of the name with this key."""
    return re.sub("[^a-z0-9]+", "-", key).strip("-")


def may_be_an_id(word: str) -> bool:
    """True if a word, in lower case, looks like an id or the first 4 or more characters of one."""
    return re.fullmatch(_LOOK_OF_AN_ID, word) is not None


def clean_name(text: str) -> str:
    """Return `text` as a name is stored: in NFC, white space folded.

    Raises CareError if it is empty, has more than LONGEST_NAME characters, has a character that
    `is_unsafe`, or has nothing in it to read.
    """
    if is_unsafe(text.strip()):
        raise CareError(
            "the name holds characters that cannot be shown",
            "Type it again, without control characters.",
        )
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFC", text)
    name = one_line(text)
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
    6. the name or a nickname, with hyphens and apostrophes written otherwise
    7. the first name
    8. the first name or a nickname, and the start of a later name
    9. the start of any word, if `starts`
    10. the name's slug, if it is one word

    Whoever is not archived goes before whoever is. `starts` is False where a new person may be
    named: there, "Jo" is not Sigríður Jónsdóttir.
    """
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
    if re.fullmatch(_LOOK_OF_A_SLUG, wanted):
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
    spellings = _spellings(wanted)
    yield lambda person: any(
        spelling in spellings
        for key in (person.key, *person.other_keys)
        for spelling in _spellings(key)
    )
    yield lambda person: person.key.startswith(wanted + " ")
    for spelling in dict.fromkeys((wanted, *spellings)):
        first, _, rest = spelling.partition(" ")
        if rest:
            yield _called_and_then(first, rest)
    if spellings and starts:
        yield _with_a_word_from(spellings)
    yield lambda person: slug_of_key(person.key) == wanted


def _spellings(key: str) -> tuple[str, ...]:
    """Return the ways to write a key without hyphens and apostrophes.

    "o'brien-lee" is "obrien lee" and "o brien lee".
    """
    if "-" not in key and "'" not in key:
        return (key,)
    spaced = key.replace("-", " ")
    ways = (one_line(spaced.replace("'", "")), one_line(spaced.replace("'", " ")))
    return tuple(way for way in dict.fromkeys(ways) if way)


def _called_and_then(first: str, rest: str) -> Callable[[Candidate], bool]:
    """Return the test for a first name or nickname, and a later word that starts with `rest`."""
    starts = _word_start((rest,))

    def is_meant(person: Candidate) -> bool:
        called, _, others = person.key.partition(" ")
        return (first == called or first in person.other_keys) and any(
            starts(way) for way in _spellings(others)
        )

    return is_meant


def _with_a_word_from(spellings: tuple[str, ...]) -> Callable[[Candidate], bool]:
    """Return the test for a word of a name or nickname that starts with one of `spellings`."""
    starts = _word_start(spellings)
    return lambda person: any(
        starts(way) for key in (person.key, *person.other_keys) for way in _spellings(key)
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
