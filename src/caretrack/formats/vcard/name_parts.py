"""A name in the parts that address books ask for, without losing or moving a word of it."""

from typing import NamedTuple

# Words in small letters at the start of a family name, in the languages that have them.
_PARTICLES = (
    " af al at av ap ben bin bint d da das de degli dei del della den der di do dos du e el het ibn la las le les li lo los "
    "mac mc 't te ten ter til tot van vom von y zu zum zur "
)
_PREFIXES = " dame dipl.-ing dr drs fr frau herr hr ing ir lady lord m miss mme mr mrs ms mx prof professor rabbi rev sir sr sra "
_SUFFIXES = " ba bsc esq ii iii iv jr junior llm ma mba md msc phd snr sr "


class NameParts(NamedTuple):
    """In the order in which they are said: a name is its parts with spaces between them, but for a comma before what stands behind it."""

    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""


def name_parts(name: str) -> NameParts:
    """The parts of a name on one line.

    A guess, as any is: the last word is the family name, with the particles before it; the first is the given name; one
    word alone is the given name. What is read in order is the name again, so that nobody is called wrongly by a wrong guess.
    """
    words = name.split()
    start = 0
    while start < len(words) - 2 and _among(words[start], _PREFIXES):
        start += 1
    end = len(words)
    while end > start + 2 and (_among(words[end - 1], _SUFFIXES) or words[end - 2].endswith(",")):
        end -= 1
    middle = words[start:end]
    if len(middle) < 2:
        return NameParts(" ".join(words[:start]), " ".join(middle), "", "", " ".join(words[end:]))
    family = len(middle) - 1
    while family > 1 and _particle(middle[family - 1]):
        family -= 1
    prefix, given, additional, last, suffix = map(
        " ".join, (words[:start], middle[:1], middle[1:family], middle[family:], words[end:])
    )
    return NameParts(prefix, given, additional, last.removesuffix(",") if suffix else last, suffix)


def _among(word: str, words: str) -> bool:
    return f" {word.casefold().strip('.,')} " in words


def _particle(word: str) -> bool:
    """Also "Van", as it is written in Belgium, but not "E.", an initial."""
    return f" {word.casefold()} " in _PARTICLES and (word.islower() or len(word) > 2)
