"""What somebody is looked for by, when they are to be forgotten. Pure.

Names are compared by words, as everywhere (`name_key`): no case, no accents, no signs.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.domain.people.plain_names import is_particle, is_title
from caretrack.domain.people.word_forms import is_english_word
from caretrack.words import word_set

Words = tuple[str, ...]

# Marks that belong to the letter before them, in the scripts that have them.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u08d3-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03"
    "\u0b3c-\u0b4d\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6"
    "\u0d00-\u0d03\u0d3b-\u0d4d\u0d81-\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1"
    "\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3\u3099\u309a"
)
# A word as it is written.
WRITTEN = f"(?:[^\\W_][{_MARKS}]*)+"
# What may stand between two words of one name.
WITHIN = r"[\s\-_./]{1,3}|,\s{0,2}"
# Scripts that write no spaces between words, or put endings behind a name without one, in a key:
# Thai, Lao, Burmese, Khmer, Hangul taken apart, kana, ideographs.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3041-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# A sign that is said by itself: a syllable of Hangul, a kana, an ideograph.
_SIGN = f"[\u1100-\u1112][\u1113-\u11ff]*|[{UNSPACED}][\u3099\u309a]?"
_THAI = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"

# Shorter than this, an address or a number says nobody.
SHORTEST_LOCAL = 4
SHORTEST_NUMBER = 5
# A name in one word, as after a #, says who it is from this length on.
SHORTEST_JOINED = 7
# A name may be written with ü for ue from this length on: Joey is not Joy.
SHORTEST_IN_ONE = 5

# What begins a description in a name.
_DESCRIBES = r"(?<=\S)\s*(?:[(\[].*|\s(?:from|at|of|the|with|aus|beim|vom|chez|@)\s.*|\s[-–—]\s.*)"

# "Christine (Chris)" is called so, "Anna (Lagoon)" is not: it may be theirs.
_IN_BRACKETS = r"[(\[]([^)\]]*)"

# What says too little by itself (`Hint`).
INITIALS, ONE_LETTER, ONE_SIGN = "initials", "one letter", "one sign"
SHORT_LOCAL, SHORT_NUMBER, NO_LETTERS = "short local", "short number", "no letters"

# Letters that are written with two where a keyboard has them not: Jürgen is Juergen, Bjørn Bjoern.
_IN_TWO = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
    | {"Ø": "Oe", "Å": "Aa"}
)
# The same the other way: Mueller is Müller, and Samuel is Samuel. A short name stays as it is.
_FROM_TWO = re.compile(r"(?<=[^\W_aeiouq])([aou])e(?=[^\W_aeioul]|ll(?:er|n))", re.IGNORECASE)


class Hint(NamedTuple):
    """Something of the person that others have too: what is written so is never surely them.

    `what` is as it is written, `sort` one of INITIALS, ONE_LETTER, ONE_SIGN, SHORT_LOCAL,
    SHORT_NUMBER and NO_LETTERS.
    """

    what: str
    sort: str


class Sought(NamedTuple):
    """What a person is looked for by in texts; all of it as keys.

    `names` are whole names of several words; `given` and `family` are single words of them and of
    the nicknames; `unspaced` are names in a script without spaces, and what is `part` of those.
    `literal` are names with other signs in them, which are looked for sign by sign, too.
    `addresses` are their words, `locals` what stands before the @ and names in one word, `numbers`
    digits.
    `shared` are those single words that somebody else has too, or that only describe the person;
    `same` are whole names that somebody else has;
    `others` are names and companies of others, of which one word is theirs too. `hints` say too
    little by themselves; `mailboxes` are no names ("info"), and not looked for.
    """

    names: tuple[Words, ...] = ()
    given: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    unspaced: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    literal: tuple[str, ...] = ()
    addresses: tuple[Words, ...] = ()
    locals: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()
    shared: frozenset[str] = frozenset()
    same: frozenset[Words] = frozenset()
    others: tuple[Words, ...] = ()
    hints: tuple[Hint, ...] = ()
    mailboxes: tuple[str, ...] = ()

    @property
    def words(self) -> frozenset[str]:
        """Return every single word that is looked for."""
        return self.given | self.family | self.locals

    def asked(self) -> list[str]:
        """Return what `care find` is asked for at the end, each once."""
        found = [" ".join(words) for words in (*self.names, *self.addresses)]
        return list(
            dict.fromkeys([*found, *sorted(self.words), *self.unspaced, *self.parts, *self.numbers])
        )


class Called(NamedTuple):
    """What the journal has of somebody: names (also former ones), nicknames, addresses, numbers."""

    names: Sequence[str]
    nicknames: Sequence[str] = ()
    addresses: Sequence[str] = ()
    numbers: Sequence[str] = ()


NO_NAMES = Called(())


def words_of(text: str) -> Words:
    """Return the words of a text as names are compared: no case, no accents, no signs."""
    return tuple(re.findall(WRITTEN, name_key(text)))


def signs_of(key: str) -> list[str]:
    """Return the signs of a key in a script without spaces."""
    return re.findall(_SIGN, key)


def is_unspaced(key: str) -> bool:
    """True if a key has a sign of a script without spaces."""
    return re.search(f"[{UNSPACED}]", key) is not None


def sought(called: Called, others: Iterable[str]) -> Sought:
    """Return what a person is looked for by; `others` are names and companies of everybody else."""
    ways = [way for name in (*called.names, *called.nicknames) for way in _spellings(name)]
    wholes = [_named(name) for name in dict.fromkeys(ways)]
    spaced = [words for words in wholes if words and not is_unspaced("".join(words))]
    names = dict.fromkeys(way for words in spaced for way in _ways(words))
    given = {words[0] for words in spaced} | {word for words in spaced for word in words[1:-1]}
    family = {words[-1] for words in spaced if len(words) > 1}
    ends = {word for words in spaced for word in (words[0], words[-1])}
    for first, compound in _compounds(ways):
        names[compound] = None
        (given if first else family).add("".join(compound))
    single = {words[0] for words in spaced if len(words) == 1}
    described = _described(called) - given - family
    given |= described
    singles = {word for word in given | family if len(word) > 1 or word in single}
    singles -= {
        word for word in singles if word.isdecimal() or (is_particle(word) and word not in ends)
    }
    addresses = [words_of(address) for address in called.addresses]
    local_parts = {
        local for address in called.addresses if (local := _local(address)) not in singles
    }
    whole_unspaced, parts, one_sign = _unspaced_names([*called.names, *called.nicknames])
    theirs = {words_of(other) for other in others}
    known = {word for words in theirs for word in words}
    near = [
        words
        for words in theirs
        if singles.intersection(words) or _has(words, (*whole_unspaced, *parts))
    ]
    numbers = dict.fromkeys(re.sub(r"\D", "", number) for number in called.numbers)
    return Sought(
        tuple(names),
        frozenset(given & singles),
        frozenset(family & singles - given),
        tuple(whole_unspaced),
        tuple(parts),
        tuple(_literal(called, near)),
        tuple(dict.fromkeys(words for words in addresses if len(words) > 1)),
        frozenset(
            [
                *(local for local in local_parts if _tells(local)),
                *("".join(name) for name in names if len("".join(name)) >= SHORTEST_JOINED),
            ]
        ),
        tuple(number for number in numbers if len(number) >= SHORTEST_NUMBER),
        frozenset(singles & (known | described)),
        frozenset(name for name in names if any(_within(name, words) for words in near)),
        tuple(near),
        (
            *_hints_in_names([*called.names, *called.nicknames], singles, one_sign),
            *_hints_in_addresses(local_parts, numbers),
        ),
        tuple(sorted(filter(_is_mailbox, local_parts))),
    )


def _ends(name: str) -> list[str]:
    """Return the first and the last word of a name where they are one letter, as written."""
    written = [word for word in name.split() if words_of(word)]
    ends = [word.strip(".") for word in (*written[:1], *written[-1:])]
    return [word for word in ends if len(word) == 1 and not is_unspaced(name_key(word))]


def _spellings(name: str) -> Iterator[str]:
    """Give a name as it is written, and as it is with other letters: Jürgen and Juergen."""
    from unicodedata import normalize

    composed = normalize("NFC", name)
    yield name
    yield composed.translate(_IN_TWO)
    yield " ".join(_in_one(word) for word in composed.split())


def _in_one(word: str) -> str:
    short = _FROM_TWO.sub(r"\1", word)
    plain = len(short) < SHORTEST_IN_ONE or is_english_word(name_key(short))
    return word if plain else short


def _literal(called: Called, others: Iterable[Words]) -> Iterator[str]:
    """Give names with signs in them, but for those that somebody else has."""
    for name in (*called.names, *called.nicknames):
        words = words_of(name)
        if _has_signs_within(name) and not any(_within(words, other) for other in others):
            yield name


def _compounds(names: Iterable[str]) -> Iterator[tuple[bool, Words]]:
    """Give the words that signs part, and True for the first of a name: O'Neil, Jean-Luc."""
    for name in names:
        for at, word in enumerate(re.sub(_DESCRIBES, "", name).split()):
            parts = words_of(word)
            signs = re.fullmatch(f"{WRITTEN}(?:['’-]{WRITTEN})+", word)
            if signs and not is_unspaced("".join(parts)) and len(parts) > 1:
                yield at == 0, parts


