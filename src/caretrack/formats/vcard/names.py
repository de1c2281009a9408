"""The parts of a name, as a vCard has them, guessed from the name as it is said."""

import re
from typing import NamedTuple

from caretrack.domain.people.plain_names import turned

# Han, kana and hangul: there the family name comes first, and another spelling is how to say it.
EAST_ASIAN = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f\U00020000-\U0003ffff]"
)
# Words in small letters at the start of a family name, in the languages that have them.
_PARTICLES = (
    " af al at av ap ben bin bint d da das de degli dei del della den der di do dos du e el het "
    "ibn la las le les li lo los mac mc 't te ten ter til tot van vom von y zu zum zur "
)
_PREFIXES = (
    " dame dipl.-ing dr drs fr frau herr hr ing ir lady lord m miss mme mr mrs ms mx prof "
    "professor rabbi rev sir sr sra "
)
_SUFFIXES = " ba bsc esq ii iii iv jr junior llm ma mba md msc phd snr sr "


class NameParts(NamedTuple):
    """The parts of a name, in the order in which most of the world says them.

    A name is its parts with spaces between them, and a comma before the suffix.
    """

    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""


def name_parts(name: str) -> NameParts:
    """Return the parts of a name on one line.

    What stands before a comma is the family name ("Silva, Ana"), and so is the first word in Han,
    kana or hangul. Else it is a guess: the last word, with the particles before it; the first is
    the given name; one word alone is the given name. Read in order, the parts of a guess are the
    name again, so that a wrong guess calls nobody by a wrong name.
    """
    if turned(name) != name:
        return _sorted_name(name)
    words = name.split()
    if len(words) > 1 and all(map(EAST_ASIAN.match, words)):
        return NameParts(given=" ".join(words[1:]), family=words[0])
    prefix, middle, suffix = _without_titles(words, 2)
    if len(middle) < 2:
        return NameParts(" ".join(prefix), " ".join(middle), "", "", " ".join(suffix))
    family = len(middle) - 1
    while family > 1 and _is_particle(middle[family - 1]):
        family -= 1
    if middle[0].islower() and all(map(_is_particle, middle[:family])):
        family = 0
    given, additional, last = middle[: min(1, family)], middle[1:family], middle[family:]
    parts = NameParts(*map(" ".join, (prefix, given, additional, last, suffix)))
    return parts._replace(family=parts.family.removesuffix(",")) if suffix else parts


def _sorted_name(name: str) -> NameParts:
    """Return the parts of a name as lists have it: "Silva, Ana", "Berg, Jan van der"."""
    family, given, *behind = (part.strip() for part in name.split(",", 2))
    prefix, words, suffix = _without_titles(given.split(), 1)
    particles = len(words)
    while particles > 1 and _is_particle(words[particles - 1]):
        particles -= 1
    title, family_words, younger = _without_titles(family.split(), 1)
    return NameParts(
        " ".join([*title, *prefix]),
        " ".join(words[:1]),
        " ".join(words[1:particles]),
        " ".join([*words[particles:], *family_words]),
        " ".join([*younger, *suffix, *behind]),
    )


def _without_titles(words: list[str], least: int) -> tuple[list[str], list[str], list[str]]:
    """Return the words before a name, those of it (`least` or more), and those behind it."""
    start, end = 0, len(words)
    while start < end - least and _among(words[start], _PREFIXES):
        start += 1
    while end > start + least and (
        _among(words[end - 1], _SUFFIXES) or words[end - 2].endswith(",")
    ):
        end -= 1
    return words[:start], words[start:end], words[end:]


def _among(word: str, words: str) -> bool:
    return f" {word.casefold().strip('.,')} " in words


def _is_particle(word: str) -> bool:
    """Also "Van", as it is written in Belgium, and "St. John", but not "E.", an initial."""
    if word in ("St", "St.", "Saint"):
        return True
    return f" {word.casefold()} " in _PARTICLES and (word.islower() or len(word) > 2)
