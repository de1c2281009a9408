"""A name without what people leave out or turn round: titles, dots, commas, initials (S2.8).

All of it works on name keys (`names.name_key`). "Lind, Eva" is "eva lind", "Prof. Dr. Ida Holm" is
"ida holm", "J.R. Smith" is "jr smith". Names in Chinese, Japanese and Korean have a given name
inside: 小明 in 王小明.
"""

import re
from collections.abc import Iterator, Sequence

from caretrack.words import word_set

# Patterns are text: `re` compiles each where it is first used, and keeps it. To compile all of them
# at import would slow every command.
# Ideographs, kana, and the jamo that NFKD takes Hangul apart into.
_UNSPACED = (
    "\u1100-\u11ff\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
)
_UNSPACED_RUN = f"[{_UNSPACED}]+"
# A syllable of Hangul begins with a consonant of its own; all else is a character by itself.
_SYLLABLE = f"[\u1100-\u1112][\u1113-\u11ff]*|[{_UNSPACED}][\u3099\u309a]?"
# What one says behind a name, as a key: san, sama, kun, chan, sensei; xiansheng, xiaojie; ssi, nim.
_POLITE = "(?<=.)(?:さん|さま|くん|ちゃん|様|君|先生|小姐|女士|\u110a\u1175|\u1102\u1175\u11b7)$"
LONGEST_UNSPACED = 12  # syllables: no name is longer
_SIGNS = "[-'.,:;]"


def turned(text: str) -> str:
    """Return a name with the given name first: "Lind, Eva" is "Eva Lind".

    What stands behind the comma may belong to the name ("Smith, Jr.") or make it a company's
    ("Lind, Inc."): then it stays as it is.
    """
    last, comma, first = (part.strip() for part in text.partition(","))
    if not comma:
        return text
    first, _, behind = (part.strip() for part in first.partition(","))
    words = [word.replace(".", "").casefold() for word in first.split()]
    if not words or not last or not any(char.isalpha() for char in last):
        return text
    if all(map(_is_behind_a_name, words)) or _is_legal_form(words[-1]) or "&" in first + last:
        return text
    if behind and not all(_is_behind_a_name(word.casefold()) for word in _words(behind)):
        return text
    return f"{first} {last}, {behind}" if behind else f"{first} {last}"


def _is_behind_a_name(word: str) -> bool:
    plain = word.replace(".", "")
    return _listed(plain, "titles") or _listed(plain, "younger") or _is_legal_form(plain)


def _is_legal_form(word: str) -> bool:
    return len(word) > 1 and _listed(word, "legal forms")


def _listed(word: str, heading: str) -> bool:
    """True if `word` is in the list under this heading of words/names.txt."""
    return word in word_set("names", heading)


def spellings(key: str) -> tuple[str, ...]:
    """Return the ways to write a key in words alone: without titles, signs and commas.

    "o'brien-lee" is "obrien lee" and "o brien lee"; "j. r. smith" is "jr smith". A key of signs
    alone has none.
    """
    if key.isalpha() and key.isascii():
        return (key,)
    if not re.search(_SIGNS, key):
        ways = [key]
    else:
        key = turned(key).replace("-", " ")
        ways = [key.replace("'", ""), key.replace("'", " ")] if "'" in key else [key]
    found = (" ".join(joined_initials(without_titles(_words(way)))) for way in ways)
    return tuple(way for way in dict.fromkeys(found) if way)


def _words(text: str) -> list[str]:
    return re.split(r"[\s.,:;]+", text.strip(" .,:;")) if text.strip(" .,:;") else []


def without_titles(words: Sequence[str]) -> list[str]:
    """Return the words of a name without the titles before and the degrees behind it.

    A name that is nothing but titles stays as it is.
    """
    start, end = 0, len(words)
    while start < end and (
        _listed(words[start], "titles") or (start and _listed(words[start], "behind dr"))
    ):
        start += 1
    while end > start + 1 and _listed(words[end - 1], "titles"):
        end -= 1
    return list(words[start:end] or words)


def joined_initials(words: Sequence[str]) -> Iterator[str]:
    """Give the words, with single letters that follow each other as one word."""
    initials = ""
    for word in words:
        if len(word) == 1 and word.isascii() and word.isalpha():
            initials += word
            continue
        if initials:
            yield initials
            initials = ""
        yield word
    if initials:
        yield initials