def _has_signs_within(name: str) -> bool:
    """True if signs stand between words of a name that never stand there: `A.*b`."""
    gaps = re.split(WRITTEN, name)[1:-1]
    return any(not re.fullmatch(WITHIN, gap) for gap in gaps)


def _named(name: str) -> Words:
    """Return the words of a name without titles; those alone are a name, too.

    What only describes somebody is left out: "Ben from the gym", "Anna (Lagoon)".
    """
    called = re.sub(_DESCRIBES, "", name)
    words = words_of(called) or words_of(name)
    plain = tuple(word for word in words if not _is_no_name(word))
    return plain or words


def _described(called: Called) -> set[str]:
    """Return the words in brackets that may be a name: "Chris (Anna)"."""
    return {
        word
        for name in (*called.names, *called.nicknames)
        for bracket in re.findall(_IN_BRACKETS, name)
        for word in words_of(bracket)
        if not _is_no_name(word) and not is_unspaced(word)
    }


def _is_no_name(word: str) -> bool:
    return is_title(word) or word in word_set("names", "younger")


def _ways(words: Words) -> Iterator[Words]:
    """Give the ways to write a name of several words: whole, first and last, last name first.

    "van Dam" and "O'Brien" are several words, too.
    """
    if len(words) > 1:
        yield words
        yield (words[0], words[-1])
        yield (words[-1], *words[:-1])
        if len(tail := _surname(words)) > 1:
            yield tail