def same_name_key(key: str) -> str:
    """Return what two ways to write the name of one person have in common.

    Titles, dots, initials and a comma do not count; hyphens and apostrophes do. A title counts
    where a single word would be left: "Dr. Lind" is not "Lind". "Smith, Jr." is somebody else than
    "Smith". Names without spaces are one with them: 山田 太郎 is 山田太郎.
    """
    if not key.isascii() and (joined := unspaced(key)):
        return joined
    words = _words(turned(key))
    plain = without_titles(words)
    same = plain if len(plain) > 1 or not key.isascii() else words
    return " ".join(joined_initials(same)) or key


def without_middle_initials(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a name without single letters inside it, and without "jr" behind it."""
    end = len(words)
    while end > 2 and _listed(words[end - 1], "younger"):
        end -= 1
    return tuple(
        word for at, word in enumerate(words[:end]) if not 0 < at < end - 1 or len(word) > 1
    )


def company_words(key: str) -> list[str]:
    """Return the words of a company's name key, without the legal form behind it."""
    words = _all_words(key)
    end = len(words)
    while end > 1 and (_is_legal_form(words[end - 1]) or words[end - 1] == "&"):
        end -= 1
    return words[:end]


def has_legal_form(key: str) -> bool:
    """True if a company's name key ends with a legal form: "lagoon ltd.", "orsini s.r.l."."""
    return len(company_words(key)) < len(_all_words(key))


def _all_words(key: str) -> list[str]:
    return list(joined_initials(re.split(r"[\s.,\-]+", key.strip(" .,-"))))


def is_particle(word: str) -> bool:
    """True for a word that stands inside a name and ends none: "van", "de"."""
    return _listed(word, "particles")


def at_least_words_of(text: str) -> set[str]:
    """Return the keys of all words of an ASCII text (`in_notes.words_of_note`), and maybe others.

    They are found in a tenth of the time, and in most notes nobody is named.
    """
    plain = "".join(char if char.isalnum() or char == "'" else " " for char in text.lower())
    words = {word.strip("'") for word in plain.replace("''", " ").split()}
    known = {*words, *(word.removesuffix("'s") for word in words)}
    return {word.replace("'", "") for word in known}


def is_title(word: str) -> bool:
    """True for a title, with or without its dot."""
    return _listed(word.rstrip(".").replace(".", ""), "titles")


def is_everyday_word(word: str) -> bool:
    """True for a name that is a plain word too: "will", "may", "hope"."""
    return _listed(word, "everyday words") or _listed(word, "months")


def indexed_words(key: str) -> set[str]:
    """Return all words that a name is looked up by, in every way to write it.

    Of a name in a script without spaces, each end is one.
    """
    ways = spellings(key)
    words = {word for way in (key, *ways) for word in re.findall(r"[^\W_]+", way)}
    if not key.isascii():
        words.update(re.findall("[a-z0-9]+", key))
        words.update(given_names(key))
    return words


def given_names(key: str) -> set[str]:
    """Return what may be the given name in a key of a script without spaces: each end of it."""
    return {
        "".join(syllables[start:])
        for syllables in _unspaced(key)
        for start in range(len(syllables))
    }


def unspaced(text: str) -> str:
    """Return a name in a script without spaces as one word, without a polite ending; else ""."""
    if text.isascii():
        return ""
    joined = "".join(re.findall(_UNSPACED_RUN, text))
    if not joined or re.search(r"[^\W_]", re.sub(_UNSPACED_RUN, "", text)):
        return ""
    return re.sub(_POLITE, "", joined) or joined


def _unspaced(key: str) -> Iterator[list[str]]:
    """Give the syllables of each run of such a script, and of all of them together."""
    runs = re.findall(_UNSPACED_RUN, key)
    for run in dict.fromkeys((*runs, "".join(runs))):
        yield re.findall(_SYLLABLE, run)[-LONGEST_UNSPACED:]


def parts_of_unspaced(text: str) -> set[str]:
    """Return every run of two to six syllables in what `text` has of such a script."""
    if text.isascii():
        return set()
    return {
        "".join(syllables[start : start + length])
        for run in re.findall(_UNSPACED_RUN, text)
        for syllables in [re.findall(_SYLLABLE, run)]
        for length in range(2, 7)
        for start in range(len(syllables) - length + 1)
    }