def _surname(words: Words) -> Words:
    """Return the last word of a name with what belongs to it: "van dam", "o brien"."""
    first = len(words) - 1
    while first > 1 and (is_particle(words[first - 1]) or len(words[first - 1]) == 1):
        first -= 1
    return words[first:]


def _local(address: str) -> str:
    """Return what stands before the @, as a key without signs."""
    local, at, _ = address.partition("@")
    return "".join(words_of(local)) if at else ""


def _is_mailbox(local: str) -> bool:
    return local in word_set("role_mailboxes", "roles")


def _tells(local: str) -> bool:
    """True if what stands before the @ says who it is."""
    return len(local) >= SHORTEST_LOCAL and not _is_mailbox(local)


def _has(words: Words, unspaced: Iterable[str]) -> bool:
    return any(name in "".join(words) for name in unspaced)


def _within(name: Words, words: Words) -> bool:
    return f" {' '.join(name)} " in f" {' '.join(words)} "


def _unspaced_names(names: Iterable[str]) -> tuple[dict[str, None], dict[str, None], list[str]]:
    """Return names in scripts without spaces, parts of them, and parts of one sign.

    Of 王小明 the given name 小明 is a part; of 田中太郎 each half is one.
    """
    wholes: dict[str, None] = {}
    parts: dict[str, None] = {}
    one: dict[str, None] = {}
    for name in names:
        words = words_of(name)
        joined = "".join(words)
        if not is_unspaced(joined):
            continue
        wholes[joined] = None
        spaced = re.search(_THAI, joined) is not None
        signs = signs_of(joined)
        found = list(words) if len(words) > 1 or spaced else _halves(signs)
        for part in found:
            if part != joined:
                (parts if spaced or len(signs_of(part)) > 1 else one).setdefault(part)
    return wholes, {part: None for part in parts if part not in wholes}, list(one)


def _halves(signs: Sequence[str]) -> list[str]:
    """Return what may be the surname and the given name in a name of these signs."""
    cuts = {2: (1,), 3: (1, 2), 4: (2,)}.get(len(signs), (2, 3))
    halves = [(signs[:cut], signs[cut:]) for cut in cuts if cut < len(signs)]
    # A given name of one sign is looked for only behind a surname of one.
    found = [half for pair in halves for half in pair if len(half) > 1 or len(signs) < 3]
    found += [signs[:1]] if len(signs) == 3 else []
    return ["".join(half) for half in found]


def _hints_in_names(
    names: Sequence[str], singles: Collection[str], one_sign: Iterable[str]
) -> Iterator[Hint]:
    """Give initials, letters and signs of names; `singles` are words that are looked for anyway."""
    seen: set[str] = set()
    for name in names:
        letters = _initials(name)
        if len(letters) > 1 and (key := name_key(letters)) not in seen and key not in singles:
            seen.add(key)
            yield Hint(letters, INITIALS)
    for word in dict.fromkeys(word for name in names for word in _ends(name)):
        if words_of(word)[0] not in singles:
            yield Hint(word, ONE_LETTER)
    for part in dict.fromkeys(one_sign):
        yield Hint(part, ONE_SIGN)
    for name in names:
        if not words_of(name):
            yield Hint(name, NO_LETTERS)


def _initials(name: str) -> str:
    """Return the initials of a name as they are written: "BÅ" of "Bo Å"; "" in other scripts."""
    from unicodedata import normalize

    called = re.sub(_DESCRIBES, "", normalize("NFC", name))
    words = [
        word
        for word in re.findall(WRITTEN, called)
        if not _is_no_name(key := name_key(word)) and not is_unspaced(key)
    ]
    return "".join(
        word[0].upper()
        for at, word in enumerate(words)
        if not at or not is_particle(name_key(word))
    )


def _hints_in_addresses(locals_: Iterable[str], numbers: Iterable[str]) -> Iterator[Hint]:
    for local in sorted(filter(None, locals_)):
        if not _tells(local) and not _is_mailbox(local):
            yield Hint(local, SHORT_LOCAL)
    for number in numbers:
        if 0 < len(number) < SHORTEST_NUMBER:
            yield Hint(number, SHORT_NUMBER)
